package customs_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"chuhai/scenarios"
	"chuhai/sim/customs"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// golden is an assessment worked by hand: why has the arithmetic, source the rule that was followed.
type golden struct {
	Name, Why, Source string
	Regime            string
	To, Region, From  string // From is CN where nothing is said
	Date              string
	Ordered, Exported string
	Traffic           string // parcel where nothing is said
	Mode              string
	Scheme, Term      string
	TaxIncluded       bool `yaml:"tax_included"`
	Suppose           bool
	Inland, Freight   string
	Insurance         string
	Carriage          string
	Order, Year       string
	Rates             map[string]string // regime's currency for one unit
	Documents         []string
	Items             []struct {
		HS, Origin, Exporter string
		Price                string
		Pieces               int
		Grams, Net           int64
		Metal                string
	}
	Treatment string            // if the case says
	Lines     map[string]string // sum by rule, in the regime's currency
	Payers    map[string]string // sum by payer, if the case says
}

func number(t *testing.T, s string) decimal.Decimal {
	t.Helper()
	if s == "" {
		return decimal.Zero
	}
	d, err := decimal.NewFromString(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func date(t *testing.T, s string) scenario.Date {
	t.Helper()
	if s == "" {
		return 0
	}
	d, err := scenario.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (c *golden) consignment(t *testing.T) customs.Consignment {
	t.Helper()
	out := customs.Consignment{
		Destination: c.To, Region: c.Region, Origin: c.From, Date: date(t, c.Date), Ordered: date(t, c.Ordered), Exported: date(t, c.Exported), Traffic: c.Traffic, Mode: c.Mode,
		Scheme: c.Scheme, Term: c.Term, TaxIncluded: c.TaxIncluded, Suppose: c.Suppose, Inland: number(t, c.Inland), Freight: number(t, c.Freight),
		Insurance: number(t, c.Insurance), Carriage: number(t, c.Carriage), Order: number(t, c.Order), Year: number(t, c.Year), Documents: c.Documents,
		Rates: map[money.Currency]decimal.Decimal{},
	}
	if out.Origin == "" {
		out.Origin = "CN"
	}
	if out.Traffic == "" {
		out.Traffic = "parcel"
	}
	for k, v := range c.Rates {
		out.Rates[money.Currency(k)] = number(t, v)
	}
	for _, it := range c.Items {
		out.Items = append(out.Items, customs.Item{HS: it.HS, Origin: it.Origin, Exporter: it.Exporter, Price: number(t, it.Price), Pieces: it.Pieces, Grams: it.Grams, Net: it.Net, Metal: number(t, it.Metal)})
	}
	return out
}

// borders are the built-in regimes by id.
func borders(t testing.TB) map[string]*scenario.Regime {
	t.Helper()
	all, err := scenario.ReadCustoms(scenarios.With(nil))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*scenario.Regime{}
	for i := range all.Regimes {
		out[all.Regimes[i].ID] = &all.Regimes[i]
	}
	return out
}

// Every assessment worked by hand comes out to the minor unit, and every line of it says where it comes from.
func TestGoldenAssessments(t *testing.T) {
	regimes := borders(t)
	n := 0
	for _, c := range goldens(t) {
		n++
		t.Run(c.Regime+"/"+c.Name, func(t *testing.T) { c.check(t, regimes[c.Regime]) })
	}
	if n < 60 {
		t.Errorf("only %d assessments are worked by hand, want 60", n)
	}
}

func (c *golden) check(t *testing.T, g *scenario.Regime) {
	if g == nil || c.Why == "" || c.Source == "" || c.Lines == nil {
		t.Fatalf("the case must name a regime, why, source and lines")
	}
	a, err := customs.Assess(g, c.consignment(t))
	if err != nil {
		t.Fatal(err)
	}
	if c.Treatment != "" && a.Treatment != c.Treatment {
		t.Errorf("treated as %s, want %s", a.Treatment, c.Treatment)
	}
	got, payers := map[string]decimal.Decimal{}, map[string]decimal.Decimal{}
	var sum int64
	for _, l := range a.Lines {
		got[l.Rule] = got[l.Rule].Add(l.Amount.Decimal())
		payers[l.Payer] = payers[l.Payer].Add(l.Amount.Decimal())
		sum += l.Amount.Minor
		if l.Source.Title == "" || l.Source.Confidence == "" || l.Working == "" {
			t.Errorf("%s names no source or shows no working: %+v", l.Rule, l)
		}
	}
	if sum != a.Sum("") {
		t.Errorf("the lines sum to %d, the total says %d", sum, a.Sum(""))
	}
	for rule, want := range c.Lines {
		if !got[rule].Equal(number(t, want)) {
			t.Errorf("%s = %s, want %s", rule, got[rule], want)
		}
		delete(got, rule)
	}
	for rule, v := range got {
		t.Errorf("unexpected charge %s of %s", rule, v)
	}
	for payer, want := range c.Payers {
		if !payers[payer].Equal(number(t, want)) {
			t.Errorf("%s pays %s, want %s", payer, payers[payer], want)
		}
	}
}
