package sim

import (
	"slices"

	"chuhai/sim/aftersales"
	"chuhai/sim/draw"
	"chuhai/sim/scenario"
)

// Kinds of tickets: indices into scenario.TicketKinds.
const (
	askWhere = iota
	askDamaged
	askCharge
	askNotAs
	askSize
	ticketKinds
)

// care is a shop's after-sales.
type care struct {
	Active  []ticket // open, or closed while the parcel or its review is still to come
	Past    []ticket // of people's shops: the newest maxTickets at least
	Opened  int      // tickets so far: their numbers run from 1
	InTime  int64    // tickets answered by their deadline
	Overdue int64    // and not
	Waited  int64    // days that those who were answered waited
	Resent  int64    // pieces
	Back    int64    // pieces that came back into stock
	Returns []uint8  // by marketplace: the place that returns go to; 0: none
}

// maxTickets is how many closed tickets a shop can look back on.
const maxTickets = 500

// ticket is a buyer's question and what becomes of it.
type ticket struct {
	Number    int
	Parcel    parcel
	Kind      uint8
	State     aftersales.State
	Opened    int
	Due       int // last day on which the shop can answer the ticket, or the dispute
	Answer    string
	Answered  int // day; -1: not
	Decide    int // day on which the buyer makes up his mind
	Disputed  int // day; -1: not
	Closed    int // day; -1: not
	Evidence  []string
	Back      int64 // paid back of the proceeds, marketplace currency
	Whole     bool  // the buyer has all of his money back
	Delivered int   // day; -1: not, or not yet
	Gone      bool  // the parcel is lost
	Unsold    bool  // and its price is still owed to the buyer
	Stars     uint8 // of the review of a discontent buyer; 0: none
	Pleased   uint8 // of a content one
	Reviewed  int   // day
	Given     uint8 // stars that were given
}

// over reports whether nothing of the ticket, its parcel and its review is still to come.
func (t *ticket) over() bool {
	return t.State.Closed() && (t.Delivered >= 0 || t.Gone) && (t.Stars == 0 || t.Given > 0)
}

// ask is a question on the agenda of the day on which it will be put.
type ask struct {
	Parcel    parcel
	Delivered uint16 // day; of parcels that are lost, the day on which they were
	Kind      uint8
	After     bool // asked after the parcel's end, not while it is under way
}

// find is the ticket of a parcel, or nil. The pointer holds until the next change.
func (c *care) find(key uint64) *ticket {
	for _, list := range [][]ticket{c.Active, c.Past} {
		for i := len(list) - 1; i >= 0; i-- {
			if list[i].Parcel.Key == key {
				return &list[i]
			}
		}
	}
	return nil
}

func (c *care) clone() care {
	out := *c
	out.Active, out.Past, out.Returns = slices.Clone(c.Active), slices.Clip(c.Past), slices.Clone(c.Returns)
	return out
}

// careTables are what after-sales need of a scenario, worked out once.
type careTables struct {
	kinds    [ticketKinds]*scenario.TicketKind
	damaged  []uint32            // by service: draws below are damaged
	unseen   []uint32            // by service: draws below have no scan at the door
	asks     [ticketKinds]uint32 // draws below ask, where they are concerned
	notAs    [256]uint32         // by grade as the buyer sees it
	size     []uint32            // by choice set
	doorstep uint32
	cards    uint32 // added to the share of deliveries that are reviewed, where a card asks for it
}

func (w *World) tabulateCare() *careTables {
	if !w.s.Uses(scenario.WithService) {
		return nil
	}
	a := &w.s.AfterSales
	t := &careTables{doorstep: draw.Threshold(a.Doorstep, drawBits), cards: draw.Threshold(a.Seeding.InsertLift, drawBits)}
	for i := range a.Tickets {
		k := slices.Index(scenario.TicketKinds, a.Tickets[i].ID)
		t.kinds[k] = &a.Tickets[i]
		t.asks[k] = draw.Threshold(a.Tickets[i].Chance, drawBits)
	}
	for i := range w.s.Services {
		c := &a.Carriers[slices.IndexFunc(a.Carriers, func(c scenario.CarrierRecord) bool { return c.Kind == w.s.Services[i].Kind })]
		t.damaged = append(t.damaged, draw.Threshold(c.Damaged, drawBits))
		t.unseen = append(t.unseen, draw.Threshold(1-c.Tracked, drawBits))
	}
	for seen := range t.notAs {
		short := max(float64(plainGrade-seen), 0) / 255
		t.notAs[seen] = draw.Threshold(float64(t.kinds[askNotAs].Chance*short), drawBits)
	}
	size := t.kinds[askSize]
	for _, id := range w.setOf {
		c := &w.s.Marketplaces[id.market].Categories[id.category]
		share := 0.0
		if slices.Contains(size.Categories, c.ID) {
			share = float64(size.Chance * c.ReturnRate)
		}
		t.size = append(t.size, draw.Threshold(share, drawBits))
	}
	return t
}

