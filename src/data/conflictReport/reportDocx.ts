import { type Zippable, zipSync } from "fflate";
import { escapeXml } from "../../domain/escapeXml.ts";
import type { Colour } from "./mapMarks.ts";
import { paintFigure, paintSwatch } from "./paintFigure.ts";
import { type Block, type Cell, type LegendEntry, type Report, verdictColours } from "./report.ts";

/** Measures of WordprocessingML (ECMA-376): twips for pages and tables, half points for type, EMU for pictures. */
const page = { width: 11906, height: 16838, top: 1644, bottom: 1587, left: 1588, right: 1474 };
const textWidth = page.width - page.left - page.right;
const emuPerTwip = 635;
const pixelsPerPoint = 1.75;
/** Of the width of the text: two maps with their notes stand on a page. */
const figureShare = 0.76;

const hexOf = (colour: Colour) => colour.map((part) => part.toString(16).padStart(2, "0")).join("");

interface Type {
  font: "song" | "hei" | "fang" | "kai";
  /** Points. */
  size: number;
  bold?: boolean;
  colour?: Colour;
}

/** The families official documents use; a reader without them falls back to a serif or a sans. */
const families: Record<Type["font"], { east: string; latin: string }> = {
  song: { east: "宋体", latin: "Times New Roman" },
  hei: { east: "黑体", latin: "Arial" },
  fang: { east: "仿宋", latin: "Times New Roman" },
  kai: { east: "楷体", latin: "Times New Roman" },
};

export function writeRun(text: string, { font, size, bold, colour }: Type): string {
  const { east, latin } = families[font];
  return `<w:r><w:rPr><w:rFonts w:ascii="${latin}" w:hAnsi="${latin}" w:eastAsia="${east}" w:cs="${latin}"/>${
    bold ? "<w:b/>" : ""
  }${colour ? `<w:color w:val="${hexOf(colour)}"/>` : ""}<w:sz w:val="${size * 2}"/><w:szCs w:val="${
    size * 2
  }"/></w:rPr><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

interface Layout {
  align?: "left" | "center" | "both";
  style?: string;
  before?: number;
  after?: number;
  /** Lines in 240ths. */
  line?: number;
  indent?: number;
  keepNext?: boolean;
  /** A line below the paragraph, in this colour. */
  rule?: Colour;
}

export function writeParagraph(content: string, layout: Layout = {}): string {
  const { align = "left", style, before = 0, after = 0, line = 240, indent = 0, keepNext, rule } = layout;
  return `<w:p><w:pPr>${style ? `<w:pStyle w:val="${style}"/>` : ""}${keepNext ? "<w:keepNext/>" : ""}${
    rule ? `<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="${hexOf(rule)}"/></w:pBdr>` : ""
  }<w:spacing w:before="${before}" w:after="${after}" w:line="${line}" w:lineRule="auto"/>${
    indent ? `<w:ind w:firstLine="${indent}"/>` : ""
  }<w:jc w:val="${align}"/></w:pPr>${content}</w:p>`;
}

const cellType = (cell: Cell): Type => ({
  font: cell.strong ? "hei" : "song",
  size: 9,
  ...(cell.verdict ? { colour: verdictColours[cell.verdict] } : {}),
});

function writeCell(content: string, width: number, shade: boolean): string {
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${
    shade ? '<w:shd w:val="clear" w:color="auto" w:fill="EDEFF2"/>' : ""
  }<w:vAlign w:val="center"/></w:tcPr>${content}</w:tc>`;
}

