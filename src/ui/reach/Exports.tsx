import { Download } from "lucide-react";
import { useState } from "react";
import { atlas } from "../../../geodata/catalogue.ts";
import { roles } from "../../../geodata/roles.ts";
import type { Board, Language } from "../../domain/board/board.ts";
import { standardQuery } from "../../domain/board/reachQuery.ts";
import { hashScenario } from "../../domain/rail/editRail.ts";
import { tellProblem } from "../../state/actions.ts";
import { buildLink } from "../../state/board/boardLink.ts";
import { presentBoard } from "../../state/board/openBoard.ts";
import { createMapPicture } from "../../state/page/pictures.ts";
import { nameOrigins } from "../../state/reach/reachNotes.ts";
import { loadBandPolygons, loadMatrices } from "../../state/reach/reachTakeaway.ts";
import type { ReachView } from "../../state/reach/reachView.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Section } from "../kit/Section.tsx";
import { saveFile } from "../kit/saveFile.ts";
import styles from "./ReachPanel.module.css";
import {
  buildBandsFile,
  buildMatrixCsv,
  buildNoteFile,
  buildUnitsCsv,
  type ResultNote,
} from "./reachExports.ts";
import { useReachView } from "./useReachView.ts";
import { useReachWords } from "./useReachWords.ts";

const saveText = (name: string, kind: string, content: string) =>
  saveFile(name, new Blob([content], { type: kind }));

/** What a result was found by, written beside or into its file. */
function buildNote(board: Board, { surface }: ReachView, language: Language): ResultNote {
  const query = board.reach ?? standardQuery;
  return {
    phase: board.phase,
    definition: query.definition,
    trains: query.trains,
    origins: nameOrigins(query, language),
    combine: query.combine,
    network: surface?.version ?? "",
    scenarioEdits: board.scenario?.length ?? 0,
    scenario: hashScenario(board.scenario ?? []),
    method: surface ? surface.method[language] : "",
  };
}

/** The map as the screen shows it, on a sheet with its legend. */
async function drawScreen(title: string) {
  const { viewport } = useAtlas.getState();
  const link = await buildLink();
  return createMapPicture({
    board: presentBoard(),
    view: viewport
      ? { camera: viewport.camera, screenWidth: innerWidth, screenHeight: innerHeight }
      : { frame: [...atlas.bbox], pitch: 0, bearing: 0 },
    widthPixels: 2400,
    heightPixels: 1600,
    pixelRatio: 2,
    highlights: [],
    format: "png",
    parts: "sheet",
    title,
    notes: [],
    link: link.ok ? link.value : null,
  });
}

/** Takes the result away: areas, units, matrix, picture, each with the method. */
export function Exports() {
  const { word, language } = useReachWords();
  const board = useAtlas((state) => state.board);
  const view = useReachView();
  const [isBusy, setBusy] = useState(false);
  const hasResult = view.surface !== null && view.summary !== null && !view.isStale;
  const scenario = hashScenario(board.scenario ?? []);
  const note = () => buildNote(board, view, language);
  const fileName = (what: string, kind: string) =>
    `${atlas.id}-${what}-${board.phase}${scenario === "" ? "" : `-scenario-${scenario}`}.${kind}`;
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } finally {
      setBusy(false);
    }
  };
  const exportBands = () =>
    during(async () => {
      const bands = await loadBandPolygons();
      if (!bands.ok) tellProblem(bands.error);
      else if (view.summary)
        saveText(
          fileName("reach", "geojson"),
          "application/geo+json",
          `${JSON.stringify(buildBandsFile(bands.value, view.summary, note()))}\n`,
        );
    });
  const exportUnits = () => {
    const { datasets } = useAtlas.getState();
    if (view.summary)
      saveText(
        fileName("reach-units", "csv"),
        "text/csv",
        buildUnitsCsv(
          view.summary,
          [roles.units, roles.statisticalZones].flatMap((id) => (id && datasets[id]) || []),
          note(),
        ),
      );
    // The parameters lie beside the table, so that it stays one.
    if (view.summary) saveText(fileName("reach-units", "json"), "application/json", buildNoteFile(note()));
  };
  const exportMatrix = () =>
    during(async () => {
      const matrices = await loadMatrices();
      if (!matrices.ok) tellProblem(matrices.error);
      else {
        saveText(fileName("rail-matrix", "csv"), "text/csv", buildMatrixCsv(matrices.value, note()));
        saveText(fileName("rail-matrix", "json"), "application/json", buildNoteFile(note()));
      }
    });
  const exportPicture = () =>
    during(async () => {
      const mark = scenario === "" ? "" : ` · ${word("scenarioMark", { hash: scenario })}`;
      const names = nameOrigins(board.reach ?? standardQuery, language);
      const title = `${word("reachTitle")} · ${names.join(language === "zh" ? "、" : ", ")}${mark}`;
      const picture = await drawScreen(title);
      if (picture.ok) saveFile(fileName("reach", "png"), picture.value);
      else tellProblem(picture.error);
    });

  const choices = [
    { name: "exportBands", isReady: hasResult, save: exportBands },
    { name: "exportUnits", isReady: hasResult, save: exportUnits },
    { name: "exportMatrix", isReady: true, save: exportMatrix },
    { name: "exportPicture", isReady: hasResult, save: exportPicture },
  ] as const;
  return (
    <Section title={word("exports")}>
      <div className={styles.row}>
        {choices.map(({ name, isReady, save }) => (
          <IconButton
            key={name}
            icon={Download}
            labelled
            name={word(name)}
            disabled={!isReady || isBusy}
            onClick={save}
          />
        ))}
      </div>
      <p className={styles.note} role="status">
        {isBusy ? word("exporting") : view.isStale ? word("exportWaits") : ""}
      </p>
    </Section>
  );
}
