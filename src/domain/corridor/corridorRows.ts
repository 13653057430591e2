import { verdictWords } from "../check/describeConflicts.ts";
import { lawVerdicts } from "../check/rules.ts";
import { type CorridorReport, findStability } from "./corridorReport.ts";

type Language = "zh" | "en";

const tenths = (metres: number) => Math.round(metres / 100) / 10;
const thousandths = (value: number) => Math.round(value * 1000) / 1000;

/** A cell as spreadsheets read it; what would begin a formula is told as text. */
function writeCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The result as comma-separated text: a row for each way and each zone it has to do with (a way without zones has one
 * row), then a row for each weight. Kilometres to a tenth.
 */
export function formatCorridorCsv(
  { from, to, activity, result }: CorridorReport,
  language: Language,
): string {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const stability = findStability(result);
  const ends = [from, to].map(({ name, lngLat }) =>
    [name?.[language], lngLat.map((value) => value.toFixed(5)).join(" ")].filter(Boolean).join(" "),
  );
  const head = [
    say("起点", "from"),
    say("终点", "to"),
    say("活动", "activity"),
    say("走廊", "way"),
    say("全长（公里）", "length (km)"),
    say("费用比", "cost ratio"),
    say("权重±20%时费用比最小", "least cost ratio at weights ±20 %"),
    say("权重±20%时费用比最大", "most cost ratio at weights ±20 %"),
    say("平均坡度（%）", "mean slope (%)"),
    ...lawVerdicts.map((verdict) =>
      say(`${verdictWords[verdict].zh}（公里）`, `${verdictWords[verdict].en} (km)`),
    ),
    say("生态区", "zone"),
    say("类别", "kind"),
    say("结论", "verdict"),
    say("条文结论", "verdict of the clause"),
    say("区内（公里）", "inside (km)"),
    say("跨越（处）", "crossings"),
    say("最近（公里）", "nearest (km)"),
    say("条款", "clauses"),
  ];
  const rows = result.ways.flatMap((way, index) => {
    const common = [
      ...ends,
      activity[language],
      index + 1,
      tenths(way.lengthMetres),
      thousandths(way.costRatio),
      ...stability[index]!.costRatios.map(thousandths),
      way.meanSlopePercent === null ? null : Math.round(way.meanSlopePercent * 10) / 10,
      ...lawVerdicts.map((verdict) => tenths(way.lengthByVerdict[verdict])),
    ];
    if (way.zones.length === 0) return [[...common, ...Array<null>(8).fill(null)]];
    return way.zones.map((zone) => [
      ...common,
      zone.name[language],
      zone.kind[language],
      verdictWords[zone.verdict][language],
      verdictWords[zone.lawVerdict][language],
      tenths(zone.lengthMetres),
      zone.crossingCount,
      tenths(zone.nearestDistanceMetres),
      zone.clauses.map((clause) => clause[language]).join(say("；", "; ")),
    ]);
  });
  const weights = [
    [say("生态区类别", "kind of zone"), say("条文结论", "verdict of the clause"), say("权重", "weight")],
    ...result.kinds.map(({ title, verdict, weight }) => [
      title[language],
      verdictWords[verdict][language],
      weight,
    ]),
    ...(result.slope
      ? [
          [
            say(`坡度（每 10%，${result.slope.terrain}）`, `slope (each 10%, ${result.slope.terrain})`),
            "",
            result.slope.weight,
          ],
        ]
      : []),
  ];
  const lines = [head, ...rows, [], ...weights].map((row) => row.map(writeCell).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}
