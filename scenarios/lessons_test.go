package scenarios_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// lesson is a student at a desk among twelve bot shops.
type lesson struct {
	t     *testing.T
	w     *sim.World
	shop  int
	first map[string]int // the day on which a task's fact first came about
}

func sit(t *testing.T, name string, seed uint64) *lesson {
	t.Helper()
	b, err := scenarios.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	l := &lesson{t: t, w: w, first: map[string]int{}}
	for i, b := range s.Bots {
		l.do(sim.Command{Open: &sim.OpenShop{Name: fmt.Sprintf("%s %d", b.Name.Zh, i), Bot: b.Temperament}})
	}
	l.do(sim.Command{Open: &sim.OpenShop{Name: "学生"}})
	l.shop = w.Shops()
	return l
}

func (l *lesson) do(c sim.Command) {
	l.t.Helper()
	if c.Open == nil && c.Step == nil {
		c.Shop = l.shop
	}
	if err := l.w.Apply(c); err != nil {
		l.t.Fatalf("day %d: %v", l.w.Day(), err)
	}
}

func (l *lesson) view() *sim.ShopView {
	l.t.Helper()
	v, err := l.w.Shop(l.shop)
	if err != nil {
		l.t.Fatal(err)
	}
	return v
}

// pass lets a day pass and notes which tasks are done.
func (l *lesson) pass() *sim.ShopView {
	l.t.Helper()
	l.do(sim.Command{Step: &sim.Step{}})
	v := l.view()
	for _, k := range v.Tasks {
		if _, seen := l.first[k.ID]; k.OK && !seen {
			l.first[k.ID] = l.w.Day()
		}
	}
	for _, s := range v.Stock {
		if _, seen := l.first["stock"]; s.Quantity > 0 && !seen {
			l.first["stock"] = l.w.Day()
		}
	}
	return v
}

// In the first lesson a student who follows the tasks has stock within five days, the first order within three days of
// stock, the first parcel delivered well before the end, and a result that neither ruins nor enriches.
func TestFirstParcelCanBePlayedInOneLesson(t *testing.T) {
	reviewed := 0
	const seeds = 10
	for seed := range uint64(seeds) {
		l := sit(t, "first-parcel", seed+1)
		l.do(sim.Command{Purchase: &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "stall", Quantity: 60}})
		l.do(sim.Command{Publish: &sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "line-de", Price: 34_90, Promise: 10}})
		var v *sim.ShopView
		for !l.w.Over() {
			v = l.pass()
		}
		for _, k := range v.Tasks {
			if !k.OK {
				t.Errorf("seed %d: task %q (%s) is not done by the end", seed+1, k.ID, k.Title.En)
			}
		}
		if day := l.first["stock"]; day > 5 {
			t.Errorf("seed %d: stock arrives on day %d", seed+1, day)
		}
		if wait := l.first["order"] - l.first["stock"]; wait > 3 {
			t.Errorf("seed %d: the first order comes %d days after stock", seed+1, wait)
		}
		if day := l.first["deliver"]; day > 15 {
			t.Errorf("seed %d: the first delivery is on day %d of 20", seed+1, day)
		}
		if v.Profit < -1500_00 || v.Profit > 5000_00 {
			t.Errorf("seed %d: profit of %d.%02d CNY on a capital of 30,000", seed+1, v.Profit/100, max(v.Profit, -v.Profit)%100)
		}
		for _, listing := range v.Listings {
			if listing.Reviews > 0 {
				reviewed++
			}
		}
		t.Logf("seed %d: stock day %d, order %d, delivery %d, %d orders, %d delivered, profit %d", seed+1, l.first["stock"], l.first["order"],
			l.first["deliver"], v.Orders, v.Delivered, v.Profit/100)
	}
	if reviewed < seeds/2 {
		t.Errorf("only %d of %d students read a review", reviewed, seeds)
	}
}

