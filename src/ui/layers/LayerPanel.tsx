import { lazy, Suspense, useMemo, useState } from "react";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import { type GroupId, groups, type LayerDefinition } from "../../../layers/grammar/layer.ts";
import type { LayerState } from "../../domain/board/board.ts";
import { moveLayer, showLayers } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { useWords } from "../speech/useWords.ts";
import type { WordKey } from "../speech/words.ts";
import styles from "./LayerPanel.module.css";
import { LayerRow } from "./LayerRow.tsx";

const groupWords: Record<GroupId, WordKey> = {
  base: "groupBase",
  towns: "groupTowns",
  transport: "groupTransport",
  logistics: "groupLogistics",
  energy: "groupEnergy",
  ecology: "groupEcology",
  industry: "groupIndustry",
  services: "groupServices",
  own: "groupOwn",
};

interface PlacedLayer {
  definition: LayerDefinition;
  state: LayerState;
}

function LayerGroup({ group, members }: { group: GroupId; members: readonly PlacedLayer[] }) {
  const { word, text } = useWords();
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const ids = members.map((member) => member.definition.id);
  const shown = members.filter((member) => member.state.visible).length;
  const title = word(groupWords[group]);

  const move = (id: string, toIndex: number) => {
    const target = ids[toIndex];
    if (target === undefined) return;
    moveLayer(id, target, ids);
    const moved = members.find((member) => member.definition.id === id)!;
    setSaid(word("movedTo", { name: text(moved.definition.title), place: toIndex + 1, total: ids.length }));
  };

  return (
    <section className={styles.group} aria-label={title}>
      <header className={styles.groupHead}>
        <h2 className={styles.groupTitle}>{title}</h2>
        <span className={styles.groupCount}>{word("groupShown", { shown, total: members.length })}</span>
        <button
          type="button"
          className={styles.groupToggle}
          onClick={() => showLayers(ids, shown < members.length)}
        >
          {word(shown < members.length ? "groupAll" : "groupNone")}
        </button>
      </header>
      <ul>
        {members.map(({ definition, state }, index) => (
          <LayerRow
            key={definition.id}
            definition={definition}
            state={state}
            isDragged={dragged === definition.id}
            onDragStart={() => setDragged(definition.id)}
            onDragOver={() => {
              if (dragged && dragged !== definition.id) move(dragged, index);
            }}
            onDragEnd={() => setDragged(null)}
            onRaise={index > 0 ? () => move(definition.id, index - 1) : undefined}
            onLower={index < members.length - 1 ? () => move(definition.id, index + 1) : undefined}
          />
        ))}
      </ul>
      <p className="visually-hidden" aria-live="polite">
        {said}
      </p>
    </section>
  );
}

const StatisticsSection = lazy(async () => ({
  default: (await import("../statistics/StatisticsSection.tsx")).StatisticsSection,
}));

/** What the map shows: by group, the uppermost layer first, as it lies on the map. */
export function LayerPanel() {
  const states = useAtlas((state) => state.board.layers);
  const userLayers = useAtlas((state) => state.board.userLayers);
  const placed = useMemo(() => {
    const definitions = new Map(
      findLayers(userLayers ? { userLayers } : {}).map((layer) => [layer.id, layer]),
    );
    return [...states].reverse().flatMap((state) => {
      const definition = definitions.get(state.id);
      return definition ? [{ definition, state }] : [];
    });
  }, [states, userLayers]);
  return (
    <div className={styles.panel}>
      {/* The reader's own come first; the base lies under everything and is asked for least, so it stands last. */}
      {(["own", ...groups.filter((group) => group !== "base"), "base"] as const).map((group) => {
        const members = placed.filter((member) => member.definition.group === group);
        return members.length > 0 && <LayerGroup key={group} group={group} members={members} />;
      })}
      <Suspense fallback={null}>
        <StatisticsSection />
      </Suspense>
    </div>
  );
}
