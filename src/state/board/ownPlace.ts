const name = "atlas-own-place";

/** The place this window keeps its board in, where it chose one of its own: it outlives a reload, not the window. */
export const ownPlace = {
  read: (): string | null => {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return null;
    }
  },
  write: (key: string | null) => {
    try {
      if (key === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, key);
    } catch {
      // Without storage the window finds the shared board after a reload, and is asked again.
    }
  },
};
