package scenario

import (
	"fmt"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Peg is a currency that its central bank holds at a fixed rate of another.
type Peg struct {
	Currency money.Currency  `yaml:"currency" json:"currency"`
	To       money.Currency  `yaml:"to" json:"to"`
	Rate     decimal.Decimal `yaml:"rate" json:"rate"` // units of Currency for one of To
	Source   Source          `yaml:"source" json:"source"`
}

func validatePegs(r *reader, l *library) {
	for i := range l.Pegs {
		p, path := &l.Pegs[i], fmt.Sprintf("pegs[%d]", i)
		r.currency(path+".currency", p.Currency)
		r.currency(path+".to", p.To)
		r.check(p.To != p.Currency, path+".to", "不可钉住自己", "a currency is not pegged to itself")
		r.check(p.Rate.IsPositive(), path+".rate", "应大于 0", "must be greater than 0")
		r.source(path+".source", p.Source)
	}
}

// Peg is a currency's peg, or nil.
func (c *Customs) Peg(of money.Currency) *Peg {
	for i := range c.Pegs {
		if c.Pegs[i].Currency == of {
			return &c.Pegs[i]
		}
	}
	return nil
}
