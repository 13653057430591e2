import { zlibSync } from "fflate";

/** A number as PDF writes it: never with an exponent, to a thousandth of a point, which is 0.35 µm. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) throw new Error(`got ${value} where the page needs a number`);
  const fixed = value.toFixed(digits);
  const text = fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed;
  return text === "-0" ? "0" : text;
}

/** A text for a reader of the file: UTF-16 with its mark, as hexadecimal. */
export function formatText(text: string): string {
  let hex = "FEFF";
  for (let index = 0; index < text.length; index += 1)
    hex += text.charCodeAt(index).toString(16).toUpperCase().padStart(4, "0");
  return `<${hex}>`;
}

/** Four words of FNV-1a with different seeds: tells files apart, and is the same for the same bytes. */
function digest(bytes: Uint8Array): string {
  return [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b]
    .map((seed) => {
      let hash = seed;
      for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
      return (hash >>> 0).toString(16).toUpperCase().padStart(8, "0");
    })
    .join("");
}

export type PdfRef = number & { readonly pdfRef: unique symbol };

/**
 * Numbered objects of a PDF 1.7 file (ISO 32000-1). The same objects in the same order give the same bytes: no
 * clock and no chance enters.
 */
export class PdfFile {
  private readonly bodies: (Uint8Array | undefined)[] = [];
  private readonly encoder = new TextEncoder();

  /** A number for an object that is written later, so that others may point at it. */
  reserve(): PdfRef {
    this.bodies.push(undefined);
    return this.bodies.length as PdfRef;
  }

  write(ref: PdfRef, body: string) {
    this.bodies[ref - 1] = this.encoder.encode(body);
  }

  add(body: string): PdfRef {
    const ref = this.reserve();
    this.write(ref, body);
    return ref;
  }

  /** A stream, packed; `entries` go into its dictionary. */
  writeStream(ref: PdfRef, content: string | Uint8Array, entries = "") {
    const packed = zlibSync(typeof content === "string" ? this.encoder.encode(content) : content, {
      level: 9,
    });
    const head = this.encoder.encode(
      `<< ${entries} /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`,
    );
    const tail = this.encoder.encode("\nendstream");
    const body = new Uint8Array(head.length + packed.length + tail.length);
    body.set(head);
    body.set(packed, head.length);
    body.set(tail, head.length + packed.length);
    this.bodies[ref - 1] = body;
  }

  addStream(content: string | Uint8Array, entries = ""): PdfRef {
    const ref = this.reserve();
    this.writeStream(ref, content, entries);
    return ref;
  }

  /** The whole file. Throws where a reserved object was never written. */
  finish(catalogue: PdfRef, information: PdfRef): Uint8Array {
    const chunks: Uint8Array[] = [
      this.encoder.encode("%PDF-1.7\n"),
      Uint8Array.of(37, 226, 227, 207, 211, 10),
    ];
    let length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const add = (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.length;
    };
    const offsets = this.bodies.map((body, index) => {
      if (!body) throw new Error(`object ${index + 1} of the file was never written`);
      const offset = length;
      add(this.encoder.encode(`${index + 1} 0 obj\n`));
      add(body);
      add(this.encoder.encode("\nendobj\n"));
      return offset;
    });
    const start = length;
    const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
    const whole = (parts: readonly Uint8Array[]) => {
      const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
      let at = 0;
      for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
      }
      return bytes;
    };
    const id = digest(whole(chunks));
    add(
      this.encoder.encode(
        `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${offsets.length + 1} /Root ${refer(catalogue)} /Info ${refer(information)} /ID [<${id}> <${id}>] >>\nstartxref\n${start}\n%%EOF\n`,
      ),
    );
    return whole(chunks);
  }
}

export const refer = (ref: PdfRef): string => `${ref} 0 R`;
