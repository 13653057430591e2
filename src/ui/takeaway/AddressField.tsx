import { setAddress, useAddress } from "../../state/page/takeaway.ts";
import styles from "./TakeAway.module.css";
import { useTakeAwayWords } from "./takeawayWords.ts";

/** Where QR codes lead, with a word where that would not serve the reader of the paper. */
export function AddressField() {
  const say = useTakeAwayWords();
  const { address, isGood, isLocal } = useAddress();
  return (
    <label className={styles.field}>
      <span>{say("address")}</span>
      <input
        type="url"
        value={address}
        aria-invalid={address !== "" && !isGood}
        onChange={(event) => setAddress(event.target.value)}
      />
      {address === "" ? (
        <small>{say("addressNone")}</small>
      ) : (
        !isGood && <small className={styles.warning}>{say("addressBad")}</small>
      )}
      {isLocal && <small>{say("addressLocal")}</small>}
    </label>
  );
}
