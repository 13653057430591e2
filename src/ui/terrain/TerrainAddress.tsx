import { useState } from "react";
import { findOrigin } from "../../domain/services/settings.ts";
import { agreeToHost, isAgreed, useAgreedHosts } from "../../state/services/agreedHosts.ts";
import { type HeightEncoding, readTerrainAddress } from "../../state/terrain/readTerrainAddress.ts";
import { useTerrain } from "../../state/terrain/terrainStore.ts";
import styles from "./Terrain.module.css";
import { useTerrainWords } from "./terrainWords.ts";

const finest = [10, 11, 12, 13, 14, 15];

/** Heights from an address: tiles of coloured heights, an archive of them, or a GeoTIFF that is read by range. */
export function TerrainAddress() {
  const { word } = useTerrainWords();
  const [address, setAddress] = useState("");
  const [encoding, setEncoding] = useState<HeightEncoding>("terrarium");
  const [maxZoom, setMaxZoom] = useState(14);
  const hosts = useAgreedHosts((state) => state.hosts);
  const isOpening = useTerrain((state) => state.isOpening);
  const typed = address.trim();
  const host = typed === "" ? undefined : findOrigin(typed);
  const isTemplate = typed.includes("{z}");
  const isRaster = /\.tiff?$/i.test(typed.replace(/[?#].*$/s, ""));
  const waits = host !== undefined && !isAgreed(typed, hosts);
  return (
    <details>
      <summary>{word("fromAddress")}</summary>
      <form
        className={styles.part}
        onSubmit={(event) => {
          event.preventDefault();
          if (host === undefined) return;
          if (waits) agreeToHost(host);
          void readTerrainAddress(typed, encoding, maxZoom);
        }}
      >
        <p className={styles.note}>{word("addressLead", { z: "{z}", x: "{x}", y: "{y}" })}</p>
        <label className={styles.part}>
          <span className={styles.note}>{word("address")}</span>
          <input
            className={styles.input}
            inputMode="url"
            spellCheck={false}
            maxLength={4_000}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
        </label>
        {!isRaster && (
          <div className={styles.row}>
            <label className={styles.row}>
              <span className={styles.note}>{word("encoding")}</span>
              <select
                className={styles.input}
                value={encoding}
                onChange={(event) =>
                  setEncoding(event.currentTarget.value === "terrarium" ? "terrarium" : "terrain-rgb")
                }
              >
                <option value="terrarium">Terrarium</option>
                <option value="terrain-rgb">Terrain-RGB</option>
              </select>
            </label>
            {isTemplate && (
              <label className={styles.row}>
                <span className={styles.note}>{word("finest")}</span>
                <select
                  className={styles.input}
                  value={maxZoom}
                  onChange={(event) => setMaxZoom(Number(event.currentTarget.value))}
                >
                  {finest.map((level) => (
                    <option key={level} value={level}>
                      {level}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </div>
        )}
        {typed !== "" && host === undefined && <p className={styles.problem}>{word("addressInvalid")}</p>}
        {waits && <p className={styles.note}>{word("consent", { host: host! })}</p>}
        <button type="submit" className={styles.button} disabled={host === undefined || isOpening}>
          {word(waits ? "agreeRead" : "readView")}
        </button>
      </form>
    </details>
  );
}
