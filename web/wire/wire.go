// Package wire holds the messages between server and browser. Money is in minor units; days are counted from 0 for the
// scenario's first day.
package wire

//go:generate go run ./tsgen -out ../ui/src/lib/wire.ts

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// ClassView is what everyone in a class sees.
type ClassView struct {
	Code     string          `json:"code"`
	Scenario scenario.Text   `json:"scenario"`
	Day      int             `json:"day"`
	Days     int             `json:"days"`
	Date     string          `json:"date"` // today
	Running  bool            `json:"running"`
	Seconds  int             `json:"seconds"` // of a day
	NextMS   int64           `json:"next_ms"` // until the next day, while running; counted from the message
	Over     bool            `json:"over"`
	Fault    *scenario.Text  `json:"fault,omitempty"`  // why the class stands still, when something broke
	Notice   *scenario.Text  `json:"notice,omitempty"` // what everyone should know
	Board    []sim.BoardRow  `json:"board"`
	Rates    []Rate          `json:"rates"`
	Vehicles []sim.Vehicle   `json:"vehicles"` // of all shops, for the projector
	News     []sim.News      `json:"news"`
	Shocks   []sim.ShockView `json:"shocks"`  // what has happened to the network or is announced, newest first
	Traffic  []sim.Traffic   `json:"traffic"` // how full the network is

	Name         string `json:"name"`         // of the class; may be empty
	Announcement string `json:"announcement"` // what the instructor tells everyone
	Until        int    `json:"until"`        // while days pass as fast as they can: the day to be played last, from 1; else 0
	Frozen       int    `json:"frozen"`       // the day whose leaderboard is shown until it is revealed, from 1; else 0
}

// Shock is something that can happen to the network: what the instructor may bring about.
type Shock struct {
	ID     string          `json:"id"`
	Name   scenario.Text   `json:"name"`
	Story  scenario.Text   `json:"story"`
	Notice int             `json:"notice"` // days from the news to the effect
	Days   int             `json:"days"`   // that it lasts
	Closed bool            `json:"closed"` // legs are closed, and goods wait
	Final  bool            `json:"final"`  // it does not pass, and once it has begun nobody can lift it
	Source scenario.Source `json:"source"`
}

// NewShocks are the shocks of a scenario.
func NewShocks(s *scenario.Scenario) []Shock {
	out := []Shock{}
	for _, k := range s.Shocks {
		out = append(out, Shock{k.ID, k.Name, k.Story, k.Notice, k.Days, k.Closed, k.Fails != "", k.Source})
	}
	return out
}

// Rate is today's reference rate: units of the home currency for one unit of Currency.
type Rate struct {
	Currency money.Currency  `json:"currency"`
	Home     decimal.Decimal `json:"home"`
}

// Message is what the server sends on the socket: first everything, then only the fields that changed, with their newest
// values. Seq is the number of the class's last decision.
type Message struct {
	Seq   uint64        `json:"seq"`
	Class *ClassView    `json:"class,omitempty"`
	Shop  *sim.ShopView `json:"shop,omitempty"`
}

// Fault is the body of every answer that is not a success.
type Fault struct {
	Field string        `json:"field"`
	Text  scenario.Text `json:"text"`
}

