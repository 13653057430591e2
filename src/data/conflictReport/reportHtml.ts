import type { Colour, Figure, FigurePoint, Mark } from "./mapMarks.ts";
import type { Block, Cell, LegendEntry, Report } from "./report.ts";

const escapeHtml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const rgb = (colour: Colour) => `rgb(${colour.join(",")})`;
const round = (value: number) => String(Math.round(value * 10) / 10);
const writePoint = ([x, y]: FigurePoint): string => `${round(x)} ${round(y)}`;
const pathOf = (lines: readonly FigurePoint[][], close: boolean) =>
  lines.map((line) => `M${line.map(writePoint).join("L")}${close ? "Z" : ""}`).join("");

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

/** Classes, not styles: the app's security policy forbids styles inside a page. */
const writeCell = ({ text, strong, verdict }: Cell, tag: string) => {
  const classes = [strong ? "strong" : "", verdict ? `verdict-${verdict}` : ""].filter((name) => name !== "");
  return `<${tag}${classes.length > 0 ? ` class="${classes.join(" ")}"` : ""}>${escapeHtml(text)}</${tag}>`;
};

function writeBlock(block: Block, index: number): string {
  switch (block.kind) {
    case "title":
      return `<h1>${escapeHtml(block.text)}</h1>`;
    case "heading":
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case "paragraph":
      return `<p${block.keepWithNext ? ' class="keep"' : ""}>${escapeHtml(block.text)}</p>`;
    case "table": {
      const columns = block.widths.map((width) => `<col width="${width}%">`).join("");
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
    case "pageBreak":
      return '<hr class="page">';
    default:
      return `<div class="signatures">${block.lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("")}</div>`;
  }
}

/**
 * A report as one HTML page, maps as SVG, made to be printed to PDF on A4. No scripts; everything from users'
 * files is escaped. `stylesheetUrl`: the address of `report.css`, which the app serves.
 */
export function writeReportHtml(report: Report, stylesheetUrl: string): string {
  return `<!doctype html>
<html lang="${report.language === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8"><title>${escapeHtml(report.title)}</title><link rel="stylesheet" href="${escapeHtml(stylesheetUrl)}"></head><body>
${report.blocks.map(writeBlock).join("\n")}
<footer>${escapeHtml(report.foot)}</footer>
</body></html>
`;
}
