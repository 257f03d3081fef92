// Package sim is the engine: worlds in which shops trade across borders, day by day.
//
// A World is a pure function of its scenario, its seed and the commands applied to it. It does no I/O, reads no clock
// and shares nothing; the same inputs give the same bits on every processor. A World is not safe for concurrent use.
//
// Money is in minor units. The home currency has index 0 among a book's currencies.
package sim

import (
	"iter"

	"chuhai/sim/health"
	"chuhai/sim/ledger"
	"chuhai/sim/scenario"
)

// Purposes of draws. A number is never given a second meaning.
const (
	drawDemand = iota + 1
	drawOrder
	drawAfter
	drawLead
	drawFreight
	drawBot
	drawCare
	drawPieces
	drawClicks
	drawShock
	drawLaw
	drawSpoil
	drawBack
	drawBerth
)

// maxOrders is how many orders a shop can look back on.
const maxOrders = 5000

// maxLegs is the greatest number of legs of a service or freight: each takes 12 of an order's 64 bits.
const maxLegs = scenario.MaxLegs

// state is everything that changes. It holds values only, so that encoding it is a snapshot.
type state struct {
	Seed     uint64
	Day      int // days that have passed
	Shops    []shop
	Listings []listing
	Offers   []offer
	Sets     [][]uint32 // listing numbers by choice set
	Calendar calendar
	Load     []int64    // grams that started on each leg yesterday
	Slow     [][]uint16 // by day and leg: the congestion multiplier in 1/256 that held
	Starting []int64    // and today
	Queues   [][]queued // by leg: consignments that wait for room
	Jams     []jam
	Checksum uint64 // of every offer made and every entry put into the calendar
	Digests  []string
	Totals   Totals
	Shocks   []shock // in the order in which they were told
}

// Totals count what has happened in a world.
type Totals struct {
	Orders, Dispatched, Cleared, Inspected, Delivered, Late, Lost, Reviews, Stars, Returns int64
	SentBack, Seized                                                                       int64 // by customs
	Refused                                                                                int64 // at the door
}

// quality is the quality of the piece in the parcel, 0..1.
func (p *parcel) quality() float64 { return float64(p.Made) / 255 }

// grade is a quality as a parcel keeps it.
func grade(quality float64) uint8 { return uint8(float64(min(max(quality, 0), 1)*255) + 0.5) }

// offer is the terms of a listing from one change to the next, for orders of so many pieces; orders point to it. Where
// orders differ in size, the offers of a listing for one piece, two and so on follow each other. What every day asks for
// comes first, in one line of the processor's cache, and the rest fills another.
type offer struct {
	Listing  uint32
	Shop     uint16
	Market   uint16
	Good     uint16
	Service  uint16
	Declared uint16 // the shop's declaration of it, plus one; 0: its forwarder's
	Place    uint8  // stock it sells from: 0 home, else 1 + warehouse
	Promise  uint8
	Claim    uint8 // grade that buyers take it for
	Pieces   uint8
	Sizes    uint8   // of orders: how many offers there are for them from this one on
	Postal   uint8   // index of the tariff's currency
	Lacks    uint8   // what becomes of it for want of a document: see World.lacks
	Card     bool    // parcels hold a card that asks for a review
	Wrong    bool    // its declaration says something else than is so
	DAP      bool    // the buyer pays at the door what the border asks
	Price    int64   // of the order, as the buyer pays it: its goods and the shipping that is charged
	Net      int64   // asked for a piece after today's discounts
	LogPrice float64 // ln(what a single piece costs the buyer / the category's reference price)
	Fee      int64   // commission, marketplace currency
	Charge   int64   // for payment and closing, marketplace currency; kept on a refund

	Unit    int64     // asked for a piece
	FeeBack int64     // of the commission, on a refund
	Cuts    []uint32  // of the offer for one piece: draws of 16 bits below which an order has at most 1, 2, … pieces
	Charges []charges // of the customs periods in which it was needed
}

// goods are the goods' part of an offer's price.
func (o *offer) goods() int64 { return int64(o.Pieces) * o.Net }

