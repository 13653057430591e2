import { blockCells } from "../../domain/reach/reachSource.ts";
import { mostExcess } from "../../domain/reach/surfaceRim.ts";

/** Most cut-offs the shader knows; the board keeps no more. */
export const mostBands = 6;

export const vertexShader = `#version 300 es
in vec2 a_position;
in vec2 a_cell;
uniform mat4 u_matrix;
out vec2 v_cell;
void main() {
  v_cell = a_cell;
  gl_Position = u_matrix * vec4(a_position, 0.0, 1.0);
}`;

/**
 * Colours each pixel by how far it is beyond each limit, read between cell centres as the lines of equal time are
 * drawn (`findExcess`), so that tint, line and number agree.
 */
export const fragmentShader = `#version 300 es
precision highp float;
precision highp usampler2D;
in vec2 v_cell;
out vec4 o_colour;
uniform usampler2D u_surface;
uniform usampler2D u_before;
uniform usampler2D u_early;
uniform usampler2D u_late;
uniform usampler2D u_rim;
uniform usampler2D u_rim_before;
uniform usampler2D u_rim_early;
uniform usampler2D u_rim_late;
uniform usampler2D u_tested;
uniform bool u_shows_untested;
uniform vec2 u_size;
uniform int u_count;
uniform float u_limits[${mostBands}];
uniform vec4 u_colours[${mostBands}];
uniform float u_ceiling;
uniform float u_focus;
uniform int u_mode;
uniform bool u_soft;
uniform float u_ratio;
uniform float u_opacity;
uniform vec3 u_edge;
uniform vec3 u_gained;
uniform vec3 u_lost;
uniform vec3 u_faster;

const float most_excess = ${mostExcess}.0;
const float never = 65535.0;

// The four cells round a pixel: north-west, north-east, south-west, south-east.
struct Corners {
  vec4 seconds;
  vec4 edge;
  vec4 low;
  vec2 share;
};

Corners cornersAt(usampler2D image, usampler2D rim, vec2 cell) {
  vec2 base = clamp(floor(cell), vec2(0.0), u_size - 2.0);
  ivec2 at = ivec2(base);
  ivec2 east = ivec2(1, 0);
  ivec2 south = ivec2(0, 1);
  uvec2 nw = texelFetch(rim, at, 0).rg;
  uvec2 ne = texelFetch(rim, at + east, 0).rg;
  uvec2 sw = texelFetch(rim, at + south, 0).rg;
  uvec2 se = texelFetch(rim, at + east + south, 0).rg;
  return Corners(
    vec4(
      float(texelFetch(image, at, 0).r),
      float(texelFetch(image, at + east, 0).r),
      float(texelFetch(image, at + south, 0).r),
      float(texelFetch(image, at + east + south, 0).r)
    ),
    vec4(uvec4(nw.x, ne.x, sw.x, se.x)),
    vec4(uvec4(nw.y, ne.y, sw.y, se.y)),
    clamp(cell - base, 0.0, 1.0)
  );
}

float mixCorners(vec4 value, vec2 share) {
  return mix(mix(value.x, value.y, share.x), mix(value.z, value.w, share.x), share.y);
}

vec4 cornerExcess(Corners corners, float limit) {
  vec4 isWithin = vec4(lessThanEqual(corners.seconds, vec4(limit)));
  vec4 isLow = vec4(lessThan(corners.low, corners.seconds));
  vec4 edge = min(vec4(limit), corners.edge);
  vec4 outer = mix(vec4(limit), edge, isLow * (1.0 - isWithin));
  float nearest = min(min(outer.x, outer.y), min(outer.z, outer.w));
  vec4 ownEdge = mix(vec4(limit), edge, vec4(equal(corners.low, vec4(never))));
  vec4 within = min(corners.seconds - min(ownEdge, nearest), 0.0);
  vec4 beyond = mix(corners.seconds - limit, max(corners.low - edge, 1.0), isLow);
  // Where the four cells are all beyond, the jump to "never" is no slope: by it a line near by would be thought nearer.
  vec4 isKnown = vec4(lessThan(min(corners.seconds, corners.low), vec4(never)));
  vec4 known = beyond * isKnown;
  float farthest = max(max(known.x, known.y), max(known.z, known.w));
  if (dot(isWithin, vec4(1.0)) == 0.0 && farthest > 0.0)
    return clamp(mix(vec4(farthest + 150.0), beyond, isKnown), 0.0, most_excess);
  return clamp(mix(beyond, within, isWithin), -most_excess, most_excess);
}

float excessAt(Corners corners, float limit) {
  return mixCorners(cornerExcess(corners, limit), corners.share);
}

// Seconds between cell centres; just beyond a rim, those there would be without it.
float secondsAt(Corners corners) {
  vec4 known = min(corners.seconds, corners.low);
  vec4 isKnown = vec4(lessThan(known, vec4(never)));
  vec4 finite = known * isKnown;
  float most = max(max(finite.x, finite.y), max(finite.z, finite.w));
  return mixCorners(mix(vec4(most), known, isKnown), corners.share);
}

// The slope is that of the four cells themselves: from pixel to pixel it would jump where they change.
float lineAt(Corners corners, float limit, float width) {
  vec4 value = cornerExcess(corners, limit);
  vec2 share = corners.share;
  vec2 slope = vec2(mix(value.y - value.x, value.w - value.z, share.y), mix(value.z - value.x, value.w - value.y, share.x));
  float step = abs(dot(slope, dFdx(v_cell))) + abs(dot(slope, dFdy(v_cell)));
  return 1.0 - smoothstep(width - 0.6, width + 0.6, abs(mixCorners(value, share)) / max(step, 0.001));
}

float hatchAt(float turn, float period, float share) {
  vec2 pixel = gl_FragCoord.xy / u_ratio;
  return step(fract((pixel.x + turn * pixel.y) / period), share);
}

float dotAt(float period, float radius) {
  vec2 pixel = gl_FragCoord.xy / u_ratio;
  float row = floor(pixel.y / period);
  vec2 from = vec2(mod(pixel.x + 0.5 * period * mod(row, 2.0), period), mod(pixel.y, period)) - 0.5 * period;
  return 1.0 - smoothstep(radius - 0.4, radius + 0.4, length(from));
}

void lay(inout vec4 under, vec3 colour, float strength) {
  under = vec4(colour, 1.0) * strength + under * (1.0 - strength);
}

void main() {
  Corners now = cornersAt(u_surface, u_rim, v_cell);
  vec4 result = vec4(0.0);
  float half_line = 0.8 * u_ratio;
  if (u_mode == 1) {
    Corners before = cornersAt(u_before, u_rim_before, v_cell);
    bool is_in = excessAt(now, u_focus) <= 0.0;
    bool was_in = excessAt(before, u_focus) <= 0.0;
    if (is_in && !was_in) {
      lay(result, u_gained, 0.5);
      lay(result, u_gained, hatchAt(1.0, 8.0, 0.28) * 0.75);
    } else if (was_in && !is_in) {
      lay(result, u_lost, 0.38);
      lay(result, u_lost, hatchAt(-1.0, 8.0, 0.28) * 0.85);
    } else if (is_in && was_in) {
      float won = secondsAt(before) - secondsAt(now);
      if (won >= 60.0) lay(result, u_faster, 0.16 + 0.4 * clamp(won / 1800.0, 0.0, 1.0));
      else if (won <= -60.0) lay(result, u_lost, 0.12 + 0.3 * clamp(-won / 1800.0, 0.0, 1.0));
      else lay(result, u_edge, 0.1);
    }
    lay(result, u_edge, lineAt(before, u_focus, half_line * 0.8) * hatchAt(1.0, 7.0, 0.5) * 0.8);
    lay(result, u_edge, lineAt(now, u_focus, half_line * 1.3));
  } else {
    if (excessAt(now, u_ceiling) <= 0.0) {
      for (int band = 0; band < ${mostBands}; band += 1) {
        if (band >= u_count) break;
        if (excessAt(now, u_limits[band]) <= 0.0) {
          lay(result, u_colours[band].rgb, u_colours[band].a);
          break;
        }
      }
    }
    for (int band = 0; band < ${mostBands}; band += 1) {
      if (band >= u_count || u_limits[band] > u_ceiling) break;
      if (u_colours[band].a == 0.0 || (u_soft && u_limits[band] == u_focus)) continue;
      lay(result, u_edge, lineAt(now, u_limits[band], half_line) * 0.85);
    }
    if (u_soft) {
      Corners early = cornersAt(u_early, u_rim_early, v_cell);
      Corners late = cornersAt(u_late, u_rim_late, v_cell);
      if (excessAt(early, u_focus) <= 0.0 && excessAt(late, u_focus) > 0.0) lay(result, u_edge, 0.1 + hatchAt(1.0, 6.0, 0.3) * 0.55);
      lay(result, u_edge, lineAt(early, u_focus, half_line * 0.7) * 0.7);
      lay(result, u_edge, lineAt(late, u_focus, half_line * 0.7) * 0.7);
    }
    if (u_ceiling < 60000.0) lay(result, u_edge, lineAt(now, u_ceiling, half_line * 1.8));
  }
  if (result.a == 0.0 && u_shows_untested) {
    ivec2 block = clamp(ivec2(v_cell) / ${blockCells}, ivec2(0), textureSize(u_tested, 0) - 1);
    if (texelFetch(u_tested, block, 0).r == 0u) lay(result, u_edge, dotAt(9.0, 0.9) * 0.45);
  }
  if (result.a == 0.0) discard;
  o_colour = result * u_opacity;
}`;
