import { Download, Pencil, RotateCcw, Upload } from "lucide-react";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { atlas } from "../../../geodata/catalogue.ts";
import { compareRuleTables, formatRuleTable } from "../../domain/check/editRules.ts";
import { parseRuleTable } from "../../domain/check/parseRules.ts";
import { hashRules } from "../../domain/check/rules.ts";
import { tell, tellProblem } from "../../state/actions.ts";
import { changeRules } from "../../state/check/check.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Section } from "../kit/Section.tsx";
import { saveFile } from "../kit/saveFile.ts";
import styles from "./CheckPanel.module.css";
import { checkWords } from "./checkWords.ts";
import { RuleDiffs } from "./RuleDiffs.tsx";
import { useCheckWords } from "./useCheckWords.ts";

const RuleEditor = lazy(async () => ({ default: (await import("./RuleEditor.tsx")).RuleEditor }));

/** The rule table in force: whose it is, its version, and the ways to change it. */
export function Rules() {
  const { word } = useCheckWords();
  const [isEditing, setEditing] = useState(false);
  const own = useAtlas((state) => state.board.check?.rules ?? null);
  const shipped = useCheck((state) => state.shipped);
  const picker = useRef<HTMLInputElement>(null);
  const table = own ?? shipped;
  const changes = useMemo(() => shipped && own && compareRuleTables(shipped, own), [shipped, own]);
  if (!table || !shipped) return null;
  const on = table.rules.filter(({ enabled }) => enabled).length;
  const version = hashRules(table);
  const read = async (file: File) => {
    const parsed = parseRuleTable((await file.text()).replace(/^\ufeff/, ""));
    if (!parsed.ok) {
      tellProblem(parsed.error);
      return;
    }
    changeRules(parsed.value);
    const say = (place: 0 | 1) =>
      checkWords.ruleImported[place].replace("{count}", String(parsed.value.rules.length));
    tell("information", { zh: say(0), en: say(1) });
  };
  return (
    <Section
      title={word("ruleTable")}
      open={false}
      mark={
        <>
          {changes?.isChanged && <span className={styles.edited}>{word("ruleEdited")}</span>}
          <code>{version.slice(0, 8)}</code>
        </>
      }
    >
      <p>
        {changes
          ? word("ruleChanged", {
              added: changes.added.length,
              removed: changes.removed.length,
              changed: changes.changed.length,
              on,
            })
          : word("ruleShipped", { on })}
      </p>
      <p className={styles.note}>
        {word("ruleVersion", { version })} · {word("ruleUndo")}
      </p>
      <div className={styles.row}>
        <IconButton icon={Pencil} labelled name={word("ruleEdit")} onClick={() => setEditing(true)} />
        <IconButton
          icon={Upload}
          labelled
          name={word("ruleImport")}
          onClick={() => picker.current?.click()}
        />
        <IconButton
          icon={Download}
          labelled
          name={word("ruleExport")}
          onClick={() =>
            saveFile(
              `${atlas.id}-rules-${version}.json`,
              new Blob([formatRuleTable(table)], { type: "application/json" }),
            )
          }
        />
        {own && (
          <IconButton icon={RotateCcw} labelled name={word("ruleReset")} onClick={() => changeRules(null)} />
        )}
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={word("ruleImport")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) void read(file);
        }}
      />
      <RuleDiffs rules={table} shipped={shipped} />
      {isEditing && (
        <Suspense fallback={null}>
          <RuleEditor table={table} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </Section>
  );
}
