import {
  BookOpen,
  Camera,
  ClipboardCheck,
  Copy,
  Ellipsis,
  FileDown,
  FilePlus2,
  FolderOpen,
  Link2,
  MonitorUp,
  Pencil,
  Play,
  Redo2,
  RotateCcw,
  Timer,
  Trash2,
  Undo2,
} from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { approveNumbers, insertScene } from "../../domain/walk/editWalk.ts";
import { numbersOf } from "../../domain/walk/parseWalk.ts";
import { findNextPlace, findRoutePlaces, isOnRoute } from "../../domain/walk/route.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { tellProblem } from "../../state/actions.ts";
import { copyText } from "../../state/page/clipboard.ts";
import {
  buildWalkFile,
  buildWalkLink,
  copyWalk,
  discardWalk,
  editWalk,
  ensureWalk,
  openKeptWalk,
  openWalkFile,
  redoWalk,
  shippedWalkId,
  startWalk,
  undoWalk,
} from "../../state/walk/openWalk.ts";
import { captureScene, goToScene, startPresenting } from "../../state/walk/presenting.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Menu } from "../kit/Menu.tsx";
import { BusyState } from "../kit/States.tsx";
import { saveFile } from "../kit/saveFile.ts";
import { openConsoleWindow } from "./openConsoleWindow.ts";
import { RehearsalResult } from "./RehearsalResult.tsx";
import { RouteEditor } from "./RouteEditor.tsx";
import { RoutePicker } from "./RoutePicker.tsx";
import { SceneList } from "./SceneList.tsx";
import { useWalkNumbers } from "./useNumbers.ts";
import { WalkNames } from "./WalkNames.tsx";
import styles from "./WalkPanel.module.css";
import { useWalkWords } from "./walkWords.ts";

async function shareWalk(walk: Walk, done: { zh: string; en: string }) {
  const link = buildWalkLink(walk);
  if (link.ok) await copyText(link.value, done);
  else tellProblem(link.error);
}

function FileRows({ walk, onDone }: { walk: Walk; onDone: () => void }) {
  const { say, text } = useWalkWords();
  const kept = useWalk((state) => state.keptWalks);
  const input = useRef<HTMLInputElement>(null);
  const others = [
    ...(walk.id === shippedWalkId || kept.some((other) => other.id === shippedWalkId)
      ? []
      : [{ id: shippedWalkId, title: { zh: say("shippedWalk"), en: say("shippedWalk") } }]),
    ...kept.filter((other) => other.id !== walk.id),
  ];
  const isKept = kept.some((other) => other.id === walk.id);
  const act = (action: () => void) => () => {
    action();
    onDone();
  };
  return (
    <>
      <IconButton icon={FolderOpen} name={say("openFile")} labelled onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        data-testid="walk-file"
        aria-label={say("openFile")}
        onChange={async (event) => {
          const file = event.currentTarget.files?.[0];
          if (file) await openWalkFile(file);
          onDone();
        }}
      />
      <IconButton
        icon={FileDown}
        name={say("saveFile")}
        labelled
        onClick={act(() => {
          const { name, text: content } = buildWalkFile(walk);
          saveFile(name, new Blob([content], { type: "application/json" }));
        })}
      />
      <IconButton
        icon={Link2}
        name={say("shareLink")}
        labelled
        onClick={act(() => void shareWalk(walk, { zh: "讲解链接已复制", en: "Link to the walk copied" }))}
      />
      <IconButton icon={Copy} name={say("copyWalk")} labelled onClick={act(() => void copyWalk())} />
      <IconButton icon={FilePlus2} name={say("newWalk")} labelled onClick={act(() => void startWalk())} />
      {isKept && (
        <IconButton
          icon={walk.id === shippedWalkId ? RotateCcw : Trash2}
          name={say(walk.id === shippedWalkId ? "discard" : "deleteWalk")}
          labelled
          onClick={act(() => void discardWalk(walk.id))}
        />
      )}
      {others.length > 0 && (
        <>
          <hr />
          <p className={styles.others}>{say("otherWalks")}</p>
          {others.map((other) => (
            <IconButton
              key={other.id}
              icon={BookOpen}
              name={text(other.title)}
              labelled
              onClick={act(() => void openKeptWalk(other.id))}
            />
          ))}
        </>
      )}
    </>
  );
}

function ChangedNumbers({ walk }: { walk: Walk }) {
  const { say } = useWalkWords();
  const numbers = useWalkNumbers(walk);
  const changed = Object.entries(numbers).flatMap(([key, { now }]) =>
    now.state === "changed" ? [[key, now.value] as const] : [],
  );
  if (changed.length === 0) return null;
  return (
    <p className={styles.changed}>
      {say("numbersChanged", { count: changed.length })}
      <IconButton
        icon={ClipboardCheck}
        name={say("approve")}
        labelled
        onClick={() => editWalk((open) => approveNumbers(open, Object.fromEntries(changed)))}
      />
    </p>
  );
}

