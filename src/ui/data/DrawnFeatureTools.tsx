import { Check, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { editDrawn, removeDrawn, renameDrawn, stopDrawing, useDrawing } from "../../state/drawing.ts";
import { nameOwnFeature, type OwnFeature } from "../../state/ownFeatures.ts";
import { IconButton } from "../frame/IconButton.tsx";
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
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={() => {
            if (name.trim() && name !== given) void renameDrawn(layer.id, index, name.trim());
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
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
