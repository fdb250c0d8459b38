package intake

import "strings"

// Channel types, as the domain names them.
const (
	Ecommerce    = "ECOMMERCE"
	Store        = "STORE"
	Social       = "SOCIAL"
	Distribution = "DISTRIBUTION"
	Direct       = "DIRECT"
)

// ChannelTypes lists them in the order they are shown.
var ChannelTypes = []string{Ecommerce, Store, Social, Distribution, Direct}

// channelWords are the words for each channel type, normalised like headers.
var channelWords = func() map[string]string {
	table := map[string]string{}
	for channel, words := range map[string][]string{
		Ecommerce: {"ECOMMERCE", "E-commerce", "EC", "Online", "On-line", "Internet", "Web", "Website", "Webshop", "Online Store", "Online Shop", "Marketplace",
			"電商", "电商", "電子商務", "电子商务", "線上", "线上", "網路", "網購", "网购", "網店", "网店", "網路通路", "線上通路", "线上渠道", "網路商店", "天猫", "淘宝", "京东", "天貓", "淘寶", "京東"},
		Store: {"STORE", "Stores", "Retail", "Shop", "Offline", "Brick and Mortar", "POS", "In Store", "Physical Store",
			"門市", "門店", "门店", "實體", "实体", "實體店", "实体店", "店面", "零售", "線下", "线下", "專櫃", "专柜", "賣場", "卖场", "超市", "實體通路", "線下通路", "线下渠道"},
		Social: {"SOCIAL", "Social Media", "Social Commerce", "Live", "Live Stream", "Livestream", "Live Streaming", "Community",
			"社群", "社交", "社交電商", "社交电商", "社群電商", "直播", "微商", "團購", "团购", "社群團購", "社区团购", "私域", "抖音", "快手", "小红书", "小紅書"},
		Distribution: {"DISTRIBUTION", "Distributor", "Wholesale", "Wholesaler", "Reseller", "Dealer", "Indirect", "B2B",
			"分銷", "分销", "批發", "批发", "經銷", "经销", "代理", "分銷商", "分销商", "經銷商", "经销商", "分銷通路", "分销渠道"},
		Direct: {"DIRECT", "Direct Sales", "Direct Sale", "Key Account", "Project", "Enterprise",
			"直銷", "直销", "直營", "直营", "直客", "大客戶", "大客户", "專案", "项目", "項目", "企業客戶", "企业客户"},
	} {
		for _, word := range words {
			table[NormalHeader(word)] = channel
		}
	}
	return table
}()

// ChannelOf gives the channel type that a word means in one of the three
// languages, or "".
func ChannelOf(cell string) string {
	if len(cell) > 60 {
		return ""
	}
	return channelWords[NormalHeader(strings.TrimSpace(cell))]
}
