import { RotateCcw } from "lucide-react";
import { phases } from "../../../geodata/plan/phases.ts";
import { findEdit, speedRange } from "../../domain/board/scenarioEdits.ts";
import type { RailEdit } from "../../domain/rail/editRail.ts";
import type { RailLine, RailService, RailSource } from "../../domain/rail/railSource.ts";
import { clearScenario, editScenario, undoScenarioEdit } from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Section } from "../kit/Section.tsx";
import { LinkEditor } from "./LinkEditor.tsx";
import { NumberField } from "./NumberField.tsx";
import styles from "./ReachPanel.module.css";
import { useReachWords } from "./useReachWords.ts";

const noEdits: readonly RailEdit[] = [];

/** The highest speed anywhere on a line in a phase. */
const topSpeed = (rail: RailSource, line: string, phase: string) =>
  Math.max(0, ...rail.sections.filter((s) => s.line === line).map((s) => s.speedKmh[phase] ?? 0));

function ServiceFields({ service, phase }: { service: RailService; phase: string }) {
  const { word, text } = useReachWords();
  const edits = useAtlas((state) => state.board.scenario) ?? noEdits;
  const trains = findEdit(edits, "trains-per-day", service.id);
  const dwell = findEdit(edits, "dwell", service.id);
  const usualTrains = service.trainsPerDay[phase] ?? 0;
  const usualDwell = Math.max(...service.stops.map((stop) => stop.dwellSeconds));
  return (
    <li className={styles.service}>
      <span>{text(service.name)}</span>
      <div className={styles.row}>
        <NumberField
          label={word("scenarioTrains")}
          value={trains?.trainsPerDay ?? usualTrains}
          least={0}
          most={500}
          step={1}
          note={trains ? word("scenarioSpeedUsual", { speed: usualTrains }) : undefined}
          onCommit={(trainsPerDay) =>
            editScenario({ kind: "trains-per-day", service: service.id, trainsPerDay })
          }
        />
        <NumberField
          label={word("scenarioDwell")}
          value={dwell?.dwellSeconds ?? usualDwell}
          least={0}
          most={3600}
          step={10}
          note={dwell ? word("scenarioSpeedUsual", { speed: usualDwell }) : undefined}
          onCommit={(dwellSeconds) => editScenario({ kind: "dwell", service: service.id, dwellSeconds })}
        />
      </div>
    </li>
  );
}

function LineEditor({ line, rail }: { line: RailLine; rail: RailSource }) {
  const { word, text } = useReachWords();
  const phase = useAtlas((state) => state.board.phase);
  const edits = useAtlas((state) => state.board.scenario) ?? noEdits;
  const without = findEdit(edits, "without-line", line.id);
  const opening = findEdit(edits, "opening-phase", line.id);
  const speed = findEdit(edits, "line-speed", line.id);
  const usualSpeed = topSpeed(rail, line.id, phase);
  const usualOpen = line.openIn.includes(phase);
  const openFrom =
    opening && (opening.phase === null ? Number.POSITIVE_INFINITY : rail.phases.indexOf(opening.phase));
  const isOpen = without
    ? false
    : openFrom === undefined
      ? usualOpen
      : rail.phases.indexOf(phase) >= openFrom;
  const services = rail.services.filter((service) =>
    service.sections.some((index) => rail.sections[index]?.line === line.id),
  );
  const switchOpen = (open: boolean) => {
    const present = without ?? opening;
    if (open === usualOpen && present) undoScenarioEdit(present);
    else if (open) editScenario({ kind: "opening-phase", line: line.id, phase });
    else editScenario({ kind: "without-line", line: line.id });
  };
  const isEdited = Boolean(without || opening || speed);
  return (
    <li className={styles.lineEditor}>
      <details>
        <summary className={styles.lineSummary} aria-label={word("scenarioMore", { name: text(line.name) })}>
          <input
            type="checkbox"
            checked={isOpen}
            aria-label={word("scenarioLineOn", { name: text(line.name) })}
            onClick={(event) => event.stopPropagation()}
            onChange={(event) => switchOpen(event.currentTarget.checked)}
          />
          <span className={isEdited ? styles.edited : undefined}>{text(line.name)}</span>
          {line.schematic && <span className={styles.tag}>{word("schematic")}</span>}
        </summary>
        <div className={styles.lineBody}>
          <NumberField
            label={word("scenarioSpeed")}
            value={speed?.speedKmh ?? usualSpeed}
            least={speedRange.least}
            most={speedRange.most}
            step={10}
            note={speed ? word("scenarioSpeedUsual", { speed: usualSpeed }) : undefined}
            onCommit={(speedKmh) => editScenario({ kind: "line-speed", line: line.id, speedKmh })}
          />
          <label className={styles.field}>
            <span>{word("scenarioOpening")}</span>
            <select
              className={styles.input}
              value={opening ? (opening.phase ?? "never") : "usual"}
              onChange={(event) => {
                const { value } = event.currentTarget;
                if (value === "usual") {
                  if (opening) undoScenarioEdit(opening);
                } else
                  editScenario({
                    kind: "opening-phase",
                    line: line.id,
                    phase: value === "never" ? null : value,
                  });
              }}
            >
              <option value="usual">{word("scenarioUsual")}</option>
              {phases.map((other) => (
                <option key={other.id} value={other.id}>
                  {text(other.title)}
                </option>
              ))}
              <option value="never">{word("scenarioNever")}</option>
            </select>
          </label>
          {services.length > 0 && (
            <>
              <h4 className={styles.subtitle}>{word("scenarioServices")}</h4>
              <ul>
                {services.map((service) => (
                  <ServiceFields key={service.id} service={service} phase={phase} />
                ))}
              </ul>
            </>
          )}
        </div>
      </details>
    </li>
  );
}

