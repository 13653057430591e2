import { atlas, baseTiles, datasets } from "../../../geodata/catalogue.ts";
import { sayCredit } from "../../../geodata/credits.ts";
import type { Language } from "../../domain/board/board.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { HandoutFigure, HandoutScene } from "../../domain/walk/handout.ts";
import type { MapPicture } from "../../state/page/pictures.ts";
import type { GroundStroke } from "../../state/walk/walk.ts";
import type { PaperPicture } from "./drawScenes.ts";
import styles from "./Paper.module.css";
import { PaperCode, PaperLegend, PaperMap } from "./PaperMap.tsx";
import { tabulateFigure, writeClauses, writeFoot, writeNumberNotes, writePhase } from "./sceneTexts.ts";
import { buildTakeAwaySpeech } from "./takeawayWords.ts";

/** Where a page stands among all. */
export interface PageNumber {
  page: number;
  total: number;
  language: Language;
}

function PageFoot({ page, total, language, foot }: PageNumber & { foot: string }) {
  const say = buildTakeAwaySpeech(language);
  return (
    <footer className={styles.foot}>
      <p>{foot}</p>
      <p className={styles.number}>{say("page", { page, total })}</p>
    </footer>
  );
}

/** A scene and the page it is on. */
export interface ContentsRow {
  scene: HandoutScene;
  page: number;
}

function Contents({ rows }: { rows: readonly ContentsRow[] }) {
  return rows.map(({ scene, page }, index) => (
    <div key={scene.id} className={styles.contentsRow}>
      {scene.chapter !== rows[index - 1]?.scene.chapter && <h3>{scene.chapterTitle}</h3>}
      <p>
        <span>{scene.title}</span>
        <span>{page}</span>
      </p>
    </div>
  ));
}

interface CoverProps extends PageNumber {
  title: string;
  date: string;
  sceneCount: number;
  picture: MapPicture | null;
  link: string | null;
  /** A short list of scenes stands on the cover; a long one has pages of its own. */
  rows: ContentsRow[];
}

export function CoverPage({ title, date, sceneCount, picture, link, rows, ...number }: CoverProps) {
  const { language } = number;
  const say = buildTakeAwaySpeech(language);
  return (
    <section className={`${styles.page} ${styles.cover}`}>
      <header>
        <p className={styles.lead}>{atlas.title[language]}</p>
        <h1>{title}</h1>
        <p className={styles.lead}>
          {say("sceneCount", { count: sceneCount })} · {say("printedOn")} {date}
        </p>
      </header>
      {picture && <PaperMap picture={picture} title={title} language={language} />}
      <div className={styles.coverSide}>
        <div>
          <p className={styles.disclaimer}>{atlas.disclaimer[language]}</p>
          <Contents rows={rows} />
        </div>
        <PaperCode link={link}>{say("openMap")}</PaperCode>
      </div>
      <PageFoot {...number} foot={writeFoot(picture, language)} />
    </section>
  );
}

interface ContentsProps extends PageNumber {
  rows: ContentsRow[];
}

export function ContentsPage({ rows, ...number }: ContentsProps) {
  const say = buildTakeAwaySpeech(number.language);
  return (
    <section className={`${styles.page} ${styles.plain}`}>
      <h2 className={styles.title}>{say("contents")}</h2>
      <div className={styles.columns} data-fit="">
        <Contents rows={rows} />
      </div>
      <PageFoot {...number} foot={writeFoot(null, number.language)} />
    </section>
  );
}

