/** A key for bytes: the first 128 bits of their SHA-256 in hexadecimal. */
export async function hashBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (globalThis.crypto?.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  return hashPlainly(bytes);
}

/**
 * Four FNV-1a sums (Fowler, Noll, Vo) of different seeds, for pages without a secure origin, where browsers
 * withhold SHA-256. Good enough to tell one user's own layers apart.
 */
export function hashPlainly(bytes: Uint8Array): string {
  const sums = [0x811c9dc5, 0x1000193, 0x9e3779b9, 0x85ebca6b];
  for (const byte of bytes)
    for (let i = 0; i < 4; i += 1) sums[i] = Math.imul(sums[i]! ^ (byte + i), 0x01000193);
  return sums.map((sum) => (sum >>> 0).toString(16).padStart(8, "0")).join("");
}
