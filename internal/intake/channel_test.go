package intake

import (
	"strings"
	"testing"
)

func TestChannelWordsInThreeLanguages(t *testing.T) {
	t.Parallel()
	for channel, words := range map[string]string{
		Ecommerce: "電商 线上 online E-commerce 網購 ＯＮＬＩＮＥ", Store: "門市 门店 store 實體店 STORE", Social: "社群 社交 social 直播",
		Distribution: "分銷 批發 批发 wholesale DISTRIBUTION", Direct: "直銷 直销 direct 直營", "": "moon 月亮",
	} {
		for word := range strings.FieldsSeq(words) {
			if got := ChannelOf(word); got != channel {
				t.Errorf("%s = %q, want %q", word, got, channel)
			}
		}
	}
}