function PaperFigure({ figure, language }: { figure: HandoutFigure; language: Language }) {
  const mark = (changed: boolean) => (changed ? " ※" : "");
  if (figure.kind === "status") {
    const [head, ...rows] = tabulateFigure(figure, language).rows;
    return (
      <table className={styles.table}>
        <caption>{figure.title}</caption>
        <thead>
          <tr>
            {head!.map((cell, index) => (
              <th key={index === 0 ? "row" : cell}>{cell}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, ...cells]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {cells.map((cell, index) => (
                <td
                  key={figure.phases[index]}
                  data-status={figure.rows.find((row) => row.label === label)?.statuses[index]}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  return (
    <div className={styles.figure}>
      {figure.title !== "" && <h3>{figure.title}</h3>}
      {figure.kind === "figures"
        ? figure.entries.map(({ label, value, changed }) => (
            <p key={label} className={styles.entry}>
              <strong>
                {value}
                {mark(changed)}
              </strong>
              <span>{label}</span>
            </p>
          ))
        : null}
      {figure.kind === "bars" && (
        <div className={styles.bars}>
          {figure.bars.map(({ label, value, share, strong, changed }) => (
            <p key={label}>
              <span>{label}</span>
              <span className={styles.track}>
                <i className={strong ? styles.strong : ""} style={{ width: `${share * 100}%` }} />
                {figure.target && <b style={{ left: `${figure.target.share * 100}%` }} />}
              </span>
              <span>
                {value}
                {mark(changed)}
              </span>
            </p>
          ))}
        </div>
      )}
      {figure.kind === "bars" && figure.target && <p className={styles.target}>┆ {figure.target.label}</p>}
    </div>
  );
}

interface SceneProps extends PageNumber {
  scene: HandoutScene;
  picture: PaperPicture | null;
  /** Phase of the map that its own is seen beside. */
  phaseBefore: string | undefined;
  link: string | null;
  withNotes: boolean;
  ink: readonly GroundStroke[];
}

/** A scene's map, or the two it sets against each other, each under its phase. */
function SceneMaps({
  picture: { map, before },
  phaseBefore,
  scene,
  ink,
  language,
}: Pick<SceneProps, "phaseBefore" | "scene" | "ink" | "language"> & { picture: PaperPicture }) {
  const { title, phase } = scene;
  if (!before || phaseBefore === undefined)
    return <PaperMap picture={map} title={title} language={language} ink={ink} />;
  const sides = [
    { picture: before, phase: phaseBefore },
    { picture: map, phase },
  ];
  return (
    <div className={styles.sides}>
      {sides.map((side, index) => {
        const said = writePhase(side.phase, language);
        return (
          <div key={index === 0 ? "before" : "after"}>
            <p>{said}</p>
            <PaperMap picture={side.picture} title={`${title} · ${said}`} language={language} ink={ink} />
          </div>
        );
      })}
    </div>
  );
}

export function ScenePage({ scene, picture, phaseBefore, link, withNotes, ink, ...number }: SceneProps) {
  const { language } = number;
  const say = buildTakeAwaySpeech(language);
  return (
    <section className={`${styles.page} ${styles.scene}`}>
      <header className={styles.head}>
        <p className={styles.lead}>
          {say("scene", { number: scene.number })} · {scene.chapterTitle} · {writeClauses(scene, language)}
        </p>
        <h2 className={styles.title}>{scene.title}</h2>
        <p className={styles.phase}>{writePhase(scene.phase, language)}</p>
      </header>
      <div className={styles.main}>
        {picture && (
          <SceneMaps
            picture={picture}
            phaseBefore={phaseBefore}
            scene={scene}
            ink={ink}
            language={language}
          />
        )}
        {picture && <PaperLegend picture={picture.map} language={language} />}
      </div>
      <div className={styles.side}>
        <div className={styles.text} data-fit="">
          {scene.narration.map((runs, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name and never move
            <p key={index}>{runs.map((run) => (run.changed ? `${run.text} ※` : run.text)).join("")}</p>
          ))}
          {scene.figures.map((figure) => (
            <PaperFigure key={`${figure.kind} ${figure.title}`} figure={figure} language={language} />
          ))}
          {withNotes && scene.notes.length > 0 && (
            <div className={styles.notes}>
              <h3>{say("notes")}</h3>
              {scene.notes.map((note) => (
                <p key={note}>{note}</p>
              ))}
            </div>
          )}
          {writeNumberNotes(scene, language).map((note) => (
            <p key={note} className={styles.small}>
              {note}
            </p>
          ))}
        </div>
        <PaperCode link={link}>{say("openHere")}</PaperCode>
      </div>
      <PageFoot {...number} foot={writeFoot(picture?.map ?? null, language)} />
    </section>
  );
}

interface MapPageProps {
  title: string;
  phase: string;
  note: Bilingual | undefined;
  picture: MapPicture;
  link: string | null;
  language: Language;
}

/** One map on one page. */
export function MapPage({ title, phase, note, picture, link, language }: MapPageProps) {
  const say = buildTakeAwaySpeech(language);
  return (
    <section className={`${styles.page} ${styles.single}`}>
      <header className={styles.head}>
        <p className={styles.lead}>{note?.[language]}</p>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.phase}>{writePhase(phase, language)}</p>
      </header>
      <PaperMap picture={picture} title={title} language={language} />
      <div className={styles.below}>
        <PaperLegend picture={picture} language={language} />
        <PaperCode link={link}>{say("openMap")}</PaperCode>
      </div>
      <footer className={styles.foot}>
        <p>{writeFoot(picture, language)}</p>
      </footer>
    </section>
  );
}

export function SourcesPage(number: PageNumber) {
  const { language } = number;
  const say = buildTakeAwaySpeech(language);
  return (
    <section className={`${styles.page} ${styles.plain}`}>
      <h2 className={styles.title}>{say("sourcesTitle")}</h2>
      <div className={styles.columns} data-fit="">
        {[baseTiles, ...datasets].map((record) => (
          <p key={record.id} className={styles.source}>
            <strong>{record.title[language]}</strong> {sayCredit(record.publisher, language)} ·{" "}
            {record.licence} · {record.date}
          </p>
        ))}
      </div>
      <PageFoot {...number} foot={atlas.disclaimer[language]} />
    </section>
  );
}
