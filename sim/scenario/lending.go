package scenario

import (
	"fmt"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Lending is where a shop may find money besides its own: its credit line (Credit), its suppliers, and the proceeds that
// marketplaces still hold.
type Lending struct {
	Supplier SupplierCredit `yaml:"supplier"`
	Advance  AdvanceTerms   `yaml:"advance"`
}

// SupplierCredit is buying now and paying later.
type SupplierCredit struct {
	Days      int             `yaml:"days"`      // from the order to the payment
	Surcharge decimal.Decimal `yaml:"surcharge"` // on the price
	Ceiling   money.Amount    `yaml:"ceiling"`   // of all that is owed to suppliers, home currency
	Source    Source          `yaml:"source"`
}

// AdvanceTerms is being paid early for what a marketplace owes (invoice financing): payouts repay it.
type AdvanceTerms struct {
	Share  decimal.Decimal `yaml:"share"` // of what is owed, at most
	Fee    decimal.Decimal `yaml:"fee"`   // of the advance, kept at once
	Source Source          `yaml:"source"`
}

func validateLending(r *reader, l *library) {
	if l.Lending == nil {
		return
	}
	s, a := &l.Lending.Supplier, &l.Lending.Advance
	r.check(s.Days >= 1 && s.Days <= 180, "lending.supplier.days", "应在 1 到 180 之间", "want 1 to 180")
	r.share("lending.supplier.surcharge", s.Surcharge.InexactFloat64())
	r.check(s.Ceiling.Minor >= 0, "lending.supplier.ceiling", "不可为负", "must not be negative")
	r.source("lending.supplier.source", s.Source)
	r.share("lending.advance.share", a.Share.InexactFloat64())
	r.share("lending.advance.fee", a.Fee.InexactFloat64())
	r.source("lending.advance.source", a.Source)
}

// lend gives the scenario what its mechanism of credit needs.
func (s *Scenario) lend(r *reader, l *library) {
	r.check(!s.Uses(WithCredit) || l.Lending != nil, "use.mechanisms", "credit 需要参考文件中的 lending", "credit needs lending in a reference file")
	if !s.Uses(WithCredit) || l.Lending == nil {
		return
	}
	s.Lending = l.Lending
	c := s.Lending.Supplier.Ceiling.Currency
	r.check(c == s.Home.Currency, "lending.supplier.ceiling", fmt.Sprintf("货币应为本币 %s", s.Home.Currency), fmt.Sprintf("the currency must be the home currency %s", s.Home.Currency))
}
