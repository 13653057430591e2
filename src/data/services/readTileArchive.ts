import { PMTiles, type RangeResponse, type Source, TileType } from "pmtiles";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import type { Service } from "../../domain/services/service.ts";
import { buildBox } from "./boxes.ts";
import { plainCredit } from "./plainCredit.ts";

/** Some bytes of the archive, or why there are none. */
type LoadRange = (offset: number, length: number) => Promise<Result<ArrayBuffer>>;

/** Why an archive could not be read, on its way through the library. */
class RangeFailure extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.en);
    this.problem = problem;
  }
}

class RangeSource implements Source {
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
    const loaded = await this.load(offset, length);
    if (!loaded.ok) throw new RangeFailure(loaded.error);
    return { data: loaded.value };
  }
}

const textOf = (value: unknown) => (typeof value === "string" ? value.trim() : "");
const pictureTypes: readonly TileType[] = [TileType.Png, TileType.Jpeg, TileType.Webp, TileType.Avif];

/** What a PMTiles archive holds, from its head and metadata alone: some kilobytes, however large it is. */
export async function readTileArchive(address: string, load: LoadRange): Promise<Result<Service>> {
  try {
    const archive = new PMTiles(new RangeSource(address, load));
    const header = await archive.getHeader();
    const told: unknown = await archive.getMetadata();
    const metadata: Record<string, unknown> = typeof told === "object" && told !== null ? { ...told } : {};
    const id = new URL(address).pathname.split("/").at(-1)!;
    const title = textOf(metadata.name) || id;
    const isPictures = pictureTypes.includes(header.tileType);
    return success({
      kind: "pmtiles",
      title,
      address,
      attribution: plainCredit(textOf(metadata.attribution)),
      choices: isPictures
        ? [
            {
              id,
              title,
              bbox: buildBox([header.minLon, header.minLat, header.maxLon, header.maxLat]),
              source: {
                form: "pictures",
                template: address,
                tileSize: 256,
                minZoom: header.minZoom,
                maxZoom: header.maxZoom,
                rows: "mercator",
              },
            },
          ]
        : [],
      unusable: isPictures
        ? []
        : [
            {
              id,
              zh: "是矢量瓦片，不能作为图层叠加；可在 settings.json 中设为底图",
              en: "holds vector tiles, which are no layer of their own; a deployment can lay them below as its basemap",
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
