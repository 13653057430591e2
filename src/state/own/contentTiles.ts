import { askTile } from "../../compute/askTile.ts";
import { useUserData } from "./userData.ts";

/** Serves one tile of a content to the map, by an address made by `writeTilesAddress`. */
export async function loadContentTile(address: string): Promise<ArrayBuffer> {
  const [, key = "", z, x, y, search = ""] =
    /^[a-z]+:\/\/([0-9a-f]+)\/(\d+)\/(\d+)\/(\d+)\?(.*)$/.exec(address) ?? [];
  const content = useUserData.getState().contents[key];
  if (!content) throw new Error(`no features under ${key}`);
  const place = { z: Number(z), x: Number(x), y: Number(y) };
  try {
    return await askTile(key, content.blob, place, new URLSearchParams(search).getAll("column"));
  } finally {
    const { drawn } = useUserData.getState();
    if (!drawn[key]) useUserData.setState({ drawn: { ...drawn, [key]: true } });
  }
}
