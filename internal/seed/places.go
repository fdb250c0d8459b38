package seed

// Counties and some districts of Taiwan; postal codes are those of three digits.
var taiwan = []place{
	{"TPE", "Taipei", "台北市", "台北市", "", 30, []place{
		{"100", "Zhongzheng", "中正區", "中正区", "100", 2, nil},
		{"103", "Datong", "大同區", "大同区", "103", 2, nil},
		{"104", "Zhongshan", "中山區", "中山区", "104", 4, nil},
		{"105", "Songshan", "松山區", "松山区", "105", 3, nil},
		{"106", "Da'an", "大安區", "大安区", "106", 5, nil},
		{"108", "Wanhua", "萬華區", "万华区", "108", 2, nil},
		{"110", "Xinyi", "信義區", "信义区", "110", 4, nil},
		{"111", "Shilin", "士林區", "士林区", "111", 2, nil},
		{"112", "Beitou", "北投區", "北投区", "112", 1.5, nil},
		{"114", "Neihu", "內湖區", "内湖区", "114", 2.5, nil},
		{"115", "Nangang", "南港區", "南港区", "115", 1, nil},
		{"116", "Wenshan", "文山區", "文山区", "116", 1, nil}}},
	{"NWT", "New Taipei", "新北市", "新北市", "", 24, []place{
		{"220", "Banqiao", "板橋區", "板桥区", "220", 6, nil},
		{"231", "Xindian", "新店區", "新店区", "231", 4, nil},
		{"234", "Yonghe", "永和區", "永和区", "234", 3, nil},
		{"235", "Zhonghe", "中和區", "中和区", "235", 4, nil},
		{"241", "Sanchong", "三重區", "三重区", "241", 4, nil},
		{"251", "Tamsui", "淡水區", "淡水区", "251", 2, nil}}},
	{"KEE", "Keelung", "基隆市", "基隆市", "", 3, nil},
	{"TAO", "Taoyuan", "桃園市", "桃园市", "", 14, []place{
		{"320", "Zhongli", "中壢區", "中坜区", "320", 5, nil},
		{"330", "Taoyuan District", "桃園區", "桃园区", "330", 6, nil},
		{"333", "Guishan", "龜山區", "龟山区", "333", 2, nil}}},
	{"HSZ", "Hsinchu City", "新竹市", "新竹市", "", 5, nil},
	{"HSQ", "Hsinchu County", "新竹縣", "新竹县", "302", 5, nil},
	{"MIA", "Miaoli", "苗栗縣", "苗栗县", "360", 3, nil},
	{"TXG", "Taichung", "台中市", "台中市", "", 20, []place{
		{"403", "West Taichung", "西屯區", "西屯区", "407", 7, nil},
		{"404", "Beitun", "北屯區", "北屯区", "406", 6, nil},
		{"420", "Fengyuan", "豐原區", "丰原区", "420", 3, nil}}},
	{"CHA", "Changhua", "彰化縣", "彰化县", "500", 6, nil},
	{"NAN", "Nantou", "南投縣", "南投县", "540", 3, nil},
	{"YUN", "Yunlin", "雲林縣", "云林县", "640", 4, nil},
	{"CYI", "Chiayi City", "嘉義市", "嘉义市", "600", 3, nil},
	{"CYQ", "Chiayi County", "嘉義縣", "嘉义县", "612", 2, nil},
	{"TNN", "Tainan", "台南市", "台南市", "", 13, []place{
		{"704", "Anping", "安平區", "安平区", "708", 4, nil},
		{"710", "Yongkang", "永康區", "永康区", "710", 4, nil}}},
	{"KHH", "Kaohsiung", "高雄市", "高雄市", "", 20, []place{
		{"802", "Lingya", "苓雅區", "苓雅区", "802", 5, nil},
		{"804", "Gushan", "鼓山區", "鼓山区", "804", 4, nil},
		{"813", "Zuoying", "左營區", "左营区", "813", 5, nil},
		{"830", "Fengshan", "鳳山區", "凤山区", "830", 4, nil}}},
	{"PIF", "Pingtung", "屏東縣", "屏东县", "900", 4, nil},
	{"ILA", "Yilan", "宜蘭縣", "宜兰县", "260", 5, nil},
	{"HUA", "Hualien", "花蓮縣", "花莲县", "970", 5, nil},
	{"TTT", "Taitung", "台東縣", "台东县", "950", 3, nil},
	{"PEN", "Penghu", "澎湖縣", "澎湖县", "880", 1, nil},
	{"KIN", "Kinmen", "金門縣", "金门县", "893", 1, nil},
	{"LIE", "Lienchiang", "連江縣", "连江县", "209", 0.5, nil},
}

