package sim_test

import (
	"errors"
	"testing"

	"chuhai/sim"
	"chuhai/sim/customs"
)

// underTerm is the small world in which shop 1 sells its dear vases under a term of delivery, played to its end.
func underTerm(t *testing.T, term string, each func(*sim.World)) *sim.World {
	t.Helper()
	w := smallEmpty(t, 2026)
	furnish(t, w, func() {})
	must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 3, Term: &term}})
	for !w.Over() {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
		each(w)
	}
	return w
}

// A vase of 219.00 EUR comes above the low-value limit. Delivered duty paid, the shop bears duty, import VAT and brokerage.
// Delivered at place, the buyer is asked for them at the door, and the more they are beside what he has paid the likelier he
// refuses: the vase goes back at the shop's cost, he gets his money back, and some leave one star.
func TestBuyersRefuseWhatCostsExtraAtTheDoor(t *testing.T) {
	w := smallEmpty(t, 2026)
	furnish(t, w, func() {})
	of := func(term string) *sim.Quote {
		q, err := w.Quote(1, sim.PublishListing{Good: "vase", Marketplace: "west", Service: "air-de", Price: 21_900, Promise: 7, Term: term}, 24_000)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	paid, place := of("DDP"), of(customs.DAP)
	if paid.AtDoor || paid.Refused != 0 || paid.Border == 0 {
		t.Errorf("duty paid: %+v", paid)
	}
	// by hand: 0.02 + 0.5 × door ÷ 219.00, in 1/65536
	want := 0.02 + 0.5*float64(place.Door.Minor)/21_900
	if !place.AtDoor || place.Door.Minor == 0 || place.Border != 0 || place.Refused < want-0.0001 || place.Refused > want+0.0001 || place.Refusal <= place.Postage {
		t.Errorf("at place: %+v, want a chance of refusal of %.4f", place, want)
	}
	for _, l := range place.Lines {
		if l.Payer == "seller_carrier" {
			t.Errorf("the shop pays %s under DAP", l.Rule)
		}
	}
	w = underTerm(t, customs.DAP, func(w *sim.World) {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int64{}
		for _, o := range w.Orders(1, 10_000) {
			count[o.Status]++
		}
		if count["refused"] != v.Refused || count["lost"] != v.Lost || count["ordered"]+count["in_transit"]+count["held"] != v.UnderWay {
			t.Fatalf("day %d: the orders tell %v; the shop has %d refused, %d lost, %d under way", w.Day(), count, v.Refused, v.Lost, v.UnderWay)
		}
	})
	refused, starred := 0, 0
	for _, row := range w.Orders(1, 10_000) {
		if row.Status != "refused" {
			continue
		}
		refused++
		if row.Stars == 1 {
			starred++
		}
		life, err := w.Order(1, row.Number)
		if err != nil {
			t.Fatal(err)
		}
		if a := life.Account; row.Good != "vase" || a.Repaid != a.Price-a.VAT || a.Back <= 0 || a.Border != 0 || a.Cost != 0 || a.Profit >= 0 {
			t.Errorf("a refused order: %+v", a)
		}
	}
	if refused == 0 || starred == 0 {
		t.Errorf("%d refused, %d left one star", refused, starred)
	}
	if n := underTerm(t, "DDP", func(*sim.World) {}).Totals(); n.Refused != 0 {
		t.Errorf("duty paid, %d are refused", n.Refused)
	}
}

// A term that nobody knows is refused at its field.
func TestATermIsRefusedAtItsField(t *testing.T) {
	w := smallEmpty(t, 2026)
	furnish(t, w, func() {})
	term := "CIF"
	var r *sim.Rejection
	if err := w.Apply(sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Term: &term}}); !errors.As(err, &r) || r.Field != "term" {
		t.Errorf("%v", err)
	}
}
