/**
 * What became of each thing the plan promises, from the milestones and not by hand: one function gives every
 * feature its status at the end of the plan, the days its status changed, and the last word about it. Things
 * that stand and that the plan improves get the upgrade statuses, by the plan's own verb for their items.
 */
import { countFrom } from "../../src/domain/monitor/days.ts";
import { mergeMilestones } from "../../src/domain/monitor/mergeRows.ts";
import { readMilestones } from "../../src/domain/monitor/readRows.ts";
import type { MilestoneRow } from "../../src/domain/monitor/rows.ts";
import {
  findLastWord,
  listStatusChanges,
  type StatusSubject,
  statusOnDay,
} from "../../src/domain/monitor/statusOnDay.ts";
import type { PlanProperties, Status } from "../../src/domain/plan.ts";
import { type FactRow, factsFolder, planFolder, readFactTable, readText, requireText } from "./factTable.ts";
import { planPeriod, readMonitorAreas } from "./monitorContext.ts";
import { carriedNotice } from "./placeFeature.ts";

const baseDay = "2020-12-31";

/** Datasets of land, people and offices: the plan speaks of them without building on them. */
const notUpgraded = new Set([
  "region",
  "cities",
  "city-centres",
  "units",
  "statistical-zones",
  "towns",
  "growing-towns",
  "leaving-areas",
  "satellite-corridors",
  "cooperation",
  "mountains",
  "stations",
]);

/** The plan's verbs that change a thing, and how far they say it is by the end of the plan. */
const upgradeByVerb: Record<string, Status> = {
  accelerate: "upgrade-under-way",
  "under-construction": "upgrade-under-way",
  planned: "upgrade-planned",
  study: "upgrade-planned",
};

/** From least to most there; what is closed stands apart. */
const order: Status[] = [
  "absent",
  "study",
  "planned",
  "under-construction",
  "existing",
  "upgrade-planned",
  "upgrade-under-way",
  "upgrade-done",
];
const further = (a: Status, b: Status): Status => (order.indexOf(a) >= order.indexOf(b) ? a : b);

interface Link {
  rows: MilestoneRow[];
  part: string;
  byApproval: boolean;
}

interface Sources {
  links: Map<string, Link[]>;
  verbs: Map<string, string>;
  leftAlone: Set<string>;
}

function readShippedMilestones(): MilestoneRow[] {
  const areas = readMonitorAreas();
  const reading = readMilestones(
    readFactTable("milestones.csv", factsFolder).map(({ row, values }) => ({ row, cells: values })),
    { origin: "shipped", cities: areas.map(({ id }) => id), areas: areas.map(({ id }) => id) },
  );
  return mergeMilestones(reading.rows, []).rows;
}

const eventOfPower: Record<string, MilestoneRow["event"]> = {
  operating: "opened",
  partly: "started",
  "under construction": "started",
  approved: "approved",
  planned: "approved",
};

/** A row of the power table said as a milestone, so that the same function reads both. */
export function readPowerMilestone(fact: FactRow): MilestoneRow {
  const text = (column: string) => readText(fact, column);
  const event = eventOfPower[text("status")]!;
  return {
    id: `power-${fact.row}`,
    replaces: "",
    origin: "shipped",
    project: requireText(fact, "name_en"),
    projectZh: text("name_zh"),
    projectEn: text("name_en"),
    items: [],
    promiseZh: "",
    promiseBy: "",
    event,
    eventDate: text("since") || text("date"),
    eventZh: `${text("name_zh")}：${text("note")}`,
    eventEn: `${text("name_en")}: ${text("status")}`,
    cities: [text("city")],
    responsibleZh: text("owner"),
    publisherZh: text("publisher"),
    published: text("date"),
    evidence: text("confidence") === "official" ? "official" : "press",
    note: "",
    part: "",
    promiseKind: "delivery",
  };
}

function readLinks(): Map<string, Link[]> {
  const byProject = new Map<string, MilestoneRow[]>();
  for (const row of readShippedMilestones())
    byProject.set(row.project, [...(byProject.get(row.project) ?? []), row]);
  const links = new Map<string, Link[]>();
  const add = (key: string, link: Link) => links.set(key, [...(links.get(key) ?? []), link]);
  for (const fact of readFactTable("project-features.csv", planFolder)) {
    const rows = byProject.get(requireText(fact, "project_id"));
    if (!rows) throw new Error(`${fact.file}, row ${fact.row}: no project '${fact.values.project_id}'`);
    add(`${requireText(fact, "dataset")}/${requireText(fact, "feature_id")}`, {
      rows,
      part: readText(fact, "part"),
      byApproval: readText(fact, "by_approval") === "yes",
    });
  }
  for (const fact of readFactTable("power_2025.csv", factsFolder)) {
    const feature = readText(fact, "feature_id") || readText(fact, "id");
    if (feature === "") continue;
    const dataset = readText(fact, "feature_id") === "" ? "power-plants" : "energy-projects";
    add(`${dataset}/${feature}`, { rows: [readPowerMilestone(fact)], part: "", byApproval: false });
  }
  return links;
}

