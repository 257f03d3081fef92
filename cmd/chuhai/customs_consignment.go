package main

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// declared is a consignment as the command line declares it.
type declared struct {
	from, to, date, ordered, exported string
	traffic, mode, scheme, term       string
	included, suppose                 bool
	items, rates, docs                list
	freight, insurance, inland        string // money, as 12.50EUR
	carriage, order, year             string
}

// flags are those by which it is declared.
func (d *declared) flags(f *flag.FlagSet) {
	f.StringVar(&d.from, "from", "CN", "country of origin / 原产国")
	f.StringVar(&d.to, "to", "", "country of destination, or a state of it, such as US-CA / 目的国，或其州")
	f.StringVar(&d.date, "date", "", "day on which import customs accepts the declaration / 进口申报被接受之日")
	f.StringVar(&d.ordered, "ordered", "", "day of the order; default --date / 下单日")
	f.StringVar(&d.exported, "exported", "", "day of export; default --date / 出口日")
	f.StringVar(&d.traffic, "traffic", "parcel", "one of "+strings.Join(scenario.Traffics, ", ")+" / 通关类型")
	f.StringVar(&d.mode, "mode", "", "air, rail, sea or road / 运输方式")
	f.StringVar(&d.scheme, "scheme", "", "who has collected the tax on the sale: marketplace, seller, or nobody / 销售税由谁代收")
	f.StringVar(&d.term, "term", "DDP", "DDP or DAP / 贸易术语")
	f.BoolVar(&d.included, "tax-included", false, "prices contain the destination's consumption taxes / 价格含税")
	f.BoolVar(&d.suppose, "suppose", false, "charge what is only proposed, too / 连同拟议的规则")
	f.Var(&d.items, "item", "HS:PRICE[:…], again for each kind of goods / 货物，可重复")
	f.Var(&d.rates, "rate", "CURRENCY=units of the regime's currency, for thresholds in other currencies / 汇率，可重复")
	f.Var(&d.docs, "doc", "a document that goes with the goods, such as form-e / 随附单证，可重复")
	f.StringVar(&d.freight, "freight", "", "freight to the border, such as 10EUR / 国际运费")
	f.StringVar(&d.insurance, "insurance", "", "insurance / 保险费")
	f.StringVar(&d.inland, "inland", "", "carriage to the border of the country of export / 出口国内运费")
	f.StringVar(&d.carriage, "carriage", "", "charged to the buyer on top of the price / 向买家收的运费")
	f.StringVar(&d.order, "order", "", "value of the whole order, if this is a part / 整单金额")
	f.StringVar(&d.year, "year", "", "what the buyer has imported this year / 买家本年已用额度")
}

// wrongFlag is a mistake in the value of a flag.
func wrongFlag(name string, err error) error { return fmt.Errorf("%w: %s: %w", errUsage, name, err) }

// consignment reads what is declared, and finds the regime that it meets.
func (d *declared) consignment(all *scenario.Customs) (*scenario.Regime, customs.Consignment, error) {
	c := customs.Consignment{Origin: strings.ToUpper(d.from), Traffic: d.traffic, Mode: d.mode, Scheme: d.scheme, Term: d.term,
		TaxIncluded: d.included, Suppose: d.suppose, Documents: d.docs, Rates: map[money.Currency]decimal.Decimal{}}
	g, err := d.destination(all, &c)
	if err != nil {
		return nil, c, err
	}
	if err := d.kinds(&c); err != nil {
		return nil, c, err
	}
	if err := d.days(&c); err != nil {
		return nil, c, err
	}
	return g, c, d.sums(g, &c)
}

// destination reads the country of destination and finds its regime.
func (d *declared) destination(all *scenario.Customs, c *customs.Consignment) (*scenario.Regime, error) {
	if d.to == "" {
		return nil, wrongFlag("--to", errors.New("name the country of destination, such as DE / 请给出目的国，例如 DE"))
	}
	country, _, inside := strings.Cut(strings.ToUpper(d.to), "-")
	c.Destination = country
	if inside {
		c.Region = strings.ToUpper(d.to)
	}
	g := regimeOf(all, country)
	if g == nil {
		return nil, wrongFlag("--to", fmt.Errorf("no regime for %q; there are %s / 没有该国的制度", d.to, destinations(all)))
	}
	return g, nil
}

// kinds checks what is one of a few.
func (d *declared) kinds(c *customs.Consignment) error {
	if len(c.Origin) != 2 {
		return wrongFlag("--from", fmt.Errorf("%q: want a country of two letters / 应为两个字母的国家代码", d.from))
	}
	if !slices.Contains(scenario.Traffics, c.Traffic) {
		return wrongFlag("--traffic", fmt.Errorf("%q: want one of %s / 不是已知的通关类型", c.Traffic, strings.Join(scenario.Traffics, ", ")))
	}
	if c.Scheme != "" && !slices.Contains(scenario.Schemes, c.Scheme) {
		return wrongFlag("--scheme", fmt.Errorf("%q: want one of %s, or nothing / 不是已知的代收方式", c.Scheme, strings.Join(scenario.Schemes, ", ")))
	}
	return nil
}

// days reads the dates; those that are not given are the day of import.
func (d *declared) days(c *customs.Consignment) (err error) {
	for _, day := range []struct {
		name, text string
		into       *scenario.Date
	}{{"--date", d.date, &c.Date}, {"--ordered", d.ordered, &c.Ordered}, {"--exported", d.exported, &c.Exported}} {
		if day.text == "" && day.name != "--date" {
			continue
		}
		if *day.into, err = scenario.ParseDate(day.text); err != nil {
			return wrongFlag(day.name, fmt.Errorf("%w / 日期应写作 2026-07-01", err))
		}
	}
	return nil
}

// sums reads rates, amounts and goods in the currency of a regime.
func (d *declared) sums(g *scenario.Regime, c *customs.Consignment) (err error) {
	for _, r := range d.rates {
		if err := readRate(r, c.Rates); err != nil {
			return wrongFlag("--rate", err)
		}
	}
	for _, sum := range []struct {
		name, text string
		into       *decimal.Decimal
	}{{"--freight", d.freight, &c.Freight}, {"--insurance", d.insurance, &c.Insurance}, {"--inland", d.inland, &c.Inland},
		{"--carriage", d.carriage, &c.Carriage}, {"--order", d.order, &c.Order}, {"--year", d.year, &c.Year}} {
		if sum.text == "" {
			continue
		}
		if *sum.into, err = inCurrency(sum.text, g.Currency, c.Rates); err != nil {
			return wrongFlag(sum.name, err)
		}
	}
	if len(d.items) == 0 {
		return wrongFlag("--item", errors.New("name what is declared, such as --item 6206.10:45EUR / 至少给出一种货物"))
	}
	for _, s := range d.items {
		it, err := readItem(s, g.Currency, c.Rates)
		if err != nil {
			return wrongFlag("--item "+s, err)
		}
		c.Items = append(c.Items, it)
	}
	return nil
}

func regimeOf(all *scenario.Customs, country string) *scenario.Regime {
	for i := range all.Regimes {
		if slices.Contains(all.Regimes[i].Countries, country) {
			return &all.Regimes[i]
		}
	}
	return nil
}

// destinations are the countries of all regimes, in order.
func destinations(all *scenario.Customs) string {
	var out []string
	for i := range all.Regimes {
		out = append(out, all.Regimes[i].Countries...)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
