import { Bookmark as BookmarkIcon, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { type Bookmark, mostBookmarkName, mostBookmarks } from "../../domain/board/bookmarks.ts";
import { dropView, goToView, keepView, renameView } from "../../state/board/bookmarks.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { isComposing } from "../kit/isComposing.ts";
import styles from "./Bookmarks.module.css";
import { useBookmarkWords } from "./bookmarkWords.ts";

function Row({ bookmark, onDone }: { bookmark: Bookmark; onDone: () => void }) {
  const { word } = useBookmarkWords();
  const [isRenamed, setRenamed] = useState(false);
  const { id, name, board } = bookmark;
  if (isRenamed)
    return (
      <li className={styles.row}>
        <input
          // The reader has just asked to write here.
          ref={(input) => input?.focus()}
          defaultValue={name}
          maxLength={mostBookmarkName}
          aria-label={word("rename", { name })}
          onBlur={(event) => {
            if (event.currentTarget.value.trim() !== name) renameView(id, event.currentTarget.value);
            setRenamed(false);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !isComposing(event)) event.currentTarget.blur();
          }}
        />
      </li>
    );
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.go}
        aria-label={word("go", { name })}
        onClick={() => {
          goToView(bookmark);
          onDone();
        }}
      >
        <span>{name}</span>
        <small>{word(board ? "board" : "place")}</small>
      </button>
      <IconButton icon={Pencil} name={word("rename", { name })} onClick={() => setRenamed(true)} />
      <IconButton icon={Trash2} name={word("drop", { name })} onClick={() => dropView(id)} />
    </li>
  );
}

/** Named views: kept, gone to, renamed, deleted. */
export function Bookmarks({ onDone }: { onDone: () => void }) {
  const { word } = useBookmarkWords();
  const bookmarks = useAtlas((state) => state.board.bookmarks) ?? [];
  const [name, setName] = useState("");
  const [isWhole, setWhole] = useState(true);
  const standard = word("standard", { place: bookmarks.length + 1 });
  return (
    <div className={styles.bookmarks} data-testid="bookmarks">
      {bookmarks.length === 0 ? (
        <p className={styles.note}>{word("none")}</p>
      ) : (
        <ul className={styles.list}>
          {bookmarks.map((bookmark) => (
            <Row key={bookmark.id} bookmark={bookmark} onDone={onDone} />
          ))}
        </ul>
      )}
      {bookmarks.length >= mostBookmarks ? (
        <p className={styles.note}>{word("full", { most: mostBookmarks })}</p>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            keepView(name.trim() || standard, isWhole);
            setName("");
          }}
        >
          <input
            value={name}
            maxLength={mostBookmarkName}
            placeholder={standard}
            aria-label={word("name")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <label className={styles.whole}>
            <input
              type="checkbox"
              checked={isWhole}
              onChange={(event) => setWhole(event.currentTarget.checked)}
            />
            {word("whole")}
          </label>
          <IconButton icon={BookmarkIcon} name={word("add")} labelled type="submit" />
        </form>
      )}
      <p className={styles.note}>{word("kept")}</p>
    </div>
  );
}
