import { useEffect, useMemo, useState } from "react";
import { atlas } from "../../../geodata/catalogue.ts";
import type { Orientation, PaperSize } from "../../sheet/paperSizes.ts";
import { changeScreen, tellProblem } from "../../state/actions.ts";
import { presentBoard } from "../../state/board/openBoard.ts";
import {
  listSheetRoutes,
  type MadeSheet,
  type RouteChoice,
  type SheetOutput,
} from "../../state/page/sheetPaper.ts";
import { useAtlas } from "../../state/store.ts";
import { saveFile } from "../kit/saveFile.ts";
import { useWords } from "../speech/useWords.ts";
import { SheetFields, type SheetForm } from "./SheetFields.tsx";
import styles from "./SheetPart.module.css";
import { SheetPreview } from "./SheetPreview.tsx";
import { today } from "./sceneTexts.ts";
import { readScreenExtent } from "./screenExtent.ts";
import takeaway from "./TakeAway.module.css";
import { useTakeAwayWords } from "./takeawayWords.ts";
import { useJob } from "./useJob.tsx";
import { type SheetWish, useSheetMaker } from "./useSheetMaker.ts";

const dotsPerInch = 300;
/** Sharp on a screen of two pixels to one; the page is shown at most half as wide. */
const previewPixels = 1_600;

/** What was chosen last, for as long as the page is open. */
let remembered: Partial<SheetForm> = {};

/** The line that is selected, else the one last chosen, else the first; without any line there is no strip. */
function chooseAlong(
  routes: readonly RouteChoice[],
  { along, shown = "whole" }: Partial<SheetForm>,
): Pick<SheetForm, "along" | "shown"> {
  const { selection } = presentBoard();
  const wanted = [selection ? `${selection.dataset}/${selection.id}` : null, along];
  const found = wanted.flatMap((id) => routes.find((route) => route.id === id) ?? [])[0] ?? routes[0];
  return { along: found?.id ?? "", shown: shown === "corridor" && !found ? "whole" : shown };
}

const formatScale = (scale: number) => scale.toLocaleString("en").replaceAll(",", " ");

interface MadeFile {
  name: string;
  file: Blob;
  url: string;
  kind: "pdf" | "png";
}

