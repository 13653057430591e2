import { FetchSource, PMTiles, Protocol } from "pmtiles";

/**
 * Ranges of one archive share a place in the browser's cache, and one that is given up because the map moved on
 * can bring down another that waits for it. That one is asked for once more: the map itself never asks again and
 * would keep a hole.
 */
export class SteadySource extends FetchSource {
  override async getBytes(...asked: Parameters<FetchSource["getBytes"]>) {
    try {
      return await super.getBytes(...asked);
    } catch (error) {
      // A fault of the network is a TypeError; what was answered, or is no longer wanted, stands.
      if (!(error instanceof TypeError) || asked[2]?.aborted) throw error;
      return super.getBytes(...asked);
    }
  }
}

const protocol = new Protocol();

/** Gives MapLibre a tile of an archive, or its description, by `pmtiles://address`, the tile's place behind it. */
export const loadArchiveTile: typeof protocol.tile = (request, controller) => {
  const archive = request.url.replace(/^pmtiles:\/\//, "").replace(/\/\d+\/\d+\/\d+$/, "");
  if (!protocol.get(archive)) protocol.add(new PMTiles(new SteadySource(archive)));
  return protocol.tile(request, controller);
};
