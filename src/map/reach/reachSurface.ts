import type { CustomLayerInterface, CustomRenderMethodInput } from "maplibre-gl";
import type { Surface } from "../../domain/reach/computeSurface.ts";
import { findLngLat, type Grid } from "../../domain/reach/grid.ts";
import { blockCells } from "../../domain/reach/reachSource.ts";
import { createRim } from "../../domain/reach/surfaceRim.ts";
import { fragmentShader, mostBands, vertexShader } from "./reachShader.ts";

export type Channels = readonly [red: number, green: number, blue: number];

/** What the surface layer paints: times by cell and how they are coloured. */
export interface ReachPicture {
  surface: Surface;
  /** For comparison: the surface it is held against. */
  before: Surface | null;
  /** For the soft edge: everything quicker, and slower. */
  range: { early: Surface; late: Surface } | null;
  bands: readonly { limitSeconds: number; colour: Channels; opacity: number }[];
  focusSeconds: number;
  /** Nothing later is painted; null paints all bands. */
  ceilingSeconds: number | null;
  /** 0 to 1. */
  opacity: number;
  /** Whether land that travel was not computed over is stippled. */
  showsUntested: boolean;
  edge: Channels;
  gained: Channels;
  lost: Channels;
  faster: Channels;
}

export interface ReachSurface extends CustomLayerInterface {
  /** Takes what to paint from the next frame on; null paints nothing. */
  show: (picture: ReachPicture | null) => void;
}

export const reachSurfaceId = "reach-surface";

/** Squares of the mesh that bends the equal-area grid onto the map; 12 cells a side leave metres of error. */
const meshStep = 12;

const mercatorX = (longitude: number) => (180 + longitude) / 360;
const mercatorY = (latitude: number) =>
  (180 - (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360))) / 360;

/** Corners of the mesh: place on the map from an origin, and column and row. */
export function buildMesh(grid: Grid): {
  origin: [number, number];
  vertices: Float32Array;
  triangles: Uint16Array;
} {
  const [middleLongitude, middleLatitude] = findLngLat(grid, grid.columns / 2, grid.rows / 2);
  const origin: [number, number] = [mercatorX(middleLongitude), mercatorY(middleLatitude)];
  const across = Math.ceil((grid.columns - 1) / meshStep);
  const down = Math.ceil((grid.rows - 1) / meshStep);
  const vertices: number[] = [];
  for (let j = 0; j <= down; j += 1) {
    for (let i = 0; i <= across; i += 1) {
      const column = Math.min(grid.columns - 1, i * meshStep);
      const row = Math.min(grid.rows - 1, j * meshStep);
      const [longitude, latitude] = findLngLat(grid, column, row);
      vertices.push(mercatorX(longitude) - origin[0], mercatorY(latitude) - origin[1], column, row);
    }
  }
  const triangles: number[] = [];
  for (let j = 0; j < down; j += 1) {
    for (let i = 0; i < across; i += 1) {
      const nw = j * (across + 1) + i;
      const sw = nw + across + 1;
      triangles.push(nw, sw, nw + 1, nw + 1, sw, sw + 1);
    }
  }
  return { origin, vertices: Float32Array.from(vertices), triangles: Uint16Array.from(triangles) };
}

function compile(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost())
      throw new Error(`surface shader: ${gl.getShaderInfoLog(shader)}`);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}

const imageNames = ["u_surface", "u_before", "u_early", "u_late"] as const;
const rimNames = ["u_rim", "u_rim_before", "u_rim_early", "u_rim_late"] as const;

/** 1 for each block that is tested, row by row. */
function buildTested(grid: Grid, blocks: Int32Array | undefined): Uint8Array {
  const tested = new Uint8Array(((grid.columns - 1) / blockCells) * ((grid.rows - 1) / blockCells));
  if (!blocks) return tested.fill(1);
  for (const block of blocks) tested[block] = 1;
  return tested;
}

interface Drawing {
  program: WebGLProgram;
  array: WebGLVertexArrayObject;
  textures: WebGLTexture[];
  tested: WebGLTexture;
  place: (name: string) => WebGLUniformLocation | null;
}

/**
 * Paints a travel-time surface on the map straight from its seconds: a new surface is one upload, a moved
 * cut-off or a playing minute changes a number and uploads nothing.
 *
 * @param onPainted called after the first frame that shows a picture.
 */