// Good, Supplier, Marketplace, Service, Freight, Rule, Hub and Leg are the scenario's catalogue as the desk shows it.
type (
	// Good is something to buy and sell.
	Good struct {
		ID        string        `json:"id"`
		Name      scenario.Text `json:"name"`
		Belt      scenario.Text `json:"belt"`
		Category  string        `json:"category"`
		HS        string        `json:"hs"`
		HSName    scenario.Text `json:"hs_name"`
		Origin    string        `json:"origin"` // country in which it is made
		Grams     int           `json:"grams"`
		MM        [3]int        `json:"mm"`
		Suppliers []Supplier    `json:"suppliers"`
	}
	// Supplier is an offer of a good.
	Supplier struct {
		ID      string        `json:"id"`
		Name    scenario.Text `json:"name"`
		Quality float64       `json:"quality"`
		MOQ     int           `json:"moq"`
		Tiers   []Tier        `json:"tiers"`
		Lead    int           `json:"lead"`
		LeadP90 int           `json:"lead_p90"`
	}
	// Tier is a unit price from a quantity on.
	Tier struct {
		From int   `json:"from"`
		Unit int64 `json:"unit"`
	}
	// Marketplace is a platform with its categories' reference prices.
	Marketplace struct {
		ID         string                  `json:"id"`
		Name       scenario.Text           `json:"name"`
		Country    scenario.Text           `json:"country"`
		Code       string                  `json:"code"`
		Currency   money.Currency          `json:"currency"`
		References map[string]money.Amount `json:"references"`

		// What concerns search, ads and festivals is empty where the scenario does without.
		Kind         string             `json:"kind"`          // search, bazaar, managed, regional, vouchers, import
		Language     string             `json:"language"`      // BCP 47, of titles
		LanguageName scenario.Text      `json:"language_name"` // of Language
		Title        scenario.TitleRule `json:"title"`
		LeastBid     int64              `json:"least_bid"` // minor units, for a click; 0 where no places are sold
		Festivals    []Festival         `json:"festivals"` // of the run
	}
	// Service is a way to send a parcel.
	Service struct {
		ID        string        `json:"id"`
		Name      scenario.Text `json:"name"`
		Kind      string        `json:"kind"`
		From      string        `json:"from"`
		Countries []string      `json:"countries"`
		Promise   int           `json:"promise"`
		MaxG      int           `json:"max_g"`
		Legs      []string      `json:"legs"`
	}
	// Freight is a way to restock a warehouse.
	Freight struct {
		ID        string        `json:"id"`
		Name      scenario.Text `json:"name"`
		Mode      string        `json:"mode"`
		Warehouse scenario.Text `json:"warehouse"`
		To        string        `json:"to"`             // the warehouse's id
		Start     string        `json:"start,omitzero"` // the warehouse where it starts; home without it
		PerKG     money.Amount  `json:"per_kg"`
		Legs      []string      `json:"legs"`
	}
	// Rule is a charge of the border, with the days on which it holds.
	Rule struct {
		ID         string            `json:"id"`
		Name       scenario.Text     `json:"name"`
		Regime     scenario.Text     `json:"regime"`
		Treatments []scenario.Text   `json:"treatments"` // of what it is asked; empty: of everything
		Group      scenario.Group    `json:"group"`
		Amount     *money.Amount     `json:"amount,omitempty"` // of flat charges
		Standing   scenario.Standing `json:"standing"`
		From       string            `json:"from"`
		To         string            `json:"to,omitempty"` // last day; open without it
		Source     scenario.Source   `json:"source"`
	}
	// Hub is a station of the route diagram.
	Hub struct {
		ID   string        `json:"id"`
		Name scenario.Text `json:"name"`
		X    int           `json:"x"`
		Y    int           `json:"y"`
	}
	// Leg is a line between two stations.
	Leg struct {
		ID   string        `json:"id"`
		Name scenario.Text `json:"name"`
		From string        `json:"from"`
		To   string        `json:"to"`
		Mode string        `json:"mode"`
		// Detour is set on a leg that is used only where another one is closed; the route diagram leaves it out.
		Detour bool `json:"detour,omitzero"`
	}
)

// Catalogue is what does not change during a run.
type Catalogue struct {
	Scenario     string               `json:"scenario"`
	Title        scenario.Text        `json:"title"`
	Summary      scenario.Text        `json:"summary"`
	Start        string               `json:"start"`
	Home         money.Currency       `json:"home"`
	Mechanisms   []scenario.Mechanism `json:"mechanisms"` // that the scenario plays
	Translations []Level              `json:"translations"`
	Contents     []Level              `json:"contents"`
	Seeding      Seeding              `json:"seeding"`
	Appeals      []AppealCause        `json:"appeals"` // what an appeal may say
	Warehouses   []Warehouse          `json:"warehouses"`
	Goods        []Good               `json:"goods"`
	Marketplaces []Marketplace        `json:"marketplaces"`
	Services     []Service            `json:"services"`
	Freights     []Freight            `json:"freights"`
	Rules        []Rule               `json:"rules"` // of the borders, in their order
	Hubs         []Hub                `json:"hubs"`
	Legs         []Leg                `json:"legs"`
	Channels     []scenario.Channel   `json:"channels"` // that change money; none: the bank alone, without forwards
}

