package seed

// word is a piece of a name, with the Latin letters for addresses of mail.
type word struct{ hant, hans, roman string }

// What shops and companies are called, before what they sell.
var given = []word{
	{"晨光", "晨光", "chenguang"}, {"森野", "森野", "senye"}, {"山海", "山海", "shanhai"}, {"好日", "好日", "haori"}, {"禾豐", "禾丰", "hefeng"},
	{"日安", "日安", "rian"}, {"小島", "小岛", "xiaodao"}, {"永盛", "永盛", "yongsheng"}, {"和順", "和顺", "heshun"}, {"青田", "青田", "qingtian"},
	{"雲起", "云起", "yunqi"}, {"遠山", "远山", "yuanshan"}, {"松鶴", "松鹤", "songhe"}, {"竹里", "竹里", "zhuli"}, {"石門", "石门", "shimen"},
	{"金泰", "金泰", "jintai"}, {"宏遠", "宏远", "hongyuan"}, {"瑞昌", "瑞昌", "ruichang"}, {"德興", "德兴", "dexing"}, {"聯發", "联发", "lianfa"},
	{"春水", "春水", "chunshui"}, {"秋實", "秋实", "qiushi"}, {"北岸", "北岸", "beian"}, {"南風", "南风", "nanfeng"}, {"東籬", "东篱", "dongli"},
	{"西窗", "西窗", "xichuang"}, {"三合", "三合", "sanhe"}, {"五福", "五福", "wufu"}, {"七里", "七里", "qili"}, {"百川", "百川", "baichuan"},
	{"千禧", "千禧", "qianxi"}, {"萬象", "万象", "wanxiang"}, {"明月", "明月", "mingyue"}, {"星河", "星河", "xinghe"}, {"拾光", "拾光", "shiguang"},
	{"慢活", "慢活", "manhuo"}, {"野趣", "野趣", "yequ"}, {"行者", "行者", "xingzhe"}, {"樂活", "乐活", "lehuo"}, {"安居", "安居", "anju"},
	{"家禾", "家禾", "jiahe"}, {"豐年", "丰年", "fengnian"}, {"大地", "大地", "dadi"}, {"藍海", "蓝海", "lanhai"}, {"綠意", "绿意", "lvyi"},
	{"白鷺", "白鹭", "bailu"}, {"赤石", "赤石", "chishi"}, {"紫藤", "紫藤", "ziteng"}, {"金橋", "金桥", "jinqiao"}, {"銀杏", "银杏", "yinxing"},
	{"鴻圖", "鸿图", "hongtu"}, {"駿業", "骏业", "junye"}, {"龍泉", "龙泉", "longquan"}, {"鳳鳴", "凤鸣", "fengming"}, {"匠心", "匠心", "jiangxin"},
	{"巧手", "巧手", "qiaoshou"}, {"食光", "食光", "shiguangfood"}, {"味田", "味田", "weitian"}, {"灶君", "灶君", "zaojun"}, {"火木", "火木", "huomu"},
}

// What they sell.
var trades = []word{
	{"露營用品", "露营用品", "camp"}, {"咖啡", "咖啡", "coffee"}, {"廚具", "厨具", "kitchen"}, {"生活百貨", "生活百货", "living"},
	{"戶外裝備", "户外装备", "outdoor"}, {"餐飲", "餐饮", "dining"}, {"民宿", "民宿", "stay"}, {"酒店管理", "酒店管理", "hotel"},
	{"家電", "家电", "appliance"}, {"五金", "五金", "hardware"}, {"禮品", "礼品", "gift"}, {"貿易", "贸易", "trade"},
	{"運動用品", "运动用品", "sport"}, {"食品", "食品", "food"},
}

// Legal forms by country, with their weights: a small shop has none of the long ones.
var legalForms = map[string][]string{
	"TW": {"有限公司", "股份有限公司", "有限公司", "企業社", "商行", "行"},
	"CN": {"有限公司", "有限责任公司", "商贸有限公司", "有限公司", "经营部", "店"},
	"JP": {"株式会社", "株式会社", "有限会社", "合同会社", "商店", ""},
}

