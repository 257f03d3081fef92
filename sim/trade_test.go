package sim_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// trading is a world without shops on the marketplaces of trade.yaml, with the mechanisms named. Each edit replaces a
// text of that file by another.
func trading(t testing.TB, seed uint64, mechanisms string, edits ...[2]string) *sim.World {
	t.Helper()
	file, err := os.ReadFile("testdata/trade.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(file)
	for _, e := range edits {
		if !strings.Contains(text, e[0]) {
			t.Fatalf("%q is not in trade.yaml", e[0])
		}
		text = strings.Replace(text, e[0], e[1], 1)
	}
	main := strings.Replace(smallScenario, "use:\n", "use:\n  mechanisms: ["+mechanisms+"]\n", 1)
	main = strings.Replace(main, "marketplaces: [east, west]", "marketplaces: [north, south, managed]", 1)
	s, err := scenario.Parse(scenario.Bundle{scenario.Main: []byte(main), "small.yaml": smallReference, "trade.yaml": []byte(text), "rates.csv": []byte(smallRates)})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

const allOfDemand = "search, ads, festivals, promotions"

// stall opens a shop with bowls and vases in stock, and lists the bowl in the north.
func stall(t testing.TB, w *sim.World, name, title string) (shop int) {
	t.Helper()
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: name}})
	shop = w.Shops()
	must(t, w, sim.Command{Shop: shop, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 1500}})
	must(t, w, sim.Command{Shop: shop, Purchase: &sim.PlacePurchase{Good: "vase", Supplier: "kiln", Quantity: 40}})
	must(t, w, sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "north", Service: "air-de", Price: 6900, Promise: 8, Title: title}})
	return shop
}

func listingsOf(t testing.TB, w *sim.World, shop int) []sim.ListingView {
	t.Helper()
	v, err := w.Shop(shop)
	if err != nil {
		t.Fatal(err)
	}
	return v.Listings
}

func refused(t testing.TB, w *sim.World, c sim.Command, field string) {
	t.Helper()
	before := snapshot(t, w)
	var why *sim.Rejection
	if err := w.Apply(c); !errors.As(err, &why) || why.Field != field {
		t.Errorf("%+v: %v, want a rejection of %s", c, err, field)
	}
	if string(before) != string(snapshot(t, w)) {
		t.Errorf("a refused command changed the world: %+v", c)
	}
}

func run(t testing.TB, w *sim.World, days int) {
	t.Helper()
	for range days {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
}

// A title that holds no keyword is never found; the same listing with the right words sells.
func TestATitleWithoutKeywordsSellsNothing(t *testing.T) {
	w := trading(t, 3, "search")
	mute, found := stall(t, w, "甲", "Nummer 4711"), stall(t, w, "乙", "Schüssel aus Keramik")
	run(t, w, 25)
	if a, b := listingsOf(t, w, mute)[0], listingsOf(t, w, found)[0]; a.Total != 0 || b.Total == 0 {
		t.Errorf("without keywords %d orders, with them %d", a.Total, b.Total)
	}
	must(t, w, sim.Command{Shop: mute, Amend: &sim.AmendListing{Listing: 1, Title: new("Keramik Schüssel")}})
	run(t, w, 25)
	if a := listingsOf(t, w, mute)[0]; a.Total == 0 {
		t.Error("with the words that shoppers type it still sells nothing")
	}
}

// A better translation reaches more keywords; it is paid once, in the home currency, and stays.
func TestTranslationIsPaidOnceAndStays(t *testing.T) {
	w := trading(t, 3, "search")
	shop := stall(t, w, "甲", "Schüssel Keramik")
	cash := func() int64 {
		v, err := w.Shop(shop)
		if err != nil {
			t.Fatal(err)
		}
		return v.Wallets[0].Minor
	}
	before := cash()
	must(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: 1, Translation: new("native"), Content: new("photos")}})
	must(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: 1, Translation: new("native"), Title: new("Handgetöpferte Müslischale")}})
	if paid := before - cash(); paid != 700_00 {
		t.Errorf("paid %d, want 400 for the translation and 300 for the pictures", paid)
	}
	refused(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: 1, Translation: new("machine")}}, "translation")
	refused(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: 1, Content: new("film")}}, "content")
	refused(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: 1, Title: new(strings.Repeat("界", 81))}}, "title")
	refused(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: 1, Title: new("Vase\x00")}}, "title")
}

