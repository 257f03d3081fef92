package bot_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"chuhai/sim/bot"
	"chuhai/sim/scenario"
)

// searched is the desk of the vase where shoppers type four keywords, one of them in words that only a native writes.
func searched() *bot.View {
	v := vase()
	v.Translations = []bot.Work{{ID: "machine"}, {ID: "professional", Price: 180_00}, {ID: "native", Price: 480_00}}
	v.Contents = []bot.Work{{ID: "plain"}, {ID: "photos", Price: 600_00}}
	m := &v.Goods[0].Markets[0]
	m.Characters, m.Full, m.Reserve = 40, 2, 10
	m.Keywords = []bot.Keyword{
		{ID: "vase", Text: "keramik vase", Searches: 100, Relevance: 1, Bid: 10}, {ID: "hand", Text: "vase handgemacht", Searches: 60, Relevance: 1, Level: 1, Bid: 10},
		{ID: "cheap", Text: "deko billig", Searches: 90, Relevance: 0.2, Bid: 10}, {ID: "poem", Text: "schmuckstück für die fensterbank", Searches: 80, Relevance: 1, Level: 2, Bid: 10},
	}
	return v
}

// The naive let a machine write one keyword; the informed have the best ones translated, each word once, and no more than
// the title holds.
func TestTitlesByTemperament(t *testing.T) {
	naive := published(t, decide(scenario.Naive, searched()))
	if naive.Translation != "" || naive.Title == "" {
		t.Errorf("the naive publish %+v", naive.Wording)
	}
	informed := published(t, decide(scenario.Informed, searched()))
	if informed.Translation == "" || utf8.RuneCountInString(informed.Title) > 40 || strings.Count(informed.Title, "vase") != 1 || !strings.Contains(informed.Title, "handgemacht") || strings.Contains(informed.Title, "billig") {
		t.Errorf("the informed publish %+v", informed.Wording)
	}
	poor := searched()
	poor.Cash = 6_000_00
	if got := published(t, decide(scenario.Heuristic, poor)); got.Translation != "" {
		t.Errorf("the heuristic pay for %s out of their last money", got.Translation)
	}
}

// What a click has brought decides what the next may cost: with one order in ten the bid goes on, with none it ends.
func TestTheInformedPayForClicksThatSell(t *testing.T) {
	bids := func(clicks, orders int64) (budget int64, bid int64, given bool) {
		v := searched()
		m := &v.Goods[0].Markets[0]
		m.Listing, m.Active, m.Service, m.Price, m.Promise, m.Sold7, m.Age = 1, true, "post", 95_00, 19, 14, 20
		m.Ads = []bot.Ad{{Query: "vase", Bid: 15, Budget: 200, Clicks: clicks, Orders: orders, Spent: clicks * 12}}
		for _, d := range decide(scenario.Informed, v) {
			if d.Advertise != nil && d.Advertise.Query == "vase" {
				return d.Advertise.Budget, d.Advertise.Bid, true
			}
		}
		return 0, 0, false
	}
	if budget, _, given := bids(100, 0); !given || budget != 0 {
		t.Error("100 clicks without an order are paid on")
	}
	if budget, bid, given := bids(100, 10); given && (budget == 0 || bid < 10) {
		t.Errorf("100 clicks with 10 orders are bid for with %d, budget %d", bid, budget)
	}
}

// A price war is a coupon of as many days; a marketplace of vouchers gets its least one.
func TestBotsGiveCoupons(t *testing.T) {
	coupon := func(kind scenario.Temperament, change func(*bot.View)) *bot.Coupon {
		v := searched()
		m := &v.Goods[0].Markets[0]
		m.Listing, m.Active, m.Service, m.Price, m.Promise, m.Sold7, m.Age = 1, true, "post", 95_00, 19, 14, 20
		change(v)
		for _, d := range decide(kind, v) {
			if d.Coupon != nil {
				return d.Coupon
			}
		}
		return nil
	}
	if c := coupon(scenario.Naive, func(v *bot.View) { v.War, v.WarDays = 2500, 6 }); c == nil || c.Off != 2500 || c.Days != 6 {
		t.Errorf("in a price war the naive give %+v", c)
	}
	if c := coupon(scenario.Heuristic, func(v *bot.View) { v.Goods[0].Markets[0].LeastVoucher = 500 }); c == nil || c.Off != 500 {
		t.Errorf("where vouchers count the heuristic give %+v", c)
	}
	if c := coupon(scenario.Heuristic, func(*bot.View) {}); c != nil {
		t.Errorf("for nothing they give %+v", c)
	}
}
