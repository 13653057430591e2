import type { Colour, Figure, FigurePoint, Mark } from "./figure.ts";
import type { Block, Cell, LegendEntry, Report } from "./report.ts";

const escapeHtml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const rgb = (colour: Colour) => `rgb(${colour.join(",")})`;
const round = (value: number) => String(Math.round(value * 10) / 10);
/** Far outside the frame nothing is seen, and printers choke on huge numbers. */
const clampPoint = ([x, y]: FigurePoint): string =>
  `${round(Math.max(-4000, Math.min(4000, x)))} ${round(Math.max(-4000, Math.min(4000, y)))}`;
const pathOf = (lines: readonly FigurePoint[][], close: boolean) =>
  lines.map((line) => `M${line.map(clampPoint).join("L")}${close ? "Z" : ""}`).join("");

function writeMark(mark: Mark, id: string): string {
  switch (mark.kind) {
    case "area":
      return `<path d="${pathOf(mark.rings, true)}" fill="${rgb(mark.colour)}" fill-opacity="${mark.opacity}" fill-rule="evenodd"/>`;
    case "hatch": {
      const s = mark.spacing;
      return `<pattern id="${id}" width="${s}" height="${s}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="${s}" stroke="${rgb(mark.colour)}" stroke-width="${mark.width * 1.6}"/></pattern><path d="${pathOf(mark.rings, true)}" fill="url(#${id})" fill-rule="evenodd"/>`;
    }
    case "line":
      return `<path d="${pathOf(mark.lines, false)}" fill="none" stroke="${rgb(mark.colour)}" stroke-width="${mark.width}"${
        mark.dash.length > 0 ? ` stroke-dasharray="${mark.dash.join(" ")}"` : ""
      } stroke-linejoin="round"/>`;
    case "dot":
      return `<circle cx="${round(mark.at[0])}" cy="${round(mark.at[1])}" r="${mark.radius}" fill="${rgb(mark.colour)}" stroke="${rgb(mark.rim)}" stroke-width="1.5"/>`;
    default:
      return `<text x="${round(mark.at[0])}" y="${round(mark.at[1])}" font-size="${mark.size}" text-anchor="${mark.anchor}" paint-order="stroke" stroke="#fff" stroke-width="2.4" stroke-linejoin="round">${escapeHtml(mark.text)}</text>`;
  }
}