/** Numbers that cannot be held against their source any more, by name and scene: none of them looks approved. */
function LostNumbers({ walk }: { walk: Walk }) {
  const { say, text } = useWalkWords();
  const numbers = useWalkNumbers(walk);
  const lost = walk.scenes.flatMap((scene, place) =>
    [...new Set(numbersOf(scene))]
      .filter((key) => !Object.hasOwn(walk.numbers, key) || numbers[key]?.now.state === "missing")
      .map((key) => ({ key, place, title: text(scene.title) })),
  );
  if (lost.length === 0) return null;
  return (
    <div className={styles.changed} role="status">
      {say("faults")}
      <ul>
        {lost.map(({ key, place, title }) => (
          <li key={`${key} ${place}`}>
            <button type="button" onClick={() => goToScene(place)} title={title}>
              {say("faultAt", { place: place + 1, name: key })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where a show begins: the scene that is open, or the first after it that the route passes. */
function findStart(): number {
  const { walk, route, index } = useWalk.getState();
  const scene = walk?.scenes[index];
  if (!walk || !scene || isOnRoute(scene, route)) return index;
  return findNextPlace(walk, route, index, 1) ?? findRoutePlaces(walk, route).at(0) ?? index;
}

/** The open walk as a list of scenes to go to, change and present. */
export function WalkPanel() {
  const { say, text, word } = useWalkWords();
  const walk = useWalk((state) => state.walk);
  const loading = useWalk((state) => state.walkLoading);
  const index = useWalk((state) => state.index);
  const canUndo = useWalk((state) => state.past.length > 0);
  const canRedo = useWalk((state) => state.future.length > 0);
  const [edited, setEdited] = useState<string | null>(null);
  const [isNaming, setNaming] = useState(false);
  useEffect(() => void ensureWalk(), []);
  if (!walk)
    return loading.kind === "failed" ? (
      <p className={styles.note} role="alert">
        {say("failed", { reason: text(loading.problem) })}{" "}
        <button type="button" onClick={() => void ensureWalk()}>
          {say("retry")}
        </button>
      </p>
    ) : (
      <BusyState />
    );
  return (
    <div className={styles.panel}>
      <header className={styles.head}>
        <h2>{text(walk.title)}</h2>
        <div className={styles.row}>
          <button
            type="button"
            className={styles.present}
            disabled={walk.scenes.length === 0}
            onClick={() => startPresenting(findStart())}
          >
            <Play size={16} strokeWidth={1.75} aria-hidden="true" />
            {say("present")}
          </button>
          <IconButton
            icon={Timer}
            name={say("rehearse")}
            disabled={walk.scenes.length === 0}
            onClick={() => startPresenting(findStart(), { isRehearsal: true })}
          />
          <IconButton icon={MonitorUp} name={say("console")} onClick={openConsoleWindow} />
          <IconButton
            icon={BookOpen}
            name={say("read")}
            onClick={() => window.open(`${location.pathname}${location.search}#read`, "_blank", "noopener")}
          />
          <Menu icon={Ellipsis} name={say("more")}>
            {(onDone) => <FileRows walk={walk} onDone={onDone} />}
          </Menu>
        </div>
        <div className={styles.row}>
          <IconButton
            icon={Camera}
            name={say("capture")}
            labelled
            onClick={() => {
              const at = walk.scenes.length === 0 ? 0 : index + 1;
              editWalk((open) => insertScene(open, at, captureScene()), { index: at });
              setEdited(useWalk.getState().walk?.scenes[at]?.id ?? null);
            }}
          />
          <IconButton icon={Undo2} name={say("undo")} disabled={!canUndo} onClick={undoWalk} />
          <IconButton icon={Redo2} name={say("redo")} disabled={!canRedo} onClick={redoWalk} />
          <IconButton icon={Pencil} name={say("rename")} onClick={() => setNaming((is) => !is)} />
        </div>
        <RoutePicker walk={walk} />
        <RehearsalResult walk={walk} />
        <ChangedNumbers walk={walk} />
        <LostNumbers walk={walk} />
        {isNaming && (
          <>
            <WalkNames walk={walk} />
            <RouteEditor walk={walk} />
          </>
        )}
      </header>
      <SceneList walk={walk} index={index} edited={edited} onEdit={setEdited} />
      <p className="visually-hidden" role="status">
        {walk.scenes[index] ? `${word("walk")} ${index + 1}: ${text(walk.scenes[index].title)}` : ""}
      </p>
    </div>
  );
}
