package scenario

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Regime is the border between one or several destination countries and the goods of an origin.
type Regime struct {
	ID        string         `yaml:"id"`
	Name      Text           `yaml:"name"`
	Countries []string       `yaml:"countries"` // destinations
	Currency  money.Currency `yaml:"currency"`  // in which its thresholds and charges are stated
	VAT       []VATRate      `yaml:"vat"`
	Duties    []Duty         `yaml:"duties"`
	Rules     []Rule         `yaml:"rules"` // applied in order
	Inspect   Inspection     `yaml:"inspection"`
}

// VATRate is the value added tax of a country for a category of goods ("standard" where a good names no other).
type VATRate struct {
	Country string          `yaml:"country"`
	Rate    decimal.Decimal `yaml:"rate"`
	From    Date            `yaml:"from"`
	To      Date            `yaml:"to,omitempty"` // last day; zero: open
	Source  Source          `yaml:"source"`
}

// Duty is an ad valorem customs duty by HS heading and origin; an anti-dumping duty is a further row with Kind
// "anti_dumping".
type Duty struct {
	HS     string          `yaml:"hs"`     // four or six digits: the longest match of a kind wins
	Origin string          `yaml:"origin"` // country, or "*" for all
	Kind   string          `yaml:"kind"`   // "customs" or "anti_dumping"
	Rate   decimal.Decimal `yaml:"rate"`
	From   Date            `yaml:"from"`
	To     Date            `yaml:"to,omitempty"`
	Source Source          `yaml:"source"`
}

// RuleKind is the mechanism of a charge.
type RuleKind string

// The mechanisms.
const (
	FlatPerHeading RuleKind = "flat_per_heading" // Amount for each distinct six-digit tariff heading of the parcel
	AdValorem      RuleKind = "ad_valorem"       // the customs duty of the HS on the base
	AntiDumping    RuleKind = "anti_dumping"     // the anti-dumping duty of the HS on the base
	VATOnSale      RuleKind = "vat_on_sale"      // VAT inside the price the consumer paid, collected by the marketplace (IOSS)
	VATOnImport    RuleKind = "vat_on_import"    // VAT on the base, paid at the border
	FlatPerParcel  RuleKind = "flat_per_parcel"  // Amount for each parcel or consignment (brokerage, disbursement fee)
)

// Base is the value that a charge is computed on.
type Base string

// The bases.
const (
	Intrinsic Base = "intrinsic" // price of the goods alone, without tax, freight and insurance
	CIF       Base = "cif"       // intrinsic value plus freight and insurance to the border
	CIFDuty   Base = "cif_duty"  // CIF plus all duties assessed before
)

// Rule is one charge of a regime, with the consignments and dates to which it applies. The date that decides is the
// day on which import customs accepts the declaration.
type Rule struct {
	ID       string        `yaml:"id"`
	Name     Text          `yaml:"name"`
	Kind     RuleKind      `yaml:"kind"`
	Base     Base          `yaml:"base,omitempty"`
	Amount   money.Amount  `yaml:"amount,omitempty"`
	Above    *money.Amount `yaml:"above,omitempty"`    // applies when the intrinsic value is greater
	UpTo     *money.Amount `yaml:"up_to,omitempty"`    // applies when the intrinsic value is at most this
	Traffic  string        `yaml:"traffic"`            // "parcel" (to a consumer), "stock" (to a warehouse), "both"
	Rounding string        `yaml:"rounding,omitempty"` // half_up (default), half_even, down, up: to the minor unit
	Payer    string        `yaml:"payer"`              // "marketplace" (out of the price), "seller_marketplace" (charged to the seller's marketplace account), "seller_carrier" (disbursed by the carrier, invoiced to the seller)
	Reclaim  bool          `yaml:"reclaim,omitempty"`  // recoverable input tax
	From     Date          `yaml:"from"`
	To       Date          `yaml:"to,omitempty"`
	Source   Source        `yaml:"source"`
}

// Inspection is the chance of each treatment at the border and the days it takes.
type Inspection struct {
	Yellow      float64 `yaml:"yellow"` // documents checked
	Red         float64 `yaml:"red"`    // goods examined
	YellowHold  Transit `yaml:"yellow_hold"`
	RedHold     Transit `yaml:"red_hold"`
	ReclaimDays int     `yaml:"reclaim_days"` // from paying recoverable import VAT to its refund
	Source      Source  `yaml:"source"`
}

// Rates is a window of real daily reference rates, shifted to the scenario's dates.
type Rates struct {
	Base   money.Currency   `yaml:"base"`   // EUR
	Quote  []money.Currency `yaml:"quote"`  // units of these for one Base, in this order in every row
	Shift  int              `yaml:"shift"`  // days from the real to the scenario's dates; a multiple of 7 keeps weekdays
	Spread decimal.Decimal  `yaml:"spread"` // bank's margin on each conversion
	Rows   []RateRow        `yaml:"-"`      // ascending, real dates, trading days only
	Source Source           `yaml:"source"`
}

// RateRow is one day's reference rates, to the last published digit.
type RateRow struct {
	Date  Date
	Rates []decimal.Decimal
}