// plainGrade is a piece that is just what it was taken for.
const plainGrade = 128

// gladness is by how many grades a piece may fall short of what was expected, and its buyer still be glad.
const gladness = 16

// claim is the grade that buyers take an offer for by its price.
func (w *World) claim(logPrice float64) uint8 {
	if w.tables.care == nil {
		return plainGrade
	}
	e := &w.s.AfterSales.Expect
	return grade(e.Base + float64(e.Price*logPrice))
}

// seen is a piece's grade in the eyes of who bought it for the offer's claim: plainGrade when it is just that.
func (t *terms) seen(made uint8) uint8 {
	return uint8(min(max(int(made)+plainGrade-int(t.claim), 0), 255))
}

// late is when the buyer of a parcel that is not there on the promised day asks for it; 0: never.
func (w *World) late(p parcel) int {
	bits := draw.Mix(w.after.Bits(p.Key) + 3)
	if uint32(bits&0xFFFF) >= w.tables.care.asks[askWhere] {
		return 0
	}
	return int(p.Placed) + int(w.termsOf(p.Offer).promise) + w.lag(bits>>16)
}

// lag is 1 to the scenario's ask days, by eight bits.
func (w *World) lag(bits uint64) int {
	return 1 + int((bits&0xFF)*uint64(w.s.AfterSales.AskDays)>>8)
}

// breaks puts the question of a buyer whose parcel will not come on the promised day on the agenda: from today it will be
// on its way or held until the day at, which lies behind the promise.
func (w *World) breaks(p parcel, t *terms, at int) {
	day, promise := w.st.Day, int(p.Placed)+int(t.promise)
	if at <= promise {
		return
	}
	first := day == int(p.Placed)+w.s.Services[t.way].Handle && promise < day // the promise was over before the carrier had the parcel
	if day > promise && !first {
		return
	}
	if asked := w.late(p); asked > 0 {
		asked = max(asked, day+1)
		w.query(asked, ask{Parcel: p, Kind: askWhere})
	}
}

// asked reports whether an offer's buyers put their questions to the shop: where the marketplace sells in its own name, it
// answers them, and bears what becomes of parcels.
func (w *World) asked(o *offer) bool { return w.tables.care != nil && !w.managed(int(o.Market)) }

// afterwards adds to a parcel's fate what after-sales decide: damage, charges at the door, tracking and a question.
func (w *World) afterwards(f *fate, p parcel, of *terms, day int) {
	t := w.tables.care
	bits := draw.Mix(w.after.Bits(p.Key) + 2)
	asks := uint32(bits >> 32 & 0xFFFF)
	if promise := int(p.Placed) + int(of.promise); day > promise {
		asked := w.late(p)
		f.waiting = asked > 0 && asked <= day
	}
	if f.lost {
		if !f.waiting {
			f.asks, f.asked = askWhere, max(day, int(p.Placed)+int(of.promise))+w.lag(bits>>48)
		}
		return
	}
	f.damaged = uint32(bits&0xFFFF) < t.damaged[of.way]
	if c := w.st.Offers[p.Offer].known(w.period(int(p.Placed))); c != nil && c.Carrier > 0 {
		f.charged = uint32(bits>>16&0xFFFF) < t.doorstep
	}
	f.unseen = uint32(draw.Mix(bits+1)&0xFFFF) < t.unseen[of.way]
	seen, set := of.seen(p.Made), of.set
	kind := -1
	switch {
	case f.waiting:
	case f.damaged && asks < t.asks[askDamaged]:
		kind = askDamaged
	case f.charged && asks < t.asks[askCharge]:
		kind = askCharge
	case asks < t.notAs[seen]:
		kind = askNotAs
	case asks < t.notAs[seen]+t.size[set]:
		kind = askSize
	}
	if kind >= 0 {
		f.asks, f.asked = uint8(kind), day+w.lag(bits>>48)
	}
}
