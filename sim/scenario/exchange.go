package scenario

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Exchange is how a shop changes money and secures a rate.
type Exchange struct {
	Channels []Channel     `yaml:"channels"` // at least one; the first is used when a conversion names none
	Interest []DepositRate `yaml:"interest"` // by currency: a forward rate is the reference rate carried by them
	Forward  ForwardTerms  `yaml:"forward"`
}

// Channel is a bank or a payment provider that changes money: what it costs and how long it takes.
type Channel struct {
	ID     string          `yaml:"id" json:"id"`
	Name   Text            `yaml:"name" json:"name"`
	Spread decimal.Decimal `yaml:"spread" json:"spread"` // half the distance of bid and ask, as a share of the reference rate
	Share  decimal.Decimal `yaml:"share" json:"share"`   // of the amount received, besides
	Fee    money.Amount    `yaml:"fee" json:"fee"`       // of each conversion, home currency
	Days   int             `yaml:"days" json:"days"`     // until the money has arrived
	Code   string          `yaml:"code" json:"code"`     // of the balance-of-payments declaration for goods sold through it
	Source Source          `yaml:"source" json:"source"`
}

// DepositRate is the yearly interest of a currency, simple, actual/365.
type DepositRate struct {
	Currency money.Currency  `yaml:"currency"`
	Annual   decimal.Decimal `yaml:"annual"`
	Source   Source          `yaml:"source"`
}

// ForwardTerms is what a bank asks of a shop that sells or buys a currency forward.
type ForwardTerms struct {
	Margin  decimal.Decimal `yaml:"margin"`      // initial: share of the worth, deposited until the contract ends
	Keep    decimal.Decimal `yaml:"maintenance"` // share of the worth below which the deposit less the contract's loss may not fall
	Call    int             `yaml:"call_days"`   // to pay what the bank then asks for, up to the initial margin; else the contract is closed out
	Spread  decimal.Decimal `yaml:"spread"`      // taken off the forward rate of what is sold, added to that of what is bought; the other way round when a contract is closed early
	LeastTo int             `yaml:"min_days"`    // days ahead
	MostTo  int             `yaml:"max_days"`
	Source  Source          `yaml:"source"`
}

// Annual is the yearly interest of a currency.
func (e *Exchange) Annual(c money.Currency) decimal.Decimal {
	for _, d := range e.Interest {
		if d.Currency == c {
			return d.Annual
		}
	}
	return decimal.Zero
}

// The kinds of processes.
const (
	GBM           = "gbm"            // geometric Brownian motion: the logarithm of the rate wanders
	MeanReverting = "mean_reverting" // and is drawn back to where it started (Ornstein–Uhlenbeck)
)

// Process draws exchange rates instead of replaying them, from the scenario's first day on.
type Process struct {
	ID     string       `yaml:"id"`
	Kind   string       `yaml:"kind"`
	Speed  float64      `yaml:"speed,omitempty"` // of mean reversion, a year: ln 2 / Speed years halve a distance
	Moves  []RateMove   `yaml:"moves"`
	Linked []Correlated `yaml:"correlations"` // of daily moves against the base; pairs that are not named move apart
	Source Source       `yaml:"source"`
}

// RateMove is how much a currency moves against the base.
type RateMove struct {
	Currency   money.Currency `yaml:"currency"`
	Volatility float64        `yaml:"volatility"` // standard deviation of the logarithm, a year of 252 trading days
}

// Correlated is how alike two currencies move against the base.
type Correlated struct {
	A money.Currency `yaml:"a"`
	B money.Currency `yaml:"b"`
	R float64        `yaml:"r"`
}

// RatePoint is a rate that a scenario writes: so many units for one of the base from a date on, until the next point.
type RatePoint struct {
	Currency money.Currency  `yaml:"currency"`
	Date     Date            `yaml:"date"`
	Rate     decimal.Decimal `yaml:"rate"`
	Note     Text            `yaml:"note,omitempty"` // for those who read the rate
}

