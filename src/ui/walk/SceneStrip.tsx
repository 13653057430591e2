import { useEffect, useRef } from "react";
import { isOnRoute } from "../../domain/walk/route.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { keyOfPicture } from "../../state/walk/scenePictures.ts";
import styles from "./Console.module.css";
import { useWalkWords } from "./walkWords.ts";

/** All scenes as small pictures, those beside the route dimmed, to go to at a click. */
export function SceneStrip({
  walk,
  route,
  index,
  pictures,
  onGo,
}: {
  walk: Walk;
  route: string | null;
  index: number;
  pictures: ReadonlyMap<string, string>;
  onGo: (place: number) => void;
}) {
  const { say, text, language } = useWalkWords();
  const here = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the one to be seen changes with the scene
  useEffect(() => {
    // Newer browsers answer with a promise, which must not be taken for the effect's end.
    void here.current?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [index]);
  return (
    <ol className={styles.strip} aria-label={say("scenes")}>
      {walk.scenes.map((scene, place) => {
        const picture = pictures.get(keyOfPicture(scene, language));
        return (
          <li key={scene.id} ref={place === index ? here : undefined}>
            <button
              type="button"
              aria-current={place === index ? "step" : undefined}
              data-beside={!isOnRoute(scene, route)}
              title={text(scene.title)}
              onClick={() => onGo(place)}
            >
              {picture ? <img src={picture} alt="" /> : <i />}
              <span>{`${place + 1} ${text(scene.title)}`}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
