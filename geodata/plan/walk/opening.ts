import { type ChapterSource, ownAirports, railFrame, whole } from "./scene.ts";

export const opening: ChapterSource = {
  chapter: 0,
  title: ["开场", "Opening"],
  scenes: [
    {
      id: "opening-bend",
      clause: "0",
      items: ["central-inner-mongolia-location", "yellow-river-strategy-plate"],
      phase: "2020",
      show: ["rivers:main-stem", "city-centres"],
      frame: [106, 37.3, 114.6, 42.6],
      seconds: 40,
      title: ["一条大河，四座城", "One great river, four cities"],
      say: [
        "黄河在这里拐出一个“几”字，四座城就在弯的里外。",
        "Here the Yellow River makes its great bend. Four cities lie in and around it.",
      ],
      notes: [
        "黄河在这里向北拐出一个“几”字。呼和浩特、包头、鄂尔多斯、乌兰察布就在这个弯的里外，连成一片。今天我们用一张活的地图，把这四座城的一体化规划走一遍。\n开场先不讲政策，让听众认出河和城。常见问题：为什么有乌兰察布？答：它 2018 年之后并入，是向北、向东的门户（引言）。随时可以拖动地图回答问题，按 R 回到这一幕。",
        "Here the Yellow River turns north and draws a great bend. Hohhot, Baotou, Ordos and Ulanqab lie in and around it as one block. Today we walk through their common plan on a living map.\nLet people recognise the river and the cities before any policy. Likely question: why Ulanqab? It joined after 2018 as the gate to the north and east (preface). Drag the map at any time; R brings back this scene.",
      ],
    },
    {
      id: "opening-reading",
      clause: "0",
      items: ["plan-period-2021-2025", "outlook-year-2035"],
      phase: "plan-2025",
      show: ["rail-lines:high-speed,intercity", "city-centres"],
      frame: [109.1, 38.6, 114.1, 41.6],
      seconds: 40,
      lit: ["rail-lines/rail-zhanghu@0.86", "rail-lines/rail-baoe-hsr", "rail-lines/rail-hue-intercity"],
      title: ["怎么看这张图", "How to read this map"],
      say: [
        "实线已有，断线在建，点线未动工。外有一层浅色宽带的，走向只是示意。",
        "Solid: it exists. Broken: being built. Dotted: not begun. A soft, wider band: the course is only schematic.",
      ],
      notes: [
        "实线是已经有的，断线是在建的，点线是还在纸上的。图有四个时段：2020 年的底子、规划说的 2025、真实的 2025、2035 的远景。凡是线外带一层浅色宽带、面用点纹、符号空心的，位置只是示意。\n这一幕只讲图例语法，30 秒足够。要演示时段：按 M 打开工具，点顶栏“现状 2020 / 规划 2025 / 实际 2025 / 远景 2035”，再按 R 返回。",
        "A solid line exists, a broken one is being built, a dotted one is still on paper. There are four moments: the base of 2020, the 2025 the plan set out, the real 2025, and the outlook to 2035. A soft wider band, a stippled fill or a hollow sign means the position is only schematic.\nOnly the grammar of the map; half a minute is enough. To show the phases press M for the tools, click the phases in the top bar, then R to return.",
      ],
    },
    {
      id: "opening-scope",
      clause: "0",
      items: ["plan-area", "ind-area-18-62", "ind-pop-1001-5", "ind-gdp-near-1tn", "ind-gdp-share-57-5"],
      phase: "2020",
      show: ["units", "city-centres"],
      frame: whole,
      seconds: 40,
      figures: [
        {
          title: ["占全区的比重", "Share of Inner Mongolia"],
          bars: [
            { label: ["面积", "Area"], number: "share-area" },
            { label: ["人口", "People"], number: "share-population" },
            { label: ["地区生产总值", "GDP"], number: "share-gdp", strong: true },
          ],
        },
      ],
      title: ["规划管多大一片地方", "What the plan covers"],
      say: [
        "四市 {{area}}，{{population}}，地区生产总值 {{gdp}}。",
        "{{area}}, {{population}} people, a GDP of {{gdp}}.",
      ],
      notes: [
        "四市全域 {{area}}，住着 {{population}}，2020 年地区生产总值 {{gdp}}。面积不到全区六分之一，人口占四成多，地区生产总值占一半以上。\n人口取自 2020 年人口普查，四市之和与规划一致。若有人问 {{share-gdp}}：现在能查到的全区总量是 {{gdp-whole-region}}，按它复算略低一点，条目说明里写了。点任何一个旗县可看它的人口。",
        "The four cities cover {{area}} and hold {{population}} people; GDP in 2020 was {{gdp}}. On less than a sixth of the region’s land live four in ten of its people, who produce more than half of its GDP.\nPeople are from the 2020 census and add up to the plan's figure. If asked about {{share-gdp}}: the regional total now on record is {{gdp-whole-region}}, which gives slightly less; the item says so. Click any county for its own population.",
      ],
    },
  ],
};

