import { useState } from "react";
import type { SlideLook } from "../../domain/walk/buildPresentation.ts";
import { Choice } from "../kit/Choice.tsx";
import styles from "./TakeAway.module.css";
import { useTakeAwayWords } from "./takeawayWords.ts";

const lookKey = "atlas-slide-look";
/** An emblem is printed an inch wide; more pixels only make the file large. */
const mostEmblemPixels = 600;

/** Template and unit as chosen last on this machine; the emblem is asked for each time. */
export function findSlideLook(): SlideLook {
  const look: SlideLook = { template: "plain", unit: "", emblem: null };
  try {
    const kept = JSON.parse(localStorage.getItem(lookKey) ?? "{}") as Partial<SlideLook>;
    return {
      ...look,
      template: kept.template === "official" ? "official" : "plain",
      unit: typeof kept.unit === "string" ? kept.unit.slice(0, 80) : "",
    };
  } catch {
    return look;
  }
}

function keepLook({ template, unit }: SlideLook) {
  try {
    localStorage.setItem(lookKey, JSON.stringify({ template, unit }));
  } catch {
    // Without storage it is asked for again next time.
  }
}

async function readEmblem(file: File): Promise<SlideLook["emblem"]> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, mostEmblemPixels / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  );
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const png = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
  return { png, widthPixels: canvas.width, heightPixels: canvas.height };
}

/** Whose slides they are and how they look. */
export function SlideLookFields({
  look,
  onChange,
}: {
  look: SlideLook;
  onChange: (look: SlideLook) => void;
}) {
  const say = useTakeAwayWords();
  const [isBad, setBad] = useState(false);
  const change = (next: SlideLook) => {
    keepLook(next);
    onChange(next);
  };
  return (
    <>
      <Choice
        name={say("template")}
        options={[
          { id: "plain" as SlideLook["template"], title: say("templatePlain") },
          { id: "official" as SlideLook["template"], title: say("templateOfficial") },
        ]}
        value={look.template}
        onChange={(template) => change({ ...look, template })}
      />
      <label className={styles.check}>
        <span>{say("unit")}</span>
        <input
          value={look.unit}
          maxLength={80}
          onChange={(event) => change({ ...look, unit: event.currentTarget.value })}
        />
      </label>
      <label className={styles.check}>
        <span>{say("emblem")}</span>
        <input
          type="file"
          accept="image/png,image/jpeg,image/webp"
          onChange={async (event) => {
            const file = event.currentTarget.files?.[0];
            if (!file) return;
            try {
              change({ ...look, emblem: await readEmblem(file) });
              setBad(false);
            } catch {
              setBad(true);
            }
          }}
        />
      </label>
      {isBad && <p role="alert">{say("emblemBad")}</p>}
      {look.emblem && (
        <button type="button" className={styles.quiet} onClick={() => change({ ...look, emblem: null })}>
          {say("emblemRemove")}
        </button>
      )}
    </>
  );
}