function useEditName(): (edit: RailEdit) => string {
  const { word, text, number } = useReachWords();
  const rail = useReach((state) => state.sources?.rail);
  const line = (id: string) => {
    const found = rail?.lines.find((other) => other.id === id);
    return found ? text(found.name) : id;
  };
  const service = (id: string) => {
    const found = rail?.services.find((other) => other.id === id);
    return found ? text(found.name) : id;
  };
  const station = (id: string) => {
    const found = rail?.stations.find((other) => other.id === id);
    return found ? text(found.name) : id;
  };
  return (edit) => {
    switch (edit.kind) {
      case "without-line":
        return `${line(edit.line)}: ${word("isNotOpen")}`;
      case "opening-phase": {
        const phase = phases.find((other) => other.id === edit.phase);
        return `${line(edit.line)}: ${word("scenarioOpening")} ${phase ? text(phase.title) : word("scenarioNever")}`;
      }
      case "line-speed":
        return `${line(edit.line)}: ${number(edit.speedKmh)} km/h`;
      case "dwell":
        return `${service(edit.service)}: ${word("scenarioDwell")} ${number(edit.dwellSeconds)}`;
      case "trains-per-day":
        return `${service(edit.service)}: ${word("scenarioTrains")} ${number(edit.trainsPerDay)}`;
      case "timetable": {
        const phase = phases.find((other) => other.id === edit.phase);
        return `${phase ? text(phase.title) : edit.phase}: ${edit.name} ${edit.day}`;
      }
      case "link":
        return `${station(edit.from)}–${station(edit.to)}: ${number(Math.round(edit.lengthMetres / 100) / 10)} km, ${number(edit.speedKmh)} km/h`;
    }
  };
}

/** The railway as the reader would have it: projects on and off, speeds, dwell, trains, opening, new links. */
export function ScenarioSection() {
  const { word } = useReachWords();
  const rail = useReach((state) => state.sources?.rail);
  const edits = useAtlas((state) => state.board.scenario) ?? noEdits;
  const nameEdit = useEditName();
  if (!rail) return null;
  const projects = rail.lines.filter((line) => line.openIn.length < rail.phases.length);
  const others = rail.lines.filter((line) => line.openIn.length === rail.phases.length);
  return (
    <Section
      title={word("scenario")}
      open={edits.length > 0}
      mark={
        edits.length > 0 ? (
          <span className={styles.editedTag}>{word("edited", { count: edits.length })}</span>
        ) : undefined
      }
    >
      {edits.length === 0 ? (
        <p className={styles.note}>{word("scenarioNone")}</p>
      ) : (
        <>
          <ul className={styles.edits}>
            {edits.map((edit) => (
              <li key={JSON.stringify(edit)}>
                <span>{nameEdit(edit)}</span>
                <IconButton
                  icon={RotateCcw}
                  name={word("scenarioReset", { name: nameEdit(edit) })}
                  onClick={() => undoScenarioEdit(edit)}
                />
              </li>
            ))}
          </ul>
          <button type="button" className={styles.link} onClick={clearScenario}>
            {word("scenarioClear")}
          </button>
        </>
      )}
      <ul className={styles.lines}>
        {projects.map((line) => (
          <LineEditor key={line.id} line={line} rail={rail} />
        ))}
      </ul>
      <details>
        <summary className={styles.lineSummary}>{word("scenarioOthers", { count: others.length })}</summary>
        <ul className={styles.lines}>
          {others.map((line) => (
            <LineEditor key={line.id} line={line} rail={rail} />
          ))}
        </ul>
      </details>
      <LinkEditor rail={rail} />
    </Section>
  );
}
