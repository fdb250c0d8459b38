package rules_test

import "testing"

func TestChannelPriceGap(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH",
		"A1,1,2024-03-04,P-1,1,100,C1,TPE,STORE,", "A2,1,2024-03-05,P-1,1,110,C1,TPE,STORE,", "A0,1,2024-03-05,P-1,9,50,C1,DAAN,STORE,", "A3,1,2024-03-10,P-1,1,90,C1,TPE,STORE,",
		"A4,1,2024-03-11,P-1,1,100,C1,TPE,STORE,", // the next week
		"A5,1,2024-03-05,P-2,1,100,C1,TPE,STORE,", "A6,1,2024-03-05,P-2,1,100,C1,TPE,STORE,", "A7,1,2024-03-05,P-2,1,100,C1,TPE,STORE,")
	w.report("SOUTH",
		"B1,1,2024-03-04,P-1,1,80,C9,TPE,ECOMMERCE,", "B2,1,2024-03-06,P-1,2,80,C9,TPE,ECOMMERCE,", "B3,1,2024-03-10,P-1,1,84,C9,TPE,ECOMMERCE,",
		"B4,1,2024-03-11,P-1,1,10,C9,TPE,ECOMMERCE,",                                                                                             // alone in its week
		"B5,1,2024-03-05,P-1,1,10,C9,KHH,ECOMMERCE,",                                                                                             // elsewhere
		"B6,1,2024-03-05,P-2,1,90,C9,TPE,ECOMMERCE,", "B7,1,2024-03-05,P-2,1,90,C9,TPE,ECOMMERCE,", "B8,1,2024-03-05,P-2,1,90,C9,TPE,ECOMMERCE,") // 10 %
	// 81 and 100: four pieces, 19 each.
	w.wants("CHANNEL_PRICE_GAP", "LOW OPEN 76 {} NORTH PEER A1+A2+A3, SOUTH PEER B1+B2+B3")
	w.report("NORTH", "A8,1,2024-03-06,P-1,10,82,C1,TPE,STORE,") // now 86.15: 6 %
	w.wants("CHANNEL_PRICE_GAP")
	w.void("NORTH", "A8")
	w.wants("CHANNEL_PRICE_GAP", "LOW OPEN 76 {} NORTH PEER A1+A2+A3, SOUTH PEER B1+B2+B3")
}
