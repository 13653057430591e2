import { askRows } from "../../compute/askRows.ts";
import { buildTileRows } from "../../domain/place/tileRows.ts";

const size = 256;

/** The scheme of addresses of tiles whose rows are resampled; the template follows, then level, column and row. */
export const rowsScheme = "rows";

export const writeRowsAddress = (template: string) =>
  `${rowsScheme}://{z}/{x}/{y}/${encodeURIComponent(template)}`;

/** Nothing is drawn where there is none; any other answer is a gap that is worth a word. */
async function loadTile(url: string, signal: AbortSignal): Promise<Blob | null> {
  const response = await fetch(url, { signal, credentials: "omit", referrerPolicy: "no-referrer" });
  if (response.status === 404 || response.status === 204) return null;
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.blob();
}

/** A Web Mercator tile as PNG, from the tiles in degrees that its address names. */
export async function loadRowTile(address: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const [z, x, y, ...rest] = address.slice(`${rowsScheme}://`.length).split("/");
  const template = decodeURIComponent(rest.join("/"));
  const { tiles } = buildTileRows(Number(z), Number(y), size);
  const pictures = await Promise.all(
    tiles.map((row) =>
      loadTile(template.replaceAll("{z}", z!).replaceAll("{x}", x!).replaceAll("{y}", String(row)), signal),
    ),
  );
  return askRows({ z: Number(z), y: Number(y), size, pictures });
}
