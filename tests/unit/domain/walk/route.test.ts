import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addRoute,
  changeRoute,
  removeRoute,
  setRoute,
  setTargets,
} from "../../../../src/domain/walk/editWalk.ts";
import { parseWalk } from "../../../../src/domain/walk/parseWalk.ts";
import {
  addRehearsedTime,
  buildOfferedTargets,
  findNextPlace,
  findPace,
  findRoutePlaces,
  pauseClock,
  sumSeconds,
} from "../../../../src/domain/walk/route.ts";
import { makeScene, makeWalk } from "./document.ts";

/** a short 30 s, b beside 60 s, c short 40 s, d hidden 100 s, e short 50 s */
const walk = makeWalk([
  makeScene("a", { routes: ["short"], targetSeconds: 30 }),
  makeScene("b", { targetSeconds: 60 }),
  makeScene("c", { routes: ["short"], targetSeconds: 40 }),
  makeScene("d", { routes: ["short"], hidden: true, targetSeconds: 100 }),
  makeScene("e", { routes: ["short"], targetSeconds: 50 }),
]);
const clock = (elapsed: number, inScene: number) => ({
  startedAt: 1_000_000 - elapsed * 1_000,
  sceneStartedAt: 1_000_000 - inScene * 1_000,
  pausedAt: null,
});
const lateOf = (place: number, elapsed: number, inScene: number, route: string | null = "short") =>
  findPace(walk, route, place, clock(elapsed, inScene), 1_000_000).late;

describe("a route through the walk", () => {
  it("passes its scenes and no hidden one; the whole walk passes all but the hidden", () => {
    expect(findRoutePlaces(walk, "short")).toEqual([0, 2, 4]);
    expect(findRoutePlaces(walk, null)).toEqual([0, 1, 2, 4]);
    expect([sumSeconds(walk, "short"), sumSeconds(walk, null)]).toEqual([120, 180]);
  });

  it("is met again where it was left, from a scene beside it or hidden", () => {
    expect(findNextPlace(walk, "short", 1, 1)).toBe(2);
    expect(findNextPlace(walk, "short", 1, -1)).toBe(0);
    expect(findNextPlace(walk, "short", 3, 1)).toBe(4);
    expect(findNextPlace(walk, "short", 4, 1)).toBeUndefined();
    expect(findNextPlace(walk, "short", 0, -1)).toBeUndefined();
  });

  it("stepping on from the first scene visits the route once, whatever is on it", () => {
    const tags = fc.array(fc.record({ on: fc.boolean(), hidden: fc.boolean() }), { maxLength: 12 });
    fc.assert(
      fc.property(tags, (scenes) => {
        const any = makeWalk(
          scenes.map(({ on, hidden }, at) => makeScene(`s${at}`, { routes: on ? ["short"] : [], hidden })),
        );
        const visited: number[] = [];
        for (
          let at = findNextPlace(any, "short", -1, 1);
          at !== undefined;
          at = findNextPlace(any, "short", at, 1)
        )
          visited.push(at);
        expect(visited).toEqual(findRoutePlaces(any, "short"));
      }),
    );
  });
});

