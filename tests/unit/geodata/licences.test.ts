import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { baseTiles, datasets } from "../../../geodata/catalogue.ts";

// Cells are padded to line the columns up; what they say is what counts.
const text = readFileSync("DATA_LICENCES.md", "utf8").replace(/ +\|/g, " |");

describe("DATA_LICENCES.md", () => {
  it("gives every dataset the licence of its catalogue record", () => {
    const listed = Object.fromEntries(
      [...text.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|$/gm)].map(([, id, licence]) => [id, licence]),
    );
    expect(listed).toEqual(
      Object.fromEntries([...datasets, baseTiles].map(({ id, licence }) => [id, licence])),
    );
  });

  it("has a row for every source that an attribution names", () => {
    const named = [...datasets, baseTiles].flatMap(({ attribution }) =>
      attribution.split(";").map((part) => part.trim()),
    );
    const missing = [...new Set(named)].filter((name) => !text.includes(`| ${name} |`));
    expect(missing).toEqual([]);
  });
});
