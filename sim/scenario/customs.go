package scenario

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Regime is what the border between one or several destination countries and the world asks. It reads from top to bottom:
// a consignment is given the first treatment that fits, and the treatment's rules are applied in their order, with the
// duties and taxes of the tables. Everything has dates.
type Regime struct {
	ID         string         `yaml:"id"`
	Name       Text           `yaml:"name"`
	Countries  []string       `yaml:"countries"`          // destinations
	Currency   money.Currency `yaml:"currency"`           // in which the border calculates
	Domestic   string         `yaml:"domestic,omitempty"` // kind of tax inside the price of goods sold from stock in the country
	Sources    []Reference    `yaml:"sources"`            // what the rows below cite
	Treatments []Treatment    `yaml:"treatments"`
	Rules      []Rule         `yaml:"rules"`
	Taxes      []Tax          `yaml:"taxes,omitempty"`
	Duties     []Duty         `yaml:"duties,omitempty"`
	Lists      []GoodsList    `yaml:"lists,omitempty"`
	Gates      []Gate         `yaml:"gates,omitempty"`
	Inspect    Inspection     `yaml:"inspection"`
}

// Reference is a source under the short name by which the rows of a regime cite it.
type Reference struct {
	ID         string     `yaml:"id"`
	Title      string     `yaml:"title"`
	URL        string     `yaml:"url,omitempty"`
	Date       Date       `yaml:"date"`
	Confidence Confidence `yaml:"confidence"`
}

// Cite is the source with the short name.
func (g *Regime) Cite(id string) Source {
	for _, r := range g.Sources {
		if r.ID == id {
			return Source{r.Title, r.URL, r.Date, r.Confidence}
		}
	}
	return Source{}
}

// Deciding is the day that decides whether a rule holds.
type Deciding string

// The days that a rule can go by.
const (
	ByEntry  Deciding = ""       // import customs accepts the declaration
	ByOrder  Deciding = "order"  // the buyer pays
	ByExport Deciding = "export" // the goods leave
)

// Standing is what a rule's text is worth.
type Standing string

// The standings. Only what is in force is charged, unless the calculation is asked to suppose more.
const (
	InForce  Standing = ""
	Proposed Standing = "proposed" // not adopted, or adopted and not known to apply
)

// Treatment is a way in which customs handles a consignment: a low-value parcel, an ordinary import, stock for a bonded
// warehouse.
type Treatment struct {
	ID       string   `yaml:"id"`
	Name     Text     `yaml:"name"`
	When     Terms    `yaml:"when,omitempty"`
	Decides  Deciding `yaml:"decides,omitempty"`
	Standing Standing `yaml:"standing,omitempty"`
	From     Date     `yaml:"from"`
	To       Date     `yaml:"to,omitempty"` // last day; zero: open
	Source   string   `yaml:"source"`
}

// Terms are what a consignment must meet to be given a treatment: one of each list that is not empty, and every limit.
type Terms struct {
	Traffic []string `yaml:"traffic,omitempty"` // one of Traffics
	Scheme  []string `yaml:"scheme,omitempty"`  // one of Schemes
	Origin  []string `yaml:"origin,omitempty"`  // countries of origin; every item must have one of them
	Mode    []string `yaml:"mode,omitempty"`    // air, rail, sea, road
	List    string   `yaml:"list,omitempty"`    // every item is on the regime's list of this id
	Single  bool     `yaml:"single,omitempty"`  // one indivisible piece
	Limits  []Limit  `yaml:"limits,omitempty"`
}

// Traffics are the kinds of traffic over a border.
var Traffics = []string{
	"parcel",       // to a consumer, by courier
	"postal",       // to a consumer, by the postal operators
	"stock",        // to a warehouse, for free circulation
	"bonded_stock", // to a warehouse under customs supervision (1210)
	"bonded_sale",  // out of such a warehouse to a consumer (1210)
}

// Schemes are the ways in which the destination's consumption tax on a sale can be accounted for; "" is none of them.
var Schemes = []string{
	"marketplace", // the marketplace is the deemed supplier, or has undertaken to collect
	"seller",      // the seller is registered: its own IOSS, UK VAT or LVG number
}

// Limit bounds a value of a consignment. Above and UpTo are in any currency; customs converts.
type Limit struct {
	Of      Scope           `yaml:"of,omitempty"`
	On      Base            `yaml:"on,omitempty"`
	Share   decimal.Decimal `yaml:"share,omitempty"` // of the value, where a law takes less than all; zero: all of it
	HS      Headings        `yaml:"hs,omitempty"`    // only goods of these headings count
	Above   *money.Amount   `yaml:"above,omitempty"`
	UpTo    *money.Amount   `yaml:"up_to,omitempty"`
	AboveKG decimal.Decimal `yaml:"above_kg,omitempty"`
	UpToKG  decimal.Decimal `yaml:"up_to_kg,omitempty"`
}

// Scope is what a limit is measured over.
type Scope string

// The scopes.
const (
	PerConsignment Scope = ""
	PerItem        Scope = "item"        // each piece by itself
	PerOrder       Scope = "order"       // all that the buyer ordered together, however it was parcelled
	PerPersonYear  Scope = "person_year" // with what the buyer has imported in the calendar year
)

// Base is the value that a charge is computed on or a limit is measured by.
type Base string

// The bases.
const (
	Intrinsic   Base = "intrinsic"   // price of the goods alone, without tax, freight and insurance
	FOB         Base = "fob"         // with carriage to the border of the country of export
	CIF         Base = "cif"         // with freight and insurance to the destination's border
	Transaction Base = "transaction" // what the buyer paid: price and the carriage charged on top of it, without tax
	ChargesOnly Base = "charges"     // nothing but the charges of the groups in a rule's Plus
)

