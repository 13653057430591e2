import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { importTimetable } from "../../../../src/data/gtfs/importTimetable.ts";
import { parseScenarioEdits } from "../../../../src/domain/board/scenarioEdits.ts";
import { buildNetwork } from "../../../../src/domain/rail/buildNetwork.ts";
import { applyRailEdits } from "../../../../src/domain/rail/editRail.ts";
import { buildClock, findJourney } from "../../../../src/domain/rail/railJourney.ts";
import type { RailSource } from "../../../../src/domain/rail/railSource.ts";
import { plainScenario } from "../../../../src/domain/reach/reachModel.ts";
import { railDepartures } from "../../../../src/domain/reach/timetableKernel.ts";

const rail = JSON.parse(readFileSync("public/data/rail-network.json", "utf8")) as RailSource;
const phase = "2020";
const [hohhot, east, baotou] = ["station-huhehaote", "station-huhehaotedong", "station-baotou"] as const;

const feed: Record<string, string> = {
  "agency.txt":
    "agency_id,agency_name,agency_url,agency_timezone\nr,Railway,http://example.org,Asia/Shanghai\n",
  "stops.txt":
    "stop_id,stop_name,stop_lat,stop_lon,parent_station\nA,呼和浩特东站,40.8497,111.7582,\nA1,1,40.8497,111.7582,A\nB,Hohhot,40.83,111.66,\nC,包头,40.604,109.831,\nX,别处,30.0,100.0,\n",
  "routes.txt": "route_id,route_short_name,route_type\nR,,2\nBUS,7路,3\n",
  "trips.txt":
    "route_id,service_id,trip_id,trip_short_name\nR,week,t1,D6751\nR,week,t2,D6753\nR,week,t3,K7905\nR,sunday,t4,D6755\nR,week,t5,D6752\nBUS,week,b1,\nR,week,t6,D1\n",
  "stop_times.txt": [
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence",
    "t1,06:18:00,06:18:00,A1,1",
    "t1,06:27:00,06:29:00,B,2",
    "t1,07:30:00,07:30:00,C,3",
    "t2,08:18:00,08:18:00,A1,1",
    "t2,08:27:00,08:29:00,B,2",
    "t2,09:30:00,09:30:00,C,3",
    "t3,23:40:00,23:40:00,B,1",
    "t3,,,X,2",
    "t3,25:40:00,25:40:00,C,3",
    "t4,10:00:00,10:00:00,A,1",
    "t4,11:10:00,11:10:00,C,2",
    "t5,20:00:00,20:00:00,C,1",
    "t5,21:10:00,21:10:00,A,2",
    "b1,06:00:00,06:00:00,A,1",
    "b1,06:30:00,06:30:00,B,2",
    "t6,06:00:00,06:00:00,X,1",
    "t6,06:30:00,06:30:00,C,2",
  ].join("\n"),
  "calendar.txt":
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweek,1,1,1,1,1,1,1,20210104,20210110\nsunday,0,0,0,0,0,0,1,20210104,20210110\n",
  "calendar_dates.txt": "service_id,date,exception_type\nweek,20210106,2\n",
};
const pack = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
const read = (files = feed, day: string | null = null) =>
  importTimetable("feed.zip", pack(files), rail, phase, day);
function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { en: string } }): T {
  if (!result.ok) throw new Error(result.error.en);
  return result.value;
}
const notesOf = (report: { notes: { code: string; count: number }[] }) =>
  Object.fromEntries(report.notes.map(({ code, count }) => [code, count]));

