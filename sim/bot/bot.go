// Package bot plays rival shops. A bot sees a View, which holds only what a student's desk shows, and answers with
// decisions that go through the same door as a student's.
//
// The three temperaments are kinds of people who open such a shop. The naive copy the cheapest rival, buy the least they
// can, forget what commission and tax take, and promise what usually holds. The heuristic add a margin to full cost,
// reorder at a point and promise what the carrier advertises. The informed price where profit is greatest, promise what
// nearly always holds, look ahead to announced duties, and send stock to a warehouse abroad when that pays in the days
// left. Within a temperament, habits differ from bot to bot, so that no two do the same on the same day.
package bot

import (
	"chuhai/sim/scenario"
)

// View is what a shop sees on a day. Money is in minor units of the home currency where nothing else is said.
type View struct {
	Day      int
	DaysLeft int   // with today
	Capital  int64 // paid in when the shop opened
	Cash     int64
	Wallets  []Wallet // foreign currencies held
	Goods    []Good
	// Plan compares the ways to send pieces of a good, each worth unit, to a warehouse; it is the desk's own planner.
	Plan func(good, pieces int, unit int64) []Freight

	Translations, Contents []Work // grades, the free one first; where shoppers search
	War                    int64  // 1/10,000 that shops of this temperament take off in a price war today
	WarDays                int    // that it goes on, with today

	Stranded []Stranded // consignments before a closed leg that can be sent round
	Tickets  []Ticket   // that wait for an answer
	Disputes []Dispute  // that wait for an answer
	Cases    []Case     // takedowns that wait for an answer
	Appeals  []Appeal   // accounts that are suspended
	Duties   []Duty     // of data protection, that wait for an answer
}

// Wallet is money in a foreign currency.
type Wallet struct {
	Currency string
	Minor    int64
}

// Good is a good with its suppliers, the shop's stock and its possible and present listings.
type Good struct {
	ID        string
	Suppliers []Supplier
	Home      Depot   // where suppliers deliver; Coming: ordered, not yet received
	Away      []Depot // the other warehouses; Coming: on the way there
	Markets   []Market
}

// Depot is a good's pieces at a place.
type Depot struct {
	ID     string
	Stock  int
	Coming int
	Unit   int64 // average cost of a piece of Stock; 0 without stock
	Dues   int64 // duty, tax and receiving still to be paid for what is on the way
}

// Supplier is a purchase that can be made.
type Supplier struct {
	ID      string
	Quality float64
	Tiers   []Tier // the first one starts at the minimum order quantity
	Lead    int    // usual days
	LeadP90 int    // days that nine of ten orders keep
}

// Tier is a unit price from a quantity on.
type Tier struct {
	From int
	Unit int64
}

// MOQ is the minimum order quantity.
func (s *Supplier) MOQ() int { return s.Tiers[0].From }

// Unit is the price of a piece at a quantity.
func (s *Supplier) Unit(quantity int) int64 {
	unit := s.Tiers[0].Unit
	for _, t := range s.Tiers {
		if quantity >= t.From {
			unit = t.Unit
		}
	}
	return unit
}

// Market is a marketplace where the good can be sold, with the shop's listing there.
type Market struct {
	ID        string
	Listing   int // its number; 0 when there is none
	Active    bool
	Service   string
	Price     int64 // marketplace currency
	Promise   int   // days
	Sold7     int   // orders of the last seven days
	Age       int   // days since it was published
	Reference int64 // usual price of the category, marketplace currency
	Cheapest  int64 // lowest price of a rival with stock, marketplace currency; 0 without one
	Rate      int64 // home currency for a million minor units of the marketplace's
	Offers    []Offer
	Promotion

	Papers []Paper // that the marketplace asks for and the shop has not ordered
	Down   bool    // the listing was taken down for want of one
	Search int64   // price of a search in the registers; 0: it has been made, or there are none
	Rights []Right // found there, and not licensed
	Warned bool    // the marketplace finds the shop's account wanting
	Unread bool    // shoppers read reviews, and the listing has next to none
}

// Offer is a way to sell the good there: a shipping service with what it takes and costs, for a piece sold at the
// reference price.
type Offer struct {
	Service   string
	From      string // "home" or a warehouse
	Promise   int    // days advertised
	P50, P90  int    // days from order to delivery
	Postage   int64  // with the warehouse's pick and pack
	Border    int64  // duty and tax that the shop pays, by today's rules
	Arriving  int64  // the same by the rules of the day on which a parcel sold today arrives
	Announced int64  // and by the rules that will hold in a month
	Keep      int64  // millionths of the price that commission and VAT leave
}

// Freight is a way to a warehouse for a number of pieces.
type Freight struct {
	ID, Warehouse string
	P50, P90      int
	Cost          int64 // freight, duty, recoverable tax and receiving: what must be paid
	Landed        int64 // of a piece: goods, freight and duty
}

// Stranded is a consignment that waits for a closed leg and could be sent round.
type Stranded struct {
	Consignment int
	Wait, Round int   // days to the end of the leg: when it waits, and by the way round
	Cost        int64 // of the way round
	Value       int64 // of the goods
}

// Decision is one thing a bot does. Exactly one of its parts is given.
type Decision struct {
	Purchase  *Purchase
	Publish   *Publish
	Amend     *Amend
	Consign   *Consign
	Reroute   int // a consignment's number
	Convert   *Wallet
	Advertise *Advertise
	Coupon    *Coupon
	Enter     *Enter
	Answer    *Answer
	Ruling    *Ruling
	Paper     *Paper
	Search    *Search
	Licence   *Right
	Case      *Verdict
	Appeal    *Appeal
	Duty      *Duty
	Seed      *Seed
}

// Purchase orders goods.
type Purchase struct {
	Good, Supplier string
	Quantity       int
}

// Publish lists a good.
type Publish struct {
	Good, Marketplace string
	Terms
}

// Amend changes a listing's terms.
type Amend struct {
	Listing int
	Terms
	Active bool
}

// Terms are what a listing offers.
type Terms struct {
	Service string
	Price   int64
	Promise int
	Wording
}

// Consign sends home stock to a warehouse.
type Consign struct {
	Good, Freight string
	Quantity      int
}

// Decide is what a bot of a temperament does today. self is the bot's own number, from which its habits follow; the
// answer depends on nothing else.
func Decide(t scenario.Temperament, v *View, self uint64) []Decision {
	p := player{View: v, habits: habitsOf(t, self), temperament: t, left: v.Cash}
	if len(v.Goods) == 0 || v.Day < p.opens {
		return nil
	}
	p.convert()
	switch t {
	case scenario.Naive:
		p.naive()
		p.shrug()
		p.abide(0)
	case scenario.Heuristic:
		p.heuristic()
		p.serve(false)
		p.abide(1)
	case scenario.Informed:
		p.informed()
		p.serve(true)
		p.abide(2)
	}
	p.promote()
	return p.out
}
