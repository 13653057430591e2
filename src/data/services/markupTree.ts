import type { Document, Element } from "@xmldom/xmldom";
import { parseMarkup } from "../bytes/markup.ts";
import { createFindings } from "../importReport.ts";

/** The root of a description in XML; throws a Refusal where it is none, or hides a bomb. */
export function parseDescription(bytes: Uint8Array, name: string): Element {
  const { document } = parseMarkup({ name, bytes }, undefined, createFindings());
  return rootOf(document);
}

function rootOf(document: Document): Element {
  // `parseMarkup` refuses a document without one.
  return document.documentElement!;
}

/** Children of a local name, whatever the prefix. */
export const childrenOf = (parent: Element, name: string): Element[] =>
  [...parent.childNodes].filter(
    (node): node is Element => node.nodeType === 1 && (node as Element).localName === name,
  );

export const childOf = (parent: Element | undefined, ...path: readonly string[]): Element | undefined =>
  path.reduce<Element | undefined>((at, name) => (at ? childrenOf(at, name)[0] : undefined), parent);

/** Text of the element at a path, trimmed; empty where there is none. */
export const textOf = (parent: Element | undefined, ...path: readonly string[]): string =>
  childOf(parent, ...path)?.textContent?.trim() ?? "";

/** An attribute by its local name, `href` and `xlink:href` alike. */
export const attributeOf = (element: Element | undefined, name: string): string =>
  element?.getAttribute(name) ?? element?.getAttribute(`xlink:${name}`) ?? "";
