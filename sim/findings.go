package sim

import (
	"fmt"
	"slices"
	"strings"

	"chuhai/sim/scenario"
)

// CustomsRecord is what customs has found wrong with a shop's goods, and how closely it looks at them since.
type CustomsRecord struct {
	Findings []Finding `json:"findings"` // newest first
	Watched  []Watched `json:"watched"`  // by border, in the order of the scenario
	Figures  []Figure  `json:"figures"`  // by which borders are played
}

// Figure is a figure by which borders are played, with what it rests on.
type Figure struct {
	Name   scenario.Text   `json:"name"`
	Value  scenario.Text   `json:"value"`
	Source scenario.Source `json:"source"`
}

// Finding is what customs found with goods of one kind on a day: declared like this, they were that.
type Finding struct {
	Day         int             `json:"day"`
	Good        string          `json:"good"`
	Marketplace string          `json:"marketplace,omitempty"` // of parcels
	Consignment int             `json:"consignment,omitzero"`  // number
	Regime      string          `json:"regime"`
	Border      scenario.Text   `json:"border"`
	Count       int64           `json:"count"`    // parcels; of a consignment 1
	Declared    string          `json:"declared"` // HS code
	HS          string          `json:"hs"`       // that is right
	ShareBP     int             `json:"share_bp"` // of the value that was declared
	Why         []string        `json:"why"`      // code, value, document
	Document    scenario.Text   `json:"document"` // that was missing; empty where none was
	End         string          `json:"end"`      // reassessed, held, delisted, sent_back, seized
	Arrears     int64           `json:"arrears"`  // home currency
	Fine        int64           `json:"fine"`     // home currency
	Rule        scenario.Text   `json:"rule"`
	Source      scenario.Source `json:"source"`
}

// Watched is how often a border examines a shop's goods today. A wrong or incomplete declaration comes on top.
type Watched struct {
	Regime  string        `json:"regime"`
	Border  scenario.Text `json:"border"`
	Usual   float64       `json:"usual"`   // share of consignments
	Now     float64       `json:"now"`     // of this shop's
	Suspect float64       `json:"suspect"` // of those of this shop's that are declared wrong or incomplete
	Until   int           `json:"until"`   // the first day on which it will be forgotten; 0 where nothing is remembered
}

// documentMissing is the reason beside scenario.FaultKinds.
const documentMissing = "document"

// finding is what customs found, in words.
func (w *World) finding(sh *shop, f *found) Finding {
	g, d := &w.s.Regimes[f.Regime], &sh.Declared[f.Declared-1]
	v := Finding{
		Day:         f.Day,
		Good:        w.s.Goods[f.Good].ID,
		Consignment: f.Consignment,
		Regime:      g.ID,
		Border:      g.Name,
		Count:       f.Count,
		Declared:    d.HS,
		HS:          w.s.Goods[f.Good].HS,
		ShareBP:     d.ShareBP,
		Why:         append([]string{}, f.Why...),
		End:         ends[f.End],
		Arrears:     f.Arrears,
		Fine:        f.Fine,
	}
	if f.Consignment == 0 {
		v.Marketplace = w.s.Marketplaces[f.Market].ID
	}
	if i := slices.IndexFunc(g.Gates, func(t scenario.Gate) bool { return t.ID == f.Gate }); i >= 0 {
		v.Why = append(v.Why, documentMissing)
		v.Document, v.Source = g.Gates[i].Name, g.Cite(g.Gates[i].Source)
	} else if len(f.Why) > 0 {
		v.Source = w.s.Border.Fault(f.Why[len(f.Why)-1]).Source
	}
	v.Rule = rulings[f.End]
	return v
}

// rulings are the rules by which customs decides, in a sentence each.
var rulings = [...]scenario.Text{
	passes:     {Zh: "抽查无误，放行", En: "Checked at random; nothing was wrong"},
	reassessed: {Zh: "按实货重新核定税款，补缴少缴的部分并罚款，然后放行", En: "Assessed anew as the goods are; what was evaded falls due with a penalty, then the goods are released"},
	waited:     {Zh: "缺证扣留，补齐单证并罚款后放行", En: "Kept until the missing document is there, fined, then released"},
	delisted:   {Zh: "缺证罚款放行，平台下架该刊登", En: "Fined for the missing document and released; the marketplace takes the listing down"},
	sentBack:   {Zh: "不准进境，退运出境，运费由卖家承担", En: "Not let in: sent back at the seller's cost"},
	turnedAway: {Zh: "买家拒付到付税费，拒收", En: "The buyer would not pay at the door and refused the parcel"},
	seized:     {Zh: "没收货物，不退款也不赔付", En: "Seized: neither the carrier nor an insurer pays for the goods"},
}

