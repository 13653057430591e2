import { Download } from "lucide-react";
import { useState } from "react";
import { atlas } from "../../../geodata/catalogue.ts";
import { standardQuery } from "../../domain/board/reachQuery.ts";
import { tellProblem } from "../../state/actions.ts";
import { buildLink } from "../../state/boardLink.ts";
import { presentBoard } from "../../state/openBoard.ts";
import { createMapPicture } from "../../state/pictures.ts";
import { nameOrigins } from "../../state/reachNotes.ts";
import { loadBandPolygons, loadMatrices } from "../../state/reachTakeaway.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../frame/IconButton.tsx";
import { saveFile } from "../saveFile.ts";
import styles from "./ReachPanel.module.css";
import { buildBandsFile, buildMatrixCsv, buildUnitsCsv, type ResultNote } from "./reachExports.ts";
import { Section } from "./Section.tsx";
import { useReachView } from "./useReachView.ts";
import { useReachWords } from "./useReachWords.ts";

/** Takes the result away: areas, units, matrix, picture, each with the method. */
export function Exports() {
  const { word, text, language } = useReachWords();
  const board = useAtlas((state) => state.board);
  const view = useReachView();
  const [isBusy, setBusy] = useState(false);
  const query = board.reach ?? standardQuery;
  const hasResult = view.surface !== null && view.summary !== null && !view.isStale;
  const note = (): ResultNote => ({
    phase: board.phase,
    definition: query.definition,
    trains: query.trains,
    origins: nameOrigins(query, language),
    combine: query.combine,
    network: view.surface?.version ?? "",
    scenarioEdits: board.scenario?.length ?? 0,
    method: view.surface ? text(view.surface.method) : "",
  });
  const fileName = (what: string, kind: string) => `${atlas.id}-${what}-${board.phase}.${kind}`;
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } finally {
      setBusy(false);
    }
  };
  const saveText = (name: string, kind: string, content: string) =>
    saveFile(name, new Blob([content], { type: kind }));

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
        buildUnitsCsv(view.summary, [datasets.units, datasets["statistical-zones"]], note()),
      );
  };
  const exportMatrix = () =>
    during(async () => {
      const matrices = await loadMatrices();
      if (!matrices.ok) tellProblem(matrices.error);
      else saveText(fileName("rail-matrix", "csv"), "text/csv", buildMatrixCsv(matrices.value, note()));
    });
  const exportPicture = () =>
    during(async () => {
      const { viewport } = useAtlas.getState();
      const link = await buildLink();
      const title = `${word("reachTitle")} · ${nameOrigins(query, language).join(language === "zh" ? "、" : ", ")}`;
      const picture = await createMapPicture({
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
      if (picture.ok) saveFile(fileName("reach", "png"), picture.value);
      else tellProblem(picture.error);
    });

  return (
    <Section title={word("exports")}>
      <div className={styles.row}>
        <IconButton
          icon={Download}
          labelled
          name={word("exportBands")}
          disabled={!hasResult || isBusy}
          onClick={exportBands}
        />
        <IconButton
          icon={Download}
          labelled
          name={word("exportUnits")}
          disabled={!hasResult || isBusy}
          onClick={exportUnits}
        />
        <IconButton
          icon={Download}
          labelled
          name={word("exportMatrix")}
          disabled={isBusy}
          onClick={exportMatrix}
        />
        <IconButton
          icon={Download}
          labelled
          name={word("exportPicture")}
          disabled={!hasResult || isBusy}
          onClick={exportPicture}
        />
      </div>
      <p className={styles.note} role="status">
        {isBusy ? word("exporting") : view.isStale ? word("exportWaits") : ""}
      </p>
    </Section>
  );
}
