package scenario

import (
	"slices"

	"chuhai/sim/money"
)

// Mechanism is a part of the market that a scenario switches on. One that it does not use costs nothing and shows
// nothing: Parse leaves its data out.
type Mechanism string

// The mechanisms.
const (
	WithSearch     Mechanism = "search"     // shoppers type keywords, which titles hold or miss; without it a category is searched as a whole
	WithAds        Mechanism = "ads"        // sponsored places, sold by auction; needs search
	WithFestivals  Mechanism = "festivals"  // campaigns of the marketplace with an entry deadline
	WithPromotions Mechanism = "promotions" // coupons, charged or free shipping, orders of several pieces
	WithService    Mechanism = "service"    // tickets and disputes
	WithHealth     Mechanism = "health"     // account health
	WithCompliance Mechanism = "compliance" // certificates, rights of others, data protection
	WithFees       Mechanism = "fees"       // subscription, payment, closing and other fees besides the referral
	WithExchange   Mechanism = "exchange"   // banks and payment providers beside each other, forwards, exposure
	WithCredit     Mechanism = "credit"     // the credit line, suppliers that wait, proceeds paid early; administration
	WithTaxes      Mechanism = "taxes"      // VAT returns, export VAT refunds, income tax
)

// Mechanisms are all that a scenario may name.
var Mechanisms = []Mechanism{WithSearch, WithAds, WithFestivals, WithPromotions, WithService, WithHealth, WithCompliance, WithFees, WithExchange, WithCredit, WithTaxes}

// Uses reports whether the scenario plays a mechanism.
func (s *Scenario) Uses(m Mechanism) bool { return slices.Contains(s.Mechanisms, m) }

// TitleRule is what a marketplace takes for a title.
type TitleRule struct {
	Characters int `yaml:"characters" json:"characters"` // that it may have
	Keywords   int `yaml:"keywords" json:"keywords"`     // that count in full; with more of them, each counts less
}

// Query is what shoppers of a category type.
type Query struct {
	ID       string  `yaml:"id"`
	Category string  `yaml:"category"`
	Text     string  `yaml:"text"`  // in the marketplace's language
	Gloss    Text    `yaml:"gloss"` // what it means
	Share    float64 `yaml:"share"` // of the category's searches; the shares of a category sum to 1
	// Reach is the least translation level whose titles hold this keyword in the words that shoppers type: an id of
	// Scenario.Translations.
	Reach  string             `yaml:"reach"`
	Goods  map[string]float64 `yaml:"goods,omitempty"` // relevance by good, 0..1; OtherRelevance for those not named
	Season []Season           `yaml:"season,omitempty"`
}

// OtherRelevance is the relevance of a good that a query does not name.
const OtherRelevance = 0.3

// Relevance is how well a good answers the query, 0..1.
func (q *Query) Relevance(good string) float64 {
	if r, ok := q.Goods[good]; ok {
		return r
	}
	return OtherRelevance
}

// Season multiplies the searches of a query between two days of the year, both included; it may span the new year.
type Season struct {
	From   MonthDay `yaml:"from"`
	To     MonthDay `yaml:"to"`
	Factor float64  `yaml:"factor"`
}

// AdRule is how a marketplace sells the sponsored places of a result page: by a generalized second-price auction with
// quality scores.
type AdRule struct {
	Slots     int          `yaml:"slots" json:"slots"`
	Reserve   money.Amount `yaml:"reserve" json:"reserve"`       // least bid for a click, whatever the quality
	ClickRate float64      `yaml:"click_rate" json:"click_rate"` // clicks of an impression in the first place, at middling quality
	Spread    float64      `yaml:"spread" json:"spread"`         // share of the clicks that each place has less than the one above it
	Pages     float64      `yaml:"pages" json:"pages"`           // result pages that a shopper opens in a day: impressions of a search
	Source    Source       `yaml:"source" json:"source"`
}

// Festival is a yearly campaign of a marketplace.
type Festival struct {
	ID            string       `yaml:"id" json:"id"`
	Name          Text         `yaml:"name" json:"name"`
	From          MonthDay     `yaml:"from" json:"from"` // the window's first day
	To            MonthDay     `yaml:"to" json:"to"`     // and its last
	Peak          MonthDay     `yaml:"peak" json:"peak"`
	WindowFactor  float64      `yaml:"window_factor" json:"window_factor"`   // of the searches of an ordinary day
	PeakFactor    float64      `yaml:"peak_factor" json:"peak_factor"`       // the same, on the peak day
	EntryDays     int          `yaml:"entry_days" json:"entry_days"`         // entry closes so many days before the window
	LeastDiscount float64      `yaml:"least_discount" json:"least_discount"` // off the listing's price
	Fee           money.Amount `yaml:"fee" json:"fee"`                       // for each listing entered
	Lift          float64      `yaml:"lift" json:"lift"`                     // exposure of entered listings in the window
	Source        Source       `yaml:"source" json:"source"`
}

// Managed is how a marketplace that sets the retail price itself marks up the supply prices that shops bid.
type Managed struct {
	Markup float64 `yaml:"markup" json:"markup"` // usual
	Least  float64 `yaml:"least" json:"least"`   // when others bid less for the same good
	Most   float64 `yaml:"most" json:"most"`     // when stock runs short
	Source Source  `yaml:"source" json:"source"`
}

// Vouchers is a marketplace whose shoppers look for them.
type Vouchers struct {
	Share         float64 `yaml:"share" json:"share"`                   // of shoppers, who look for vouchers
	LeastDiscount float64 `yaml:"least_discount" json:"least_discount"` // that they take for one
	Without       float64 `yaml:"without" json:"without"`               // attraction to them of a listing without one, of what it has with one
	Source        Source  `yaml:"source" json:"source"`
}

// Work is a grade of work on a listing, bought once: its translation, or its pictures and story. Utility is added to the
// attraction of every segment.
type Work struct {
	ID      string       `yaml:"id" json:"id"`
	Name    Text         `yaml:"name" json:"name"`
	Price   money.Amount `yaml:"price" json:"price"` // home currency
	Utility float64      `yaml:"utility" json:"utility"`
	Source  Source       `yaml:"source" json:"source"`
}

// PriceWar is an event of a scenario: bots of some temperaments cut their prices for some days.
type PriceWar struct {
	Name   Text          `yaml:"name" json:"name"`
	Day    int           `yaml:"day" json:"day"` // the first one; the scenario's first day is 0
	Days   int           `yaml:"days" json:"days"`
	Bots   []Temperament `yaml:"bots" json:"bots"`
	Cut    float64       `yaml:"cut" json:"cut"` // off what they would ask otherwise
	Source Source        `yaml:"source" json:"source"`
}
