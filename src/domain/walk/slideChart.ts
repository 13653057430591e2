import { strToU8, zipSync } from "fflate";
import { escapeXml } from "../escapeXml.ts";
import { emu, namespaces, relations, xmlPart } from "./presentationParts.ts";

/** Bars against each other, longest value and target on one scale. */
export interface SlideChart {
  title: string;
  bars: { label: string; value: number; strong: boolean }[];
  /** After each number, as it is written on paper. */
  unit: string;
  digits: number;
  target: { label: string; value: number } | null;
}

/** A place on a slide, in inches. */
export interface SlideBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

const points = 14;
/** Colours of the slides' theme: the bars spoken of, the others, the target. */
const colours = { strong: "accent1", plain: "9DB9C9", target: "accent2" };
/** Least share of the chart's width that the bars keep, however long the names. */
const leastPlot = 0.18;
const titleInches = 0.32;
const barInches = 0.36;

/** Inches a chart takes in height. */
export const measureChart = (chart: SlideChart): number => titleInches + 0.15 + chart.bars.length * barInches;

const mostOf = ({ bars, target }: SlideChart): number =>
  Math.max(...bars.map((bar) => bar.value), target?.value ?? 0, Number.MIN_VALUE);

/** A text's width in inches, about: a Chinese letter is square, others half as wide. */
const measureText = (text: string) =>
  (Array.from(text).reduce((sum, letter) => sum + (letter > "⺀" ? 1 : 0.56), 0) * points) / 72;

const writeValue = (value: number, { unit, digits }: SlideChart) =>
  `${value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits })}${unit}`;

/** Where in the chart the bars stand, as shares of its width: names to the left of them, numbers to the right. */
function findPlot(chart: SlideChart, widthInches: number): { left: number; width: number } {
  const share = (texts: readonly string[]) => (Math.max(0, ...texts.map(measureText)) + 0.16) / widthInches;
  const names = Math.min(0.5, share(chart.bars.map(({ label }) => label)));
  const values = share(chart.bars.map(({ value }) => writeValue(value, chart)));
  return { left: names, width: Math.max(leastPlot, 1 - names - values) };
}

const letters = (bold = false) =>
  `<a:defRPr sz="${points * 100}" b="${bold ? 1 : 0}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr>`;
const textProperties = (bold = false) =>
  `<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>${letters(bold)}</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>`;
const fill = (colour: string) =>
  `<c:spPr><a:solidFill>${colour.startsWith("accent") ? `<a:schemeClr val="${colour}"/>` : `<a:srgbClr val="${colour}"/>`}</a:solidFill></c:spPr>`;

/** How a spreadsheet writes a number with its unit. */
const formatOf = ({ unit, digits }: SlideChart): string =>
  `#,##0${digits > 0 ? `.${"0".repeat(digits)}` : ""}${unit === "" ? "" : `"${unit.replaceAll('"', "")}"`}`;

/**
 * The chart as DrawingML (ECMA-376 part 1, chapter 21.2): a bar chart whose numbers stand in the workbook that
 * goes with it, so that both can be edited. `widthInches` is what `placeChart` gives it.
 */
export function buildChartPart(chart: SlideChart, widthInches: number): string {
  const plot = findPlot(chart, widthInches);
  const count = chart.bars.length;
  const format = escapeXml(formatOf(chart));
  const point = (text: string, index: number) => `<c:pt idx="${index}"><c:v>${escapeXml(text)}</c:v></c:pt>`;
  const category = `<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$${count + 1}</c:f><c:strCache><c:ptCount val="${count}"/>${chart.bars.map(({ label }, index) => point(label, index)).join("")}</c:strCache></c:strRef></c:cat>`;
  const values = `<c:val><c:numRef><c:f>Sheet1!$B$2:$B$${count + 1}</c:f><c:numCache><c:formatCode>${format}</c:formatCode><c:ptCount val="${count}"/>${chart.bars.map(({ value }, index) => point(String(value), index)).join("")}</c:numCache></c:numRef></c:val>`;
  const colour = chart.bars
    .map(
      ({ strong }, index) =>
        `<c:dPt><c:idx val="${index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>${fill(strong ? colours.strong : colours.plain)}</c:dPt>`,
    )
    .join("");
  const labels = `<c:dLbls><c:numFmt formatCode="${format}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textProperties()}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`;
  const noLine = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>";
  return xmlPart(
    `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" ${namespaces}><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="${plot.left}"/><c:y val="0"/><c:w val="${plot.width}"/><c:h val="1"/></c:manualLayout></c:layout><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val="1"/>${point(chart.title, 0)}</c:strCache></c:strRef></c:tx>${fill(colours.plain)}<c:invertIfNegative val="0"/>${colour}${labels}${category}${values}</c:ser><c:gapWidth val="45"/><c:axId val="111"/><c:axId val="222"/></c:barChart><c:catAx><c:axId val="111"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${noLine}${textProperties()}<c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:noMultiLvlLbl val="0"/></c:catAx><c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/><c:max val="${mostOf(chart)}"/><c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="${format}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>${textProperties()}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`,
  );
}

