package scenario

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Rates is a window of real daily reference rates, shifted to the scenario's dates; or what a process or a script makes of
// it.
type Rates struct {
	Base    money.Currency   `yaml:"base"`              // EUR
	Quote   []money.Currency `yaml:"quote"`             // units of these for one Base, in this order in every row
	Shift   int              `yaml:"shift"`             // days from the real to the scenario's dates; a multiple of 7 keeps weekdays
	Spread  decimal.Decimal  `yaml:"spread"`            // bank's margin on each conversion
	Process string           `yaml:"process,omitempty"` // draws the rates from the first day on, instead of replaying them
	Script  []RatePoint      `yaml:"script,omitempty"`  // writes them, for the currencies that it names
	Rows    []RateRow        `yaml:"-"`                 // ascending, real dates, trading days only
	Model   *Process         `yaml:"-"`                 // that Process names
	Source  Source           `yaml:"source"`
}

// RateRow is one day's reference rates, to the last published digit.
type RateRow struct {
	Date  Date
	Rates []decimal.Decimal
}
