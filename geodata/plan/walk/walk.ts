import { infrastructure } from "./infrastructure.ts";
import { background, opening, requirements } from "./opening.ts";
import type { ChapterSource } from "./scene.ts";
import { closing, delivery, ecology, openness, services } from "./sharing.ts";
import { industry, innovation, space } from "./space.ts";

/** The plan's own walk, in its order. */
export const chapters: readonly ChapterSource[] = [
  opening,
  background,
  requirements,
  space,
  innovation,
  industry,
  infrastructure,
  ecology,
  services,
  openness,
  delivery,
  closing,
];
export const walkTitle = {
  zh: "呼包鄂乌一体化：一张图走完规划",
  en: "Hohhot, Baotou, Ordos, Ulanqab: a walk through the plan",
};
