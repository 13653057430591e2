import { describe, expect, it } from "vitest";
import { buildClock, findJourney } from "../../../../src/domain/rail/railJourney.ts";
import { explainReach } from "../../../../src/domain/reach/explainReach.ts";
import { openReachModel, plainScenario } from "../../../../src/domain/reach/reachModel.ts";
import { shippedFiles } from "./shippedFiles.ts";

describe("one meaning a word", () => {
  it.each(["2020", "2035"])(
    "in the train ≤ with waiting ≤ door to door, for every way by rail between the cities' stations in %s",
    (phase) => {
      const model = openReachModel(shippedFiles, plainScenario(phase));
      const { rail, network } = model;
      const place = (zh: string) => rail.stations.findIndex(({ name }) => name.zh === zh);
      const stations = rail.cities.flatMap((city) =>
        city.stations.map((id) => rail.stations.find((station) => station.id === id)!),
      );
      let ways = 0;
      for (const from of stations)
        for (const to of stations) {
          if (from === to) continue;
          const origin = { kind: "place", lngLat: from.lngLat } as const;
          const path = explainReach(model, origin, to.lngLat, "door", "fastest");
          const rides = path.ok ? path.value.parts.filter(({ kind }) => kind === "ride") : [];
          if (!path.ok || rides.length === 0) continue;
          const [board, alight] = [place(rides[0]!.from.zh), place(rides.at(-1)!.to.zh)];
          const minutesOf = (definition: "train" | "station") =>
            findJourney(rail, network, [board], [alight], buildClock(rail, definition))!.minutes;
          ways += 1;
          expect(minutesOf("train")).toBeLessThanOrEqual(minutesOf("station"));
          expect(minutesOf("station")).toBeLessThanOrEqual(path.value.minutes + 0.1);
        }
      expect(ways).toBeGreaterThan(3);
    },
  );
});