describe("the pace of a show", () => {
  it("is on time while every scene keeps its time, and late by what runs over", () => {
    expect(lateOf(0, 20, 20)).toBe(0);
    expect(lateOf(0, 45, 45)).toBe(15);
    expect(lateOf(2, 50, 20)).toBe(0);
    expect(lateOf(2, 65, 20)).toBe(15);
  });

  it("wins what is jumped over and spends again what is jumped back to", () => {
    // From a straight to e after 30 s: the 40 s of c are won.
    expect(lateOf(4, 30, 0)).toBe(-40);
    // Back from e, at 70 s, to a: a and c are told again.
    expect(lateOf(0, 70, 0)).toBe(70);
  });

  it("takes every second beside the route from the rest", () => {
    expect(lateOf(1, 30 + 25, 25)).toBe(25);
    expect(lateOf(3, 70 + 10, 10)).toBe(10);
  });

  it("is reckoned anew when another route is taken", () => {
    expect(lateOf(2, 90, 0, null)).toBe(0);
    expect(lateOf(2, 90, 0, "short")).toBe(60);
  });

  it("ends early by what is left of the time, by its own account of the scenes to come", () => {
    const any = fc.record({
      place: fc.integer({ min: 0, max: 4 }),
      elapsed: fc.integer({ min: 0, max: 500 }),
      inScene: fc.integer({ min: 0, max: 200 }),
    });
    fc.assert(
      fc.property(any, ({ place, elapsed, inScene }) => {
        const pace = findPace(walk, "short", place, clock(elapsed, inScene), 1_000_000);
        const end = findRoutePlaces(walk, "short").reduce(
          (at, other) =>
            at +
            (other > place
              ? walk.scenes[other]!.targetSeconds
              : other === place
                ? Math.max(0, walk.scenes[other]!.targetSeconds - inScene)
                : 0),
          elapsed,
        );
        expect(pace.late).toBeCloseTo(end - 120, 6);
      }),
    );
  });

  it("stands still while the clock does", () => {
    const paused = pauseClock(clock(30, 10), 1_000_000);
    expect(findPace(walk, "short", 0, paused, 9_000_000)).toMatchObject({ elapsed: 30, inScene: 10 });
    const on = pauseClock(paused, 1_600_000);
    expect(findPace(walk, "short", 0, on, 1_605_000)).toMatchObject({ elapsed: 35, inScene: 15 });
  });

  it("has nothing to pause before a show begins", () => {
    const idle = { startedAt: null, sceneStartedAt: null, pausedAt: null };
    expect(pauseClock(idle, 5)).toEqual(idle);
  });
});

describe("a rehearsal", () => {
  it("adds up the visits of a scene and forgets those that only passed it", () => {
    let times = addRehearsedTime({}, "a", 12);
    times = addRehearsedTime(times, "b", 0.2);
    times = addRehearsedTime(times, "a", 21);
    expect(times).toEqual({ a: 33 });
  });

  it("offers round targets for the scenes still there, and they can be taken", () => {
    const offered = buildOfferedTargets(walk, { a: 33, c: 1, gone: 50 });
    expect(offered).toEqual({ a: 35, c: 5 });
    const taken = setTargets(walk, offered);
    expect(taken.scenes.map((scene) => scene.targetSeconds)).toEqual([35, 60, 5, 100, 50]);
  });
});

describe("editing routes", () => {
  it("a route is made with every scene, thinned, renamed, taken away; the walk can be read each time", () => {
    const made = addRoute(walk, { zh: "新", en: "New" }, 5);
    const id = made.routes.at(-1)!.id;
    const thin = setRoute(made, 1, id, false);
    const named = changeRoute(thin, id, { minutes: 7 });
    const gone = removeRoute(named, id);
    for (const each of [made, thin, named, gone])
      expect(parseWalk(JSON.stringify(each))).toEqual({ ok: true, value: each });
    expect(made.scenes.every((scene) => scene.routes.includes(id))).toBe(true);
    expect(named.routes.at(-1)!.minutes).toBe(7);
    expect(thin.scenes[1]!.routes).toEqual([]);
    expect(gone.scenes.some((scene) => scene.routes.includes(id))).toBe(false);
    expect(setRoute(walk, 0, "no-such-route", true)).toBe(walk);
  });

  it("a walk of the version before has no routes and hides nothing", () => {
    const { routes: _, ...old } = makeWalk();
    const scenes = old.scenes.map(({ routes: __, hidden: ___, stepped: ____, ...scene }) => scene);
    const read = parseWalk(JSON.stringify({ ...old, version: 1, scenes }));
    expect(read.ok && read.value.routes).toEqual([]);
    expect(read.ok && read.value.scenes.every((scene) => !scene.hidden)).toBe(true);
  });

  it("a scene on a route the walk has not is refused by place", () => {
    const read = parseWalk(JSON.stringify(makeWalk([makeScene("a", { routes: ["lost"] })])));
    expect(read.ok ? "" : read.error.en).toContain("walk.scenes[0].routes");
  });
});
