/** Colours of the map in one theme, by what they stand for. */
export interface Theme {
  id: "paper" | "ink" | "room";
  paper: string;
  text: string;
  accent: string;
}

export const themes: Record<Theme["id"], Theme> = {
  paper: { id: "paper", paper: "#fbfaf6", text: "#23262b", accent: "#b3261e" },
  ink: { id: "ink", paper: "#14181d", text: "#e8e6e0", accent: "#ff8a7a" },
  room: { id: "room", paper: "#ffffff", text: "#000000", accent: "#b00000" },
};
