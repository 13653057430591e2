import { PMTiles, type RangeResponse, type Source, TileType } from "pmtiles";
import { failure, type Result, success } from "../../domain/result.ts";
import type { Service } from "../../domain/services/service.ts";
import { buildBox } from "./boxes.ts";
import { listVectorLayers } from "./listVectorLayers.ts";
import { plainCredit } from "./plainCredit.ts";
import { RangeFailure, unwrap } from "./ranges/rangePorts.ts";

/** Some bytes of the archive, or why there are none. */
type LoadRange = (offset: number, length: number) => Promise<Result<ArrayBuffer>>;

class ArchiveSource implements Source {
  private readonly address: string;
  private readonly load: LoadRange;
  constructor(address: string, load: LoadRange) {
    this.address = address;
    this.load = load;
  }
  getKey() {
    return this.address;
  }
  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    return { data: unwrap(await this.load(offset, length)) };
  }
}

const textOf = (value: unknown) => (typeof value === "string" ? value.trim() : "");
const pictureTypes: readonly TileType[] = [TileType.Png, TileType.Jpeg, TileType.Webp, TileType.Avif];

/** What a PMTiles archive holds, from its head and metadata alone: some kilobytes, however large it is. */
export async function readTileArchive(address: string, load: LoadRange): Promise<Result<Service>> {
  try {
    const archive = new PMTiles(new ArchiveSource(address, load));
    const header = await archive.getHeader();
    const told: unknown = await archive.getMetadata();
    const metadata: Record<string, unknown> = typeof told === "object" && told !== null ? { ...told } : {};
    const id = new URL(address).pathname.split("/").at(-1)!;
    const title = textOf(metadata.name) || id;
    const isPictures = pictureTypes.includes(header.tileType);
    const bbox = buildBox([header.minLon, header.minLat, header.maxLon, header.maxLat]);
    const { minZoom, maxZoom } = header;
    const choices: Service["choices"] = isPictures
      ? [
          {
            id,
            title,
            bbox,
            source: {
              form: "pictures",
              template: address,
              tileSize: 256,
              minZoom,
              maxZoom,
              rows: "mercator",
            },
          },
        ]
      : header.tileType === TileType.Mvt
        ? listVectorLayers(metadata.vector_layers, { address, minZoom, maxZoom, bbox })
        : [];
    return success({
      kind: "pmtiles",
      title,
      address,
      attribution: plainCredit(textOf(metadata.attribution)),
      choices,
      unusable:
        choices.length > 0
          ? []
          : [
              {
                id,
                zh: "矢量瓦片未列出图层名（vector_layers），无法取数",
                en: "its vector tiles do not name their layers (vector_layers), so none can be read",
              },
            ],
    });
  } catch (error) {
    if (error instanceof RangeFailure) return failure(error.problem);
    const said = error instanceof Error ? error.message : String(error);
    return failure({
      code: "service-unknown",
      zh: `不是可读的 PMTiles 文件：${said}`,
      en: `this is no PMTiles file that can be read: ${said}`,
    });
  }
}
