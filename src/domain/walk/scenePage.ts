import type { Language } from "../board/board.ts";
import { escapeXml } from "../escapeXml.ts";

/** What a page of one scene shows; every text as it is read. */
export interface ScenePageParts {
  language: Language;
  title: string;
  lead: string;
  /** The map; two of them where the scene sets one board against another. Addresses carry the picture itself. */
  pictures: { caption: string; address: string; description: string }[];
  paragraphs: string[];
  figures: {
    title: string;
    rows: string[][];
    /** Lengths of bars against the longest, 0 to 1, where the rows begin with as many bars. */
    bars?: { share: number; strong: boolean }[];
  }[];
  remarks: string[];
  foot: string;
  /** Where the live map is published; null where it is not. */
  link: { address: string; text: string } | null;
}

const style = `
:root{color-scheme:light;--ink:#1d2125;--muted:#565c63;--line:#d9d5ca;--paper:#fdfcf9;--accent:#1f5a7a}
*{box-sizing:border-box;margin:0}
body{padding:16px;background:var(--paper);color:var(--ink);font:16px/1.6 "Noto Sans SC","PingFang SC","Microsoft YaHei","Segoe UI",sans-serif}
article{display:grid;gap:16px;max-width:1400px;margin:auto}
header p,footer,.small{color:var(--muted);font-size:13px}
h1{font-size:clamp(20px,3vw,32px);font-weight:600;line-height:1.25}
.maps{display:grid;gap:8px;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr))}
img{display:block;width:100%;height:auto;border:1px solid var(--line)}
figcaption{font-weight:600}
table{width:100%;border-collapse:collapse;font-size:14px}
caption{font-weight:600;text-align:left}
td,th{padding:2px 6px 2px 0;border-bottom:1px solid var(--line);font-weight:400;text-align:left}
td+td{text-align:right}
.bar{display:block;height:10px;background:#5c7f94}
.strong{background:#b12429}
a{color:var(--accent)}
@media(min-width:860px){article{grid-template-columns:minmax(0,1fr) 300px}header,footer{grid-column:1/-1}}`;

function writeFigure({ title, rows, bars }: ScenePageParts["figures"][number]): string {
  const body = rows
    .map((row, index) => {
      const bar = bars?.[index];
      const drawn = bar
        ? `<td><i class="bar${bar.strong ? " strong" : ""}" style="width:${(bar.share * 100).toFixed(1)}%"></i></td>`
        : "";
      const [label = "", ...cells] = row;
      return `<tr><th scope="row">${escapeXml(label)}</th>${drawn}${cells
        .map((cell) => `<td>${escapeXml(cell)}</td>`)
        .join("")}</tr>`;
    })
    .join("");
  return `<table>${title === "" ? "" : `<caption>${escapeXml(title)}</caption>`}${body}</table>`;
}

/** A link that leads anywhere but to a web page is none. */
const isWebAddress = (address: string) => /^https?:\/\//.test(address);

/**
 * One scene as a page that needs nothing else: no script, no font, no file beside it. It may stand in a frame of any
 * page, or on its own.
 */
export function buildScenePage(parts: ScenePageParts): string {
  const { language, title, lead, pictures, paragraphs, figures, remarks, foot, link } = parts;
  const maps = pictures
    .map(
      ({ caption, address, description }) =>
        `<figure>${caption === "" ? "" : `<figcaption>${escapeXml(caption)}</figcaption>`}<img src="${escapeXml(address)}" alt="${escapeXml(description)}"></figure>`,
    )
    .join("");
  const live =
    link && isWebAddress(link.address)
      ? `<p><a href="${escapeXml(link.address)}" target="_blank" rel="noopener">${escapeXml(link.text)}</a></p>`
      : "";
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en-GB"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>${escapeXml(title)}</title>
<style>${style}</style>
</head>
<body>
<article>
<header><p>${escapeXml(lead)}</p><h1>${escapeXml(title)}</h1></header>
<div class="maps">${maps}</div>
<div>
${paragraphs.map((paragraph) => `<p>${escapeXml(paragraph)}</p>`).join("\n")}
${figures.map(writeFigure).join("\n")}
${remarks.map((remark) => `<p class="small">${escapeXml(remark)}</p>`).join("\n")}
${live}
</div>
<footer>${escapeXml(foot)}</footer>
</article>
</body>
</html>
`;
}
