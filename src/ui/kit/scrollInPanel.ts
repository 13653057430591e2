/** Brings a part of a panel to its top, unless its head is in the upper half already. `scrollIntoView` would move the page under it too, where that is clipped. */
export function scrollInPanel(part: HTMLElement) {
  let panel = part.parentElement;
  while (panel && !/auto|scroll/.test(getComputedStyle(panel).overflowY)) panel = panel.parentElement;
  if (!panel) return;
  const at = part.getBoundingClientRect().top - panel.getBoundingClientRect().top;
  if (at < 0 || at > panel.clientHeight / 2) panel.scrollTop += at;
}
