package seed

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Distributor is a partner of the brand.
type Distributor struct {
	Code     string
	Name     Name
	Slug     string // in addresses of mail
	Country  string
	Parent   string // a code; empty when it buys from the brand
	Tier     string
	Status   string // as it is in the end
	Channels []string
	Currency string
	TimeZone string
	Joined   time.Time
	Layout   string  // key of its file layout
	Size     float64 // of its sales, 1 is ordinary
	Growth   float64 // a year, 0.1 is 10 %
	Aim      float64 // typical attainment of its targets
	Sloppy   int     // bad rows in a thousand
	Late     int     // months in a hundred that it hands in after the due day
	Missing  bool    // has not handed in the last month
	Codes    bool    // its files have codes of its own for the products
	Stopped  int     // months before the last full one in which it sold last; 0: it goes on
	Began    int     // the month of the data in which it joined; 0: before all of them
	Overlap  bool    // its files repeat some rows of the month before

	Areas  []string // territory codes
	Lines  []string // product lines; none: each
	Shared bool     // others may sell there, too
}

// Assignment says what a distributor may sell where. An empty line is each line.
type Assignment struct {
	Distributor int
	Territory   string
	Line        string
	From        time.Time
	Exclusive   bool
}

func tw(d Distributor) Distributor {
	d.Country, d.Currency, d.TimeZone = "TW", "TWD", "Asia/Taipei"
	return d
}

func cn(d Distributor) Distributor {
	d.Country, d.Currency, d.TimeZone = "CN", "CNY", "Asia/Shanghai"
	return d
}

func jp(d Distributor) Distributor {
	d.Country, d.Currency, d.TimeZone = "JP", "JPY", "Asia/Tokyo"
	return d
}

const (
	store, online, social, wholesale, direct = "STORE", "ECOMMERCE", "SOCIAL", "DISTRIBUTION", "DIRECT"
)

