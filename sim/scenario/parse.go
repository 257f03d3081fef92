package scenario

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Main is the name of the scenario file in a Bundle.
const Main = "scenario.yaml"

// Bundle is all the bytes that a world is made of: the scenario file and the reference files that it selects from, by
// name. Reference files end in .yaml, exchange-rate tables in .csv.
type Bundle map[string][]byte

// Names are the bundle's file names in order.
func (b Bundle) Names() []string {
	names := make([]string, 0, len(b))
	for n := range b { // order does not matter: sorted below
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// document is the scenario file as written.
type document struct {
	ID        string           `yaml:"id"`
	Title     Text             `yaml:"title"`
	Summary   Text             `yaml:"summary"`
	Level     int              `yaml:"level"`
	Start     Date             `yaml:"start"`
	Days      int              `yaml:"days"`
	Home      Home             `yaml:"home"`
	Credit    Credit           `yaml:"credit"`
	Rates     Rates            `yaml:"rates"`
	Use       selection        `yaml:"use"`
	Tasks     []Task           `yaml:"tasks"`
	Rubric    []Indicator      `yaml:"rubric"`
	Wars      []PriceWar       `yaml:"price_wars,omitempty"`
	Wallets   []money.Currency `yaml:"wallets,omitempty"`
	Shocks    []Scheduled      `yaml:"shocks,omitempty"`
	VATByShop []string         `yaml:"vat_by_shop,omitempty"`
}

// selection names what a scenario takes from the reference files.
type selection struct {
	Goods        []string `yaml:"goods"`
	Marketplaces []string `yaml:"marketplaces"`
	Services     []string `yaml:"services"`
	Freights     []string `yaml:"freights,omitempty"`
	Warehouses   []string `yaml:"warehouses,omitempty"`
	Mechanisms   []string `yaml:"mechanisms,omitempty"`
	Shocks       []string `yaml:"shocks,omitempty"`
}

// library is a reference file.
type library struct {
	Goods        []Good        `yaml:"goods,omitempty"`
	Segments     []Segment     `yaml:"segments,omitempty"`
	Behaviour    *Behaviour    `yaml:"behaviour,omitempty"`
	Marketplaces []Marketplace `yaml:"marketplaces,omitempty"`
	Hubs         []Hub         `yaml:"hubs,omitempty"`
	Legs         []Leg         `yaml:"legs,omitempty"`
	Services     []Service     `yaml:"services,omitempty"`
	Freights     []Freight     `yaml:"freights,omitempty"`
	Warehouses   []Warehouse   `yaml:"warehouses,omitempty"`
	Calendars    []Calendar    `yaml:"calendars,omitempty"`
	Shocks       []Shock       `yaml:"shocks,omitempty"`
	Regimes      []Regime      `yaml:"regimes,omitempty"`
	Exports      []Export      `yaml:"exports,omitempty"`
	Headings     []Heading     `yaml:"headings,omitempty"`
	Bots         []BotProfile  `yaml:"bots,omitempty"`
	Translations []Work        `yaml:"translations,omitempty"`
	Contents     []Work        `yaml:"contents,omitempty"`
	Evidence     []Evidence    `yaml:"evidence,omitempty"`
	Timings      []Timing      `yaml:"timings,omitempty"`

	AfterSales  *AfterSales   `yaml:"service,omitempty"`
	Appeals     *AppealTerms  `yaml:"appeals,omitempty"`
	Enforcement *Enforcement  `yaml:"enforcement,omitempty"`
	Papers      []Paper       `yaml:"papers,omitempty"`
	Rights      []Right       `yaml:"rights,omitempty"`
	Privacy     []PrivacyTask `yaml:"privacy,omitempty"`

	Exchange  *Exchange `yaml:"exchange,omitempty"`
	Processes []Process `yaml:"processes,omitempty"`
	Lending   *Lending  `yaml:"lending,omitempty"`
	Taxes     *Taxes    `yaml:"taxes,omitempty"`
	Border    *Practice `yaml:"border,omitempty"`
	Pegs      []Peg     `yaml:"pegs,omitempty"`
}

// reference is what the reference files of a bundle hold.
type reference struct {
	library
	columns []money.Currency
	rows    []RateRow
}

// readReference reads the reference files of a bundle.
func readReference(b Bundle) (lib reference, all Problems) {
	ids := map[string]string{} // file by kind and id
	for _, name := range b.Names() {
		r := reader{at: map[string]position{}}
		switch {
		case name == Main:
			continue
		case strings.HasSuffix(name, ".csv"):
			var p Problems
			lib.columns, lib.rows, p = readRates(name, b[name])
			all = append(all, p...)
			continue
		}
		var l library
		r.read(name, b[name], &l)
		if len(r.problems) == 0 {
			validateLibrary(&r, &l)
			validateLimits(&r, &l)
			validateDemand(&r, &l)
			validateEvidence(&r, &l)
			validateTimings(&r, &l)
			validateExchange(&r, &l)
			validateLending(&r, &l)
			validateTaxes(&r, &l)
			validatePractice(&r, &l)
			validatePegs(&r, &l)
			l.unique(&r, ids)
		}
		all = append(all, r.problems...)
		lib.Goods = append(lib.Goods, l.Goods...)
		lib.Segments = append(lib.Segments, l.Segments...)
		lib.Marketplaces = append(lib.Marketplaces, l.Marketplaces...)
		lib.Hubs = append(lib.Hubs, l.Hubs...)
		lib.Legs = append(lib.Legs, l.Legs...)
		lib.Services = append(lib.Services, l.Services...)
		lib.Freights = append(lib.Freights, l.Freights...)
		lib.Warehouses = append(lib.Warehouses, l.Warehouses...)
		lib.Calendars = append(lib.Calendars, l.Calendars...)
		lib.Shocks = append(lib.Shocks, l.Shocks...)
		lib.Regimes = append(lib.Regimes, l.Regimes...)
		lib.Exports = append(lib.Exports, l.Exports...)
		lib.Headings = append(lib.Headings, l.Headings...)
		lib.Bots = append(lib.Bots, l.Bots...)
		lib.Translations = append(lib.Translations, l.Translations...)
		lib.Contents = append(lib.Contents, l.Contents...)
		lib.Evidence = append(lib.Evidence, l.Evidence...)
		lib.Papers = append(lib.Papers, l.Papers...)
		lib.Rights = append(lib.Rights, l.Rights...)
		lib.Privacy = append(lib.Privacy, l.Privacy...)
		lib.Behaviour = cmp.Or(l.Behaviour, lib.Behaviour)
		lib.AfterSales = cmp.Or(l.AfterSales, lib.AfterSales)
		lib.Appeals = cmp.Or(l.Appeals, lib.Appeals)
		lib.Enforcement = cmp.Or(l.Enforcement, lib.Enforcement)
		lib.Exchange = cmp.Or(l.Exchange, lib.Exchange)
		lib.Lending = cmp.Or(l.Lending, lib.Lending)
		lib.Taxes = cmp.Or(l.Taxes, lib.Taxes)
		lib.Border = cmp.Or(l.Border, lib.Border)
		lib.Pegs = append(lib.Pegs, l.Pegs...)
		lib.Processes = append(lib.Processes, l.Processes...)
	}
	return lib, all
}

// euro is the base of the table of reference rates.
const euro money.Currency = "EUR"

// Customs is what the reference files of a bundle know about borders, whether a scenario uses it or not.
type Customs struct {
	Regimes  []Regime
	Exports  []Export
	Headings []Heading
	Rates    Rates // real reference rates of every currency in the table, by their own dates
	Pegs     []Peg // of currencies that the table lacks
}

// ReadCustoms reads it. The error, if any, is Problems.
func ReadCustoms(b Bundle) (*Customs, error) {
	lib, all := readReference(b)
	if len(all) > 0 {
		return nil, all
	}
	return &Customs{lib.Regimes, lib.Exports, lib.Headings, Rates{Base: euro, Quote: lib.columns, Rows: lib.rows}, lib.Pegs}, nil
}

// Parse reads a bundle. The error, if any, is Problems.
func Parse(b Bundle) (*Scenario, error) {
	lib, all := readReference(b)
	r := reader{at: map[string]position{}, file: Main}
	if b[Main] == nil {
		r.fail("", "缺少剧本文件", "the scenario file is missing")
		return nil, append(all, r.problems...)
	}
	var doc document
	r.read(Main, b[Main], &doc)
	if len(all)+len(r.problems) > 0 {
		return nil, append(all, r.problems...)
	}
	s := resolve(&r, &doc, &lib.library)
	if len(r.problems) == 0 {
		attachRates(&r, s, lib.columns, lib.rows)
		s.scripted(&r)
		validate(&r, s)
		validateSums(&r, s)
		validateMechanisms(&r, s)
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return s, nil
}

// CheckReference reads one reference file by itself. The error, if any, is Problems.
func CheckReference(name string, data []byte) error {
	r := reader{at: map[string]position{}}
	if strings.HasSuffix(name, ".csv") {
		_, _, r.problems = readRates(name, data)
	} else {
		var l library
		r.read(name, data, &l)
		if len(r.problems) == 0 {
			validateLibrary(&r, &l)
			validateLimits(&r, &l)
			validateDemand(&r, &l)
			validateEvidence(&r, &l)
			validateTimings(&r, &l)
			validateExchange(&r, &l)
			validateLending(&r, &l)
			validateTaxes(&r, &l)
			validatePractice(&r, &l)
			validatePegs(&r, &l)
			l.unique(&r, map[string]string{})
		}
	}
	if len(r.problems) > 0 {
		return r.problems
	}
	return nil
}

// pick takes the named items out of all, in the order named.
func pick[T any](r *reader, path string, names []string, all []T, id func(*T) string) []T {
	var out []T
	for i, n := range names {
		at := slices.IndexFunc(all, func(t T) bool { return id(&t) == n })
		if at < 0 {
			known := make([]string, len(all))
			for k := range all {
				known[k] = id(&all[k])
			}
			r.fail(fmt.Sprintf("%s[%d]", path, i), fmt.Sprintf("没有 %q，可用：%s", n, strings.Join(known, ", ")),
				fmt.Sprintf("there is no %q, allowed: %s", n, strings.Join(known, ", ")))
			continue
		}
		if slices.Contains(names[:i], n) {
			r.fail(fmt.Sprintf("%s[%d]", path, i), fmt.Sprintf("%q 重复", n), fmt.Sprintf("%q is named twice", n))
			continue
		}
		out = append(out, all[at])
	}
	return out
}

func resolve(r *reader, d *document, l *library) *Scenario {
	s := &Scenario{
		ID: d.ID, Title: d.Title, Summary: d.Summary, Level: d.Level, Start: d.Start, Days: d.Days, Home: d.Home,
		Credit: d.Credit, Rates: d.Rates, Tasks: d.Tasks, Rubric: d.Rubric, Segments: l.Segments, Headings: l.Headings, Calendars: l.Calendars, Bots: l.Bots,
	}
	if l.Behaviour != nil {
		s.Behaviour = *l.Behaviour
	}
	s.Goods = pick(r, "use.goods", d.Use.Goods, l.Goods, func(g *Good) string { return g.ID })
	s.Marketplaces = pick(r, "use.marketplaces", d.Use.Marketplaces, l.Marketplaces, func(m *Marketplace) string { return m.ID })
	s.Services = pick(r, "use.services", d.Use.Services, l.Services, func(v *Service) string { return v.ID })
	s.Freights = pick(r, "use.freights", d.Use.Freights, l.Freights, func(f *Freight) string { return f.ID })
	s.Warehouses = pick(r, "use.warehouses", d.Use.Warehouses, l.Warehouses, func(w *Warehouse) string { return w.ID })
	used := map[string]bool{}
	for _, v := range s.Services {
		mark(used, v.Legs...)
	}
	for _, f := range s.Freights {
		mark(used, f.Legs...)
	}
	hubs := map[string]bool{s.Home.Hub: true}
	for _, g := range l.Legs {
		if used[g.ID] {
			s.Legs = append(s.Legs, g)
			mark(hubs, g.From, g.To)
		}
	}
	s.shocks(r, d, l)
	for _, w := range s.Warehouses {
		mark(hubs, w.Hub)
	}
	for _, h := range l.Hubs {
		if hubs[h.ID] {
			s.Hubs = append(s.Hubs, h)
		}
	}
	for _, g := range l.Regimes {
		serves := func(country string) bool { return slices.Contains(g.Countries, country) }
		if slices.ContainsFunc(s.Marketplaces, func(m Marketplace) bool { return serves(m.Country) }) ||
			slices.ContainsFunc(s.Warehouses, func(w Warehouse) bool { return serves(w.Country) }) {
			s.Regimes = append(s.Regimes, g)
		}
	}
	for _, x := range l.Exports {
		if x.Country == s.Home.Country {
			s.Exports = append(s.Exports, x)
		}
	}
	// A marketplace shows the categories of the goods that the scenario plays.
	for i := range s.Marketplaces {
		m := &s.Marketplaces[i]
		var keep []Category
		for _, c := range m.Categories {
			if slices.ContainsFunc(s.Goods, func(g Good) bool { return g.Category == c.ID }) {
				keep = append(keep, c)
			}
		}
		m.Categories = keep
	}
	s.PriceWars = d.Wars
	s.Wallets = d.Wallets
	for _, m := range d.Use.Mechanisms {
		s.Mechanisms = append(s.Mechanisms, Mechanism(m))
	}
	s.Translations, s.Contents, s.Evidence = l.Translations, l.Contents, l.Evidence
	s.switchOff()
	s.require(r, l)
	s.exchange(r, l)
	s.practise(r, l)
	s.lend(r, l)
	s.tax(r, l, d.VATByShop)
	return s
}

func mark(set map[string]bool, ids ...string) {
	for _, id := range ids {
		set[id] = true
	}
}

// readRates reads a table of reference rates: a header date,CCY,… and ascending rows.
func readRates(name string, data []byte) (columns []money.Currency, rows []RateRow, problems Problems) {
	fail := func(line int, zh, en string) {
		if len(problems) < maxProblems {
			problems = append(problems, Problem{name, line, 1, "", Text{zh, en}})
		}
	}
	if len(data) > MaxFile {
		fail(1, fmt.Sprintf("文件有 %d 字节，最多 %d", len(data), MaxFile), fmt.Sprintf("the file has %d bytes, at most %d are allowed", len(data), MaxFile))
		return nil, nil, problems
	}
	c := csv.NewReader(bytes.NewReader(data))
	c.Comment = '#'
	head, err := c.Read()
	if err != nil || len(head) < 2 || head[0] != "date" {
		fail(1, "首行应为 date,货币,…", "the first line must be date,CURRENCY,…")
		return nil, nil, problems
	}
	for _, h := range head[1:] {
		if !money.Currency(h).Valid() {
			fail(1, fmt.Sprintf("%q 不是货币代码", h), fmt.Sprintf("%q is not a currency code", h))
		}
		columns = append(columns, money.Currency(h))
	}
	for {
		rec, err := c.Read()
		if err == io.EOF {
			return columns, rows, problems
		}
		line := 0
		if err == nil {
			line, _ = c.FieldPos(0)
		} else {
			var at *csv.ParseError
			if errors.As(err, &at) {
				line = at.Line
			}
			fail(max(line, 1), "行格式不对："+err.Error(), err.Error())
			return columns, rows, problems
		}
		d, err := ParseDate(rec[0])
		if err != nil || len(rows) > 0 && d <= rows[len(rows)-1].Date {
			fail(line, fmt.Sprintf("日期 %.40q 无效或未递增", rec[0]), fmt.Sprintf("date %.40q is no date or does not ascend", rec[0]))
			continue
		}
		row := RateRow{Date: d}
		for _, f := range rec[1:] {
			v, err := parseDecimal(f)
			if err != nil || !v.IsPositive() {
				fail(line, fmt.Sprintf("汇率 %.40q 应为正数", f), fmt.Sprintf("rate %.40q must be a positive number", f))
			}
			row.Rates = append(row.Rates, v)
		}
		rows = append(rows, row)
	}
}

// attachRates gives the scenario the columns it quotes. One that it writes itself need not be in the table.
func attachRates(r *reader, s *Scenario, columns []money.Currency, rows []RateRow) {
	for i, q := range s.Rates.Quote {
		at := slices.Index(columns, q)
		written := slices.ContainsFunc(s.Rates.Script, func(p RatePoint) bool { return p.Currency == q })
		if at < 0 && !written {
			r.fail(fmt.Sprintf("rates.quote[%d]", i), fmt.Sprintf("汇率表没有 %s", q), fmt.Sprintf("the rate table has no %s", q))
			return
		}
		for k, row := range rows {
			if i == 0 {
				s.Rates.Rows = append(s.Rates.Rows, RateRow{Date: row.Date})
			}
			rate := decimal.Zero // until the script writes it
			if at >= 0 {
				rate = row.Rates[at]
			}
			s.Rates.Rows[k].Rates = append(s.Rates.Rows[k].Rates, rate)
		}
	}
}