/** The map on paper, to scale: what the reader chooses, the page as it will be, and the file that comes of it. */
export function SheetPart() {
  const say = useTakeAwayWords();
  const { text, language } = useWords();
  const board = useMemo(() => presentBoard(), []);
  const routes = useMemo(() => listSheetRoutes(board), [board]);
  const [form, setForm] = useState<SheetForm>(() => ({
    title: text(atlas.title),
    unitName: "",
    date: today(),
    size: "A3" as PaperSize,
    scale: "",
    orientation: "auto" as Orientation,
    ...remembered,
    ...chooseAlong(routes, remembered),
  }));
  const [page, setPage] = useState(1);
  const [made, setMade] = useState<MadeFile | null>(null);
  const { run, progress } = useJob();
  const wish: SheetWish = {
    request: {
      board,
      size: form.size,
      scale: form.scale === "" ? null : Number(form.scale),
      epsg: null,
      orientation: form.orientation,
      unitName: form.unitName.trim(),
      date: form.date.trim(),
      link: null,
      against: useAtlas.getState().screen.comparedWith,
    },
    title: form.title,
    extent: form.shown === "screen" ? readScreenExtent() : null,
    atlas: form.shown === "atlas" ? "areas" : form.shown === "corridor" ? { along: form.along } : null,
  };
  const maker = useSheetMaker(board, wish, page, previewPixels);
  useEffect(() => () => (made ? URL.revokeObjectURL(made.url) : undefined), [made]);

  const change = (part: Partial<SheetForm>) => {
    const { title: _, ...kept } = { ...form, ...part };
    remembered = kept;
    setForm({ ...form, ...part });
    setMade(null);
    setPage(1);
    if (part.shown !== undefined) maker.reset();
  };
  const make = (output: SheetOutput & { as: "pdf" | "png" }) =>
    run(async (job) => {
      setMade(null);
      const sheet = await maker.make(wish, output, job.tell);
      if (job.isStopped()) return;
      if (!sheet.ok) {
        tellProblem(sheet.error);
        return;
      }
      const { file } = sheet.value;
      if (!file) return;
      const part = output.as === "png" && sheet.value.pages > 1 ? `-${page}` : "";
      const name = `${atlas.id}-${form.date || today()}-${form.size}${part}.${output.as}`;
      setMade({ name, file, url: URL.createObjectURL(file), kind: output.as });
    });
  const busy = progress !== null;
  const shown = maker.preview?.made;
  return (
    <div className={styles.sheet}>
      <div className={styles.fields}>
        <p className={styles.facts}>{say("sheetNote")}</p>
        <SheetFields form={form} routes={routes} onChange={change} />
        <div className={takeaway.row}>
          <button
            type="button"
            className={takeaway.action}
            disabled={busy}
            onClick={() => make({ as: "pdf" })}
          >
            {say("sheetMake")}
          </button>
          <button
            type="button"
            className={takeaway.quiet}
            disabled={busy}
            onClick={() => make({ as: "png", page, dotsPerInch })}
          >
            {say("sheetPng")}
          </button>
        </div>
        {progress}
        {made && <SheetFile made={made} />}
        <p className={styles.limits}>
          {say("sheetLimits")}{" "}
          <button type="button" className={takeaway.quiet} onClick={() => void printScreen()}>
            {say("printScreen")}
          </button>
        </p>
      </div>
      <div className={styles.side}>
        {maker.preview && shown ? (
          <SheetPreview
            picture={maker.preview.picture}
            page={shown.frames[0]}
            title={form.title}
            isMovable={wish.atlas === null && shown.frames.length > 0}
            onMove={maker.move}
            onReset={maker.reset}
          />
        ) : (
          <div className={`${styles.preview} ${styles.waiting}`}>
            {maker.problem ? null : say("previewWaiting")}
          </div>
        )}
        {maker.problem && <p role="alert">{text(maker.problem)}</p>}
        {shown && shown.pages > 1 && <Pager page={page} pages={shown.pages} onChange={setPage} />}
        <p className={styles.facts} role="status" aria-busy={maker.isDrawing}>
          {shown?.frames[0] && !maker.problem && <Facts made={shown} size={form.size} />}
        </p>
        {shown && shown.absent.length > 0 && (
          <p>
            {say("sheetAbsent", {
              names: shown.absent.map((name) => text(name)).join(language === "zh" ? "、" : ", "),
            })}
          </p>
        )}
        {shown?.notes.map((note) => (
          <p key={note.code}>{text(note)}</p>
        ))}
      </div>
    </div>
  );
}

/** The older way onto paper, for what a sheet cannot draw: the map as it stands on the screen. */
async function printScreen() {
  changeScreen({ dialog: null });
  await (await import("./printSheet.ts")).printSheet();
}

function Facts({ made, size }: { made: MadeSheet; size: PaperSize }) {
  const say = useTakeAwayWords();
  const { width, height, scale, centre } = made.frames[0]!;
  return say("sheetFacts", {
    size,
    scale: formatScale(scale),
    width,
    height,
    east: centre[0].toFixed(2),
    north: centre[1].toFixed(2),
  });
}

function Pager({ page, pages, onChange }: { page: number; pages: number; onChange: (page: number) => void }) {
  const say = useTakeAwayWords();
  return (
    <div className={styles.pager}>
      <button
        type="button"
        className={takeaway.quiet}
        disabled={page <= 1}
        onClick={() => onChange(page - 1)}
      >
        {say("pageBefore")}
      </button>
      <span>{say("page", { page, total: pages })}</span>
      <button
        type="button"
        className={takeaway.quiet}
        disabled={page >= pages}
        onClick={() => onChange(page + 1)}
      >
        {say("pageAfter")}
      </button>
    </div>
  );
}

function SheetFile({ made }: { made: MadeFile }) {
  const say = useTakeAwayWords();
  return (
    <div className={takeaway.row} role="status">
      <p className={takeaway.field}>
        {say("sheetDone", { name: made.name, kilobytes: formatScale(Math.ceil(made.file.size / 1000)) })}
      </p>
      <a className={takeaway.action} href={made.url} target="_blank" rel="noreferrer">
        {say(made.kind === "pdf" ? "sheetPrint" : "sheetOpen")}
      </a>
      <button type="button" className={takeaway.quiet} onClick={() => saveFile(made.name, made.file)}>
        {say("sheetSave")}
      </button>
    </div>
  );
}
