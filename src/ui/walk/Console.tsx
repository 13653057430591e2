import { type PointerEvent, useEffect, useRef, useState } from "react";
import { loadAllDatasets, loadPlan } from "../../state/loadData.ts";
import { ensureRail } from "../../state/openWalk.ts";
import { useAtlas } from "../../state/store.ts";
import { useWalk } from "../../state/walk.ts";
import { type Command, createConsoleLink, type ProjectorState } from "../../state/walkChannel.ts";
import styles from "./Console.module.css";
import { drawInk } from "./InkLayer.tsx";
import { LiveNumberText, NarrationText } from "./NarrationText.tsx";
import { useSceneNumbers } from "./useNumbers.ts";
import { useWalkWords, type WalkWord } from "./walkWords.ts";
import { writeClause } from "./writeClause.ts";

const writeTime = (milliseconds: number) => {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The map of the opener as a live picture; nothing where this window was not opened by the projector. */
function useMirror(isOn: boolean) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!isOn || !video.current) return;
    let stream: MediaStream | undefined;
    const take = () => {
      try {
        // The canvas may be replaced, or the opener reloaded: looked for again each time.
        const canvas = (window.opener as Window | null)?.document.querySelector<HTMLCanvasElement>(
          '[data-testid="map"] canvas',
        );
        if (!canvas || !video.current || stream?.active) return;
        stream = canvas.captureStream(5);
        video.current.srcObject = stream;
        void video.current.play().catch(() => {});
      } catch {
        // Another origin, or a closed window: the sheet stays empty and still takes pointer and ink.
      }
    };
    take();
    const timer = setInterval(take, 2_000);
    return () => {
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [isOn]);
  return video;
}

function Pad({ state, send }: { state: ProjectorState; send: (command: Command) => void }) {
  const { say } = useWalkWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const video = useMirror(true);
  useEffect(() => {
    frame.current?.style.setProperty("--aspect", String(state.aspect));
  }, [state.aspect]);
  useEffect(() => {
    if (canvas.current) drawInk(canvas.current, state.strokes, state.pointer);
  }, [state.strokes, state.pointer]);
  const findShare = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  return (
    <div ref={frame} className={styles.pad}>
      <video ref={video} className={styles.mirror} muted playsInline aria-label={say("mirror")} />
      <canvas
        ref={canvas}
        className={styles.ink}
        data-testid="pad"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          send({ do: "draw", at: findShare(event), begins: true });
        }}
        onPointerMove={(event) =>
          event.buttons === 1
            ? send({ do: "draw", at: findShare(event), begins: false })
            : send({ do: "point", at: findShare(event) })
        }
        onPointerLeave={() => send({ do: "point", at: null })}
      />
      {state.blank && <p className={styles.covered}>{say(state.blank)}</p>}
    </div>
  );
}

function Times({
  state,
  target,
}: {
  state: ProjectorState;
  target: { before: number; scene: number; all: number };
}) {
  const { say, locale } = useWalkWords();
  const now = useNow();
  const elapsed = state.startedAt === null ? 0 : now - state.startedAt;
  const inScene = state.sceneStartedAt === null ? 0 : now - state.sceneStartedAt;
  // Held against the time the scenes so far were given, the present one as far as it has come.
  const due = target.before + Math.min(inScene / 1_000, target.scene);
  const late = elapsed / 1_000 - due;
  return (
    <dl className={styles.times}>
      <div>
        <dt>{say("clock")}</dt>
        <dd>{new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(now)}</dd>
      </div>
      <div>
        <dt>{say("elapsed")}</dt>
        <dd data-testid="elapsed">
          {writeTime(elapsed)} <small>/ {writeTime(target.all * 1_000)}</small>
        </dd>
      </div>
      <div>
        <dt>{say("thisScene")}</dt>
        <dd className={inScene / 1_000 > target.scene ? styles.late : ""}>
          {writeTime(inScene)} <small>/ {writeTime(target.scene * 1_000)}</small>
        </dd>
      </div>
      <div>
        <dt>{say("target")}</dt>
        <dd className={late > 30 ? styles.late : ""}>
          {say(late > 0 ? "behind" : "ahead", { time: writeTime(Math.abs(late) * 1_000) })}
        </dd>
      </div>
    </dl>
  );
}

const keys: Readonly<Record<string, Command>> = {
  ArrowRight: { do: "next" },
  ArrowDown: { do: "next" },
  PageDown: { do: "next" },
  " ": { do: "next" },
  ArrowLeft: { do: "previous" },
  ArrowUp: { do: "previous" },
  PageUp: { do: "previous" },
  b: { do: "blank", blank: "black" },
  w: { do: "blank", blank: "white" },
  h: { do: "hide" },
  l: { do: "tool", tool: "laser" },
  d: { do: "tool", tool: "ink" },
  c: { do: "clear" },
  r: { do: "return" },
  Backspace: { do: "return" },
  a: { do: "play" },
};

