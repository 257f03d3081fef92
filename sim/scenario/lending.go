package scenario

import (
	"fmt"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Lending is where a shop may find money besides its own: its credit line (Credit), its suppliers, the proceeds that
// marketplaces still hold, and a bank; and how those proceeds are insured.
type Lending struct {
	Supplier SupplierCredit `yaml:"supplier"`
	Advance  AdvanceTerms   `yaml:"advance"`
	Loan     LoanTerms      `yaml:"loan"`
	Cover    CoverTerms     `yaml:"cover"`
}

// CoverTerms is export credit insurance (出口信用保险) of all that a shop delivers through marketplaces: against their
// insolvency, not against what they withhold because of the shop's own breach.
type CoverTerms struct {
	Premium decimal.Decimal `yaml:"premium"` // share of what is delivered
	Share   decimal.Decimal `yaml:"share"`   // of a loss that is paid
	Limit   money.Amount    `yaml:"limit"`   // of all payments, home currency
	Wait    int             `yaml:"wait_days"`
	Source  Source          `yaml:"source"`
}

// LoanTerms is a bank loan of an amount for a term: the principal is repaid in equal parts, each with the interest that
// has run up (等额本金).
type LoanTerms struct {
	Least   money.Amount    `yaml:"least"`    // home currency
	Ceiling money.Amount    `yaml:"ceiling"`  // of all that a shop owes on loans, home currency
	Worth   decimal.Decimal `yaml:"worth"`    // and at most this share of what the shop is worth
	LeastTo int             `yaml:"min_days"` // term
	MostTo  int             `yaml:"max_days"`
	Every   int             `yaml:"every"`  // days from one instalment to the next
	Annual  decimal.Decimal `yaml:"annual"` // interest a year of 365 days, by day on what is owed
	Early   decimal.Decimal `yaml:"early"`  // of what is repaid before its day
	Source  Source          `yaml:"source"`
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
	t := &l.Lending.Loan
	r.positive("lending.loan.least", t.Least.Minor)
	r.check(t.Ceiling.Minor >= t.Least.Minor, "lending.loan.ceiling", "应不小于 least", "must not be below least")
	r.share("lending.loan.worth", t.Worth.InexactFloat64())
	r.check(
		t.Every >= 1 && t.LeastTo >= t.Every && t.LeastTo <= t.MostTo && t.MostTo <= MaxDays,
		"lending.loan.min_days",
		"应有 every ≤ min_days ≤ max_days ≤ 365",
		"want every ≤ min_days ≤ max_days ≤ 365",
	)
	r.share("lending.loan.annual", t.Annual.InexactFloat64())
	r.share("lending.loan.early", t.Early.InexactFloat64())
	r.source("lending.loan.source", t.Source)
	c := &l.Lending.Cover
	r.share("lending.cover.premium", c.Premium.InexactFloat64())
	r.share("lending.cover.share", c.Share.InexactFloat64())
	r.check(c.Limit.Minor >= 0, "lending.cover.limit", "不可为负", "must not be negative")
	r.check(c.Wait >= 1 && c.Wait <= MaxDays, "lending.cover.wait_days", "应在 1 到 365 之间", "want 1 to 365")
	r.source("lending.cover.source", c.Source)
}

// lend gives the scenario what its mechanism of credit needs.
func (s *Scenario) lend(r *reader, l *library) {
	r.check(!s.Uses(WithCredit) || l.Lending != nil, "use.mechanisms", "credit 需要参考文件中的 lending", "credit needs lending in a reference file")
	if !s.Uses(WithCredit) || l.Lending == nil {
		return
	}
	s.Lending = l.Lending
	for path, a := range map[string]money.Amount{"supplier.ceiling": s.Lending.Supplier.Ceiling, "loan.least": s.Lending.Loan.Least, "loan.ceiling": s.Lending.Loan.Ceiling, "cover.limit": s.Lending.Cover.Limit} { // order does not matter: all must hold
		r.check(
			a.Currency == s.Home.Currency,
			"lending."+path,
			fmt.Sprintf("货币应为本币 %s", s.Home.Currency),
			fmt.Sprintf("the currency must be the home currency %s", s.Home.Currency),
		)
	}
}
