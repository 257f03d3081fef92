package fx

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Forward is how many units of the home currency a unit of a currency buys on a date for delivery in so many days: the
// reference rate carried by the difference of interest, F = S·(1 + r_home·T) / (1 + r_currency·T) with T in years of 365
// days (covered interest parity), to six places.
func (r Rates) Forward(e *scenario.Exchange, c, home money.Currency, on scenario.Date, days int) (decimal.Decimal, error) {
	spot, err := r.Cross(c, home, on)
	if err != nil {
		return decimal.Zero, err
	}
	year, t := decimal.NewFromInt(365), decimal.NewFromInt(int64(days))
	grown := func(annual decimal.Decimal) decimal.Decimal { return year.Add(annual.Mul(t)) }
	return spot.Mul(grown(e.Annual(home))).DivRound(grown(e.Annual(c)), forwardPlaces), nil
}

// forwardPlaces is the precision in which forward rates are agreed.
const forwardPlaces = 6

// Bid is what a bank pays for a unit at a rate, less its spread; Ask is what it takes.
func Bid(rate, spread decimal.Decimal) decimal.Decimal {
	return rate.Mul(decimal.NewFromInt(1).Sub(spread)).Round(forwardPlaces)
}

// Ask is the counterpart of Bid.
func Ask(rate, spread decimal.Decimal) decimal.Decimal {
	return rate.Mul(decimal.NewFromInt(1).Add(spread)).Round(forwardPlaces)
}
