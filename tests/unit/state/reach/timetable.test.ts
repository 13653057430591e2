import { beforeEach, expect, it } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import { setPhase, showBoard, undoEdit } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { useReach } from "../../../../src/state/reach/reachStore.ts";
import { readTimetable, useTimetable } from "../../../../src/state/reach/timetable.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { stubWorkers } from "../fakes/workers.ts";

const service = (stations: string[], trains: number) => ({
  stations,
  departures: Array.from({ length: trains }, () => 1),
});
const edit = {
  kind: "timetable",
  name: "gtfs.zip",
  day: "20240101",
  phase: phaseIds[1],
  services: [service(["a", "b"], 1), service(["c", "d", "e"], 3), service(["f", "g"], 2)],
};
const report = { file: "gtfs.zip", trips: 6 };
const problem = { code: "x", zh: "坏", en: "no feed" };
let answer: unknown = success({ edit, report });
const { listAsked } = stubWorkers({ data: { timetable: () => answer } });
const file = new File(["x"], "gtfs.zip");

beforeEach(() => {
  answer = success({ edit, report });
  showBoard(defaultBoard(), { past: [], future: [] });
  setPhase(phaseIds[1]!);
  useReach.setState({ departures: null });
});

it("a timetable becomes the trains of the present phase, as one step of undo, seen on its busiest line", async () => {
  const before = useAtlas.getState().board;
  const reading = readTimetable(file, "20240101");
  expect(useTimetable.getState().isReading).toBe(true);
  await reading;
  expect(useTimetable.getState()).toEqual({ isReading: false, report, problem: null, file });
  expect(useAtlas.getState().board.scenario).toEqual([edit]);
  expect(useReach.getState().departures).toMatchObject({ from: "c", to: "e" });
  expect(listAsked("timetable").at(-1)?.input).toMatchObject({
    phase: phaseIds[1],
    edits: [],
    day: "20240101",
  });
  undoEdit();
  expect(useAtlas.getState().board).toBe(before);
});

it("one that is none is told, and the trains stay as they are", async () => {
  await readTimetable(file);
  answer = failure(problem);
  await readTimetable(file);
  expect(useTimetable.getState()).toMatchObject({ isReading: false, problem, report: null });
  expect(useAtlas.getState().board.scenario).toEqual([edit]);
  answer = success({ edit, report });
  await readTimetable(file);
  expect(useTimetable.getState().problem).toBeNull();
  expect(listAsked("timetable").at(-1)?.input).toMatchObject({ edits: [edit], day: null });
});
