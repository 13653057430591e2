/** The categories of the map. Each pair stays apart under every kind of colour vision; a test proves it. */
export const tones = [
  "rail",
  "road",
  "water",
  "nature",
  "sand",
  "energy",
  "logistics",
  "industry",
  "culture",
  "closed",
] as const;
export type Tone = (typeof tones)[number];

/** Verdicts of the ecology check, strictest first. */
export const verdictIds = ["prohibited", "restricted", "assessment", "notice", "unverified"] as const;
export type VerdictId = (typeof verdictIds)[number];

/** Colours of travel time and of its changes. */
export interface ReachColours {
  /** Near to far in steps of equal lightness, light to dark. */
  ramp: readonly string[];
  /** Lines of equal time. */
  edge: string;
  gained: string;
  lost: string;
  faster: string;
  origin: string;
}

/** Colours of the map in one theme, by what they stand for. */
export interface Theme {
  id: "paper" | "ink" | "room";
  /** The sheet: land inside the region, and the halo of every label. */
  paper: string;
  text: string;
  /** Labels of lesser things; still readable on the sheet. */
  muted: string;
  /** Hover, selection and focus. */
  accent: string;
  /** Land outside the region, and abroad. */
  outside: string;
  abroad: string;
  waterFill: string;
  waterText: string;
  natureText: string;
  /** Boundary lines: a dark hairline, and the soft ribbon along it. */
  boundary: string;
  ribbon: string;
  tone: Readonly<Record<Tone, string>>;
  reach: ReachColours;
  /** Verdicts of the ecology check; words and signs say the same. */
  verdict: Readonly<Record<VerdictId, string>>;
}

export const themes: Readonly<Record<Theme["id"], Theme>> = {
  paper: {
    id: "paper",
    paper: "#fbfaf6",
    text: "#23262b",
    muted: "#5f625f",
    accent: "#d4145a",
    outside: "#efede4",
    abroad: "#e6e7e3",
    waterFill: "#cfe3f3",
    waterText: "#0f5c9e",
    natureText: "#2c6b3a",
    boundary: "#8c8678",
    ribbon: "#e3dccb",
    tone: {
      rail: "#b12429",
      road: "#cf7614",
      water: "#1579d5",
      nature: "#499558",
      sand: "#74674e",
      energy: "#743aa6",
      logistics: "#0b6b6b",
      industry: "#33405c",
      culture: "#c2438c",
      closed: "#85857f",
    },
    reach: {
      ramp: ["#f7f3ac", "#7fd68f", "#02a6a3", "#046d9b", "#343375"],
      edge: "#1c2340",
      gained: "#1450a0",
      lost: "#b85c00",
      faster: "#0b7f86",
      origin: "#d4145a",
    },
    verdict: {
      prohibited: "#b3122a",
      restricted: "#a85400",
      assessment: "#145a8c",
      notice: "#5b6168",
      unverified: "#6a4f8f",
    },
  },
  ink: {
    id: "ink",
    paper: "#14181d",
    text: "#e8e6e0",
    muted: "#a9adb0",
    accent: "#ffd23f",
    outside: "#0d1013",
    abroad: "#111821",
    waterFill: "#1d3448",
    waterText: "#8fc1ee",
    natureText: "#9fd4a4",
    boundary: "#6f757b",
    ribbon: "#262c33",
    tone: {
      rail: "#ef6b61",
      road: "#f2a65a",
      water: "#5991c0",
      nature: "#92c595",
      sand: "#f6de98",
      energy: "#b686ff",
      logistics: "#3cc1b5",
      industry: "#cfd7e9",
      culture: "#e5a1e8",
      closed: "#7e858c",
    },
    reach: {
      ramp: ["#f0eca5", "#7ed48e", "#00a9a6", "#0275a5", "#3e3e81"],
      edge: "#f4f2ea",
      gained: "#6fb1ff",
      lost: "#ffa94d",
      faster: "#45c9c0",
      origin: "#ff5c93",
    },
    verdict: {
      prohibited: "#ff7a86",
      restricted: "#ffb066",
      assessment: "#7cc4f2",
      notice: "#b4b9bf",
      unverified: "#c9aef0",
    },
  },
  room: {
    id: "room",
    paper: "#ffffff",
    text: "#000000",
    muted: "#3d3d3d",
    accent: "#e0005a",
    outside: "#e4e4e0",
    abroad: "#d8dbdd",
    waterFill: "#b5d2ec",
    waterText: "#0c288e",
    natureText: "#1d5231",
    boundary: "#5a5a5a",
    ribbon: "#cfc9ba",
    tone: {
      rail: "#b00000",
      road: "#b85c00",
      water: "#0c288e",
      nature: "#2c7848",
      sand: "#524933",
      energy: "#6e25c5",
      logistics: "#065656",
      industry: "#1c2740",
      culture: "#9e397d",
      closed: "#6e6e6e",
    },
    reach: {
      ramp: ["#f7f3ac", "#7ad18b", "#089b99", "#046088", "#262263"],
      edge: "#000000",
      gained: "#003a8c",
      lost: "#a34700",
      faster: "#005f66",
      origin: "#e0005a",
    },
    verdict: {
      prohibited: "#a8001c",
      restricted: "#8a4400",
      assessment: "#003f78",
      notice: "#444444",
      unverified: "#4a2c78",
    },
  },
};
