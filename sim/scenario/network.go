package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Cargo is a property of goods that carriers ask about.
type Cargo string

// The kinds of cargo that some carriers refuse.
const (
	BatteryCargo Cargo = "battery" // lithium cells, alone or in a device
	LiquidCargo  Cargo = "liquid"
	MagnetCargo  Cargo = "magnet"
	FoodCargo    Cargo = "food"
	BrandCargo   Cargo = "brand" // goods under a mark, whose papers the carrier wants to see
)

var cargoes = []string{string(BatteryCargo), string(LiquidCargo), string(MagnetCargo), string(FoodCargo), string(BrandCargo)}

// Surcharge changes what carriage costs for a time. A fuel surcharge takes the place of the tariff's own; a peak surcharge
// comes on top of everything.
type Surcharge struct {
	Kind   string          `yaml:"kind"` // fuel or peak
	From   Date            `yaml:"from"`
	To     Date            `yaml:"to,omitempty"`     // last day; open without it
	Share  decimal.Decimal `yaml:"share,omitempty"`  // of the rest
	PerKG  int64           `yaml:"per_kg,omitempty"` // minor units of the tariff's currency for each started kilogram
	Source Source          `yaml:"source"`
}

// Claim is what a carrier pays for a parcel that it loses.
type Claim struct {
	Limit money.Amount `yaml:"limit"` // at most, in the home currency; never more than the goods cost
	Days  int          `yaml:"days"`  // from the loss to the payment
}

// Insurance is what cargo insurance of a consignment costs and pays.
type Insurance struct {
	Premium decimal.Decimal `yaml:"premium"` // as a share of the insured value
	Cover   decimal.Decimal `yaml:"cover"`   // insured value as a share of goods and freight; 1.1 is the custom (CIF + 10 %)
	Days    int             `yaml:"days"`    // from the loss to the payment
}

// Container is a freight sold by the box: as many as the consignment needs, each at a price.
type Container struct {
	Price  money.Amount `yaml:"price"`
	KG     int          `yaml:"kg"`     // payload of one
	Litres int          `yaml:"litres"` // what can be stowed in one
}

// Age is a storage rate for goods that have lain in a warehouse for so many days.
type Age struct {
	FromDay int   `yaml:"from_day"`
	Storage int64 `yaml:"storage"` // minor units per m³ and day
}

// Rate is the storage rate for goods that have lain in the warehouse for so many days, in minor units per m³ and day.
func (h *Warehouse) Rate(days int) int64 {
	if days < h.FreeDays {
		return 0
	}
	rate := h.Storage
	for _, a := range h.Ages {
		if days >= a.FromDay {
			rate = a.Storage
		}
	}
	return rate
}

// Period is a range of dates, both included.
type Period struct {
	From Date `yaml:"from"`
	To   Date `yaml:"to"`
}

// Calendar is a holiday of the carriers: on its days nothing departs from the hubs of its countries, or everything that
// departs takes longer.
type Calendar struct {
	ID        string   `yaml:"id"`
	Name      Text     `yaml:"name"`
	Countries []string `yaml:"countries"`       // where the legs start
	Modes     []Mode   `yaml:"modes,omitempty"` // of the legs; empty: all
	Days      []Period `yaml:"days"`
	Closed    bool     `yaml:"closed,omitempty"` // no departures
	Slow      float64  `yaml:"slow,omitempty"`   // factor on the time under way of what departs; 0: none
	Source    Source   `yaml:"source"`
}

// Touches reports whether the calendar holds for a leg that starts in a country.
func (c *Calendar) Touches(country string, mode Mode) bool {
	return slices.Contains(c.Countries, country) && (len(c.Modes) == 0 || slices.Contains(c.Modes, mode))
}

// On reports whether a date is one of the calendar's days.
func (c *Calendar) On(d Date) bool {
	return slices.ContainsFunc(c.Days, func(p Period) bool { return d.In(p.From, p.To) })
}

// maxSlow bounds how much slower or dearer a time can make carriage.
const maxSlow = 10

