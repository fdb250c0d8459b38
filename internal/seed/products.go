package seed

import "fmt"

// ProductLine is a family of products.
type ProductLine struct {
	Code    string
	Name    Name
	Season  [12]float64 // how well it sells by month; 1 is ordinary
	Serials bool        // each piece has a serial number
}

// Product is what is sold. Prices are whole Taiwan dollars.
type Product struct {
	Code    string
	Name    Name
	Line    int
	GTIN    string
	Unit    string
	Price   int // list price
	Raised  int // list price since the January of this year; equal for most
	Popular float64
	Retired bool // not sold since the January of this year
}

var (
	winter = [12]float64{1.2, 1.0, 0.95, 0.9, 0.85, 0.8, 0.8, 0.85, 0.95, 1.05, 1.25, 1.4}
	summer = [12]float64{0.55, 0.6, 0.85, 1.15, 1.35, 1.45, 1.5, 1.3, 1.1, 1.0, 0.8, 0.65}
	even   = [12]float64{1, 0.95, 1, 1, 1.05, 1, 1, 1, 1, 1, 1.1, 1.1}
)

// family is a line with what its products are made of: models × variants.
type family struct {
	line     ProductLine
	models   []model
	variants []variant
}

type model struct {
	name  Name
	price int
}

type variant struct {
	code string
	name Name
	rate float64 // of the model's price
}

var sizes = []variant{
	{"S", Name{"S", "小", "小"}, 0.8}, {"M", Name{"M", "中", "中"}, 1}, {"L", Name{"L", "大", "大"}, 1.3}, {"X", Name{"XL", "特大", "特大"}, 1.65}}

var colours = []variant{
	{"MG", Name{"Moss Green", "苔綠", "苔绿"}, 1}, {"SB", Name{"Sand Beige", "沙色", "沙色"}, 1},
	{"IB", Name{"Ink Blue", "墨藍", "墨蓝"}, 1.05}, {"CG", Name{"Charcoal", "炭灰", "炭灰"}, 1.05}}

