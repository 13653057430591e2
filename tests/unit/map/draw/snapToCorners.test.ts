import { type TerraDrawMouseEvent, TerraDrawPointMode } from "terra-draw";
import { afterEach, describe, expect, it, vi } from "vitest";
import { snapToCorners } from "../../../../src/map/draw/snapToCorners.ts";

const click = { lng: 110.001, lat: 40.001, containerX: 300, containerY: 200 } as TerraDrawMouseEvent;

describe("a point set by hand", () => {
  afterEach(() => vi.restoreAllMocks());
  const set = (corner: number[] | undefined) => {
    const taken = vi.spyOn(TerraDrawPointMode.prototype, "onClick").mockImplementation(() => undefined);
    const asked = vi.fn(() => corner);
    snapToCorners(new TerraDrawPointMode({}), asked).onClick(click);
    expect(asked).toHaveBeenCalledWith(click);
    const { lng, lat } = taken.mock.calls[0]![0];
    return [lng, lat];
  };

  it("takes the corner it is beside, no finer than a drawing holds", () => {
    expect(set([110.12345678901234, 40.5])).toEqual([110.123456789, 40.5]);
  });

  it("stays where it was set when no corner is near", () => {
    expect(set(undefined)).toEqual([110.001, 40.001]);
  });
});