// list publishes a good at so many tenths of what it must bring, promised a day later than nine of ten parcels need.
func (l *lesson) list(good, marketplace, service string, tenths int64) {
	l.t.Helper()
	at := sim.PublishListing{Good: good, Marketplace: marketplace, Service: service, Price: 100_00, Promise: 10}
	q, err := l.w.Quote(l.shop, at, 0)
	if err != nil {
		l.t.Fatal(err)
	}
	at.Price, at.Promise = q.BreakEven.Minor*tenths/10, q.P90+1
	l.do(sim.Command{Publish: &at})
}

// sensible plays the long lesson as a student would who reads the quotes: good suppliers, post or air line, a price half
// above break-even, reorders in time, a rail consignment for the heavy goods, conversion of every payout.
func sensible(l *lesson) *sim.ShopView {
	l.t.Helper()
	buys := []sim.PlacePurchase{{Good: "jun-vase", Supplier: "kiln", Quantity: 120}, {Good: "sancai-horse", Supplier: "studio", Quantity: 120},
		{Good: "synthetic-wig", Supplier: "plant", Quantity: 150}, {Good: "makeup-brush", Supplier: "maker", Quantity: 150}}
	for _, b := range buys {
		l.do(sim.Command{Purchase: &b})
		for _, m := range []struct{ id, service string }{{"kaufgarten", "line-de"}, {"targowo", "line-pl"}} {
			l.list(b.Good, m.id, m.service, 14)
		}
	}
	sent := map[string]bool{}
	moved := map[int]bool{}
	for {
		v := l.pass()
		if l.w.Over() {
			return v
		}
		for _, s := range v.Stock {
			heavy := s.Good == "jun-vase" || s.Good == "sancai-horse"
			if heavy && s.Place == "home" && !sent[s.Good] && s.Quantity > 60 && v.Wallets[0].Minor > 30_000_00 {
				l.do(sim.Command{Consign: &sim.SendConsignment{Good: s.Good, Freight: "rail-ham", Quantity: 60}})
				sent[s.Good] = true
			}
			if s.Place == "hamburg" {
				for _, k := range v.Listings {
					if service := map[string]string{"kaufgarten": "local-de", "targowo": "local-pl"}[k.Marketplace]; k.Good == s.Good && !moved[k.Number] {
						promise := 4
						l.do(sim.Command{Amend: &sim.AmendListing{Listing: k.Number, Service: &service, Promise: &promise}})
						moved[k.Number] = true
					}
				}
			}
		}
		for _, m := range v.Wallets[1:] {
			if m.Minor > 0 {
				l.do(sim.Command{Convert: &sim.Convert{From: m, To: money.Currency("CNY")}})
			}
		}
		have := map[string]int64{}
		for _, s := range v.Stock {
			have[s.Good] += s.Quantity
		}
		for _, p := range v.Purchases {
			if p.State == "placed" {
				have[p.Good] += p.Quantity
			}
		}
		for _, b := range buys[2:] {
			b.Quantity = 80
			if have[b.Good] < 30 && l.w.Day() < 40 && v.Wallets[0].Minor > 25_000_00 {
				l.do(sim.Command{Purchase: &b})
			}
		}
	}
}

// In the long lesson a sensible student does every task and does better than the naive bots of the same class.
func TestRailExpressRewardsASensibleStudent(t *testing.T) {
	for seed := range uint64(3) {
		l := sit(t, "rail-express", seed+1)
		v := sensible(l)
		for _, k := range v.Tasks {
			if !k.OK {
				t.Errorf("seed %d: task %q (%s) is not done by the end", seed+1, k.ID, k.Title.En)
			}
		}
		if day := l.first["deliver"]; day > 25 {
			t.Errorf("seed %d: the first delivery is on day %d", seed+1, day)
		}
		var naive, n int64
		s := l.w.Scenario()
		for _, r := range l.w.Board() {
			if r.Shop <= len(s.Bots) && s.Bots[r.Shop-1].Temperament == scenario.Naive {
				naive += r.Profit
				n++
			}
		}
		t.Logf("seed %d: profit %d, naive %d CNY; tasks %v", seed+1, v.Profit/100, naive/n/100, l.first)
		if v.Profit <= naive/n {
			t.Errorf("seed %d: the student made %d.%02d CNY, the naive %d on average", seed+1, v.Profit/100, max(v.Profit, -v.Profit)%100, naive/n/100)
		}
	}
}

