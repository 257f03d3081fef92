package sim

// terms are what the days of an offer's parcels ask of it, beside what today has brought so far: all of it in one line of
// the processor's cache, because tens of thousands of parcels a day meet it. They follow from the offer.
type terms struct {
	listing                      uint32
	grams                        uint32 // of a parcel
	shop, market, good, set, way uint16
	periods                      [2]uint16 // of vat, plus one; 0: not asked for yet
	promise, claim, pieces       uint8
	is                           property

	ordered, sent, letIn, delivered uint32   // orders placed today; parcels handed to the carrier, let in by customs, delivered
	next                            uint32   // another of the listing's offers of which today knows something, plus one, or noMore; 0: today knows nothing of this one
	vat                             [2]int32 // inside the price, of the newest even and odd customs period: a price is less than 2^31
	vatDelivered                    int64    // today
}

// property is something that makes an offer's parcels other than plain.
type property uint8

// The properties.
const (
	cared    property = 1 << iota // buyers put their questions to the shop
	rated                         // the marketplace counts what it delivers late or unseen
	followed                      // buyers who are glad may follow the shop
	carded                        // parcels hold a card that asks for a review
	suspect                       // declared wrong or incomplete
	sized                         // orders differ in size
	doorstep                      // the buyer pays at the door what the border asks
)

// termsOf are the terms of an offer. They stay where they are until those of a newer offer are asked for.
func (w *World) termsOf(id uint32) *terms {
	for int(id) >= len(w.today.terms) {
		w.today.terms = append(w.today.terms, w.termsFor(&w.st.Offers[len(w.today.terms)]))
	}
	return &w.today.terms[id]
}

func (w *World) termsFor(o *offer) terms {
	t := terms{
		listing: o.Listing,
		grams:   uint32(w.s.Goods[o.Good].Grams) * uint32(o.Pieces),
		shop:    o.Shop,
		market:  o.Market,
		good:    o.Good,
		set:     w.st.Listings[o.Listing].Set,
		way:     o.Service,
		promise: o.Promise,
		claim:   o.Claim,
		pieces:  o.Pieces,
	}
	for _, p := range []struct {
		what property
		is   bool
	}{
		{cared, w.asked(o)}, {rated, w.st.Shops[o.Shop].Accounts != nil}, {followed, w.st.Shops[o.Shop].Brand != nil}, {carded, o.Card},
		{suspect, o.Wrong || o.Lacks > 0}, {sized, o.Sizes > 1}, {doorstep, o.DAP},
	} {
		if p.is {
			t.is |= p.what
		}
	}
	return t
}

// noMore stands behind the last of a listing's offers of which today knows something.
const noMore = 1<<32 - 1

// touch takes an offer down among those of its listing of which today knows something.
func (w *World) touch(id uint32, t *terms) {
	if t.next == 0 {
		t.next, w.today.head[t.listing] = w.today.head[t.listing], id+1
	}
}

// vatOf is the value added tax inside the price of a parcel's order: it was assessed with the first order of its customs
// period.
func (w *World) vatOf(p *parcel, t *terms) int64 {
	period := w.periodOf[p.Placed]
	k := period & 1
	if t.periods[k] != period+1 {
		t.periods[k], t.vat[k] = period+1, int32(w.st.Offers[p.Offer].vat(int(period)))
	}
	return int64(t.vat[k])
}

// levied is what the border takes of the seller for a parcel of an offer that is cleared today.
type levied struct {
	period           int // plus one
	account, carrier int64
}

// levied also takes down the value added tax inside the price of what is ordered today, in the offer's terms.
func (w *World) levied(id uint32, t *terms, period int) (*levied, error) {
	w.today.levied = extended(w.today.levied, int(id)+1)
	l, k := &w.today.levied[id], period&1
	if l.period != period+1 || t.periods[k] != uint16(period)+1 {
		c, err := w.borderTerms(&w.st.Offers[id], period)
		if err != nil {
			return nil, err
		}
		*l = levied{period + 1, c.Account, c.Carrier}
		t.periods[k], t.vat[k] = uint16(period)+1, int32(c.VAT)
	}
	return l, nil
}

// comesTo is what a listing's day comes to; nil for nothing. It is asked once, at the end of the day.
func (w *World) comesTo(i int) (*posting, error) {
	d := &w.today
	if d.head[i] == noMore && d.sale.by[i] == nil && d.cost[i] == 0 && d.gone[i] == 0 {
		return nil, nil
	}
	s := d.sale.by[i] // what it comes to beside its offers' terms; nobody asks for that any more
	if s == nil {
		s = &d.sum
		*s = posting{}
	}
	s.orderedCost += d.cost[i]
	s.soldCost += d.gone[i]
	if d.head[i] == noMore && *s == (posting{}) {
		return nil, nil
	}
	for id := d.head[i]; id != noMore; {
		t := &d.terms[id-1]
		if err := w.sumUp(s, id-1, t); err != nil {
			return nil, err
		}
		id, t.next = t.next, 0
		t.ordered, t.sent, t.letIn, t.delivered, t.vatDelivered = 0, 0, 0, 0, 0
	}
	return s, nil
}

// sumUp adds what an offer's orders and parcels have come to today.
func (w *World) sumUp(s *posting, id uint32, t *terms) error {
	o, sh := &w.st.Offers[id], &w.st.Shops[t.shop]
	if t.ordered|t.letIn > 0 {
		period, ordered, letIn := w.period(w.st.Day), int64(t.ordered), int64(t.letIn)
		border, err := w.levied(id, t, period)
		if err != nil {
			return err
		}
		s.orders += ordered
		s.ordered += ordered * (o.Price - int64(t.vat[period&1]))
		s.cleared += letIn
		s.account += letIn * border.account
		s.carrier += letIn * border.carrier
	}
	if n := int64(t.sent); n > 0 {
		postage, err := w.postage(int(t.way), int(t.good), int(t.pieces))
		if err != nil {
			return err
		}
		s.dispatch += n
		s.postage += n * postage
		w.st.Totals.Dispatched += n
		sh.Carbon += n * int64(t.pieces) * w.tables.ways[t.way].carbon[t.good]
	}
	if n := int64(t.delivered); n > 0 {
		s.arrive += n
		s.delivered += n*o.Price - t.vatDelivered
		if w.owesVAT(int(o.Market), int(o.Place)) { // else the marketplace pays it
			s.vat += t.vatDelivered
			w.collect(sh, o, t.vatDelivered)
		}
		s.fees += n * o.Fee
		s.charges += n * o.Charge
		sh.Tally.UnderWay -= n * int64(t.pieces)
		sh.Tally.Delivered += n
		w.st.Totals.Delivered += n
	}
	return nil
}
