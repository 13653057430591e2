import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { maplibrePlugin } from "../../../src/build/maplibrePlugin.ts";

const file = join(
  dirname(createRequire(import.meta.url).resolve("maplibre-gl/package.json")),
  "src/webgl/vertex_buffer.ts",
);

type Transform = (text: string, id: string) => Promise<{ code: string }>;

function build(text: string) {
  const plugin = maplibrePlugin();
  (plugin.configResolved as (config: { command: string }) => void)({ command: "build" });
  return (plugin.transform as unknown as Transform)(text, file);
}

/** A graphics context that notes how it is given data. */
function createContext() {
  const calls: string[] = [];
  const gl = {
    ARRAY_BUFFER: 1,
    createBuffer: () => ({}),
    bufferData: (_: number, data: ArrayBuffer) => calls.push(`all ${data.byteLength}`),
    bufferSubData: (_: number, __: number, data: ArrayBuffer) => calls.push(`part ${data.byteLength}`),
  };
  return { calls, context: { gl, bindVertexBuffer: { set: () => {} } } };
}

const createArray = (length: number) => ({
  length,
  bytesPerElement: 4,
  arrayBuffer: new ArrayBuffer(length * 4),
});

describe("the map as it is built", () => {
  it("draws an array longer than its buffer instead of breaking the frame off", async () => {
    const { code } = await build(readFileSync(file, "utf8"));
    const { VertexBuffer } = (await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
    )) as {
      VertexBuffer: new (...all: unknown[]) => { length: number; updateData: (array: object) => void };
    };
    const { calls, context } = createContext();
    const buffer = new VertexBuffer(context, createArray(0), [], true);
    buffer.updateData(createArray(13));
    buffer.updateData(createArray(13));
    expect(calls).toEqual(["all 0", "all 52", "part 52"]);
    expect(buffer.length).toBe(13);
  });

  it("is not built where that place of the library reads differently", async () => {
    await expect(build("export class VertexBuffer {}")).rejects.toThrow("reads differently");
  });
});
