package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Headings are chapters, headings or subheadings of the Harmonized System: two to six digits each, with blanks between
// them, as in 0902 6704 691310.
type Headings []string

// UnmarshalText reads headings with blanks between them.
func (h *Headings) UnmarshalText(b []byte) error {
	*h = strings.Fields(string(b))
	if len(*h) == 0 {
		return errors.New("want one or more HS headings with blanks between them, such as 0902 691310")
	}
	for _, x := range *h {
		if len(x) < 2 || len(x) > 6 || strings.Trim(x, "0123456789") != "" {
			return fmt.Errorf("%q: want HS headings of two to six digits with blanks between them, such as 0902 691310", x)
		}
	}
	return nil
}

// Match is the length of the longest heading that a code falls under: 0 where there are no headings, which stands for all
// goods, -1 where it falls under none.
func (h Headings) Match(hs string) int {
	if len(h) == 0 {
		return 0
	}
	best := -1
	for _, x := range h {
		if strings.HasPrefix(hs, x) {
			best = max(best, len(x))
		}
	}
	return best
}

// Duty is a row of a tariff: ad valorem, specific, or both, for goods and origins. Of the rows of a kind that match an
// item the one with a named exporter goes first, then the one with a named origin, then the one with the longest heading.
type Duty struct {
	Kind     string          `yaml:"kind"`               // customs, anti_dumping, countervailing, or a layer's own name
	HS       Headings        `yaml:"hs,omitempty"`       // empty: all goods
	Origin   []string        `yaml:"origin,omitempty"`   // countries; empty: all
	Exporter string          `yaml:"exporter,omitempty"` // a named producer's own rate
	Document string          `yaml:"document,omitempty"` // only with this proof, such as a certificate of origin
	Rate     decimal.Decimal `yaml:"rate,omitempty"`
	Amount   *money.Amount   `yaml:"amount,omitempty"` // besides the rate, for each Per
	Per      Quantity        `yaml:"per,omitempty"`
	Least    *money.Amount   `yaml:"least,omitempty"` // the duty is at least this for each LeastPer
	LeastPer Quantity        `yaml:"least_per,omitempty"`
	Most     *money.Amount   `yaml:"most,omitempty"` // and at most this for each MostPer
	MostPer  Quantity        `yaml:"most_per,omitempty"`
	Metal    bool            `yaml:"metal,omitempty"`       // on the value of the metal content only
	MetalMin decimal.Decimal `yaml:"metal_above,omitempty"` // only goods whose metal is more than this share of their value
	Decides  Deciding        `yaml:"decides,omitempty"`
	Standing Standing        `yaml:"standing,omitempty"`
	From     Date            `yaml:"from"`
	To       Date            `yaml:"to,omitempty"` // last day; zero: open
	Source   string          `yaml:"source"`
}

// Tax is a rate of a tax on consumption, for a country or some of its states, and a category of goods. The row of the state
// with the longest heading applies.
type Tax struct {
	Kind     string          `yaml:"kind"` // vat, consumption, or a tax's own name
	Country  string          `yaml:"country"`
	Regions  []string        `yaml:"regions,omitempty"` // states of the country, by ISO 3166-2; empty: all for which no other row is
	Category string          `yaml:"category"`          // standard, books, food, children's clothing …
	HS       Headings        `yaml:"hs,omitempty"`      // of the category; empty: all goods
	Rate     decimal.Decimal `yaml:"rate"`
	AtLeast  *money.Amount   `yaml:"at_least,omitempty"` // only goods whose price without tax is at least this for each Per
	Per      Quantity        `yaml:"per,omitempty"`
	Decides  Deciding        `yaml:"decides,omitempty"`
	Standing Standing        `yaml:"standing,omitempty"`
	From     Date            `yaml:"from"`
	To       Date            `yaml:"to,omitempty"`
	Source   string          `yaml:"source"`
}

// GoodsList is a list of goods that a treatment is reserved for, such as China's retail import list.
type GoodsList struct {
	ID     string   `yaml:"id"`
	Name   Text     `yaml:"name"`
	HS     Headings `yaml:"hs"`
	Source string   `yaml:"source"`
}

// Gate is what goods must show to pass, or that they may not.
type Gate struct {
	ID       string   `yaml:"id"`
	Name     Text     `yaml:"name"`
	HS       Headings `yaml:"hs,omitempty"`
	Origin   []string `yaml:"origin,omitempty"`
	Traffic  []string `yaml:"traffic,omitempty"`
	Document string   `yaml:"document,omitempty"` // what opens it; empty: nothing does, the goods are prohibited
	Without  string   `yaml:"without"`            // one of Refusals
	From     Date     `yaml:"from"`
	To       Date     `yaml:"to,omitempty"`
	Source   string   `yaml:"source"`
}

// Refusals are what becomes of goods that do not pass a gate.
var Refusals = []string{"hold", "return", "seize", "delist"}

// Foreign are the currencies other than the regime's own in which it states amounts.
func (g *Regime) Foreign() []money.Currency {
	var out []money.Currency
	note := func(all ...*money.Amount) {
		for _, a := range all {
			if a != nil && a.Currency != g.Currency && !slices.Contains(out, a.Currency) {
				out = append(out, a.Currency)
			}
		}
	}
	for i := range g.Treatments {
		for _, l := range g.Treatments[i].When.Limits {
			note(l.Above, l.UpTo)
		}
	}
	for i := range g.Rules {
		u := &g.Rules[i]
		note(u.ExcessOf, u.Deduct, u.Amount, u.Least, u.Most, u.Waive)
	}
	for i := range g.Duties {
		d := &g.Duties[i]
		note(d.Amount, d.Least, d.Most)
	}
	for i := range g.Taxes {
		note(g.Taxes[i].AtLeast)
	}
	return out
}
