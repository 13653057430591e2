import { expect, test } from "@playwright/test";
import { RailPlanner } from "./railPlanner.ts";

test.describe("the one-hour rail circle", () => {
  test("the promise can be judged from the screen alone", async ({ page }) => {
    const planner = new RailPlanner(page);
    await planner.opensAtlasWithoutMap();
    await planner.opensAnalysis();
    await expect(planner.cell(/呼和浩特到乌兰察布：38 分，达标/)).toBeVisible();
    await expect(planner.cell(/呼和浩特到包头：59\.8 分，达标/)).toBeVisible();
    await expect(planner.cell(/呼和浩特到鄂尔多斯：101 分，未达标/)).toBeVisible();
    await expect(planner.cell(/包头到鄂尔多斯：100 分，未达标/)).toBeVisible();
    await expect(
      planner
        .panelOfReach()
        .getByText(/^现状 2020：60 分钟内 2 对：呼和浩特—包头 59\.8 分（刚够）、呼和浩特—乌兰察布 38 分。/),
    ).toBeVisible();
    await planner.choosesPhase("实际 2025");
    await expect(
      planner.panelOfReach().getByText(/比现状 2020 新通车：集大原高铁、包银高铁。/),
    ).toBeVisible();
    await planner.choosesPhase("规划 2025");
    await expect(planner.panelOfReach().getByText("规划 2025：每条线带来什么")).toBeVisible();
    await expect(planner.panelOfReach().getByText("包头—鄂尔多斯 100→48 分").first()).toBeVisible();
    const opened = planner.panelOfReach().getByRole("row", { name: /^呼包高铁/ });
    await expect(opened.getByRole("cell")).toHaveText([/未通车/, /通车/, /未通车/, /通车/]);
    await planner.cell(/呼和浩特到鄂尔多斯：57 分，达标, 示意/).click();
    await expect(planner.parts().first()).toContainText("呼鄂城际铁路");
    expect(planner.complaints).toEqual([]);
  });

  test("a dragged origin carries its surface along and is one step back", async ({ page }) => {
    // Software rendering on a busy machine may take a second for each step of the pointer.
    const planner = new RailPlanner(page);
    await planner.opensAtlas();
    await planner.opensAnalysis();
    await planner.startsFrom("111.66, 40.83", /坐标/);
    await planner.counts("门到门");
    const before = await planner.originCoordinates().inputValue();
    await planner.drags(-160, 30, 8);
    await planner.seesAnswer();
    expect(await planner.originCoordinates().inputValue()).not.toBe(before);
    await planner.button("撤销").click();
    await expect(planner.originCoordinates()).toHaveValue(before);
    expect(planner.complaints).toEqual([]);
  });

  test("an origin moves by keys and by typed coordinates", async ({ page }) => {
    const planner = new RailPlanner(page);
    await planner.opensAtlas();
    await planner.opensAnalysis();
    await planner.startsFrom("111.5, 40.8", /坐标/);
    await planner.origin().focus();
    await planner.presses("Shift+ArrowUp");
    await expect(planner.originCoordinates()).toHaveValue(/^111\.5000, 40\.890/);
    await planner.originCoordinates().fill("110, 40");
    await planner.presses("Enter");
    await expect(planner.originCoordinates()).toHaveValue("110.0000, 40.0000");
    await planner.origin().focus();
    await planner.presses("Delete");
    await expect(planner.origin()).toHaveCount(0);
  });

  test("moving a cut-off never computes the surface again", async ({ page }) => {
    const planner = new RailPlanner(page);
    await planner.watchesQuestions();
    await planner.opensAtlasWithoutMap();
    await planner.opensAnalysis();
    await planner.startsFrom("呼和浩特东", /车站/);
    const asked = await planner.countsQuestions("reachFrame");
    const slider = planner.slider("第 2 圈，分钟");
    await slider.focus();
    for (let press = 0; press < 5; press += 1) await planner.presses("ArrowRight");
    await planner.seesAnswer();
    await expect(planner.section("覆盖人口与范围").getByRole("rowheader", { name: "65 分" })).toBeVisible();
    expect(await planner.countsQuestions("reachFrame")).toBe(asked);
    expect(await planner.countsQuestions("travelMinutes")).toBe(0);
  });

  test("every place has a way or a reason", async ({ page }) => {
    const planner = new RailPlanner(page);
    await planner.opensAtlasWithoutMap();
    await planner.opensAnalysis();
    await planner.startsFrom("呼和浩特东", /车站/);
    await planner.counts("门到门");
    await planner.asksTheWayTo("113.155, 40.965");
    await expect(planner.parts().filter({ hasText: "乘车" })).toContainText("乌兰察布");
    await expect(planner.parts().filter({ hasText: "候车" })).toHaveCount(1);
    await planner.asksTheWayTo("112.69, 40.56");
    await expect(planner.section("怎么到").getByText(/此处得不到结果/)).toContainText("水面");
    await planner.originCoordinates().fill("112.69, 40.56");
    await planner.presses("Enter");
    await expect(planner.panelOfReach().getByRole("alert")).toContainText("最近的岸");
    await planner.originCoordinates().fill("80, 30");
    await planner.presses("Enter");
    await expect(planner.panelOfReach().getByRole("alert")).toContainText("公里之外");
  });

  test("a scenario is marked, compared, and can be taken back", async ({ page }) => {
    const planner = new RailPlanner(page);
    await planner.opensAtlasWithoutMap();
    await planner.opensAnalysis();
    await planner.choosesPhase("规划 2025");
    await planner.startsFrom("呼和浩特东", /车站/);
    await planner.unfolds("情景：改一改再看");
    await planner.box(/^呼鄂城际铁路/).uncheck();
    await expect(planner.panelOfReach().getByText("情景已改动（1 处）").first()).toBeVisible();
    await expect(planner.cell(/呼和浩特到鄂尔多斯：76 分/)).toBeVisible();
    await planner.unfolds("对比 A/B");
    await planner.section("对比 A/B").getByRole("combobox").selectOption("规划 2025（未改动）");
    await planner.section("对比 A/B").getByRole("radio", { name: "90 分" }).check({ force: true });
    await expect(planner.section("对比 A/B").getByText(/90 分钟内减少/)).toBeVisible();
    await planner.button("清除全部改动").click();
    await expect(planner.cell(/呼和浩特到鄂尔多斯：57 分/)).toBeVisible();
    await planner.button("撤销").click();
    await expect(planner.panelOfReach().getByText("情景已改动（1 处）").first()).toBeVisible();
    expect(planner.complaints).toEqual([]);
  });

  test("a link is made, measured and taken back with the keyboard alone", async ({ page }) => {
    const planner = new RailPlanner(page);
    await planner.opensAtlas();
    await planner.opensAnalysis();
    await planner.unfolds("情景：改一改再看");
    await planner.button("加一条连线：选两个车站").focus();
    await planner.presses("Enter");
    await planner.typesStation("呼和浩特东", "从");
    await planner.typesStation("呼和浩特东", "到");
    await expect(planner.text("两端是同一个车站")).toBeVisible();
    await planner.typesStation("鄂尔多斯", "到");
    const length = planner.group("呼和浩特东–鄂尔多斯").getByLabel("里程，公里");
    await expect(length).toBeFocused();
    await length.fill("200");
    await planner.presses("Enter");
    await expect(planner.cell(/呼和浩特到鄂尔多斯：57 分，达标, 示意/)).toBeVisible();
    await expect(planner.legend().getByRole("button", { name: /情景新线（示意）/ })).toBeVisible();
    await planner.button(/^恢复：呼和浩特东–鄂尔多斯/).focus();
    await planner.presses("Enter");
    await expect(planner.cell(/呼和浩特到鄂尔多斯：101 分/)).toBeVisible();
    // What one works in stays unfolded.
    await expect(planner.button("加一条连线：选两个车站")).toBeVisible();
    expect(planner.complaints).toEqual([]);
  });

  test("the legend names a line of the scenario only where the map draws it", async ({ page }) => {
    const planner = new RailPlanner(page);
    await planner.opensAtlas();
    await planner.opensAnalysis();
    await planner.choosesPhase("规划 2025");
    await planner.unfolds("情景：改一改再看");
    await planner.box(/^呼鄂城际铁路/).uncheck();
    const closed = planner.legend().getByRole("button", { name: /情景中不通车/ });
    await expect(closed).toBeVisible();
    await planner.choosesPhase("现状 2020");
    await expect(closed).toHaveCount(0);
    await planner.choosesPhase("规划 2025");
    await expect(closed).toBeVisible();
  });

  test("a comparison is said in a sentence whose names lead to their places", async ({ page }) => {
    const planner = new RailPlanner(page);
    await planner.opensAtlasWithoutMap();
    await planner.opensAnalysis();
    await planner.choosesPhase("规划 2025");
    await planner.startsFrom("呼和浩特东", /车站/);
    await planner.unfolds("对比 A/B");
    await planner.section("对比 A/B").getByRole("combobox").selectOption("现状 2020");
    const sentence = planner.section("对比 A/B").getByText(/^60 分钟内新增 3 个旗县/);
    await expect(sentence).toBeVisible();
    await sentence.getByRole("button", { name: "九原区" }).click();
    await planner.seesSelected("九原区");
  });

  test("the result leaves as areas, tables and a picture, each with its method", async ({ page }) => {
    const planner = new RailPlanner(page);
    await planner.opensAtlas();
    await planner.opensAnalysis();
    await planner.startsFrom("呼和浩特东", /车站/);
    const bands = JSON.parse((await planner.takesFile("时间圈 GeoJSON")).bytes.toString("utf8"));
    expect(
      bands.features.map((band: { properties: { minutes: number } }) => band.properties.minutes),
    ).toEqual([30, 60, 90, 120]);
    expect(bands.features[1].properties.people).toBeGreaterThan(1_000_000);
    expect(bands.features[1].properties.method).toContain("示意线路");
    const units = (await planner.takesFile("旗县 CSV")).bytes.toString("utf8");
    expect(units).toContain("people_within_60_min");
    // A table stays a table: what was assumed lies in a file beside it.
    expect(units).not.toContain("method,");
    const matrix = (await planner.takesFile("矩阵 CSV")).bytes.toString("utf8");
    expect(matrix).toContain("2020,train,呼和浩特,Hohhot,乌兰察布,Ulanqab,38.4,60,true");
    const picture = await planner.takesFile("图片 PNG");
    expect(picture.bytes.subarray(1, 4).toString()).toBe("PNG");
    expect(picture.bytes.readUInt32BE(16)).toBe(2400);
    expect(planner.complaints).toEqual([]);
  });

  test("a GTFS feed becomes the trains of a phase and tells the last train home", async ({ page }) => {
    const planner = new RailPlanner(page);
    await planner.opensAtlasWithoutMap();
    await planner.opensAnalysis();
    await planner.importsTimetable("feed.zip", {
      "stops.txt":
        "stop_id,stop_name,stop_lat,stop_lon\nA,呼和浩特东站,40.8497,111.7582\nB,包头,40.604,109.831\n",
      "routes.txt": "route_id,route_type\nR,2\n",
      "trips.txt": "route_id,service_id,trip_id,trip_short_name\nR,w,t1,D1\nR,w,t2,D3\nR,w,t3,D2\n",
      "stop_times.txt":
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,07:30:00,07:30:00,A,1\nt1,08:40:00,08:40:00,B,2\nt2,19:30:00,19:30:00,A,1\nt2,20:40:00,20:40:00,B,2\nt3,21:15:00,21:15:00,B,1\nt3,22:25:00,22:25:00,A,2\n",
      "calendar_dates.txt": "service_id,date,exception_type\nw,20210115,1\n",
    });
    await expect(planner.panelOfReach().getByTestId("timetable-report")).toContainText("读入 3 列车");
    await expect(planner.departures()).toContainText("末班19:30→20:40，70 分，D3");
    await expect(planner.departures()).toContainText("返程末班21:15→22:25，70 分，D2");
    expect(planner.complaints).toEqual([]);
  });

  test("the panel is free of accessibility faults, open with a result", async ({ page }) => {
    const planner = new RailPlanner(page);
    await planner.opensAtlasWithoutMap();
    await planner.opensAnalysis();
    await planner.startsFrom("呼和浩特东", /车站/);
    expect(await planner.findsFaults('[data-testid="reach-panel"]')).toEqual([]);
  });
});
