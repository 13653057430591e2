import { create } from "zustand";
import { findOrigin } from "../../domain/services/settings.ts";

const storageKey = "atlas-hosts";

function readKept(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(kept) ? kept.filter((host): host is string => typeof host === "string") : [];
  } catch {
    return [];
  }
}

/**
 * Hosts that the reader has agreed to ask, on this machine. Not part of a board: one that somebody sends must not
 * make this machine speak to a host of their choosing.
 */
export const useAgreedHosts = create<{ hosts: readonly string[] }>()(() => ({ hosts: readKept() }));

function keep(hosts: readonly string[]) {
  useAgreedHosts.setState({ hosts });
  try {
    localStorage.setItem(storageKey, JSON.stringify(hosts));
  } catch {
    // Without storage the reader is asked again at the next visit.
  }
}

export const agreeToHost = (origin: string) =>
  keep([...new Set([...useAgreedHosts.getState().hosts, origin])]);
export const withdrawHost = (origin: string) =>
  keep(useAgreedHosts.getState().hosts.filter((host) => host !== origin));

/** Whether an address may be asked: the reader agreed to its host, or it is the atlas's own. */
export function isAgreed(address: string, hosts = useAgreedHosts.getState().hosts): boolean {
  const origin = findOrigin(address);
  return origin !== undefined && (origin === location.origin || hosts.includes(origin));
}