// Japanese names of shops, and what they sell.
var givenJP = []word{
	{"青葉", "Aoba", "aoba"}, {"朝日野", "Asahino", "asahino"}, {"泉", "Izumi", "izumi"}, {"梅田川", "Umedagawa", "umedagawa"}, {"大沢", "Osawa", "osawa"},
	{"丘の上", "Okanoue", "okanoue"}, {"風の音", "Kazenone", "kazenone"}, {"木漏れ日", "Komorebi", "komorebi"}, {"桜井", "Sakurai", "sakurai"}, {"白樺", "Shirakaba", "shirakaba"},
	{"杉本", "Sugimoto", "sugimoto"}, {"瀬戸内", "Setouchi", "setouchi"}, {"高原", "Kogen", "kogen"}, {"月見", "Tsukimi", "tsukimi"}, {"中野屋", "Nakanoya", "nakanoya"},
	{"波音", "Namine", "namine"}, {"野々村", "Nonomura", "nonomura"}, {"花岡", "Hanaoka", "hanaoka"}, {"ひかり", "Hikari", "hikari"}, {"藤代", "Fujishiro", "fujishiro"},
	{"星野原", "Hoshinohara", "hoshinohara"}, {"松風", "Matsukaze", "matsukaze"}, {"緑川", "Midorikawa", "midorikawa"}, {"森の家", "Morinoie", "morinoie"}, {"山吹", "Yamabuki", "yamabuki"},
	{"結城屋", "Yukiya", "yukiya"}, {"若葉", "Wakaba", "wakaba"}, {"渡良", "Watara", "watara"},
}

var tradesJP = []word{
	{"アウトドア", "Outdoor", "outdoor"}, {"キッチン", "Kitchen", "kitchen"}, {"珈琲", "Coffee", "coffee"}, {"商事", "Shoji", "shoji"}, {"家電", "Electric", "denki"},
	{"キャンプ用品", "Camp Goods", "camp"}, {"雑貨", "Zakka", "zakka"}, {"旅館", "Ryokan", "ryokan"}, {"食堂", "Shokudo", "shokudo"}, {"金物", "Hardware", "kanamono"},
}

// People: family names and given names.
var surnames = []word{
	{"陳", "陈", "chen"}, {"林", "林", "lin"}, {"黃", "黄", "huang"}, {"張", "张", "zhang"}, {"李", "李", "li"}, {"王", "王", "wang"}, {"吳", "吴", "wu"},
	{"劉", "刘", "liu"}, {"蔡", "蔡", "cai"}, {"楊", "杨", "yang"}, {"許", "许", "xu"}, {"鄭", "郑", "zheng"}, {"謝", "谢", "xie"}, {"郭", "郭", "guo"},
	{"洪", "洪", "hong"}, {"曾", "曾", "zeng"}, {"周", "周", "zhou"}, {"葉", "叶", "ye"}, {"蘇", "苏", "su"}, {"何", "何", "he"},
}

var forenames = []word{
	{"怡君", "怡君", "yijun"}, {"志明", "志明", "zhiming"}, {"淑芬", "淑芬", "shufen"}, {"家豪", "家豪", "jiahao"}, {"雅婷", "雅婷", "yating"}, {"俊傑", "俊杰", "junjie"},
	{"美玲", "美玲", "meiling"}, {"建宏", "建宏", "jianhong"}, {"佳穎", "佳颖", "jiaying"}, {"冠宇", "冠宇", "guanyu"}, {"詩涵", "诗涵", "shihan"}, {"宗翰", "宗翰", "zonghan"},
	{"欣怡", "欣怡", "xinyi"}, {"柏翰", "柏翰", "bohan"}, {"惠雯", "惠雯", "huiwen"}, {"承恩", "承恩", "chengen"}, {"品妍", "品妍", "pinyan"}, {"子軒", "子轩", "zixuan"},
	{"曉彤", "晓彤", "xiaotong"}, {"文博", "文博", "wenbo"}, {"雨桐", "雨桐", "yutong"}, {"思遠", "思远", "siyuan"}, {"婉清", "婉清", "wanqing"}, {"浩然", "浩然", "haoran"},
}

var surnamesJP = []word{
	{"佐藤", "Sato", "sato"}, {"鈴木", "Suzuki", "suzuki"}, {"高橋", "Takahashi", "takahashi"}, {"田中", "Tanaka", "tanaka"}, {"伊藤", "Ito", "ito"}, {"渡辺", "Watanabe", "watanabe"},
	{"山本", "Yamamoto", "yamamoto"}, {"中村", "Nakamura", "nakamura"}, {"小林", "Kobayashi", "kobayashi"}, {"加藤", "Kato", "kato"}, {"吉田", "Yoshida", "yoshida"}, {"松本", "Matsumoto", "matsumoto"},
}

var forenamesJP = []word{
	{"翔太", "Shota", "shota"}, {"美咲", "Misaki", "misaki"}, {"健一", "Kenichi", "kenichi"}, {"陽菜", "Hina", "hina"}, {"大輔", "Daisuke", "daisuke"}, {"結衣", "Yui", "yui"},
	{"拓海", "Takumi", "takumi"}, {"由美子", "Yumiko", "yumiko"}, {"直樹", "Naoki", "naoki"}, {"彩香", "Ayaka", "ayaka"},
}
