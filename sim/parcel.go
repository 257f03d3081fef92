package sim

import "chuhai/sim/draw"

// segment and number within a day share 16 bits of an order's key.
const numberBits = 13

// orderKey is the key of the first order that a segment places with a listing on a day; the others' run on from it.
func orderKey(listing uint32, day, segment int) uint64 {
	return draw.Key(listing, uint16(day), uint16(segment<<numberBits))
}

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
	for legs := range due.LegEnd {
		for p := range due.LegEnd[legs].all() {
			if w.blocked(&p, legs) {
				continue
			}
			p.Legs++
			o := &w.st.Offers[p.Offer]
			if w.tables.ways[o.Service].customs == int8(p.Legs) {
				if held, err := w.clear(p, o); err != nil || held {
					if err != nil {
						return err
					}
					continue
				}
			}
			w.onward(p, o)
		}
	}
	for p := range due.Released.all() {
		if o := &w.st.Offers[p.Offer]; p.stopped() != passes {
			w.deliver(p, o)
		} else {
			w.onward(p, o)
		}
	}
	return w.costOfGoods()
}

// clear takes a parcel through import customs and reports whether it is held there.
func (w *World) clear(p parcel, o *offer) (held bool, err error) {
	c, err := w.borderTerms(o, w.period(w.st.Day))
	if err != nil {
		return false, err
	}
	s := w.takings(o.Listing)
	s.cleared++
	what, hold := w.examine(p, o, w.watching(int(o.Shop), w.tables.borders[o.Market]))
	if what == released {
		s.account += c.Account
		s.carrier += c.Carrier
		return false, nil
	}
	if !w.rule(&p, o, c, what).stops() { // what does not come in owes nothing
		s.account += c.Account
		s.carrier += c.Carrier
	}
	s.inspected++
	at := w.st.Day + hold
	w.breaks(p, &w.st.Offers[p.Offer], at)
	w.await(&w.on(at).Released, p, at, stageHeld)
	return true, nil
}

// onward starts a parcel's next leg, or delivers it.
func (w *World) onward(p parcel, o *offer) {
	way := &w.tables.ways[o.Service]
	if int(p.Legs) == len(way.legs) {
		w.deliver(p, o)
		return
	}
	leg, k, open := way.legs[p.Legs], (*shock)(nil), true
	if len(w.st.Shocks) > 0 {
		leg, k, open = w.passage(leg, w.st.Day)
	}
	if !open {
		w.waits(k, p, o, &w.on(w.st.Day+1).Released)
		return
	}
	at := w.st.Day + w.today.wait[leg] + w.net.Legs[leg].Transit(uint32(w.order.Bits(p.Key)>>(12*p.Legs)), w.today.slow[leg])
	w.breaks(p, o, at)
	w.st.Starting[leg] += int64(w.s.Goods[o.Good].Grams) * int64(o.Pieces)
	legs := p.Legs
	if k != nil {
		w.diverted(k, way.legs[legs], o)
		p.Legs |= onDetour
	}
	w.await(&w.on(at).LegEnd[legs], p, at, int(legs))
}

// onDetour marks a parcel that goes by a detour, beside the count of its legs.
const onDetour = 1 << 7

// blocked lets a parcel at the end of a leg wait aboard while the leg is closed, and reports it. One that came by a detour
// has passed.
func (w *World) blocked(p *parcel, legs int) bool {
	if p.Legs&onDetour != 0 {
		p.Legs &^= onDetour
		return false
	}
	if len(w.st.Shocks) == 0 {
		return false
	}
	o := &w.st.Offers[p.Offer]
	k, _ := w.closedBy(w.tables.ways[o.Service].legs[legs], w.st.Day)
	if k == nil {
		return false
	}
	w.waits(k, *p, o, &w.on(w.st.Day + 1).LegEnd[legs])
	return true
}

