import {
  type Orientation,
  orientations,
  type PaperSize,
  paperSizes,
  usualScales,
} from "../../sheet/paperSizes.ts";
import type { RouteChoice } from "../../state/page/sheetPaper.ts";
import { Choice } from "../kit/Choice.tsx";
import { useWords } from "../speech/useWords.ts";
import styles from "./TakeAway.module.css";
import { type TakeAwayWord, useTakeAwayWords } from "./takeawayWords.ts";

export interface SheetForm {
  title: string;
  unitName: string;
  date: string;
  size: PaperSize;
  /** N of 1:N as text; empty for the largest that fits. */
  scale: string;
  orientation: Orientation;
  shown: "whole" | "screen" | "atlas" | "corridor";
  /** The line that a strip of sheets follows. */
  along: string;
}

const sizes = (Object.keys(paperSizes) as PaperSize[]).map((id) => ({ id, title: id }));

const orientationWords: Readonly<Record<Orientation, TakeAwayWord>> = {
  auto: "lieAuto",
  landscape: "lieLandscape",
  portrait: "liePortrait",
};

interface SheetFieldsProps {
  form: SheetForm;
  routes: readonly RouteChoice[];
  onChange: (part: Partial<SheetForm>) => void;
}

/** Which line a strip of sheets follows. */
function RouteField({
  routes,
  value,
  onChange,
}: {
  routes: readonly RouteChoice[];
  value: string;
  onChange: (id: string) => void;
}) {
  const say = useTakeAwayWords();
  const { text } = useWords();
  const groups = [...new Set(routes.map(({ group }) => text(group)))];
  return (
    <label className={styles.field}>
      <span>{say("sheetAlong")}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {groups.map((name) => (
          <optgroup key={name} label={name}>
            {routes
              .filter(({ group }) => text(group) === name)
              .map(({ id, title }) => (
                <option key={id} value={id}>
                  {text(title)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

/** What the reader says of a sheet. */
export function SheetFields({ form, routes, onChange }: SheetFieldsProps) {
  const say = useTakeAwayWords();
  const texts = [
    ["title", "pictureTitle"],
    ["unitName", "sheetUnit"],
    ["date", "sheetDate"],
  ] as const;
  return (
    <>
      {texts.map(([key, word]) => (
        <label key={key} className={styles.field}>
          <span>{say(word)}</span>
          <input
            type="text"
            maxLength={80}
            value={form[key]}
            onChange={(event) => onChange({ [key]: event.target.value })}
          />
        </label>
      ))}
      <div className={styles.field}>
        <span>{say("paper")}</span>
        <Choice
          name={say("paper")}
          options={sizes}
          value={form.size}
          onChange={(size) => onChange({ size })}
        />
      </div>
      <div className={styles.field}>
        <span>{say("lie")}</span>
        <Choice
          name={say("lie")}
          options={orientations.map((id) => ({ id, title: say(orientationWords[id]) }))}
          value={form.orientation}
          onChange={(orientation) => onChange({ orientation })}
        />
      </div>
      <label className={styles.field}>
        <span>{say("sheetScale")}</span>
        <select value={form.scale} onChange={(event) => onChange({ scale: event.target.value })}>
          <option value="">{say("sheetScaleFit")}</option>
          {usualScales.map((usual) => (
            <option key={usual} value={usual}>
              1:{usual.toLocaleString("en").replaceAll(",", " ")}
            </option>
          ))}
        </select>
      </label>
      <div className={styles.field}>
        <span>{say("sheetExtent")}</span>
        <Choice<SheetForm["shown"]>
          name={say("sheetExtent")}
          options={[
            { id: "whole", title: say("sheetWhole") },
            { id: "screen", title: say("sheetScreen") },
            { id: "atlas", title: say("sheetAtlas") },
            ...(routes.length > 0 ? [{ id: "corridor" as const, title: say("sheetCorridor") }] : []),
          ]}
          value={form.shown}
          onChange={(shown) => onChange({ shown })}
        />
      </div>
      {form.shown === "corridor" && (
        <RouteField routes={routes} value={form.along} onChange={(along) => onChange({ along })} />
      )}
    </>
  );
}