/** The numbers of a chart as a workbook (SpreadsheetML), opened by "Edit data". */
export function buildChartWorkbook(chart: SlideChart, created: string): Uint8Array {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const text = (cell: string, value: string) =>
    `<c r="${cell}" t="inlineStr"><is><t>${escapeXml(value)}</t></is></c>`;
  const rows = [
    `<row r="1">${text("A1", "")}${text("B1", chart.title)}</row>`,
    ...chart.bars.map(
      ({ label, value }, index) =>
        `<row r="${index + 2}">${text(`A${index + 2}`, label)}<c r="B${index + 2}"><v>${value}</v></c></row>`,
    ),
  ];
  const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const parts = {
    "[Content_Types].xml": xmlPart(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/></Types>`,
    ),
    "_rels/.rels": relations([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": xmlPart(
      `<workbook xmlns="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": relations([["worksheet", "worksheets/sheet1.xml"]]),
    "xl/worksheets/sheet1.xml": xmlPart(
      `<worksheet xmlns="${main}"><sheetData>${rows.join("")}</sheetData></worksheet>`,
    ),
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, strToU8(part)])), {
    level: 6,
    mtime: new Date(created),
  });
}

const line = (id: number, x: number, top: number, bottom: number) =>
  `<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="${id}" name="Target"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="${emu(x)}" y="${emu(top)}"/><a:ext cx="0" cy="${emu(bottom - top)}"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="22225"><a:solidFill><a:schemeClr val="${colours.target}"/></a:solidFill></a:ln></p:spPr></p:cxnSp>`;

const words = (id: number, box: SlideBox, text: string, look: string) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="Chart title"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="${emu(box.left)}" y="${emu(box.top)}"/><a:ext cx="${emu(box.width)}" cy="${emu(box.height)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/><a:lstStyle/><a:p>${look}<a:t>${escapeXml(text)}</a:t></a:r></a:p></p:txBody></p:sp>`;

/** The chart on its slide: title, bars, and the target as a line across them. `id` to `id + 3` are taken. */
export function placeChart(id: number, relation: string, chart: SlideChart, box: SlideBox): string {
  const top = box.top + titleInches;
  const height = measureChart(chart) - titleInches - 0.15;
  const run = (colour: string, bold: boolean) =>
    `<a:r><a:rPr lang="zh-CN" altLang="en-US" sz="${points * 100}" b="${bold ? 1 : 0}"><a:solidFill><a:schemeClr val="${colour}"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:rPr>`;
  const parts = [
    words(
      id,
      { ...box, width: box.width - (chart.target ? 1.2 : 0), height: titleInches },
      chart.title,
      run("tx1", true),
    ),
    `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="${id + 1}" name="Chart" descr="${escapeXml(chart.title)}"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="${emu(box.left)}" y="${emu(top)}"/><a:ext cx="${emu(box.width)}" cy="${emu(height)}"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="${relation}"/></a:graphicData></a:graphic></p:graphicFrame>`,
  ];
  if (chart.target) {
    const plot = findPlot(chart, box.width);
    const x = box.left + box.width * (plot.left + (plot.width * chart.target.value) / mostOf(chart));
    parts.push(line(id + 2, x, top, top + height));
    parts.push(
      words(
        id + 3,
        { ...box, left: box.left + box.width - 1.2, width: 1.2, height: titleInches },
        chart.target.label,
        `<a:pPr algn="r"/>${run(colours.target, false)}`,
      ),
    );
  }
  return parts.join("");
}
