import { X } from "lucide-react";
import { useEffect } from "react";
import { dismissMessage } from "../../state/actions.ts";
import { type Message, useAtlas } from "../../state/store.ts";
import { IconButton } from "./IconButton.tsx";
import styles from "./Messages.module.css";
import { useFrameWords } from "./useFrameWords.ts";

/** A plain remark leaves by itself; a warning or failure waits until it has been read. */
const remarkMilliseconds = 5_000;

function MessageLine({ message }: { message: Message }) {
  const { word, text } = useFrameWords();
  useEffect(() => {
    if (message.kind !== "information") return;
    const timer = setTimeout(() => dismissMessage(message.id), remarkMilliseconds);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <li className={styles[message.kind]}>
      <span>{text(message.text)}</span>
      <IconButton icon={X} name={word("dismiss")} onClick={() => dismissMessage(message.id)} />
    </li>
  );
}

/** What the atlas has to say, spoken by screen readers as it comes. */
export function Messages() {
  const { word } = useFrameWords();
  const messages = useAtlas((state) => state.messages);
  return (
    <section className={styles.messages} aria-live="polite" aria-label={word("messages")}>
      <ul>
        {messages.map((message) => (
          <MessageLine key={message.id} message={message} />
        ))}
      </ul>
    </section>
  );
}