// Orders of several pieces take as many out of stock, weigh and cost so much, and are worth so much.
func TestAnOrderOfTwoPieces(t *testing.T) {
	w := trading(t, 3, allOfDemand)
	shop := stall(t, w, "甲", "Schüssel Keramik")
	run(t, w, 30)
	var one, two *sim.OrderLife
	for _, row := range w.Orders(shop, 1000) {
		life, err := w.Order(shop, row.Number)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case row.Pieces == 1:
			one = life
		case row.Pieces == 2:
			two = life
		}
	}
	if one == nil || two == nil {
		t.Fatal("there are not orders of both sizes")
	}
	if two.Row.Price != 2*one.Row.Price || two.Grams != 2*one.Grams || two.Chargeable != 2*one.Chargeable || two.Account.Postage <= one.Account.Postage || two.Account.Postage >= 2*one.Account.Postage {
		t.Errorf("one piece %+v %+v, two %+v %+v", one.Row, one.Account, two.Row, two.Account)
	}
	if two.Account.Cost < 2*one.Account.Cost-1 || two.Account.Cost > 2*one.Account.Cost+1 {
		t.Errorf("two pieces cost %d, one costs %d", two.Account.Cost, one.Account.Cost)
	}
}

// Shipping that is charged comes on top; an order of the threshold's value goes without, and more orders are then large.
func TestShippingIsChargedUnderTheThreshold(t *testing.T) {
	large := func(fee, from int64) (share float64) {
		w := trading(t, 3, allOfDemand)
		shop := stall(t, w, "甲", "Schüssel Keramik")
		must(t, w, sim.Command{Shop: shop, Shipping: &sim.SetShipping{Marketplace: "north", Fee: fee, FreeFrom: from}})
		run(t, w, 40)
		n := 0.0
		for _, row := range w.Orders(shop, 1000) {
			n++
			goods := int64(row.Pieces) * 6900
			want := goods + fee
			if from > 0 && goods >= from {
				want = goods
			}
			if row.Price != want {
				t.Fatalf("%d pieces cost the buyer %d, want %d", row.Pieces, row.Price, want)
			}
			if row.Pieces > 1 {
				share++
			}
		}
		return share / n
	}
	if without, with := large(0, 0), large(1500, 13_800); with <= without {
		t.Errorf("%.2f of orders are large without a threshold, %.2f with one", without, with)
	}
}

// A coupon takes its share off until its last day, and no day longer.
func TestACouponEndsByItself(t *testing.T) {
	w := trading(t, 3, allOfDemand)
	shop := stall(t, w, "甲", "Schüssel Keramik")
	must(t, w, sim.Command{Shop: shop, Coupon: &sim.GiveCoupon{Listing: 1, ShareBP: 2000, Days: 20}})
	run(t, w, 40)
	before, after := 0, 0
	for _, row := range w.Orders(shop, 1000) {
		want := int64(5520)
		if row.Placed >= 20 {
			want = 6900
			after++
		} else {
			before++
		}
		if row.Price != want*int64(row.Pieces) {
			t.Errorf("an order of day %d cost %d, want %d a piece", row.Placed, row.Price, want)
		}
	}
	if before == 0 || after == 0 {
		t.Errorf("%d orders with the coupon, %d after it", before, after)
	}
	refused(t, w, sim.Command{Shop: shop, Coupon: &sim.GiveCoupon{Listing: 1, ShareBP: 9000, Days: 2}}, "share_bp")
	refused(t, w, sim.Command{Shop: shop, Coupon: &sim.GiveCoupon{Listing: 2, ShareBP: 900, Days: 2}}, "listing")
	refused(t, w, sim.Command{Shop: shop, Coupon: &sim.GiveCoupon{Listing: 1, ShareBP: 900, Days: 99}}, "days")
}

