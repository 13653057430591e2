import { strToU8, type Zippable, zipSync } from "fflate";
import { escapeXml } from "../escapeXml.ts";
import {
  buildFixedParts,
  emu,
  namespaces,
  relations,
  shapeTree,
  slideInches,
  xmlPart,
} from "./presentationParts.ts";
import {
  buildChartPart,
  buildChartWorkbook,
  measureChart,
  placeChart,
  type SlideChart,
} from "./slideChart.ts";

/** A table of short texts; the first row is its head. */
export interface SlideTable {
  title: string;
  rows: string[][];
}

/** One slide: everything but the picture is text that can be edited. */
export interface Slide {
  title: string;
  /** Line above the title: chapter and clause. */
  lead: string;
  paragraphs: string[];
  tables: SlideTable[];
  charts: SlideChart[];
  /** For the presenter, in the notes field. */
  notes: string[];
  /** Small line at the bottom: disclaimer and sources. */
  foot: string;
  /** A PNG and its size, and what it shows for those who cannot see it. */
  picture: { png: Uint8Array; widthPixels: number; heightPixels: number; description: string } | null;
  /** What stands where the picture should be, and why it is not there. */
  missing?: string;
}

/** Whose presentation it is, and which of the two templates it wears. */
export interface SlideLook {
  /** White paper, or the band of an office's reports over cover and titles. */
  template: "plain" | "official";
  /** Name of the unit, on the cover and at the foot of every slide; empty for none. */
  unit: string;
  /** Its emblem as PNG with its size, on the cover; null for none. */
  emblem: { png: Uint8Array; widthPixels: number; heightPixels: number } | null;
}
const plainLook: SlideLook = { template: "plain", unit: "", emblem: null };

const margin = 0.5;
/** Room for the picture in inches: left, top, width, height. */
const pictureRoom = { left: margin, top: 1.35, width: 8.9, height: 5.35 };
const textRoom = { left: 9.6, top: 1.35, width: slideInches.width - 9.6 - margin, height: 5.35 };

const fonts = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>';
const languageOf = (text: string) => (/[⺀-鿿]/.test(text) ? "zh-CN" : "en-GB");
const run = (text: string, size: number, more = "", colour = "") =>
  `<a:r><a:rPr lang="${languageOf(text)}" altLang="en-US" sz="${Math.round(size * 100)}"${more}>${colour}${fonts}</a:rPr><a:t>${escapeXml(text)}</a:t></a:r>`;
const paragraph = (text: string, size: number, more = "", colour = "") =>
  `<a:p>${text === "" ? `<a:endParaRPr lang="en-GB" sz="${Math.round(size * 100)}"/>` : run(text, size, more, colour)}</a:p>`;
const white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>';
/** A title or the line over it: white where it stands on a band. */
const titleParagraph = (text: string, size: number, isOnBand: boolean, isBold = true) =>
  paragraph(text, size, isBold ? ' b="1"' : "", isOnBand ? white : "");
const transform = (left: number, top: number, width: number, height: number) =>
  `<a:xfrm><a:off x="${emu(left)}" y="${emu(top)}"/><a:ext cx="${emu(width)}" cy="${emu(height)}"/></a:xfrm>`;

/** A text as wide as two Latin letters a Chinese one, for guessing how much room it takes. */
const weigh = (text: string) => Array.from(text).reduce((sum, letter) => sum + (letter > "⺀" ? 2 : 1.05), 0);

const leastPoints = 12;

/** Size in points at which paragraphs fit a box, from `most` down to the least that is read across a room. */
function findFittingPoints(
  paragraphs: readonly string[],
  width: number,
  height: number,
  most: number,
): number {
  for (let points = most; points > leastPoints; points -= 0.5) {
    const perLine = ((width - 0.1) * 72) / (points / 2);
    const lines = paragraphs.reduce((sum, text) => sum + Math.max(1, Math.ceil(weigh(text) / perLine)), 0);
    if (lines * points * 1.32 + paragraphs.length * 6 <= height * 72) return points;
  }
  return leastPoints;
}

