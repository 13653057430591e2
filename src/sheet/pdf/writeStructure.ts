import { formatText, type PdfFile, type PdfRef, refer } from "./pdfFile.ts";

export interface WrittenPage {
  ref: PdfRef;
  /** What is marked on it: roles in order. */
  roles: readonly { role: string; alt?: string }[];
}

/** The tree by which a screen reader goes through the pages: heading, text, and the map in words. */
export function writeStructure(file: PdfFile, pages: readonly WrittenPage[]): PdfRef {
  const root = file.reserve();
  const document = file.reserve();
  const kids: PdfRef[] = [];
  const parents = pages.map((page, index) => {
    const elements = page.roles.map(({ role, alt }, mark) => {
      const ref = file.add(
        `<< /Type /StructElem /S /${role} /P ${refer(document)} /Pg ${refer(page.ref)} /K ${mark}${alt === undefined ? "" : ` /Alt ${formatText(alt)}`} >>`,
      );
      kids.push(ref);
      return refer(ref);
    });
    return `${index} [${elements.join(" ")}]`;
  });
  file.write(
    document,
    `<< /Type /StructElem /S /Document /P ${refer(root)} /K [${kids.map(refer).join(" ")}] >>`,
  );
  file.write(
    root,
    `<< /Type /StructTreeRoot /K ${refer(document)} /ParentTree << /Nums [${parents.join(" ")}] >> >>`,
  );
  return root;
}
