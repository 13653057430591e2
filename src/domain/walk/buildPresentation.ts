import { strToU8, type Zippable, zipSync } from "fflate";
import {
  buildFixedParts,
  emu,
  escapeXml,
  namespaces,
  relations,
  shapeTree,
  slideInches,
  xmlPart,
} from "./presentationParts.ts";

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
  /** For the presenter, in the notes field. */
  notes: string[];
  /** Small line at the bottom: disclaimer and sources. */
  foot: string;
  /** A PNG and its size, and what it shows for those who cannot see it. */
  picture: { png: Uint8Array; widthPixels: number; heightPixels: number; description: string } | null;
}

const margin = 0.5;
/** Room for the picture in inches: left, top, width, height. */
const pictureRoom = { left: margin, top: 1.35, width: 8.9, height: 5.35 };
const textRoom = { left: 9.6, top: 1.35, width: slideInches.width - 9.6 - margin, height: 5.35 };

const fonts = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>';
const languageOf = (text: string) => (/[⺀-鿿]/.test(text) ? "zh-CN" : "en-GB");
const run = (text: string, size: number, more = "") =>
  `<a:r><a:rPr lang="${languageOf(text)}" altLang="en-US" sz="${Math.round(size * 100)}"${more}>${fonts}</a:rPr><a:t>${escapeXml(text)}</a:t></a:r>`;
const paragraph = (text: string, size: number, more = "") =>
  `<a:p>${text === "" ? `<a:endParaRPr lang="en-GB" sz="${Math.round(size * 100)}"/>` : run(text, size, more)}</a:p>`;
const transform = (left: number, top: number, width: number, height: number) =>
  `<a:xfrm><a:off x="${emu(left)}" y="${emu(top)}"/><a:ext cx="${emu(width)}" cy="${emu(height)}"/></a:xfrm>`;

/** A text as wide as two Latin letters a Chinese one, for guessing how much room it takes. */
const weigh = (text: string) => Array.from(text).reduce((sum, letter) => sum + (letter > "⺀" ? 2 : 1.05), 0);

/** Size in points at which paragraphs fit a box, from `most` down to 9. */
function findFittingPoints(
  paragraphs: readonly string[],
  width: number,
  height: number,
  most: number,
): number {
  for (let points = most; points > 9; points -= 0.5) {
    const perLine = ((width - 0.1) * 72) / (points / 2);
    const lines = paragraphs.reduce((sum, text) => sum + Math.max(1, Math.ceil(weigh(text) / perLine)), 0);
    if (lines * points * 1.32 + paragraphs.length * 6 <= height * 72) return points;
  }
  return 9;
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

const rowInches = 0.3;
const lineInches = 0.17;

/** Widths of a table's columns, the size of its letters, and the height of each row, longest cell counted. */
function measureTable({ rows }: SlideTable) {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const first = columns === 1 ? textRoom.width : textRoom.width * (columns === 2 ? 0.6 : 0.3);
  const other = columns === 1 ? 0 : (textRoom.width - first) / (columns - 1);
  const widths = Array.from({ length: columns }, (_, index) => (index === 0 ? first : other));
  const points = columns > 3 ? 8 : 12;
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
          paragraph(table.title, 13, ' b="1"'),
          "b",
        );
  return `${title}<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="${id}" name="Table"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="${emu(textRoom.left)}" y="${emu(top + head)}"/><a:ext cx="${emu(textRoom.width)}" cy="${emu(height)}"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr/><a:tblGrid>${grid}</a:tblGrid>${rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
}

function buildPicture({ widthPixels, heightPixels, description }: NonNullable<Slide["picture"]>): string {
  const scale = Math.min(pictureRoom.width / widthPixels, pictureRoom.height / heightPixels);
  const [width, height] = [widthPixels * scale, heightPixels * scale];
  return `<p:pic><p:nvPicPr><p:cNvPr id="4" name="Map" descr="${escapeXml(description)}"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rId3"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>${transform(pictureRoom.left, pictureRoom.top, width, height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`;
}

function buildSlide(slide: Slide): string {
  const wide = { left: margin, top: 0.3, width: slideInches.width - 2 * margin, height: 0.28 };
  const hasPicture = slide.picture !== null;
  const tablesHeight = slide.tables.reduce((sum, table) => sum + tableInches(table), 0);
  const body = hasPicture
    ? { ...textRoom, height: Math.max(1, textRoom.height - tablesHeight) }
    : { left: margin, top: 3.3, width: wide.width, height: 2.8 };
  const points = findFittingPoints(slide.paragraphs, body.width, body.height, hasPicture ? 20 : 18);
  const titleBox = hasPicture ? { ...wide, top: 0.56, height: 0.66 } : { ...wide, top: 2.1, height: 1 };
  let top = body.top + body.height;
  const tables = slide.tables.map((table, index) => {
    const drawn = buildTable(20 + index * 2, table, top);
    top += tableInches(table);
    return drawn;
  });
  return xmlPart(
    `<p:sld ${namespaces}><p:cSld>${shapeTree(
      [
        placeholder(
          2,
          "Title",
          'type="title"',
          titleBox,
          paragraph(slide.title, hasPicture ? 26 : 36, ' b="1"'),
          "ctr",
        ),
        textBox(3, "Lead", hasPicture ? wide : { ...wide, top: 1.7 }, paragraph(slide.lead, 12)),
        slide.picture ? buildPicture(slide.picture) : "",
        placeholder(
          5,
          "Text",
          'type="body" idx="1"',
          body,
          slide.paragraphs.map((text) => paragraph(text, points)).join("") || paragraph("", points),
          "t",
        ),
        ...tables,
        textBox(6, "Sources", { ...wide, top: 6.85, height: 0.4 }, paragraph(slide.foot, 8), "b"),
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
 * the notes field, the map as a picture.
 *
 * @param created date and time in UTC, ISO 8601, written into the file.
 * @returns the bytes of the .pptx. Throws nothing; an empty list gives a file without slides.
 */
export function buildPresentation(slides: readonly Slide[], title: string, created: string): Uint8Array {
  const parts: Zippable = {};
  for (const [name, text] of Object.entries(buildFixedParts(slides.length, title, created)))
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
    parts[`ppt/slides/slide${number}.xml`] = strToU8(buildSlide(slide));
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
