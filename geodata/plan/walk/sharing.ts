import { type ChapterSource, ownAirports, whole } from "./scene.ts";

export const ecology: ChapterSource = {
  chapter: 7,
  title: ["生态屏障", "Ecological shield"],
  scenes: [
    {
      id: "ecology-frame",
      clause: "7.1",
      items: ["yinshan-frame", "yellow-river-corridor", "tumochuan-plain"],
      phase: "plan-2025",
      show: ["mountains", "rivers:main-stem,tributary", "city-centres"],
      frame: [107.6, 39.2, 114.2, 41.7],
      seconds: 35,
      lit: ["mountains/eco-yinshan-axis"],
      title: ["山为骨，河为脉", "Mountain as bone, river as vein"],
      say: [
        "阴山挡住风沙，黄河养着平原。干支流、左右岸一起管。",
        "Yinshan holds back the sand, the river feeds the plain. Both banks and all branches are managed as one.",
      ],
      notes: [
        "北面一道阴山，挡住风沙；中间一条黄河，养着平原。规划的生态网就挂在这一山一河上，干流支流、左岸右岸一起管。\n阴山在图上是主脊线加大青山范围，精度为城镇级。黄河分上、中游两段，以河口镇为界。",
        "Yinshan in the north keeps off wind and sand; the river in the middle feeds the plain. The ecological net hangs on this mountain and this river, both banks and all branches together.\nYinshan is drawn as its ridge and the range of Daqingshan, at town level. The river has two reaches, parted at Hekou.",
      ],
    },
    {
      id: "ecology-deserts",
      clause: "7.1",
      items: ["kubuqi-control", "mu-us-control", "three-north-shelterbelt", "desert-shelterbelt-system"],
      phase: "plan-2025",
      show: ["deserts", "rivers:main-stem", "city-centres"],
      frame: [106.4, 37.4, 112.3, 41.1],
      seconds: 35,
      lit: ["deserts/eco-kubuqi", "deserts/eco-muus"],
      title: ["两大沙漠，锁边治理", "Holding the edge of two deserts"],
      say: [
        "锁边、压沙、种草，再铺光伏：治沙和发电一起做。",
        "Shelter belts, grass, then solar panels: holding the sand and making power go together.",
      ],
      notes: [
        "库布其在河的南岸，毛乌素在更南边。办法是锁边、压沙、种草，再把光伏铺进去：治沙和发电合成一件事。\n毛乌素有一部分在陕西、宁夏。面积各家说法不同，图上不写数字，点开看各来源。范围为示意。",
        "Kubuqi lies on the south bank, Mu Us further south. Shelter belts hold the edges, grass holds the sand, and solar panels are set among it: sand control and power generation together.\nPart of Mu Us is in Shaanxi and Ningxia. Sources differ on areas, so none is printed; click for each. Outlines are schematic.",
      ],
    },
    {
      id: "ecology-lake",
      clause: "7.1",
      items: ["daihai-restoration", "chagannur-wetland", "daihai-recharge"],
      phase: "plan-2025",
      show: ["-base-water", "lakes-wetlands", "towns"],
      frame: [112.4, 40.4, 112.9, 40.7],
      seconds: 35,
      title: ["岱海：从前与现在", "Daihai, then and now"],
      say: [
        "灰线是从前的湖岸，蓝色是现在的湖面。",
        "The grey line is the old shore, the blue the lake of today.",
      ],
      notes: [
        "灰线是从前的湖岸，蓝色是现在的湖面。几十年里，湖退掉了一大半。先停掉用水的，再补水，看能不能让它不再退。\n旧湖岸取自公开岸线资料，现状湖面按公布面积（2021 年 6 月 {{daihai-area}}）缩放，不是测绘。岱海电厂的冷却改造、农灌退水都在治理里。",
        "The grey line is the old shore, the blue the lake of today. In some decades more than half is gone. First those who draw water stop, then water is brought: the aim is that it shrinks no more.\nThe old shore is from a public shoreline set; today's lake is that shape scaled to the published area ({{daihai-area}} in June 2021), not a survey.",
      ],
    },
    {
      id: "ecology-zones",
      clause: "7.1",
      items: [
        "eco-zoning-control",
        "three-lines-one-list",
        "protected-area-no-nonneco",
        "core-zone-exit",
        "yellow-river-bend-national-park",
      ],
      phase: "plan-2025",
      show: ["nature-reserves", "grassland-parks", "city-centres"],
      frame: whole,
      seconds: 40,
      figures: [
        {
          figures: [
            { label: ["图上保护地", "Protected areas shown"], number: "zones" },
            { label: ["其中自然保护区", "Nature reserves among them"], number: "reserves" },
          ],
        },
      ],
      title: ["哪些地方不能动", "Where one may not build"],
      say: [
        "保护地里不上非生态项目，核心区里的人和矿都要退出。",
        "Inside, only projects for ecology. People and mines leave the core zones.",
      ],
      notes: [
        "图上有 {{zones}}保护地，其中自然保护区 {{reserves}}。规则很硬：保护地里不上非生态项目，核心区里的人和矿都要退。还有一个设想：黄河“几”字弯国家公园。\n许多保护区没有公布边界，图上画的是等面积圆，只供筛查。国家公园是设想，未见设立文件。包日汗图草原公园哪里都没查到，只列名不上图。",
        "The map shows {{zones}} protected areas, {{reserves}} of them nature reserves. The rule is hard: no project but for ecology inside, people and mines leave the core. And there is an idea: a national park of the bend.\nMany reserves have no published border; circles of equal area stand for them, for screening only. The national park is an idea. Baorihantu park was found nowhere: named, not drawn.",
      ],
    },
    {
      id: "ecology-check",
      clause: "7.1",
      items: ["protected-area-no-nonneco", "eco-zoning-control", "boundary-joint-enforcement"],
      phase: "2035",
      show: [
        "nature-reserves:nature-reserve,wetland-park,forest-park",
        "rivers:main-stem",
        "rail-lines:high-speed,intercity",
        "city-centres",
      ],
      frame: [108.9, 39.7, 112.4, 41.4],
      seconds: 45,
      lit: [
        "nature-reserves/res-nanhaizi",
        "nature-reserves/res-hasuhai",
        "nature-reserves/res-jungar-mammal",
        "rail-lines/rail-hubao-hsr@0.72",
        "rail-lines/rail-baoe-hsr",
        "rail-lines/rail-hue-intercity@0.75",
      ],
      figures: [
        {
          title: ["三条线碰到的保护对象", "What the three lines meet"],
          bars: [
            { label: ["禁止", "Prohibited"], number: "conflicts-prohibited", strong: true },
            { label: ["需论证", "To be assessed"], number: "conflicts-assessment" },
            { label: ["待核实", "To be verified"], number: "conflicts-unverified" },
          ],
        },
      ],
      title: ["先对一遍，再动工", "Check first, then build"],
      say: [
        "三条拟建线叠加保护地，查出 {{conflicts-all}}，{{conflicts-unverified}}待核实。",
        "Three planned lines over protected land: {{conflicts-all}} cases, {{conflicts-unverified}} of them to be verified.",
      ],
      notes: [
        "三条拟建线与保护地叠加，查出 {{conflicts-all}}关系，{{conflicts-prohibited}}可以判为禁止：走向和多数保护地范围都是示意，{{conflicts-unverified}}待核实。南海子、哈素海、古生物化石地要先核对正式范围。\n演示：按 M 打开工具，可放入自己的边界文件再核对一遍。三条线的走向没有公布，是示意，许多保护区是等面积圆，所以结论也只是示意：用来提早知道该问谁，不能当审批意见。",
        "The three planned lines laid over protected land give {{conflicts-all}} cases. {{conflicts-prohibited}} can be called prohibited: the courses and most outlines are schematic, so {{conflicts-unverified}} remain to be verified, first of all Nanhaizi, Hasuhai and the fossil site.\nPress M to bring a boundary file of your own and check again. The three courses are unpublished and schematic, many reserves are circles of equal area, and so the verdict is schematic too: it tells early whom to ask and is no ruling.",
      ],
    },
    {
      id: "ecology-pollution",
      clause: "7.2",
      items: [
        "air-focus-hohhot-baotou",
        "polluters-out-of-core",
        "yellow-river-im-section",
        "ind-no-inferior-v-tributary",
      ],
      phase: "plan-2025",
      show: ["rivers:main-stem,tributary", "lakes-wetlands:lake", "city-centres"],
      frame: [109.2, 39.8, 113.5, 41.3],
      seconds: 30,
      lit: [
        "rivers/eco-daheihe",
        "rivers/eco-kundulun",
        "rivers/eco-donghe",
        "rivers/eco-hunhe",
        "rivers/eco-shilawusu",
      ],
      title: ["同一片天，同一河水", "One sky, one water"],
      say: [
        "空气重点在呼、包两市；河水到 2025 年消除劣五类断面。",
        "For air the focus is Hohhot and Baotou. For water, no section worse than class five by 2025.",
      ],
      notes: [
        "空气重点看呼、包两市，重污染企业搬出主城区。水看黄河干流和几条支流，到 2025 年不再有劣五类断面。\n亮起的是大黑河、昆都仑河、东河、浑河和什拉乌素河。评估里只有支流断面“稳定消劣”的一条报道；2025 年只有包头段 7 月一个月的优良比例 {{baotou-water}}，其余三市没有监测数，不要替人报喜。",
        "For air the focus is Hohhot and Baotou; polluters leave the cores. For water it is the river and its branches: by 2025 no section is to be worse than class five.\nLit are Dahei, Kundulun, Dong, Hun and Shilawusu. The evaluation has one report that the branches no longer fall below; of 2025 there is one reading, Baotou’s reach in July: {{baotou-water}} good. The other three have none. Claim nothing.",
      ],
    },
  ],
};

