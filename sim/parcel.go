package sim

import "chuhai/sim/draw"

// maxOrdersOfDay is the most that a listing can sell in a day: the number within the day takes 16 bits of an order's key.
const maxOrdersOfDay = 1<<16 - 1

// orderKey is the key of the first order of a listing on a day; the others' run on from it.
func orderKey(listing uint32, day int) uint64 { return draw.Key(listing, uint16(day), 0) }

// dayOf is the day of an order's key.
func dayOf(key uint64) uint16 { return uint16(key >> 16) }

// Stages of a parcel's life in the checksum, beside the legs that it has travelled.
const (
	stageHeld    = 8
	stageOrdered = 9
	stageWaiting = 10
	stageAsked   = 10
)

// await puts a parcel on the agenda of a day.
func (w *World) await(b *bucket[parcel], p parcel, due, stage int) {
	b.add(&w.today.spare.parcels, p)
	w.fold(p.Key, p.Offer, due, stage, 1)
}

// fold takes an entry of the agenda into the checksum; the order of entries does not matter.
func (w *World) fold(key uint64, offer uint32, due, stage int, count int64) {
	w.st.Checksum += draw.Mix(key^uint64(due)<<40^uint64(stage)<<56^uint64(offer)) * uint64(count)
}

// move ends the legs that are due: customs, the next leg, or delivery.
func (w *World) move(due *agenda) error {
	shocked := len(w.st.Shocks) > 0
	for next := range due.LegEnd {
		for p := range due.LegEnd[next].drain(&w.today.spare.parcels) {
			if shocked && w.blocked(&p, next) {
				continue
			}
			p.Legs++
			t := w.termsOf(p.Offer)
			switch next {
			case toDoor:
				w.deliver(p, t)
				continue
			case toBorder:
				if held, err := w.clear(p, t); err != nil {
					return err
				} else if held {
					continue
				}
			}
			w.onward(p, t)
		}
	}
	for p := range due.Released.drain(&w.today.spare.parcels) {
		if t := w.termsOf(p.Offer); p.stopped() != passes {
			w.deliver(p, t)
		} else {
			w.onward(p, t)
		}
	}
	return w.costOfGoods()
}

// clear takes a parcel through import customs and reports whether it is held there.
func (w *World) clear(p parcel, t *terms) (held bool, err error) {
	what, hold := w.examine(p, t, w.watching(int(t.shop), w.tables.borders[t.market]))
	if what == released {
		w.touch(p.Offer, t)
		t.letIn++
		return false, nil
	}
	s, e := w.takings(t.listing), passes
	if t.is&suspect > 0 {
		o := &w.st.Offers[p.Offer]
		c, err := w.borderTerms(o, w.period(w.st.Day))
		if err != nil {
			return false, err
		}
		e = w.rule(&p, o, c, what)
	}
	if e.stops() { // what does not come in owes nothing
		s.cleared++
	} else {
		w.touch(p.Offer, t)
		t.letIn++
	}
	s.inspected++
	at := w.st.Day + hold
	if t.is&cared > 0 {
		w.breaks(p, t, at)
	}
	w.await(&w.on(at).Released, p, at, stageHeld)
	return true, nil
}

// onward starts a parcel's next leg, or delivers it.
func (w *World) onward(p parcel, t *terms) {
	hop := w.hop(t.way, p.Legs)
	if hop.transit == nil {
		w.deliver(p, t)
		return
	}
	pace, leg, round := &hop.pace, hop.leg, uint8(0)
	if len(w.st.Shocks) > 0 {
		by, cause, open := w.passage(int(leg), w.st.Day)
		if !open {
			w.waits(cause, p, t, &w.on(w.st.Day+1).Released)
			return
		}
		if cause != nil {
			w.diverted(cause, int(leg), &w.st.Offers[p.Offer])
			pace, leg, round = &w.today.paces[by], uint16(by), onDetour
		}
	}
	at := w.st.Day + int(pace.wait) + pace.transit.Days(uint32(w.order.Bits(p.Key)>>(12*p.Legs)), pace.slow)
	if t.is&cared > 0 {
		w.breaks(p, t, at)
	}
	w.st.Starting[leg] += int64(t.grams)
	legs := int(p.Legs)
	p.Legs |= round
	w.await(&w.on(at).LegEnd[hop.next], p, at, legs)
}

