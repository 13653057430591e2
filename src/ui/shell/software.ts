/** Software and fonts that travel with the page, and their licences. */
export const software: readonly { name: string; licence: string; credit: string }[] = [
  { name: "MapLibre GL JS", licence: "BSD-3-Clause", credit: "MapLibre contributors" },
  { name: "deck.gl", licence: "MIT", credit: "vis.gl contributors" },
  { name: "PMTiles", licence: "BSD-3-Clause", credit: "Protomaps LLC" },
  { name: "React", licence: "MIT", credit: "Meta Platforms, Inc. and affiliates" },
  { name: "Zustand", licence: "MIT", credit: "Paul Henschel" },
  { name: "fflate", licence: "MIT", credit: "Arjun Barrett" },
  { name: "qrcode-generator", licence: "MIT", credit: "Kazuhiko Arase" },
  { name: "Lucide", licence: "ISC", credit: "Lucide contributors" },
  { name: "Noto Sans SC", licence: "OFL-1.1", credit: "Google LLC, Adobe" },
];
