/** Colour science for the palette test: contrast, simulated colour vision, perceived difference. */

export type Rgb = readonly [number, number, number];

export function parseHex(hex: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!match) throw new Error(`got '${hex}', expected a colour as #rrggbb`);
  return [1, 2, 3].map((i) => Number.parseInt(match[i]!, 16) / 255) as unknown as Rgb;
}

const linearize = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

/** WCAG 2.2 contrast ratio, 1 to 21. */
export function contrastRatio(a: string, b: string): number {
  const [bright, dark] = [a, b]
    .map((hex) => {
      const [red, green, blue] = parseHex(hex).map(linearize) as unknown as Rgb;
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((x, y) => y - x);
  return (bright! + 0.05) / (dark! + 0.05);
}

export const visions = ["normal", "protan", "deutan", "tritan"] as const;
export type Vision = (typeof visions)[number];

/** Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB. */
const machado: Record<Vision, readonly (readonly number[])[]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE L*a*b* (D65) of a colour as someone with this vision sees it. */
export function simulateLab(hex: string, vision: Vision): Rgb {
  const linear = parseHex(hex).map(linearize);
  const [red, green, blue] = machado[vision].map((row) =>
    Math.min(1, Math.max(0, row[0]! * linear[0]! + row[1]! * linear[1]! + row[2]! * linear[2]!)),
  ) as [number, number, number];
  const xyz = [
    (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
    0.2126729 * red + 0.7151522 * green + 0.072175 * blue,
    (0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883,
  ];
  const [x, y, z] = xyz.map((t) => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29)) as [
    number,
    number,
    number,
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const hueDegrees = (a: number, b: number) =>
  a === 0 && b === 0 ? 0 : ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;

/** CIEDE2000 after Sharma, Wu and Dalal 2005, with unit weights. */
export function differenceCiede2000([l1, a1, b1]: Rgb, [l2, a2, b2]: Rgb): number {
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)));
  const [red1, red2] = [a1 * (1 + g), a2 * (1 + g)];
  const [chroma1, chroma2] = [Math.hypot(red1, b1), Math.hypot(red2, b2)];
  const [hue1, hue2] = [hueDegrees(red1, b1), hueDegrees(red2, b2)];
  const grey = chroma1 * chroma2 === 0;
  let hueStep = grey ? 0 : hue2 - hue1;
  if (hueStep > 180) hueStep -= 360;
  if (hueStep < -180) hueStep += 360;
  let meanHue = grey ? hue1 + hue2 : (hue1 + hue2) / 2;
  if (!grey && Math.abs(hue1 - hue2) > 180) meanHue += hue1 + hue2 < 360 ? 180 : -180;
  const meanLight = (l1 + l2) / 2;
  const mean = (chroma1 + chroma2) / 2;
  const t =
    1 -
    0.17 * Math.cos(radians(meanHue - 30)) +
    0.24 * Math.cos(radians(2 * meanHue)) +
    0.32 * Math.cos(radians(3 * meanHue + 6)) -
    0.2 * Math.cos(radians(4 * meanHue - 63));
  const light = (l2 - l1) / (1 + (0.015 * (meanLight - 50) ** 2) / Math.sqrt(20 + (meanLight - 50) ** 2));
  const chroma = (chroma2 - chroma1) / (1 + 0.045 * mean);
  const hue = (2 * Math.sqrt(chroma1 * chroma2) * Math.sin(radians(hueStep / 2))) / (1 + 0.015 * mean * t);
  const turn =
    -Math.sin(radians(60 * Math.exp(-(((meanHue - 275) / 25) ** 2)))) *
    2 *
    Math.sqrt(mean ** 7 / (mean ** 7 + 25 ** 7));
  return Math.sqrt(light ** 2 + chroma ** 2 + hue ** 2 + turn * chroma * hue);
}
