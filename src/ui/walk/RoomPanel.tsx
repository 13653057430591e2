import { useEffect, useState } from "react";
import type { RoomDevice, RoomRole, RoomStatus } from "../../domain/walk/room.ts";
import { askRoom, openRoom, type RoomAnswer, removeDevice, shutRoom } from "../../state/walk/roomDesk.ts";
import { QrPicture } from "./QrPicture.tsx";
import styles from "./Room.module.css";
import { useWalkWords, type WalkWord } from "./walkWords.ts";

/** Who joined or went is seen this soon. */
const lookMilliseconds = 1_500;

const words: Record<RoomRole, readonly [name: WalkWord, hint: WalkWord]> = {
  remote: ["remoteSwitch", "remoteHint"],
  follower: ["followSwitch", "followHint"],
};

export const writeAddress = ({ host, codes }: RoomStatus, role: RoomRole): string | null =>
  host !== null && codes[role] !== undefined ? `http://${host}/${codes[role]}` : null;

function useRoom() {
  const [answer, setAnswer] = useState<RoomAnswer | null>(null);
  const [status, setStatus] = useState<RoomStatus | null>(null);
  const take = (next: RoomAnswer) => {
    setAnswer(next);
    if (next.kind === "status") setStatus(next.status);
  };
  const isAbsent = answer?.kind === "absent";
  useEffect(() => {
    if (isAbsent) return;
    const look = async () => {
      const next = await askRoom();
      // A refusal stays to be read until something else is asked.
      if (next.kind === "status") setStatus(next.status);
      if (next.kind !== "refused") setAnswer((last) => (last?.kind === "refused" ? last : next));
    };
    void look();
    const timer = setInterval(() => void look(), lookMilliseconds);
    return () => clearInterval(timer);
  }, [isAbsent]);
  return { answer, status, take };
}

function Devices({ devices, onRemove }: { devices: RoomDevice[]; onRemove: (id: string) => void }) {
  const { say } = useWalkWords();
  return (
    <section aria-label={say("devices")}>
      <h3>{say("devices")}</h3>
      {devices.length === 0 && <p className={styles.hint}>{say("noDevices")}</p>}
      <ul className={styles.devices}>
        {devices.map(({ id, role, name, isConnected }) => (
          <li key={id}>
            <span>
              {say(role === "remote" ? "deviceRemote" : "deviceFollower", { name })}
              {!isConnected && <small> {say("deviceAway")}</small>}
            </span>
            <button type="button" onClick={() => onRemove(id)} aria-label={say("removeDevice", { name })}>
              ×
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where the presenter lets phones into the room, sees which are in, and shows them out. */
export function RoomPanel({
  sign,
  onSign,
}: {
  sign: string | null;
  onSign: (address: string | null) => void;
}) {
  const { say } = useWalkWords();
  const { answer, status, take } = useRoom();
  const [chosen, setChosen] = useState<string | null>(null);
  const address = status && writeAddress(status, "follower");
  useEffect(() => {
    // A code that was changed, or does not serve any more, must not stand on the wall.
    if (status && sign !== null && sign !== address) onSign(address);
  }, [status, sign, address, onSign]);
  if (answer?.kind === "absent") return <p className={styles.hint}>{say("phonesAbsent")}</p>;
  if (!status) return null;
  if (status.addresses.length === 0) return <p className={styles.hint}>{say("phonesNoNetwork")}</p>;
  const wanted = status.addresses.find((one) => one === chosen) ?? status.addresses[0];
  const turn = async (role: RoomRole, isOn: boolean) =>
    take(
      isOn ? await openRoom(role, status.host === null ? wanted : status.addresses[0]) : await shutRoom(role),
    );
  return (
    <section className={styles.room} aria-label={say("phones")}>
      {status.addresses.length > 1 && status.host === null && (
        <label className={styles.choice}>
          {say("phonesAddress")}{" "}
          <select value={wanted} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
            {status.addresses.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      )}
      {(["remote", "follower"] as const).map((role) => {
        const link = writeAddress(status, role);
        const [name, hint] = words[role];
        return (
          <div key={role} className={styles.role}>
            <label>
              <input
                type="checkbox"
                checked={link !== null}
                onChange={({ currentTarget }) => void turn(role, currentTarget.checked)}
              />
              {say(name)}
            </label>
            {link && (
              <div className={styles.code}>
                <QrPicture address={link} />
                <div>
                  <p className={styles.address} data-testid={`address-${role}`}>
                    {link}
                  </p>
                  <p className={styles.hint}>{say(hint)}</p>
                  {role === "follower" && (
                    <button type="button" onClick={() => onSign(sign === null ? link : null)}>
                      {say(sign === null ? "showSign" : "hideSign")}
                    </button>
                  )}
                </div>
              </div>
            )}
          </div>
        );
      })}
      {answer?.kind === "refused" && <p role="alert">{say("phonesRefused")}</p>}
      <p className={styles.hint}>
        {status.host ? say("phonesOpen", { host: status.host }) : say("phonesShut")}
      </p>
      {status.host && (
        <Devices devices={status.devices} onRemove={async (id) => take(await removeDevice(id))} />
      )}
    </section>
  );
}
