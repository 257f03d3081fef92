package customs

import (
	"slices"

	"chuhai/sim/scenario"
)

// Need is what an item must show to pass the border, or that it may not pass.
type Need struct {
	Gate     string          `json:"gate"`
	Name     scenario.Text   `json:"name"`
	HS       string          `json:"hs"`
	Document string          `json:"document"` // "" where nothing helps
	Met      bool            `json:"met"`
	Without  string          `json:"without"` // one of scenario.Refusals
	Source   scenario.Source `json:"source"`
}

// needs are the gates that stand before the items, in the order of the regime's gates.
func (b *border) needs() []Need {
	out := []Need{}
	for i := range b.g.Gates {
		t := &b.g.Gates[i]
		if !one(t.Traffic, b.c.Traffic) || !b.c.Date.In(t.From, t.To) {
			continue
		}
		for k := range b.lines {
			l := &b.lines[k]
			if t.HS.Match(l.HS) < 0 || !one(t.Origin, l.origin) {
				continue
			}
			met := t.Document != "" && slices.Contains(b.c.Documents, t.Document)
			out = append(out, Need{t.ID, t.Name, l.HS, t.Document, met, t.Without, b.g.Cite(t.Source)})
		}
	}
	return out
}

// Needs are the gates before goods of a code and an origin.
func Needs(g *scenario.Regime, hs, origin, traffic string, on scenario.Date, documents []string) []Need {
	b := border{g: g, c: &Consignment{Date: on, Traffic: traffic, Documents: documents}, lines: []line{{Item: &Item{HS: hs}, origin: origin}}}
	return b.needs()
}

// Passes reports whether every gate is met; otherwise the first that is not.
func (a *Assessment) Passes() (*Need, bool) {
	for i := range a.Needs {
		if !a.Needs[i].Met {
			return &a.Needs[i], false
		}
	}
	return nil, true
}
