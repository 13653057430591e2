import type { Bilingual } from "../../domain/plan.ts";
import type { InputFile } from "../importReport.ts";

/** A kind of file that is known and not read here, with the way out. */
interface Stranger {
  name: Bilingual;
  advice: Bilingual;
}

const both = (text: string): Bilingual => ({ zh: text, en: text });

const unpack: Bilingual = {
  zh: "请先解压，再把里面的文件直接拖进来，或重新压成 ZIP",
  en: "unpack it, then drop the files inside, or pack them again as ZIP",
};
const asDxf: Bilingual = {
  zh: "请在 CAD 里另存为 DXF 再打开",
  en: "save it as DXF in the CAD program and open that",
};
const asShapefile: Bilingual = {
  zh: "请在原软件里导出为 Shapefile、GeoPackage 或 GeoJSON 再打开",
  en: "export it as a shapefile, GeoPackage or GeoJSON from its own program",
};
const asXlsx: Bilingual = {
  zh: "请另存为 .xlsx 或 CSV 再打开",
  en: "save it as .xlsx or CSV and open that",
};
const noPositions: Bilingual = {
  zh: "这不是地图数据；请打开它所依据的矢量数据",
  en: "it is no map data; open the vector data it was made from",
};
const noRaster: Bilingual = {
  zh: "栅格不能当矢量读；请先矢量化，或另存范围为矢量",
  en: "a raster cannot be read as features; trace it or save its outline as features first",
};

