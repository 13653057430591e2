import { atlas } from "../../geodata/catalogue.ts";
import type { Bilingual } from "../domain/plan.ts";
import { type Problem, type Result, success } from "../domain/result.ts";
import { describeView } from "../domain/view/describeView.ts";
import { type DrawnSheet, drawSheet } from "./drawSheet.ts";
import { buildViewport } from "./georeference.ts";
import { formatText, formatNumber as n, refer } from "./pdf/pdfFile.ts";
import { type WrittenPage, writeStructure } from "./pdf/writeStructure.ts";
import { readView } from "./readView.ts";
import type { SheetData } from "./sheetData.ts";
import { pointsOf, type SheetFrame } from "./sheetFrame.ts";
import { findAuthor, type SheetRequest } from "./sheetRequest.ts";
import { tellCut } from "./tellCut.ts";

/** What a page with a map tells of itself. */
export interface PageFacts extends Pick<SheetFrame, "width" | "height" | "scale" | "shown" | "centre"> {
  /** One, or as many as are compared. */
  maps: SheetFrame["map"][];
}

/** What the maker of a sheet should know of it. */
export interface SheetFacts {
  /** Such as letters the font lacks. */
  notes: Problem[];
  /** What the board asks that is not on it. */
  absent: Bilingual[];
  /** Pages of the whole sheet. */
  pages: number;
  frames: PageFacts[];
}

export interface Sheet extends SheetFacts {
  pdf: Uint8Array;
}

/** What is to be known of a drawn sheet: numbers and words alone, so that a worker can hand it to the page. */
export function tellSheet({ pen, pages, count, absent, cuts }: DrawnSheet): SheetFacts {
  const cut = tellCut(cuts);
  const missing = [...pen.missing].join("");
  return {
    notes: [
      ...(cut ? [cut] : []),
      ...(missing === ""
        ? []
        : [
            {
              code: "sheet-letters",
              zh: `图上的字体没有这些字，印成空框：${missing}`,
              en: `the font of the sheet lacks these characters, which stand as empty boxes: ${missing}`,
            },
          ]),
    ],
    absent,
    pages: count,
    frames: pages.flatMap(({ maps }) => {
      const [first] = maps;
      if (!first) return [];
      const { width, height, scale, shown, centre } = first;
      return [{ width, height, scale, shown, centre, maps: maps.map(({ map }) => map) }];
    }),
  };
}

/** Writes a drawn sheet as PDF. */
function writePdf({ file, pen, pages }: DrawnSheet, request: SheetRequest, data: SheetData): Uint8Array {
  const { language } = request.board;
  const [catalogue, tree] = [file.reserve(), file.reserve()];
  const { resources, groups } = pen.finish();
  const written = pages.map(({ title, width, height, content, maps, parts }, index): WrittenPage => {
    const size = `${n(pointsOf(width))} ${n(pointsOf(height))}`;
    const views = maps.map((frame) => buildViewport(frame, title)).join(" ");
    const ref = file.add(
      `<< /Type /Page /Parent ${refer(tree)} /MediaBox [0 0 ${size}] /Contents ${refer(file.addStream(content))} /Resources ${refer(resources)} /StructParents ${index} /Tabs /S /Group << /S /Transparency /CS /DeviceRGB >> /VP [${views}] >>`,
    );
    const roles = parts.map(({ role, map }) => ({
      role,
      // What the map shows, in words, for who cannot see it.
      ...(map
        ? { alt: describeView(readView(map.board, data.datasets, map.frame.shown), "long", language) }
        : {}),
    }));
    return { ref, roles };
  });
  file.write(
    tree,
    `<< /Type /Pages /Count ${written.length} /Kids [${written.map(({ ref }) => refer(ref)).join(" ")}] >>`,
  );
  const structure = writeStructure(file, written);
  const all = groups.map(({ ref }) => refer(ref)).join(" ");
  file.write(
    catalogue,
    `<< /Type /Catalog /Pages ${refer(tree)} /Lang (${language === "zh" ? "zh-CN" : "en"}) /MarkInfo << /Marked true >> /StructTreeRoot ${refer(structure)} /ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> /OCProperties << /OCGs [${all}] /D << /Order [${all}] /ON [${all}] >> >> >>`,
  );
  const information = file.add(
    `<< /Title ${formatText(pages[0]?.title ?? atlas.title[language])} /Author ${formatText(findAuthor(request))} /Producer ${formatText(atlas.title.en)} >>`,
  );
  return file.finish(catalogue, information);
}

/**
 * A board as sheets of paper: vectors and text only, to exact scale, with a georeference that GIS programs read.
 * The same request and data give the same bytes.
 *
 * @param onPage called before each page is drawn, with its number from 1.
 * @returns problems of `buildSheetFrame`.
 */
export async function buildSheet(
  request: SheetRequest,
  data: SheetData,
  onPage?: (page: number) => void,
): Promise<Result<Sheet>> {
  const drawn = await drawSheet(request, data, onPage);
  if (!drawn.ok) return drawn;
  return success({ pdf: writePdf(drawn.value, request, data), ...tellSheet(drawn.value) });
}