// Entry closes seven days before the window of 10 to 14 July; the run begins on 15 June. The discount comes off the
// lowest price of the last thirty days, in the window alone.
func TestAFestivalHasADeadlineAndAFloor(t *testing.T) {
	w := trading(t, 3, allOfDemand)
	shop, late := stall(t, w, "甲", "Schüssel Keramik"), stall(t, w, "乙", "Schüssel Keramik")
	run(t, w, 15)
	must(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: 1, Price: new(int64(9900))}}) // dearer before the sale
	run(t, w, 3)                                                                                       // 3 July, the last day
	refused(t, w, sim.Command{Shop: shop, Enter: &sim.EnterFestival{Listing: 1, Festival: "summer", DiscountBP: 500}}, "discount_bp")
	refused(t, w, sim.Command{Shop: shop, Enter: &sim.EnterFestival{Listing: 1, Festival: "winter", DiscountBP: 1500}}, "festival")
	must(t, w, sim.Command{Shop: shop, Enter: &sim.EnterFestival{Listing: 1, Festival: "summer", DiscountBP: 2000}})
	must(t, w, sim.Command{Shop: shop, Leave: &sim.LeaveFestival{Listing: 1, Festival: "summer"}})
	must(t, w, sim.Command{Shop: shop, Enter: &sim.EnterFestival{Listing: 1, Festival: "summer", DiscountBP: 2000}})
	run(t, w, 1)
	refused(t, w, sim.Command{Shop: late, Enter: &sim.EnterFestival{Listing: 2, Festival: "summer", DiscountBP: 2000}}, "festival")
	refused(t, w, sim.Command{Shop: shop, Leave: &sim.LeaveFestival{Listing: 1, Festival: "summer"}}, "festival")
	run(t, w, 20)
	window := 0
	for _, row := range w.Orders(shop, 1000) {
		each := row.Price / int64(row.Pieces)
		switch {
		case row.Placed >= 25 && row.Placed <= 29:
			window++
			if each != 5520 {
				t.Errorf("in the window a piece costs %d, want 6900 less a fifth", each)
			}
		case row.Placed >= 15 && each != 9900:
			t.Errorf("on day %d a piece costs %d, want 9900", row.Placed, each)
		}
	}
	if window == 0 {
		t.Error("nothing was sold in the window")
	}
}

// Clicks are charged to the advertising account, never more than a day's budget, and shops that advertise are seen more.
func TestAdsAreChargedAndSell(t *testing.T) {
	w := trading(t, 3, allOfDemand)
	loud, quiet := stall(t, w, "甲", "Schüssel Keramik"), stall(t, w, "乙", "Schüssel Keramik")
	must(t, w, sim.Command{Shop: loud, Advertise: &sim.Advertise{Listing: 1, Query: "bowl", Bid: 60, Budget: 900}})
	must(t, w, sim.Command{Shop: loud, Advertise: &sim.Advertise{Listing: 1, Query: "gift", Bid: 60, Budget: 900}})
	refused(t, w, sim.Command{Shop: loud, Advertise: &sim.Advertise{Listing: 1, Query: "wok", Bid: 60, Budget: 900}}, "query")
	refused(t, w, sim.Command{Shop: loud, Advertise: &sim.Advertise{Listing: 1, Query: "vase", Bid: 9, Budget: 900}}, "bid")
	refused(t, w, sim.Command{Shop: loud, Advertise: &sim.Advertise{Listing: 1, Query: "vase", Bid: 60, Budget: 59}}, "budget")
	refused(t, w, sim.Command{Shop: loud, Advertise: &sim.Advertise{Listing: 1, Query: "vase"}}, "query")
	run(t, w, 30)
	if a, b := listingsOf(t, w, loud)[0].Total, listingsOf(t, w, quiet)[0].Total; a <= b {
		t.Errorf("the advertiser sold %d, the other %d", a, b)
	}
	books, err := w.Books(loud, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	spent := int64(0)
	for _, l := range books.Journal {
		if l.Cause.En == "Advertising" && l.Name.En == "Advertising" && l.Currency == "EUR" {
			spent += l.Minor
			if l.Minor > 1800 {
				t.Errorf("day %d cost %d, more than both budgets", l.Day, l.Minor)
			}
		}
	}
	if spent == 0 {
		t.Error("no click was charged to the proceeds")
	}
}

// Where the marketplace sets the retail price, the shop is paid the supply price and nothing is taken off; returns and
// border are the marketplace's.
func TestAManagedMarketplacePaysTheSupplyPrice(t *testing.T) {
	w := trading(t, 3, allOfDemand)
	shop := stall(t, w, "甲", "Schüssel Keramik")
	must(t, w, sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "managed", Service: "air-pl", Price: 15_000, Promise: 10, Title: "miska ceramiczna"}})
	run(t, w, 50)
	n := 0
	for _, row := range w.Orders(shop, 5000) {
		if row.Marketplace != "managed" {
			continue
		}
		n++
		life, err := w.Order(shop, row.Number)
		if err != nil {
			t.Fatal(err)
		}
		if row.Price != 15_000 || life.Account.VAT != 0 || life.Account.Border != 0 || life.Account.Commission != 0 || len(life.Lines) > 0 {
			t.Fatalf("order %+v %+v", row, life.Account)
		}
	}
	if n == 0 {
		t.Fatal("nothing was sold")
	}
	refused(t, w, sim.Command{Shop: shop, Shipping: &sim.SetShipping{Marketplace: "managed", Fee: 900}}, "marketplace")
	refused(t, w, sim.Command{Shop: shop, Coupon: &sim.GiveCoupon{Listing: 2, ShareBP: 900, Days: 2}}, "listing")
}

