package sim

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/draw"
	"chuhai/sim/money"
)

// HedgeQuote is what selling or buying a currency forward would fix, beside what leaving it open may bring or cost.
type HedgeQuote struct {
	Free       int64          `json:"free"`   // that may be sold or bought forward, in the currency
	Spot       string         `json:"spot"`   // today's reference rate
	Middle     string         `json:"middle"` // the forward rate by interest alone
	Rate       string         `json:"rate"`   // the bank's
	Locked     int64          `json:"locked"` // what the amount would bring or, bought, cost; home currency
	Margin     int64          `json:"margin"`
	Due        int            `json:"due"`        // day
	Volatility float64        `json:"volatility"` // of the rate, a year, over the last trading days
	Outcomes   []HedgeOutcome `json:"outcomes"`
}

// HedgeOutcome is what the amount brings, or costs, when the rate has moved by so many standard deviations on the day.
type HedgeOutcome struct {
	Sigmas int    `json:"sigmas"`
	Rate   string `json:"rate"`
	Open   int64  `json:"open"`   // converted at that rate, home currency
	Hedged int64  `json:"hedged"` // with the forward: always the same
}

// QuoteForward is the bank's answer before a currency is sold forward, with a calculation of what it is for. It calculates
// with more than may be sold, too.
func (w *World) QuoteForward(number int, c SellForward) (*HedgeQuote, error) {
	return w.quoteForward(number, c.ask())
}

// QuoteBuyForward is QuoteForward for what is bought.
func (w *World) QuoteBuyForward(number int, c BuyForward) (*HedgeQuote, error) {
	return w.quoteForward(number, c.ask())
}

func (w *World) quoteForward(number int, c forwardAsk) (*HedgeQuote, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	t, err := w.forwardTerms(number-1, &w.st.Shops[number-1], c)
	if err != nil {
		return nil, err
	}
	spot, err := w.fx.Cross(c.amount.Currency, w.currencies[0], w.Date())
	if err != nil {
		return nil, err
	}
	q := &HedgeQuote{
		Free:     t.free,
		Spot:     spot.Round(6).String(),
		Middle:   t.middle.String(),
		Rate:     t.rate.String(),
		Locked:   t.locked,
		Margin:   t.margin,
		Due:      w.st.Day + c.days,
		Outcomes: []HedgeOutcome{},
	}
	if q.Volatility, err = w.volatility(c.amount.Currency); err != nil {
		return nil, err
	}
	const year = 365
	sigma := float64(q.Volatility * draw.Sqrt(float64(c.days)/year))
	for s := -2; s <= 2; s++ {
		rate := spot.Mul(decimal.NewFromFloat(draw.Exp(float64(sigma * float64(s))))).Round(6)
		open, err := w.worthAt(t.currency, c.amount.Minor, rate)
		if err != nil {
			return nil, err
		}
		q.Outcomes = append(q.Outcomes, HedgeOutcome{s, rate.String(), open, t.locked})
	}
	return q, nil
}

// volatility is the standard deviation of a year's moves of a currency against the home currency, from the moves of the
// last sixty trading days.
func (w *World) volatility(c money.Currency) (float64, error) {
	const moves, days, tradingDays = 60, 100, 252
	var logs []float64
	for d := w.Date() - days; d <= w.Date(); d++ {
		if d.Weekday() > 5 {
			continue
		}
		x, err := w.fx.Cross(c, w.currencies[0], d)
		if err != nil {
			continue // before the first of the window
		}
		logs = append(logs, draw.Log(x.InexactFloat64()))
	}
	logs = logs[max(0, len(logs)-moves-1):]
	if len(logs) < 3 {
		return 0, nil
	}
	n := float64(len(logs) - 1)
	mean := (logs[len(logs)-1] - logs[0]) / n
	sum := 0.0
	for i := 1; i < len(logs); i++ {
		d := logs[i] - logs[i-1] - mean
		sum += float64(d * d)
	}
	return draw.Sqrt(float64(sum / (n - 1) * tradingDays)), nil
}