export const services: ChapterSource = {
  chapter: 8,
  title: ["公共服务", "Public services"],
  scenes: [
    {
      id: "services-windows",
      clause: "8.1",
      items: [
        "unified-service-standard",
        "realestate-four-city",
        "outpatient-direct-settlement",
        "facility-layout-by-population",
      ],
      phase: "plan-2025",
      show: ["public-services:service-window,talent-community", "city-centres"],
      frame: [109.2, 39.3, 113.9, 41.4],
      seconds: 30,
      lit: [
        "public-services/ps-windows-hohhot",
        "public-services/ps-windows-baotou",
        "public-services/ps-windows-ordos",
        "public-services/ps-windows-ulanqab",
      ],
      figures: [
        {
          figures: [
            { label: ["四市互办事项（2020）", "Services done in any city (2020)"], number: "services" },
          ],
        },
      ],
      title: ["少跑一趟", "One journey less"],
      say: [
        "医保、不动产、公积金，四市互办，少跑一趟。",
        "Insurance, property, housing funds: handled in any of the four cities, one journey less.",
      ],
      notes: [
        "2020 年已有 {{services}}事四市互办。往后是标准一样、医保直接结算、不动产通办、公积金互转。办事的人少跑一趟，就是一体化。\n窗口标在市区政府驻地，不是大厅门牌。这是老百姓最有感的一章，可请听众举一个自己遇到的例子。",
        "In 2020 {{services}} services could be done in any of the four. Next come equal standards, direct medical payment, joint property registration and transferable housing funds. One journey less: that is integration.\nWindows stand at district seats, not at the halls' doors. This is what people feel most; ask the room for an example.",
      ],
    },
    {
      id: "services-health",
      clause: "8.3",
      items: [
        "medical-centre-hohhot",
        "medical-centre-baotou",
        "medical-centre-ordos",
        "elderly-pilot-hohhot",
        "elderly-pilot-baotou",
      ],
      phase: "plan-2025",
      show: ["public-services:medical-centre,elderly-care", "city-centres"],
      frame: [109.2, 39.3, 112.6, 41.2],
      seconds: 30,
      lit: [
        "public-services/ps-medical-hohhot",
        "public-services/ps-medical-baotou",
        "public-services/ps-medical-ordos",
      ],
      title: ["看病和养老", "Health and old age"],
      say: [
        "呼和浩特建国家级区域医疗中心，包头、鄂尔多斯建省级。",
        "A national medical centre in Hohhot, provincial ones in Baotou and Ordos.",
      ],
      notes: [
        "呼和浩特建国家级区域医疗中心，包头、鄂尔多斯建省级的，病历互认，远程会诊。养老机构可以跨市连锁，呼包两市先做居家养老试点。\n规划没写地址，标在区政府驻地。乌兰察布没有区域医疗中心：靠医联体和一小时高铁到首府。",
        "Hohhot gets a national medical centre, Baotou and Ordos provincial ones; records are recognised and doctors consult at a distance. Homes for the old may run chains across cities; home care is piloted in two.\nNo addresses in the plan; signs stand at district seats. Ulanqab has no regional centre: it relies on the alliance and the short train to the capital.",
      ],
    },
    {
      id: "services-culture",
      clause: "8.2",
      items: [
        "great-wall-culture-park",
        "yellow-river-culture-park",
        "site-dayao",
        "site-horinger-tuchengzi",
        "site-arzhai-grotto",
      ],
      phase: "plan-2025",
      show: ["culture:archaeology-park,grottoes,cultural-park", "city-centres"],
      frame: [106.8, 39, 113.4, 41.5],
      seconds: 30,
      lit: [
        "culture/cu-yr-park@0.25",
        "culture/cu-gw-qin",
        "culture/cu-gw-zhao@0.2",
        "culture/cu-gw-ming@0.35",
        "culture/cu-dayao",
        "culture/cu-tuchengzi",
        "culture/cu-aerzhai",
      ],
      title: ["长城与黄河在这里相遇", "Where the Wall meets the River"],
      say: [
        "长城、黄河两个国家文化公园在此交会。",
        "Two national cultural parks meet here: the Great Wall and the Yellow River.",
      ],
      notes: [
        "两个国家文化公园在这里交会：长城和黄河。还有大窑的石器、土城子的古城、阿尔寨的石窟。\n三段长城：固阳的秦长城、大青山南麓的赵长城、清水河的明长城，线位都是示意。土城子 {{named-tuchengzi}}公布为国家考古遗址公园。",
        "Two national cultural parks meet here: the Great Wall and the Yellow River. And there are the stone tools of Dayao, the old town of Tuchengzi, the grottoes of Arzhai.\nThree walls: Qin at Guyang, Zhao along Daqingshan, Ming at Qingshuihe, all schematic. Tuchengzi was named a national site park in {{named-tuchengzi}}.",
      ],
    },
  ],
};

