import type { Ink } from "../../../layers/grammar/ink.ts";
import { formatText, formatNumber as n, type PdfFile, type PdfRef, refer } from "./pdfFile.ts";
import type { SheetFont } from "./sheetFont.ts";
import { type PathStep, parseSvgPath } from "./svgPath.ts";

/** Red, green and blue from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A colour as `#rrggbb`; throws on any other form. */
export function parseHex(text: string): Colour {
  if (!/^#[0-9a-f]{6}$/i.test(text)) throw new Error(`got the colour '${text}', expected #rrggbb`);
  const part = (at: number) => Number.parseInt(text.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}

/** How a path is painted; lengths in points. */
export interface Paint {
  fill?: Colour | undefined;
  /** Name of a texture instead of a plain fill. */
  pattern?: string | undefined;
  stroke?: Colour | undefined;
  width?: number;
  dash?: readonly number[] | undefined;
  cap?: "butt" | "round" | "square";
  join?: "miter" | "round" | "bevel";
  /** 0 to 1. */
  opacity?: number;
}

const caps = { butt: 0, round: 1, square: 2 } as const;
const joins = { miter: 0, round: 1, bevel: 2 } as const;

export interface TextRun {
  text: string;
  font: "regular" | "strong";
  /** Points. */
  size: number;
  colour: Colour;
  x: number;
  y: number;
  /** Radians, anticlockwise. */
  turn?: number;
  /** Points added after each character. */
  spacing?: number;
  opacity?: number;
}

/** What the content of a page points at by name. */
export interface PageStock {
  /** Small drawings in units of their own, their axis down. */
  drawings: ReadonlyMap<string, { content: string; box: readonly [width: number, height: number] }>;
  /** Textures: tiles of a side in units of their own, and points for one unit. */
  patterns: ReadonlyMap<string, { content: string; tile: number; scale: number }>;
  fonts: Readonly<Record<"F0" | "F1", SheetFont>>;
}

/** A group of the page that its reader may switch off. */
export interface SheetGroup {
  ref: PdfRef;
  title: string;
}

const formatColour = (colour: Colour) => colour.map((part) => n(part, 4)).join(" ");

export const pathOf = (steps: readonly PathStep[]): string =>
  steps
    .map((step) =>
      step[0] === "Z"
        ? "h"
        : `${step
            .slice(1)
            .map((value) => n(Number(value)))
            .join(" ")} ${step[0].toLowerCase()}`,
    )
    .join(" ");

export const rectangle = (x: number, y: number, width: number, height: number) =>
  `${n(x)} ${n(y)} ${n(width)} ${n(height)} re`;

/** The content of one page, with the textures, drawings, opacities and groups it uses. Origin at the bottom left. */
export class SheetPen {
  private readonly content: string[] = [];
  private readonly opacities = new Map<string, PdfRef>();
  private readonly drawings = new Map<
    string,
    { name: string; ref: PdfRef; ink: string; box: readonly [number, number] }
  >();
  private readonly patterns = new Map<
    string,
    { name: string; ref: PdfRef; ink: string; tile: number; scale: number }
  >();
  private readonly groups = new Map<string, SheetGroup & { name: string }>();
  private marked = 0;
  /** Characters that the fonts lack, and that stand as empty boxes on the sheet. */
  readonly missing = new Set<string>();

  private readonly file: PdfFile;
  private readonly fonts: Readonly<Record<TextRun["font"], SheetFont>>;

  constructor(file: PdfFile, fonts: Readonly<Record<TextRun["font"], SheetFont>>) {
    this.file = file;
    this.fonts = fonts;
  }

  private emit(line: string) {
    this.content.push(line);
  }

  save() {
    this.emit("q");
  }

  restore() {
    this.emit("Q");
  }

  clip(path: string) {
    this.emit(`${path} W n`);
  }

  /** Draws within a clip given in the units of a small drawing, whose axis points down. */
  transformedClip(path: string, { x, y, scale }: { x: number; y: number; scale: number }, draw: () => void) {
    this.emit(`q ${n(scale, 5)} 0 0 ${n(-scale, 5)} ${n(x)} ${n(y)} cm ${path} W n`);
    draw();
    this.emit("Q");
  }

  /** What follows belongs to a layer that its reader may switch off, until `endGroup`. */
  beginGroup(id: string, title: string) {
    let group = this.groups.get(id);
    if (!group) {
      group = { name: `G${this.groups.size}`, ref: this.file.reserve(), title };
      this.groups.set(id, group);
      this.file.write(group.ref, `<< /Type /OCG /Name ${formatText(title)} >>`);
    }
    this.emit(`/OC /${group.name} BDC`);
  }

  endGroup() {
    this.emit("EMC");
  }

  /** What follows is one thing to a screen reader, until `endMarked`. @returns its number on the page. */
  beginMarked(role: "Figure" | "P" | "H1"): number {
    this.emit(`/${role} << /MCID ${this.marked} >> BDC`);
    this.marked += 1;
    return this.marked - 1;
  }

  endMarked() {
    this.emit("EMC");
  }

  private alpha(opacity: number): string {
    const key = n(Math.min(1, Math.max(0, opacity)), 2);
    if (key === "1") return "";
    let ref = this.opacities.get(key);
    if (!ref) {
      ref = this.file.add(`<< /Type /ExtGState /ca ${key} /CA ${key} >>`);
      this.opacities.set(key, ref);
    }
    return `/A${key.replace(".", "_")} gs `;
  }

  /** Fills and strokes a path, by the even-odd rule. */
  paint(path: string, paint: Paint) {
    if (path === "") return;
    const { fill, pattern, stroke, width = 1, dash, cap = "butt", join = "round", opacity = 1 } = paint;
    const parts = [this.alpha(opacity)];
    if (pattern) parts.push(`/Pattern cs /${pattern} scn `);
    else if (fill) parts.push(`${formatColour(fill)} rg `);
    if (stroke) {
      parts.push(`${formatColour(stroke)} RG ${n(width)} w ${caps[cap]} J ${joins[join]} j `);
      if (dash) parts.push(`[${dash.map((length) => n(length)).join(" ")}] 0 d `);
    }
    const isFilled = fill !== undefined || pattern !== undefined;
    const operator = isFilled && stroke ? "B*" : isFilled ? "f*" : stroke ? "S" : "n";
    this.emit(`q ${parts.join("")}${path} ${operator} Q`);
  }

  private inkContent(inks: readonly Ink[]): string {
    return inks
      .map(({ path, fill, stroke, width = 1, dash, isRound, opacity = 1, at = [0, 0], scale = 1 }) => {
        const body = pathOf(parseSvgPath(path));
        const operator = fill && stroke ? "B*" : fill ? "f*" : "S";
        return [
          `q ${this.alpha(opacity)}${n(scale, 5)} 0 0 ${n(scale, 5)} ${n(at[0])} ${n(at[1])} cm`,
          fill ? `${formatColour(parseHex(fill))} rg` : "",
          stroke
            ? `${formatColour(parseHex(stroke))} RG ${n(width)} w ${isRound ? 1 : 0} J 1 j${dash ? ` [${dash.map((length) => n(length * width)).join(" ")}] 0 d` : ""}`
            : "",
          `${body} ${operator} Q`,
        ].join(" ");
      })
      .join("\n");
  }

  /** A texture of tiles of a side in points; drawn once, named for `Paint.pattern`. */
  pattern(key: string, inks: readonly Ink[], tile: number, side: number): string {
    let known = this.patterns.get(key);
    if (!known) {
      const ref = this.file.reserve();
      const scale = side / tile;
      known = { name: `P${this.patterns.size}`, ref, ink: this.inkContent(inks), tile, scale };
      this.patterns.set(key, known);
      this.file.writeStream(
        ref,
        known.ink,
        `/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 ${n(tile)} ${n(tile)}] /XStep ${n(tile)} /YStep ${n(tile)} /Matrix [${n(scale, 5)} 0 0 ${n(-scale, 5)} 0 0] /Resources << >>`,
      );
    }
    return known.name;
  }

  /**
   * Places a small drawing, whose own axis points down, with its top left corner at a place.
   * @param scale points for one unit of the drawing, across and down.
   */
  draw(
    key: string,
    inks: readonly Ink[],
    box: readonly [width: number, height: number],
    place: { x: number; y: number; scale: number; scaleDown?: number; opacity?: number },
  ) {
    let known = this.drawings.get(key);
    if (!known) {
      const ref = this.file.reserve();
      known = { name: `D${this.drawings.size}`, ref, ink: this.inkContent(inks), box };
      this.drawings.set(key, known);
      this.file.writeStream(
        ref,
        known.ink,
        `/Type /XObject /Subtype /Form /BBox [-1 -1 ${n(box[0] + 1)} ${n(box[1] + 1)}] /Resources << /ExtGState ${this.opacityResource()} >>`,
      );
    }
    const { x, y, scale, scaleDown = scale, opacity = 1 } = place;
    this.emit(
      `q ${this.alpha(opacity)}${n(scale, 5)} 0 0 ${n(-scaleDown, 5)} ${n(x)} ${n(y)} cm /${known.name} Do Q`,
    );
  }

  private opacityResource(): string {
    const entries = [...this.opacities].map(([key, ref]) => `/A${key.replace(".", "_")} ${refer(ref)}`);
    return `<< ${entries.join(" ")} >>`;
  }

  /** Width of a text in points. */
  measure({ text, font, size, spacing = 0 }: Pick<TextRun, "text" | "font" | "size" | "spacing">): number {
    let ems = 0;
    let count = 0;
    for (const character of this.spellOut(text)) {
      ems += this.fontFor(font, character).font.widthOf(character);
      count += 1;
    }
    return ems * size + count * spacing;
  }

  private has(character: string): boolean {
    return this.fonts.regular.has(character) || this.fonts.strong.has(character);
  }

  /** A text with characters that no font has written as what they stand for, where that can be: Ⅲ as III. */
  private spellOut(text: string): string {
    if ([...text].every((character) => this.has(character))) return text;
    return Array.from(text, (character) => {
      if (this.has(character)) return character;
      const plain = character.normalize("NFKC");
      return [...plain].every((letter) => this.has(letter)) ? plain : character;
    }).join("");
  }

  /** The font that has a character: the wanted one, or the plain one, which has more. */
  private fontFor(wanted: TextRun["font"], character: string): { id: TextRun["font"]; font: SheetFont } {
    const id = wanted === "strong" && !this.fonts.strong.has(character) ? "regular" : wanted;
    return { id, font: this.fonts[id] };
  }

  private showText(run: TextRun): string {
    const { text, font, size, x, y, turn = 0, spacing = 0 } = run;
    const [cos, sin] = [n(Math.cos(turn), 5), n(Math.sin(turn), 5)];
    const parts: string[] = [`${cos} ${sin} ${n(-Math.sin(turn), 5)} ${cos} ${n(x)} ${n(y)} Tm`];
    if (spacing !== 0) parts.push(`${n(spacing)} Tc`);
    let current: { id: TextRun["font"]; text: string } | undefined;
    const flush = () => {
      if (!current) return;
      parts.push(
        `/${current.id === "strong" ? "F1" : "F0"} ${n(size)} Tf ${this.fonts[current.id].encode(current.text)} Tj`,
      );
    };
    for (const character of this.spellOut(text)) {
      const { id, font: found } = this.fontFor(font, character);
      if (!found.has(character)) this.missing.add(character);
      if (current?.id !== id) {
        flush();
        current = { id, text: "" };
      }
      current.text += character;
    }
    flush();
    return parts.join(" ");
  }

  /** Writes text, all of it one piece to whoever copies or reads it. */
  write(runs: readonly TextRun[], halo?: { colour: Colour; width: number; opacity?: number }) {
    if (runs.length === 0) return;
    if (halo && halo.width > 0) {
      // The rim is a drawing: without a text of its own it is neither copied nor read twice.
      const rim = runs.map((run) => this.showText(run)).join(" ");
      this.emit(
        `/Span << /ActualText <FEFF> >> BDC q ${this.alpha(halo.opacity ?? runs[0]?.opacity ?? 1)}${formatColour(halo.colour)} RG ${n(halo.width * 2)} w 1 J 1 j BT 1 Tr ${rim} ET Q EMC`,
      );
    }
    const { colour, opacity = 1 } = runs[0]!;
    this.emit(
      `q ${this.alpha(opacity)}${formatColour(colour)} rg BT ${runs.map((run) => this.showText(run)).join(" ")} ET Q`,
    );
  }

  /** Writes letters one by one along a course, as one word to whoever copies it. */
  writeAlong(text: string, letters: readonly TextRun[], halo?: { colour: Colour; width: number }) {
    this.emit(`/Span << /ActualText ${formatText(text)} >> BDC`);
    if (halo) {
      const rim = letters.map((run) => this.showText(run)).join(" ");
      this.emit(
        `q ${this.alpha(letters[0]?.opacity ?? 1)}${formatColour(halo.colour)} RG ${n(halo.width * 2)} w 1 J 1 j BT 1 Tr ${rim} ET Q`,
      );
    }
    this.write(letters);
    this.emit("EMC");
  }

  /** The content of the page so far; the next page starts empty. */
  endPage(): string {
    const content = this.content.join("\n");
    this.content.length = 0;
    this.marked = 0;
    return content;
  }

  /** What the contents of pages name: for whoever draws them other than as PDF. */
  get stock(): PageStock {
    return {
      drawings: new Map(
        [...this.drawings.values()].map(({ name, ink, box }) => [name, { content: ink, box }]),
      ),
      patterns: new Map(
        [...this.patterns.values()].map(({ name, ink, tile, scale }) => [
          name,
          { content: ink, tile, scale },
        ]),
      ),
      fonts: { F0: this.fonts.regular, F1: this.fonts.strong },
    };
  }

  /** What all pages use, written once when all letters are known. */
  finish(): { resources: PdfRef; groups: readonly SheetGroup[] } {
    const [regular, strong] = [this.file.reserve(), this.file.reserve()];
    this.fonts.regular.embed(this.file, regular);
    this.fonts.strong.embed(this.file, strong);
    const list = (entries: Iterable<{ name: string; ref: PdfRef }>) =>
      [...entries].map(({ name, ref }) => `/${name} ${refer(ref)}`).join(" ");
    const resources = this.file.add(
      `<< /Font << /F0 ${refer(regular)} /F1 ${refer(strong)} >> /ExtGState ${this.opacityResource()} /Pattern << ${list(this.patterns.values())} >> /XObject << ${list(this.drawings.values())} >> /Properties << ${list(this.groups.values())} >> >>`,
    );
    return { resources, groups: [...this.groups.values()] };
  }
}
