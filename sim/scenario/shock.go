package scenario

import (
	"fmt"
	"slices"

	"chuhai/sim/money"
)

// Shock is something that happens to the network: a closed border, a backlog, a strike. It touches the legs that it names
// and those that start or end at its hubs; with neither, all legs of its modes. Or it is a marketplace's insolvency, which
// touches no leg and does not pass.
type Shock struct {
	ID       string   `yaml:"id"`
	Name     Text     `yaml:"name"`
	Story    Text     `yaml:"story"` // what the news say
	Legs     []string `yaml:"legs,omitempty"`
	Hubs     []string `yaml:"hubs,omitempty"`
	Modes    []Mode   `yaml:"modes,omitempty"`    // of the legs at the hubs, or of all; empty: any
	Notice   int      `yaml:"notice,omitempty"`   // days from the news to the first day of the effect
	Days     int      `yaml:"days"`               // that the effect lasts
	Closed   bool     `yaml:"closed,omitempty"`   // nothing starts on the legs and nothing gets off them
	Slow     float64  `yaml:"slow,omitempty"`     // factor on the time under way; 0: none
	Capacity float64  `yaml:"capacity,omitempty"` // share of the capacity that is left; 0: all of it
	Price    float64  `yaml:"price,omitempty"`    // factor on what carriage over the legs costs; 0: none
	Detours  []Detour `yaml:"detours,omitempty"`
	Fails    string   `yaml:"fails,omitempty"` // the marketplace that becomes insolvent
	Source   Source   `yaml:"source"`
}

// Detour is a way round a closed leg: another leg between the same hubs. Carriers send parcels by it from some days after
// the closure on and charge for it; a consignment takes it when its shop says so.
type Detour struct {
	Leg   string       `yaml:"leg"`
	By    string       `yaml:"by"`
	After int          `yaml:"after"`  // days that parcels wait before their carriers take it
	PerKG money.Amount `yaml:"per_kg"` // in the home currency, for each kilogram on the scale
}

// Scheduled is a shock that a scenario brings about: told on a date, or on any day with a chance.
type Scheduled struct {
	Shock  string  `yaml:"shock"`
	On     Date    `yaml:"on,omitempty"`
	Chance float64 `yaml:"chance,omitempty"` // a day, while the shock is not on
}

// Touches reports whether a shock touches a leg.
func (k *Shock) Touches(l *Leg) bool {
	if k.Fails != "" {
		return false
	}
	if slices.Contains(k.Legs, l.ID) {
		return true
	}
	if len(k.Modes) > 0 && !slices.Contains(k.Modes, l.Mode) {
		return false
	}
	if slices.Contains(k.Hubs, l.From) || slices.Contains(k.Hubs, l.To) {
		return true
	}
	return len(k.Legs)+len(k.Hubs) == 0
}

func validateShocks(r *reader, l *library) {
	for i := range l.Shocks {
		k := &l.Shocks[i]
		p := fmt.Sprintf("shocks[%d]", i)
		r.text(p+".name", k.Name)
		r.text(p+".story", k.Story)
		r.source(p+".source", k.Source)
		r.within(p+".notice", int64(k.Notice), 0, 90)
		r.within(p+".days", int64(k.Days), 1, MaxDays)
		for m, mode := range k.Modes {
			r.oneOf(fmt.Sprintf("%s.modes[%d]", p, m), string(mode), string(Air), string(Rail), string(Sea), string(Road))
		}
		r.check(
			(len(k.Legs)+len(k.Hubs)+len(k.Modes) > 0) != (k.Fails != ""),
			p,
			"应给出 legs、hubs 或 modes，或者只给出 fails",
			"give legs, hubs or modes, or fails alone",
		)
		for _, f := range []struct {
			name string
			v    float64
		}{{"slow", k.Slow}, {"price", k.Price}} {
			r.check(
				f.v == 0 || f.v >= 1 && f.v <= maxSlow,
				p+"."+f.name,
				fmt.Sprintf("%g 应在 1 到 %d 之间", f.v, maxSlow),
				fmt.Sprintf("%g must lie between 1 and %d", f.v, maxSlow),
			)
		}
		r.check(
			k.Capacity >= 0 && k.Capacity <= 1,
			p+".capacity",
			fmt.Sprintf("%g 应在 0 到 1 之间", k.Capacity),
			fmt.Sprintf("%g must lie between 0 and 1", k.Capacity),
		)
		r.check(k.Closed || k.Slow > 1 || k.Price > 1 || k.Capacity > 0 || k.Fails != "", p, "没有任何影响", "it has no effect")
		for d, by := range k.Detours {
			dp := fmt.Sprintf("%s.detours[%d]", p, d)
			r.within(dp+".after", int64(by.After), 0, MaxDays)
			r.within(dp+".per_kg", by.PerKG.Minor, 0, maxUnit)
			r.check(k.Closed, dp, "只有关闭的线路才需要绕行", "only a closed leg needs a way round")
		}
	}
}

