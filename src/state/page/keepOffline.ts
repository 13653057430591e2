import { useOffline } from "./offline.ts";

let registration: ServiceWorkerRegistration | undefined;

function watchInstalling(worker: ServiceWorker | null) {
  if (!worker) return;
  const onChange = () => {
    // The worker says whether there is something to offer: this page may have been opened with its release.
    if (worker.state === "installed" && navigator.serviceWorker.controller)
      worker.postMessage({ kind: "offer" });
    if (worker.state === "activated") useOffline.setState({ keeping: { kind: "ready" } });
    // An update that fails leaves what is kept as it was.
    if (worker.state === "redundant" && !registration?.active)
      useOffline.setState({ keeping: { kind: "failed", reason: "install" } });
  };
  worker.addEventListener("statechange", onChange);
  onChange();
}

/**
 * Keeps the atlas on this machine, once the page has what it needs for itself. Only the built product does:
 * while developing, files change under the page.
 */
export async function startOffline() {
  if (!import.meta.env.PROD || !/^https?:$/.test(location.protocol) || !navigator.serviceWorker) return;
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent) => {
    const { kind, done, total } = (data ?? {}) as { kind?: string; done: number; total: number };
    if (kind === "saving" && !navigator.serviceWorker.controller)
      useOffline.setState({ keeping: { kind: "saving", done, total } });
    if (kind === "offered") useOffline.setState({ hasUpdate: true });
    if (kind === "taken") location.reload();
  });
  try {
    registration = await navigator.serviceWorker.register("service-worker.js", { updateViaCache: "none" });
    if (registration.active) useOffline.setState({ keeping: { kind: "ready" } });
    watchInstalling(registration.waiting);
    watchInstalling(registration.installing);
    registration.addEventListener("updatefound", () => watchInstalling(registration?.installing ?? null));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    useOffline.setState({ keeping: { kind: "failed", reason } });
  }
}

/** Takes the version that waits: this page reloads with it, other open pages keep theirs until they close. */
export function takeUpdate() {
  useOffline.setState({ hasUpdate: false });
  if (registration?.waiting) registration.waiting.postMessage({ kind: "take" });
  // Another page took it already: a new start is enough.
  else location.reload();
}

export const leaveUpdate = () => useOffline.setState({ hasUpdate: false });

export async function installAtlas() {
  const { offer } = useOffline.getState();
  await offer?.prompt();
  useOffline.setState({ offer: null });
}
