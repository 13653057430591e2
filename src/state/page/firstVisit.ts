const name = "atlas-board-kept";

/**
 * Whether no board can be waiting to be opened, told at once and without the code that reads boards. Storage that is
 * forbidden keeps no board either.
 */
export function isFirstVisit(): boolean {
  if (/^#(b|board|w)=/.test(location.hash)) return false;
  try {
    return localStorage.getItem(name) === null;
  } catch {
    return true;
  }
}

/** Remembers that a board is kept here from now on. */
export function noteBoardKept() {
  try {
    localStorage.setItem(name, "1");
  } catch {
    // The board is kept elsewhere; the page only shows its frame a moment too soon next time.
  }
}