let sources: Sources | undefined;
function readSources(): Sources {
  sources ??= {
    links: readLinks(),
    verbs: new Map(
      readFactTable("inventory.csv", planFolder).map((fact) => [
        requireText(fact, "id"),
        requireText(fact, "status"),
      ]),
    ),
    leftAlone: new Set(
      readFactTable("no-upgrade.csv", planFolder).map(
        (fact) => `${requireText(fact, "dataset")}/${requireText(fact, "feature_id")}`,
      ),
    ),
  };
  return sources;
}

/** The furthest upgrade the plan's verbs ask of a thing that stands in every phase; undefined for any other. */
function findUpgrade(dataset: string, properties: PlanProperties): Status | undefined {
  const { verbs, leftAlone } = readSources();
  const stands = ["2020", "plan-2025", "actual-2025", "2035"].every(
    (phase) => properties[`status:${phase}`] === "existing",
  );
  if (!stands || notUpgraded.has(dataset) || leftAlone.has(`${dataset}/${properties.id}`)) return undefined;
  const asked = properties.items
    .map((item) => upgradeByVerb[verbs.get(item) ?? ""])
    .filter((one) => one !== undefined);
  return asked.length > 0 ? asked.reduce(further) : undefined;
}

const asNumber = (day: string) => Number(day.replaceAll("-", ""));

/** The notes with the last word in place of the notice that nothing was found. */
function writeNotes(properties: PlanProperties, word: MilestoneRow | undefined): Partial<PlanProperties> {
  if (!word) return {};
  const said = [word.publisherZh, word.published].filter(Boolean).join("，");
  const drop = (text: string | undefined, notice: string) => (text ?? "").replace(notice, "").trim();
  const zh = `${word.eventDate}：${word.eventZh}（${said}）。`;
  const en = `${word.eventDate}: ${word.eventEn} (${said.replace("，", ", ")}).`;
  return {
    "note:zh": `${drop(properties["note:zh"], carriedNotice.zh)}${zh}`,
    "note:en": [drop(properties["note:en"], carriedNotice.en), en].filter(Boolean).join(" "),
  };
}

/** A feature's properties with its statuses, the days they changed and the last word, as the rows have them. */
export function applyEvents(dataset: string, properties: PlanProperties): PlanProperties {
  const links = readSources().links.get(`${dataset}/${properties.id}`) ?? [];
  const upgrade = findUpgrade(dataset, properties);
  if (links.length === 0 && !upgrade) return properties;
  const subjectOf = ({ part, byApproval }: Link): StatusSubject => ({
    part,
    isUpgrade: upgrade !== undefined,
    existsByApproval: byApproval,
    planFrom: planPeriod.from,
  });
  const changes = links.flatMap((link) => listStatusChanges(link.rows, subjectOf(link)));
  changes.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const words = links
    .map((link) => findLastWord(link.rows, subjectOf(link), planPeriod.to))
    .filter((word) => word !== undefined)
    .sort((a, b) =>
      (countFrom(a.eventDate, a.published) ?? "") < (countFrom(b.eventDate, b.published) ?? "") ? -1 : 1,
    );
  const base = properties["status:2020"] ?? "absent";
  const atBase = further(base, statusOnDay(changes, baseDay) ?? base);
  const found = statusOnDay(changes, planPeriod.to);
  const carried = upgrade ? "upgrade-planned" : (properties["status:actual-2025"] ?? "absent");
  const isCancelled = found === "absent";
  const first = changes[0];
  return {
    ...properties,
    "status:2020": atBase,
    ...(upgrade ? { "status:plan-2025": upgrade, "status:2035": "upgrade-done" as const } : {}),
    "status:actual-2025": found === undefined ? carried : isCancelled ? found : further(atBase, found),
    // Before an event of the base year the thing was what the event changed.
    ...(first && first.from <= baseDay ? { "status:earlier": upgrade ? "existing" : "planned" } : {}),
    ...Object.fromEntries(changes.map(({ from, status }) => [`from:${status}`, asNumber(from)])),
    ...writeNotes(properties, words.at(-1)),
  };
}
