import type { MilestoneRow, ObservationRow } from "../../../../src/domain/monitor/rows.ts";

export const period = { from: "2021-01-01", to: "2025-12-31" };

let count = 0;
export const milestone = (given: Partial<MilestoneRow> = {}): MilestoneRow => {
  count += 1;
  return {
    id: `r${count}`,
    replaces: "",
    origin: "shipped",
    project: "bridge",
    projectZh: "大桥",
    projectEn: "Bridge",
    items: ["item-bridge"],
    promiseZh: "建成大桥",
    promiseBy: "2025",
    event: "milestone",
    eventDate: "2023-05-01",
    eventZh: "推进",
    eventEn: "Going on",
    cities: ["north"],
    responsibleZh: "",
    publisherZh: "日报",
    published: "2023-05-02",
    evidence: "press",
    note: "",
    part: "",
    promiseKind: "delivery",
    ...given,
  };
};

export const observation = (given: Partial<ObservationRow> = {}): ObservationRow => {
  count += 1;
  return {
    id: `v${count}`,
    replaces: "",
    origin: "shipped",
    indicator: "output",
    indicatorZh: "产值",
    indicatorEn: "Output",
    unitZh: "亿元",
    unitEn: "CNY 100 million",
    area: "north",
    year: 2020,
    value: 100,
    kind: "actual",
    direction: "up",
    binding: "",
    items: ["item-output"],
    publisherZh: "统计局",
    published: "",
    evidence: "official",
    note: "",
    measure: "level",
    ...given,
  };
};