func (r *reader) surcharges(path string, all []Surcharge) {
	for i, u := range all {
		p := fmt.Sprintf("%s.surcharges[%d]", path, i)
		r.oneOf(p+".kind", u.Kind, "fuel", "peak")
		r.check(u.To == 0 || u.To >= u.From, p+".to", "应不早于 from", "must not be before from")
		r.check(!u.Share.IsNegative() && u.Share.LessThan(decimal.NewFromInt(maxSlow)), p+".share", "应在 0 到 10 之间", "must lie between 0 and 10")
		r.within(p+".per_kg", u.PerKG, 0, maxUnit)
		r.check(u.Kind == "peak" || u.PerKG == 0, p+".per_kg", "燃油附加费按比例收取", "a fuel surcharge is a share")
		r.source(p+".source", u.Source)
	}
}

func (r *reader) cargo(path string, all []Cargo) {
	for i, c := range all {
		r.oneOf(fmt.Sprintf("%s[%d]", path, i), string(c), cargoes...)
	}
}

// validateCarriage checks the parts of a reference file that say how, when and at what price goods move.
func validateCarriage(r *reader, l *library) {
	for i := range l.Goods {
		r.cargo(fmt.Sprintf("goods[%d].cargo", i), l.Goods[i].Cargo)
	}
	for i, h := range l.Hubs {
		p := fmt.Sprintf("hubs[%d]", i)
		r.text(p+".name", h.Name)
		r.capacity(p+".capacity", h.Capacity)
		r.check(h.Lat >= -90 && h.Lat <= 90, p+".lat", fmt.Sprintf("%g 应在 -90 到 90 之间", h.Lat), fmt.Sprintf("%g must lie between -90 and 90", h.Lat))
		r.check(h.Lon >= -180 && h.Lon <= 180, p+".lon", fmt.Sprintf("%g 应在 -180 到 180 之间", h.Lon), fmt.Sprintf("%g must lie between -180 and 180", h.Lon))
	}
	for i, g := range l.Legs {
		p := fmt.Sprintf("legs[%d]", i)
		r.within(p+".gauge_changes", int64(g.GaugeChanges), 0, 4)
		if g.Queue != nil {
			r.transit(p+".queue", *g.Queue)
		}
	}
	for i, v := range l.Services {
		p := fmt.Sprintf("services[%d]", i)
		r.cargo(p+".refuses", v.Refuses)
		r.surcharges(p+".tariff", v.Tariff.Surcharges)
		if c := v.Claim; c != nil {
			r.within(p+".claim.limit", c.Limit.Minor, 1, maxUnit)
			r.within(p+".claim.days", int64(c.Days), 1, 180)
		}
	}
	for i, f := range l.Freights {
		p := fmt.Sprintf("freights[%d]", i)
		r.cargo(p+".refuses", f.Refuses)
		r.surcharges(p, f.Surcharges)
		r.share(p+".loss", f.Loss)
		if n := f.Insurance; n != nil {
			r.portion(p+".insurance.premium", n.Premium)
			r.check(
				n.Cover.IsPositive() && n.Cover.LessThanOrEqual(decimal.NewFromInt(2)),
				p+".insurance.cover",
				"应大于 0，且不超过 2",
				"must be greater than 0 and at most 2",
			)
			r.within(p+".insurance.days", int64(n.Days), 1, 180)
		}
		if c := f.Container; c != nil {
			r.within(p+".container.price", c.Price.Minor, 1, maxUnit)
			r.within(p+".container.kg", int64(c.KG), 1, 100_000)
			r.within(p+".container.litres", int64(c.Litres), 1, 200_000)
			r.check(c.Price.Currency == f.Documents.Currency, p+".container.price", "货币应与单证费一致", "must be in the currency of the documents")
		}
	}
	for i, w := range l.Warehouses {
		p := fmt.Sprintf("warehouses[%d]", i)
		r.within(p+".disposal", w.Disposal, 0, maxUnit)
		last := w.FreeDays
		for k, a := range w.Ages {
			ap := fmt.Sprintf("%s.ages[%d]", p, k)
			r.check(a.FromDay > last && a.FromDay <= 2*MaxDays, ap+".from_day", fmt.Sprintf("应大于 %d", last), fmt.Sprintf("must be greater than %d", last))
			r.within(ap+".storage", a.Storage, 0, maxUnit)
			last = a.FromDay
		}
	}
	for i, c := range l.Calendars {
		p := fmt.Sprintf("calendars[%d]", i)
		r.text(p+".name", c.Name)
		r.source(p+".source", c.Source)
		r.check(len(c.Countries) > 0, p+".countries", "至少一个国家/地区", "want at least one country")
		for k, m := range c.Modes {
			r.oneOf(fmt.Sprintf("%s.modes[%d]", p, k), string(m), string(Air), string(Rail), string(Sea), string(Road))
		}
		r.check(
			c.Slow == 0 || c.Slow > 1 && c.Slow <= maxSlow,
			p+".slow",
			fmt.Sprintf("%g 应大于 1，且不超过 %d", c.Slow, maxSlow),
			fmt.Sprintf("%g must be greater than 1 and at most %d", c.Slow, maxSlow),
		)
		r.check(c.Closed != (c.Slow != 0), p, "closed 与 slow 应且只应给出一个", "give either closed or slow")
		for k, d := range c.Days {
			const longest = 30
			r.check(
				d.To >= d.From && d.To-d.From < longest,
				fmt.Sprintf("%s.days[%d]", p, k),
				fmt.Sprintf("应为 1 到 %d 天", longest),
				fmt.Sprintf("want 1 to %d days", longest),
			)
		}
	}
}

