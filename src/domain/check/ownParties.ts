import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { DataFiles } from "../kernel.ts";
import type { Bilingual, FeatureId } from "../plan.ts";
import { noEvidence, type PartyEvidence } from "./evidence.ts";

/** A feature the user drew or brought. WGS 84 degrees. */
export interface OwnParty {
  id: FeatureId;
  name: Bilingual;
  /** An activity kind of the rule table for a subject, a zone kind for a zone. */
  kind: string;
  geometry: Geometry | null;
  schematic: boolean;
  /** What the office says of it; what is left out is unknown. */
  evidence?: Partial<PartyEvidence>;
  source: string;
}

/** A column whose values tell the kind; a value without a kind takes that of the whole layer. */
export interface KindColumn {
  name: string;
  kinds: Readonly<Record<string, string>>;
}

/** A whole layer of the user's: named, so that a question stays small however many features it has. */
export interface OwnLayerFile {
  /** Such as `own/<key>.geojson`; the key is of the content, so another content is another question. */
  file: string;
  layer: string;
  name: string;
  kind: string;
  column?: KindColumn;
  /** Said of every feature of the layer. */
  evidence?: Partial<PartyEvidence>;
}

/** An own party with its evidence whole. */
export type ReadyOwnParty = Omit<OwnParty, "evidence"> & { evidence: PartyEvidence };

export type OwnSource = OwnParty | OwnLayerFile;

const isFile = (source: OwnSource): source is OwnLayerFile => "file" in source;

const nameKeys = ["name:zh", "name_zh", "名称", "项目名称", "NAME", "Name", "name", "title"];

function nameFeature(properties: Record<string, unknown>, otherwise: string): Bilingual {
  const read = (keys: readonly string[]) => {
    for (const key of keys) {
      const value = properties[key];
      if (typeof value === "string" && value.trim() !== "") return value.trim();
      if (typeof value === "number") return String(value);
    }
    return undefined;
  };
  const zh = read(nameKeys) ?? otherwise;
  return { zh, en: read(["name:en", "name_en"]) ?? zh };
}

function createParty(
  feature: Feature<Geometry | null>,
  index: number,
  { layer, name, kind, column }: OwnLayerFile,
  evidence: PartyEvidence,
): ReadyOwnParty {
  const properties = (feature.properties ?? {}) as Record<string, unknown>;
  return {
    id: `${layer}:${index + 1}`,
    name: nameFeature(properties, `${name} ${index + 1}`),
    kind: column?.kinds[String(properties[column.name] ?? "").trim()] ?? kind,
    geometry: feature.geometry,
    schematic: properties.confidence === "schematic",
    evidence,
    source: name,
  };
}

/** Names of the files own parties are read from. */
export const listOwnFiles = (sources: readonly OwnSource[]): string[] => [
  ...new Set(sources.flatMap((source) => (isFile(source) ? [source.file] : []))),
];

/** Own parties one by one, with those of whole layers named after their attributes. */
export const collectOwnParties = (sources: readonly OwnSource[], files: DataFiles): ReadyOwnParty[] =>
  sources.flatMap((source) => {
    const evidence = { ...noEvidence, ...source.evidence };
    return isFile(source)
      ? (files[source.file] as FeatureCollection<Geometry | null>).features.map((feature, index) =>
          createParty(feature, index, source, evidence),
        )
      : [{ ...source, evidence }];
  });
