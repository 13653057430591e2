/** What is asked of a map that is about to be printed. */
export interface DrawingMap {
  /** Nothing is being loaded, faded in or drawn. */
  isIdle: () => boolean;
  /** Whether it has taken the view it is printed in; what it drew before that is another picture. */
  hasView: () => boolean;
}

const checkMilliseconds = 100;
/** A map rests between taking a view and asking for its tiles, and between tiles and letters. */
const quietMilliseconds = 800;
const longestMilliseconds = 12_000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Waits until a map has drawn its last frame of the view it is to be printed in: it has the view, and has been
 * idle without a break for as long as it may rest in between. Not for ever: a sheet slightly unfinished is
 * better than none.
 *
 * @returns whether the map came to rest.
 */
export async function waitForLastFrame(map: DrawingMap): Promise<boolean> {
  let quiet = 0;
  for (let waited = 0; waited < longestMilliseconds; waited += checkMilliseconds) {
    quiet = map.hasView() && map.isIdle() ? quiet + checkMilliseconds : 0;
    if (quiet > quietMilliseconds) return true;
    await pause(checkMilliseconds);
  }
  return false;
}
