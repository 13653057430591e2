import { useEffect, useRef, useState } from "react";
import { atlas } from "../../../geodata/catalogue.ts";
import type { Language } from "../../domain/board/board.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import { setLanguage } from "../../state/actions.ts";
import { loadAllDatasets } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { loadWalkRail } from "../../state/walk/loadWalkRail.ts";
import type { NumberStates } from "../../state/walk/numbers.ts";
import { ensureWalk } from "../../state/walk/openWalk.ts";
import { createPictureShelf, type PictureShelf } from "../../state/walk/scenePictures.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { describeScene } from "./describeScene.ts";
import { NarrationText } from "./NarrationText.tsx";
import styles from "./Reading.module.css";
import { findReadingPlace, keepReadingPlace } from "./readingPlace.ts";
import { SceneFigure } from "./SceneFigure.tsx";
import { ScenePictureLink } from "./ScenePictureLink.tsx";
import { useWalkNumbers } from "./useNumbers.ts";
import { useWalkWords } from "./walkWords.ts";
import { writeClause } from "./writeClause.ts";

function Picture({ scene }: { scene: Scene }) {
  const { say, language } = useWalkWords();
  const datasets = useAtlas((state) => state.datasets);
  const described = describeScene(scene, datasets, language);
  const separator = say("separator");
  const colon = language === "zh" ? "：" : ": ";
  return (
    <section className={styles.picture} aria-label={say("readMap")}>
      <h4>{say("readMap")}</h4>
      <p>{described.place}</p>
      <ul>
        {described.layers.map((layer) => (
          <li key={layer.title}>
            <strong>{say("count", { name: layer.title, count: layer.count })}</strong>
            {layer.names.length > 0 &&
              `${colon}${layer.names.join(separator)}${layer.count > layer.names.length ? " …" : ""}`}
          </li>
        ))}
      </ul>
      {described.lit.length > 0 && <p>{say("pictureLit", { list: described.lit.join(separator) })}</p>}
      {described.schematic.length > 0 && (
        <p>{say("pictureSchematic", { list: described.schematic.slice(0, 12).join(separator) })}</p>
      )}
    </section>
  );
}

/** Pictures of the scenes that came into sight, the last one first. */
function useSeenPictures(language: Language) {
  const [pictures, setPictures] = useState<ReadonlyMap<string, string>>(new Map());
  const shelf = useRef<PictureShelf | null>(null);
  const seen = useRef<Scene[]>([]);
  useEffect(() => {
    const created = createPictureShelf((key, address) =>
      setPictures((before) => new Map(before).set(key, address)),
    );
    shelf.current = created;
    return () => created.close();
  }, []);
  const onSight = (scene: Scene) => {
    seen.current = [scene, ...seen.current.filter((other) => other !== scene)];
    shelf.current?.want(seen.current, language);
  };
  useEffect(() => shelf.current?.want(seen.current, language), [language]);
  return { pictures, onSight };
}

/** Goes back to where the reader was, and keeps where he is. */
function useReadingPlace(walk: Walk | null) {
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = page.current;
    if (!walk || !root) return;
    const { scene } = findReadingPlace();
    if (scene) root.querySelector(`[data-scene="${CSS.escape(scene)}"]`)?.scrollIntoView();
    const onScroll = () => {
      const articles = [...root.querySelectorAll<HTMLElement>("article[data-scene]")];
      const top = articles.findLast((article) => article.getBoundingClientRect().top <= 8);
      keepReadingPlace({ scene: top?.dataset.scene ?? null });
    };
    root.addEventListener("scrollend", onScroll);
    return () => root.removeEventListener("scrollend", onScroll);
  }, [walk]);
  return page;
}

function SceneText({
  scene,
  place,
  numbers,
  pictures,
  onSight,
}: {
  scene: Scene;
  place: number;
  numbers: NumberStates;
  pictures: ReadonlyMap<string, string>;
  onSight: (scene: Scene) => void;
}) {
  const { say, text, language } = useWalkWords();
  return (
    <article className={styles.scene} id={`scene-${place}`} data-scene={scene.id}>
      <h3>
        <span className={styles.place}>{place}</span> {text(scene.title)}
      </h3>
      {scene.clauses.length > 0 && (
        <p className={styles.clause}>{scene.clauses.map((clause) => writeClause(clause, say)).join(" · ")}</p>
      )}
      <ScenePictureLink scene={scene} pictures={pictures} onSight={onSight} />
      <p className={styles.narration}>
        <NarrationText text={scene.narration[language]} numbers={numbers} />
      </p>
      {scene.figures.map((figure) => (
        <SceneFigure key={JSON.stringify(figure)} figure={figure} numbers={numbers} />
      ))}
      <Picture scene={scene} />
    </article>
  );
}

function Contents({ walk }: { walk: Walk }) {
  const { say, text } = useWalkWords();
  return (
    <nav className={styles.contents} aria-label={say("scenes")}>
      <ol>
        {walk.chapters.map(({ chapter, title }) => {
          const place = walk.scenes.findIndex((scene) => scene.chapter === chapter);
          return place < 0 ? null : (
            <li key={chapter}>
              <a
                href={`#read-${place + 1}`}
                onClick={(event) => {
                  // The hash names the page itself; the jump is made here.
                  event.preventDefault();
                  document.getElementById(`scene-${place + 1}`)?.scrollIntoView();
                }}
              >
                {text(title)}
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** The walk as a page of text: for phones, screen readers, and machines without graphics. */
export function Reading() {
  const { say, text, word, language, locale } = useWalkWords();
  const walk = useWalk((state) => state.walk);
  const loading = useWalk((state) => state.walkLoading);
  const numbers = useWalkNumbers(walk);
  const { pictures, onSight } = useSeenPictures(language);
  const page = useReadingPlace(walk);
  useEffect(() => {
    void ensureWalk();
    void loadWalkRail();
    void loadAllDatasets();
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = `${say("read")} · ${text(atlas.title)}`;
  }, [locale, say, text]);
  const chapters = walk?.chapters ?? [];
  return (
    <div ref={page} className={styles.page} data-testid="reading">
      <header className={styles.head}>
        <p>{text(atlas.title)}</p>
        <h1>{walk ? text(walk.title) : say("loading")}</h1>
        <p>{say("readLead")}</p>
        <p className={styles.links}>
          <a href="./">{say("backToMap")}</a>
          <button
            type="button"
            lang={language === "zh" ? "en" : "zh-CN"}
            onClick={() => {
              const other = language === "zh" ? "en" : "zh";
              setLanguage(other);
              keepReadingPlace({ language: other });
            }}
          >
            {word("languageOther")}
          </button>
        </p>
      </header>
      {loading.kind === "failed" && <p role="alert">{say("failed", { reason: text(loading.problem) })}</p>}
      {walk && <Contents walk={walk} />}
      {walk && (
        <main className={styles.main}>
          {chapters.map(({ chapter, title }) => {
            const scenes = walk.scenes.flatMap((scene, index) =>
              scene.chapter === chapter ? [{ scene, place: index + 1 }] : [],
            );
            return scenes.length === 0 ? null : (
              <section key={chapter}>
                <h2>{text(title)}</h2>
                {scenes.map(({ scene, place }) => (
                  <SceneText
                    key={scene.id}
                    scene={scene}
                    place={place}
                    numbers={numbers}
                    pictures={pictures}
                    onSight={onSight}
                  />
                ))}
              </section>
            );
          })}
        </main>
      )}
      <footer className={styles.foot}>{text(atlas.disclaimer)}</footer>
    </div>
  );
}
