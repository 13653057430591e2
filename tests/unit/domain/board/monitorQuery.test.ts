import { describe, expect, it } from "vitest";
import { mostOwnRows, parseMonitorQuery } from "../../../../src/domain/board/monitorQuery.ts";

describe("the monitor's part of a board", () => {
  it("comes back as it was", () => {
    const query = { asOf: "2024-02-29", byState: true as const, milestones: [{ project_id: "a" }] };
    expect(parseMonitorQuery(JSON.parse(JSON.stringify(query)))).toEqual({ query, isWhole: true });
  });

  it.each([
    [{ asOf: "2024-02-30" }],
    [{ asOf: 2024 }],
    [{ milestones: "rows" }],
    [{ observations: [{ value: 3 }] }],
    [{ milestones: [{ note: "x".repeat(3_000) }] }],
    [{ colour: "red" }],
    [[]],
    ["x"],
  ])("leaves out what it cannot read and says so: %j", (value) => {
    expect(parseMonitorQuery(value)).toEqual({ query: undefined, isWhole: false });
  });

  it("keeps the rows it can read, and no more than a board may hold", () => {
    const rows = Array.from({ length: mostOwnRows + 1 }, (_, at) => ({ row_id: String(at) }));
    const { query, isWhole } = parseMonitorQuery({ milestones: [...rows, 5] });
    expect(query?.milestones).toHaveLength(mostOwnRows);
    expect(isWhole).toBe(false);
  });
});
