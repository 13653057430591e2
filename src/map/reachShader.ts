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
 * Colours each pixel by its travel time, read between cell centres as the lines of equal time are drawn, so that
 * tint, line and number agree. What lies beyond the last cut-off is held just above it, lest the step to
 * "never" should smear the line.
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

float secondsAt(usampler2D image, vec2 cell) {
  vec2 base = clamp(floor(cell), vec2(0.0), u_size - 2.0);
  vec2 share = clamp(cell - base, 0.0, 1.0);
  ivec2 at = ivec2(base);
  vec2 north = vec2(float(texelFetch(image, at, 0).r), float(texelFetch(image, at + ivec2(1, 0), 0).r));
  vec2 south = vec2(float(texelFetch(image, at + ivec2(0, 1), 0).r), float(texelFetch(image, at + ivec2(1, 1), 0).r));
  return mix(mix(north.x, north.y, share.x), mix(south.x, south.y, share.x), share.y);
}

float lineAt(float seconds, float limit, float width) {
  float held = min(seconds, limit + 60.0);
  float slope = max(fwidth(held), 0.001);
  return 1.0 - smoothstep(width - 0.6, width + 0.6, abs(held - limit) / slope);
}

float hatchAt(float turn, float period, float share) {
  vec2 pixel = gl_FragCoord.xy / u_ratio;
  return step(fract((pixel.x + turn * pixel.y) / period), share);
}

void lay(inout vec4 under, vec3 colour, float strength) {
  under = vec4(colour, 1.0) * strength + under * (1.0 - strength);
}

void main() {
  float seconds = secondsAt(u_surface, v_cell);
  vec4 result = vec4(0.0);
  float half_line = 0.8 * u_ratio;
  if (u_mode == 1) {
    float before = secondsAt(u_before, v_cell);
    bool is_in = seconds <= u_focus;
    bool was_in = before <= u_focus;
    if (is_in && !was_in) {
      lay(result, u_gained, 0.5);
      lay(result, u_gained, hatchAt(1.0, 8.0, 0.28) * 0.75);
    } else if (was_in && !is_in) {
      lay(result, u_lost, 0.38);
      lay(result, u_lost, hatchAt(-1.0, 8.0, 0.28) * 0.85);
    } else if (is_in && was_in) {
      float won = before - seconds;
      if (won >= 60.0) lay(result, u_faster, 0.16 + 0.4 * clamp(won / 1800.0, 0.0, 1.0));
      else if (won <= -60.0) lay(result, u_lost, 0.12 + 0.3 * clamp(-won / 1800.0, 0.0, 1.0));
      else lay(result, u_edge, 0.1);
    }
    lay(result, u_edge, lineAt(before, u_focus, half_line * 0.8) * hatchAt(1.0, 7.0, 0.5) * 0.8);
    lay(result, u_edge, lineAt(seconds, u_focus, half_line * 1.3));
  } else {
    if (seconds <= u_ceiling) {
      for (int band = 0; band < ${mostBands}; band += 1) {
        if (band >= u_count) break;
        if (seconds <= u_limits[band]) {
          lay(result, u_colours[band].rgb, u_colours[band].a);
          break;
        }
      }
    }
    for (int band = 0; band < ${mostBands}; band += 1) {
      if (band >= u_count || u_limits[band] > u_ceiling) break;
      if (u_colours[band].a == 0.0 || (u_soft && u_limits[band] == u_focus)) continue;
      lay(result, u_edge, lineAt(seconds, u_limits[band], half_line) * 0.85);
    }
    if (u_soft) {
      float early = secondsAt(u_early, v_cell);
      float late = secondsAt(u_late, v_cell);
      if (early <= u_focus && late > u_focus) lay(result, u_edge, 0.1 + hatchAt(1.0, 6.0, 0.3) * 0.55);
      lay(result, u_edge, lineAt(early, u_focus, half_line * 0.7) * 0.7);
      lay(result, u_edge, lineAt(late, u_focus, half_line * 0.7) * 0.7);
    }
    if (u_ceiling < 60000.0) lay(result, u_edge, lineAt(seconds, u_ceiling, half_line * 1.8));
  }
  if (result.a == 0.0) discard;
  o_colour = result * u_opacity;
}`;