const textBox = (id: number, name: string, box: typeof pictureRoom, body: string, anchor = "t") =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>${transform(box.left, box.top, box.width, box.height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="${anchor}"/><a:lstStyle/>${body}</p:txBody></p:sp>`;

const placeholder = (
  id: number,
  name: string,
  type: string,
  box: typeof pictureRoom,
  body: string,
  anchor: string,
) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph ${type}/></p:nvPr></p:nvSpPr><p:spPr>${transform(box.left, box.top, box.width, box.height)}</p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="${anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle/>${body}</p:txBody></p:sp>`;

const rowInches = 0.32;
const lineInches = 0.23;
/** Letters of a table: what the last row of a room can still read. */
const tablePoints = 14;

/** Widths of a table's columns, the size of its letters, and the height of each row, longest cell counted. */
function measureTable({ rows }: SlideTable) {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const first = columns === 1 ? textRoom.width : textRoom.width * (columns === 2 ? 0.55 : 0.34);
  const other = columns === 1 ? 0 : (textRoom.width - first) / (columns - 1);
  const widths = Array.from({ length: columns }, (_, index) => (index === 0 ? first : other));
  const points = tablePoints;
  const heights = rows.map((row) => {
    const lines = row.map((text, index) =>
      Math.ceil((weigh(text) * points) / 2 / 72 / ((widths[index] ?? other) - 0.05)),
    );
    return rowInches + (Math.max(1, ...lines) - 1) * lineInches;
  });
  return { columns, widths, points, heights, height: heights.reduce((sum, height) => sum + height, 0) };
}

const tableInches = (table: SlideTable) => measureTable(table).height + (table.title === "" ? 0 : 0.3) + 0.1;

function buildTable(id: number, table: SlideTable, top: number): string {
  const { columns, widths, points, heights, height } = measureTable(table);
  const edge = '<a:lnB w="6350"><a:solidFill><a:srgbClr val="D9D5CA"/></a:solidFill></a:lnB>';
  const cell = (text: string, column: number) =>
    `<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="${column === 0 ? "l" : columns === 2 ? "r" : "ctr"}"/>${run(text, points)}</a:p></a:txBody><a:tcPr marL="0" marR="18000" marT="18000" marB="18000" anchor="ctr">${edge}<a:noFill/></a:tcPr></a:tc>`;
  const grid = widths.map((width) => `<a:gridCol w="${emu(width)}"/>`).join("");
  const rows = table.rows
    .map(
      (row, index) =>
        `<a:tr h="${emu(heights[index]!)}">${widths.map((_, column) => cell(row[column] ?? "", column)).join("")}</a:tr>`,
    )
    .join("");
  const head = table.title === "" ? 0 : 0.3;
  const title =
    head === 0
      ? ""
      : textBox(
          id + 1,
          "Table title",
          { left: textRoom.left, top, width: textRoom.width, height: head },
          paragraph(table.title, 14, ' b="1"'),
          "b",
        );
  return `${title}<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="${id}" name="Table"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="${emu(textRoom.left)}" y="${emu(top + head)}"/><a:ext cx="${emu(textRoom.width)}" cy="${emu(height)}"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr/><a:tblGrid>${grid}</a:tblGrid>${rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
}

function buildPicture({ widthPixels, heightPixels, description }: NonNullable<Slide["picture"]>): string {
  const scale = Math.min(pictureRoom.width / widthPixels, pictureRoom.height / heightPixels);
  const [width, height] = [widthPixels * scale, heightPixels * scale];
  return `<p:pic><p:nvPicPr><p:cNvPr id="4" name="Map" descr="${escapeXml(description)}"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rId3"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>${transform(pictureRoom.left, pictureRoom.top, width, height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`;
}

/** A band of colour behind what stands on it. */
const band = (id: number, box: typeof pictureRoom) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>${transform(box.left, box.top, box.width, box.height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>`;

const emblemInches = 0.9;

/** The emblem above the cover's title, in its own proportions. */
function buildEmblem({ widthPixels, heightPixels }: NonNullable<SlideLook["emblem"]>): string {
  const scale = emblemInches / Math.max(widthPixels, heightPixels);
  const [width, height] = [widthPixels * scale, heightPixels * scale];
  return `<p:pic><p:nvPicPr><p:cNvPr id="9" name="Emblem" descr=""/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rId3"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>${transform(margin, 0.6, width, height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`;
}

/** `firstChart`: the relation that leads to the first of the slide's charts. The first slide is the cover. */
function buildSlide(slide: Slide, firstChart: number, look: SlideLook, isCover: boolean): string {
  const wide = { left: margin, top: 0.3, width: slideInches.width - 2 * margin, height: 0.28 };
  const hasPicture = slide.picture !== null || slide.missing !== undefined;
  const tablesHeight =
    slide.tables.reduce((sum, table) => sum + tableInches(table), 0) +
    slide.charts.reduce((sum, chart) => sum + measureChart(chart), 0);
  const body = hasPicture
    ? { ...textRoom, height: Math.max(1, textRoom.height - tablesHeight) }
    : { left: margin, top: 3.5, width: wide.width, height: 2.2 };
  const points = findFittingPoints(slide.paragraphs, body.width, body.height, hasPicture ? 20 : 18);
  const titleBox = hasPicture ? { ...wide, top: 0.56, height: 0.66 } : { ...wide, top: 2.1, height: 1 };
  let top = body.top + body.height;
  const tables = slide.tables.map((table, index) => {
    const drawn = buildTable(20 + index * 2, table, top);
    top += tableInches(table);
    return drawn;
  });
  const charts = slide.charts.map((chart, index) => {
    const drawn = placeChart(60 + index * 4, `rId${firstChart + index}`, chart, { ...textRoom, top });
    top += measureChart(chart);
    return drawn;
  });
  const isOfficial = look.template === "official";
  const bands = !isOfficial
    ? ""
    : isCover
      ? band(10, { left: 0, top: 1.55, width: slideInches.width, height: 1.7 })
      : band(10, { left: 0, top: 0, width: slideInches.width, height: 1.25 });
  return xmlPart(
    `<p:sld ${namespaces}><p:cSld>${shapeTree(
      [
        bands,
        isCover && look.emblem && !slide.picture ? buildEmblem(look.emblem) : "",
        placeholder(
          2,
          "Title",
          'type="title"',
          titleBox,
          titleParagraph(slide.title, hasPicture ? 26 : 36, isOfficial),
          "ctr",
        ),
        textBox(
          3,
          "Lead",
          hasPicture ? wide : { ...wide, top: 1.7 },
          titleParagraph(slide.lead, 14, isOfficial, false),
        ),
        slide.picture ? buildPicture(slide.picture) : "",
        slide.missing === undefined
          ? ""
          : textBox(4, "Map", pictureRoom, paragraph(slide.missing, 18), "ctr"),
        placeholder(
          5,
          "Text",
          'type="body" idx="1"',
          body,
          slide.paragraphs.map((text) => paragraph(text, points)).join("") || paragraph("", points),
          "t",
        ),
        ...tables,
        ...charts,
        textBox(6, "Sources", { ...wide, top: 6.85, width: 9.6, height: 0.4 }, paragraph(slide.foot, 8), "b"),
        look.unit === ""
          ? ""
          : isCover
            ? textBox(7, "Unit", { ...wide, top: 5.9, height: 0.5 }, paragraph(look.unit, 20, ' b="1"'))
            : textBox(
                7,
                "Unit",
                { ...wide, left: 10.2, top: 6.85, width: slideInches.width - 10.2 - margin, height: 0.4 },
                paragraph(look.unit, 12),
                "b",
              ),
      ].join(""),
    )}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`,
  );
}

const buildNotes = (notes: readonly string[]) =>
  xmlPart(
    `<p:notes ${namespaces}><p:cSld>${shapeTree(
      `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp><p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" idx="3"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>${(notes.length > 0 ? notes : [""]).map((text) => paragraph(text, 12)).join("")}</p:txBody></p:sp>`,
    )}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>`,
  );

/**
 * A PowerPoint file (ECMA-376 PresentationML): one slide of 16 to 9 for each entry, texts editable, notes in
 * the notes field, the map as a picture, bars as charts with their numbers in a workbook.
 *
 * @param look whose it is; the emblem stands on the first slide, which then has no picture.
 * @param created date and time in UTC, ISO 8601, written into the file.
 * @returns the bytes of the .pptx. Throws nothing; an empty list gives a file without slides.
 */
export function buildPresentation(
  slides: readonly Slide[],
  title: string,
  created: string,
  look: SlideLook = plainLook,
): Uint8Array {
  const parts: Zippable = {};
  const chartCount = slides.reduce((sum, slide) => sum + slide.charts.length, 0);
  let chartNumber = 0;
  for (const [name, text] of Object.entries(buildFixedParts(slides.length, chartCount, title, created)))
    parts[name] = strToU8(text);
  slides.forEach((slide, index) => {
    const number = index + 1;
    const shown: (readonly [string, string])[] = [
      ["slideLayout", "../slideLayouts/slideLayout1.xml"],
      ["notesSlide", `../notesSlides/notesSlide${number}.xml`],
    ];
    if (slide.picture) {
      shown.push(["image", `../media/image${number}.png`]);
      // A PNG is compressed already.
      parts[`ppt/media/image${number}.png`] = [slide.picture.png, { level: 0 }];
    }
    const isCover = index === 0;
    if (isCover && look.emblem && !slide.picture) {
      shown.push(["image", "../media/emblem.png"]);
      parts["ppt/media/emblem.png"] = [look.emblem.png, { level: 0 }];
    }
    const firstChart = shown.length + 1;
    for (const chart of slide.charts) {
      chartNumber += 1;
      shown.push(["chart", `../charts/chart${chartNumber}.xml`]);
      parts[`ppt/charts/chart${chartNumber}.xml`] = strToU8(buildChartPart(chart, textRoom.width));
      parts[`ppt/charts/_rels/chart${chartNumber}.xml.rels`] = strToU8(
        relations([["package", `../embeddings/chart${chartNumber}.xlsx`]]),
      );
      parts[`ppt/embeddings/chart${chartNumber}.xlsx`] = [buildChartWorkbook(chart, created), { level: 0 }];
    }
    parts[`ppt/slides/slide${number}.xml`] = strToU8(buildSlide(slide, firstChart, look, isCover));
    parts[`ppt/slides/_rels/slide${number}.xml.rels`] = strToU8(relations(shown));
    parts[`ppt/notesSlides/notesSlide${number}.xml`] = strToU8(buildNotes(slide.notes));
    parts[`ppt/notesSlides/_rels/notesSlide${number}.xml.rels`] = strToU8(
      relations([
        ["notesMaster", "../notesMasters/notesMaster1.xml"],
        ["slide", `../slides/slide${number}.xml`],
      ]),
    );
  });
  return zipSync(parts, { level: 6, mtime: new Date(created) });
}
