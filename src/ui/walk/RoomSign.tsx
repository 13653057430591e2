import { QrPicture } from "./QrPicture.tsx";
import styles from "./Room.module.css";
import { useWalkWords } from "./walkWords.ts";

/** The sign on the wall that the audience scans. */
export function RoomSign({ address }: { address: string }) {
  const { say } = useWalkWords();
  return (
    <section className={styles.sign} data-testid="sign" aria-label={say("sign")}>
      <QrPicture address={address} />
      <div>
        <h2>{say("sign")}</h2>
        <p className={styles.address}>{address}</p>
        <p>{say("signNetwork")}</p>
      </div>
    </section>
  );
}
