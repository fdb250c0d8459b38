package rules_test

import (
	"fmt"
	"testing"
)

func TestChannelsPromoting(t *testing.T) {
	w := newWorld(t)
	shop, online := []string{}, []string{}
	for i := range 8 {
		shop = append(shop, fmt.Sprintf("A%d,1,2024-03-%02d,P-1,1,82,C1,TPE,STORE,", i, i+1))
		online = append(online, fmt.Sprintf("B%d,1,2024-03-%02d,P-1,1,75,C9,TPE,ECOMMERCE,", i, i+1))
	}
	w.report("NORTH", shop...)
	w.report("SOUTH", online[:7]...)
	if got := w.signals("CHANNELS_PROMOTING"); got != "" {
		t.Error(got)
	}
	w.report("SOUTH", online[7])
	if got, want := w.signals("CHANNELS_PROMOTING"), `LOW 2024-03-01 2024-03-31 {"online": 25.0, "offline": 18.0} NORTH+SOUTH`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	w.report("NORTH", "A9,1,2024-03-20,P-1,20,100,C1,TPE,STORE,") // on the whole at list
	if got := w.signals("CHANNELS_PROMOTING"); got != "" {
		t.Error(got)
	}
}