// trader plays the open market as a student would who goes wide: papers, searches and a licence first, then a few goods on
// every marketplace at half above break-even, titles of the keywords that a machine's translation reaches, a small ad, an entry in Black Week, imports out
// of the bonded zone, a consignment before the peak, reorders in time, tickets answered.
func trader(l *lesson) *sim.ShopView {
	l.t.Helper()
	exports := []sim.PlacePurchase{{Good: "oracle-notebook", Supplier: "press", Quantity: 200}, {Good: "makeup-brush", Supplier: "maker", Quantity: 150},
		{Good: "sancai-horse", Supplier: "studio", Quantity: 80}}
	imports := []sim.PlacePurchase{{Good: "french-cream", Supplier: "stock", Quantity: 60}, {Good: "chilean-wine", Supplier: "stock", Quantity: 72}}
	for _, b := range append(exports, imports...) {
		l.do(sim.Command{Purchase: &b})
	}
	for _, paper := range []string{"epr-de", "epr-es", "epr-pl", "gpsr"} {
		l.do(sim.Command{Paper: &sim.GetPaper{Paper: paper}})
	}
	l.do(sim.Command{Check: &sim.CheckRight{Good: "oracle-notebook", Marketplace: "kaufgarten"}})
	l.do(sim.Command{Licence: &sim.TakeLicence{Right: "oracle-glyphs"}})
	for range 7 {
		l.pass() // until the papers are there
	}
	ways := map[string]string{"kaufgarten": "line-de", "targowo": "line-pl", "baratela": "line-es", "larkbasket": "managed-gb", "kancilo": "line-my",
		"wange": "bonded-cn"}
	for _, m := range l.w.Scenario().Marketplaces {
		for _, g := range l.w.Scenario().Goods {
			mine := slices.ContainsFunc(append(exports, imports...), func(p sim.PlacePurchase) bool { return p.Good == g.ID })
			if !mine || !slices.ContainsFunc(m.Categories, func(c scenario.Category) bool { return c.ID == g.Category }) {
				continue
			}
			l.list(g.ID, m.ID, ways[m.ID], 14)
		}
	}
	v := l.view()
	for i, k := range v.Listings {
		title, first := l.title(k.Good, k.Marketplace)
		l.do(sim.Command{Amend: &sim.AmendListing{Listing: k.Number, Title: &title}})
		if k.Marketplace == "kaufgarten" && i < 3 {
			l.do(sim.Command{Advertise: &sim.Advertise{Listing: k.Number, Query: first, Bid: 25, Budget: 200}})
		}
	}
	sent, entered := false, false
	for {
		v := l.pass()
		if l.w.Over() {
			return v
		}
		l.answer()
		if l.w.Day() == 50 && !entered {
			l.do(sim.Command{Enter: &sim.EnterFestival{Listing: v.Listings[0].Number, Festival: "black-week", DiscountBP: 1000}})
			entered = true
		}
		have := map[string]int64{}
		for _, s := range v.Stock {
			have[s.Good] += s.Quantity
			if s.Good == "oracle-notebook" && s.Place == "home" && s.Quantity >= 60 && l.w.Day() > 20 && !sent {
				l.do(sim.Command{Consign: &sim.SendConsignment{Good: s.Good, Freight: "sea-pkg", Quantity: 60}})
				sent = true
			}
		}
		for _, p := range v.Purchases {
			if p.State == "placed" {
				have[p.Good] += p.Quantity
			}
		}
		for _, m := range v.Wallets[1:] {
			if m.Minor > 0 {
				l.do(sim.Command{Convert: &sim.Convert{From: m, To: money.Currency("CNY")}})
			}
		}
		for _, b := range append(exports, imports...) {
			if have[b.Good] < int64(b.Quantity)/2 && l.w.Day() < 75 && v.Wallets[0].Minor > 50_000_00 {
				l.do(sim.Command{Purchase: &b})
			}
		}
	}
}