// Group is what a charge counts as where another is computed on it.
type Group string

// The groups.
const (
	CustomsDuty Group = "duty"
	Excise      Group = "excise" // consumption tax on special goods
	SalesTax    Group = "tax"    // VAT, GST, sales tax
	Fee         Group = "fee"    // carriers', brokers' and customs' fees
)

// Payers to whom a charge falls.
const (
	PaysMarketplace = "marketplace"        // the marketplace, out of the price that the consumer paid
	PaysOnAccount   = "seller_marketplace" // the seller: the marketplace pays and charges the seller's account
	PaysByCarrier   = "seller_carrier"     // the seller: the carrier or forwarder disburses and invoices
	PaysBuyer       = "buyer"              // the consumer, at the door or at the till on top of the price
	PaysImporter    = "importer"           // in a rule only: the seller under DDP and for stock, the buyer under DAP
)

// Rule is one charge of a regime. Its amount is, in this order:
//
//	base        = share × the value, and the charges of the groups in Plus; less what lies below ExcessOf; rounded down to Step
//	ad valorem  = base × rate, or base × rate ÷ (1 − rate) where the tax is Inside its own base; less Deduct
//	specific    = Amount for each Per
//	charge      = (ad valorem + specific), at least Least for each LeastPer, at most Most; × Factor; rounded to Unit; nothing if not above Waive
//
// The rate is Rate, or that of each item's row in the table of duties or taxes that Table names. A charge is never negative.
type Rule struct {
	ID        string          `yaml:"id"`
	Name      Text            `yaml:"name"`
	Group     Group           `yaml:"group"`
	In        []string        `yaml:"in,omitempty"`        // treatments; empty: all
	Countries []string        `yaml:"countries,omitempty"` // destinations; empty: all of the regime
	Origin    []string        `yaml:"origin,omitempty"`
	Mode      []string        `yaml:"mode,omitempty"`
	Scheme    []string        `yaml:"scheme,omitempty"`
	Table     string          `yaml:"table,omitempty"`  // kind of duty or tax; an item without a row bears none, but see Strict
	Strict    bool            `yaml:"strict,omitempty"` // an item without a row is an error: the tariff is not known
	Unless    []string        `yaml:"unless,omitempty"` // kinds of duty: items that bear one of them are left out
	Rate      decimal.Decimal `yaml:"rate,omitempty"`
	Base      Base            `yaml:"base,omitempty"`
	Share     decimal.Decimal `yaml:"share,omitempty"` // of the value; zero: all of it
	Plus      []Group         `yaml:"plus,omitempty"`
	ExcessOf  *money.Amount   `yaml:"excess_of,omitempty"`
	Step      *money.Amount   `yaml:"step,omitempty"`
	Inside    bool            `yaml:"inside,omitempty"`
	Deduct    *money.Amount   `yaml:"deduct,omitempty"`
	Amount    *money.Amount   `yaml:"amount,omitempty"`
	Per       Quantity        `yaml:"per,omitempty"`
	Least     *money.Amount   `yaml:"least,omitempty"`
	LeastPer  Quantity        `yaml:"least_per,omitempty"`
	LeastFrom decimal.Decimal `yaml:"least_from,omitempty"` // only what is above this quantity counts for Least
	Most      *money.Amount   `yaml:"most,omitempty"`
	Factor    decimal.Decimal `yaml:"factor,omitempty"`   // share of the charge that is paid; other charges are computed on all of it; zero: all is paid
	Waive     *money.Amount   `yaml:"waive,omitempty"`    // a charge of at most this is not collected
	Unit      *money.Amount   `yaml:"unit,omitempty"`     // charged in multiples of this; default the minor unit
	Rounding  money.Rounding  `yaml:"rounding,omitempty"` // to Unit; default half_up
	Payer     string          `yaml:"payer"`
	Reclaim   bool            `yaml:"reclaim,omitempty"` // recoverable input tax
	Claim     Date            `yaml:"claim,omitempty"`   // from when the charge can be claimed back, its rule being struck down
	Decides   Deciding        `yaml:"decides,omitempty"`
	Standing  Standing        `yaml:"standing,omitempty"`
	From      Date            `yaml:"from"`
	To        Date            `yaml:"to,omitempty"`
	Source    string          `yaml:"source"`
}

// Quantity is what a specific amount is counted by.
type Quantity string

// The quantities.
const (
	EachConsignment Quantity = ""
	EachHeading     Quantity = "heading" // distinct six-digit tariff heading
	EachLine        Quantity = "line"    // line of the declaration: an item
	EachPiece       Quantity = "piece"
	EachHundred     Quantity = "hundred" // a hundred pieces
	EachKG          Quantity = "kg"      // gross weight
	EachNetKG       Quantity = "net_kg"  // kilograms or litres of what is in the packing
)

// Inspection is the chance of each treatment at the border and the days it takes.
type Inspection struct {
	Yellow     float64 `yaml:"yellow"` // documents checked
	Red        float64 `yaml:"red"`    // goods examined
	YellowHold Transit `yaml:"yellow_hold"`
	RedHold    Transit `yaml:"red_hold"`
	// What is declared wrong or incomplete is examined Risk times as often; found, it pays what was evaded, and Penalty times
	// that besides, but at least Fine. Fine alone is for what is missing.
	Risk        float64         `yaml:"risk,omitempty"`
	Penalty     decimal.Decimal `yaml:"penalty,omitempty"`
	Fine        *money.Amount   `yaml:"fine,omitempty"`
	ReclaimDays int             `yaml:"reclaim_days"` // from paying recoverable import VAT to its refund
	Source      string          `yaml:"source"`
}
