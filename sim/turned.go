package sim

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

// haul is goods on their way back from a border to the stock that they came from.
type haul struct {
	Good, Place int
	Pieces      int64
	Value       int64
	Quality     float64
	Due         int
}

// turned is a parcel that was not let in, or refused at the door.
type turned struct {
	Key     uint64
	Day     int
	Freight int64 // back, or the fee for destroying it; home currency
	Left    bool  // it was not worth its way back
}

// wayBack is what it costs to bring a parcel of an offer back, by the tariff of a customs period; home currency.
func (w *World) wayBack(o *offer, l *lane) (int64, error) {
	a, err := money.FromDecimal(w.laden(l, o).freight.Mul(l.home).Mul(decimal.NewFromFloat(w.s.Border.Back.Share)), w.currencies[0], money.HalfUp)
	return a.Minor, err
}

// backOn is when goods of a listing that are turned back on a day are in stock again.
func (w *World) backOn(listing uint32, day int) int {
	bits := draw.New(w.st.Seed, drawBack).At(w.st.Listings[listing].Key, uint16(day), 0)
	return day + w.tables.back.Days(uint32(bits), usual)
}

// turn ends the way of a parcel that customs does not let in or its buyer refuses: it goes back at the shop's cost, is left
// to be destroyed, or is seized. No carrier and no insurer pays for it.
func (w *World) turn(p parcel, o *offer, s *posting, e end) {
	sh := &w.st.Shops[o.Shop]
	n := w.today.left.of(o.Listing)
	sh.Tally.UnderWay -= int64(o.Pieces)
	t := turned{Key: p.Key, Day: w.st.Day}
	switch e {
	case sentBack:
		sh.Tally.SentBack++
		w.st.Totals.SentBack++
	case seized:
		sh.Tally.Seized++
		w.st.Totals.Seized++
	case turnedAway:
		sh.Tally.Refused++
		w.st.Totals.Refused++
	}
	if e == seized {
		n.gone += int64(o.Pieces)
	} else {
		t.Freight = o.known(w.period(int(p.Placed))).Back
		if t.Left = int64(o.Pieces)*w.pieceCost(sh, o) <= t.Freight; !t.Left {
			n.back += int64(o.Pieces)
			n.made += int64(o.Pieces) * int64(p.Made)
			n.place = int(o.Place)
		} else {
			t.Freight = w.s.Border.Back.Abandon.Minor
			n.gone += int64(o.Pieces)
		}
		s.wayBack += t.Freight
	}
	if sh.Bot == "" {
		sh.Turned = append(sh.Turned, t)
	}
}

// takeTurned takes what was turned back or seized today out of the cost of what a listing's shop has on its way to buyers,
// and returns how much it was.
func (w *World) takeTurned(listing uint32, n *left, cost int64, s *posting) int64 {
	back, gone := mulDiv(cost, n.back, n.pieces()), mulDiv(cost, n.gone, n.pieces())
	s.backCost += back
	s.goneCost += gone
	if n.back > 0 {
		l := &w.st.Listings[listing]
		sh := &w.st.Shops[l.Shop]
		sh.Hauls = append(
			sh.Hauls,
			haul{
				Good:    int(l.Good),
				Place:   n.place,
				Pieces:  n.back,
				Value:   back,
				Quality: float64(n.made) / float64(255*n.back),
				Due:     w.backOn(listing, w.st.Day),
			},
		)
		sh.broughtBack(int(l.Good), back)
	}
	return back + gone
}

// broughtBack takes goods that come back out of what was exported and is not yet claimed for.
func (sh *shop) broughtBack(good int, value int64) {
	if sh.Exported != nil {
		sh.Exported[good] = max(sh.Exported[good]-value, 0)
	}
}

// unload takes in what has come back.
func (w *World) unload(n int, sh *shop) error {
	kept := sh.Hauls[:0]
	for _, h := range sh.Hauls {
		if h.Due > w.st.Day {
			kept = append(kept, h)
			continue
		}
		sh.Stock[h.Good][h.Place].add(h.Pieces, h.Value, h.Quality)
		if err := sh.Book.Move(w.st.Day, ledger.CameBack, ledger.Ref{}, h.Value, ledger.Inventory, ledger.InTransit); err != nil {
			return err
		}
		w.event(n, Event{Kind: "came_back", Good: w.s.Goods[h.Good].ID, Count: h.Pieces, Minor: h.Value, Money: string(w.currencies[0])})
	}
	sh.Hauls = kept
	return nil
}

// turnedOf is what became of a parcel that was not let in or refused, or nil.
func (sh *shop) turnedOf(key uint64) *turned {
	for i := len(sh.Turned) - 1; i >= 0; i-- {
		if sh.Turned[i].Key == key {
			return &sh.Turned[i]
		}
	}
	return nil
}

// underWay are the orders that have not come to their end.
func (t *tally) underWay() int64 {
	return t.Orders - t.Delivered - t.Lost - t.SentBack - t.Seized - t.Refused
}