export const background: ChapterSource = {
  chapter: 1,
  title: ["发展背景", "Background"],
  scenes: [
    {
      id: "base-economy",
      clause: "1.1",
      items: ["regional-locomotive", "ind-gdp-9948-6", "ind-gdp-growth-135-4-5"],
      phase: "2020",
      show: ["city-output"],
      frame: [106.9, 37.9, 114.3, 42],
      pitch: 50,
      bearing: 22,
      seconds: 35,
      figures: [
        {
          title: ["2020 年地区生产总值", "GDP in 2020"],
          bars: [
            { label: ["呼和浩特", "Hohhot"], number: "gdp-hohhot" },
            { label: ["包头", "Baotou"], number: "gdp-baotou" },
            { label: ["鄂尔多斯", "Ordos"], number: "gdp-ordos", strong: true },
            { label: ["乌兰察布", "Ulanqab"], number: "gdp-ulanqab" },
          ],
        },
      ],
      title: ["全区经济的主体，四市差距明显", "The region’s engine, unevenly built"],
      say: [
        "鄂尔多斯 {{gdp-ordos}}，是乌兰察布的四倍多。",
        "Ordos makes {{gdp-ordos}}, more than four times as much as Ulanqab.",
      ],
      notes: [
        "四市是全区经济的主体。鄂尔多斯一市就有 {{gdp-ordos}}，呼、包两市相当，乌兰察布只有 {{gdp-ulanqab}}。规划要做的，是让四市拉同一列车。\n“十三五”四市年均增长 {{growth}}，比全区快 {{growth-lead}}。各市数各自取整，合计比总数多 0.1 亿元，不必解释。问到最新数据：打开“评估”，看指标的实际值和出处。",
        "This is the engine of the region. Ordos alone makes {{gdp-ordos}}, Hohhot and Baotou are level, Ulanqab has {{gdp-ulanqab}}. The plan wants all four to pull one train.\nIn 2016–2020 the four grew {{growth}} a year, {{growth-lead}} faster than the region. City figures are rounded one by one. If asked for newer figures: open the evaluation, where each stands with its source.",
      ],
    },
    {
      id: "base-people",
      clause: "1.1",
      items: ["ind-pop-share-gain-2-77", "ind-38-banner-units", "layer-38-banner-units"],
      phase: "2020",
      show: ["unit-people@0.7", "units", "city-centres"],
      frame: [107.2, 38.4, 114.4, 42],
      pitch: 50,
      bearing: -12,
      seconds: 35,
      figures: [
        {
          title: ["2020 年常住人口", "People in 2020"],
          bars: [
            { label: ["呼和浩特", "Hohhot"], number: "people-1501", strong: true },
            { label: ["包头", "Baotou"], number: "people-1502" },
            { label: ["鄂尔多斯", "Ordos"], number: "people-1506" },
            { label: ["乌兰察布", "Ulanqab"], number: "people-1509" },
          ],
        },
      ],
      title: ["人在哪里", "Where the people are"],
      say: [
        "{{units}}旗县区，{{population}}；首府最多。",
        "{{population}} people in {{units}} counties, banners and districts; the capital has most.",
      ],
      notes: [
        "{{population}}分布在 {{units}}旗县区里。首府最多，{{people-1501}}；人口十年来一直向这四市集中，比重提高了近三个百分点。\n{{units}}县级单元 = 呼 9 + 包 9 + 鄂 9 + 乌 11。稀土高新区和呼和浩特经开区是统计区，普查单列，图上另画。界线误差约 200–500 米，不是正式界线。",
        "{{population}} people live in {{units}} counties, banners and districts. The capital has most, {{people-1501}}. For ten years people have gathered here: the share rose by almost three points.\n{{units}} units = 9 + 9 + 9 + 11. The rare-earth zone and the Hohhot economic zone are statistical zones, counted apart in the census. Boundaries are good to 200–500 m and not official.",
      ],
    },
    {
      id: "base-frame",
      clause: "1.1",
      items: ["hsr-jing-hu", "expressway-ring", "ind-all-townships-hardened", "hohhot-new-airport-baseline"],
      phase: "2020",
      show: ["roads:expressway", "rail-lines:high-speed,conventional", ownAirports, "city-centres"],
      frame: [108.9, 38.9, 116.9, 41.7],
      seconds: 40,
      lit: ["rail-lines/rail-zhanghu@0.86"],
      title: ["骨架已经有了", "The frame was there"],
      say: [
        "高铁已由首府通到北京，高速公路成环。缺的是四市之间的快线。",
        "High-speed rail reaches Beijing and expressways close a ring. Fast lines between the four are missing.",
      ],
      notes: [
        "2020 年，高铁已经从首府通到北京，四条高速围成了环，{{units}}旗县区都通了高等级公路，新机场已经动工。缺的不是骨架，是四市之间的快线。\n四条高速：京藏、包茂、荣乌、呼准。亮起的是张呼高铁（2019 年底全线通车）。问“乡镇都通硬化路吗”：规划写“全部”，嘎查村限具备条件的。",
        "By 2020 a high-speed line ran from the capital to Beijing, four expressways closed a ring, all {{units}} units had good roads and a new airport was started. What was missing was fast links among the four.\nThe four expressways: Jingzang, Baomao, Rongwu, Huzhun. Lit: the Zhangjiakou–Hohhot line, whole since the end of 2019. All townships have paved roads; villages where conditions allow.",
      ],
    },
    {
      id: "base-opening",
      clause: "1.1",
      items: ["northward-bridgehead-node", "cbz-hohhot-open", "cbz-ordos-open", "open-platform-stock"],
      phase: "2020",
      show: [
        "logistics:bonded-zone,bonded-centre,policy-zone,air-port,rail-freight-centre",
        "border-ports",
        "city-centres",
      ],
      frame: [108, 39, 114.8, 43.9],
      seconds: 35,
      lit: [
        "logistics/lg-ftz-ordos",
        "logistics/lg-ftz-hohhot",
        "logistics/lg-blc-baotou",
        "logistics/lg-blc-qisumu",
        "border-ports/border-port-erenhot",
      ],
      title: ["向北开的门，已经开了几扇", "Doors to the north already open"],
      say: [
        "四处保税平台已在运行，再往北三百公里是二连浩特口岸。",
        "Four bonded zones and centres are at work. Erenhot port lies 300 km further north.",
      ],
      notes: [
        "鄂尔多斯、呼和浩特有综合保税区，包头、七苏木有保税物流中心，首府有跨境电商试验区。再往北三百公里，就是二连浩特口岸。\n二连浩特在四市之外，画出来是因为它是乌兰察布枢纽的另一半。满都拉是四市境内唯一的陆路口岸。点符号可看面积与来源。",
        "Ordos and Hohhot have bonded zones, Baotou and Qisumu bonded logistics centres, the capital an e-commerce pilot. Three hundred kilometres north is the port of Erenhot.\nErenhot is outside the four cities; it is drawn because it is the other half of the Ulanqab hub. Mandula is the only land port inside. Click a sign for area and source.",
      ],
    },
    {
      id: "base-water",
      clause: "1.1",
      items: [
        "yellow-river-joint-care-baseline",
        "ind-good-water-82-4",
        "daihai-baseline",
        "chagannur-baseline",
      ],
      phase: "2020",
      show: ["rivers:main-stem,tributary", "lakes-wetlands", "city-centres"],
      frame: [109.2, 39.4, 114.4, 41.6],
      seconds: 35,
      lit: ["lakes-wetlands/eco-daihai", "lakes-wetlands/eco-chahannur"],
      figures: [
        {
          figures: [
            { label: ["国控断面水质优良率", "National sections in good class"], number: "good-water" },
          ],
        },
      ],
      title: ["水，已经开始一起管", "Water: joint care has begun"],
      say: [
        "黄河共同治理起步，岱海、察汗淖尔两个退缩的湖一并纳入。",
        "Joint care of the river has begun. Two shrinking lakes, Daihai and Chahannur, are part of it.",
      ],
      notes: [
        "黄河的共同治理起了步，国控断面优良率 {{good-water}}。岱海和察汗淖尔这两个退缩的湖，也开始一起救。\n规划写 14 个断面、{{good-water}}，14 个断面得不出这个比例，14/17 恰好可以：口径待核，如被问到请照实说。察汗淖尔湖床 2017 年以来多为干涸。",
        "Joint care of the river has begun; {{good-water}} of national sections are good. Two shrinking lakes, Daihai and Chahannur, are being treated together.\nThe plan says 14 sections and {{good-water}}; that share is 14 of 17, so the count needs checking. Say so if asked. The bed of Chahannur has been mostly dry since 2017.",
      ],
    },
    {
      id: "base-gaps",
      clause: "1.2",
      items: ["challenge-infrastructure-gap", "challenge-imbalance", "challenge-fragile-ecology"],
      phase: "2020",
      show: ["rail-lines:high-speed,conventional", "city-centres"],
      frame: railFrame,
      seconds: 40,
      stepped: true,
      figures: [
        {
          title: ["2020 年四市间铁路车上时间", "Minutes in the train, 2020"],
          bars: [
            { label: ["呼—乌", "Hohhot–Ulanqab"], number: "rail-2020-hu" },
            { label: ["呼—包", "Hohhot–Baotou"], number: "rail-2020-hb" },
            { label: ["包—鄂", "Baotou–Ordos"], number: "rail-2020-bo" },
            { label: ["呼—鄂", "Hohhot–Ordos"], number: "rail-2020-ho" },
            { label: ["包—乌", "Baotou–Ulanqab"], number: "rail-2020-bu" },
            { label: ["鄂—乌", "Ordos–Ulanqab"], number: "rail-2020-ou", strong: true },
          ],
          target: { label: ["一小时", "One hour"], value: 60 },
        },
      ],
      title: ["短板也清楚", "The weak points are clear too"],
      say: [
        "呼和浩特到乌兰察布 {{rail-2020-hu}}，鄂尔多斯到乌兰察布 {{rail-2020-ou}}。",
        "Hohhot–Ulanqab takes {{rail-2020-hu}}; Ordos–Ulanqab takes {{rail-2020-ou}}.",
      ],
      notes: [
        "差距大、产业相似、通道有缺口、生态脆弱。看铁路就明白：呼和浩特到乌兰察布只要 {{rail-2020-hu}}，鄂尔多斯到乌兰察布却要 {{rail-2020-ou}}，每天直达的只有两趟。\n车上时间由本图的铁路模型算出，按 2021 年 1 月的列车和 75 组站间时刻拟合，不含等车。这六根柱子会在第六章再出现三次，值得让听众记住。",
        "Gaps, look-alike industry, missing links, fragile ecology. The railway shows it: Hohhot to Ulanqab takes {{rail-2020-hu}}, Ordos to Ulanqab {{rail-2020-ou}}, and only two trains a day go through.\nMinutes come from the map's own rail model, fitted to the trains of January 2021 and 75 times between stations, without waiting. These six bars return three times in chapter six: ask people to remember them.",
      ],
    },
  ],
};

