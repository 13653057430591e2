import type { Problem, Result } from "../domain/result.ts";
import { success } from "../domain/result.ts";
import { buildSheet, type SheetFacts, tellSheet } from "./buildSheet.ts";
import { buildCorridorRequest } from "./corridorPages.ts";
import { countLegendColumns, drawSheet } from "./drawSheet.ts";
import { drawPicture } from "./raster/drawPicture.ts";
import { openPage, PagePainter } from "./raster/paintPage.ts";
import type { SheetData } from "./sheetData.ts";
import type { FrameOptions } from "./sheetFrame.ts";
import { findWholeExtent, listAtlasPages } from "./sheetPages.ts";
import type { SheetPage, SheetRequest } from "./sheetRequest.ts";

/** What is to come of a sheet: the file, the picture of one page, or one page as it will be, so many pixels wide. */
export type SheetOutput =
  | { as: "pdf" }
  | { as: "png"; page: number; dotsPerInch: number }
  | { as: "preview"; page: number; widthPixels: number };

/** What the page asks of the worker. The pages follow here from the kind of sheet, as the extent is in the data. */
export interface SheetOrder {
  request: Omit<SheetRequest, "pages">;
  title: string;
  /** What one sheet shows; null for the whole region. */
  extent: SheetPage["extent"] | null;
  centre: FrameOptions["centre"] | null;
  shift: FrameOptions["shift"] | null;
  /** Several sheets: one an area of the plan, or along a line. */
  atlas: "areas" | { along: string } | null;
  output: SheetOutput;
}

export interface MadeSheet extends SheetFacts {
  /** PDF or PNG; null for a preview. */
  file: Blob | null;
  /** The preview. */
  picture: ImageBitmap | null;
}

/** The first message brings what sheets are drawn from. */
export type SheetMessage = { data: SheetData } | { order: SheetOrder };

export type SheetReply =
  | { kind: "progress"; done: number; total: number }
  | { kind: "made"; made: Result<MadeSheet> }
  | { kind: "crash"; reason: string };

declare const self: DedicatedWorkerGlobalScope;

const post = (reply: SheetReply, transfer: Transferable[] = []) => self.postMessage(reply, transfer);
const tell = (done: number, total: number) => post({ kind: "progress", done, total });

let data: SheetData | undefined;

function buildRequest(
  { request, title, extent, centre, shift, atlas }: SheetOrder,
  from: SheetData,
): Result<SheetRequest> {
  if (atlas === "areas") return success({ ...request, pages: listAtlasPages(request.board, from, title) });
  if (atlas)
    return buildCorridorRequest(request, from, { title, along: atlas.along }, (built, page) =>
      countLegendColumns(built, page, from),
    );
  const page: SheetPage = {
    title,
    extent: extent ?? findWholeExtent(from),
    ...(centre ? { centre } : {}),
    ...(shift ? { shift } : {}),
  };
  return success({ ...request, pages: [page] });
}

async function make(order: SheetOrder, from: SheetData): Promise<Result<MadeSheet, Problem>> {
  const { output } = order;
  const built = buildRequest(order, from);
  if (!built.ok) return built;
  const request = built.value;
  if (output.as === "pdf") {
    const sheet = await buildSheet(request, from, (page) => tell(page, request.pages.length));
    if (!sheet.ok) return sheet;
    const { pdf, ...facts } = sheet.value;
    const file = new Blob([new Uint8Array(pdf)], { type: "application/pdf" });
    return success({ ...facts, file, picture: null });
  }
  const drawn = await drawSheet(request, from, undefined, output.page);
  if (!drawn.ok) return drawn;
  const page = openPage(drawn.value.pages[0]!, drawn.value.pen.stock);
  const made: MadeSheet = { ...tellSheet(drawn.value), file: null, picture: null };
  if (output.as === "png") {
    const parts = drawPicture(page, output.dotsPerInch, (share) => tell(Math.ceil(share * 100), 100));
    return success({ ...made, file: new Blob(parts, { type: "image/png" }) });
  }
  const scale = output.widthPixels / page.width;
  const canvas = new OffscreenCanvas(output.widthPixels, Math.round(page.height * scale));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the browser gives no canvas");
  new PagePainter(page).paint(context, {
    scale,
    left: 0,
    top: 0,
    width: canvas.width,
    height: canvas.height,
  });
  return success({ ...made, picture: canvas.transferToImageBitmap() });
}

self.onmessage = ({ data: message }: MessageEvent<SheetMessage>) => {
  if ("data" in message) {
    data = message.data;
    return;
  }
  if (!data) throw new Error("the worker was given an order before its data");
  make(message.order, data).then(
    (made) => post({ kind: "made", made }, made.ok && made.value.picture ? [made.value.picture] : []),
    (error: unknown) =>
      post({ kind: "crash", reason: error instanceof Error ? error.message : String(error) }),
  );
};