export const openness: ChapterSource = {
  chapter: 9,
  title: ["改革开放", "Reform and opening"],
  scenes: [
    {
      id: "opening-north",
      clause: "9.2",
      items: [
        "northward-corridors",
        "rail-ulanqab-ulaanbaatar",
        "cmr-corridor-node",
        "routes-russia-mongolia",
        "energy-import-corridor",
      ],
      phase: "plan-2025",
      show: [
        "outward-corridors:northward,energy-import,air-route",
        "cooperation#co-mongolia,co-russia",
        "border-ports",
        "city-centres",
      ],
      frame: [103.5, 37.6, 116, 52.6],
      pitch: 25,
      seconds: 35,
      lit: [
        "border-ports/border-port-erenhot",
        "border-ports/border-port-mandula",
        "border-ports/border-port-ganqimaodu",
        "outward-corridors/oc-china-mongolia-russia@0.9",
      ],
      title: ["一路向北", "All the way north"],
      say: [
        "中蒙俄走廊经二连浩特出境，包头经满都拉向北。",
        "The corridor to Mongolia and Russia leaves by Erenhot; Baotou goes north by Mandula.",
      ],
      notes: [
        "中蒙俄走廊从这里出境：乌兰察布经二连浩特到乌兰巴托，包头经满都拉向北，还有飞乌兰巴托、伊尔库茨克的航线。\n弧线是方向。2025 年中蒙间通车的铁路口岸只有二连浩特；甘其毛都跨境铁路 2025 年 5 月开工，规划没有点名，画出来作参照。",
        "The China–Mongolia–Russia corridor leaves here: from Ulanqab over Erenhot to Ulaanbaatar, from Baotou over Mandula, and by air to Ulaanbaatar and Irkutsk.\nArcs are directions. In 2025 Erenhot was the only rail port to Mongolia; a line at Ganqimaodu was started in May 2025, not named in the plan and shown for reference.",
      ],
    },
    {
      id: "opening-ports",
      clause: "9.2",
      items: [
        "pan-port-economy",
        "erenhot-function-back",
        "port-mandula",
        "air-port-hohhot",
        "air-port-ordos",
        "air-port-ulanqab",
      ],
      phase: "plan-2025",
      show: [
        "border-ports",
        "logistics:air-port,rail-freight-centre",
        "rail-lines:conventional",
        "city-centres",
      ],
      frame: [107.2, 39.1, 114.2, 44],
      seconds: 30,
      lit: [
        "border-ports/border-port-erenhot",
        "border-ports/border-port-mandula",
        "logistics/lg-cre-qisumu",
      ],
      title: ["把口岸搬到内地来", "Bringing the port inland"],
      say: [
        "二连浩特的部分功能后移到乌兰察布，货到即可落地加工。",
        "Part of Erenhot’s work moves back to Ulanqab, where goods are processed on arrival.",
      ],
      notes: [
        "口岸在边上，工厂在里面。规划把二连浩特的一部分功能后移到乌兰察布，货到了就能落地加工，叫泛口岸经济。\n乌兰察布机场口岸规划推动开放，是否开放没有查到。满都拉铁路通到口岸，没有出境。",
        "The port is at the edge, the factories inside. Part of Erenhot's work moves back to Ulanqab, so that goods are processed where they arrive: the pan-port economy.\nWhether Ulanqab airport was opened as a port was not found. At Mandula the railway ends at the port.",
      ],
    },
    {
      id: "opening-trains",
      clause: "9.3",
      items: ["cr-express-centre-ulanqab", "cr-express-three-city-cargo", "cr-express-hub-node"],
      phase: "plan-2025",
      show: [
        "logistics:rail-freight-centre,bonded-zone,bonded-centre",
        "cooperation#co-cargo-hohhot,co-cargo-baotou,co-cargo-ordos",
        "outward-corridors:china-europe-train",
        "city-centres",
      ],
      frame: [108.7, 39, 114.2, 43.9],
      pitch: 40,
      seconds: 35,
      lit: ["logistics/lg-cre-qisumu"],
      title: ["四市的货，一列车走", "Four cities' goods, one train"],
      say: [
        "呼、包、鄂三市的货在七苏木集结编组，再向北出境。",
        "Goods of Hohhot, Baotou and Ordos are gathered at Qisumu and go north as one train.",
      ],
      notes: [
        "七苏木是中欧班列的集结中心，呼、包、鄂三市的货汇到这里编组，再向北出境。不抢车，拼车。\n七苏木位于集宁北、机场旁。是否列为国家级集结中心没有查到。三条弧线是三市到集结中心的货源。",
        "Qisumu gathers the China–Europe trains: goods of Hohhot, Baotou and Ordos come here, are made up and go north. Not racing for trains, but sharing them.\nQisumu is north of Jining by the airport. Whether it became a national centre was not found. The three arcs are the cargo of the three cities.",
      ],
    },
    {
      id: "opening-cooperation",
      clause: "9.4",
      items: [
        "coop-jjj",
        "coop-ningxia",
        "coop-guanzhong",
        "coop-taiyuan",
        "link-yangtze",
        "link-gba",
        "link-chengyu",
      ],
      phase: "plan-2025",
      show: ["cooperation:city-cluster,port", "city-centres"],
      frame: [104.6, 33.6, 119.2, 41.9],
      seconds: 40,
      // The far ones lie beyond the frame: their names stand beside the curves that lead to them.
      lit: [
        "cooperation/co-yangtze-delta@0.52",
        "cooperation/co-chengdu-chongqing@0.52",
        "cooperation/co-greater-bay@0.32",
      ],
      figures: [{ figures: [{ label: ["图上合作关系", "Ties on the map"], number: "links" }] }],
      title: ["对外合作的方向", "Partners beyond the region"],
      say: [
        "近处京津冀、宁夏、关中、太原，远处长三角、成渝、粤港澳。",
        "Near: Beijing–Tianjin–Hebei, Ningxia, Guanzhong, Taiyuan. Far: the Yangtze delta, Chengdu–Chongqing, the Greater Bay.",
      ],
      notes: [
        "近处：京津冀、宁夏、关中、太原；远处：长三角、粤港澳、成渝。出海用天津、河北的港，把内陆港接上去。图上画了 {{links}}合作关系。\n规划没写具体港名和省名的，图上用代表城市（曹妃甸、兰州、郑州），点弧线的说明里写了。",
        "Near: Beijing–Tianjin–Hebei, Ningxia, Guanzhong, Taiyuan. Far: the Yangtze and Pearl deltas, Chengdu–Chongqing. The sea is reached at Tianjin and Hebei through dry ports. The map shows {{links}} ties.\nWhere the plan names no port or province a representative city is used (Caofeidian, Lanzhou, Zhengzhou); the note of each tie says so.",
      ],
    },
    {
      id: "opening-triangle",
      clause: "9.4",
      items: ["wudazhang-triangle", "ext-datong-zhangjiakou"],
      phase: "plan-2025",
      show: [
        "cooperation#co-datong,co-zhangjiakou,co-datong-zhangjiakou",
        "rail-lines:high-speed",
        "city-centres",
      ],
      frame: [112.2, 39.6, 115.4, 41.5],
      seconds: 25,
      title: ["乌大张：三省交界的三角", "A triangle where three provinces meet"],
      say: [
        "乌兰察布、大同、张家口，彼此都在高铁一小时左右。",
        "Ulanqab, Datong, Zhangjiakou: about an hour apart by fast train.",
      ],
      notes: [
        "乌兰察布、大同、张家口，三个城市三个省，彼此都在高铁一小时左右。规划要把它做成长城金三角。\n集大原通车后，乌兰察布到大同不再绕行。第三条边在四市之外，画出来才像个三角。",
        "Ulanqab, Datong, Zhangjiakou: three cities in three provinces, about an hour apart by fast train. The plan makes them the golden triangle of the Wall.\nWith the new line Ulanqab reaches Datong directly. The third side lies outside and is drawn so that the triangle shows.",
      ],
    },
  ],
};