// cast are the 24 distributors of the demonstration, the first of every scale.
func cast() []Distributor {
	return []Distributor{
		tw(Distributor{Code: "TW-101", Slug: "beichen", Name: Name{"Beichen Outdoor Co., Ltd.", "北辰戶外用品股份有限公司", "北辰户外用品股份有限公司"},
			Channels: []string{wholesale, store}, Layout: "dingxin", Size: 1.9, Growth: 0.14, Aim: 1.04, Sloppy: 6, Late: 4, Codes: true,
			Areas: []string{"TW-TPE", "TW-NWT", "TW-KEE"}}),
		tw(Distributor{Code: "TW-102", Slug: "zhufeng", Name: Name{"Zhufeng Living Co., Ltd.", "竹風生活股份有限公司", "竹风生活股份有限公司"},
			Channels: []string{store, wholesale}, Layout: "tab", Size: 1.2, Growth: 0.06, Aim: 0.97,
			Areas: []string{"TW-TAO", "TW-HSZ", "TW-HSQ", "TW-MIA"}}),
		tw(Distributor{Code: "TW-103", Slug: "zhonghe-home", Name: Name{"Zhonghe Appliances Ltd.", "中禾家電有限公司", "中禾家电有限公司"},
			Channels: []string{store}, Layout: "pos", Size: 1.3, Growth: 0.22, Aim: 1.12, Sloppy: 14,
			Areas: []string{"TW-TXG", "TW-CHA", "TW-NAN"}}),
		tw(Distributor{Code: "TW-104", Slug: "jianan", Name: Name{"Jianan Kitchenware Co., Ltd.", "嘉南廚具股份有限公司", "嘉南厨具股份有限公司"},
			Channels: []string{wholesale}, Layout: "dingxin", Size: 1, Growth: -0.09, Aim: 0.86, Late: 25, Codes: true,
			Areas: []string{"TW-YUN", "TW-CYI", "TW-CYQ", "TW-TNN"}}),
		tw(Distributor{Code: "TW-105", Slug: "gangdu", Name: Name{"Gangdu Camping Ltd.", "港都露營用品有限公司", "港都露营用品有限公司"},
			Channels: []string{store, wholesale}, Layout: "semicolon", Size: 1.3, Growth: 0.1, Aim: 1.01, Sloppy: 3,
			Areas: []string{"TW-KHH", "TW-PIF", "TW-PEN"}}),
		tw(Distributor{Code: "TW-106", Slug: "dongan", Name: Name{"East Coast Select Ltd.", "東岸選物有限公司", "东岸选物有限公司"},
			Channels: []string{store, direct}, Layout: "erp", Size: 0.5, Growth: 0.31, Aim: 1.16, Missing: true, Began: 7,
			Areas: []string{"TW-ILA", "TW-HUA", "TW-TTT"}}),
		tw(Distributor{Code: "TW-107", Slug: "yunji", Name: Name{"Yunji E-Commerce Co., Ltd.", "雲集電子商務股份有限公司", "云集电子商务股份有限公司"},
			Channels: []string{online}, Layout: "shop", Size: 2.4, Growth: 0.28, Aim: 1.08, Sloppy: 9, Overlap: true,
			Areas: []string{"TW"}, Shared: true}),
		tw(Distributor{Code: "TW-201", Slug: "chengnan", Name: Name{"Chengnan Coffee Supplies Ltd.", "城南咖啡器材有限公司", "城南咖啡器材有限公司"},
			Channels: []string{store}, Parent: "TW-101", Layout: "erp", Size: 0.4, Growth: 0.08, Aim: 0.95,
			Areas: []string{"TW-TPE"}, Lines: []string{"CAFE", "TOOL"}, Shared: true}),
		tw(Distributor{Code: "TW-202", Slug: "shanjing", Name: Name{"Shanjing Outdoor Ltd.", "山徑戶外有限公司", "山径户外有限公司"},
			Channels: []string{store}, Parent: "TW-103", Layout: "tab", Size: 0.5, Growth: -0.14, Aim: 0.79, Late: 40, Sloppy: 22,
			Areas: []string{"TW-TXG", "TW-NAN"}, Lines: []string{"TENT", "FIRE", "COOL"}, Shared: true}),
		tw(Distributor{Code: "TW-203", Slug: "haixian", Name: Name{"Haixian Hardware Ltd.", "海線五金有限公司", "海线五金有限公司"},
			Channels: []string{wholesale}, Parent: "TW-105", Layout: "dingxin", Size: 0.35, Growth: 0.02, Aim: 0.91, Codes: true,
			Areas: []string{"TW-KHH", "TW-PIF"}, Lines: []string{"COOK", "TOOL", "HOME"}, Shared: true}),
		tw(Distributor{Code: "TW-204", Slug: "haori-social", Name: Name{"Haori Social Select Ltd.", "好日社群選物有限公司", "好日社群选物有限公司"},
			Channels: []string{social, online}, Parent: "TW-107", Status: "ONBOARDING", Layout: "shop", Size: 0,
			Areas: []string{"TW"}, Shared: true}),
		cn(Distributor{Code: "CN-101", Slug: "muye", Name: Name{"Shanghai Muye Trading Co., Ltd.", "上海沐野商貿有限公司", "上海沐野商贸有限公司"},
			Channels: []string{wholesale, store}, Layout: "kingdee", Size: 1.8, Growth: 0.17, Aim: 1.06, Sloppy: 4, Codes: true,
			Areas: []string{"CN-SH"}}),
		cn(Distributor{Code: "CN-102", Slug: "yunqi-outdoor", Name: Name{"Hangzhou Yunqi Outdoor Co., Ltd.", "杭州雲棲戶外用品有限公司", "杭州云栖户外用品有限公司"},
			Channels: []string{store, wholesale}, Layout: "yonyou", Size: 1.4, Growth: 0.2, Aim: 1.1,
			Areas: []string{"CN-ZJ", "CN-JS"}}),
		cn(Distributor{Code: "CN-103", Slug: "lingnan", Name: Name{"Guangzhou Lingnan Home Co., Ltd.", "廣州嶺南家居有限公司", "广州岭南家居有限公司"},
			Channels: []string{wholesale}, Layout: "kingdee", Size: 1.5, Growth: -0.06, Aim: 0.88, Late: 15, Codes: true,
			Areas: []string{"CN-GD", "CN-FJ"}}),
		cn(Distributor{Code: "CN-104", Slug: "shushan", Name: Name{"Chengdu Shushan Outdoor Co., Ltd.", "成都蜀山戶外用品有限公司", "成都蜀山户外用品有限公司"},
			Channels: []string{store}, Layout: "yonyou", Size: 1, Growth: 0.12, Aim: 1, Sloppy: 11,
			Areas: []string{"CN-SC", "CN-CQ"}}),
		cn(Distributor{Code: "CN-105", Slug: "shuofang", Name: Name{"Beijing Shuofang Trading Co., Ltd.", "北京朔方商貿有限公司", "北京朔方商贸有限公司"},
			Channels: []string{wholesale, direct}, Layout: "returns", Size: 1.2, Growth: 0.04, Aim: 0.93,
			Areas: []string{"CN-BJ", "CN-TJ", "CN-SD"}}),
		cn(Distributor{Code: "CN-106", Slug: "weilan", Name: Name{"Shenzhen Weilan E-Commerce Co., Ltd.", "深圳微瀾電子商務有限公司", "深圳微澜电子商务有限公司"},
			Channels: []string{online, social}, Layout: "market", Size: 2.2, Growth: 0.24, Aim: 1.03, Sloppy: 7,
			Areas: []string{"CN"}, Shared: true}),
		cn(Distributor{Code: "CN-201", Slug: "wumen", Name: Name{"Suzhou Wumen Kitchenware Co., Ltd.", "蘇州吳門廚具商貿有限公司", "苏州吴门厨具商贸有限公司"},
			Channels: []string{store}, Parent: "CN-102", Layout: "kingdee", Size: 0.5, Growth: 0.09, Aim: 0.98, Codes: true,
			Areas: []string{"CN-JS-SZV", "CN-JS-WUX"}, Lines: []string{"COOK", "TOOL", "HOME", "CAFE"}, Shared: true}),
		cn(Distributor{Code: "CN-202", Slug: "jiangcheng", Name: Name{"Wuhan Jiangcheng Outdoor Co., Ltd.", "武漢江城戶外用品有限公司", "武汉江城户外用品有限公司"},
			Channels: []string{store, wholesale}, Parent: "CN-102", Layout: "returns", Size: 0.8, Growth: 0.35, Aim: 1.2, Began: 10,
			Areas: []string{"CN-HB", "CN-HN", "CN-HA"}}),
		cn(Distributor{Code: "CN-203", Slug: "ludao", Name: Name{"Xiamen Ludao Trading Co., Ltd.", "廈門鷺島商貿有限公司", "厦门鹭岛商贸有限公司"},
			Channels: []string{store}, Parent: "CN-103", Status: "SUSPENDED", Layout: "yonyou", Size: 0.4, Growth: -0.2, Aim: 0.74, Late: 50, Sloppy: 30, Stopped: 3,
			Areas: []string{"CN-FJ-XMN"}, Shared: true}),
		jp(Distributor{Code: "JP-101", Slug: "kitano", Name: Name{"Kitano Shokai K.K.", "株式會社北野商會", "株式会社北野商会"},
			Channels: []string{wholesale, store}, Layout: "japan", Size: 1.5, Growth: 0.05, Aim: 0.99,
			Areas: []string{"JP-13", "JP-14", "JP-11", "JP-12"}}),
		jp(Distributor{Code: "JP-102", Slug: "naniwa", Name: Name{"Naniwa Kitchen K.K.", "株式會社浪花廚房", "株式会社浪花厨房"},
			Channels: []string{store}, Layout: "japan", Size: 1.1, Growth: -0.04, Aim: 0.9, Missing: true,
			Areas: []string{"JP-27", "JP-28", "JP-26", "JP-23"}}),
		jp(Distributor{Code: "JP-201", Slug: "asahino", Name: Name{"Asahino Outdoor K.K.", "株式會社朝日野戶外", "株式会社朝日野户外"},
			Channels: []string{store, online}, Parent: "JP-101", Layout: "erp", Size: 0.6, Growth: 0.18, Aim: 1.07,
			Areas: []string{"JP-01", "JP-04"}}),
		jp(Distributor{Code: "JP-202", Slug: "genkai", Name: Name{"Genkai Trading K.K.", "株式會社玄海貿易", "株式会社玄海贸易"},
			Channels: []string{wholesale}, Parent: "JP-102", Layout: "japan", Size: 0.5, Growth: 0.01, Aim: 0.92, Late: 10,
			Areas: []string{"JP-40", "JP-43", "JP-34"}}),
	}
}