// title is made of the first keywords that a machine's translation reaches, as many as the marketplace counts and takes.
func (l *lesson) title(good, marketplace string) (title, first string) {
	s := l.w.Scenario()
	m := s.Marketplaces[slices.IndexFunc(s.Marketplaces, func(m scenario.Marketplace) bool { return m.ID == marketplace })]
	category := s.Goods[slices.IndexFunc(s.Goods, func(g scenario.Good) bool { return g.ID == good })].Category
	n := 0
	for _, q := range m.Queries {
		longer := strings.TrimSpace(title + " " + q.Text)
		if q.Category != category || q.Reach != scenario.Levels[0] || n >= m.Title.Keywords || utf8.RuneCountInString(longer) > m.Title.Characters {
			continue
		}
		if n == 0 {
			first = q.ID
		}
		title, n = longer, n+1
	}
	return title, first
}

// answer gives every open ticket its first possible answer of a refund, else an explanation.
func (l *lesson) answer() {
	l.t.Helper()
	d, err := l.w.Service(l.shop)
	if err != nil {
		l.t.Fatal(err)
	}
	for _, k := range d.Tickets {
		if k.State != "open" {
			continue
		}
		for _, a := range k.Answers {
			if a.Refused == nil && (a.ID == "refund" || a.ID == "explain") {
				l.do(sim.Command{Ticket: &sim.AnswerTicket{Ticket: k.Number, Answer: a.ID}})
				break
			}
		}
	}
}

// In the open market a student who goes wide does every task and does better than those who undercut, and no informed shop
// falls behind an idle one. Over the seeds the informed do better than those who add a margin, and these than those who
// undercut.
func TestTheOpenMarketRewardsKnowledge(t *testing.T) {
	sum, n := map[scenario.Temperament]int64{}, map[scenario.Temperament]int64{}
	mean := func(b scenario.Temperament) int64 { return sum[b] / n[b] / 100 }
	student := int64(0)
	const seeds = 3
	for seed := range uint64(seeds) {
		l := sit(t, "open-market", seed+1)
		l.do(sim.Command{Open: &sim.OpenShop{Name: "空店"}})
		idle := l.w.Shops()
		v := trader(l)
		for _, k := range v.Tasks {
			if !k.OK {
				t.Errorf("seed %d: task %q (%s) is not done by the end", seed+1, k.ID, k.Title.En)
			}
		}
		profit := map[int]int64{}
		for _, r := range l.w.Board() {
			profit[r.Shop] = r.Profit
		}
		for i, b := range l.w.Scenario().Bots {
			sum[b.Temperament] += profit[i+1]
			n[b.Temperament]++
			if b.Temperament == scenario.Informed && profit[i+1] <= profit[idle] {
				t.Errorf("seed %d: an informed shop made %d CNY, the idle one %d", seed+1, profit[i+1]/100, profit[idle]/100)
			}
		}
		student += profit[l.shop] / seeds / 100
		t.Logf("seed %d: the student made %d CNY with %d orders; tasks %v", seed+1, profit[l.shop]/100, v.Orders, l.first)
	}
	naive, heuristic, informed := mean(scenario.Naive), mean(scenario.Heuristic), mean(scenario.Informed)
	t.Logf("on average: student %d, informed %d, heuristic %d, naive %d CNY", student, informed, heuristic, naive)
	if naive >= heuristic || heuristic >= informed || naive >= student {
		t.Errorf("naive %d, heuristic %d, informed %d, student %d CNY on average", naive, heuristic, informed, student)
	}
}