// Provinces and cities of mainland China.
var mainland = []place{
	{"BJ", "Beijing", "北京市", "北京市", "100000", 20, nil},
	{"TJ", "Tianjin", "天津市", "天津市", "300000", 8, nil},
	{"SH", "Shanghai", "上海市", "上海市", "200000", 28, nil},
	{"CQ", "Chongqing", "重慶市", "重庆市", "400000", 10, nil},
	{"ZJ", "Zhejiang", "浙江省", "浙江省", "", 16, []place{
		{"HGH", "Hangzhou", "杭州市", "杭州市", "310000", 9, nil},
		{"NGB", "Ningbo", "寧波市", "宁波市", "315000", 4, nil},
		{"WNZ", "Wenzhou", "溫州市", "温州市", "325000", 3, nil}}},
	{"JS", "Jiangsu", "江蘇省", "江苏省", "", 18, []place{
		{"NKG", "Nanjing", "南京市", "南京市", "210000", 7, nil},
		{"SZV", "Suzhou", "蘇州市", "苏州市", "215000", 7, nil},
		{"WUX", "Wuxi", "無錫市", "无锡市", "214000", 4, nil}}},
	{"GD", "Guangdong", "廣東省", "广东省", "", 26, []place{
		{"CAN", "Guangzhou", "廣州市", "广州市", "510000", 9, nil},
		{"SZX", "Shenzhen", "深圳市", "深圳市", "518000", 9, nil},
		{"DGM", "Dongguan", "東莞市", "东莞市", "523000", 4, nil},
		{"FOS", "Foshan", "佛山市", "佛山市", "528000", 4, nil}}},
	{"FJ", "Fujian", "福建省", "福建省", "", 10, []place{
		{"XMN", "Xiamen", "廈門市", "厦门市", "361000", 5, nil},
		{"FOC", "Fuzhou", "福州市", "福州市", "350000", 3, nil},
		{"JJN", "Quanzhou", "泉州市", "泉州市", "362000", 2, nil}}},
	{"SD", "Shandong", "山東省", "山东省", "", 12, []place{
		{"TNA", "Jinan", "濟南市", "济南市", "250000", 5, nil},
		{"TAO", "Qingdao", "青島市", "青岛市", "266000", 7, nil}}},
	{"SC", "Sichuan", "四川省", "四川省", "", 14, []place{
		{"CTU", "Chengdu", "成都市", "成都市", "610000", 11, nil},
		{"MIG", "Mianyang", "綿陽市", "绵阳市", "621000", 3, nil}}},
	{"HB", "Hubei", "湖北省", "湖北省", "", 8, []place{
		{"WUH", "Wuhan", "武漢市", "武汉市", "430000", 7, nil},
		{"YIH", "Yichang", "宜昌市", "宜昌市", "443000", 1, nil}}},
	{"HN", "Hunan", "湖南省", "湖南省", "", 7, []place{
		{"CSX", "Changsha", "長沙市", "长沙市", "410000", 7, nil}}},
	{"SN", "Shaanxi", "陝西省", "陕西省", "", 6, []place{
		{"XIY", "Xi'an", "西安市", "西安市", "710000", 6, nil}}},
	{"HA", "Henan", "河南省", "河南省", "", 6, []place{
		{"CGO", "Zhengzhou", "鄭州市", "郑州市", "450000", 6, nil}}},
}

// Prefectures of Japan.
var japan = []place{
	{"13", "Tokyo", "東京都", "东京都", "", 30, nil},
	{"14", "Kanagawa", "神奈川縣", "神奈川县", "", 16, nil},
	{"11", "Saitama", "埼玉縣", "埼玉县", "", 10, nil},
	{"12", "Chiba", "千葉縣", "千叶县", "", 9, nil},
	{"27", "Osaka", "大阪府", "大阪府", "", 18, nil},
	{"28", "Hyogo", "兵庫縣", "兵库县", "", 10, nil},
	{"26", "Kyoto", "京都府", "京都府", "", 8, nil},
	{"23", "Aichi", "愛知縣", "爱知县", "", 12, nil},
	{"40", "Fukuoka", "福岡縣", "福冈县", "", 10, nil},
	{"43", "Kumamoto", "熊本縣", "熊本县", "", 4, nil},
	{"01", "Hokkaido", "北海道", "北海道", "", 10, nil},
	{"04", "Miyagi", "宮城縣", "宫城县", "", 6, nil},
	{"34", "Hiroshima", "廣島縣", "广岛县", "", 6, nil},
}