// What a scenario does not use is refused, and costs nothing.
func TestAMechanismThatIsNotUsedIsRefused(t *testing.T) {
	w := small(t, 3)
	refused(t, w, sim.Command{Shop: 1, Advertise: &sim.Advertise{Listing: 1, Query: "bowl", Bid: 60, Budget: 900}}, "command")
	refused(t, w, sim.Command{Shop: 1, Coupon: &sim.GiveCoupon{Listing: 1, ShareBP: 900, Days: 2}}, "command")
	refused(t, w, sim.Command{Shop: 1, Shipping: &sim.SetShipping{Marketplace: "west", Fee: 400}}, "command")
	refused(t, w, sim.Command{Shop: 1, Enter: &sim.EnterFestival{Listing: 1, Festival: "summer", DiscountBP: 2000}}, "command")
	must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Title: new("words nobody reads"), Translation: new("native")}})
	for _, l := range listingsOf(t, w, 1) {
		if l.Number == 1 && l.Active == false {
			t.Error("the listing was changed")
		}
	}
}

// The same decisions give the same world, a fork is the same world, and a snapshot restores it.
func TestATradingWorldIsRepeatable(t *testing.T) {
	play := func(w *sim.World) *sim.World {
		a, b := stall(t, w, "甲", "Schüssel Keramik"), stall(t, w, "乙", "Schüssel Geschenk Küche Keramik")
		must(t, w, sim.Command{Shop: a, Advertise: &sim.Advertise{Listing: 1, Query: "bowl", Bid: 60, Budget: 500}})
		must(t, w, sim.Command{Shop: b, Advertise: &sim.Advertise{Listing: 2, Query: "bowl", Bid: 40, Budget: 900}})
		must(t, w, sim.Command{Shop: b, Coupon: &sim.GiveCoupon{Listing: 2, ShareBP: 1000, Days: 30}})
		run(t, w, 20)
		return w
	}
	w, again := play(trading(t, 9, allOfDemand)), play(trading(t, 9, allOfDemand))
	f := w.Fork()
	restored := trading(t, 9, allOfDemand)
	if err := restored.Restore(snapshot(t, w)); err != nil {
		t.Fatal(err)
	}
	for _, x := range []*sim.World{w, again, f, restored} {
		run(t, x, 15)
	}
	for name, x := range map[string]*sim.World{"again": again, "fork": f, "restored": restored} {
		if got, want := x.Digests()[34], w.Digests()[34]; got != want {
			t.Errorf("%s: digest %s, want %s", name, got, want)
		}
	}
}

// promotion draws any decision about being found and chosen, sensible or absurd.
func promotion(t *rapid.T, shops int) sim.Command {
	amount := rapid.OneOf(rapid.Int64Range(0, 5000), rapid.SampledFrom([]int64{-1, 1, 1_000_00, sim.MaxPrice, 1 << 62}))
	part := rapid.OneOf(rapid.IntRange(0, 5000), rapid.SampledFrom([]int{-1, 10_000, 1 << 40}))
	listing, days := rapid.IntRange(-1, 6).Draw(t, "listing"), rapid.IntRange(-1, 40)
	market, query := rapid.SampledFrom([]string{"north", "south", "managed", "east"}), rapid.SampledFrom([]string{"bowl", "vase", "gift", "craft", "wok"})
	c := sim.Command{Shop: rapid.IntRange(1, shops).Draw(t, "shop")}
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0, 1:
		c.Advertise = &sim.Advertise{Listing: listing, Query: query.Draw(t, "query"), Bid: amount.Draw(t, "bid"), Budget: amount.Draw(t, "budget")}
	case 2:
		c.Coupon = &sim.GiveCoupon{Listing: listing, ShareBP: part.Draw(t, "share"), Days: days.Draw(t, "days")}
	case 3:
		c.Shipping = &sim.SetShipping{Marketplace: market.Draw(t, "market"), Fee: amount.Draw(t, "fee"), FreeFrom: amount.Draw(t, "from")}
	case 4:
		c.Enter = &sim.EnterFestival{Listing: listing, Festival: rapid.SampledFrom([]string{"summer", "winter"}).Draw(t, "festival"), DiscountBP: part.Draw(t, "off")}
	case 5:
		c.Leave = &sim.LeaveFestival{Listing: listing, Festival: "summer"}
	case 6:
		c.Amend = &sim.AmendListing{Listing: listing, Title: new(rapid.String().Draw(t, "title")), Translation: new(rapid.SampledFrom([]string{"", "machine", "professional", "native", "poet"}).Draw(t, "translation"))}
	case 7:
		c.Publish = &sim.PublishListing{Good: rapid.SampledFrom([]string{"bowl", "vase"}).Draw(t, "good"), Marketplace: market.Draw(t, "market"), Service: rapid.SampledFrom([]string{"air-de", "air-pl"}).Draw(t, "service"), Price: amount.Draw(t, "price"), Promise: 9}
	default:
		c.Shop, c.Step = 0, &sim.Step{}
	}
	return c
}