const buttons: readonly (readonly [WalkWord, Command])[] = [
  ["previous", { do: "previous" }],
  ["next", { do: "next" }],
  ["returnHere", { do: "return" }],
  ["black", { do: "blank", blank: "black" }],
  ["white", { do: "blank", blank: "white" }],
  ["hide", { do: "hide" }],
  ["clearInk", { do: "clear" }],
  ["play", { do: "play" }],
];

/** The presenter's own window: notes, what comes next, the time, and a pen on the room's picture. */
export function Console() {
  const { say, text, language, locale } = useWalkWords();
  const [state, setState] = useState<ProjectorState | null>(null);
  const link = useRef<ReturnType<typeof createConsoleLink> | null>(null);
  const walk = useWalk((store) => store.walk);
  const index = state?.index ?? 0;
  const scene = walk?.scenes[index];
  const next = walk?.scenes[index + 1];
  const numbers = useSceneNumbers(walk, scene);
  const nextNumbers = useSceneNumbers(walk, next);
  const here = useRef<HTMLLIElement>(null);

  useEffect(() => {
    const created = createConsoleLink(
      (received) => useWalk.setState({ walk: received }),
      (received) => {
        setState(received);
        if (received)
          useAtlas.setState((store) => ({
            board: { ...store.board, language: received.language, theme: "room" },
          }));
      },
    );
    link.current = created;
    void loadPlan();
    void ensureRail();
    void loadAllDatasets();
    return () => created.close();
  }, []);
  const send = (command: Command) => link.current?.send(command);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (
        (event.key === " " || event.key === "Enter") &&
        event.target instanceof HTMLElement &&
        event.target.matches("button:focus-visible")
      )
        return;
      const command = keys[event.key] ?? keys[event.key.toLowerCase()];
      if (!command) return;
      event.preventDefault();
      link.current?.send(command);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dataset.theme = "room";
    document.title = say("console");
  }, [locale, say]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row to be seen changes with the scene
  useEffect(() => {
    // Newer browsers answer with a promise, which must not be taken for the effect's end.
    void here.current?.scrollIntoView({ block: "center" });
  }, [index]);

  if (!state || !walk || !scene)
    return (
      <main className={styles.waiting} data-testid="console">
        <h1>{say("console")}</h1>
        <p role="status">{say("waiting")}</p>
      </main>
    );
  const secondsOf = (scenes: typeof walk.scenes) =>
    scenes.reduce((sum, other) => sum + other.targetSeconds, 0);
  const target = {
    before: secondsOf(walk.scenes.slice(0, index)),
    scene: scene.targetSeconds,
    all: secondsOf(walk.scenes),
  };
  return (
    <main className={styles.console} data-testid="console" data-scene={scene.id}>
      <h1 className="visually-hidden">{say("console")}</h1>
      <section className={styles.main}>
        <p className={styles.tags}>
          {say("scene", { place: index + 1, count: walk.scenes.length })}
          {scene.clauses.map((clause) => ` · ${writeClause(clause, say)}`)}
        </p>
        <h2 className={styles.title} aria-live="polite">
          {text(scene.title)}
        </h2>
        <p className={styles.narration}>
          <NarrationText text={scene.narration[language]} numbers={numbers} />
        </p>
        <h3>{say("notes")}</h3>
        <p className={styles.notes} data-testid="notes">
          {scene.notes[language]}
        </p>
        {Object.entries(numbers).some(([, { now }]) => now.state === "changed") && (
          <p className={styles.notes}>
            {Object.entries(numbers)
              .filter(([, { now }]) => now.state === "changed")
              .map(([key]) => (
                <LiveNumberText key={key} name={key} numbers={numbers} />
              ))}
          </p>
        )}
        <h3>{next ? say("nextIs", { title: text(next.title) }) : say("lastScene")}</h3>
        {next && (
          <p className={styles.next} data-testid="next">
            <NarrationText text={next.narration[language]} numbers={nextNumbers} />
          </p>
        )}
      </section>
      <aside className={styles.side}>
        <Times state={state} target={target} />
        <Pad state={state} send={send} />
        <p className={styles.hint}>{say("padHint")}</p>
        <div className={styles.buttons}>
          {buttons.map(([key, command]) => (
            <button key={key} type="button" onClick={() => send(command)}>
              {say(key === "play" && state.isPlaying ? "pause" : key)}
            </button>
          ))}
        </div>
        <ol className={styles.list} aria-label={say("scenes")}>
          {walk.scenes.map((other, place) => (
            <li key={other.id} ref={place === index ? here : undefined}>
              <button
                type="button"
                aria-current={place === index ? "step" : undefined}
                onClick={() => send({ do: "go", place })}
              >
                <span>{place + 1}</span> {text(other.title)}
              </button>
            </li>
          ))}
        </ol>
      </aside>
    </main>
  );
}