/** A figure as SVG; `id` keeps its patterns apart from those of other figures on the page. */
export function writeFigureSvg(figure: Figure, id: string, description: string): string {
  const [left, top, right, bottom] = figure.frame;
  const writeMarks = (marks: readonly Mark[], part: string) =>
    marks.map((mark, index) => writeMark(mark, `${id}-${part}${index}`)).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${figure.width} ${figure.height}" role="img" aria-label="${escapeHtml(description)}"><clipPath id="${id}-frame"><rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/></clipPath><g clip-path="url(#${id}-frame)">${writeMarks(figure.marks, "a")}</g>${writeMarks(figure.frameMarks, "b")}</svg>`;
}

function writeSwatch({ form, colour, schematic }: LegendEntry): string {
  const dash = schematic ? ' stroke-dasharray="4 2.5"' : "";
  const drawn =
    form === "area"
      ? `<rect x="2" y="3" width="20" height="10" fill="${rgb(colour)}" fill-opacity="0.25" stroke="${rgb(colour)}"${dash}/>`
      : form === "line"
        ? `<line x1="1" y1="8" x2="23" y2="8" stroke="${rgb(colour)}" stroke-width="2.6"${dash}/>`
        : `<circle cx="12" cy="8" r="4.5" fill="${rgb(colour)}"/>`;
  return `<svg class="swatch" viewBox="0 0 24 16" aria-hidden="true">${drawn}</svg>`;
}

const writeCell = (cell: Cell, tag: string) => {
  const colour = cell.colour ? ` style="color:${rgb(cell.colour)}"` : "";
  return `<${tag}${cell.strong ? ' class="strong"' : ""}${colour}>${escapeHtml(cell.text)}</${tag}>`;
};

function writeBlock(block: Block, index: number): string {
  switch (block.kind) {
    case "title":
      return `<h1>${escapeHtml(block.text)}</h1>`;
    case "heading":
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case "paragraph":
      return `<p>${escapeHtml(block.text)}</p>`;
    case "table": {
      const columns = block.widths.map((width) => `<col style="width:${width}%">`).join("");
      const head =
        block.head.length > 0
          ? `<thead><tr>${block.head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join("")}</tr></thead>`
          : "";
      const rows = block.rows
        .map(
          (row) =>
            `<tr>${row.map((cell, at) => writeCell(cell, at === 0 && block.head.length === 0 ? "th" : "td")).join("")}</tr>`,
        )
        .join("");
      return `<table><colgroup>${columns}</colgroup>${head}<tbody>${rows}</tbody></table>`;
    }
    case "figure":
      return `<figure>${writeFigureSvg(block.figure, `figure${index}`, block.caption)}<div class="legend">${block.legend
        .map((entry) => `<span>${writeSwatch(entry)}${escapeHtml(entry.text)}</span>`)
        .join("")}</div><figcaption>${escapeHtml(block.caption)}</figcaption>${block.notes
        .map((note) => `<p class="note">${escapeHtml(note)}</p>`)
        .join("")}</figure>`;
    default:
      return `<div class="signatures">${block.lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("")}</div>`;
  }
}

const style = `@page{size:A4;margin:25mm 20mm 22mm 25mm}
body{font:12pt/1.6 "FangSong","仿宋","Noto Serif CJK SC","Songti SC",serif;color:#1e2228;background:#fff;max-width:165mm;margin:0 auto;padding:8mm 0}
h1{font:700 22pt/1.3 "SimSun","宋体","Noto Serif CJK SC",serif;text-align:center;margin:0 0 8mm}
h2{font:400 15pt/1.4 "SimHei","黑体","Noto Sans CJK SC",sans-serif;margin:7mm 0 3mm;break-after:avoid}
p{margin:0 0 3mm;text-align:justify}html:lang(zh) body>p{text-indent:2em}
table{width:100%;border-collapse:collapse;table-layout:fixed;font:9pt/1.45 "SimSun","宋体","Noto Serif CJK SC",serif;margin:0 0 4mm;border:1.2px solid #5a6068}
th,td{border:0.6px solid #5a6068;padding:1mm 1.4mm;text-align:left;vertical-align:middle;overflow-wrap:anywhere}
thead{display:table-header-group}thead th,tbody th{background:#edeff2;font-weight:600}thead th{text-align:center}tr{break-inside:avoid}.strong{font-weight:700}
figure{margin:0 0 7mm;break-inside:avoid}figure>svg{width:100%;height:auto;font-family:"Noto Sans SC","Noto Sans CJK SC",sans-serif;fill:#1e2228}
.legend{display:flex;gap:6mm;justify-content:center;font-size:9pt}.legend span{display:inline-flex;align-items:center;gap:1mm}.swatch{width:24px;height:16px}
figcaption{text-align:center;font:600 10.5pt/1.5 "SimHei","黑体","Noto Sans CJK SC",sans-serif}.note{font-size:9pt;margin:0;text-indent:0}
.signatures{margin:12mm 0 0 80mm;break-inside:avoid}footer{font-size:9pt;text-align:center;margin-top:8mm;color:#50565e}`;

/**
 * A report as one HTML page without scripts or outside files, maps as SVG, made to be printed to PDF on A4.
 * Everything from users' files is escaped.
 */
export function writeReportHtml(report: Report): string {
  return `<!doctype html>
<html lang="${report.language === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8"><title>${escapeHtml(report.title)}</title><style>${style}</style></head><body>
${report.blocks.map(writeBlock).join("\n")}
<footer>${escapeHtml(report.foot)}</footer>
</body></html>
`;
}
