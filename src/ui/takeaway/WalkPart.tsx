import { CodeXml, Image } from "lucide-react";
import { useEffect, useState } from "react";
import { atlas } from "../../../geodata/catalogue.ts";
import type { Language } from "../../domain/board/board.ts";
import type { Result } from "../../domain/result.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import { tell, tellProblem } from "../../state/actions.ts";
import { useAddress } from "../../state/page/takeaway.ts";
import { useAtlas } from "../../state/store.ts";
import { ensureWalk } from "../../state/walk/openWalk.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { Choice } from "../kit/Choice.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { saveFile } from "../kit/saveFile.ts";
import { useWords } from "../speech/useWords.ts";
import { AddressField } from "./AddressField.tsx";
import { drawEach, drawHandout, type Handout, type Job, readScenes } from "./drawScenes.ts";
import { HandoutPaper } from "./HandoutPaper.tsx";
import type { VideoPace } from "./makeVideo.ts";
import { Paper, type PaperSize } from "./Paper.tsx";
import { findSlideLook, SlideLookFields } from "./SlideLookFields.tsx";
import { today } from "./sceneTexts.ts";
import styles from "./TakeAway.module.css";
import { buildTakeAwaySpeech, useTakeAwayWords } from "./takeawayWords.ts";
import { useJob } from "./useJob.tsx";

interface SceneListProps {
  walk: Walk;
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
  onPicture: (scene: Scene) => void;
  onPage: (scene: Scene) => void;
  busy: boolean;
}