// onDetour marks a parcel that goes by a detour, beside the count of its legs.
const onDetour = 1 << 7

// blocked lets a parcel at the end of a leg wait aboard while the leg is closed, and reports it. One that came by a detour
// has passed.
func (w *World) blocked(p *parcel, next int) bool {
	if p.Legs&onDetour != 0 {
		p.Legs &^= onDetour
		return false
	}
	t := w.termsOf(p.Offer)
	k, _ := w.closedBy(int(w.tables.ways[t.way].legs[p.Legs]), w.st.Day)
	if k == nil {
		return false
	}
	w.waits(k, *p, t, &w.on(w.st.Day + 1).LegEnd[next])
	return true
}

// deliver hands a parcel to its buyer, or writes it off as lost, and draws what follows.
func (w *World) deliver(p parcel, t *terms) {
	var f fate
	w.draw(&f, p, t, w.st.Day)
	var rides, repaid bool
	if f.waiting {
		rides, repaid = w.ended(p, &f)
	}
	if f.asked > 0 {
		w.query(f.asked, ask{Parcel: p, Delivered: uint16(w.st.Day), Kind: f.asks, After: true})
		rides = f.rides()
	}
	if f.refused {
		o := &w.st.Offers[p.Offer]
		w.turnAway(p, o, w.takings(t.listing), &f, o.Price-w.vatOf(&p, t))
		return
	}
	if f.lost {
		w.lose(p, t, repaid)
		return
	}
	w.touch(p.Offer, t)
	t.delivered++
	t.vatDelivered += w.vatOf(&p, t)
	if f.late {
		w.st.Shops[t.shop].Tally.Late++
		w.st.Totals.Late++
	}
	if t.is&rated > 0 {
		a := &w.st.Shops[t.shop].Accounts[t.market].Today
		a.Orders++
		a.Late += bit(f.late && !w.managed(int(t.market)))
		a.Untracked += bit(f.unseen)
	}
	if t.is&followed > 0 && !f.late && !f.damaged && !f.charged && t.seen(p.Made) >= plainGrade-gladness {
		w.st.Shops[t.shop].Brand[t.market].Glad++
	}
	if f.star > 0 && !rides {
		w.on(f.reviewed).Reviews.add(&w.today.spare.reviews, review{t.listing, uint8(f.star)})
	}
	if f.returned > 0 {
		w.on(f.returned).Returns.add(&w.today.spare.parcels, p)
	}
}

// lose writes a parcel off.
func (w *World) lose(p parcel, t *terms, repaid bool) {
	s, o, sh := w.takings(t.listing), &w.st.Offers[p.Offer], &w.st.Shops[t.shop]
	vat := w.vatOf(&p, t)
	net := o.Price - vat
	switch {
	case repaid: // the buyer was repaid while the parcel was under way: what he got back was a sale
		s.delivered += net
		if w.owesVAT(int(o.Market), int(o.Place)) {
			s.vat += vat
			w.collect(sh, o, vat)
		}
		s.fees += o.Fee
		s.charges += o.Charge
	case t.is&cared > 0: // where the shop answers, the buyer's ticket decides
	case p.stopped() != passes:
		s.unsold += net
	default: // the marketplace repays the buyer
		s.lost += net
	}
	if p.stopped() != passes {
		w.turn(p, o, s, p.stopped())
		return
	}
	s.lostCount++
	gone := w.today.left.of(t.listing)
	gone.lost += int64(t.pieces)
	if c := w.s.Services[t.way].Claim; c != nil {
		gone.claimable += int64(t.pieces)
		gone.limit += c.Limit.Minor
		gone.days = max(gone.days, c.Days)
	}
	sh.Tally.UnderWay -= int64(t.pieces)
	sh.Tally.Lost++
	w.st.Totals.Lost++
}