export const delivery: ChapterSource = {
  chapter: 10,
  title: ["规划实施", "Carrying it out"],
  scenes: [
    {
      id: "delivery-groups",
      clause: "10.2",
      items: ["four-city-responsible", "ind-16-task-groups", "mid-term-review"],
      phase: "plan-2025",
      show: ["cooperation:internal", "city-centres"],
      frame: [108.6, 38.9, 113.8, 41.6],
      pitch: 30,
      seconds: 30,
      figures: [{ figures: [{ label: ["专项工作组", "Task groups"], number: "groups" }] }],
      title: ["谁来干", "Who does it"],
      say: [
        "四市是责任主体，中期和期末各有评估。",
        "The four cities are responsible, with a review midway and an evaluation at the end.",
      ],
      notes: [
        "四市是责任主体，{{groups}}专项组分头推进，中期评估，期末总结评估。跨市的事有联席会议，有共同的基金，税收可以分享。弧线是规划点了名的四市合作。\n{{groups}}组 = 14 个部门组 + 智慧城市组 + 产业示范区组。税收分享（10.3）是跨市园区能不能成的关键。",
        "The four cities are responsible, {{groups}} task groups push on, with a review midway and an evaluation at the end. For what crosses borders there are joint meetings, a common fund and shared taxes. The arcs are the ties among the four that the plan names.\n{{groups}} = 14 by department, one for smart cities, one for the industry zones. Tax sharing (10.3) decides whether joint parks work.",
      ],
    },
  ],
};

