import { X } from "lucide-react";
import { useId } from "react";
import { changeScene } from "../../domain/walk/editWalk.ts";
import { formatLiveNumber } from "../../domain/walk/liveNumbers.ts";
import type { Clause, Figure, Scene, Walk } from "../../domain/walk/walk.ts";
import { useAtlas } from "../../state/store.ts";
import { editWalk } from "../../state/walk/openWalk.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./SceneEditor.module.css";
import { useWalkWords } from "./walkWords.ts";
import { writeClause } from "./writeClause.ts";

interface PickProps {
  walk: Walk;
  scene: Scene;
  place: number;
}

/** Where the plan says it: chapter and section, picked from the plan's own list. */
function ClausePick({ scene, place }: PickProps) {
  const { say, text } = useWalkWords();
  const plan = useAtlas((state) => state.plan);
  const id = useId();
  const set = (clauses: Clause[]) => editWalk((open) => changeScene(open, place, { clauses }));
  const options = (plan?.chapters ?? []).flatMap((chapter) => [
    { chapter: chapter.chapter, section: null, title: text(chapter.title) },
    ...chapter.sections.map(({ section, title }) => ({
      chapter: chapter.chapter,
      section,
      title: text(title),
    })),
  ]);
  const add = (index: number) => {
    const picked = options[index];
    if (picked) set([...scene.clauses, { chapter: picked.chapter, section: picked.section, items: [] }]);
  };
  return (
    <div className={styles.pick}>
      <label htmlFor={id}>{say("clauses")}</label>
      <span className={styles.picked}>
        {scene.clauses.map((clause, at) => (
          <span key={JSON.stringify(clause)}>
            {writeClause(clause, say)}
            <IconButton
              icon={X}
              name={say("takeOff", { name: writeClause(clause, say) })}
              onClick={() => set(scene.clauses.filter((_, other) => other !== at))}
            />
          </span>
        ))}
      </span>
      <select id={id} value="" onChange={(event) => add(Number(event.currentTarget.value))}>
        <option value="">{say("addClause")}</option>
        {options.map(({ chapter, section, title }, index) => (
          <option key={`${chapter}.${section ?? ""}`} value={index}>
            {`${writeClause({ chapter, section, items: [] }, say)} ${title}`}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What stands beside each number of a chart, in the language of the interface. */
function Labels({ figure, onChange }: { figure: Figure; onChange: (figure: Figure) => void }) {
  const { say, language } = useWalkWords();
  if (figure.kind === "status") return null;
  const rows = figure.kind === "bars" ? figure.bars : figure.entries;
  const rename = (at: number, name: string) => {
    const changed = rows.map((row, index) =>
      index === at ? { ...row, label: { ...row.label, [language]: name } } : row,
    );
    onChange(figure.kind === "bars" ? { ...figure, bars: changed } : { ...figure, entries: changed });
  };
  return rows.map((row, at) => (
    <input
      // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place; its words change as they are typed
      key={at}
      aria-label={say("labelOf", { name: row.number })}
      value={row.label[language]}
      maxLength={80}
      onChange={(event) => rename(at, event.currentTarget.value)}
    />
  ));
}

/** A chart of live numbers: bars where more than one of a unit are picked, large figures otherwise. */
function FigurePick({ walk, scene, place }: PickProps) {
  const { say, text, language } = useWalkWords();
  const id = useId();
  const set = (figures: Figure[]) => editWalk((open) => changeScene(open, place, { figures }));
  const add = (number: string, kind: "bars" | "figures") => {
    const label = { zh: number, en: number };
    const last = scene.figures.at(-1);
    if (kind === "bars" && last?.kind === "bars")
      set([...scene.figures.slice(0, -1), { ...last, bars: [...last.bars, { label, number }] }]);
    else if (kind === "figures" && last?.kind === "figures")
      set([...scene.figures.slice(0, -1), { ...last, entries: [...last.entries, { label, number }] }]);
    else if (kind === "bars")
      set([...scene.figures, { kind, title: { ...scene.title }, bars: [{ label, number }] }]);
    else set([...scene.figures, { kind, entries: [{ label, number }] }]);
  };
  const numbers = Object.entries(walk.numbers);
  return (
    <div className={styles.pick}>
      <label htmlFor={id}>{say("charts")}</label>
      <span className={styles.picked}>
        {scene.figures.map((figure, at) => {
          const name = figure.title ? text(figure.title) : say("largeFigures");
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a figure is known by its place; its words change as they are typed
            <span key={at}>
              {name}
              <Labels
                figure={figure}
                onChange={(changed) =>
                  set(scene.figures.map((other, index) => (index === at ? changed : other)))
                }
              />
              <IconButton
                icon={X}
                name={say("takeOff", { name })}
                onClick={() => set(scene.figures.filter((_, other) => other !== at))}
              />
            </span>
          );
        })}
      </span>
      {(["bars", "figures"] as const).map((kind, index) => (
        <select
          key={kind}
          id={index === 0 ? id : undefined}
          aria-label={say(kind === "bars" ? "addBar" : "addFigure")}
          value=""
          onChange={(event) => add(event.currentTarget.value, kind)}
        >
          <option value="">{say(kind === "bars" ? "addBar" : "addFigure")}</option>
          {numbers.map(([key, live]) => (
            <option key={key} value={key}>
              {`${formatLiveNumber(live, live.approved, language)} — ${key}`}
            </option>
          ))}
        </select>
      ))}
    </div>
  );
}

/** What a scene shows beside its text, picked from lists. */
export function ScenePicks(props: PickProps) {
  return (
    <>
      <ClausePick {...props} />
      {Object.keys(props.walk.numbers).length > 0 && <FigurePick {...props} />}
    </>
  );
}