function writeTable({ widths, head, rows }: Extract<Block, { kind: "table" }>): string {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const columns = widths.map((width) => Math.round((width / total) * textWidth));
  // A column of short entries is centred as a whole; a mix of both would look like a mistake.
  const isShort = widths.map((_, index) => rows.every((row) => (row[index]?.text.length ?? 0) <= 7));
  const writeRow = (cells: readonly Cell[], isHead: boolean) =>
    `<w:tr><w:trPr><w:cantSplit/>${isHead ? "<w:tblHeader/>" : ""}</w:trPr>${cells
      .map((cell, index) =>
        writeCell(
          writeParagraph(writeRun(cell.text, isHead ? { font: "hei", size: 9 } : cellType(cell)), {
            align: isHead || (cells.length > 2 && isShort[index]) ? "center" : "left",
            before: 20,
            after: 20,
          }),
          columns[index]!,
          isHead || (head.length === 0 && index === 0),
        ),
      )
      .join("")}</w:tr>`;
  const side = (name: string, size: number) =>
    `<w:${name} w:val="single" w:sz="${size}" w:space="0" w:color="5A6068"/>`;
  return `<w:tbl><w:tblPr><w:tblW w:w="${textWidth}" w:type="dxa"/><w:tblBorders>${[
    "top",
    "left",
    "bottom",
    "right",
  ]
    .map((name) => side(name, 8))
    .join(
      "",
    )}${side("insideH", 4)}${side("insideV", 4)}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${columns
    .map((width) => `<w:gridCol w:w="${width}"/>`)
    .join("")}</w:tblGrid>${
    head.length > 0
      ? writeRow(
          head.map((text) => ({ text })),
          true,
        )
      : ""
  }${rows.map((row) => writeRow(row, false)).join("")}</w:tbl>${writeParagraph("", { line: 160 })}`;
}

/** Pictures are kept once each, named by number. */
class Pictures {
  readonly files: Uint8Array[] = [];
  private readonly swatches = new Map<string, number>();
  private drawings = 0;

  nextDrawing(): number {
    this.drawings += 1;
    return this.drawings;
  }

  add(png: Uint8Array): number {
    this.files.push(png);
    return this.files.length;
  }

  addSwatch({ form, colour, schematic }: LegendEntry): number {
    const key = `${form} ${colour.join()} ${schematic}`;
    const kept = this.swatches.get(key) ?? this.add(paintSwatch(form, colour, schematic));
    this.swatches.set(key, kept);
    return kept;
  }
}

