package scenario

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Taxes is what a shop files and claims itself.
type Taxes struct {
	Registers []Register `yaml:"registers"`
	Income    IncomeTax  `yaml:"income"`
	Refund    RefundRule `yaml:"refund"`
	Shop      []string   `yaml:"-"` // marketplaces on which the shop owes the VAT itself, because the platform does not
	Export    *Export    `yaml:"-"` // of the home country: export VAT refunds
}

// IncomeTax is the tax on a year's profit, of which each calendar quarter's part is paid in advance.
type IncomeTax struct {
	Rate    decimal.Decimal `yaml:"rate"`    // of a small enterprise
	Ceiling money.Amount    `yaml:"ceiling"` // of its profit in a year; home currency
	Above   decimal.Decimal `yaml:"above"`   // rate on all of the profit of one that earns more
	Due     Deadline        `yaml:"due"`     // of a quarter's return
	Daily   decimal.Decimal `yaml:"daily"`   // surcharge for each day that it is late
	Source  Source          `yaml:"source"`
}

// RefundRule is until when a calendar year's exports can be claimed for.
type RefundRule struct {
	By     MonthDay `yaml:"by"`        // of the next year: the last day
	Warn   int      `yaml:"warn_days"` // before it, the shop is told
	Source Source   `yaml:"source"`
}

func validateTaxes(r *reader, l *library) {
	t := l.Taxes
	if t == nil {
		return
	}
	r.registers(t.Registers)
	in := &t.Income
	r.share("taxes.income.rate", in.Rate.InexactFloat64())
	r.share("taxes.income.above", in.Above.InexactFloat64())
	r.check(in.Ceiling.Minor >= 0, "taxes.income.ceiling", "不可为负", "must not be negative")
	r.check(
		in.Due.Months >= 1 && in.Due.Months <= 12 && in.Due.Day >= 1 && in.Due.Day <= 31,
		"taxes.income.due",
		"应有 1 到 12 个月、1 到 31 日",
		"want 1 to 12 months and a day from 1 to 31",
	)
	r.share("taxes.income.daily", in.Daily.InexactFloat64())
	r.source("taxes.income.source", t.Income.Source)
	r.check(t.Refund.By > 0, "taxes.refund.by", "应为 MM-DD", "want MM-DD")
	r.check(t.Refund.Warn >= 1 && t.Refund.Warn <= 90, "taxes.refund.warn_days", "应在 1 到 90 之间", "want 1 to 90")
	r.source("taxes.refund.source", t.Refund.Source)
}

// tax gives the scenario what its mechanism of taxes needs.
func (s *Scenario) tax(r *reader, l *library, byShop []string) {
	at := slices.IndexFunc(l.Exports, func(x Export) bool { return x.Country == s.Home.Country })
	r.check(
		!s.Uses(WithTaxes) || l.Taxes != nil && at >= 0,
		"use.mechanisms",
		"taxes 需要参考文件中的 taxes 和本国的 exports",
		"taxes needs taxes, and exports of the home country, in reference files",
	)
	r.check(len(byShop) == 0 || s.Uses(WithTaxes), "vat_by_shop", "需要 taxes", "needs taxes")
	if !s.Uses(WithTaxes) || l.Taxes == nil || at < 0 {
		return
	}
	t := *l.Taxes
	t.Export, t.Shop = &l.Exports[at], byShop
	s.Taxes = &t
	r.check(
		t.Income.Ceiling.Currency == s.Home.Currency,
		"taxes.income.ceiling",
		"货币应为本币 "+string(s.Home.Currency),
		"the currency must be the home currency "+string(s.Home.Currency),
	)
	for i, id := range byShop {
		p := fmt.Sprintf("vat_by_shop[%d]", i)
		at := slices.IndexFunc(s.Marketplaces, func(m Marketplace) bool { return m.ID == id })
		if at < 0 {
			r.check(false, p, fmt.Sprintf("没有平台 %q", id), fmt.Sprintf("there is no marketplace %q", id))
			continue
		}
		country := s.Marketplaces[at].Country
		for _, v := range s.Services {
			if !slices.Contains(v.Countries, country) {
				continue
			}
			supplies := s.Supply(country, v.From)
			k := t.Register(country, supplies)
			r.check(k >= 0, p, fmt.Sprintf("taxes.registers 缺少 %s 的 %s", country, supplies), fmt.Sprintf("taxes.registers lacks %s of %s", supplies, country))
			r.check(k < 0 || s.Rates.Has(t.Registers[k].Currency), p, "rates.quote 缺少申报货币", "rates.quote lacks the currency of the return")
		}
	}
}
