const constants = new Uint32Array(64);
const start = new Uint32Array(8);

/** The first 32 bits of the fraction of a root, as FIPS 180-4 defines the constants. */
const fractionOf = (value: number) => Math.floor((value - Math.floor(value)) * 2 ** 32);

for (let candidate = 2, found = 0; found < 64; candidate += 1) {
  let isPrime = true;
  for (let divisor = 2; divisor * divisor <= candidate; divisor += 1)
    if (candidate % divisor === 0) isPrime = false;
  if (!isPrime) continue;
  if (found < 8) start[found] = fractionOf(Math.sqrt(candidate));
  constants[found] = fractionOf(Math.cbrt(candidate));
  found += 1;
}

const turn = (value: number, bits: number) => (value >>> bits) | (value << (32 - bits));

function mixBlock(sums: Uint32Array, view: DataView, from: number, words: Uint32Array) {
  for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(from + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const [x, y] = [words[i - 15]!, words[i - 2]!];
    const low = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const high = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    words[i] = words[i - 16]! + low + words[i - 7]! + high;
  }
  let [a, b] = [sums[0]!, sums[1]!];
  let [c, d] = [sums[2]!, sums[3]!];
  let [e, f] = [sums[4]!, sums[5]!];
  let [g, h] = [sums[6]!, sums[7]!];
  for (let i = 0; i < 64; i += 1) {
    const one =
      h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i]! + words[i]!;
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => {
    sums[i] = sums[i]! + value;
  });
}

const writeHex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** SHA-256 (FIPS 180-4) without the browser's help, for pages of an origin that is not secure. */
export function hashSha256Plainly(bytes: Uint8Array): string {
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0);
  const sums = Uint32Array.from(start);
  const words = new Uint32Array(64);
  for (let from = 0; from < padded.length; from += 64) mixBlock(sums, view, from, words);
  const out = new DataView(new ArrayBuffer(32));
  sums.forEach((sum, i) => {
    out.setUint32(i * 4, sum);
  });
  return writeHex(new Uint8Array(out.buffer));
}

/** SHA-256 of a file, 64 hexadecimal digits, as `sha256sum` and `certutil` print it. */
export async function hashSha256(bytes: Uint8Array): Promise<string> {
  if (!globalThis.crypto?.subtle) return hashSha256Plainly(bytes);
  return writeHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>)));
}
