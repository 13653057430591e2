import { escapeXml } from "../escapeXml.ts";

/** The parts of a presentation that are the same whatever it shows: ECMA-376, part 1, PresentationML. */
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const namespaces =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
const officeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const office = "application/vnd.openxmlformats-officedocument.presentationml";

/** English metric units: 914,400 to the inch. */
export const emu = (inches: number): number => Math.round(inches * 914_400);
/** A slide of 16 to 9, 13⅓ by 7½ inches. */
export const slideInches = { width: 40 / 3, height: 7.5 };

export const xmlPart = (body: string): string => head + body;

export const relations = (targets: readonly (readonly [type: string, target: string])[]): string =>
  xmlPart(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
      .map(([type, target], index) => {
        const kind = type.startsWith("http") ? type : `${officeRelations}/${type}`;
        return `<Relationship Id="rId${index + 1}" Type="${kind}" Target="${target}"/>`;
      })
      .join("")}</Relationships>`,
  );

const emptyTree =
  '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>';
export const shapeTree = (shapes: string): string => `<p:spTree>${emptyTree}${shapes}</p:spTree>`;

const colourMap =
  '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>';

const solid = (name: string, colour: string) => `<a:${name}><a:srgbClr val="${colour}"/></a:${name}>`;
const font = (name: string) =>
  `<a:${name}><a:latin typeface="Microsoft YaHei"/><a:ea typeface="Microsoft YaHei"/><a:cs typeface=""/></a:${name}>`;

/** Colours and fonts of the slides: the atlas's paper theme. */
const theme = (name: string) =>
  xmlPart(
    `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="${name}"><a:themeElements><a:clrScheme name="Atlas">${[
      solid("dk1", "22262B"),
      solid("lt1", "FFFFFF"),
      solid("dk2", "1F5A7A"),
      solid("lt2", "F7F5EF"),
      solid("accent1", "1F5A7A"),
      solid("accent2", "B12429"),
      solid("accent3", "499558"),
      solid("accent4", "CF7614"),
      solid("accent5", "743AA6"),
      solid("accent6", "5C626A"),
      solid("hlink", "1F5A7A"),
      solid("folHlink", "5C626A"),
    ].join(
      "",
    )}</a:clrScheme><a:fontScheme name="Atlas">${font("majorFont")}${font("minorFont")}</a:fontScheme><a:fmtScheme name="Atlas"><a:fillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:fillStyleLst><a:lnStyleLst><a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln><a:ln w="12700"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln><a:ln w="19050"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln></a:lnStyleLst><a:effectStyleLst><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle><a:effectStyle><a:effectLst/></a:effectStyle></a:effectStyleLst><a:bgFillStyleLst><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`,
  );

const place = (x: number, y: number, width: number, height: number) =>
  `<p:spPr><a:xfrm><a:off x="${emu(x)}" y="${emu(y)}"/><a:ext cx="${emu(width)}" cy="${emu(height)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>`;
const placeholder = (id: number, name: string, type: string, where: string, text = "") =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph ${type}/></p:nvPr></p:nvSpPr>${where}<p:txBody><a:bodyPr/><a:lstStyle/><a:p>${text}</a:p></p:txBody></p:sp>`;

const slideMaster = xmlPart(
  `<p:sldMaster ${namespaces}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>${shapeTree(
    placeholder(2, "Title", 'type="title"', place(0.5, 0.35, 12.33, 0.75)) +
      placeholder(3, "Text", 'type="body" idx="1"', place(9.05, 1.25, 3.78, 5.4)),
  )}</p:cSld>${colourMap}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:defRPr sz="2800" b="1"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mj-lt"/><a:ea typeface="+mj-ea"/></a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:spcBef><a:spcPts val="600"/></a:spcBef><a:buNone/><a:defRPr sz="1400"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr></a:lvl1pPr></p:bodyStyle><p:otherStyle><a:lvl1pPr><a:defRPr sz="1200"/></a:lvl1pPr></p:otherStyle></p:txStyles></p:sldMaster>`,
);