/** By the first bytes, each as the character of its number. */
const byStart: { starts: RegExp | string[]; name: Bilingual; advice: Bilingual }[] = [
  {
    starts: ["\xd0\xcf\x11\xe0"],
    name: { zh: "旧版 Office 文件（.xls、.doc）", en: "an Office 97–2003 file (.xls, .doc)" },
    advice: asXlsx,
  },
  { starts: ["7z\xbc\xaf\x27\x1c"], name: { zh: "7-Zip 压缩包", en: "a 7-Zip archive" }, advice: unpack },
  { starts: /^Rar!/, name: { zh: "RAR 压缩包", en: "a RAR archive" }, advice: unpack },
  {
    starts: ["\x1f\x8b"],
    name: { zh: "gzip 压缩包（.gz、.tgz）", en: "a gzip archive (.gz, .tgz)" },
    advice: unpack,
  },
  { starts: /^BZh[1-9]/, name: { zh: "bzip2 压缩包", en: "a bzip2 archive" }, advice: unpack },
  { starts: /^\xfd7zXZ/, name: { zh: "xz 压缩包", en: "an xz archive" }, advice: unpack },
  {
    starts: ["\x28\xb5\x2f\xfd"],
    name: { zh: "Zstandard 压缩包", en: "a Zstandard archive" },
    advice: unpack,
  },
  { starts: /^MSCF/, name: { zh: "CAB 压缩包", en: "a CAB archive" }, advice: unpack },
  { starts: /^[\s\S]{257}ustar/, name: { zh: "tar 归档", en: "a tar archive" }, advice: unpack },
  { starts: /^%PDF/, name: both("PDF"), advice: noPositions },
  { starts: /^%!PS/, name: both("PostScript"), advice: noPositions },
  { starts: /^\{\\rtf/, name: { zh: "RTF 文档", en: "an RTF document" }, advice: noPositions },
  { starts: /^AC10\d\d/, name: { zh: "AutoCAD 图形（DWG）", en: "an AutoCAD drawing (DWG)" }, advice: asDxf },
  { starts: ["\x89PNG"], name: { zh: "PNG 图片", en: "a PNG picture" }, advice: noRaster },
  { starts: ["\xff\xd8\xff"], name: { zh: "JPEG 图片", en: "a JPEG picture" }, advice: noRaster },
  { starts: /^GIF8[79]a/, name: { zh: "GIF 图片", en: "a GIF picture" }, advice: noRaster },
  {
    starts: /^BM[\s\S]{4}[^\x20-\uffff]{4}/,
    name: { zh: "BMP 图片", en: "a BMP picture" },
    advice: noRaster,
  },
  { starts: /^RIFF[\s\S]{4}WEBP/, name: { zh: "WebP 图片", en: "a WebP picture" }, advice: noRaster },
  {
    starts: ["II*\0", "II+\0", "MM\0*", "MM\0+"],
    name: { zh: "TIFF 影像", en: "a TIFF raster" },
    advice: noRaster,
  },
  { starts: ["\0\0\0\x0cjP  "], name: { zh: "JPEG 2000 影像", en: "a JPEG 2000 raster" }, advice: noRaster },
  {
    starts: ["CDF\x01", "CDF\x02", "CDF\x05", "\x89HDF"],
    name: { zh: "NetCDF 或 HDF5 数据", en: "NetCDF or HDF5 data" },
    advice: noRaster,
  },
  {
    starts: /^EHFA_HEADER_TAG/,
    name: { zh: "ERDAS IMAGINE 影像（.img）", en: "an ERDAS IMAGINE raster (.img)" },
    advice: noRaster,
  },
  { starts: /^GRIB/, name: { zh: "GRIB 气象数据", en: "GRIB weather data" }, advice: noRaster },
  {
    starts: /^(ncols|NCOLS)\s+\d+\s/,
    name: { zh: "Esri ASCII 栅格（.asc）", en: "an Esri ASCII grid (.asc)" },
    advice: noRaster,
  },
  { starts: /^DSAA\s/, name: { zh: "Surfer 栅格（.grd）", en: "a Surfer grid (.grd)" }, advice: noRaster },
  { starts: /^LASF/, name: { zh: "LAS 点云", en: "a LAS point cloud" }, advice: asShapefile },
  {
    starts: ["WMAP"],
    name: { zh: "MapGIS 文件（.wt、.wl、.wp）", en: "a MapGIS file (.wt, .wl, .wp)" },
    advice: asShapefile,
  },
  {
    starts: /^\s*HeadBegin\b/,
    name: {
      zh: "VCT 矢量交换文件（国土空间数据交换格式）",
      en: "a VCT file (China's exchange format for land data)",
    },
    advice: asShapefile,
  },
  {
    starts: /^EXP {2}[01] /,
    name: { zh: "ArcInfo 交换文件（.e00）", en: "an ArcInfo exchange file (.e00)" },
    advice: asShapefile,
  },
  {
    starts: ["\0\x01\0\0Standard Jet DB", "\0\x01\0\0Standard ACE DB"],
    name: {
      zh: "Access 数据库（个人地理数据库 .mdb）",
      en: "an Access database (personal geodatabase, .mdb)",
    },
    advice: asShapefile,
  },
  { starts: /^PMTiles/, name: { zh: "PMTiles 瓦片包", en: "a PMTiles archive" }, advice: asShapefile },
  { starts: ["ARROW1\0\0", "FEA1"], name: both("Arrow / Feather"), advice: asShapefile },
  {
    starts: /^[\s\S]{0,20}OSMHeader/,
    name: { zh: "OpenStreetMap 数据（.osm.pbf）", en: "OpenStreetMap data (.osm.pbf)" },
    advice: asShapefile,
  },
  { starts: /^ISO-10303-21;/, name: { zh: "IFC / STEP 模型", en: "an IFC or STEP model" }, advice: asDxf },
  { starts: /^glTF/, name: { zh: "glTF 模型", en: "a glTF model" }, advice: noPositions },
  {
    starts: /^(ply\r?\n|solid .*\r?\n\s*facet)/,
    name: { zh: "三维模型（PLY、STL）", en: "a 3D model (PLY, STL)" },
    advice: noPositions,
  },
  {
    starts: ["\x08\x09\xfe\x02", "\xc8\x09\xfe\x02"],
    name: { zh: "MicroStation 图形（DGN）", en: "a MicroStation drawing (DGN)" },
    advice: asDxf,
  },
  {
    starts: /^AutoCAD Binary DXF\r\n/,
    name: { zh: "二进制 DXF", en: "a binary DXF" },
    advice: { zh: "请另存为文本（ASCII）DXF 再打开", en: "save it as a text (ASCII) DXF and open that" },
  },
  {
    starts: /^\s*<(!doctype html|html)[\s>]/i,
    name: { zh: "网页（HTML）", en: "a web page (HTML)" },
    advice: {
      zh: "下载链接可能给出了登录页或报错页；请打开真正的数据文件",
      en: "a download may have given a log-in or error page; open the data file itself",
    },
  },
];

/** By what an archive holds, or what lies beside. */
const byEntry: { entry: RegExp; name: Bilingual; advice: Bilingual }[] = [
  {
    entry: /\.(gdbtable|gdbtablx|gdbindexes|spx|atx)$/i,
    name: {
      zh: "Esri 文件地理数据库（.gdb）的一部分",
      en: "a part of an Esri File Geodatabase (.gdb)",
    },
    advice: {
      zh: "请把整个 .gdb 文件夹压成 ZIP 再打开",
      en: "pack the whole .gdb folder as a ZIP and open that",
    },
  },
  {
    entry: /\.map$/i,
    name: { zh: "MapInfo TAB 表的一部分", en: "a part of a MapInfo TAB table" },
    advice: {
      zh: "请把 .tab、.dat、.map、.id 一起选，或压成 ZIP 再打开",
      en: "choose .tab, .dat, .map and .id together, or pack them as a ZIP",
    },
  },
  {
    entry: /^word\/document\.xml$/i,
    name: { zh: "Word 文档（.docx）", en: "a Word document (.docx)" },
    advice: { zh: "请把其中的表格另存为 .xlsx 再打开", en: "save its table as .xlsx and open that" },
  },
  {
    entry: /^ppt\/presentation\.xml$/i,
    name: { zh: "PowerPoint 演示（.pptx）", en: "a PowerPoint presentation (.pptx)" },
    advice: noPositions,
  },
  {
    entry: /^content\.xml$/i,
    name: { zh: "LibreOffice 文件（.ods、.odt）", en: "a LibreOffice file (.ods, .odt)" },
    advice: asXlsx,
  },
  {
    entry: /\.qgs$/i,
    name: { zh: "QGIS 工程（.qgz）", en: "a QGIS project (.qgz)" },
    advice: {
      zh: "工程里只有样式和路径；请打开它引用的数据文件",
      en: "a project holds only styles and paths; open the data files it names",
    },
  },
  {
    entry: /^(Index\/|GISProject)/i,
    name: { zh: "ArcGIS Pro 工程（.aprx）", en: "an ArcGIS Pro project (.aprx)" },
    advice: {
      zh: "工程里只有样式和路径；请打开它引用的数据文件",
      en: "a project holds only styles and paths; open the data files it names",
    },
  },
  {
    entry: /\.(xls|doc|mdb|dwg|tiff?|img|e00|vct|wp|wl|wt|dgn|las|laz)$/i,
    name: { zh: "装有不可读文件的压缩包", en: "an archive of files that are not read" },
    advice: {
      zh: "请先解压，把可读的文件单独打开",
      en: "unpack it and open the files that can be read on their own",
    },
  },
  {
    entry: /\.(png|jpe?g|gif|bmp)$/i,
    name: { zh: "图片压缩包", en: "an archive of pictures" },
    advice: noRaster,
  },
];

/** What some files are that no reader takes, by their content; undefined where nothing is known of them. */
export function findStranger(files: readonly InputFile[]): Stranger | undefined {
  const [first] = files;
  if (!first) return undefined;
  if (files.length === 1) {
    const start = Array.from(first.bytes.subarray(0, 512), (byte) => String.fromCharCode(byte))
      .join("")
      .replace(/^\u00ef\u00bb\u00bf/, "");
    const known = byStart.find(({ starts }) =>
      Array.isArray(starts) ? starts.some((bytes) => start.startsWith(bytes)) : starts.test(start),
    );
    if (known) return known;
  }
  return byEntry.find(({ entry }) => files.some(({ name }) => entry.test(name)));
}
