import { useEffect, useRef, useState } from "react";
import type { Language } from "../../domain/board/board.ts";
import { findRoutePlaces } from "../../domain/walk/route.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { createPictureShelf, type PictureShelf } from "../../state/walk/scenePictures.ts";

/** The longest flight of the map, and a breath: until then the graphics are the wall's. */
const restMilliseconds = 3_000;

/** Pictures of the scenes by key, the next ones of the route first; they come one by one. */
export function useScenePictures(
  walk: Walk | null,
  route: string | null,
  index: number,
  language: Language,
): ReadonlyMap<string, string> {
  const [pictures, setPictures] = useState<ReadonlyMap<string, string>>(new Map());
  const shelf = useRef<PictureShelf | null>(null);
  useEffect(() => {
    const created = createPictureShelf((key, address) =>
      setPictures((before) => new Map(before).set(key, address)),
    );
    shelf.current = created;
    return () => created.close();
  }, []);
  useEffect(() => {
    if (!walk) return;
    const places = findRoutePlaces(walk, route);
    const ahead = places.filter((place) => place > index);
    const order = new Set([...ahead.slice(0, 1), index, ...ahead, ...places, ...walk.scenes.keys()]);
    shelf.current?.rest(restMilliseconds);
    shelf.current?.want(
      [...order].flatMap((place) => walk.scenes[place] ?? []),
      language,
    );
  }, [walk, route, index, language]);
  return pictures;
}
