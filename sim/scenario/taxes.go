package scenario

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Taxes is what a shop files and claims itself.
type Taxes struct {
	Filing FilingTerms `yaml:"filing"`
	Income IncomeTax   `yaml:"income"`
	Shop   []string    `yaml:"-"` // marketplaces on which the shop owes the VAT itself, because the platform does not
	Export *Export     `yaml:"-"` // of the home country: export VAT refunds
}

// FilingTerms is how VAT collected abroad is filed: by month and currency.
type FilingTerms struct {
	Days   int             `yaml:"days"`  // after the month's end
	Share  decimal.Decimal `yaml:"share"` // of the tax, as a fine for each missed deadline
	Least  money.Amount    `yaml:"least"` // fine, home currency
	Source Source          `yaml:"source"`
}

// IncomeTax is the tax on a year's profit, for an estimate.
type IncomeTax struct {
	Rate   decimal.Decimal `yaml:"rate"`
	Source Source          `yaml:"source"`
}

func validateTaxes(r *reader, l *library) {
	t := l.Taxes
	if t == nil {
		return
	}
	r.check(t.Filing.Days >= 1 && t.Filing.Days <= 90, "taxes.filing.days", "应在 1 到 90 之间", "want 1 to 90")
	r.share("taxes.filing.share", t.Filing.Share.InexactFloat64())
	r.check(t.Filing.Least.Minor >= 0, "taxes.filing.least", "不可为负", "must not be negative")
	r.source("taxes.filing.source", t.Filing.Source)
	r.share("taxes.income.rate", t.Income.Rate.InexactFloat64())
	r.source("taxes.income.source", t.Income.Source)
}

// tax gives the scenario what its mechanism of taxes needs.
func (s *Scenario) tax(r *reader, l *library, byShop []string) {
	at := slices.IndexFunc(l.Exports, func(x Export) bool { return x.Country == s.Home.Country })
	r.check(!s.Uses(WithTaxes) || l.Taxes != nil && at >= 0, "use.mechanisms", "taxes 需要参考文件中的 taxes 和本国的 exports", "taxes needs taxes, and exports of the home country, in reference files")
	r.check(len(byShop) == 0 || s.Uses(WithTaxes), "vat_by_shop", "需要 taxes", "needs taxes")
	if !s.Uses(WithTaxes) || l.Taxes == nil || at < 0 {
		return
	}
	t := *l.Taxes
	t.Export, t.Shop = &l.Exports[at], byShop
	s.Taxes = &t
	r.check(t.Filing.Least.Currency == s.Home.Currency, "taxes.filing.least", "货币应为本币 "+string(s.Home.Currency), "the currency must be the home currency "+string(s.Home.Currency))
	for i, id := range byShop {
		r.check(slices.ContainsFunc(s.Marketplaces, func(m Marketplace) bool { return m.ID == id }), fmt.Sprintf("vat_by_shop[%d]", i), fmt.Sprintf("没有平台 %q", id), fmt.Sprintf("there is no marketplace %q", id))
	}
}