// shocks takes the shocks that a scenario uses, and the legs of their detours.
func (s *Scenario) shocks(r *reader, d *document, l *library) {
	s.Shocks = pick(r, "use.shocks", d.Use.Shocks, l.Shocks, func(k *Shock) string { return k.ID })
	s.Scheduled = d.Shocks
	leg := func(id string) *Leg {
		if i := slices.IndexFunc(s.Legs, func(g Leg) bool { return g.ID == id }); i >= 0 {
			return &s.Legs[i]
		}
		return nil
	}
	for i := range s.Shocks {
		k := &s.Shocks[i]
		p := fmt.Sprintf("use.shocks[%d]", i)
		if k.Fails != "" {
			r.check(
				slices.ContainsFunc(s.Marketplaces, func(m Marketplace) bool { return m.ID == k.Fails }),
				p,
				fmt.Sprintf("%s：剧本没有平台 %q", k.ID, k.Fails),
				fmt.Sprintf("%s: the scenario has no marketplace %q", k.ID, k.Fails),
			)
			continue
		}
		r.check(slices.ContainsFunc(s.Legs, func(g Leg) bool { return k.Touches(&g) }), p, k.ID+" 不影响剧本的任何线路", k.ID+" touches no leg of the scenario")
		for _, t := range k.Detours {
			closed := leg(t.Leg)
			if closed == nil || leg(t.By) != nil {
				continue
			}
			at := slices.IndexFunc(l.Legs, func(g Leg) bool { return g.ID == t.By })
			if at < 0 || l.Legs[at].From != closed.From || l.Legs[at].To != closed.To {
				r.fail(
					p,
					fmt.Sprintf("%s：绕行段 %q 应与 %q 起讫相同", k.ID, t.By, t.Leg),
					fmt.Sprintf("%s: detour %q must run between the hubs of %q", k.ID, t.By, t.Leg),
				)
				continue
			}
			r.check(
				t.PerKG.Currency == s.Home.Currency,
				p,
				k.ID+" 的绕行费应为 "+string(s.Home.Currency),
				"the detour of "+k.ID+" must be priced in "+string(s.Home.Currency),
			)
			by := l.Legs[at]
			by.Detour = true
			s.Legs = append(s.Legs, by)
		}
	}
	for i, u := range d.Shocks {
		p := fmt.Sprintf("shocks[%d]", i)
		r.check(
			slices.ContainsFunc(s.Shocks, func(k Shock) bool { return k.ID == u.Shock }),
			p+".shock",
			fmt.Sprintf("%q 未列入 use.shocks", u.Shock),
			fmt.Sprintf("%q is not in use.shocks", u.Shock),
		)
		r.check((u.On != 0) != (u.Chance != 0), p, "on 与 chance 应且只应给出一个", "give either on or chance")
		r.share(p+".chance", u.Chance)
		r.check(u.On == 0 || u.On.In(s.Start, s.Start+Date(s.Days-1)), p+".on", "应在剧本日期之内", "must be a day of the scenario")
	}
}
