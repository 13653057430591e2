import { useEffect, useMemo, useRef } from "react";
import type { Scene } from "../../domain/walk/walk.ts";
import { buildLinkAt, buildScenePicture } from "../../state/page/takeaway.ts";
import { hasGraphics, keyOfPicture } from "../../state/walk/scenePictures.ts";
import styles from "./Reading.module.css";
import { useWalkWords } from "./walkWords.ts";

/** The address that opens a scene on the live map; null where its board cannot be read. */
function findLiveAddress(scene: Scene, language: "zh" | "en"): string | null {
  const source = buildScenePicture(scene, language);
  if (!source.ok) return null;
  const link = buildLinkAt(`${location.origin}${location.pathname}${location.search}`, source.value);
  return link.ok ? link.value : null;
}

/** A still picture of the scene, drawn when it comes into sight; a tap opens the live map there. */
export function ScenePictureLink({
  scene,
  pictures,
  onSight,
}: {
  scene: Scene;
  pictures: ReadonlyMap<string, string>;
  onSight: (scene: Scene) => void;
}) {
  const { say, text, language } = useWalkWords();
  const frame = useRef<HTMLAnchorElement>(null);
  const seen = useRef(onSight);
  seen.current = onSight;
  useEffect(() => {
    if (!frame.current) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) seen.current(scene);
    });
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [scene]);
  const address = useMemo(() => findLiveAddress(scene, language), [scene, language]);
  if (!hasGraphics()) return null;
  const picture = pictures.get(keyOfPicture(scene, language));
  return (
    <a ref={frame} className={styles.still} href={address ?? "./"} data-testid="still">
      {picture ? <img src={picture} alt={say("stillOf", { title: text(scene.title) })} /> : <i />}
      <span>{say("openLive")}</span>
    </a>
  );
}
