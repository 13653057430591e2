import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { findNextPlace } from "../../domain/walk/route.ts";
import { countSteps } from "../../domain/walk/steps.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import { showBoard } from "../../state/actions.ts";
import { loadAllDatasets, loadPlan } from "../../state/loadData.ts";
import { useAtlas } from "../../state/store.ts";
import { loadWalkRail } from "../../state/walk/loadWalkRail.ts";
import { findKey } from "../../state/walk/pressKey.ts";
import { keyOfPicture } from "../../state/walk/scenePictures.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { type Command, createConsoleLink, type ProjectorState } from "../../state/walk/walkChannel.ts";
import styles from "./Console.module.css";
import { ConsolePad } from "./ConsolePad.tsx";
import { ConsoleTimes } from "./ConsoleTimes.tsx";
import { KeySheet } from "./KeySheet.tsx";
import { LiveNumberText, NarrationText } from "./NarrationText.tsx";
import { RouteSelect } from "./RoutePicker.tsx";
import { SceneStrip } from "./SceneStrip.tsx";
import { useFittingText } from "./useFittingText.ts";
import { useSceneNumbers } from "./useNumbers.ts";
import { useScenePictures } from "./useScenePictures.ts";
import { useWalkWords, type WalkWord } from "./walkWords.ts";
import { writeClause } from "./writeClause.ts";
import { writePlace } from "./writePlace.ts";

const RoomPanel = lazy(async () => ({ default: (await import("./RoomPanel.tsx")).RoomPanel }));

const key = (name: string): Command => ({ do: "key", key: name });

const buttons: readonly (readonly [WalkWord, Command])[] = [
  ["previous", key("arrowleft")],
  ["next", key("arrowright")],
  ["returnHere", key("r")],
  ["tools", key("m")],
  ["black", key("b")],
  ["white", key("w")],
  ["hide", key("h")],
  ["inkColour", key("k")],
  ["clearInk", key("c")],
  ["keepInk", key("i")],
  ["play", key("a")],
  ["pauseClock", key("t")],
  ["resetClock", key("z")],
];

/** What the presenter has to say: as large as the window allows. */
function Script({ walk, scene }: { walk: Walk; scene: Scene }) {
  const { say, language } = useWalkWords();
  const numbers = useSceneNumbers(walk, scene);
  const [box, content] = useFittingText<HTMLDivElement>(`${scene.id} ${language}`);
  const changed = Object.entries(numbers).filter(([, { now }]) => now.state === "changed");
  return (
    <div ref={box} className={styles.script}>
      <div ref={content}>
        <div data-testid="notes">
          {scene.notes[language].split("\n").map((paragraph) => (
            <p key={paragraph} className={styles.notes}>
              <NarrationText text={paragraph} numbers={numbers} />
            </p>
          ))}
        </div>
        <h3>{say("narration")}</h3>
        <p className={styles.narration}>
          <NarrationText text={scene.narration[language]} numbers={numbers} />
        </p>
        {changed.length > 0 && (
          <p>
            {changed.map(([name]) => (
              <LiveNumberText key={name} name={name} numbers={numbers} />
            ))}
          </p>
        )}
      </div>
    </div>
  );
}

/** The scene that comes next, as the room will see it. */
function Next({
  walk,
  scene,
  picture,
}: {
  walk: Walk;
  scene: Scene | undefined;
  picture: string | undefined;
}) {
  const { say, text, language } = useWalkWords();
  const numbers = useSceneNumbers(walk, scene);
  if (!scene) return <h3>{say("lastScene")}</h3>;
  return (
    <section className={styles.next} aria-label={say("next")}>
      <h3>{say("nextIs", { title: text(scene.title) })}</h3>
      <div>
        {picture && <img src={picture} alt={text(scene.title)} data-testid="next-picture" />}
        <p data-testid="next">
          <NarrationText text={scene.narration[language]} numbers={numbers} />
        </p>
      </div>
    </section>
  );
}

/** The keys of the wall, pressed here. Gives whether the sheet of keys is open. */
function useConsoleKeys(send: (command: Command) => void) {
  const [sheetOpen, setSheetOpen] = useState(false);
  const sheet = useRef(false);
  sheet.current = sheetOpen;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (
        (event.key === " " || event.key === "Enter") &&
        event.target instanceof HTMLElement &&
        event.target.matches("button:focus-visible")
      )
        return;
      const name = findKey(event.key);
      if (name === undefined) return;
      event.preventDefault();
      // What the presenter looks up is the presenter's: the room does not see the sheet of keys.
      if (name === "?") setSheetOpen((isOpen) => !isOpen);
      else if (name === "escape" && sheet.current) setSheetOpen(false);
      else send(key(name));
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [send]);
  return [sheetOpen, setSheetOpen] as const;
}

