package scenario

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// FeeCard is what a marketplace charges beside the commission of a category. Amounts are in the marketplace's currency.
type FeeCard struct {
	Subscription money.Amount    `yaml:"subscription"`            // a month, from a shop's first listing on
	Payment      decimal.Decimal `yaml:"payment,omitempty"`       // share of the price the consumer pays, for each order
	PaymentFixed money.Amount    `yaml:"payment_fixed,omitempty"` // for each order
	Closing      money.Amount    `yaml:"closing,omitempty"`       // for each order
	RefundAdmin  money.Amount    `yaml:"refund_admin,omitempty"`  // the most of the commission that is kept on a refund; 0: the whole refund_fee share
	Source       Source          `yaml:"source"`
}

// fees checks a marketplace's fee card.
func (r *reader) fees(p string, m *Marketplace) {
	f := m.Fees
	if f == nil {
		return
	}
	r.portion(p+".payment", f.Payment)
	r.source(p+".source", f.Source)
	for _, a := range []struct {
		name     string
		v        money.Amount
		required bool
	}{{"subscription", f.Subscription, true}, {"payment_fixed", f.PaymentFixed, false}, {"closing", f.Closing, false}, {"refund_admin", f.RefundAdmin, false}} {
		if a.required || a.v != (money.Amount{}) {
			r.amount(p+"."+a.name, a.v, m.Currency, 0)
		}
	}
}
