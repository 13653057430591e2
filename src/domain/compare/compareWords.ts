import { pickPlural } from "../pickPlural.ts";
import type { Bilingual, Status } from "../plan.ts";
import type { Difference, DifferenceKind } from "./listDifferences.ts";

/** What each kind of difference is called and when a thing is under it. */
export const differenceWords: Record<DifferenceKind, { name: Bilingual; rule: Bilingual }> = {
  added: {
    name: { zh: "新增", en: "Added" },
    rule: {
      zh: "左侧没有，右侧在研究、规划或在建",
      en: "Not on the left; under study, planned or under construction on the right",
    },
  },
  opened: {
    name: { zh: "建成", en: "Opened" },
    rule: { zh: "左侧未建成，右侧已建成", en: "Not standing on the left, standing on the right" },
  },
  upgraded: {
    name: { zh: "提升", en: "Upgraded" },
    rule: {
      zh: "两侧都已建成，右侧的改造提升进了一步（拟提升、提升中、已提升）",
      en: "Standing on both; its upgrade is a step further on the right (planned, under way, done)",
    },
  },
  advanced: {
    name: { zh: "推进", en: "Advanced" },
    rule: {
      zh: "两侧都未建成，右侧进了一步，如由规划到在建",
      en: "Standing on neither; a step further on the right, as from planned to under construction",
    },
  },
  delayed: {
    name: { zh: "滞后", en: "Delayed" },
    rule: { zh: "右侧的进度落后于左侧", en: "The right is a step or more behind the left" },
  },
  dropped: {
    name: { zh: "取消或停用", en: "Dropped" },
    rule: {
      zh: "左侧有，右侧没有、已停用，或不再提升",
      en: "On the left; not on the right, closed there, or its upgrade no longer meant",
    },
  },
  moved: {
    name: { zh: "移位", en: "Moved" },
    rule: { zh: "同一对象两侧位置不同，相差 1 米以上", en: "The same thing elsewhere, by a metre or more" },
  },
  changed: {
    name: { zh: "参数变化", en: "Changed" },
    rule: { zh: "速度、停站、车次等参数不同", en: "Speed, dwell, trains a day or another value differs" },
  },
};

const statusNames: Record<Status, Bilingual> = {
  existing: { zh: "已有", en: "existing" },
  "upgrade-done": { zh: "已提升", en: "upgraded" },
  "upgrade-under-way": { zh: "提升中", en: "being upgraded" },
  "upgrade-planned": { zh: "拟提升", en: "upgrade planned" },
  "under-construction": { zh: "在建", en: "under construction" },
  planned: { zh: "规划", en: "planned" },
  study: { zh: "研究", en: "under study" },
  closed: { zh: "停用", en: "closed" },
  absent: { zh: "尚无", en: "absent" },
};

const valueNames: Readonly<Record<string, Bilingual>> = {
  speedKmh: { zh: "最高时速（公里/小时）", en: "top speed (km/h)" },
  dwellSeconds: { zh: "停站（秒）", en: "dwell (s)" },
  trainsPerDay: { zh: "每日车次", en: "trains a day" },
};

const asPlan: Bilingual = { zh: "按规划", en: "as planned" };

/** From what to what, in words. */
export function describeDifference({ before, after, movedMetres, values }: Difference): Bilingual {
  if (movedMetres !== undefined) {
    const isFar = movedMetres >= 1_000;
    const written = isFar ? (movedMetres / 1_000).toFixed(1) : movedMetres.toFixed(0);
    return {
      zh: `最远处相差 ${written} ${isFar ? "公里" : "米"}`,
      en: `by up to ${written} ${isFar ? "km" : "m"}`,
    };
  }
  if (values) {
    const write = (language: "zh" | "en") =>
      values
        .map(({ key, before: was, after: is }) => {
          const name = valueNames[key]?.[language] ?? key;
          return `${name} ${was ?? asPlan[language]} → ${is ?? asPlan[language]}`;
        })
        .join(language === "zh" ? "；" : "; ");
    return { zh: write("zh"), en: write("en") };
  }
  const name = (status: Status | null): Bilingual =>
    status ? statusNames[status] : { zh: "有", en: "there" };
  return {
    zh: `${name(before).zh} → ${name(after).zh}`,
    en: `${name(before).en} → ${name(after).en}`,
  };
}

/** The counts in one sentence; only kinds there are. */
export function summarizeDifferences(counts: Readonly<Record<DifferenceKind, number>>): Bilingual {
  const said = (Object.keys(differenceWords) as DifferenceKind[]).filter((kind) => counts[kind] > 0);
  const total = said.reduce((sum, kind) => sum + counts[kind], 0);
  if (total === 0) return { zh: "两侧没有差异。", en: "The two sides do not differ." };
  const list = (language: "zh" | "en") =>
    said.map((kind) =>
      language === "zh"
        ? `${differenceWords[kind].name.zh} ${counts[kind]}`
        : `${counts[kind]} ${differenceWords[kind].name.en.toLowerCase()}`,
    );
  return {
    zh: `差异 ${total} 处：${list("zh").join("，")}。`,
    en: `${total} ${pickPlural(total, "difference", "differences")}: ${list("en").join(", ")}.`,
  };
}
