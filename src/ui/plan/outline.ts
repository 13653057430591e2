import type { Language } from "../../domain/board/board.ts";
import type { ItemId, Plan, PlanIndicator, PlanItem, PlanParagraph } from "../../domain/plan.ts";

/** One visible line of the outline. `key` is stable; `items` are those whose features it shows. */
interface RowBase {
  key: string;
  level: number;
  position: number;
  setSize: number;
  items: readonly ItemId[];
  /** Undefined where there is nothing to unfold. */
  isExpanded?: boolean;
}

export type OutlineRow = RowBase &
  (
    | { kind: "chapter"; number: number | null; title: { zh: string; en: string } }
    | { kind: "section"; number: number; title: { zh: string; en: string } }
    | { kind: "paragraph"; paragraph: PlanParagraph }
    | { kind: "item"; item: PlanItem; indicator?: PlanIndicator }
  );

/** A node of the whole outline, before folding and search. */
type OutlineNode = Omit<RowBase, "level" | "position" | "setSize" | "isExpanded"> & {
  content:
    | { kind: "chapter"; number: number | null; title: { zh: string; en: string } }
    | { kind: "section"; number: number; title: { zh: string; en: string } }
    | { kind: "paragraph"; paragraph: PlanParagraph }
    | { kind: "item"; item: PlanItem; indicator?: PlanIndicator };
  children: OutlineNode[];
};

export const prefaceKey = "preface";

const itemsOf = (nodes: readonly OutlineNode[]): ItemId[] => nodes.flatMap((node) => [...node.items]);

/** The outline as a tree: preface and chapters, sections, paragraphs, items. */
export function buildOutline(plan: Plan, prefaceTitle: { zh: string; en: string }): OutlineNode[] {
  const items = new Map(plan.items.map((item) => [item.id, item]));
  const indicators = new Map(plan.indicators.map((indicator) => [indicator.item, indicator]));
  const buildParagraph = (paragraph: PlanParagraph): OutlineNode => ({
    key: `paragraph ${paragraph.id}`,
    items: paragraph.items,
    content: { kind: "paragraph", paragraph },
    children: paragraph.items.flatMap((id) => {
      const item = items.get(id);
      if (!item) return [];
      const indicator = indicators.get(id);
      return [
        {
          key: `item ${paragraph.id} ${id}`,
          items: [id],
          content: { kind: "item" as const, item, ...(indicator ? { indicator } : {}) },
          children: [],
        },
      ];
    }),
  });
  const preface = plan.preface.map(buildParagraph);
  return [
    {
      key: prefaceKey,
      items: itemsOf(preface),
      content: { kind: "chapter", number: null, title: prefaceTitle },
      children: preface,
    },
    ...plan.chapters.map((chapter): OutlineNode => {
      const sections = chapter.sections.map((section): OutlineNode => {
        const children = section.paragraphs.map(buildParagraph);
        return {
          key: `section ${chapter.chapter}.${section.section}`,
          items: itemsOf(children),
          content: { kind: "section", number: section.section, title: section.title },
          children,
        };
      });
      const children = [...chapter.lead.map(buildParagraph), ...sections];
      return {
        key: `chapter ${chapter.chapter}`,
        items: itemsOf(children),
        content: { kind: "chapter", number: chapter.chapter, title: chapter.title },
        children,
      };
    }),
  ];
}

const chineseDigits = "零一二三四五六七八九";

/**
 * A text as it is compared: letters of one width and case, no spaces, and Chinese numbers below a hundred in
 * digits, so that 一小时 and 1小时 are one. Figures themselves stay as written.
 */
export function foldText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/两/g, "二")
    .replace(/〇/g, "零")
    .replace(/[一二三四五六七八九]?十[一二三四五六七八九]?/g, (number) => {
      const [tens, ones] = number.split("十");
      return String((tens ? chineseDigits.indexOf(tens) : 1) * 10 + (ones ? chineseDigits.indexOf(ones) : 0));
    })
    .replace(/[零一二三四五六七八九]/g, (digit) => String(chineseDigits.indexOf(digit)))
    .replace(/\s+/g, "");
}

