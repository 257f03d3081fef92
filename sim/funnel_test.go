package sim_test

import (
	"fmt"
	"testing"

	"chuhai/sim"
)

// fair is a market of seven shops that sell the bowl in the north alike, and an eighth that the change makes different; it
// has gone on for some weeks.
func fair(t *testing.T, change func(w *sim.World, shop, listing int)) (w *sim.World, shop, listing int) {
	t.Helper()
	w = trading(t, 12, allOfDemand)
	for i := range 8 {
		shop = stall(t, w, fmt.Sprint("店", i), "Schüssel Keramik Geschenk Küche")
		listing = shop
		must(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: listing, Translation: new("professional")}})
	}
	change(w, shop, listing)
	run(t, w, 15)
	return w, shop, listing
}

// Each fault shows on the step of the way where it does its harm, and the funnel names what mends it.
func TestTheFunnelNamesTheFault(t *testing.T) {
	amend := func(a sim.AmendListing) func(*sim.World, int, int) {
		return func(w *sim.World, shop, listing int) {
			a.Listing = listing
			must(t, w, sim.Command{Shop: shop, Amend: &a})
		}
	}
	for _, c := range []struct {
		name          string
		change        func(w *sim.World, shop, listing int)
		weakest, mend []string
	}{
		{"no keyword in the title", amend(sim.AmendListing{Title: new("Artikel 4711")}), []string{"searches"}, []string{"title"}},
		{"half the price again", amend(sim.AmendListing{Price: new(int64(10900))}), []string{"shown", "clicks", "orders"}, []string{"price"}},
		{"a promise of seven weeks", amend(sim.AmendListing{Promise: new(50)}), []string{"shown", "clicks", "orders"}, []string{"promise"}},
		{"sold out", func(w *sim.World, shop, listing int) {
			must(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: listing, Service: new("store-de"), Promise: new(3)}})
		}, []string{"searches", "shown", "orders"}, []string{"stock"}},
	} {
		w, shop, listing := fair(t, c.change)
		f, err := w.Funnel(shop, listing)
		if err != nil {
			t.Fatal(err)
		}
		in := func(v string, list []string) bool {
			for _, x := range list {
				if x == v {
					return true
				}
			}
			return false
		}
		if !in(f.Weakest, c.weakest) || !in(f.Lever, c.mend) {
			t.Errorf("%s: weakest %q, lever %q; steps %+v; signs %+v", c.name, f.Weakest, f.Lever, f.Steps, f.Signs)
		}
	}
}

// From no sales through the funnel to the fix and the first order.
func TestFromNoSalesToTheFirstOrder(t *testing.T) {
	w, shop, listing := fair(t, func(w *sim.World, shop, listing int) {
		must(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: listing, Title: new("Artikel 4711")}})
	})
	if n := listingsOf(t, w, shop)[0].Total; n != 0 {
		t.Fatalf("it has sold %d", n)
	}
	rows, err := w.Keywords(shop, "north", "bowl", "", "professional")
	if err != nil {
		t.Fatal(err)
	}
	best := rows[0]
	for _, r := range rows {
		if r.Searches*r.Relevance > best.Searches*best.Relevance && r.Reach != "native" {
			best = r
		}
	}
	must(t, w, sim.Command{Shop: shop, Amend: &sim.AmendListing{Listing: listing, Title: &best.Text}})
	run(t, w, 10)
	if n := listingsOf(t, w, shop)[0].Total; n == 0 {
		t.Errorf("with the keyword %q it still sells nothing", best.Text)
	}
}

// Every count of the funnel is at most that of the step before it, on every day and for every keyword.
func TestTheFunnelNarrows(t *testing.T) {
	w, shop, listing := fair(t, func(w *sim.World, shop, listing int) {
		must(t, w, sim.Command{Shop: shop, Advertise: &sim.Advertise{Listing: listing, Query: "bowl", Bid: 80, Budget: 2000}})
		must(t, w, sim.Command{Shop: shop, Advertise: &sim.Advertise{Listing: listing, Query: "craft", Bid: 80, Budget: 2000}})
	})
	f, err := w.Funnel(shop, listing)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.History) == 0 || len(f.Queries) != 4 || len(f.Steps) != 4 {
		t.Fatalf("%+v", f)
	}
	for _, d := range f.History {
		if d.Searches < d.Shown || d.Shown < d.Clicks || d.Clicks < d.Orders {
			t.Errorf("day %+v", d)
		}
	}
	for _, q := range f.Queries {
		const slack = 1e-9
		if q.Searches < q.Shown-slack || q.Shown < q.Clicks-slack || q.Clicks < q.Orders-slack {
			t.Errorf("keyword %+v", q)
		}
		if want := q.Query == "bowl" || q.Query == "craft"; q.Sponsored != want {
			t.Errorf("%s is sponsored: %t", q.Query, q.Sponsored)
		}
	}
}

// The shopper's page: sponsored places first, mine marked, ranks without gaps; and looking changes nothing.
func TestTheSearchPage(t *testing.T) {
	w, shop, listing := fair(t, func(w *sim.World, shop, listing int) {
		must(t, w, sim.Command{Shop: shop, Advertise: &sim.Advertise{Listing: listing, Query: "bowl", Bid: 80, Budget: 9000}})
		must(t, w, sim.Command{Shop: shop, Coupon: &sim.GiveCoupon{Listing: listing, ShareBP: 1000, Days: 30}})
	})
	before := snapshot(t, w)
	p, err := w.Search(shop, "north", "bowl")
	if err != nil {
		t.Fatal(err)
	}
	if p.Total != 8 || len(p.Hits) != 9 || !p.Hits[0].Sponsored || !p.Hits[0].Mine || p.Hits[0].Coupon != 1000 || p.Hits[0].Price != 6210 || p.Hits[0].Was != 6900 {
		t.Errorf("%+v", p)
	}
	for i, h := range p.Hits[1:] {
		if h.Place != i+1 || h.Sponsored || h.Mine != (h.Listing == listing) {
			t.Errorf("hit %d: %+v", i, h)
		}
	}
	ads, err := w.Ads(shop)
	if err != nil {
		t.Fatal(err)
	}
	if len(ads.Rows) != 1 || ads.Rows[0].Shown == 0 || ads.Rows[0].Place != 1 || len(ads.Days) == 0 {
		t.Errorf("%+v", ads)
	}
	rows, err := w.Keywords(shop%w.Shops()+1, "north", "bowl", "", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Query == "bowl" && (r.Bid != 81 || !r.Covered || r.Rivals != 7) || r.Query != "bowl" && r.Bid != 10 {
			t.Errorf("keyword %+v", r)
		}
	}
	if string(before) != string(snapshot(t, w)) {
		t.Error("looking changed the world")
	}
	for _, query := range []string{"", "ware", "wok"} {
		if _, err := w.Search(shop, "north", query); err == nil {
			t.Errorf("there is a page for %q", query)
		}
	}
}