var families = []family{
	{ProductLine{"COOK", Name{"Cookware", "鍋具", "锅具"}, winter, false}, []model{
		{Name{"Hearth Cast-Iron Pot", "爐邊鑄鐵鍋", "炉边铸铁锅"}, 3280}, {Name{"Hearth Frying Pan", "爐邊平底鍋", "炉边平底锅"}, 1480},
		{Name{"Trail Titanium Pot", "山徑鈦鍋", "山径钛锅"}, 2180}, {Name{"Everyday Steamer", "日常蒸鍋", "日常蒸锅"}, 1280},
		{Name{"Copperline Saucepan", "銅線單柄鍋", "铜线单柄锅"}, 2680}}, sizes},
	{ProductLine{"TOOL", Name{"Knives & Kitchen Tools", "刀具與廚房工具", "刀具与厨房工具"}, even, false}, []model{
		{Name{"Edgewood Chef's Knife", "刃木主廚刀", "刃木主厨刀"}, 1680}, {Name{"Edgewood Cutting Board", "刃木砧板", "刃木砧板"}, 680},
		{Name{"Campfire Tongs Set", "營火夾具組", "营火夹具组"}, 420}, {Name{"Fold Utensil Set", "摺疊餐具組", "折叠餐具组"}, 350},
		{Name{"Stonegrind Spice Mill", "石磨香料罐", "石磨香料罐"}, 590}}, sizes},
	{ProductLine{"CAFE", Name{"Coffee & Tea", "咖啡與茶器", "咖啡与茶器"}, winter, false}, []model{
		{Name{"Morning Hand Grinder", "晨光手搖磨豆機", "晨光手摇磨豆机"}, 2380}, {Name{"Morning Dripper Kit", "晨光濾杯組", "晨光滤杯组"}, 780},
		{Name{"Cloud Kettle", "雲朵手沖壺", "云朵手冲壶"}, 1580}, {Name{"Field Espresso Press", "野地濃縮壓桿", "野地浓缩压杆"}, 2980},
		{Name{"Leaf Tea Travel Set", "葉間旅行茶具", "叶间旅行茶具"}, 1180}}, colours},
	{ProductLine{"HOME", Name{"Kitchen Appliances", "廚房家電", "厨房家电"}, winter, false}, []model{
		{Name{"Whirl Blender", "旋風調理機", "旋风料理机"}, 3680}, {Name{"Slow Stew Cooker", "慢燉鍋", "慢炖锅"}, 2880},
		{Name{"Breeze Air Fryer", "微風氣炸鍋", "微风空气炸锅"}, 4280}, {Name{"Toastwell Oven", "烘好小烤箱", "烘好小烤箱"}, 3180},
		{Name{"Ricewise Cooker", "米知電子鍋", "米知电饭煲"}, 3980}}, colours},
	{ProductLine{"TENT", Name{"Tents & Shelters", "帳篷與天幕", "帐篷与天幕"}, summer, false}, []model{
		{Name{"Ridgeline Dome Tent", "稜線圓頂帳", "棱线圆顶帐"}, 6980}, {Name{"Meadow Tunnel Tent", "草原隧道帳", "草原隧道帐"}, 12800},
		{Name{"Shade Wing Tarp", "翼影天幕", "翼影天幕"}, 3480}, {Name{"Nest Sleeping Bag", "暖巢睡袋", "暖巢睡袋"}, 2980},
		{Name{"Drift Camp Chair", "漂流露營椅", "漂流露营椅"}, 1680}}, sizes},
	{ProductLine{"FIRE", Name{"Stoves & Lanterns", "爐具與燈具", "炉具与灯具"}, summer, false}, []model{
		{Name{"Ember Gas Stove", "餘燼瓦斯爐", "余烬燃气炉"}, 2280}, {Name{"Ember Twin Burner", "餘燼雙口爐", "余烬双口炉"}, 4680},
		{Name{"Firefly Lantern", "螢火露營燈", "萤火露营灯"}, 1380}, {Name{"Kindle Fire Pit", "引火焚火台", "引火焚火台"}, 2880},
		{Name{"Glow Headlamp", "微光頭燈", "微光头灯"}, 880}}, colours},
	{ProductLine{"PWRS", Name{"Portable Power", "行動電源站", "移动电源站"}, summer, true}, []model{
		{Name{"Boulder Power Station", "巨石儲電箱", "巨石储电箱"}, 15800}, {Name{"Pebble Power Bank", "卵石行動電源", "卵石移动电源"}, 1580},
		{Name{"Sunleaf Solar Panel", "葉日太陽能板", "叶日太阳能板"}, 6980}, {Name{"Gale Camp Fan", "疾風露營扇", "疾风露营扇"}, 1980},
		{Name{"Frostbox Electric Cooler", "霜盒車用冰箱", "霜盒车载冰箱"}, 9800}}, sizes},
	{ProductLine{"COOL", Name{"Coolers & Drinkware", "保冷與水壺", "保冷与水壶"}, summer, false}, []model{
		{Name{"Glacier Hard Cooler", "冰河硬式冰桶", "冰河硬式冰桶"}, 4980}, {Name{"Glacier Soft Cooler", "冰河軟式保冷袋", "冰河软式保冷袋"}, 1880},
		{Name{"Stream Bottle", "溪流保溫瓶", "溪流保温瓶"}, 890}, {Name{"Stream Tumbler", "溪流隨行杯", "溪流随行杯"}, 690},
		{Name{"Summit Growler", "山頂大容量壺", "山顶大容量壶"}, 1480}}, colours},
}

// catalogue makes the lines and their products: 8 × 5 models × 4 variants.
func catalogue(seed uint64) ([]ProductLine, []Product) {
	r := stream(seed, streamProducts)
	var lines []ProductLine
	var products []Product
	for l, f := range families {
		lines = append(lines, f.line)
		for m, model := range f.models {
			for _, v := range f.variants {
				price := niceTWD(float64(model.price) * v.rate)
				p := Product{
					Code:  fmt.Sprintf("YW-%s-%02d%s", f.line.Code, m+1, v.code),
					Name:  Name{model.name.En + " " + v.name.En, model.name.Hant + " " + v.name.Hant, model.name.Hans + " " + v.name.Hans},
					Line:  l,
					GTIN:  gtin13(len(products)),
					Unit:  "piece",
					Price: price, Raised: price,
				}
				if f.line.Code == "CAFE" || f.line.Code == "PWRS" {
					p.Raised = niceTWD(float64(price) * (1.03 + 0.03*r.Float64()))
				}
				p.Retired = len(products)%41 == 40
				products = append(products, p)
			}
		}
	}
	// A long tail over all products, whatever their line.
	for rank, i := range r.Perm(len(products)) {
		products[i].Popular = tail(rank, 3)
	}
	return lines, products
}

// tail is Zipf's law with a flattened head.
func tail(rank, head int) float64 { return 1 / float64(rank+head) }

// niceTWD rounds a price to one that ends in 80 or, below 500, in 9.
func niceTWD(price float64) int {
	if price < 500 {
		return int(price/10)*10 + 9
	}
	return max(int(price/100), 5)*100 + 80
}
