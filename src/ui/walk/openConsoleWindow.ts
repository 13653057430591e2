/** Opens the presenter's window: the same page, which follows this one over a channel of the browser. */
export const openConsoleWindow = () => {
  window.open(
    `${location.pathname}${location.search}#console`,
    "atlas-console",
    "popup,width=1180,height=760",
  );
};
