import { vi } from "vitest";
import { limitMilliseconds } from "../../../limits.ts";

/** Waits until a check holds, as long as the machine at hand may need; then it fails with what it last said. */
export const waitUntil = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: limitMilliseconds(10), interval: 5 });
