import { X } from "lucide-react";
import { useEffect } from "react";
import { dismissMessage } from "../../state/actions.ts";
import { type Message, useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./MessageLines.module.css";
import { useFrameWords } from "./useFrameWords.ts";

/** A plain remark leaves by itself; a warning or failure waits until it has been read. */
const remarkMilliseconds = 5_000;

function MessageLine({ message }: { message: Message }) {
  const { word, text } = useFrameWords();
  const { id, kind, choices } = message;
  useEffect(() => {
    if (kind !== "information" || choices) return;
    const timer = setTimeout(() => dismissMessage(id), remarkMilliseconds);
    return () => clearTimeout(timer);
  }, [id, kind, choices]);
  return (
    <li className={styles[kind]}>
      <div className={styles.body}>
        <span className={styles.text}>{text(message.text)}</span>
        {choices && (
          <span className={styles.choices}>
            {choices.map((choice) => (
              <button
                key={choice.text.en}
                type="button"
                onClick={() => {
                  dismissMessage(id);
                  choice.act();
                }}
              >
                {text(choice.text)}
              </button>
            ))}
          </span>
        )}
      </div>
      <IconButton icon={X} name={word("dismiss")} onClick={() => dismissMessage(id)} />
    </li>
  );
}

/** The lines of the messages, fetched with the first. */
export function MessageLines() {
  const messages = useAtlas((state) => state.messages);
  return (
    <ul>
      {messages.map((message) => (
        <MessageLine key={message.id} message={message} />
      ))}
    </ul>
  );
}
