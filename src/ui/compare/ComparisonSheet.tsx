import {
  describeDifference,
  differenceWords,
  summarizeDifferences,
} from "../../domain/compare/compareWords.ts";
import { countDifferences, type Difference } from "../../domain/compare/listDifferences.ts";
import { presentBoard } from "../../state/board/openBoard.ts";
import { buildLinkAt, useAddress } from "../../state/page/takeaway.ts";
import paper from "../takeaway/Paper.module.css";
import { Paper } from "../takeaway/Paper.tsx";
import { PaperCode, PaperLegend, PaperMap } from "../takeaway/PaperMap.tsx";
import { today, writeFoot } from "../takeaway/sceneTexts.ts";
import styles from "./ComparisonSheet.module.css";
import { type DrawnSide, findComparedView, uniteLegends } from "./drawSides.ts";
import { splitRows } from "./splitRows.ts";
import { useCompareWords } from "./useCompareWords.ts";

function Rows({ differences }: { differences: readonly Difference[] }) {
  const { text } = useCompareWords();
  return (
    <ul className={styles.rows}>
      {differences.map((one) => (
        <li key={`${one.kind} ${one.dataset}/${one.id}`}>
          <b>{text(differenceWords[one.kind].name)}</b>
          <span>
            {text(one.name)} <small>{text(describeDifference(one))}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}

interface ComparisonSheetProps {
  sides: readonly DrawnSide[];
  differences: readonly Difference[];
  /** Which of the sides the list runs from. */
  against: number;
  onReady: () => void;
}

/** All sides in a row at one scale, the list of what differs beneath; what finds no room goes on the next page. */
export function ComparisonSheet({ sides, differences, against, onReady }: ComparisonSheetProps) {
  const { word, text, language } = useCompareWords();
  const { address, isGood, isLocal } = useAddress();
  const board = presentBoard();
  const link =
    isGood && !isLocal
      ? buildLinkAt(address, { board, view: findComparedView(board), highlights: [] })
      : null;
  const left = sides[against] ?? sides[0]!;
  const right = sides.at(-1)!;
  const title = word("sheetTitle", { left: text(left.title), right: text(right.title) });
  const pictures = sides.map(({ picture }) => picture);
  const legend = {
    ...right.picture,
    legend: uniteLegends(pictures),
    hasSchematic: pictures.some((p) => p.hasSchematic),
  };
  const credits = { ...right.picture, credits: [...new Set(pictures.flatMap((picture) => picture.credits))] };
  const [first, ...more] = splitRows(differences, language);
  const foot = (page: number) => (
    <footer className={paper.foot}>
      <p>{writeFoot(credits, language)}</p>
      <p className={paper.number}>
        {page} / {1 + more.length}
      </p>
    </footer>
  );
  return (
    <Paper size="a4" language={language} onReady={onReady}>
      <section className={`${paper.page} ${styles.first}`}>
        <header className={paper.head}>
          <p className={paper.lead}>
            {word("sheetScale")} · {word("printedOn")} {today()}
          </p>
          <h1 className={paper.title}>{title}</h1>
        </header>
        <div className={styles.maps} style={{ gridTemplateColumns: `repeat(${sides.length}, 1fr)` }}>
          {sides.map(({ title: name, picture }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a side is its place
            <div key={index}>
              <p className={styles.name}>{text(name)}</p>
              <PaperMap picture={picture} title={text(name)} language={language} />
            </div>
          ))}
        </div>
        <div className={styles.below}>
          <PaperLegend picture={legend} language={language} />
          <PaperCode link={link?.ok ? link.value : null}>{word("openThere")}</PaperCode>
        </div>
        <div className={styles.list}>
          <p className={styles.summary}>{text(summarizeDifferences(countDifferences(differences)))}</p>
          <Rows differences={first ?? []} />
        </div>
        {foot(1)}
      </section>
      {more.map((rows, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place
        <section key={index} className={`${paper.page} ${paper.plain}`}>
          <h2 className={styles.summary}>
            {title} · {word("list")}
          </h2>
          <Rows differences={rows} />
          {foot(index + 2)}
        </section>
      ))}
    </Paper>
  );
}
