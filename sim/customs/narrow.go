package customs

import (
	"slices"

	"chuhai/sim/scenario"
)

// Narrow is the part of a regime that can bear on consignments which differ from a given one in values, weights, pieces and
// documents alone: the same border, date, traffic and codes. Assess and Levy give the same with it as with the whole
// regime, the sooner the more of them there are.
func Narrow(g *scenario.Regime, c *Consignment) *scenario.Regime {
	out := *g
	origins := make([]string, len(c.Items))
	for i := range c.Items {
		if origins[i] = c.Items[i].Origin; origins[i] == "" {
			origins[i] = c.Origin
		}
	}
	falls := func(h scenario.Headings, origin []string) bool {
		for i := range c.Items {
			if h.Match(c.Items[i].HS) >= 0 && one(origin, origins[i]) {
				return true
			}
		}
		return false
	}
	out.Treatments = kept(g.Treatments, func(t *scenario.Treatment) bool {
		return one(t.When.Traffic, c.Traffic) && one(t.When.Scheme, c.Scheme) && one(t.When.Mode, c.Mode) && c.holds(t.From, t.To, t.Decides, t.Standing)
	})
	out.Rules = kept(g.Rules, func(u *scenario.Rule) bool {
		return one(u.Countries, c.Destination) && one(u.Mode, c.Mode) && c.holds(u.From, u.To, u.Decides, u.Standing) &&
			(len(u.In) == 0 || slices.ContainsFunc(out.Treatments, func(t scenario.Treatment) bool { return slices.Contains(u.In, t.ID) }))
	})
	out.Duties = kept(g.Duties, func(d *scenario.Duty) bool {
		return c.holds(d.From, d.To, d.Decides, d.Standing) && falls(d.HS, d.Origin)
	})
	out.Taxes = kept(g.Taxes, func(t *scenario.Tax) bool {
		return t.Country == c.Destination && c.holds(t.From, t.To, t.Decides, t.Standing) && falls(t.HS, nil)
	})
	out.Gates = kept(g.Gates, func(t *scenario.Gate) bool {
		return one(t.Traffic, c.Traffic) && c.Date.In(t.From, t.To) && falls(t.HS, t.Origin)
	})
	return &out
}

// kept are the rows that stay, in their order.
func kept[T any](rows []T, stays func(*T) bool) []T {
	var out []T
	for i := range rows {
		if stays(&rows[i]) {
			out = append(out, rows[i])
		}
	}
	return out
}
