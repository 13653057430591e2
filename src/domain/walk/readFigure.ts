import {
  compact,
  type Fields,
  Refusal,
  readBilingual,
  readId,
  readList,
  readNumber,
  readObject,
  readOptional,
} from "./readFields.ts";
import type { Figure } from "./walk.ts";

/** A chart of a scene from outside; throws a Refusal saying where it is not one. */
export function readFigure(value: unknown, place: string): Figure {
  const { kind } = (value ?? {}) as Fields;
  if (kind === "figures") {
    const figure = readObject(value, place, ["kind", "title", "entries"]);
    return compact({
      kind,
      title: readOptional(figure.title, (v) => readBilingual(v, `${place}.title`)),
      entries: readList(figure.entries, `${place}.entries`, 12, (entry, at) => {
        const { label, number } = readObject(entry, at, ["label", "number"]);
        return { label: readBilingual(label, `${at}.label`), number: readId(number, `${at}.number`) };
      }),
    });
  }
  if (kind === "bars") {
    const figure = readObject(value, place, ["kind", "title", "bars", "target"]);
    return compact({
      kind,
      title: readBilingual(figure.title, `${place}.title`),
      bars: readList(figure.bars, `${place}.bars`, 24, (entry, at) => {
        const { label, number, strong } = readObject(entry, at, ["label", "number", "strong"]);
        return compact({
          label: readBilingual(label, `${at}.label`),
          number: readId(number, `${at}.number`),
          strong: readOptional(strong, (v) => v === true),
        });
      }),
      target: readOptional(figure.target, (v) => {
        const target = readObject(v, `${place}.target`, ["label", "value"]);
        return {
          label: readBilingual(target.label, `${place}.target.label`),
          value: readNumber(target.value, `${place}.target.value`),
        };
      }),
    });
  }
  if (kind !== "status") throw new Refusal(`${place}.kind`, "figures, bars or status");
  const figure = readObject(value, place, ["kind", "title", "rows", "phases"]);
  return {
    kind,
    title: readBilingual(figure.title, `${place}.title`),
    rows: readList(figure.rows, `${place}.rows`, 24, (entry, at) => {
      const { label, dataset, id } = readObject(entry, at, ["label", "dataset", "id"]);
      return {
        label: readBilingual(label, `${at}.label`),
        dataset: readId(dataset, `${at}.dataset`),
        id: readId(id, `${at}.id`),
      };
    }),
    phases: readList(figure.phases, `${place}.phases`, 12, readId),
  };
}