// deliver hands a parcel to its buyer, or writes it off as lost, and draws what follows.
func (w *World) deliver(p parcel, o *offer) {
	sh := &w.st.Shops[o.Shop]
	s := w.takings(o.Listing)
	vat := o.vat(w.period(int(p.Placed)))
	net := o.Price - vat
	if !w.owesVAT(int(o.Market), int(o.Place)) {
		vat = 0 // the marketplace pays it
	}
	f := w.fate(p, w.st.Day)
	var rides, repaid bool
	if f.waiting {
		rides, repaid = w.ended(p, &f)
	}
	if f.asked > 0 {
		w.query(f.asked, ask{Parcel: p, Delivered: uint16(w.st.Day), Kind: f.asks, After: true})
		rides = f.rides()
	}
	if f.refused {
		w.turnAway(p, o, s, &f, net)
		return
	}
	if f.lost {
		switch {
		case repaid: // the buyer was repaid while the parcel was under way: what he got back was a sale
			s.delivered += net
			s.vat += vat
			w.collect(sh, o, vat)
			s.fees += o.Fee
			s.charges += o.Charge
		case w.asked(o): // where the shop answers, the buyer's ticket decides
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
		gone := &w.today.left[o.Listing]
		gone.lost += int64(o.Pieces)
		if c := w.s.Services[o.Service].Claim; c != nil {
			gone.claimable += int64(o.Pieces)
			gone.limit += c.Limit.Minor
			gone.days = max(gone.days, c.Days)
		}
		sh.Tally.UnderWay -= int64(o.Pieces)
		sh.Tally.Lost++
		w.st.Totals.Lost++
		return
	}
	s.delivered += net
	s.vat += vat
	w.collect(sh, o, vat)
	s.fees += o.Fee
	s.charges += o.Charge
	s.arrive++
	w.today.left[o.Listing].delivered += int64(o.Pieces)
	sh.Tally.UnderWay -= int64(o.Pieces)
	sh.Tally.Delivered++
	w.st.Totals.Delivered++
	if sh.Accounts != nil {
		a := &sh.Accounts[o.Market].Today
		a.Orders++
		a.Late += bit(f.late && !w.managed(int(o.Market)))
		a.Untracked += bit(f.unseen)
	}
	if !f.late && !f.damaged && !f.charged && o.seen(p.Made) >= plainGrade-gladness {
		sh.glad(o.Market)
	}
	if f.late {
		sh.Tally.Late++
		w.st.Totals.Late++
	}
	if f.star > 0 && !rides {
		w.on(f.reviewed).Reviews.add(&w.today.spare.reviews, review{o.Listing, uint8(f.star)})
	}
	if f.returned > 0 {
		w.on(f.returned).Returns.add(&w.today.spare.parcels, p)
	}
}

// costOfGoods takes what was delivered or lost today out of the goods on their way to buyers, at their average cost.
func (w *World) costOfGoods() error {
	for i, n := range w.today.left {
		if n == (left{}) {
			continue
		}
		l := &w.st.Listings[i]
		cost := w.st.Shops[l.Shop].Shipped[l.Good].take(n.pieces())
		lost := mulDiv(cost, n.lost, n.pieces())
		s := w.takings(uint32(i))
		if n.back+n.gone > 0 {
			cost -= w.takeTurned(uint32(i), &n, cost, s)
		}
		if owed, days := w.claimed(&n, lost); owed > 0 {
			sh := &w.st.Shops[l.Shop]
			sh.Claims = append(sh.Claims, claim{w.st.Day + days, owed})
		}
		s.lostCost += lost
		s.soldCost += cost - lost
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

// fate draws what becomes of a parcel that reaches its buyer on a day. It depends on nothing but the parcel and the day.
func (w *World) fate(p parcel, day int) (f fate) {
	o := &w.st.Offers[p.Offer]
	r2 := w.after.Bits(p.Key)
	r3 := draw.Mix(r2 + 1)
	f.lost = uint32(r3>>48) < w.tables.ways[o.Service].loss || p.stopped() != passes
	if w.asked(o) {
		w.afterwards(&f, p, o, day)
	}
	if f.lost || o.DAP && w.refuses(&f, p, o, day) {
		return f
	}
	f.late = day-int(p.Placed) > int(o.Promise)
	bad, share, seen := f.late || f.damaged || f.charged, w.tables.reviews[0], o.seen(p.Made)
	if bad {
		share = w.tables.reviews[1]
	}
	if o.Card {
		share += w.tables.care.cards
	}
	if uint32(r2&0xFFFF) < share {
		f.star = w.tables.stars.Draw(uint32(r2>>16&0xFFFF), uint32(r2>>32&0xFF), bad, seen)
		f.pleased = w.tables.stars.Draw(uint32(r2>>16&0xFFFF), uint32(r2>>32&0xFF), false, seen)
		f.reviewed = day + 1 + int((r2>>40&0xFF)*uint64(w.s.Behaviour.ReviewLag)>>8)
	}
	if f.asked == 0 && !f.waiting && uint32(r2>>48) < w.tables.returns[w.st.Listings[o.Listing].Set][seen] {
		f.returned = day + 3 + int((r3>>16&0xFF)*uint64(w.s.Behaviour.ReturnLag)>>8)
	}
	return f
}

// dispatch hands a batch of parcels to the carrier.
func (w *World) dispatch(b batch) error {
	o := &w.st.Offers[b.Offer]
	s := w.takings(o.Listing)
	carbon := w.tables.ways[o.Service].carbon[o.Good]
	if len(o.Cuts) == 0 {
		if err := w.handOver(s, o, int64(b.Count), carbon); err != nil {
			return err
		}
	}
	for p := range w.parcels(&b) {
		k := &w.st.Offers[p.Offer]
		if len(o.Cuts) > 0 {
			if err := w.handOver(s, k, 1, carbon); err != nil {
				return err
			}
		}
		w.onward(p, k)
	}
	return nil
}

// handOver counts and charges parcels of an offer that go to the carrier today.
func (w *World) handOver(s *posting, o *offer, parcels, carbon int64) error {
	postage, err := w.postage(o)
	if err != nil {
		return err
	}
	s.postage += parcels * postage
	s.dispatch += parcels
	w.st.Totals.Dispatched += parcels
	w.st.Shops[o.Shop].Carbon += parcels * int64(o.Pieces) * carbon
	return nil
}

// postage is an offer's postage, with the warehouse's pick and pack, in the home currency today.
func (w *World) postage(o *offer) (int64, error) {
	f, err := w.fixing()
	if err != nil {
		return 0, err
	}
	v, err := f.Value(int(o.Postal), w.carriage(int(o.Service), int(o.Good), int(o.Pieces)))
	if err != nil || o.Place == 0 {
		return v, err
	}
	h := &w.s.Warehouses[o.Place-1]
	pick, err := f.Value(w.currencyOf(h.Currency), h.PickPack*int64(o.Pieces))
	return v + pick, err
}