/** Every drawing has an id of its own, also where two show the same picture. */
function writePicture(
  id: number,
  number: number,
  widthEmu: number,
  heightEmu: number,
  description: string,
): string {
  return `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${widthEmu}" cy="${heightEmu}"/><wp:docPr id="${id}" name="picture ${id}" descr="${escapeXml(
    description,
  )}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${id}" name="image${number}.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdImage${number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${widthEmu}" cy="${heightEmu}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
}

function writeFigure(block: Extract<Block, { kind: "figure" }>, pictures: Pictures): string {
  const { figure, caption, legend, notes } = block;
  const widthEmu = Math.round(textWidth * figureShare) * emuPerTwip;
  const heightEmu = Math.round((widthEmu * figure.height) / figure.width);
  const legendRuns = legend
    .map(
      (entry) =>
        writePicture(pictures.nextDrawing(), pictures.addSwatch(entry), 24 * 9525, 16 * 9525, entry.text) +
        writeRun(` ${entry.text}　　`, { font: "song", size: 9 }),
    )
    .join("");
  return (
    writeParagraph(
      writePicture(
        pictures.nextDrawing(),
        pictures.add(paintFigure(figure, pixelsPerPoint)),
        widthEmu,
        heightEmu,
        caption,
      ),
      { align: "center", before: 60, keepNext: true },
    ) +
    writeParagraph(legendRuns, { align: "center", before: 40, keepNext: true }) +
    writeParagraph(writeRun(caption, { font: "hei", size: 10.5 }), {
      align: "center",
      before: 40,
      after: 40,
      keepNext: true,
    }) +
    notes
      .map((note, index) =>
        writeParagraph(writeRun(note, { font: "song", size: 9 }), {
          after: index === notes.length - 1 ? 160 : 0,
          line: 252,
          keepNext: index < notes.length - 1,
        }),
      )
      .join("")
  );
}

function writeBlock(block: Block, pictures: Pictures): string {
  switch (block.kind) {
    case "title":
      return writeParagraph(writeRun(block.text, { font: "song", size: 22, bold: true }), {
        align: "center",
        style: "Title",
        after: 320,
      });
    case "heading":
      return writeParagraph(writeRun(block.text, { font: "hei", size: 15 }), {
        style: "Heading1",
        before: 240,
        after: 120,
        keepNext: true,
      });
    case "paragraph":
      return writeParagraph(writeRun(block.text, { font: "fang", size: 12 }), {
        align: "both",
        line: 360,
        indent: 480,
        after: 120,
        ...(block.keepWithNext ? { keepNext: true } : {}),
      });
    case "table":
      return writeTable(block);
    case "figure":
      return writeFigure(block, pictures);
    case "pageBreak":
      return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
    default:
      return block.lines
        .map((line, index) =>
          writeParagraph(writeRun(line, { font: "fang", size: 12 }), {
            before: index === 0 ? 480 : 200,
            indent: 4600,
            keepNext: index < block.lines.length - 1,
          }),
        )
        .join("");
  }
}

const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";

/** Latin letters and digits are English in both languages: as Chinese they would be broken anywhere in a number. */
const writeStyles = () =>
  `${header}<w:styles xmlns:w="${word}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/><w:sz w:val="24"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>`;

const writeFooter = (foot: string) =>
  `${header}<w:ftr xmlns:w="${word}">${writeParagraph(
    writeRun(`${foot}　　— `, { font: "song", size: 9 }) +
      [
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
      ]
        .map((part) => `<w:r><w:rPr><w:sz w:val="18"/></w:rPr>${part}</w:r>`)
        .join("") +
      writeRun(" —", { font: "song", size: 9 }),
    { align: "center" },
  )}</w:ftr>`;

/** Namespaces the body of a report is written with, by prefix. */
export const bodyNamespaces: Readonly<Record<string, string>> = {
  w: word,
  r: office,
  wp: "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
  a: "http://schemas.openxmlformats.org/drawingml/2006/main",
  pic: "http://schemas.openxmlformats.org/drawingml/2006/picture",
};
const declared = Object.entries(bodyNamespaces)
  .map(([prefix, address]) => `xmlns:${prefix}="${address}"`)
  .join(" ");

/** A date of the format's first year instead of the clock's. */
const dated = { mtime: new Date(1980, 0, 1, 12) };

/** What a report adds to a document: its body, its pictures by file name, and the relations that lead to them. */
export interface DocxBody {
  body: string;
  pictures: Zippable;
  relations: string;
}

/** The blocks of a report as the inside of a document, to be set into any. */
export function writeDocxBody(blocks: readonly Block[]): DocxBody {
  const pictures = new Pictures();
  const body = blocks.map((block) => writeBlock(block, pictures)).join("");
  const files: Zippable = {};
  pictures.files.forEach((png, index) => {
    files[`word/media/atlas-image${index + 1}.png`] = [png, { level: 0, ...dated }];
  });
  const relations = pictures.files
    .map(
      (_, index) =>
        `<Relationship Id="rIdImage${index + 1}" Type="${office}/image" Target="media/atlas-image${index + 1}.png"/>`,
    )
    .join("");
  return { body, pictures: files, relations };
}

/** The parts of a document around a body; `foot` stands at the foot of each page. */
export function packDocx(
  { body, pictures, relations }: DocxBody,
  { title, language, foot }: Pick<Report, "title" | "language" | "foot">,
): Uint8Array {
  const document = `${header}<w:document ${declared}><w:body>${body}<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="${page.width}" w:h="${page.height}"/><w:pgMar w:top="${page.top}" w:right="${page.right}" w:bottom="${page.bottom}" w:left="${page.left}" w:header="850" w:footer="850" w:gutter="0"/></w:sectPr></w:body></w:document>`;
  const texts: Record<string, string> = {
    "[Content_Types].xml": `${header}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    "_rels/.rels": `${header}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    "docProps/core.xml": `${header}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title><dc:language>${language === "zh" ? "zh-CN" : "en"}</dc:language></cp:coreProperties>`,
    "word/document.xml": document,
    "word/styles.xml": writeStyles(),
    "word/settings.xml": `${header}<w:settings xmlns:w="${word}"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`,
    "word/footer1.xml": writeFooter(foot),
    "word/_rels/document.xml.rels": `${header}<Relationships xmlns="${packageRelations}"><Relationship Id="rIdStyles" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rIdSettings" Type="${office}/settings" Target="settings.xml"/><Relationship Id="rIdFooter" Type="${office}/footer" Target="footer1.xml"/>${relations}</Relationships>`,
  };
  const files: Zippable = {};
  for (const [name, text] of Object.entries(texts))
    files[name] = [new TextEncoder().encode(text), { level: 6, ...dated }];
  return zipSync({ ...files, ...pictures });
}

/**
 * A report as a Word document (Office Open XML, ECMA-376): A4, the type of Chinese official documents, tables with
 * repeated heads, each map as a picture with its legend. No clock and no chance: the same report gives the same bytes.
 */
export const writeReportDocx = (report: Report): Uint8Array => packDocx(writeDocxBody(report.blocks), report);
