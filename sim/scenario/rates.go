package scenario

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

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