// charges is what the border takes from one parcel in one customs period.
type charges struct {
	Period  int
	VAT     int64  // inside the price, kept by the marketplace; marketplace currency
	Account int64  // charged to the shop's marketplace account; marketplace currency
	Carrier int64  // disbursed by the carrier and invoiced; home currency
	Evaded  int64  // what a wrong declaration saves; home currency, as what follows
	Penalty int64  // on it, when it is found
	Fine    int64  // for what is missing, when it is found
	Back    int64  // freight back, when it is not let in or refused
	Door    int64  // asked of the buyer at the door; marketplace currency
	Refuse  uint32 // draws below refuse the parcel then
}

// listing is a good as a shop sells it on a marketplace. What every day asks for comes first.
type listing struct {
	Shop, Market, Good, Set uint16
	Key                     uint32 // of its draws: shop and number within the shop, so that no shop's luck hangs on another's listings
	Offer                   uint32
	Published               uint16
	Active                  bool
	Barred                  uint8  // why it is not shown though it is active; 0: it is
	Stocked                 bool   // as of the last day's end
	DAP                     bool   // delivered without duty and tax, where it crosses a border
	Samples                 uint16 // given to reviewers so far
	Quality                 float64
	Reviews, Stars          int
	Week                    int   // the sum of Recent
	Retail                  int64 // what the buyer pays where the marketplace sets it

	Recent  [7]uint16    // orders of the last seven days, by day modulo seven
	Seen    int          // shoppers who saw it in results in the last seven days
	Total   int64        // orders
	Lost    int64        // orders, to empty stock
	History []listingDay // the newest days, at least historyDays of them

	Festival entry
	Coupon   coupon
	Cards    int32 // that ask for a review, for parcels to come
	Fakes    int32 // bought among the reviews
	Ads      []ad
	Funnel   []funnelDay // the newest days, where shoppers search
	Words    wording
}

// historyDays is how many of its days a listing can look back on.
const historyDays = 30

// remember adds a day to the listing's history.
func (l *listing) remember(day int, d listingDay) {
	if len(l.History) == 2*historyDays {
		l.History = append(l.History[:0], l.History[historyDays:]...)
	}
	then := &l.Recent[day%len(l.Recent)]
	l.Week += int(d.Orders) - int(*then)
	*then = d.Orders
	l.History = append(l.History, d)
}

// sold are the orders of the last days, today included once it is remembered.
func (l *listing) sold(days int) int {
	sum := 0
	for _, d := range l.History[max(0, len(l.History)-days):] {
		sum += int(d.Orders)
	}
	return sum
}

// listingDay is a listing's past day.
type listingDay struct {
	Orders   uint16
	Rank     uint16
	Price    uint32
	Searches float32 // expected number of searchers who were shown the listing
}

// stock is pieces of one good at one place, at weighted average cost in the home currency.
type stock struct {
	Quantity int64
	Value    int64
	Quality  float64 // weighted average
}

// take removes pieces at average cost and returns their value.
func (s *stock) take(n int64) int64 {
	if n >= s.Quantity {
		v := s.Value
		s.Quantity, s.Value = 0, 0
		return v
	}
	v := mulDiv(s.Value, n, s.Quantity)
	s.Quantity -= n
	s.Value -= v
	return v
}

func (s *stock) add(n, value int64, quality float64) {
	if s.Quantity+n > 0 {
		s.Quality = (float64(s.Quality*float64(s.Quantity)) + float64(quality*float64(n))) / float64(s.Quantity+n)
	}
	s.Quantity += n
	s.Value += value
}

type purchase struct {
	Good, Supplier int
	Quantity       int64
	Cost           int64
	Placed, Due    int
	Done, Void     bool
	Left           int64 // pieces of it still in storage, where it was delivered into a warehouse
}

type consignment struct {
	Good, Freight int
	Quantity      int64
	Value         int64 // of the goods; then landed
	Quality       float64
	Sent          int
	Legs          int
	Due           int // end of the leg or hold
	Held          bool
	Insured       bool
	Spoilt        int64 // pieces that did not arrive, or not whole
	Wait          uint8 // onTheWay, or what it waits for
	Cleared       bool
	End           end   // that customs decided on
	Carriage      int64 // of Value, freight and insurance out
	Done          bool
	Arrived       int
	Left          int64 // pieces of it still in storage, first in first out
	Steps         []step
}