// CustomsRecord is what customs has found of a shop.
func (w *World) CustomsRecord(number int) (*CustomsRecord, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	sh := &w.st.Shops[number-1]
	out := &CustomsRecord{Findings: []Finding{}, Watched: []Watched{}}
	for i := len(sh.Found) - 1; i >= 0; i-- {
		out.Findings = append(out.Findings, w.finding(sh, &sh.Found[i]))
	}
	for r := range w.s.Regimes {
		g, i := &w.s.Regimes[r], &w.tables.holds[r]
		watch := w.watched(sh, r, w.st.Day)
		v := Watched{
			Regime:  g.ID,
			Border:  g.Name,
			Usual:   float64(i.red) / (1 << drawBits),
			Now:     float64(i.threshold(watch, false)) / (1 << drawBits),
			Suspect: float64(i.threshold(watch, true)) / (1 << drawBits),
		}
		for k := range sh.Found {
			if until := sh.Found[k].Day + w.s.Border.Offenders.Days + 1; sh.Found[k].Regime == r && until > w.st.Day {
				v.Until = until
			}
		}
		out.Watched = append(out.Watched, v)
	}
	out.Figures = w.borderFigures()
	return out, nil
}

// tellFindings turns what customs found today with parcels of a marketplace into events.
func (w *World) tellFindings(n, m int) {
	sh := &w.st.Shops[n]
	for i := range sh.Found {
		if f := &sh.Found[i]; f.Day == w.st.Day && f.Consignment == 0 && f.Market == m {
			w.tellFinding(n, f)
		}
	}
}

// tellFinding tells one.
func (w *World) tellFinding(n int, f *found) {
	v := w.finding(&w.st.Shops[n], f)
	w.event(n, Event{
		Kind: "customs_" + v.End, Good: v.Good, Market: v.Marketplace, Count: f.Count, Minor: f.Arrears + f.Fine, Money: string(w.currencies[0]),
		Fault: &Fault{Border: v.Border, Declared: v.Declared, ShareBP: v.ShareBP, Why: strings.Join(v.Why, " "), Document: v.Document},
	})
}

// Ruling is what customs checked of a parcel, what it found, and what it decided.
type Ruling struct {
	Goods    bool            `json:"goods"`    // the goods were examined, not the documents alone
	Why      []string        `json:"why"`      // code, value, document; empty: nothing was wrong
	Declared string          `json:"declared"` // HS code
	HS       string          `json:"hs"`       // that is right
	ShareBP  int             `json:"share_bp"` // of the value that was declared
	Document scenario.Text   `json:"document"` // that was missing; empty where none was
	End      string          `json:"end"`      // released, reassessed, held, delisted, sent_back, seized
	Arrears  int64           `json:"arrears"`  // home currency
	Fine     int64           `json:"fine"`     // home currency
	Rule     scenario.Text   `json:"rule"`
	Source   scenario.Source `json:"source"`
}

// tellRuling adds to the life of an order what customs decided about its parcel, and what that came to.
func (w *World) tellRuling(sh *shop, p parcel, o *offer, v *voyage, life *OrderLife) error {
	i := slices.IndexFunc(life.Steps, func(s OrderStep) bool { return s.Kind == "inspected" })
	if i < 0 {
		return nil
	}
	g := &w.s.Regimes[w.tables.borders[o.Market]]
	r := &Ruling{
		Goods:    v.checked == examined,
		Why:      []string{},
		HS:       w.s.Goods[o.Good].HS,
		Declared: w.s.Goods[o.Good].HS,
		ShareBP:  wholeBP,
		End:      ends[v.end],
		Rule:     rulings[v.end],
		Source:   g.Cite(g.Inspect.Source),
	}
	life.Steps[i].Ruling = r
	if v.end == passes {
		return nil
	}
	c, err := w.borderTerms(o, w.period(v.cleared))
	if err != nil {
		return err
	}
	f := found{Good: int(o.Good), Market: int(o.Market), Regime: w.tables.borders[o.Market], Declared: int(o.Declared), End: v.end}
	f.Arrears, f.Fine = bill(o, c, v.checked, v.end)
	if r.Goods {
		f.Why = w.faults(w.declaredAs(o))
	}
	if o.Lacks > 0 {
		f.Gate = w.lacking(w.declaredAs(o), w.traffic(o), w.s.Start+scenario.Date(v.cleared))
	}
	said := w.finding(sh, &f)
	r.Why, r.Declared, r.ShareBP, r.Document, r.Arrears, r.Fine, r.Source = said.Why, said.Declared, said.ShareBP, said.Document, f.Arrears, f.Fine, said.Source
	life.Steps[i].Cost = f.Arrears + f.Fine
	life.Account.Fines = f.Arrears + f.Fine
	if v.end.stops() {
		life.Account.Border = 0
		w.tellTurned(sh, p, life)
	}
	return nil
}