export function createReachSurface(grid: Grid, onPainted: (picture: ReachPicture) => void): ReachSurface {
  const mesh = buildMesh(grid);
  const held: (Uint16Array | null)[] = Array.from({ length: 8 }, () => null);
  /** For a surface without rims: one that is empty everywhere. */
  let heldTested: Int32Array | null | undefined = null;
  let noRim: Uint16Array | null = null;
  let picture: ReachPicture | null = null;
  let isNew = false;
  let drawing: Drawing | null = null;

  function prepare(gl: WebGL2RenderingContext): Drawing {
    const program = compile(gl);
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, mesh.vertices, gl.STATIC_DRAW);
    for (const [name, offset] of [
      ["a_position", 0],
      ["a_cell", 8],
    ] as const) {
      const at = gl.getAttribLocation(program, name);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, 2, gl.FLOAT, false, 16, offset);
    }
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, mesh.triangles, gl.STATIC_DRAW);
    gl.bindVertexArray(null);
    const textures = [...imageNames, ...rimNames].map((_, unit) => {
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texStorage2D(
        gl.TEXTURE_2D,
        1,
        unit < imageNames.length ? gl.R16UI : gl.RG16UI,
        grid.columns,
        grid.rows,
      );
      for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
        gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
      return texture;
    });
    held.fill(null);
    heldTested = null;
    const tested = gl.createTexture();
    const places = new Map<string, WebGLUniformLocation | null>();
    const place = (name: string) => {
      if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name));
      return places.get(name)!;
    };
    return { program, array, textures, tested, place };
  }

  function emptyRim(): Uint16Array {
    noRim ??= createRim(grid.columns * grid.rows);
    return noRim;
  }

  function upload(gl: WebGL2RenderingContext, drawing: Drawing, shown: ReachPicture) {
    const { textures, place } = drawing;
    const { surface, before, range } = shown;
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 2);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    const surfaces = [surface, before, range?.early, range?.late];
    const images = [
      ...surfaces.map((shownSurface) => shownSurface?.seconds),
      ...surfaces.map((shownSurface) => shownSurface && (shownSurface.rim ?? emptyRim())),
    ];
    for (const [unit, values] of images.entries()) {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, textures[unit]!);
      gl.uniform1i(place([...imageNames, ...rimNames][unit]!), unit);
      if (!values || held[unit] === values) continue;
      gl.texSubImage2D(
        gl.TEXTURE_2D,
        0,
        0,
        0,
        grid.columns,
        grid.rows,
        unit < imageNames.length ? gl.RED_INTEGER : gl.RG_INTEGER,
        gl.UNSIGNED_SHORT,
        values,
      );
      held[unit] = values;
    }
    uploadTested(gl, drawing, shown);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
  }

  /** Blocks change only with the ground: one small image, on the unit after the others. */
  function uploadTested(gl: WebGL2RenderingContext, { tested, place }: Drawing, { surface }: ReachPicture) {
    const unit = imageNames.length + rimNames.length;
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, tested);
    gl.uniform1i(place("u_tested"), unit);
    if (heldTested === surface.testedBlocks) return;
    heldTested = surface.testedBlocks;
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(
      gl.TEXTURE_2D,
      0,
      gl.R8UI,
      (grid.columns - 1) / blockCells,
      (grid.rows - 1) / blockCells,
      0,
      gl.RED_INTEGER,
      gl.UNSIGNED_BYTE,
      buildTested(grid, surface.testedBlocks),
    );
  }

  function setNumbers(gl: WebGL2RenderingContext, { place }: Drawing, shown: ReachPicture) {
    const bands = shown.bands.slice(0, mostBands);
    const limits = new Float32Array(mostBands);
    const colours = new Float32Array(mostBands * 4);
    for (const [index, band] of bands.entries()) {
      limits[index] = band.limitSeconds;
      colours.set([...band.colour.map((channel) => channel / 255), band.opacity], index * 4);
    }
    gl.uniform2f(place("u_size"), grid.columns, grid.rows);
    gl.uniform1i(place("u_count"), bands.length);
    gl.uniform1fv(place("u_limits"), limits);
    gl.uniform4fv(place("u_colours"), colours);
    gl.uniform1f(place("u_ceiling"), shown.ceilingSeconds ?? 65_000);
    gl.uniform1f(place("u_focus"), shown.focusSeconds);
    gl.uniform1i(place("u_mode"), shown.before ? 1 : 0);
    gl.uniform1i(place("u_soft"), shown.range ? 1 : 0);
    gl.uniform1f(
      place("u_ratio"),
      gl.drawingBufferWidth / Math.max(1, (gl.canvas as HTMLCanvasElement).clientWidth),
    );
    gl.uniform1f(place("u_opacity"), shown.opacity);
    gl.uniform1i(place("u_shows_untested"), shown.showsUntested ? 1 : 0);
    for (const name of ["edge", "gained", "lost", "faster"] as const) {
      const [red, green, blue] = shown[name];
      gl.uniform3f(place(`u_${name}`), red / 255, green / 255, blue / 255);
    }
  }

  /** The map's matrix from the mesh's own origin: numbers near zero keep their digits at any zoom. */
  function findMatrix(main: ArrayLike<number>): Float32Array {
    const [x, y] = mesh.origin;
    const matrix = Float32Array.from(main);
    for (let row = 0; row < 4; row += 1)
      matrix[12 + row] = main[row]! * x + main[4 + row]! * y + main[12 + row]!;
    return matrix;
  }

  return {
    id: reachSurfaceId,
    type: "custom",
    renderingMode: "2d",
    show(next) {
      picture = next;
      isNew = next !== null;
    },
    onAdd(_map, gl) {
      drawing = prepare(gl as WebGL2RenderingContext);
    },
    onRemove(_map, gl) {
      for (const texture of drawing?.textures ?? []) gl.deleteTexture(texture);
      if (drawing) {
        gl.deleteTexture(drawing.tested);
        gl.deleteProgram(drawing.program);
      }
      drawing = null;
    },
    render(context, { defaultProjectionData }: CustomRenderMethodInput) {
      if (!picture || !drawing) return;
      const gl = context as WebGL2RenderingContext;
      // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's useProgram is not a hook of React
      gl.useProgram(drawing.program);
      upload(gl, drawing, picture);
      setNumbers(gl, drawing, picture);
      gl.uniformMatrix4fv(
        drawing.place("u_matrix"),
        false,
        findMatrix(defaultProjectionData.mainMatrix as unknown as ArrayLike<number>),
      );
      gl.bindVertexArray(drawing.array);
      gl.drawElements(gl.TRIANGLES, mesh.triangles.length, gl.UNSIGNED_SHORT, 0);
      gl.bindVertexArray(null);
      if (isNew) {
        isNew = false;
        onPainted(picture);
      }
    },
  };
}
