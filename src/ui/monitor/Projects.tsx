import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { Selection } from "../../domain/board/board.ts";
import { findGroup } from "../../domain/monitor/countStates.ts";
import { describeEvidence } from "../../domain/monitor/describeJudgement.ts";
import { type ProjectJudgement, projectStates } from "../../domain/monitor/judgeProject.ts";
import type { Evaluation, Monitor } from "../../domain/monitor/monitor.ts";
import { milestoneDay } from "../../domain/monitor/readRows.ts";
import { featuresOfItems } from "../../domain/planItems.ts";
import { highlightFeatures } from "../../state/actions.ts";
import { createGrouping, nameGroup } from "../../state/monitor/monitorGroups.ts";
import { useAtlas } from "../../state/store.ts";
import { groupRows } from "./groupRows.ts";
import parts from "./MonitorParts.module.css";
import { ProjectDetails } from "./ProjectDetails.tsx";
import styles from "./Projects.module.css";
import type { Narrowing } from "./Score.tsx";
import { StateMark } from "./StateMark.tsx";
import { Timeline, TimelineKey } from "./Timeline.tsx";
import { useMonitorWords } from "./useMonitorWords.ts";

const sorts = ["plan", "state", "date"] as const;
type Sort = (typeof sorts)[number];
const sortWords = { plan: "sortPlan", state: "sortState", date: "sortDate" } as const;

function sortProjects(projects: ProjectJudgement[], by: Sort, evaluation: Evaluation): ProjectJudgement[] {
  const latest = (one: ProjectJudgement) =>
    one.evidence
      .map((id) => milestoneDay(evaluation.milestoneOf.get(id)!) ?? "")
      .sort()
      .at(-1) ?? "";
  if (by === "state")
    return projects.sort((a, b) => projectStates.indexOf(a.state) - projectStates.indexOf(b.state));
  if (by === "date")
    return projects.sort((a, b) => (latest(a) < latest(b) ? 1 : latest(a) > latest(b) ? -1 : 0));
  return projects;
}

/** What was searched for and not found. */
function SearchNote({ judged, evaluation }: { judged: ProjectJudgement; evaluation: Evaluation }) {
  const { text } = useMonitorWords();
  const notes = judged.evidence.flatMap((id) => evaluation.milestoneOf.get(id)?.note || []);
  return notes.length > 0 ? (
    <p className={parts.note} lang="zh">
      {notes.join("；")}
    </p>
  ) : (
    <p className={parts.note}>{text(describeEvidence(judged, evaluation))}</p>
  );
}

/** What the list is narrowed to, and the way back. */
function NarrowedNote(props: { narrowing: Narrowing; monitor: Monitor; onWiden?: (() => void) | undefined }) {
  const { word, text } = useMonitorWords();
  const plan = useAtlas((state) => state.plan);
  const { narrowing, monitor, onWiden } = props;
  return (
    <p className={parts.row} data-testid="monitor-narrowed">
      {word("narrowed")}
      {narrowing.group && (
        <strong>{text(nameGroup(narrowing.group.id, narrowing.group.by, monitor, plan))}</strong>
      )}
      {narrowing.state && <StateMark state={narrowing.state} named />}
      <button type="button" className={parts.button} onClick={onWiden}>
        {word("widen")}
      </button>
    </p>
  );
}

/** One project: its name and state, its timeline, and what is known of it while it is open. */
function ProjectLine(props: {
  one: ProjectJudgement;
  evaluation: Evaluation;
  monitor: Monitor;
  features: Selection[];
  rows: Evaluation["milestones"];
  /** In the list of what was searched for and not found. */
  isSearch: boolean;
  isOpen: boolean;
  openedRef: RefObject<HTMLLIElement | null>;
  onOpen: (isOpen: boolean) => void;
}) {
  const { word, text } = useMonitorWords();
  const { one, evaluation, monitor, features, rows, isSearch, isOpen, openedRef, onOpen } = props;
  return (
    <li
      ref={isOpen ? openedRef : undefined}
      className={styles.project}
      onPointerEnter={() => highlightFeatures(features)}
      onPointerLeave={() => highlightFeatures([])}
    >
      <button
        type="button"
        className={styles.projectHead}
        aria-expanded={isOpen}
        onFocus={() => highlightFeatures(features)}
        onBlur={() => highlightFeatures([])}
        onClick={() => onOpen(!isOpen)}
      >
        <span className={styles.projectName}>{text({ zh: one.nameZh, en: one.nameEn })}</span>
        <StateMark state={one.state} named light={one.isLight} />
        {one.hasOwnRows && <span className={parts.own}>{word("own")}</span>}
        <span className={styles.dueYear}>{one.due ? one.due.slice(0, 4) : "—"}</span>
      </button>
      {isSearch && <SearchNote judged={one} evaluation={evaluation} />}
      {(!isSearch || rows.some(({ event }) => event !== "")) && (
        <Timeline judged={one} rows={rows} evaluation={evaluation} planFrom={monitor.period.from} />
      )}
      {isOpen && <ProjectDetails judged={one} evaluation={evaluation} monitor={monitor} />}
    </li>
  );
}