// Whatever shops do to be found and chosen: the books balance, pieces are conserved, a refusal leaves no trace, every view
// can be read, and a snapshot goes on as the world does.
func TestWhateverTheShopsPromote(t *testing.T) {
	start := trading(t, 3, allOfDemand)
	for _, name := range []string{"甲", "乙"} {
		stall(t, start, name, "Schüssel Keramik")
	}
	run(t, start, 5)
	rapid.Check(t, func(t *rapid.T) {
		w := start.Fork()
		for range rapid.IntRange(1, 30).Draw(t, "length") {
			c := promotion(t, w.Shops())
			decided(t, w, c)
		}
		for shop := 1; shop <= w.Shops(); shop++ {
			if _, err := w.Ads(shop); err != nil {
				t.Fatal(err)
			}
			v, err := w.Shop(shop)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range v.Listings {
				f, err := w.Funnel(shop, l.Number)
				if err != nil {
					t.Fatal(err)
				}
				for _, d := range f.History {
					if d.Searches < d.Shown || d.Shown < d.Clicks || d.Clicks < d.Orders {
						t.Fatalf("day %+v", d)
					}
				}
				for _, q := range f.Queries {
					p, err := w.Search(shop, l.Marketplace, q.Query)
					if err != nil || len(p.Hits) < p.Total {
						t.Fatalf("%v %+v", err, p)
					}
				}
			}
		}
		again := start.Fork()
		if err := again.Restore(snapshot(t, w)); err != nil {
			t.Fatal(err)
		}
		for _, x := range []*sim.World{w, again} {
			if err := x.Apply(sim.Command{Step: &sim.Step{}}); err != nil {
				t.Fatal(err)
			}
		}
		if w.StateDigest() != again.StateDigest() {
			t.Fatal("the snapshot went another way")
		}
	})
}

// In a price war shops of the temperament cut their prices from its first day to its last, every shop is told, and then
// prices are as before; those of others stay.
func TestAPriceWarBeginsAndEnds(t *testing.T) {
	s := *trading(t, 3, "search, promotions").Scenario()
	s.PriceWars = []scenario.PriceWar{{Day: 20, Days: 5, Bots: []scenario.Temperament{scenario.Naive}, Cut: 0.3}}
	w, err := sim.New(&s, 3)
	if err != nil {
		t.Fatal(err)
	}
	me := stall(t, w, "甲", "Schüssel Keramik")
	for i, kind := range []scenario.Temperament{scenario.Naive, scenario.Heuristic, scenario.Naive} {
		must(t, w, sim.Command{Open: &sim.OpenShop{Name: string(rune('A' + i)), Bot: kind}})
	}
	for !w.Over() {
		step(t, w)
		day := w.Day() - 1 // that has been played
		for shop := 2; shop <= 4; shop++ {
			for _, l := range listingsOf(t, w, shop) {
				if cut, want := l.Net < l.Price, shop != 3 && day >= 20 && day < 25; l.Marketplace == "north" && cut != want && l.Active {
					t.Fatalf("day %d, shop %d: a piece costs %d of %d", day, shop, l.Net, l.Price)
				}
			}
		}
		if day == 20 {
			v, err := w.Shop(me)
			if err != nil {
				t.Fatal(err)
			}
			told := false
			for _, e := range v.Events {
				told = told || e.Kind == "price_war" && e.Day == 20
			}
			if !told {
				t.Error("nobody is told")
			}
		}
	}
}