// Network is all the hubs, legs, services, freights, warehouses and calendars of a bundle's reference files, for questions
// that need no class: which way to send what, how long and at what price. Nothing else of the scenario is filled in. The
// error, if any, is Problems.
func Network(b Bundle) (*Scenario, error) {
	var all Problems
	s := &Scenario{}
	ids := map[string]string{}
	for _, name := range b.Names() {
		if name == Main || strings.HasSuffix(name, ".csv") {
			continue
		}
		r := reader{at: map[string]position{}}
		var l library
		r.read(name, b[name], &l)
		if len(r.problems) == 0 {
			validateLibrary(&r, &l)
			validateLimits(&r, &l)
			validateTimings(&r, &l)
			l.unique(&r, ids)
		}
		all = append(all, r.problems...)
		s.Hubs, s.Legs = append(s.Hubs, l.Hubs...), append(s.Legs, l.Legs...)
		s.Services, s.Freights = append(s.Services, l.Services...), append(s.Freights, l.Freights...)
		s.Timings = append(s.Timings, l.Timings...)
		s.Warehouses, s.Calendars = append(s.Warehouses, l.Warehouses...), append(s.Calendars, l.Calendars...)
	}
	if len(all) > 0 {
		return nil, all
	}
	r := reader{at: map[string]position{}, file: "reference"}
	legs := map[string]*Leg{}
	for i := range s.Legs {
		legs[s.Legs[i].ID] = &s.Legs[i]
	}
	chain := func(what string, ids []string) {
		at := ""
		for _, id := range ids {
			l := legs[id]
			switch {
			case l == nil:
				r.fail("", fmt.Sprintf("%s：没有名为 %q 的运输段", what, id), fmt.Sprintf("%s: there is no leg %q", what, id))
				return
			case at != "" && l.From != at:
				r.fail(
					"",
					fmt.Sprintf("%s：运输段 %q 从 %s 出发，货在 %s", what, id, l.From, at),
					fmt.Sprintf("%s: leg %q starts at %s, but the goods are at %s", what, id, l.From, at),
				)
				return
			}
			at = l.To
		}
	}
	for i := range s.Services {
		chain(s.Services[i].ID, s.Services[i].Legs)
	}
	for i := range s.Freights {
		chain(s.Freights[i].ID, s.Freights[i].Legs)
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return s, nil
}
