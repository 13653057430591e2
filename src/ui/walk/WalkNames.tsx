import { renameChapter, renameWalk } from "../../domain/walk/editWalk.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { editWalk } from "../../state/walk/openWalk.ts";
import styles from "./SceneEditor.module.css";
import { useWalkWords } from "./walkWords.ts";

function NameField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (name: string) => void;
}) {
  return (
    <label>
      {label}
      <input
        value={value}
        maxLength={120}
        aria-invalid={value.trim() === ""}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}

/** The names of a walk and of its chapters, in both languages. */
export function WalkNames({ walk }: { walk: Walk }) {
  const { say, text } = useWalkWords();
  const inUse = walk.chapters.filter(({ chapter }) => walk.scenes.some((scene) => scene.chapter === chapter));
  return (
    <div className={`${styles.editor} ${styles.pick}`}>
      {(["zh", "en"] as const).map((language) => (
        <NameField
          key={language}
          label={`${say("walkName")} · ${say(language === "zh" ? "chinese" : "english")}`}
          value={walk.title[language]}
          onChange={(name) =>
            editWalk((open) => renameWalk(open, language, name), { coalesceKey: `walk name ${language}` })
          }
        />
      ))}
      {inUse.map(({ chapter, title }) => (
        <fieldset key={chapter}>
          <legend>{`${say("chapterName")} · ${text(title)}`}</legend>
          {(["zh", "en"] as const).map((language) => (
            <NameField
              key={language}
              label={say(language === "zh" ? "chinese" : "english")}
              value={title[language]}
              onChange={(name) =>
                editWalk((open) => renameChapter(open, chapter, language, name), {
                  coalesceKey: `chapter ${chapter} ${language}`,
                })
              }
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}