export const closing: ChapterSource = {
  chapter: 11,
  title: ["回头看", "Looking back"],
  scenes: [
    {
      id: "closing-rail",
      clause: "6.1",
      items: [
        "hsr-hohhot-baotou",
        "hsr-baotou-ordos",
        "rail-hohhot-ordos-intercity",
        "hsr-jining-datong-yuanping",
        "hsr-baotou-yinchuan",
      ],
      phase: "actual-2025",
      before: { phase: "plan-2025" },
      show: ["rail-lines:high-speed,intercity", ownAirports, "city-centres"],
      frame: [106.2, 38.2, 114, 41.9],
      seconds: 45,
      stepped: true,
      lit: [
        "rail-lines/rail-jidayuan",
        "rail-lines/rail-jidayuan-2",
        "rail-lines/rail-baoyin",
        "rail-lines/rail-baoyin-2",
      ],
      figures: [
        {
          title: ["规划与实际", "Planned and built"],
          status: [
            { label: ["集大原高铁", "Jining–Yuanping"], feature: "rail-lines/rail-jidayuan" },
            { label: ["包银高铁", "Baotou–Yinchuan"], feature: "rail-lines/rail-baoyin" },
            { label: ["呼包高铁", "Hohhot–Baotou"], feature: "rail-lines/rail-hubao-hsr" },
            { label: ["包鄂高铁", "Baotou–Ordos"], feature: "rail-lines/rail-baoe-hsr" },
            { label: ["呼鄂城际", "Hohhot–Ordos"], feature: "rail-lines/rail-hue-intercity" },
            { label: ["盛乐机场", "Shengle airport"], feature: "airports/airport-hohhot-shengle" },
          ],
        },
      ],
      title: ["五年到期：交通", "Five years on: transport"],
      say: [
        "承诺的 {{score-rail-all}}铁路通了 {{score-rail-built}}，圈内的没有通。",
        "Of {{score-rail-all}} promised railways {{score-rail-built}} are open; those inside the circle are not.",
      ],
      notes: [
        "集大原、包银通了；呼包、包鄂、呼鄂三条没有通，盛乐机场没有启用。往外的门打开了，里面的圈还没合上。\n图上只亮起通了的线；没有通的照样画着，是断线和点线。表格四列是四个时段，符号与图例同一套：实、断、点。不要把“规划 2025”读成“应当建成”：规划对这三条线用的是推进、研究。",
        "The lines to Yuanping and Yinchuan are open. Hohhot–Baotou, Baotou–Ordos and Hohhot–Ordos are not, nor is Shengle airport in use. The doors outward are open; the circle inside is not closed.\nOnly the lines that run are lit; those that do not are there, broken or dotted. The four columns are the phases, with the legend's own signs. Do not read plan 2025 as due: for these lines the plan says advance and study.",
      ],
    },
    {
      id: "closing-built",
      clause: "6.2",
      items: [
        "lhub-hohhot-land-port",
        "lhub-ulanqab-erenhot",
        "renewable-base-ordos",
        "site-horinger-tuchengzi",
      ],
      phase: "actual-2025",
      show: [
        "logistics:logistics-hub",
        "energy-projects#en-kubuqi-200,en-kubuqi-nz,en-shuofang,en-spic-6gw,en-ctgr-ulanqab,en-mengxi-3gw,en-narisong-h2",
        "city-centres",
      ],
      frame: [107.4, 38.6, 114.2, 43.8],
      seconds: 40,
      lit: [
        "logistics/lg-hub-hohhot-land",
        "logistics/lg-hub-ulanqab",
        "energy-projects/en-kubuqi-200",
        "energy-projects/en-kubuqi-nz",
      ],
      figures: [
        {
          title: ["规划与实际", "Planned and built"],
          status: [
            { label: ["呼和浩特陆港枢纽", "Land-port hub"], feature: "logistics/lg-hub-hohhot-land" },
            { label: ["国家乳业创新中心", "Dairy centre"], feature: "innovation/in-dairy-nic" },
            { label: ["库布其光伏治沙", "Kubuqi solar"], feature: "energy-projects/en-kubuqi-200" },
            { label: ["库布其中北部基地", "Kubuqi north"], feature: "energy-projects/en-kubuqi-nz" },
            { label: ["蒙西—京津冀直流", "Hebei line"], feature: "uhv-lines/gr-uhv-mx-jjj" },
          ],
        },
      ],
      title: ["五年到期：能源、物流、乳业", "Five years on: energy, logistics, dairy"],
      say: [
        "物流枢纽建成 {{hubs-open}}，新能源多了几倍，乳业创新中心建成。\n第六章 {{score-6-all}}项目：建成 {{score-6-built}}，逾期 {{score-6-overdue}}，无证据 {{score-6-none}}。",
        "{{hubs-open}} logistics hubs are open, new energy has grown several times, the dairy centre is built.\nOf {{score-6-all}} projects in chapter six {{score-6-built}} are built, {{score-6-overdue}} overdue, {{score-6-none}} without evidence.",
      ],
      notes: [
        "没查到实情的项目沿用最后已知状态，不当作没做，也不当作做成。库布其光伏治沙 {{project-kubuqi}}，已并网。想看全部：按 M，打开表格，按“实际 2025”排序。",
        "Where the truth was not found the last known state is kept: neither failure nor success. The Kubuqi sand-control plant, {{project-kubuqi}}, is on the grid. For all of them press M and sort the table by actual 2025.",
      ],
    },
    {
      id: "closing-outlook",
      clause: "2.4",
      items: ["target-2035-vision", "rail-1h-circle-build"],
      phase: "2035",
      show: ["rail-lines:high-speed,intercity", "rivers:main-stem", "energy-bases", "city-centres"],
      frame: [104.9, 36.8, 115.2, 43.2],
      seconds: 35,
      figures: [
        {
          title: ["2025 年底，承诺的项目", "Promised projects at the end of 2025"],
          bars: [
            { label: ["已建成", "Built"], number: "score-built", strong: true },
            { label: ["部分建成", "Partly built"], number: "score-partly", strong: true },
            { label: ["持续推进", "Continuing"], number: "score-continuing", strong: true },
            { label: ["按期推进", "On track"], number: "score-on-track" },
            { label: ["逾期在建", "Overdue"], number: "score-overdue" },
            { label: ["未开工", "Not started"], number: "score-not-started" },
            { label: ["调整", "Adjusted"], number: "score-adjusted" },
            { label: ["无证据", "No evidence"], number: "score-no-evidence" },
          ],
        },
      ],
      title: ["还是这条河，还是四座城", "The same river, the same four cities"],
      say: [
        "承诺 {{score-all}}项目：建成 {{score-built}}，逾期 {{score-overdue}}，无证据 {{score-no-evidence}}。",
        "Of {{score-all}} promises {{score-built}} are built, {{score-overdue}} overdue, {{score-no-evidence}} without evidence.",
      ],
      notes: [
        "回到开头的画面，数一数。没有证据不等于没做，也不能算做了；每个数在“评估”面板里一按就到它的行。到 2035 还有十年。\n转入提问。按 M 打开全部工具：搜索（Ctrl K）找地名，点要素看条款，R 回到这一幕。讲义和离线包在“讲解”面板里。",
        "Back to the first picture, to count. No evidence is neither failure nor success; in the monitor panel every number leads to its rows. Ten years remain to 2035.\nTurn to questions. M opens all tools: search with Ctrl K, click a feature for its clause, R returns here. Handout and offline copy are in the walk panel.",
      ],
    },
  ],
};
