import type { ExpressionSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { ProjectState } from "../../src/domain/monitor/judgeProject.ts";
import { byZoom, condition, every, isArea, isLine, isPoint, not } from "../grammar/conditions.ts";
import { signSize } from "../grammar/ink.ts";
import { fonts } from "../grammar/labels.ts";
import { defineLayer, type Mark } from "../grammar/layer.ts";
import { stateTones } from "../grammar/stateInk.ts";

const words: Record<ProjectState, { zh: string; en: string }> = {
  built: { zh: "已建成", en: "Built" },
  partly: { zh: "部分建成", en: "Partly built" },
  continuing: { zh: "持续推进", en: "Continuing" },
  "on-track": { zh: "按期推进", en: "On track" },
  overdue: { zh: "逾期在建", en: "Overdue" },
  "not-started": { zh: "未开工", en: "Not started" },
  adjusted: { zh: "调整", en: "Adjusted" },
  "no-evidence": { zh: "无证据", en: "No evidence" },
};
const states = Object.keys(words) as ProjectState[];
const isState = (state: string) => condition("==", ["get", "state"], state);

/** Every promised thing in the colour of its state, with the state's own shape on it. */
export const projectStatesLayer = defineLayer({
  id: "project-states",
  title: { zh: "承诺项目的状态", en: "State of the promised projects" },
  group: "services",
  data: { kernel: "projectStates" },
  shown: true,
  legend: ({ theme, showsStates }) =>
    showsStates
      ? states.map((state) => ({
          id: state,
          label: words[state],
          filter: isState(state),
          swatch: {
            shape: "symbol" as const,
            colour: theme.tone[stateTones[state]],
            paper: theme.paper,
            state,
          },
        }))
      : [],
  draw: ({ theme, language }): Mark[] => {
    const colour = condition(
      "match",
      ["get", "state"],
      ...states.slice(1).flatMap((state) => [state, theme.tone[stateTones[state]]]),
      theme.tone[stateTones.built],
    );
    // A state that rests on conclusions alone is drawn lighter.
    const strength = (full: number, light: number): ExpressionSpecification =>
      condition("case", ["==", ["get", "light"], true], light, full);
    const width = byZoom([
      [5, 2.4],
      [9, 4.4],
      [12, 6],
    ]);
    return [
      {
        id: "area",
        type: "fill",
        filter: isArea,
        paint: { "fill-color": colour, "fill-opacity": strength(0.2, 0.1) },
      },
      {
        id: "casing",
        type: "line",
        filter: every(not(isPoint), not(isArea)),
        layout: { "line-join": "round", "line-cap": "round" },
        paint: {
          "line-color": theme.paper,
          "line-width": byZoom([
            [5, 4.4],
            [9, 7],
            [12, 9],
          ]),
        },
      },
      {
        id: "line",
        type: "line",
        filter: isLine,
        layout: { "line-join": "round", "line-cap": "round" },
        paint: { "line-color": colour, "line-width": width, "line-opacity": strength(1, 0.5) },
      },
      {
        id: "edge",
        type: "line",
        filter: isArea,
        paint: { "line-color": colour, "line-width": 1.6, "line-opacity": strength(1, 0.5) },
      },
      {
        id: "sign",
        type: "symbol",
        filter: isPoint,
        layout: {
          "icon-image": condition("concat", "state/", ["get", "state"], `/${theme.id}`),
          "icon-size": byZoom(
            [
              [5, 15],
              [9, 20],
              [12, 25],
            ],
            1 / signSize,
          ),
          "icon-overlap": "always",
          "text-field": condition("step", ["zoom"], "", 7.6, ["get", `name:${language}`]),
          "text-font": fonts.regular,
          "text-size": 11.5,
          "text-variable-anchor": ["left", "right", "top", "bottom"],
          "text-radial-offset": 1,
          "text-justify": "auto",
          "text-max-width": 10,
          "text-optional": true,
        },
        paint: {
          "icon-opacity": strength(1, 0.6),
          "text-color": theme.text,
          "text-halo-color": theme.paper,
          "text-halo-width": 1.6,
        },
      },
    ];
  },
});