// step is a station of a consignment's way.
type step struct {
	Day  int
	Hub  string
	Kind string // departed, arrived, held, cleared, stocked, sent_back, seized
}

type shop struct {
	Name         string
	Bot          scenario.Temperament
	Opened       int
	Decided      int // day of the last decision
	Book         ledger.Book
	Stock        [][]stock // by good and place: 0 home, 1 + warehouse
	Shipped      []stock   // by good, on the way to buyers
	Purchases    []purchase
	Consigned    []consignment
	Declared     []declaration // how it declares goods, oldest first
	Found        []found       // by customs, oldest first
	Turned       []turned      // parcels of people's shops that were not let in, oldest first
	Hauls        []haul        // goods on their way back
	Listings     []uint32
	Sold         []batch // its orders as placed, oldest first; at least the newest maxOrders; of people's shops only
	Available    []int64 // by marketplace: proceeds out of the reserve, not yet paid out
	Marks        [milestones]int32
	Carbon       int64
	Care         care
	Law          standing
	Brand        []following      // by marketplace; nil without after-sales
	Accounts     []health.Account // by marketplace; nil without account health
	LateDays     int64            // days with an overdrawn account
	Tally        tally
	Reclaims     []release // recoverable VAT: Market holds nothing, Minor the amount; due on the day in Due
	Due          []int
	Daybook      daybook    // of people's shops only
	Deals        []deal     // conversions
	Contracts    []contract // forwards
	Payables     []payable  // to suppliers
	Loans        []loan     // from the bank
	Cover        cover
	Administered bool    // beyond its credit line
	Claims       []claim // on carriers and insurers that are not paid yet, in the order in which they arose
	Reorders     []reorder
	Exported     []int64 // by good: cost of what was exported this year and not yet claimed for
	Earlier      []int64 // the same of last year
	VAT          []int64 // collected and on no return yet, by marketplace and kind of supply; nil before the first
	Registered   []int   // by register: day of the first supply, −1 before it; nil likewise
	TaxReturns   []taxReturn
	TaxClaims    []taxClaim
	Income       incomeYear
	Events       []Event    // of the last day and of today
	Equity       []int64    // at each day's end, home currency
	Shipping     []shipping // by marketplace
}

// tally counts a shop's orders by where they are, and what was declared to customs and held: parcels and consignments.
type tally struct {
	Orders, Delivered, Late, Lost, Returned, Reviews, Stars, Cleared, Inspected int64
	SentBack, Seized                                                            int64 // by customs
	Refused                                                                     int64 // at the door
	UnderWay                                                                    int64 // pieces
	Corrected                                                                   int64 // declarations that customs found wrong or incomplete
}

// milestone is a fact that tasks ask for: an index into scenario.Milestones.
type milestone int

// The milestones, in the order of scenario.Milestones.
const (
	purchased milestone = iota
	received
	listed
	ordered
	dispatched
	cleared
	delivered
	reviewed
	settled
	converted
	consigned
	answered
	titled
	advertised
	entered
	papered
	checked
	declared
	forwarded
	stocked
	ways
	milestones
)

func (sh *shop) mark(what milestone, n int64) { sh.Marks[what] += int32(n) }

// remember keeps orders for their shop to look back on.
func (sh *shop) remember(b *batch) {
	if sh.Bot != "" {
		return
	}
	if len(sh.Sold) == 2*maxOrders {
		sh.Sold = append(sh.Sold[:0], sh.Sold[maxOrders:]...)
	}
	sh.Sold = append(sh.Sold, *b)
}

// newest are a shop's orders that it can look back on, as they were placed, newest first.
func (w *World) newest(sh *shop) iter.Seq[parcel] {
	return func(yield func(parcel) bool) {
		for i := len(sh.Sold) - 1; i >= 0; i-- {
			b := &sh.Sold[i]
			for k := int(b.Count) - 1; k >= 0; k-- {
				if !yield(w.parcel(b, k)) {
					return
				}
			}
		}
	}
}

// orderOf is one of them, by its number.
func (w *World) orderOf(sh *shop, number string) (parcel, bool) {
	for p := range w.newest(sh) {
		if OrderNumber(p.Key) == number {
			return p, true
		}
	}
	return parcel{}, false
}
