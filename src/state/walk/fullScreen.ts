/** Whether the browser can give the whole screen and has not. */
export const canFillScreen = () =>
  typeof document !== "undefined" && document.fullscreenEnabled && !document.fullscreenElement;

/** Asks for the whole screen; must be called within the gesture that wants it. Refused, the page is filled. */
export function askFullScreen() {
  if (canFillScreen()) void document.documentElement.requestFullscreen().catch(() => {});
}

export function leaveFullScreen() {
  if (typeof document !== "undefined" && document.fullscreenElement)
    void document.exitFullscreen().catch(() => {});
}

export const toggleFullScreen = () => (canFillScreen() ? askFullScreen() : leaveFullScreen());
