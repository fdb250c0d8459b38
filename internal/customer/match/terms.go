package match

import "sync"

// Legal forms in Latin script, without dots. Those in front are written before a name, anywhere ones tell nothing wherever they stand, and the rest
// are legal forms at the end alone ("sa", "as" and "co" may be words elsewhere).
var (
	legalInFront  = set("stichting vereniging maatschap firma vof pt ooo zao oao pjsc cv kabushiki kaisha ооо оао зао пао ао ип тов cong ty tnhh cp บริษัท")
	legalAnywhere = set("maatschap vof inc incorporated ltd limited llc llp plc gmbh mbh ggmbh kgaa ohg bv bvba vof sarl sasu srl pty pvt sdn bhd corp corporation aktiengesellschaft kabushiki jusik hoesa ltda lda sti จำกัด")
	legalAtEnd    = set("co company cie compagnie kk yk gk ag kg ug ev eg se sa sas spa sl slu ab as asa oy oyj aps nv cv lp private pte tbk jsc ao kft zrt doo sro spzoo sp spolka z o oo kaisha gaisha and und en maatschap stichting")
	legalDotted   = merged(legalInFront, legalAnywhere, legalAtEnd)
)

func merged(sets ...map[string]bool) map[string]bool {
	all := make(map[string]bool)
	for _, s := range sets {
		for word := range s {
			all[word] = true
		}
	}
	return all
}

// Words that bind and words that many names share, in English, German, Dutch and French. What else is common in a brand's own data is learned.
var (
	binding = set("and the of for at in on by a an de der den die das dem des du la le les el los las van von vom zu zum zur te ter ten en und et y e i het 't d l da do dos di del della")
	generic = set("group groep gruppe groupe holding holdings beheer beheermaatschappij investments investment invest beleggingen beleggingsmaatschappij international internationaal " +
		"nederland netherlands deutschland germany europe european global worldwide services service diensten dienstverlening solutions systems system technologies technology tech " +
		"industries industry industrial trading trade handel handels handelsonderneming handelsgesellschaft import export consulting consultancy consultants advies adviseurs adviesbureau beratung " +
		"management managers enterprises enterprise ventures partners partner associates products produkte production producties store stores shop shops supply supplies " +
		"center centre centrum zentrum academy school foundation association society club restaurant cafe bar grill hotel house bank insurance versicherung verzekeringen " +
		"construction bouw bau bouwbedrijf transport logistics vastgoed immobilien immobilier real estate properties property exploitatie pensioen pensioenfonds fonds fund capital finance financial " +
		"software media design marketing engineering medical health pharma energy electronics electric foods food dental clinic praktijk praxis taiwan china")
)

// Legal forms in ideographic scripts, as folding leaves them, longest first.
var legalIdeographic = []string{
	"股份有限责任公司", "股份有限公司", "(股)有限公司", "有限责任公司", "유한책임회사", "一般社団法人", "一般社团法人", "股份公司", "(股)公司", "(有)公司", "有限公司", "无限公司", "两合公司", "有限合伙",
	"特殊普通合伙", "株式会社", "有限会社", "合同会社", "合资会社", "合名会社", "주식회사", "유한회사", "합자회사", "합명회사", "사단법인", "재단법인", "社团法人", "财团法人", "医疗法人", "学校法人", "社団法人", "財団法人",
	"总公司", "(株)", "(有)", "(股)", "(주)", "(유)", "(合)", "公司",
}

// What ends the name of a branch.
var branchEnds = []string{"分公司", "子公司", "办事处", "营业所", "营业处", "营业部", "服务处", "服务站", "服务中心", "专卖店", "旗舰店", "直营店", "加盟店", "连锁店", "专门店", "门市部", "经销处", "분점", "지점", "営業所", "支店", "支社",
	"门市", "分店", "分行", "分部", "分社", "分校", "分院", "分处", "支行", "门店", "本店", "总店", "新店", "工厂", "厂", "店", "점"}

// Industry and other words behind the core of a Chinese, Japanese or Korean name.
var industries = ideographs("科技 电子 工业 实业 企业 国际 控股 集团 投资 投资控股 贸易 商贸 开发 发展 建设 营造 建筑 建材 资讯 信息 信息技术 资通 半导体 光电 光学 精密 机械 机电 电机 化学 化工 石化 水泥 食品 纺织 纤维 钢铁 金属 铜业 铝业 矿业 " +
	"银行 商业银行 证券 保险 人寿 人寿保险 产物保险 财产保险 金融 金融控股 租赁 生技 生物科技 生物技术 生物 医疗 医疗器材 制药 药业 医药 药品 餐饮 物流 运输 航运 海运 航空 文化 文化传媒 传媒 传播 广告 设计 工程 环保 能源 绿能 电力 电气 电器 电线电缆 " +
	"网络 网路 软体 软件 系统 技术 技术开发 技术服务 超商 便利商店 超级市场 百货 服饰 服装 制造 制衣 造纸 纸业 玻璃 橡胶 轮胎 塑胶 塑料 汽车 汽车零部件 车业 自行车 材料 新材料 电材 通讯 通信 电信 电讯 电脑 计算机 数码 数据 智能 智慧 智能科技 人工智能 网络科技 信息科技 电子科技 " +
	"工具 五金 模具 家具 家电 娱乐 影视 影业 旅游 旅行社 饭店 酒店 大饭店 教育 教育咨询 咨询 顾问 管理 管理顾问 企业管理 资产管理 物业 物业管理 房地产 房地产开发 地产 置业 农业 畜牧 饲料 水产 渔业 渔产 农产 园艺 化妆品 美容 保健 珠宝 眼镜 钟表 印刷 包装 出版 出版社 " +
	"事业 兴业 产业 商业 商行 商社 商店 商会 企业社 工作室 工作坊 实业社 工程行 企业行 五金行 行 社 连锁 量贩 零售 批发 供应链 进出口 国际贸易 电子商务 互联网 健康 健康科技 科学 研究所 事务所 会计师事务所 律师事务所 医院 诊所 药局 药房 大药房 学校 " +
	"大众 有限 精机 工机 光学科技 仪器 设备 自动化 动力 电池 电源 照明 显示 材料科技 精密工业 精密机械 精密科技 创业投资 产业控股 制作所 制造所 工业所 电机工业 电气工业 电工 电装 商事 物产 不动产 建设工业 运送 交通 铁路 港务 仓储 货运 快递 燃气 天然气 石油 水务 自来水 " +
	"ホールディングス グループ サービス システム 전자 건설 산업 상사 무역 제약 화학 물산 건강 식품 생명 화재 증권 은행 보험 통신 그룹 홀딩스")

