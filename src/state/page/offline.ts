import { create } from "zustand";

/** Chromium's offer to install; other browsers have a menu of their own for it. */
interface InstallOffer extends Event {
  prompt: () => Promise<void>;
}

export type Keeping =
  | { kind: "none" }
  | { kind: "saving"; done: number; total: number }
  | { kind: "ready" }
  | { kind: "failed"; reason: string };

interface OfflineState {
  keeping: Keeping;
  hasUpdate: boolean;
  offer: InstallOffer | null;
}

/** Whether the atlas is kept on this machine, and what waits to be taken. */
export const useOffline = create<OfflineState>()(() => ({
  keeping: { kind: "none" },
  hasUpdate: false,
  offer: null,
}));

/** Listens for the browser's offer to install, which comes once and early. */
export function watchInstallOffer() {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    useOffline.setState({ offer: event as InstallOffer });
  });
  addEventListener("appinstalled", () => useOffline.setState({ offer: null }));
}
