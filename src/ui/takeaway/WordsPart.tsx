import { useEffect, useState } from "react";
import { atlas } from "../../../geodata/catalogue.ts";
import { describeView, type ViewFacts, type ViewLength } from "../../domain/view/describeView.ts";
import { Choice } from "../kit/Choice.tsx";
import { useWords } from "../speech/useWords.ts";
import { readScreenExtent } from "./screenExtent.ts";
import styles from "./TakeAway.module.css";
import { useTakeAwayWords } from "./takeawayWords.ts";

/** The view in words, in three lengths: read out when it changes, and copied into minutes. */
export function WordsPart() {
  const say = useTakeAwayWords();
  const { language } = useWords();
  const [length, setLength] = useState<ViewLength>("medium");
  const [facts, setFacts] = useState<ViewFacts | null>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void import("../../state/page/readMap.ts")
      .then(({ readScreen }) => readScreen(readScreenExtent() ?? atlas.bbox))
      .then((read) => {
        if (isCurrent) setFacts(read);
      });
    return () => {
      isCurrent = false;
    };
  }, []);
  const text = facts && describeView(facts, length, language);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text ?? "");
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <div className={styles.part}>
      <p>{say("wordsNote")}</p>
      <Choice<ViewLength>
        name={say("wordsLength")}
        options={[
          { id: "short", title: say("wordsShort") },
          { id: "medium", title: say("wordsMedium") },
          { id: "long", title: say("wordsLong") },
        ]}
        value={length}
        onChange={(chosen) => {
          setLength(chosen);
          setCopied(null);
        }}
      />
      <p aria-live="polite" data-view-words="">
        {text ?? say("wordsWorking")}
      </p>
      <div className={styles.row}>
        <button type="button" className={styles.action} disabled={!text} onClick={() => void copy()}>
          {say("wordsCopy")}
        </button>
        <span role="status">
          {copied === true ? say("wordsCopied") : copied === false ? say("wordsNotCopied") : ""}
        </span>
      </div>
    </div>
  );
}