function SceneList({ walk, chosen, onChoose, onPicture, onPage, busy }: SceneListProps) {
  const say = useTakeAwayWords();
  const { text } = useWords();
  const toggle = (id: string) =>
    onChoose(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <>
      <div className={styles.row}>
        <p>{say("chosen", { count: chosen.length, total: walk.scenes.length })}</p>
        <span>
          <button
            type="button"
            className={styles.quiet}
            onClick={() => onChoose(walk.scenes.map((s) => s.id))}
          >
            {say("all")}
          </button>
          {walk.routes.map((route) => (
            <button
              key={route.id}
              type="button"
              className={styles.quiet}
              aria-label={say("chooseRoute", { title: text(route.title) })}
              onClick={() =>
                onChoose(walk.scenes.filter((s) => !s.hidden && s.routes.includes(route.id)).map((s) => s.id))
              }
            >
              {text(route.title)}
            </button>
          ))}
          <button type="button" className={styles.quiet} onClick={() => onChoose([])}>
            {say("none")}
          </button>
        </span>
      </div>
      <ol className={styles.scenes}>
        {walk.scenes.map((scene, index) => (
          <li key={scene.id}>
            <label className={styles.check}>
              <input type="checkbox" checked={chosen.includes(scene.id)} onChange={() => toggle(scene.id)} />
              <span>
                {index + 1}. {text(scene.title).replace(/\{\{[^}]*\}\}/g, "…")}
              </span>
            </label>
            <IconButton
              icon={Image}
              name={say("saveSceneNamed", { title: text(scene.title) })}
              disabled={busy}
              onClick={() => onPicture(scene)}
            />
            <IconButton
              icon={CodeXml}
              name={say("saveScenePageNamed", { title: text(scene.title) })}
              disabled={busy}
              onClick={() => onPage(scene)}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

/** The archive packs the built release, which a page opened from a disk or under development has not. */
const canArchive = import.meta.env.PROD && /^https?:$/.test(location.protocol);

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1);

/** Hands a made file over and says so; or says why there is none. */
function deliver(name: string, made: Result<Blob>) {
  if (!made.ok) {
    tellProblem(made.error);
    return;
  }
  saveFile(name, made.value);
  const fill = { name, size: megabytes(made.value.size) };
  tell("information", {
    zh: buildTakeAwaySpeech("zh")("saved", fill),
    en: buildTakeAwaySpeech("en")("saved", fill),
  });
}

async function savePicture(walk: Walk, scene: Scene, language: Language, address: string | null, job: Job) {
  const scenes = await readScenes(walk, [scene.id], language, address);
  if (!scenes.ok) {
    tellProblem(scenes.error);
    return;
  }
  const drawn = await drawEach(scenes.value, job, (maker, { scene: ready, source, link }) =>
    maker.drawSheet({
      ...source,
      widthPixels: 3840,
      heightPixels: 2160,
      pixelRatio: 2.4,
      format: "png",
      title: ready.title,
      notes: [],
      link,
      parts: "sheet",
    }),
  );
  deliver(`${atlas.id}-${scene.id}-4k.png`, drawn.ok ? { ok: true, value: drawn.value[0]!.image } : drawn);
}

/** What can be taken of the open walk: handout, slides, archive, and each scene as a picture. */
export function WalkPart() {
  const say = useTakeAwayWords();
  const { language } = useWords();
  const walk = useWalk((state) => state.walk);
  const loading = useWalk((state) => state.walkLoading);
  const hasMap = useAtlas((state) => state.mapStatus.kind !== "unavailable");
  const [unchosen, setUnchosen] = useState<readonly string[]>([]);
  const [withNotes, setWithNotes] = useState(false);
  const strokes = useWalk((state) => state.strokes);
  const [withInk, setWithInk] = useState(false);
  const [paper, setPaper] = useState<PaperSize>("a4");
  const [languages, setLanguages] = useState<"here" | "both">("here");
  const [handout, setHandout] = useState<(Handout & { language: Language }) | null>(null);
  const [look, setLook] = useState(findSlideLook);
  const [pace, setPace] = useState<VideoPace>("read");
  const { address, isGood } = useAddress();
  const { run, progress } = useJob();
  useEffect(() => void ensureWalk(), []);
  if (!walk)
    return (
      <p className={styles.part}>
        {loading.kind === "failed"
          ? say("walkFailed", { reason: loading.problem[language] })
          : say("walkLoading")}
      </p>
    );
  if (walk.scenes.length === 0) return <p className={styles.part}>{say("walkEmpty")}</p>;
  const chosen = walk.scenes.map((scene) => scene.id).filter((id) => !unchosen.includes(id));
  const link = isGood ? address : null;
  const busy = progress !== null;
  const cannot = busy || chosen.length === 0 || !hasMap;
  const printHandout = () =>
    run(async (job) => {
      setHandout(null);
      const drawn = await drawHandout(walk, chosen, language, link, paper, job);
      if (!drawn.ok) tellProblem(drawn.error);
      else setHandout({ ...drawn.value, language });
    });
  const saveSlides = () =>
    run(async (job) => {
      const { makeSlides } = await import("./makeSlides.ts");
      deliver(`${atlas.id}-${walk.id}-${today()}.pptx`, await makeSlides(walk, chosen, language, job, look));
    });
  const saveVideo = () =>
    run(async (job) => {
      const { makeVideo, nameVideo } = await import("./makeVideo.ts");
      const made = await makeVideo(walk, chosen, language, pace, job);
      const name = nameVideo(walk, today());
      if (made.ok) deliver(`${name}.${made.value.extension}`, { ok: true, value: made.value.blob });
      else deliver(name, made);
    });
  const saveArchive = () =>
    run(async (job) => {
      const { makeArchive } = await import("./makeArchive.ts");
      const both: Language[] = languages === "both" ? ["zh", "en"] : [language];
      deliver(`${atlas.id}-${walk.id}-${today()}.zip`, await makeArchive(walk, chosen, both, job));
    });
  return (
    <div className={styles.part}>
      <SceneList
        walk={walk}
        chosen={chosen}
        onChoose={(next) =>
          setUnchosen(walk.scenes.map((scene) => scene.id).filter((id) => !next.includes(id)))
        }
        onPicture={(scene) => run((job) => savePicture(walk, scene, language, link, job))}
        onPage={(scene) =>
          run(async (job) => {
            const { makeScenePage } = await import("./makeScenePage.ts");
            deliver(`${atlas.id}-${scene.id}.html`, await makeScenePage(walk, scene.id, language, link, job));
          })
        }
        busy={busy || !hasMap}
      />
      {progress}
      <div className={styles.product}>
        <h3>{say("handout")}</h3>
        <p>{say("handoutNote")}</p>
        <AddressField />
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={withNotes}
            onChange={(event) => setWithNotes(event.target.checked)}
          />
          <span>{say("withNotes")}</span>
        </label>
        {strokes.length > 0 && (
          <label className={styles.check}>
            <input type="checkbox" checked={withInk} onChange={(event) => setWithInk(event.target.checked)} />
            <span>{say("withInk")}</span>
          </label>
        )}
        <div className={styles.row}>
          <Choice
            name={say("paper")}
            options={[
              { id: "a4" as PaperSize, title: "A4" },
              { id: "a3" as PaperSize, title: "A3" },
            ]}
            value={paper}
            onChange={setPaper}
          />
          <button type="button" className={styles.action} disabled={cannot} onClick={printHandout}>
            {say("printHandout")}
          </button>
        </div>
      </div>
      <div className={styles.product}>
        <h3>{say("slides")}</h3>
        <SlideLookFields look={look} onChange={setLook} />
        <div className={styles.row}>
          <p>{say("slidesNote")}</p>
          <button type="button" className={styles.action} disabled={cannot} onClick={saveSlides}>
            {say("saveSlides")}
          </button>
        </div>
      </div>
      <div className={styles.product}>
        <h3>{say("video")}</h3>
        <p>{say("videoNote")}</p>
        <div className={styles.row}>
          <Choice
            name={say("videoPace")}
            options={[
              { id: "read" as VideoPace, title: say("videoRead") },
              { id: "told" as VideoPace, title: say("videoTold") },
            ]}
            value={pace}
            onChange={setPace}
          />
          <button type="button" className={styles.action} disabled={cannot} onClick={saveVideo}>
            {say("saveVideo")}
          </button>
        </div>
      </div>
      {canArchive && (
        <div className={styles.product}>
          <h3>{say("archive")}</h3>
          <p>{say("archiveNote")}</p>
          <div className={styles.row}>
            <Choice
              name={say("archiveLanguages")}
              options={[
                { id: "here", title: say("languageHere") },
                { id: "both", title: say("languageBoth") },
              ]}
              value={languages}
              onChange={setLanguages}
            />
            <button type="button" className={styles.action} disabled={cannot} onClick={saveArchive}>
              {say("saveArchive")}
            </button>
          </div>
        </div>
      )}
      {handout && (
        <Paper
          key={handout.scenes[0]?.scene.id}
          size={paper}
          language={handout.language}
          onReady={() => print()}
        >
          <HandoutPaper
            handout={handout}
            walk={walk}
            language={handout.language}
            withNotes={withNotes}
            ink={withInk ? strokes : []}
            address={link}
          />
        </Paper>
      )}
    </div>
  );
}