describe("a GTFS feed as the trains of a phase", () => {
  it("reads the busiest day, keeps each train its number, and counts what it leaves aside", () => {
    const { edit, report } = unwrap(read());
    expect(report.day).toBe("20210110");
    expect(report.days[0]).toEqual({ day: "20210110", trips: 6 });
    expect(report.days.map(({ day }) => day)).not.toContain("20210106");
    expect(report).toMatchObject({ trips: 5, services: 5, stations: 3 });
    expect(notesOf(report)).toEqual({
      "trips-not-rail": 1,
      "times-between": 1,
      "stops-passed": 1,
      "trips-elsewhere": 1,
    });
    expect(edit.services.find(({ name }) => name === "D6753")!.departures).toEqual([29_880]);
    expect(edit.services.find(({ name }) => name === "D6751")).toMatchObject({
      stations: [east, hohhot, baotou],
      runSeconds: [540, 3660],
      dwellSeconds: [0, 120, 0],
      departures: [22_680],
      trainClass: "emu",
    });
    expect(edit.services.find(({ name }) => name === "K7905")!.trainClass).toBe("conventional");
  });

  it("another day has the trains of that day", () => {
    const { report } = unwrap(read(feed, "20210105"));
    expect(report.trips).toBe(4);
    expect(notesOf(report)["trips-other-days"]).toBe(1);
  });

  it("the railway then answers by it: its run times in the phase, others as before", () => {
    const { edit } = unwrap(read());
    const edited = applyRailEdits(rail, [edit]);
    const place = (id: string) => rail.stations.findIndex((station) => station.id === id);
    const ride = (source: RailSource, when: string) =>
      findJourney(
        source,
        buildNetwork(source, when),
        [place(hohhot)],
        [place(baotou)],
        buildClock(source, "train"),
      )!;
    expect(ride(edited, phase)).toMatchObject({ minutes: 61, timetabled: true });
    expect(ride(edited, phase).legs[0]!.basis).toBe("timetable");
    expect(ride(edited, "2035").minutes).toBe(ride(rail, "2035").minutes);
    const backwards = findJourney(
      edited,
      buildNetwork(edited, phase),
      [place(baotou)],
      [place(hohhot)],
      buildClock(edited, "train"),
    );
    // No train of the feed runs straight back: 70 minutes to the east, 30 to change, 9 on.
    expect(backwards).toMatchObject({ minutes: 109, changes: 1 });
  });

  it("median, nine in ten and the last train home are those of the timetable", () => {
    const { edit } = unwrap(read());
    const scenario = { ...plainScenario(phase), edits: [edit] };
    const input = { scenario, from: east, to: baotou, fromMinute: 360, toMinute: 459 };
    const answer = unwrap(railDepartures.run(input, { "rail-network.json": rail }));
    expect(answer.journeys.map(({ departMinute }) => departMinute)).toEqual([378, 498, 600]);
    expect(answer.journeys.at(-1)!.trains).toEqual(["D6755"]);
    // Of 06:00 to 07:39 by hand: 19 minutes wait for 06:18, the other 81 for 08:18.
    const times = Array.from({ length: 100 }, (_, k) => (k <= 18 ? 450 : 570) - (360 + k)).sort(
      (a, b) => a - b,
    );
    expect(answer.medianMinutes).toBe(times[49]);
    expect(answer.p90Minutes).toBe(times[89]);
    expect(answer.lastBack).toMatchObject({ departMinute: 1200, arriveMinute: 1270, trains: ["D6752"] });
  });

  it("without a timetable it says so instead of guessing", () => {
    const input = { scenario: plainScenario(phase), from: east, to: baotou, fromMinute: 0, toMinute: 60 };
    const answer = railDepartures.run(input, { "rail-network.json": rail });
    expect(answer.ok ? "" : answer.error.code).toBe("no-timetable");
  });

  it("a board keeps it whole, and half of one is none", () => {
    const { edit } = unwrap(read());
    const stored = JSON.parse(JSON.stringify([edit])) as [typeof edit];
    expect(parseScenarioEdits(stored, rail.phases)).toEqual({ edits: [edit], isWhole: true });
    const half = {
      ...edit,
      services: [{ ...edit.services[0]!, runSeconds: [1] }, ...edit.services.slice(1)],
    };
    expect(parseScenarioEdits([half], rail.phases)).toEqual({ edits: [], isWhole: false });
  });

  it("trains given by headway are written out", () => {
    const { edit, report } = unwrap(
      read({
        ...feed,
        "frequencies.txt": "trip_id,start_time,end_time,headway_secs\nt5,06:00:00,08:00:00,1800\n",
      }),
    );
    expect(notesOf(report).frequencies).toBe(1);
    expect(edit.services.find(({ stations }) => stations[0] === baotou)!.departures).toEqual([
      21_600, 23_400, 25_200, 27_000,
    ]);
  });

  it.each([
    ["gtfs-file", { ...feed, "stop_times.txt": undefined }, "stop_times.txt", undefined],
    ["gtfs-column", { ...feed, "routes.txt": "route_id\nR\n" }, "routes.txt", 1],
    [
      "gtfs-time",
      { ...feed, "stop_times.txt": feed["stop_times.txt"]!.replace("06:27:00", "6.27") },
      "stop_times.txt",
      2,
    ],
    [
      "gtfs-position",
      { ...feed, "stops.txt": feed["stops.txt"]!.replace("40.604", "north") },
      "stops.txt",
      4,
    ],
    ["gtfs-day", { ...feed, "calendar.txt": undefined, "calendar_dates.txt": undefined }, "calendar.txt", 1],
  ] as const)("%s is refused with the file and the record", (code, files, file, record) => {
    const kept = Object.fromEntries(
      Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const answer = read(kept);
    expect(answer).toMatchObject({ ok: false, error: { code, file, ...(record ? { record } : {}) } });
  });

  it("a feed of another place is refused", () => {
    const answer = read({
      ...feed,
      "stops.txt": feed["stops.txt"]!.replace(/^(\w+),[^,]*,[^,]*,[^,]*/gm, "$1,?,1,1").replace(
        "stop_id,?,1,1",
        "stop_id,stop_name,stop_lat,stop_lon",
      ),
    });
    expect(answer).toMatchObject({ ok: false, error: { code: "gtfs-elsewhere" } });
  });
});
