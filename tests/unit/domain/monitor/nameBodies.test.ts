import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { nameBodies, splitBodies } from "../../../../src/domain/monitor/nameBodies.ts";

const bodies = {
  "": { zh: "未点名", en: "Not named" },
  自治区政府: { zh: "自治区人民政府", en: "Government of Inner Mongolia" },
  科技部: { zh: "科技部", en: "Ministry of Science and Technology" },
  科学技术部: { zh: "科技部", en: "Ministry of Science and Technology" },
};

it("names every body that answers, in the order of the row, each once", () => {
  expect(nameBodies("自治区政府；科技部、科学技术部", bodies)).toEqual({
    zh: "自治区政府；科技部、科学技术部",
    en: "Government of Inner Mongolia; Ministry of Science and Technology",
  });
  expect(nameBodies("科技部;某局", bodies).en).toBe("Ministry of Science and Technology; 某局");
  expect(nameBodies(" ", bodies)).toEqual(bodies[""]);
});

it("has an English name for every body of the shipped rows", () => {
  const monitor = JSON.parse(readFileSync("public/data/monitor.json", "utf8"));
  const { columns, rows } = monitor.milestones as { columns: string[]; rows: string[][] };
  const at = columns.indexOf("responsible_zh");
  const written = rows.flatMap((row) => splitBodies(row[at] ?? ""));
  expect(written.length).toBeGreaterThan(50);
  expect([...new Set(written)].filter((name) => !monitor.bodies[name])).toEqual([]);
});
