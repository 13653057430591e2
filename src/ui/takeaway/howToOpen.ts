import { atlas } from "../../../geodata/catalogue.ts";
import type { Walk } from "../../domain/walk/walk.ts";

/** The note in the archive that says how to open it, in each language. */
export const howToOpen = (walk: Walk, date: string) => ({
  zh: `${atlas.title.zh} · 离线包
${walk.title.zh}
制作日期：${date}

打开方法
1. 先解压整个压缩包（不要在压缩包里直接双击）。
2. 双击 walk.html：用浏览器看讲解。每一幕都是画好的地图，任何电脑都能打开。
3. 双击 atlas.html：用浏览器打开整张地图，可以缩放、搜索、换时段、做分析，也可以讲解。
   第一次打开要等几秒钟。需要近两年的 Chrome、Edge、Firefox 或同内核浏览器，并支持 WebGL 2。

不需要网络，不需要安装，不需要服务器。文件可以改名，可以拷到 U 盘。

walk.html 里的按键
  → ← 或 Page Down / Page Up（翻页笔）、空格：前后翻
  数字加回车：跳到某一幕      N：备注      L：中英文（如有两套）
  B / W：黑屏 / 白屏          F：全屏

${atlas.disclaimer.zh}。数据来源与许可见 atlas.html 右下角“数据来源与许可”。
`,
  en: `${atlas.title.en} - offline archive
${walk.title.en}
Made on ${date}

How to open it
1. Unpack the whole archive first (do not double-click inside the zip).
2. Double-click walk.html: the walk in a browser. Every scene is a finished map picture; any computer opens it.
3. Double-click atlas.html: the whole map in a browser: zoom, search, phases, analyses and the walk itself.
   The first time takes a few seconds. It needs Chrome, Edge, Firefox or a relative from the last two years,
   with WebGL 2.

No network, no installation, no server. The files may be renamed and copied to a stick.

Keys in walk.html
  Right / left arrow, Page Down / Page Up (clickers), space: next and previous
  digits and Enter: go to a scene    N: notes    L: language (where both are there)
  B / W: black / white screen        F: full screen

${atlas.disclaimer.en}. Sources and licences: bottom right of atlas.html.
`,
});
