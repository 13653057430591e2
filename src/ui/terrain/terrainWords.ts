import { useMemo } from "react";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf } from "../speech/speech.ts";

const terrainWords = {
  title: ["地形", "Terrain"],
  open: ["打开地形文件…", "Open terrain …"],
  another: ["换一个地形文件…", "Open another …"],
  lead: [
    "可用 SRTM .hgt（可压缩，可多选）、GeoTIFF/COG 高程、ESRI ASCII Grid（可连同 .prj）。数据只在本机处理，关闭页面即不保留。",
    "SRTM .hgt (also zipped, several at once), GeoTIFF or COG heights, ESRI ASCII Grid (with its .prj). All stays on this machine and is gone when the page is closed.",
  ],
  fromAddress: ["从地址读取…", "From an address …"],
  addressLead: [
    "高程瓦片模板（{z}/{x}/{y}）、PMTiles 或 GeoTIFF（COG）的地址；只读取当前视图。",
    "A template of height tiles ({z}/{x}/{y}), a PMTiles archive or a GeoTIFF (COG); only what is in view is read.",
  ],
  address: ["地形地址", "Address of the terrain"],
  addressInvalid: ["地址应以 http:// 或 https:// 开头", "The address must start with http:// or https://"],
  encoding: ["编码", "Encoding"],
  finest: ["最细级别", "Finest level"],
  consent: [
    "将连接 {host}：该主机会得知本机的网络地址和所查看的范围。",
    "{host} will be asked: it learns this machine's network address and the area looked at.",
  ],
  agreeRead: ["同意并读取当前视图", "Agree and read what is in view"],
  readView: ["读取当前视图", "Read what is in view"],
  source: ["来源", "Source"],
  sourceSaid: [
    "{address}，{requests} 次请求，{date}，散列值 {hash}",
    "{address}, {requests} requests, {date}, hash {hash}",
  ],
  opening: ["正在读取地形…", "Reading the terrain …"],
  stop: ["停止", "Stop"],
  chooseCrs: ["选择坐标系", "Choose its system"],
  format: ["格式", "Format"],
  cells: ["格网", "Grid"],
  cellsSaid: ["{columns}×{rows} 格，格距约 {grain} 米", "{columns} × {rows} cells of about {grain} m"],
  system: ["坐标系", "System"],
  range: ["高程", "Heights"],
  rangeSaid: ["{least}–{most} 米", "{least}–{most} m"],
  empty: ["，{share} 无数据", ", {share} without data"],
  datum: ["高程基准", "Counted from"],
  show: ["显示地貌晕渲", "Show the relief"],
  strength: ["晕渲浓度", "Strength of the relief"],
  zoom: ["缩放到地形", "Zoom to the terrain"],
  remove: ["移除地形", "Remove the terrain"],
  contours: ["生成当前视图的等高线", "Contours of what is in view"],
  step: ["等高距", "Contour interval"],
  stepAuto: ["自动", "automatic"],
  stepMetres: ["{step} 米", "{step} m"],
  contourLayer: ["等高线 {step} 米", "Contours {step} m"],
  profile: ["剖面", "Profile"],
  profileDraw: ["画一条线看剖面", "Draw a line for its profile"],
  profileDrawing: [
    "在地图上逐点单击，双击或回车完成",
    "Click point by point; double click or Enter finishes",
  ],
  profileOfSelection: ["用选中的线", "Of the selected line"],
  profileNone: ["所选不是线", "The selection is no line"],
  profileCsv: ["剖面 CSV", "Profile as CSV"],
  profileSaid: [
    "全长 {length} 公里；高程 {least}–{most} 米，起点 {first} 米，终点 {last} 米；累计上升 {climb} 米、下降 {drop} 米；采样间距 {step} 米，相邻采样点间最陡 {steep} %。",
    "{length} km long; heights {least}–{most} m, {first} m at the start, {last} m at the end; climbs {climb} m and drops {drop} m in all; samples {step} m apart, steepest between two of them {steep} %.",
  ],
  profileGap: [
    "其中 {share} 有高程，其余在地形之外或无数据。",
    "Heights are known for {share}; the rest lies outside or is without data.",
  ],
  profileEmpty: ["这条线不在地形范围内", "The line lies outside the terrain"],
  ground: [
    "两侧各 {half} 米内地面平均坡度 {mean} %，最大 {most} %，{steep} 陡于 25 %",
    "Ground within {half} m on both sides: mean slope {mean} %, at most {most} %, {steep} steeper than 25 %",
  ],
  groundKnown: ["（地形覆盖 {share}）", " (terrain covers {share})"],
  groundNone: ["地形不覆盖这条线，坡度不详", "The terrain does not reach this line: its slope is not known"],
  distance: ["距离（公里）", "Distance (km)"],
  height: ["高程（米）", "Height (m)"],
  width: ["走廊宽度", "Width of the corridor"],
  widthMetres: ["{width} 米", "{width} m"],
} as const;

/** The words of terrain. */
export function useTerrainWords() {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildSpeechOf(language, terrainWords), [language]);
}
