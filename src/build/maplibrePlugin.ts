import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Plugin, transformWithOxc } from "vite";

const virtual = "virtual:maplibre-worker-url";
const source = join(dirname(createRequire(import.meta.url).resolve("maplibre-gl/package.json")), "src");

/**
 * Where MapLibre throws in the middle of a frame because an array to be drawn has another length than the buffer made
 * for it, the buffer is made anew. It was seen once, while scenes were changed fast: the frame broke off, and with it
 * the map stood still.
 */
const buffers = {
  file: "webgl/vertex_buffer.ts",
  refusal: /if \(array\.length !== this\.length\) throw new Error\([^\n]*\);/,
  remedy: `if (array.length !== this.length) {
            this.length = array.length;
            this.bind();
            this.context.gl.bufferData(this.context.gl.ARRAY_BUFFER, array.arrayBuffer, this.context.gl.DYNAMIC_DRAW);
            return;
        }`,
};

function growBuffers(text: string): string {
  const grown = text.replace(buffers.refusal, buffers.remedy);
  if (grown === text) throw new Error(`${buffers.file} of MapLibre reads differently now: see growBuffers`);
  return grown;
}

/**
 * Builds MapLibre from the source in its package, its worker as an entry of the same build. The two bundles it ships
 * for page and worker carry most of their code twice; built together they share one file, and the first load is about
 * 100 KiB lighter. While developing and testing the shipped bundles are used.
 */
export function maplibrePlugin(): Plugin {
  let isBuilding = false;
  let worker = "";
  return {
    name: "atlas-maplibre",
    enforce: "pre",
    configResolved(config) {
      isBuilding = config.command === "build";
    },
    buildStart() {
      if (isBuilding)
        worker = this.emitFile({
          type: "chunk",
          id: join(source, "source/worker.ts"),
          name: "map-worker",
        });
    },
    resolveId(id) {
      if (id === virtual) return `\0${virtual}`;
      if (isBuilding && id === "maplibre-gl") return join(source, "index.ts");
      return undefined;
    },
    load(id) {
      if (id !== `\0${virtual}`) return undefined;
      return isBuilding
        ? `export default import.meta.ROLLUP_FILE_URL_${worker};`
        : 'export { default } from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";';
    },
    async transform(text, id) {
      if (!isBuilding || !id.startsWith(source) || !id.endsWith(".ts")) return undefined;
      // Its classes are written for fields that are only declared: defined anew, they would undo what the parent set.
      const own = id === join(source, buffers.file) ? growBuffers(text) : text;
      const { code, map } = await transformWithOxc(own, id, {
        target: "es2022",
        assumptions: { setPublicClassFields: true },
        typescript: { removeClassFieldsWithoutInitializer: true },
      });
      return { code, map, moduleType: "js" };
    },
  };
}