// distributors gives n of them: the cast, then smaller ones made of words, each in
// one place which it shares.
func distributors(seed uint64, n int, start, current time.Time, tree []Territory) ([]Distributor, []Assignment) {
	out := cast()
	var leaves []Territory
	for _, t := range tree {
		if t.Weight > 0 {
			leaves = append(leaves, t)
		}
	}
	makers := map[string]func(Distributor) Distributor{"TW": tw, "CN": cn, "JP": jp}
	layouts := map[string][]string{"TW": {"dingxin", "tab", "erp", "semicolon"}, "CN": {"kingdee", "returns", "market", "kingdee"}, "JP": {"erp", "semicolon"}}
	for i := len(out); i < n; i++ {
		r := stream(seed, streamDistributors, i)
		home := leaves[i%len(leaves)]
		country := home.Code[:2]
		maker := companyNames(country, r)
		name := maker(home)
		out = append(out, makers[country](Distributor{
			Code: fmt.Sprintf("%s-3%05d", country, i), Slug: fmt.Sprintf("%s%d", name.roman, i),
			Name:     Name{fmt.Sprintf("%s %s %d", home.Name.En, name.roman, i), name.hant, name.hans},
			Channels: []string{pick(r, []string{store, store, wholesale, online})}, Layout: pick(r, layouts[country]),
			Size: 0.3 + 1.4*r.Float64()*r.Float64(), Growth: -0.2 + 0.5*r.Float64(), Aim: 0.75 + 0.45*r.Float64(), Late: r.IntN(20), Sloppy: r.IntN(3) * 3,
			Areas: []string{home.Code}, Shared: true,
		}))
	}
	var assignments []Assignment
	for i := range out {
		d := &out[i]
		joined := start.AddDate(0, -(i*7)%60-1, 0)
		if d.Began > 0 {
			joined = start.AddDate(0, d.Began, 0)
		}
		d.complete(joined, current)
		lines := d.Lines
		if len(lines) == 0 {
			lines = []string{""}
		}
		for _, area := range d.Areas {
			for _, line := range lines {
				assignments = append(assignments, Assignment{i, area, line, d.Joined, !d.Shared})
			}
		}
	}
	return out, append(assignments, besides(assignments)...)
}

// besides gives whoever has a whole country or province also the areas within it that others have, shared: for the nearest
// area that is assigned says who may sell there.
func besides(all []Assignment) []Assignment {
	var out []Assignment
	for _, wide := range all {
		for _, near := range all {
			inside := strings.HasPrefix(near.Territory, wide.Territory+"-") && near.Distributor != wide.Distributor
			also := Assignment{wide.Distributor, near.Territory, wide.Line, wide.From, false}
			if inside && !slices.Contains(out, also) {
				out = append(out, also)
			}
		}
	}
	return out
}

// complete fills in what follows from the rest.
func (d *Distributor) complete(joined, current time.Time) {
	d.Tier = "TIER_1"
	if d.Parent != "" {
		d.Tier = "TIER_2"
	}
	d.Joined = joined
	switch d.Status {
	case "":
		d.Status = "ACTIVE"
	case "ONBOARDING":
		d.Joined = current
	}
}
