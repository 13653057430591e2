import type { Language } from "../../domain/board/board.ts";

const placeKey = "atlas-reading";

/** Where a reader stands and in which language: kept over a reload, on this machine only. */
export interface ReadingPlace {
  language: Language;
  /** Id of the scene at the top of the page; null for its head. */
  scene: string | null;
}

export function findReadingPlace(): Partial<ReadingPlace> {
  try {
    const kept = JSON.parse(localStorage.getItem(placeKey) ?? "{}") as Partial<ReadingPlace>;
    return {
      ...(kept.language === "zh" || kept.language === "en" ? { language: kept.language } : {}),
      ...(typeof kept.scene === "string" ? { scene: kept.scene } : {}),
    };
  } catch {
    return {};
  }
}

export function keepReadingPlace(place: Partial<ReadingPlace>) {
  try {
    localStorage.setItem(placeKey, JSON.stringify({ ...findReadingPlace(), ...place }));
  } catch {
    // Without storage the page begins at its head again.
  }
}