const folded = new WeakMap<OutlineNode["content"], Map<Language, string>>();

/** The text of a node as it is compared, made once. */
function foldedTextOf(node: OutlineNode, language: Language): string {
  const known = folded.get(node.content) ?? new Map<Language, string>();
  folded.set(node.content, known);
  let text = known.get(language);
  if (text === undefined) {
    text = foldText(textOf(node, language));
    known.set(language, text);
  }
  return text;
}

function textOf({ content }: OutlineNode, language: Language): string {
  // The other language too: one searches in the words one has at hand.
  if (content.kind === "paragraph")
    return `${content.paragraph.text[language]} ${content.paragraph.text[language === "zh" ? "en" : "zh"]}`;
  if (content.kind === "item")
    // Both names, since people look for a name in the language they have it in.
    return `${content.item.name.zh} ${content.item.name.en} ${content.item.statement.zh} ${content.item.statement.en}`;
  return `${content.title.zh} ${content.title.en}`;
}

/** Keeps what matches, what stands above a match, and all below a matching title. */
function prune(nodes: readonly OutlineNode[], query: string, language: Language): OutlineNode[] {
  return nodes.flatMap((node) => {
    if (foldedTextOf(node, language).includes(query)) {
      const below = prune(node.children, query, language);
      return [{ ...node, children: below.length > 0 || node.children.length === 0 ? below : node.children }];
    }
    const children = prune(node.children, query, language);
    return children.length > 0 ? [{ ...node, children }] : [];
  });
}

/** How many nodes match by themselves. */
function countMatches(nodes: readonly OutlineNode[], query: string, language: Language): number {
  return nodes.reduce(
    (sum, node) =>
      sum +
      (foldedTextOf(node, language).includes(query) ? 1 : 0) +
      countMatches(node.children, query, language),
    0,
  );
}

/**
 * The lines to show, in order.
 * @param expanded keys of unfolded nodes; with a query everything that holds a match is unfolded.
 */
export function listRows(
  outline: readonly OutlineNode[],
  expanded: ReadonlySet<string>,
  query: string,
  language: Language,
): { rows: OutlineRow[]; matches: number } {
  const wanted = foldText(query);
  const nodes = wanted ? prune(outline, wanted, language) : outline;
  const rows: OutlineRow[] = [];
  const add = (list: readonly OutlineNode[], level: number) => {
    list.forEach((node, index) => {
      const hasMore = node.children.length > 0;
      const isExpanded =
        hasMore &&
        (wanted
          ? node.content.kind !== "paragraph" || prune(node.children, wanted, language).length > 0
          : expanded.has(node.key));
      rows.push({
        key: node.key,
        level,
        position: index + 1,
        setSize: list.length,
        items: node.items,
        ...(hasMore ? { isExpanded } : {}),
        ...node.content,
      });
      if (isExpanded) add(node.children, level + 1);
    });
  };
  add(nodes, 1);
  return { rows, matches: wanted ? countMatches(outline, wanted, language) : 0 };
}

/** Keys of everything that can be unfolded. */
export const listFoldable = (outline: readonly OutlineNode[]): string[] =>
  outline.flatMap((node) => (node.children.length > 0 ? [node.key, ...listFoldable(node.children)] : []));

/** Keys to unfold so that an item can be seen, and the key of its line; undefined where it is nowhere. */
export function findItemRow(
  outline: readonly OutlineNode[],
  item: ItemId,
): { key: string; above: string[] } | undefined {
  for (const node of outline) {
    if (node.content.kind === "item" && node.content.item.id === item) return { key: node.key, above: [] };
    const found = findItemRow(node.children, item);
    if (found) return { key: found.key, above: [node.key, ...found.above] };
  }
  return undefined;
}
