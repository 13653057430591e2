import { useEffect, useState } from "react";
import type { RemoteKey, RoomShow } from "../../domain/walk/room.ts";
import { findNextPlace } from "../../domain/walk/route.ts";
import { countSteps } from "../../domain/walk/steps.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { showBoard } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { loadWalkRail } from "../../state/walk/loadWalkRail.ts";
import { joinRoom, pressRemotely, type RoomLine } from "../../state/walk/roomPhone.ts";
import { ConsoleTimes } from "./ConsoleTimes.tsx";
import { NarrationText } from "./NarrationText.tsx";
import styles from "./Room.module.css";
import { useSceneNumbers } from "./useNumbers.ts";
import { useWalkWords } from "./walkWords.ts";
import { writePlace } from "./writePlace.ts";

function useShow() {
  const [line, setLine] = useState<RoomLine>("open");
  const [now, setNow] = useState<{ show: RoomShow | null; walk: Walk | null }>({ show: null, walk: null });
  useEffect(() => {
    void loadWalkRail();
    return joinRoom({
      line: setLine,
      show(show, walk) {
        setNow({ show, walk });
        const { board } = useAtlas.getState();
        if (show && show.language !== board.language) showBoard({ ...board, language: show.language });
      },
    });
  }, []);
  return { line, ...now };
}

/** What the presenter has to say at the scene on the wall, and what comes after it. */
function Script({ walk, show }: { walk: Walk; show: RoomShow }) {
  const { say, text, language } = useWalkWords();
  const scene = walk.scenes[show.index];
  const numbers = useSceneNumbers(walk, scene);
  const nextPlace = findNextPlace(walk, show.route, show.index, 1);
  const next = nextPlace === undefined ? undefined : walk.scenes[nextPlace];
  if (!scene) return null;
  return (
    <main>
      <div data-testid="notes">
        {scene.notes[language].split("\n").map((paragraph) => (
          <p key={paragraph}>
            <NarrationText text={paragraph} numbers={numbers} />
          </p>
        ))}
      </div>
      <h2>{say("narration")}</h2>
      <p className={styles.told}>
        <NarrationText text={scene.narration[language]} numbers={numbers} />
      </p>
      <h2>{next ? say("nextIs", { title: text(next.title) }) : say("lastScene")}</h2>
    </main>
  );
}

/** The presenter's phone: on, back, black, the time and the notes. */
export function Remote() {
  const { say, text, locale } = useWalkWords();
  const { line, show, walk } = useShow();
  const [isLost, setLost] = useState(false);
  const press = async (key: RemoteKey) => setLost(!(await pressRemotely(key)));
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dataset.theme = "room";
    document.title = say("remote");
  }, [locale, say]);
  const scene = show ? walk?.scenes[show.index] : undefined;
  const trouble =
    line === "out"
      ? say("roomOut")
      : line === "lost"
        ? say("roomLost")
        : isLost && show
          ? say("pressLost")
          : undefined;
  if (line === "out" || !show || !walk || !scene)
    return (
      <div className={styles.remote} data-testid="remote">
        <main>
          <h1>{say("remote")}</h1>
          <p role="status">{trouble ?? say("roomWaiting")}</p>
        </main>
      </div>
    );
  const steps = countSteps(scene);
  return (
    <div className={styles.remote} data-testid="remote" data-scene={scene.id} data-step={show.step}>
      <header>
        <ConsoleTimes walk={walk} state={show} />
        <p className={styles.told}>
          {writePlace(walk, show.route, show.index, say)}
          {steps > 1 && ` · ${say("stepOf", { step: show.step + 1, count: steps })}`}
        </p>
        <h1>{text(scene.title)}</h1>
      </header>
      {trouble && (
        <p role="status" className={styles.status}>
          {trouble}
        </p>
      )}
      <Script key={scene.id} walk={walk} show={show} />
      <nav className={styles.keys} aria-label={say("remote")}>
        <button type="button" className={styles.off} onClick={() => press("arrowleft")}>
          {say("back")}
        </button>
        <button type="button" className={styles.on} onClick={() => press("arrowright")}>
          {say("forward")}
        </button>
        <button type="button" aria-pressed={show.blank !== null} onClick={() => press("b")}>
          {say(show.blank ? "uncover" : "black")}
        </button>
        <button type="button" onClick={() => press("t")}>
          {say(show.pausedAt === null ? "pauseClock" : "continueClock")}
        </button>
      </nav>
    </div>
  );
}
