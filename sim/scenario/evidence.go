package scenario

import "fmt"

// Evidence is what research or public statistics have found about markets, and how near to it a scenario's market must
// come. Whatever a market measures is held between Low and High.
type Evidence struct {
	ID       string  `yaml:"id" json:"id"` // one of Measures
	Name     Text    `yaml:"name" json:"name"`
	Unit     string  `yaml:"unit" json:"unit"`   // elasticity, percent, stars, share, times
	Found    Text    `yaml:"found" json:"found"` // in the literature, in words and figures
	Target   float64 `yaml:"target" json:"target"`
	Low      float64 `yaml:"low" json:"low"`
	High     float64 `yaml:"high" json:"high"`
	Teaching Text    `yaml:"teaching,omitempty" json:"teaching"` // why the market exaggerates or differs on purpose; empty when it does not
	Source   Source  `yaml:"source" json:"source"`
}

// Measures are what a market can be measured by; package sim measures them.
var Measures = []string{
	"own-price", "own-price-segment", "cross-price-mean", "cross-price-median", "day-within-week", "day-beyond-week", "star", "ten-reviews", "fifth-place",
	"stars-on-time", "stars-late", "five-stars", "one-star", "late", "top-fifth", "peak-day", "click-rate", "click-orders",
}

func validateEvidence(r *reader, l *library) {
	seen := map[string]bool{}
	for i := range l.Evidence {
		e, p := &l.Evidence[i], fmt.Sprintf("evidence[%d]", i)
		r.oneOf(p+".id", e.ID, Measures...)
		r.check(!seen[e.ID], p+".id", fmt.Sprintf("%q 重复", e.ID), fmt.Sprintf("%q is used twice", e.ID))
		seen[e.ID] = true
		r.text(p+".name", e.Name)
		r.text(p+".found", e.Found)
		r.oneOf(p+".unit", e.Unit, "elasticity", "percent", "stars", "share", "times")
		r.check(e.Low < e.High, p, fmt.Sprintf("low %g 应小于 high %g", e.Low, e.High), fmt.Sprintf("low %g must be less than high %g", e.Low, e.High))
		r.source(p+".source", e.Source)
	}
}
