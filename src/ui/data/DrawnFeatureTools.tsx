import { Check, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { editDrawn, removeDrawn, renameDrawn, stopDrawing, useDrawing } from "../../state/own/drawing.ts";
import { nameOwnFeature, type OwnFeature } from "../../state/own/ownFeatures.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { isComposing } from "../kit/isComposing.ts";
import styles from "./DataPanel.module.css";
import { useDataWords } from "./useDataWords.ts";

/** What can be done with a drawn feature: its name, its shape, its end. */
export function DrawnFeatureTools({ feature }: { feature: OwnFeature }) {
  const { word } = useDataWords();
  const { layer, index, row } = feature;
  const given = nameOwnFeature(layer, index, row);
  const [name, setName] = useState(given);
  const isEdited = useDrawing((state) => state.edited?.layer === layer.id && state.edited.index === index);
  return (
    <section className={styles.section}>
      <label className={styles.field}>
        <span>{word("drawnName")}</span>
        <input
          value={name}
          maxLength={200}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            setName(typed);
            // Kept letter by letter: a page that dies takes nothing of it along.
            if (typed.trim()) void renameDrawn(layer.id, index, typed.trim());
          }}
          onBlur={() => name.trim() || setName(given)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !isComposing(event)) event.currentTarget.blur();
          }}
        />
      </label>
      <div className={styles.row}>
        {isEdited ? (
          <IconButton icon={Check} name={word("drawnDone")} labelled onClick={stopDrawing} />
        ) : (
          <IconButton
            icon={Pencil}
            name={word("drawnEdit")}
            labelled
            onClick={() => void editDrawn(layer.id, index)}
          />
        )}
        <IconButton
          icon={Trash2}
          name={word("drawnRemove")}
          labelled
          onClick={() => void removeDrawn(layer.id, index)}
        />
      </div>
      {isEdited && <p className={styles.note}>{word("drawnEditLead")}</p>}
    </section>
  );
}