/** The presenter's own window: notes, what comes next, the time, and a pen on the room's picture. */
export function Console() {
  const { say, text, language, locale } = useWalkWords();
  const [state, setState] = useState<ProjectorState | null>(null);
  const link = useRef<ReturnType<typeof createConsoleLink> | null>(null);
  const walk = useWalk((store) => store.walk);
  const index = state?.index ?? 0;
  const scene = walk?.scenes[index];
  const nextPlace = walk ? findNextPlace(walk, state?.route ?? null, index, 1) : undefined;
  const next = nextPlace === undefined ? undefined : walk?.scenes[nextPlace];
  const pictures = useScenePictures(walk, state?.route ?? null, index, language);
  const [wasJoined, setJoined] = useState(false);
  const [phonesOpen, setPhonesOpen] = useState(false);

  useEffect(() => {
    const created = createConsoleLink(
      (received) => useWalk.setState({ walk: received }),
      (received) => {
        setState(received);
        if (received) setJoined(true);
        if (received) showBoard({ ...useAtlas.getState().board, language: received.language, theme: "room" });
      },
    );
    link.current = created;
    void loadPlan();
    void loadWalkRail();
    void loadAllDatasets();
    return () => created.close();
  }, []);
  const send = useCallback((command: Command) => link.current?.send(command), []);
  const onSign = useCallback((sign: string | null) => send({ do: "sign", sign }), [send]);
  const [sheetOpen, setSheetOpen] = useConsoleKeys(send);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dataset.theme = "room";
    document.title = say("console");
  }, [locale, say]);
  if (!state || !walk || !scene)
    return (
      <main className={styles.waiting} data-testid="console">
        <h1>{say("console")}</h1>
        <p role="status">{say(wasJoined ? "noWall" : "waiting")}</p>
      </main>
    );
  return (
    <main className={styles.console} data-testid="console" data-scene={scene.id}>
      <h1 className="visually-hidden">{say("console")}</h1>
      {sheetOpen && <KeySheet onClose={() => setSheetOpen(false)} />}
      <header className={styles.bar}>
        <ConsoleTimes walk={walk} state={state} />
        <RouteSelect walk={walk} route={state.route} onChoose={(route) => send({ do: "route", route })} />
        <button
          type="button"
          className={styles.phones}
          aria-expanded={phonesOpen}
          onClick={() => setPhonesOpen((isOpen) => !isOpen)}
        >
          {say("phones")}
        </button>
      </header>
      <section className={styles.main}>
        <p className={styles.tags}>
          {writePlace(walk, state.route, index, say)}
          {scene.clauses.map((clause) => ` · ${writeClause(clause, say)}`)}
          {countSteps(scene) > 1 && ` · ${say("stepOf", { step: state.step + 1, count: countSteps(scene) })}`}
          {state.isRehearsal && ` · ${say("rehearsing")}`}
        </p>
        <h2 className={styles.title} aria-live="polite">
          {text(scene.title)}
        </h2>
        <Script walk={walk} scene={scene} />
      </section>
      <aside className={styles.side}>
        {phonesOpen && (
          <Suspense fallback={null}>
            <RoomPanel sign={state.sign} onSign={onSign} />
          </Suspense>
        )}
        <ConsolePad state={state} send={send} />
        <p className={styles.hint}>{say("padHint")}</p>
        <div className={styles.buttons}>
          {buttons.map(([name, command]) => (
            <button key={name} type="button" onClick={() => send(command)}>
              {say(
                name === "play" && state.isPlaying
                  ? "pause"
                  : name === "pauseClock" && state.pausedAt !== null
                    ? "continueClock"
                    : name,
              )}
            </button>
          ))}
        </div>
        {state.typed !== "" && <p role="status">{say("toGo", { place: state.typed })}</p>}
        <Next walk={walk} scene={next} picture={next && pictures.get(keyOfPicture(next, language))} />
      </aside>
      <SceneStrip
        walk={walk}
        route={state.route}
        index={index}
        pictures={pictures}
        onGo={(place) => send({ do: "go", place })}
      />
    </main>
  );
}