// validateExchange checks what a reference file says of changing money.
func validateExchange(r *reader, l *library) {
	if e := l.Exchange; e != nil {
		r.check(len(e.Channels) > 0 && len(e.Channels) <= 8, "exchange.channels", "应有 1 到 8 个渠道", "want 1 to 8 channels")
		for i, c := range e.Channels {
			p := fmt.Sprintf("exchange.channels[%d]", i)
			r.text(p+".name", c.Name)
			r.source(p+".source", c.Source)
			r.share(p+".spread", c.Spread.InexactFloat64())
			r.share(p+".share", c.Share.InexactFloat64())
			r.check(c.Fee.Minor >= 0, p+".fee", "不可为负", "must not be negative")
			r.check(c.Days >= 0 && c.Days <= 10, p+".days", "应在 0 到 10 之间", "want 0 to 10")
		}
		for i, d := range e.Interest {
			p := fmt.Sprintf("exchange.interest[%d]", i)
			r.currency(p+".currency", d.Currency)
			r.source(p+".source", d.Source)
			r.check(d.Annual.Abs().LessThan(decimal.NewFromInt(1)), p+".annual", "应在 -1 到 1 之间", "want -1 to 1")
		}
		f := &e.Forward
		r.share("exchange.forward.margin", f.Margin.InexactFloat64())
		r.check(f.Keep.IsPositive() && f.Keep.LessThan(f.Margin), "exchange.forward.maintenance", "应大于 0，小于 margin", "want more than 0 and less than the margin")
		r.check(f.Call >= 1 && f.Call <= 30, "exchange.forward.call_days", "应在 1 到 30 之间", "want 1 to 30")
		r.share("exchange.forward.spread", f.Spread.InexactFloat64())
		r.check(f.LeastTo >= 1 && f.LeastTo <= f.MostTo && f.MostTo <= MaxDays, "exchange.forward.min_days", "应有 1 ≤ min_days ≤ max_days ≤ 365", "want 1 ≤ min_days ≤ max_days ≤ 365")
		r.source("exchange.forward.source", f.Source)
	}
	for i := range l.Processes {
		validateProcess(r, fmt.Sprintf("processes[%d]", i), &l.Processes[i])
	}
}

func validateProcess(r *reader, p string, x *Process) {
	r.oneOf(p+".kind", x.Kind, GBM, MeanReverting)
	r.source(p+".source", x.Source)
	r.check(x.Kind == GBM || x.Speed > 0 && x.Speed <= 100, p+".speed", "均值回归应给出 speed，大于 0，至多 100", "mean reversion wants a speed above 0 and at most 100")
	for i, m := range x.Moves {
		mp := fmt.Sprintf("%s.moves[%d]", p, i)
		r.currency(mp+".currency", m.Currency)
		r.check(m.Volatility >= 0 && m.Volatility <= 2, mp+".volatility", "应在 0 到 2 之间", "want 0 to 2")
	}
	for i, c := range x.Linked {
		cp := fmt.Sprintf("%s.correlations[%d]", p, i)
		has := func(q money.Currency) bool {
			return slices.ContainsFunc(x.Moves, func(m RateMove) bool { return m.Currency == q })
		}
		r.check(has(c.A) && has(c.B) && c.A != c.B, cp, "两种货币都应在 moves 里，且不同", "both currencies must be in moves, and differ")
		r.check(c.R > -1 && c.R < 1, cp+".r", "应在 -1 到 1 之间", "want more than -1 and less than 1")
	}
}

// exchange gives the scenario what its mechanism of changing money needs.
func (s *Scenario) exchange(r *reader, l *library) {
	r.check(!s.Uses(WithExchange) || l.Exchange != nil, "use.mechanisms", "exchange 需要参考文件中的 exchange", "exchange needs exchange in a reference file")
	if s.Uses(WithExchange) && l.Exchange != nil {
		s.Exchange = l.Exchange
		for i, c := range s.Exchange.Channels {
			r.check(c.Fee.Currency == s.Home.Currency, fmt.Sprintf("exchange.channels[%d].fee", i), "货币应为本币 "+string(s.Home.Currency), "the currency must be the home currency "+string(s.Home.Currency))
		}
	}
	if name := s.Rates.Process; name != "" {
		at := slices.IndexFunc(l.Processes, func(p Process) bool { return p.ID == name })
		r.check(at >= 0, "rates.process", fmt.Sprintf("没有 %q", name), fmt.Sprintf("there is no %q", name))
		if at >= 0 {
			s.Rates.Model = &l.Processes[at]
		}
	}
	for i, c := range s.Wallets {
		r.check(s.Rates.Has(c), fmt.Sprintf("wallets[%d]", i), "rates.quote 缺少 "+string(c), "rates.quote lacks "+string(c))
	}
}

// scripted replaces the rates of a currency by those that the scenario writes. A rate holds from its date until the next;
// before the first, the first.
func (s *Scenario) scripted(r *reader) {
	for i, p := range s.Rates.Script {
		path := fmt.Sprintf("rates.script[%d]", i)
		r.check(p.Rate.IsPositive(), path+".rate", "应大于 0", "must be greater than 0")
		at := slices.Index(s.Rates.Quote, p.Currency)
		r.check(at >= 0, path+".currency", fmt.Sprintf("rates.quote 里没有 %s", p.Currency), fmt.Sprintf("rates.quote lacks %s", p.Currency))
		before := s.Rates.Script[:i]
		first := !slices.ContainsFunc(before, func(q RatePoint) bool { return q.Currency == p.Currency })
		r.check(!slices.ContainsFunc(before, func(q RatePoint) bool { return q.Currency == p.Currency && q.Date >= p.Date }), path+".date", "同一货币的日期应递增", "the dates of a currency must ascend")
		if at < 0 || !p.Rate.IsPositive() {
			continue
		}
		for k := range s.Rates.Rows {
			if row := &s.Rates.Rows[k]; first || row.Date+Date(s.Rates.Shift) >= p.Date {
				row.Rates[at] = p.Rate
			}
		}
	}
}
