import { phases } from "../../../geodata/plan/phases.ts";
import { layers } from "../../../layers/index.ts";
import type { Language } from "../../domain/board/board.ts";
import { findBoundingBox } from "../../domain/place/boundingBox.ts";
import type { PlanFeature, PlanFeatureCollection } from "../../domain/plan.ts";
import type { Scene } from "../../domain/walk/walk.ts";
import { findFeature, statusOf } from "../../state/features.ts";
import { statusWords } from "../speech/statusWords.ts";
import { buildSpeech } from "../speech/useWords.ts";
import { sayWalk } from "./walkWords.ts";

type Datasets = Readonly<Record<string, PlanFeatureCollection>>;

/** Names said of a layer before the rest is only counted: more would not be listened to. */
const mostNames = 12;

const boxes = new WeakMap<PlanFeature, ReturnType<typeof findBoundingBox>>();

function isInFrame(feature: PlanFeature, [west, south, east, north]: NonNullable<Scene["frame"]>): boolean {
  if (!boxes.has(feature)) boxes.set(feature, findBoundingBox([feature.geometry]));
  const box = boxes.get(feature);
  return !!box && box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south;
}

/** One layer of a scene in words: its title, and what of it stands in the picture, with what is not yet there. */
export interface DescribedLayer {
  title: string;
  count: number;
  names: string[];
}

/** The picture of a scene in words, for those who do not see it. */
export interface DescribedScene {
  /** Where and when. */
  place: string;
  layers: DescribedLayer[];
  lit: string[];
  schematic: string[];
}

const nameOf = (feature: PlanFeature, language: Language) => feature.properties[`name:${language}`];

/** Describes what the map shows in a scene; layers whose data are not loaded are named without their features. */
export function describeScene(scene: Scene, datasets: Datasets, language: Language): DescribedScene {
  const { word, text, number } = buildSpeech(language);
  const phase = phases.find((other) => other.id === scene.view.phase);
  const degrees = (value: number) => number(value, { maximumFractionDigits: 1 });
  const shown = scene.view.layers.flatMap((state) => {
    const layer = layers.find((other) => other.id === state.id);
    return layer && layer.group !== "base" ? [{ layer, hidden: state.hidden ?? [] }] : [];
  });
  const schematic = new Set<string>();
  const described = shown.map(({ layer, hidden }): DescribedLayer => {
    const collection = "dataset" in layer.data ? datasets[layer.data.dataset] : undefined;
    const inPicture = (collection?.features ?? []).filter(
      (feature) =>
        statusOf(feature, scene.view.phase) !== "absent" &&
        !hidden.includes(`kind:${feature.properties.kind}`) &&
        (!scene.frame || isInFrame(feature, scene.frame)),
    );
    for (const feature of inPicture)
      if (feature.properties.confidence === "schematic") schematic.add(nameOf(feature, language));
    const names = inPicture.map((feature) => {
      const status = statusOf(feature, scene.view.phase);
      const name = nameOf(feature, language);
      if (status === "existing") return name;
      return language === "zh"
        ? `${name}（${word(statusWords[status])}）`
        : `${name} (${word(statusWords[status]).toLowerCase()})`;
    });
    return {
      title: text(layer.title),
      count: inPicture.length,
      names: [...new Set(names)].slice(0, mostNames),
    };
  });
  const [west, south, east, north] = scene.frame ?? [0, 0, 0, 0];
  const place = scene.frame
    ? sayWalk("pictureArea", language, {
        west: degrees(west),
        south: degrees(south),
        east: degrees(east),
        north: degrees(north),
        phase: phase ? text(phase.title) : scene.view.phase,
      })
    : "";
  const lit = scene.highlights.flatMap((selection) => {
    const feature = findFeature(datasets, selection);
    return feature ? [nameOf(feature, language)] : [];
  });
  return {
    place:
      scene.pitch > 0 ? `${place}${language === "zh" ? "" : " "}${sayWalk("pictureLeans", language)}` : place,
    layers: described,
    lit: [...new Set(lit)],
    schematic: [...schematic],
  };
}
