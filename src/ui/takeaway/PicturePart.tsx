import { useState } from "react";
import { atlas } from "../../../geodata/catalogue.ts";
import { phases } from "../../../geodata/plan/phases.ts";
import { findFrame } from "../../domain/walk/fitCamera.ts";
import { tellProblem } from "../../state/actions.ts";
import { presentBoard } from "../../state/board/openBoard.ts";
import {
  type MapPicture,
  openPictures,
  type PictureMaker,
  type PictureView,
} from "../../state/page/pictures.ts";
import { buildLinkAt, useAddress } from "../../state/page/takeaway.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import { saveFile } from "../kit/saveFile.ts";
import { useWords } from "../speech/useWords.ts";
import { AddressField } from "./AddressField.tsx";
import { fullPageSizes, type Job } from "./drawScenes.ts";
import { MapPage } from "./HandoutPages.tsx";
import { Paper, type PaperSize } from "./Paper.tsx";
import { today } from "./sceneTexts.ts";
import styles from "./TakeAway.module.css";
import { useTakeAwayWords } from "./takeawayWords.ts";
import { useJob } from "./useJob.tsx";

const sizes = [
  { id: "screen", word: "sizeScreen", widthPixels: 1920, heightPixels: 1080, pixelRatio: 1.2 },
  { id: "4k", word: "size4k", widthPixels: 3840, heightPixels: 2160, pixelRatio: 2.4 },
  { id: "a4", word: "sizeA4", widthPixels: 3508, heightPixels: 2480, pixelRatio: 2.7 },
  { id: "a3", word: "sizeA3", widthPixels: 4961, heightPixels: 3508, pixelRatio: 3.1 },
] as const;

/** What the screen shows, as a picture's source. */
function readScreen() {
  const board = presentBoard();
  const stage = document.getElementById("stage");
  const camera = board.camera ?? { longitude: 0, latitude: 0, zoom: 1, bearing: 0, pitch: 0 };
  const width = stage?.clientWidth ?? innerWidth;
  const height = stage?.clientHeight ?? innerHeight;
  const isPlain = Math.abs(camera.bearing) < 0.5 && camera.pitch < 0.5;
  // What lies under the panels is not what the reader is looking at.
  const view: PictureView = isPlain
    ? {
        frame: findFrame(camera, { width, height, padding: useAtlas.getState().padding }),
        pitch: 0,
        bearing: 0,
      }
    : { camera, screenWidth: width, screenHeight: height };
  return { board, view, highlights: board.selection ? [board.selection] : [] };
}

/** Opens a maker of pictures for one piece of work and closes it whatever comes of it. */
async function withPictures(job: Job, use: (maker: PictureMaker) => Promise<void>) {
  job.tell(1, 1);
  const maker = await openPictures();
  if (!maker.ok) {
    tellProblem(maker.error);
    return;
  }
  try {
    await use(maker.value);
  } finally {
    maker.value.close();
  }
}

/** The present picture as a file or on one page. */
export function PicturePart() {
  const say = useTakeAwayWords();
  const { text, language } = useWords();
  const hasMap = useAtlas((state) => state.mapStatus.kind !== "unavailable");
  const [title, setTitle] = useState<string>(text(atlas.title));
  const [size, setSize] = useState<string>("4k");
  const [paper, setPaper] = useState<PaperSize>("a4");
  const [withCode, setWithCode] = useState(true);
  const [page, setPage] = useState<{ picture: MapPicture; link: string | null } | null>(null);
  const { address, isGood } = useAddress();
  const { run, progress } = useJob();

  const readLinked = () => {
    const source = readScreen();
    const link = withCode && isGood ? buildLinkAt(address, source) : null;
    return { source, link: link?.ok ? link.value : null };
  };
  const draw = (use: (maker: PictureMaker) => Promise<void>) => run((job) => withPictures(job, use));
  const save = () =>
    draw(async (maker) => {
      const chosen = sizes.find((other) => other.id === size) ?? sizes[1];
      const { source, link } = readLinked();
      const { widthPixels, heightPixels, pixelRatio } = chosen;
      const sheet = await maker.drawSheet({
        ...source,
        widthPixels,
        heightPixels,
        pixelRatio,
        format: "png",
        title,
        notes: [],
        link,
        parts: "sheet",
      });
      if (!sheet.ok) tellProblem(sheet.error);
      else saveFile(`${atlas.id}-${today()}-${widthPixels}x${heightPixels}.png`, sheet.value.image);
    });
  const printMap = () =>
    draw(async (maker) => {
      const { source, link } = readLinked();
      const board = { ...source.board, theme: "paper" as const };
      const picture = await maker.drawMap({ ...source, board, ...fullPageSizes[paper] });
      if (!picture.ok) tellProblem(picture.error);
      else setPage({ picture: picture.value, link });
    });
  const phase = useAtlas((state) => state.board.phase);
  const busy = progress !== null;
  return (
    <div className={styles.part}>
      <label className={styles.field}>
        <span>{say("pictureTitle")}</span>
        <input type="text" maxLength={80} value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <label className={styles.check}>
        <input type="checkbox" checked={withCode} onChange={(event) => setWithCode(event.target.checked)} />
        <span>{say("withCode")}</span>
      </label>
      {withCode && <AddressField />}
      <div className={styles.row}>
        <label className={styles.field}>
          <span>{say("pictureSize")}</span>
          <select value={size} onChange={(event) => setSize(event.target.value)}>
            {sizes.map(({ id, word }) => (
              <option key={id} value={id}>
                {say(word)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className={styles.action} disabled={busy || !hasMap} onClick={save}>
          {say("savePicture")}
        </button>
      </div>
      <div className={styles.row}>
        <div className={styles.field}>
          <span>{say("paper")}</span>
          <Choice
            name={say("paper")}
            options={[
              { id: "a4" as PaperSize, title: "A4" },
              { id: "a3" as PaperSize, title: "A3" },
            ]}
            value={paper}
            onChange={setPaper}
          />
        </div>
        <button type="button" className={styles.action} disabled={busy || !hasMap} onClick={printMap}>
          {say("printMap")}
        </button>
      </div>
      {progress}
      {page && (
        <Paper key={page.link} size={paper} language={language} onReady={() => print()}>
          <MapPage
            title={title}
            phase={phase}
            note={phases.find((other) => other.id === phase)?.note}
            picture={page.picture}
            link={page.link}
            language={language}
          />
        </Paper>
      )}
    </div>
  );
}
