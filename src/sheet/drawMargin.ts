import { atlas, baseTiles, datasets } from "../../geodata/catalogue.ts";
import { sayCredit } from "../../geodata/credits.ts";
import { titlePhase } from "../../geodata/phaseDay.ts";
import { phases } from "../../geodata/plan/phases.ts";
import { findLayers } from "../../layers/grammar/findLayers.ts";
import type { Board } from "../domain/board/board.ts";
import type { Bilingual } from "../domain/plan.ts";
import { buildQrCode } from "../domain/qrCode.ts";
import { formatNumber as n } from "./pdf/pdfFile.ts";
import type { SheetPen } from "./pdf/sheetPen.ts";
import { listSheetDatasets } from "./sheetData.ts";
import type { SheetFrame } from "./sheetFrame.ts";
import {
  cutText,
  drawCode,
  drawNorth,
  drawScale,
  findConvergence,
  inkColours,
  measureMillimetres,
  writeParagraph,
  writeText,
} from "./sheetFurniture.ts";
import type { SheetRequest } from "./sheetRequest.ts";
import { say } from "./sheetWords.ts";

/** Who is to be named for what lies on the sheet, and up to when its facts go. */
function listCredits(board: Board): { credits: string; until: string } {
  const used = datasets.filter(({ id }) => listSheetDatasets(board).includes(id));
  const hasTiles = findLayers(board).some(
    (layer) => "tiles" in layer.data && board.layers.some(({ id, visible }) => id === layer.id && visible),
  );
  const parts = [
    ...used.map(({ attribution }) => attribution),
    ...(hasTiles ? [baseTiles.attribution] : []),
  ].flatMap((credit) => sayCredit(credit, board.language).split(/; |；/));
  return {
    credits: [...new Set(parts)].join(board.language === "zh" ? "；" : "; "),
    until:
      used
        .map(({ date }) => date)
        .sort()
        .at(-1) ?? "",
  };
}

/** What a board shows: its phase, and what that means. */
export function describePhase(board: Board): { subject: string; note: string } {
  const { phase: id, monitor, reach, scenario, language } = board;
  const titleOf = (wanted: string) => {
    const phase = phases.find((other) => other.id === wanted);
    return phase ? titlePhase(phase, monitor?.asOf)[language] : wanted;
  };
  // Gains and losses of travel time mean nothing without what they are held against.
  const notes = [
    phases.find((other) => other.id === id)?.note[language] ?? "",
    scenario?.length ? say("scenario", language).replace("{count}", String(scenario.length)) : "",
    reach?.against && reach.origins.length > 0
      ? say("reachAgainst", language).replace("{phase}", titleOf(reach.against.phase)) +
        (scenario?.length ? say(reach.against.edited ? "withScenario" : "withoutScenario", language) : "")
      : "",
  ];
  return {
    subject: titleOf(id),
    note: notes.filter((note) => note !== "").join(language === "zh" ? "；" : "; "),
  };
}

export function drawHead(
  pen: SheetPen,
  { head, unit }: Pick<SheetFrame, "head" | "unit">,
  { title, subject, note, counter }: { title: string; subject: string; note: string; counter: string },
) {
  const right = head.left + head.width;
  const size = 6.6 * unit;
  const side = 3.8 * unit;
  const phaseWidth = measureMillimetres(pen, subject, side, true);
  pen.beginMarked("H1");
  writeText(pen, {
    text: cutText(pen, title, size, head.width - phaseWidth - 8 * unit, true),
    x: head.left,
    y: head.bottom + 6 * unit,
    size,
    strong: true,
  });
  pen.endMarked();
  pen.beginMarked("P");
  writeText(pen, {
    text: subject,
    x: right,
    y: head.bottom + 6 * unit,
    size: side,
    strong: true,
    align: "right",
  });
  const small = { y: head.bottom + 0.6 * unit, size: 2.5 * unit, colour: inkColours.muted };
  writeText(pen, { text: note, x: head.left, ...small });
  writeText(pen, { text: counter, x: right, align: "right", ...small });
  pen.endMarked();
}

export function drawFoot(
  pen: SheetPen,
  frame: SheetFrame,
  request: SheetRequest,
  run: string,
  absent: readonly Bilingual[],
) {
  const { foot, unit, crs, centre } = frame;
  const { board, unitName, date, link } = request;
  const { language } = board;
  const right = foot.left + foot.width;
  const top = foot.bottom + foot.height;
  const scaleWidth = Math.min(120 * unit, foot.width * 0.36);
  const northWidth = 14 * unit;
  pen.beginMarked("P");
  const barFoot = drawScale(pen, frame, language, { ...foot, width: scaleWidth - northWidth });
  const meridian = crs.centralMeridian ?? 0;
  const system = `${say("projection", language)}${crs.name}${crs.epsg === null ? "" : ` (EPSG:${crs.epsg})`}, ${say("meridian", language)} ${meridian}°E`;
  const widest = Math.max(
    ...[frame.shown[0], frame.shown[2]].map(
      (longitude) =>
        Math.abs(((longitude - meridian) * Math.PI) / 180) * Math.cos((centre[1] * Math.PI) / 180),
    ),
  );
  const larger = `${n((widest * widest * 100) / 2, 2)} %`;
  const convergence = `${say("convergence", language)} ${n(findConvergence(frame, centre), 1).replace("-", "−")}°`;
  const box = {
    left: foot.left,
    top: barFoot - 1.4 * unit,
    width: scaleWidth - northWidth,
    bottom: foot.bottom - unit,
  };
  writeParagraph(pen, `${system}. ${say("distortion", language)} ${larger}. ${convergence}.`, box, {
    size: 2 * unit,
    colour: inkColours.muted,
  });
  drawNorth(pen, frame, language, foot.left + scaleWidth - northWidth / 2, top - 15.5 * unit);
  pen.endMarked();

  const code = link === null ? null : buildQrCode(link);
  const codeSide = code?.ok ? 21 * unit : 0;
  const { credits, until } = listCredits(board);
  const notes = {
    left: foot.left + scaleWidth + 2 * unit,
    top,
    width: foot.width - scaleWidth - 4 * unit - codeSide,
    bottom: foot.bottom,
  };
  pen.beginMarked("P");
  const madeBy = [
    ...(unitName === "" ? [] : [`${say("madeBy", language)}${unitName}`]),
    ...(date === "" ? [] : [`${say("date", language)}${date}`]),
    `${say("dataUntil", language)} ${until}`,
    `${say("run", language)} ${run}`,
  ].join("    ");
  let y = writeParagraph(pen, madeBy, notes, { size: 2.6 * unit });
  y = writeParagraph(
    pen,
    `${atlas.disclaimer[language]}${language === "zh" ? "。" : ". "}${say("schematic", language)}`,
    { ...notes, top: y - 0.6 * unit },
    { size: 2.5 * unit, strong: true },
  );
  if (absent.length > 0)
    y = writeParagraph(
      pen,
      `${say("absent", language)}${absent.map((name) => name[language]).join(language === "zh" ? "、" : ", ")}`,
      { ...notes, top: y - 0.6 * unit },
      { size: 2.5 * unit, strong: true },
    );
  writeParagraph(
    pen,
    `${say("sources", language)}${credits}`,
    { ...notes, top: y - 0.6 * unit },
    {
      size: 2.05 * unit,
      colour: inkColours.muted,
    },
  );
  pen.endMarked();
  if (code?.ok) drawCode(pen, code.value, right, top, codeSide);
}