// NewCatalogue is the catalogue of a scenario.
func NewCatalogue(s *scenario.Scenario) *Catalogue {
	c := &Catalogue{
		Scenario: s.ID, Title: s.Title, Summary: s.Summary, Start: s.Start.String(), Home: s.Home.Currency,
		Mechanisms:   append([]scenario.Mechanism{}, s.Mechanisms...),
		Translations: levels(s.Translations), Contents: levels(s.Contents), Seeding: seeding(s), Appeals: appeals(s),
		Warehouses: []Warehouse{}, Freights: []Freight{}, Rules: rulesOf(s),
	}
	for _, g := range s.Goods {
		w := Good{ID: g.ID, Name: g.Name, Belt: g.Belt, Category: g.Category, HS: g.HS, HSName: g.HSName, Origin: cmp.Or(g.Origin, s.Home.Country),
			Grams: g.Grams, MM: [3]int{g.LengthMM, g.WidthMM, g.HeightMM}}
		for _, v := range g.Suppliers {
			ws := Supplier{ID: v.ID, Name: v.Name, Quality: v.Quality, MOQ: v.MOQ, Lead: int(v.Lead.Median), LeadP90: int(v.Lead.P90)}
			for _, t := range v.Tiers {
				ws.Tiers = append(ws.Tiers, Tier{t.From, t.Unit.Minor})
			}
			w.Suppliers = append(w.Suppliers, ws)
		}
		c.Goods = append(c.Goods, w)
	}
	for _, m := range s.Marketplaces {
		c.Marketplaces = append(c.Marketplaces, newMarketplace(s, &m))
	}
	for _, v := range s.Services {
		c.Services = append(c.Services, Service{v.ID, v.Name, v.Kind, v.From, v.Countries, v.Promise, v.MaxG, v.Legs})
	}
	for _, f := range s.Freights {
		w := Freight{ID: f.ID, Name: f.Name, Mode: string(f.Mode), PerKG: f.PerKG, Legs: f.Legs}
		for _, h := range s.Warehouses {
			if h.ID == f.Warehouse {
				w.Warehouse, w.To, w.Start = h.Name, h.ID, f.From
			}
		}
		c.Freights = append(c.Freights, w)
	}
	for _, h := range s.Warehouses {
		c.Warehouses = append(c.Warehouses, Warehouse{h.ID, h.Name})
	}
	for _, h := range s.Hubs {
		c.Hubs = append(c.Hubs, Hub{h.ID, h.Name, h.X, h.Y})
	}
	for _, l := range s.Legs {
		c.Legs = append(c.Legs, Leg{l.ID, l.Name, l.From, l.To, string(l.Mode), l.Detour})
	}
	c.Channels = []scenario.Channel{}
	if s.Exchange != nil {
		c.Channels = s.Exchange.Channels
	}
	return c
}

// newMarketplace is a marketplace as a seller sees it.
func newMarketplace(s *scenario.Scenario, m *scenario.Marketplace) Marketplace {
	w := Marketplace{
		ID: m.ID, Name: m.Name, Country: m.CountryIn, Code: m.Country, Currency: m.Currency, Kind: m.Kind,
		Language: m.Language, LanguageName: m.LanguageName, Title: m.Title,
		References: map[string]money.Amount{}, Festivals: festivals(s, m),
	}
	if m.Ads != nil {
		w.LeastBid = m.Ads.Reserve.Minor
	}
	for _, k := range m.Categories {
		w.References[k.ID] = reference(m, k.Reference)
	}
	return w
}

// rulesOf are the rules of duty and tax that a scenario's marketplaces may meet.
func rulesOf(s *scenario.Scenario) []Rule {
	met := func(u *scenario.Rule) bool {
		return len(u.Countries) == 0 ||
			slices.ContainsFunc(s.Marketplaces, func(m scenario.Marketplace) bool { return slices.Contains(u.Countries, m.Country) })
	}
	out := []Rule{}
	for i := range s.Regimes {
		g := &s.Regimes[i]
		for k := range g.Rules {
			u := &g.Rules[k]
			if !met(u) {
				continue
			}
			r := Rule{ID: u.ID, Name: u.Name, Regime: g.Name, Treatments: []scenario.Text{}, Group: u.Group, Amount: u.Amount, Standing: u.Standing,
				From: u.From.String(), To: u.To.String(), Source: g.Cite(u.Source)}
			for _, t := range g.Treatments {
				if slices.Contains(u.In, t.ID) {
					r.Treatments = append(r.Treatments, t.Name)
				}
			}
			out = append(out, r)
		}
	}
	return out
}
