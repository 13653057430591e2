/** A text in Chinese and English. */
export type Pair = readonly [zh: string, en: string];
/** West, south, east, north. */
export type Sides = readonly [number, number, number, number];

export type FigureSource =
  | { figures: readonly { label: Pair; number: string }[]; title?: Pair }
  | {
      bars: readonly { label: Pair; number: string; strong?: boolean }[];
      title: Pair;
      target?: { label: Pair; value: number };
    }
  | { status: readonly { label: Pair; feature: string }[]; title: Pair; phases?: readonly string[] };

/** A scene as it is written here; the build checks every name in it and writes the walk. */
export interface SceneSource {
  id: string;
  /** `chapter.section`; `chapter` alone for a chapter's lead; `0` for the preface. */
  clause: string;
  /** Items of the plan the scene rests on. */
  items: readonly string[];
  phase: string;
  /** Layers shown besides the ground; `layer:kind,kind` keeps only these kinds, `layer#id,id` only these features, `layer@0.7` fades it, `-layer` leaves out one of the ground. */
  show: readonly string[];
  /** Further fields of the board, such as what is asked of the analyses. */
  board?: Readonly<Record<string, unknown>>;
  /** What the scene is seen beside: a line draws its own picture over this one, at a step each. `show` and `board` where they differ. */
  before?: {
    phase: string;
    show?: readonly string[];
    board?: Readonly<Record<string, unknown>>;
  };
  frame: Sides;
  pitch?: number;
  bearing?: number;
  seconds: number;
  /** Lines and charts come one after another; a line ends at `\\n`. */
  stepped?: boolean;
  /** `dataset/feature` to be lit; `dataset/line@0.8` writes its name at four fifths of the line, not in the middle; `dataset/feature=number` writes that live number under its name. */
  lit?: readonly string[];
  figures?: readonly FigureSource[];
  title: Pair;
  say: Pair;
  notes: Pair;
}

export interface ChapterSource {
  chapter: number;
  title: Pair;
  scenes: readonly SceneSource[];
}

/** Frames that return: the whole region, and the railways of its core. */
export const whole: Sides = [106.6, 37.6, 114.5, 43.4];
/** The four city centres and the lines among them: the camera of the rail sequence never moves. */
export const railFrame: Sides = [109.2, 39.2, 113.7, 41.4];

/** The airports of the four cities; those of the neighbours would stand at the edge of the picture. */
export const ownAirports =
  "airports#airport-hohhot-baita,airport-hohhot-shengle,airport-baotou-donghe,airport-ordos-ejin-horo,airport-ulanqab-jining";
