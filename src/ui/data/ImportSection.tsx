import { FolderOpen, X } from "lucide-react";
import { useRef } from "react";
import { openFiles } from "../../state/own/dropFiles.ts";
import { cancelImport } from "../../state/own/importFiles.ts";
import { useUserData } from "../../state/own/userData.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./DataPanel.module.css";
import { PendingCard } from "./PendingCard.tsx";
import { useDataWords } from "./useDataWords.ts";

const jobWords = { reading: "jobReading", computing: "jobComputing", writing: "jobWriting" } as const;

/** What is going on in the background, how far it is, and a way to stop it. */
export function JobBar() {
  const { word } = useDataWords();
  const job = useUserData((state) => state.job);
  if (!job) return null;
  return (
    <div className={styles.job} role="status">
      <span>{word(jobWords[job.stage], { title: job.title })}</span>
      <progress value={job.fraction ?? undefined} max={1} aria-label={job.title} />
      <IconButton icon={X} name={word("cancel")} onClick={cancelImport} />
    </div>
  );
}

/** The way in for files, and those that wait for an answer. */
export function ImportSection() {
  const { word } = useDataWords();
  const input = useRef<HTMLInputElement>(null);
  const pending = useUserData((state) => state.pending);
  return (
    <section className={styles.section} aria-label={word("importTitle")}>
      <h2 className={styles.title}>{word("importTitle")}</h2>
      <p>{word("importLead")}</p>
      <button type="button" className={styles.primary} onClick={() => input.current?.click()}>
        <FolderOpen size={16} aria-hidden="true" />
        {word("importChoose")}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="data-files"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          void openFiles(files);
        }}
      />
      <p className={styles.note}>{word("importFormats")}</p>
      <JobBar />
      {pending.map((waiting) => (
        <PendingCard key={waiting.id} pending={waiting} />
      ))}
    </section>
  );
}