export const requirements: ChapterSource = {
  chapter: 2,
  title: ["总体要求", "Overall requirements"],
  scenes: [
    {
      id: "aims-positions",
      clause: "2.3",
      items: [
        "position-quality-lead-zone",
        "position-smart-pilot",
        "position-integration-pioneer",
        "position-yellow-river-barrier",
        "position-northward-hinterland",
      ],
      phase: "plan-2025",
      show: ["rivers:main-stem", "border-ports", "data-centres:data-cluster", "energy-bases", "city-centres"],
      frame: whole,
      seconds: 45,
      lit: ["data-centres/dg-helin-cluster", "data-centres/dg-ulanqab", "border-ports/border-port-mandula"],
      title: ["五个定位", "Five positions"],
      say: [
        "引领区、先导区、先行区、生态屏障、开放腹地，图上各有所指。",
        "Growth, a smart-city pilot, integration, an ecological shield, the way north: each has its mark on the map.",
      ],
      notes: [
        "规划给这片地方五个定位：高质量发展的引领区，智慧城市的先导区，一体化的先行区，黄河“几”字弯的生态屏障，向北开放的腹地。图上各有一样东西代表它们：能源基地、数据中心、四座城、大河和口岸。\n若只能记一个，记生态屏障：“以水定城、以水定地、以水定人、以水定产”是后面所有规模的上限。打开大纲第二章第三节可逐条看。",
        "The plan gives five positions: a lead zone for quality growth, a smart-city pilot, a pioneer of integration, the ecological shield of the bend, the hinterland of northward opening. The map has one thing for each: energy bases, data centres, the four cities, the river and the ports.\nIf one is to be kept, keep the shield: water sets the size of cities, land, people and industry, and so the limit of all that follows. The outline, chapter 2 section 3, has each one.",
      ],
    },
    {
      id: "aims-2025",
      clause: "2.4",
      items: ["target-1h-rail-circle", "target-gdp-growth-6", "target-urban-pop-5"],
      phase: "plan-2025",
      show: ["rail-lines:high-speed,intercity", "city-centres"],
      frame: [109.3, 39.4, 113.6, 41.2],
      seconds: 40,
      lit: ["rail-lines/rail-hubao-hsr", "rail-lines/rail-baoe-hsr", "rail-lines/rail-hue-intercity"],
      figures: [
        {
          title: ["经济年均增长", "Growth a year"],
          bars: [
            { label: ["2016—2020 实际", "2016–2020, actual"], number: "growth" },
            { label: ["2021—2025 目标", "2021–2025, target"], number: "growth-target", strong: true },
          ],
        },
      ],
      title: ["到 2025 年，要做到什么", "What 2025 was to bring"],
      say: [
        "经济年均增长 {{growth-target}} 左右，城镇人口增加 {{urban-target}} 左右，推进一小时交通圈。",
        "Growth near {{growth-target}} a year, about {{urban-target}} more town people, and a one-hour rail circle.",
      ],
      notes: [
        "经济年均增长 {{growth-target}} 左右，城镇人口增加 {{urban-target}} 左右，壁垒基本消除。最看得见的一条是铁路：四市之间的一小时交通圈。\n{{urban-target}}规划没有写“年均”，本图按五年累计理解。一小时圈规划用的是“有序推进”，不是“建成”，被追问时要分清。结尾几幕会对照真实的 2025。",
        "Growth near {{growth-target}} a year, town people up by about {{urban-target}}, barriers largely gone. The goal one can see is the railway: a one-hour circle among the four cities.\nThe plan does not say a year for the {{urban-target}}; it is read as five years' sum. For the circle the plan says it advances, not that it is finished. The closing scenes hold it against the real 2025.",
      ],
    },
    {
      id: "aims-2035",
      clause: "2.4",
      items: ["target-2035-vision"],
      phase: "2035",
      show: ["rail-lines:high-speed,intercity,conventional", ownAirports, "city-centres"],
      frame: whole,
      seconds: 30,
      title: ["再看远一点：2035", "Further on: 2035"],
      say: [
        "四座城像一座城那样运转。图上按规划的线全部建成绘制。",
        "Four cities that work as one. The map shows every planned line as built.",
      ],
      notes: [
        "远景是在黄河中上游的城市群里走在最前：结构清楚，分工明白，四座城像一座城那样运转。图上是假定规划的线都建成的样子。\n远景时段只收规划展望里有的东西，不预测。线路走向未公布的都是示意（浅色宽带）。",
        "The vision is to lead the clusters of the upper and middle river: clear in structure, with divided roles, four cities working as one. The map shows it as if every planned line were built.\nThe outlook holds only what the plan looks forward to; it forecasts nothing. Lines whose course is not published are schematic (a soft band).",
      ],
    },
  ],
};