// costOfGoods takes what was delivered or lost today out of the goods on their way to buyers, at their average cost.
func (w *World) costOfGoods() error {
	for i, first := range w.today.head {
		delivered := int64(0)
		for id := first; id != noMore; {
			t := &w.today.terms[id-1]
			delivered += int64(t.delivered) * int64(t.pieces)
			id = t.next
		}
		n := w.today.left.by[i]
		if delivered == 0 && n == nil {
			continue
		}
		l := &w.st.Listings[i]
		sh := &w.st.Shops[l.Shop]
		if n == nil {
			w.today.gone[i] = sh.Shipped[l.Good].take(delivered)
			continue
		}
		n.delivered = delivered
		cost := sh.Shipped[l.Good].take(n.pieces())
		lost := mulDiv(cost, n.lost, n.pieces())
		if n.back+n.gone > 0 {
			cost -= w.takeTurned(uint32(i), n, cost, w.takings(uint32(i)))
		}
		if owed, days := w.claimed(n, lost); owed > 0 {
			sh.Claims = append(sh.Claims, claim{w.st.Day + days, owed})
		}
		if lost > 0 {
			w.takings(uint32(i)).lostCost += lost
		}
		w.today.gone[i] = cost - lost
	}
	return nil
}

// fate is what becomes of a parcel at its buyer's door.
type fate struct {
	lost, late bool
	refused    bool // at the door: lost to the shop's sale
	star       int  // 0: no review
	reviewed   int  // day
	returned   int  // day; 0: kept

	damaged bool // with after-sales, as all below
	charged bool // the carrier asked the buyer for what the shop pays
	unseen  bool // no scan at the door
	waiting bool // the buyer asked for the parcel while it was under way
	pleased int  // stars in place of star when a question ends well
	asks    uint8
	asked   int // day on which the buyer asks; 0: no question
}

// rides reports whether the review waits for the answer to the buyer's question.
func (f *fate) rides() bool { return f.asked > 0 && f.star > 0 && f.reviewed >= f.asked }

// fate is what becomes of a parcel that reaches its buyer on a day.
func (w *World) fate(p parcel, day int) (f fate) {
	w.draw(&f, p, w.termsOf(p.Offer), day)
	return f
}

// draw draws what becomes of a parcel that reaches its buyer on a day. It depends on nothing but the parcel and the day.
func (w *World) draw(f *fate, p parcel, t *terms, day int) {
	r2 := w.after.Bits(p.Key)
	r3 := draw.Mix(r2 + 1)
	f.lost = uint32(r3>>48) < w.tables.ways[t.way].loss || p.stopped() != passes
	if t.is&cared > 0 {
		w.afterwards(f, p, t, day)
	}
	if f.lost || t.is&doorstep > 0 && w.refuses(f, p, &w.st.Offers[p.Offer], day) {
		return
	}
	f.late = day-int(p.Placed) > int(t.promise)
	bad, share, seen := f.late || f.damaged || f.charged, w.tables.reviews[0], t.seen(p.Made)
	if bad {
		share = w.tables.reviews[1]
	}
	if t.is&carded > 0 {
		share += w.tables.care.cards
	}
	if uint32(r2&0xFFFF) < share {
		f.star = w.tables.stars.Draw(uint32(r2>>16&0xFFFF), uint32(r2>>32&0xFF), bad, seen)
		if t.is&cared > 0 {
			f.pleased = w.tables.stars.Draw(uint32(r2>>16&0xFFFF), uint32(r2>>32&0xFF), false, seen)
		}
		f.reviewed = day + 1 + int((r2>>40&0xFF)*uint64(w.s.Behaviour.ReviewLag)>>8)
	}
	if f.asked == 0 && !f.waiting && uint32(r2>>48) < w.tables.returns[t.set][seen] {
		f.returned = day + 3 + int((r3>>16&0xFF)*uint64(w.s.Behaviour.ReturnLag)>>8)
	}
}

// dispatch hands a batch of parcels to the carrier.
func (w *World) dispatch(b *batch) {
	t := w.termsOf(b.Offer)
	if t.is&sized == 0 {
		w.touch(b.Offer, t)
		t.sent += uint32(b.Count)
		p := b.parcel(0)
		for range b.Count {
			w.onward(p, t)
			p.Key++
		}
		return
	}
	for p := range w.parcels(b) {
		t := w.termsOf(p.Offer)
		w.touch(p.Offer, t)
		t.sent++
		w.onward(p, t)
	}
}