const slideLayout = xmlPart(
  `<p:sldLayout ${namespaces} type="titleOnly" preserve="1"><p:cSld name="Scene">${shapeTree(
    placeholder(2, "Title", 'type="title"', "<p:spPr/>") +
      placeholder(3, "Text", 'type="body" idx="1"', "<p:spPr/>"),
  )}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>`,
);

const notesMaster = xmlPart(
  `<p:notesMaster ${namespaces}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>${shapeTree(
    `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>${place(0.6, 0.75, 6.3, 3.55)}</p:sp>` +
      placeholder(3, "Notes", 'type="body" sz="quarter" idx="3"', place(0.6, 4.6, 6.3, 4.9)),
  )}</p:cSld>${colourMap}<p:notesStyle><a:lvl1pPr marL="0" algn="l"><a:defRPr sz="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr></a:lvl1pPr></p:notesStyle></p:notesMaster>`,
);

const contentTypes = (slides: number, charts: number) =>
  xmlPart(
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>${[
      ["/ppt/presentation.xml", `${office}.presentation.main+xml`],
      ["/ppt/slideMasters/slideMaster1.xml", `${office}.slideMaster+xml`],
      ["/ppt/slideLayouts/slideLayout1.xml", `${office}.slideLayout+xml`],
      ["/ppt/notesMasters/notesMaster1.xml", `${office}.notesMaster+xml`],
      ["/ppt/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"],
      ["/ppt/theme/theme2.xml", "application/vnd.openxmlformats-officedocument.theme+xml"],
      ["/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"],
      ["/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"],
      ...Array.from({ length: charts }, (_, index) => [
        `/ppt/charts/chart${index + 1}.xml`,
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
      ]),
      ...Array.from({ length: slides }, (_, index) => [
        [`/ppt/slides/slide${index + 1}.xml`, `${office}.slide+xml`],
        [`/ppt/notesSlides/notesSlide${index + 1}.xml`, `${office}.notesSlide+xml`],
      ]).flat(),
    ]
      .map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`)
      .join("")}</Types>`,
  );

const presentation = (slides: number) =>
  xmlPart(
    `<p:presentation ${namespaces} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst>${Array.from(
      { length: slides },
      (_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 4}"/>`,
    ).join(
      "",
    )}</p:sldIdLst><p:sldSz cx="${emu(slideInches.width)}" cy="${emu(slideInches.height)}"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
  );

/** All parts that do not depend on the slides' content, by name. */
export function buildFixedParts(
  slides: number,
  charts: number,
  title: string,
  created: string,
): Record<string, string> {
  return {
    "[Content_Types].xml": contentTypes(slides, charts),
    "_rels/.rels": relations([
      ["officeDocument", "ppt/presentation.xml"],
      [
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
      ],
      ["extended-properties", "docProps/app.xml"],
    ]),
    "docProps/core.xml": xmlPart(
      `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">${created}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${created}</dcterms:modified></cp:coreProperties>`,
    ),
    "docProps/app.xml": xmlPart(
      `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Slides>${slides}</Slides><Notes>${slides}</Notes></Properties>`,
    ),
    "ppt/presentation.xml": presentation(slides),
    "ppt/_rels/presentation.xml.rels": relations([
      ["slideMaster", "slideMasters/slideMaster1.xml"],
      ["notesMaster", "notesMasters/notesMaster1.xml"],
      ["theme", "theme/theme1.xml"],
      ...Array.from({ length: slides }, (_, index) => ["slide", `slides/slide${index + 1}.xml`] as const),
    ]),
    "ppt/theme/theme1.xml": theme("Atlas"),
    "ppt/theme/theme2.xml": theme("Atlas notes"),
    "ppt/slideMasters/slideMaster1.xml": slideMaster,
    "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations([
      ["slideLayout", "../slideLayouts/slideLayout1.xml"],
      ["theme", "../theme/theme1.xml"],
    ]),
    "ppt/slideLayouts/slideLayout1.xml": slideLayout,
    "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations([
      ["slideMaster", "../slideMasters/slideMaster1.xml"],
    ]),
    "ppt/notesMasters/notesMaster1.xml": notesMaster,
    "ppt/notesMasters/_rels/notesMaster1.xml.rels": relations([["theme", "../theme/theme2.xml"]]),
  };
}
