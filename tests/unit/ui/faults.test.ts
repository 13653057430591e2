import { featureFilter } from "@maplibre/maplibre-gl-style-spec";
import { afterEach, expect, it, vi } from "vitest";
import { drawScenarioMarks } from "../../../layers/answers/scenarioMarks.ts";
import { themes } from "../../../layers/grammar/theme.ts";
import { chooseAddress } from "../../../src/state/page/takeaway.ts";
import { explainEmptiness } from "../../../src/ui/layers/emptiness.ts";
import { shortenHead } from "../../../src/ui/reach/Matrix.tsx";
import { buildSpeech } from "../../../src/ui/speech/useWords.ts";

afterEach(() => vi.restoreAllMocks());

it("a layer whose data could not be read is not called empty", () => {
  for (const language of ["zh", "en"] as const) {
    const speech = buildSpeech(language);
    const empty = speech.word("layerEmpty", { reason: "" });
    expect(explainEmptiness({ kind: "failed" }, speech)).toBeTruthy();
    expect(explainEmptiness({ kind: "failed" }, speech)).not.toContain(empty);
    expect(explainEmptiness({ kind: "no-data" }, speech)).toContain(empty);
    expect(explainEmptiness({ kind: "unknown" }, speech)).toBeUndefined();
  }
});

it("the column of a hub says that it is a hub, the column of a city its name", () => {
  const cities = ["呼和浩特", "包头"];
  const nameHub = (city: string) => `${city}枢纽`;
  expect(shortenHead("包头全国性综合交通枢纽", cities, nameHub)).toBe("包头枢纽");
  expect(shortenHead("包头", cities, nameHub)).toBe("包头");
  expect(shortenHead("二连浩特口岸", cities, nameHub)).toBe("二连浩特口岸");
});

it("codes lead to no address that only this computer can open, unless the reader wants it so", () => {
  expect(chooseAddress(null, "http://127.0.0.1:4173/#b=abc")).toBe("");
  expect(chooseAddress(null, "http://localhost/")).toBe("");
  expect(chooseAddress(null, "https://atlas.example/map/?a=1#b=abc")).toBe("https://atlas.example/map/");
  expect(chooseAddress("http://127.0.0.1:8080/", "http://127.0.0.1:4173/")).toBe("http://127.0.0.1:8080/");
  expect(chooseAddress("not an address", "https://atlas.example/")).toBe("https://atlas.example/");
});

it("the marks of a scenario are chosen without a warning for what has no such property", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const marks = drawScenarioMarks({ theme: themes.paper, phase: "2020", language: "zh" });
  const passing = (properties: Record<string, unknown>, type: 1 | 2) =>
    marks.flatMap(({ id, filter }) =>
      filter && featureFilter(filter, "layers[0].filter").filter({ zoom: 8 }, { type, properties, id: 1 })
        ? [id]
        : [],
    );
  expect(passing({ kind: "opened", firm: true }, 2)).toContain("opened");
  expect(passing({ kind: "opened", firm: true }, 2)).not.toContain("link");
  expect(passing({ kind: "opened", firm: false }, 2)).toContain("link");
  expect(passing({ part: "end" }, 1)).toEqual(["link-end"]);
  expect(warn).not.toHaveBeenCalled();
});