// Places that stand in front of names or in brackets: with what they lie in, so that a town doesn't contradict its province.
var places = regions(map[string]string{
	"台湾": "台北 新北 桃园 台中 台南 高雄 基隆 新竹 苗栗 彰化 南投 云林 嘉义 屏东 宜兰 花莲 台东 澎湖 金门 马祖 连江",
	"中国": "北京 上海 天津 重庆 香港 澳门 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆",
	"河北": "石家庄 唐山 秦皇岛 邯郸 保定 张家口 承德 沧州 廊坊 衡水 邢台", "山西": "太原 大同市 长治 晋城 运城 临汾", "辽宁": "沈阳 大连 鞍山 抚顺 丹东 锦州 营口",
	"吉林": "长春 延边", "黑龙江": "哈尔滨 齐齐哈尔 大庆 牡丹江", "江苏": "南京 苏州 无锡 常州 南通 徐州 扬州 镇江 泰州 盐城 连云港 淮安 宿迁 昆山 江阴 张家港 常熟 太仓 宜兴",
	"浙江": "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 义乌 台州 衢州 舟山 丽水 慈溪 余姚", "安徽": "合肥 芜湖 蚌埠 马鞍山 安庆 滁州 阜阳", "福建": "福州 厦门 泉州 漳州 莆田 龙岩 三明 宁德 晋江",
	"江西": "南昌 九江 赣州 景德镇 上饶", "山东": "济南 青岛 烟台 潍坊 淄博 威海 济宁 临沂 泰安 日照 德州 东营", "河南": "郑州 洛阳 开封 新乡 南阳 许昌 焦作", "湖北": "武汉 宜昌 襄阳 荆州 黄石 十堰",
	"湖南": "长沙 株洲 湘潭 衡阳 岳阳 常德", "广东": "广州 深圳 东莞 佛山 珠海 惠州 中山市 汕头 江门 湛江 肇庆 揭阳 清远", "海南": "海口 三亚", "四川": "成都 绵阳 德阳 宜宾 泸州 乐山",
	"贵州": "贵阳 遵义", "云南": "昆明 大理 曲靖", "陕西": "西安 咸阳 宝鸡", "甘肃": "兰州", "青海": "西宁", "内蒙古": "呼和浩特 包头 鄂尔多斯", "广西": "南宁 柳州 桂林", "西藏": "拉萨", "宁夏": "银川", "新疆": "乌鲁木齐",
	"日本": "东京 大阪 京都 横滨 横浜 名古屋 神户 福冈 札幌 九州 北海道 关西 关东", "韩国": "首尔 釜山 서울 부산 한국 대한",
	"": "美国 英国 德国 法国 意大利 荷兰 瑞士 瑞典 加拿大 澳洲 新加坡 马来西亚 泰国 越南 印尼 印度 菲律宾 开曼 开曼商 开曼群岛 英属维京群岛 萨摩亚 美商 日商 英商 德商 法商 港商 荷兰商 新加坡商 亚太 亚洲 大陆 中华",
})

// ideographs is a set of words that also knows how long they can be.
type ideographSet struct {
	words   map[string]bool
	longest int
}

func ideographs(list string) ideographSet {
	s := ideographSet{words: set(list)}
	for w := range s.words {
		s.longest = max(s.longest, len([]rune(w)))
	}
	return s
}

type regionSet struct {
	within  map[string]string
	longest int
}

func regions(tree map[string]string) regionSet {
	s := regionSet{within: make(map[string]string)}
	for parent, children := range tree {
		for child := range set(children) {
			s.within[child] = parent
			s.longest = max(s.longest, len([]rune(child)))
		}
	}
	for parent := range tree {
		if _, known := s.within[parent]; !known && parent != "" {
			s.within[parent] = ""
		}
	}
	return s
}

// contradict tells whether two regions can't be meant by one: both known, and neither lies in the other.
func (s regionSet) contradict(a, b string) bool {
	return a != "" && b != "" && !s.holds(a, b) && !s.holds(b, a)
}

func (s regionSet) holds(outer, inner string) bool {
	for range 4 {
		if inner == outer {
			return true
		}
		if inner = s.within[inner]; inner == "" {
			return false
		}
	}
	return false
}

var compoundSurnames = sync.OnceValue(func() map[string]bool {
	return set("欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司空 端木 范姜 张简 남궁 황보 선우 제갈")
})