/** The promised projects as a list with their timelines, tied to the map both ways. */
export function Projects(props: {
  evaluation: Evaluation;
  monitor: Monitor;
  narrowing: Narrowing;
  only?: "no-evidence";
  onWiden?: () => void;
}) {
  const { evaluation, monitor, narrowing, only, onWiden } = props;
  const { word } = useMonitorWords();
  const plan = useAtlas((state) => state.plan);
  const selection = useAtlas((state) => state.board.selection);
  const [typed, setTyped] = useState("");
  const [sort, setSort] = useState<Sort>("plan");
  const [open, setOpen] = useState<string | null>(null);
  const opened = useRef<HTMLLIElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const featuresOf = useMemo(
    () =>
      new Map(
        evaluation.projects.map(
          (one) => [one.project, plan ? featuresOfItems(plan, one.items) : []] as const,
        ),
      ),
    [evaluation, plan],
  );
  // A thing chosen on the map opens the project that promises it.
  useEffect(() => {
    if (!selection || only) return;
    const hits = evaluation.projects.filter((one) =>
      featuresOf
        .get(one.project)
        ?.some(({ dataset, id }) => dataset === selection.dataset && id === selection.id),
    );
    const [nearest] = hits.sort(
      (a, b) => featuresOf.get(a.project)!.length - featuresOf.get(b.project)!.length,
    );
    if (nearest) setOpen(nearest.project);
  }, [selection, evaluation, featuresOf, only]);
  useEffect(() => {
    if (open) opened.current?.scrollIntoView({ block: "nearest" });
  }, [open]);
  // A number that was clicked stands above: what it counts must come into sight.
  useEffect(() => {
    if (narrowing.state || narrowing.group) top.current?.scrollIntoView({ block: "start" });
  }, [narrowing]);
  const wanted = typed.trim().toLowerCase();
  const shown = sortProjects(
    evaluation.projects.filter((one) => {
      if (only) return one.state === only;
      if (narrowing.state && one.state !== narrowing.state) return false;
      if (narrowing.group && plan)
        if (findGroup(one, narrowing.group.by, createGrouping(monitor, plan)) !== narrowing.group.id)
          return false;
      return (
        wanted === "" ||
        [one.nameZh, one.nameEn, one.promiseZh, one.responsibleZh].some((part) =>
          part.toLowerCase().includes(wanted),
        )
      );
    }),
    sort,
    evaluation,
  );
  const rowsOf = useMemo(() => groupRows(evaluation.milestones, ({ project }) => project), [evaluation]);
  return (
    <div ref={only ? undefined : top} className={parts.stack}>
      {!only && (narrowing.state || narrowing.group) && (
        <NarrowedNote narrowing={narrowing} monitor={monitor} onWiden={onWiden} />
      )}
      {!only && (
        <div className={parts.row}>
          <input
            type="search"
            className={parts.input}
            value={typed}
            placeholder={word("filterText")}
            aria-label={word("filter")}
            onChange={(event) => setTyped(event.target.value)}
          />
          <label>
            <span className="visually-hidden">{word("sort")}</span>
            <select value={sort} onChange={(event) => setSort(event.target.value as Sort)}>
              {sorts.map((id) => (
                <option key={id} value={id}>
                  {word(sortWords[id])}
                </option>
              ))}
            </select>
          </label>
          <output className={parts.note}>{word("count", { count: shown.length })}</output>
        </div>
      )}
      <TimelineKey />
      <ul className={parts.list} data-testid={only ? "monitor-no-evidence" : "monitor-projects"}>
        {shown.map((one) => (
          <ProjectLine
            key={one.project}
            one={one}
            evaluation={evaluation}
            monitor={monitor}
            features={featuresOf.get(one.project) ?? []}
            rows={rowsOf.get(one.project) ?? []}
            isSearch={only !== undefined}
            isOpen={open === one.project}
            openedRef={opened}
            onOpen={(isOpen) => setOpen(isOpen ? one.project : null)}
          />
        ))}
      </ul>
      {shown.length === 0 && <p className={parts.note}>{word("none")}</p>}
    </div>
  );
}