// tellTurned adds how a parcel that was not let in or refused ended.
func (w *World) tellTurned(sh *shop, p parcel, life *OrderLife) {
	t := sh.turnedOf(p.Key)
	if t == nil {
		return // customs still keeps it
	}
	life.Account.Back = t.Freight
	i := slices.IndexFunc(life.Steps, func(s OrderStep) bool { return slices.Contains(ends[sentBack:], s.Kind) })
	if life.Steps[i].Cost = t.Freight; life.Steps[i].Kind == ends[seized] {
		return
	}
	if t.Left {
		life.Steps = append(life.Steps, OrderStep{Day: t.Day, Kind: "destroyed", Hub: life.Steps[i].Hub})
	} else {
		due := w.backOn(w.st.Offers[p.Offer].Listing, t.Day)
		life.Steps = append(life.Steps, OrderStep{Day: due, Kind: "came_back", Expected: due >= w.st.Day})
		life.Account.Cost = 0
	}
	slices.SortStableFunc(life.Steps, func(a, b OrderStep) int { return a.Day - b.Day })
}

// borderFigures are the figures of scenario.Practice in words.
func (w *World) borderFigures() []Figure {
	b := &w.s.Border
	of := func(v float64) string { return fmt.Sprintf("%.3g%%", float64(100*v)) }
	out := []Figure{}
	for _, kind := range scenario.FaultKinds {
		f, name := b.Fault(kind), map[string]scenario.Text{"code": {Zh: "编码报错，查到后", En: "A wrong code, once found"}, "value": {Zh: "低报价值，查到后", En: "A value too low, once found"}}[kind]
		out = append(
			out,
			Figure{
				name,
				scenario.Text{
					Zh: "退运 " + of(f.Returns) + "，没收 " + of(f.Seizes) + "，其余补税罚款放行",
					En: "sent back " + of(f.Returns) + ", seized " + of(f.Seizes) + ", else arrears, penalty and release",
				},
				f.Source,
			},
		)
	}
	k, back, door := &b.Offenders, &b.Back, &b.Door
	return append(
		out,
		Figure{
			scenario.Text{Zh: "查到一票，以后的查验率", En: "Examination after each parcel found wrong"},
			scenario.Text{
				Zh: fmt.Sprintf("加 %s，%d 天内逐日淡去，最多 %.3g 倍", of(k.Each), k.Days, k.Most),
				En: fmt.Sprintf("up by %s, fading over %d days, at most %.3g times", of(k.Each), k.Days, k.Most),
			},
			k.Source,
		},
		Figure{
			scenario.Text{Zh: "退运", En: "The way back"},
			scenario.Text{
				Zh: fmt.Sprintf("去程运费的 %s，约 %.3g 天；货值不够就弃货，%s", of(back.Share), back.Days.Median, back.Abandon),
				En: fmt.Sprintf("%s of the freight out, about %.3g days; goods worth less are left for %s", of(back.Share), back.Days.Median, back.Abandon),
			},
			back.Source,
		},
		Figure{
			scenario.Text{Zh: "到付税费时拒收", En: "Refusal of charges at the door"},
			scenario.Text{
				Zh: fmt.Sprintf("%s，再加税费占货款比例的 %s，最多 %s", of(door.Least), of(door.Slope), of(door.Most)),
				En: fmt.Sprintf("%s and %s of the charge as a share of the price, at most %s", of(door.Least), of(door.Slope), of(door.Most)),
			},
			door.Source,
		},
	)
}
