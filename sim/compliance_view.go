package sim

import (
	"slices"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// ComplianceView is how a shop stands with the law and the marketplaces' rules. Costs are in the home currency.
type ComplianceView struct {
	Papers  []PaperRow     `json:"papers"`
	Rights  []RightRow     `json:"rights"`
	Cases   []CaseRow      `json:"cases"` // newest first
	Privacy []PrivacyRow   `json:"privacy"`
	Frozen  []money.Amount `json:"frozen"` // held back by marketplaces because of cases
}

// PaperRow is a paper that marketplaces ask for. State is none, ordered, valid or expired.
type PaperRow struct {
	Paper        string          `json:"paper"`
	Name         scenario.Text   `json:"name"`
	About        scenario.Text   `json:"about"`
	Authority    scenario.Text   `json:"authority"`
	Good         string          `json:"good"` // empty: for the whole shop
	Marketplaces []string        `json:"marketplaces"`
	Before       string          `json:"before"` // listing, checked
	State        string          `json:"state"`
	Price        int64           `json:"price"`
	Days         int             `json:"days"`       // until it is issued
	ValidDays    int             `json:"valid_days"` // that it holds
	From         int             `json:"from"`       // day, of one that is ordered
	Until        int             `json:"until"`      // first day without it, of one that is ordered
	Affected     []int           `json:"affected"`   // listings that need it
	Source       scenario.Source `json:"source"`
}

// RightRow is a good on a marketplace, or a right found there. State is unchecked, clear, found or licensed.
type RightRow struct {
	Good         string        `json:"good"`
	Marketplace  string        `json:"marketplace"`
	State        string        `json:"state"`
	CheckPrice   int64         `json:"check_price"`
	Right        string        `json:"right,omitempty"`
	Name         scenario.Text `json:"name"`
	Owner        scenario.Text `json:"owner"`
	Kind         string        `json:"kind,omitempty"`
	LicencePrice int64         `json:"licence_price"`
	LicenceDays  int           `json:"licence_days"`
	Until        int           `json:"until"` // first day without the licence
	RoyaltyBP    int64         `json:"royalty_bp"`
}

// CaseRow is a takedown, or a listing delisted for want of a paper. State is open, answered, closed or lifted.
type CaseRow struct {
	Case        int           `json:"case"` // 0 for papers: they need no answer but the paper
	Kind        string        `json:"kind"` // right, paper
	Listing     int           `json:"listing"`
	Good        string        `json:"good"`
	Marketplace string        `json:"marketplace"`
	Name        scenario.Text `json:"name"` // of the right, or the paper
	State       string        `json:"state"`
	Answer      string        `json:"answer,omitempty"` // withdraw, settle, contest, default
	Opened      int           `json:"opened"`
	Due         int           `json:"due"`    // last day to answer
	Frozen      money.Amount  `json:"frozen"` // of the shop's proceeds there, now
	Until       int           `json:"until"`  // first day on which they are free
	Answers     []CaseAnswer  `json:"answers"`
}

// CaseAnswer is an answer to a takedown.
type CaseAnswer struct {
	ID     string        `json:"id"`
	Name   scenario.Text `json:"name"`
	Cost   int64         `json:"cost"`
	Chance float64       `json:"chance"` // that the takedown is lifted
	Until  int           `json:"until"`  // first day on which the proceeds would be free
}

// PrivacyRow is a data-protection task. State is open, right, wrong or missed.
type PrivacyRow struct {
	Task    string            `json:"task"`
	Title   scenario.Text     `json:"title"`
	Ask     scenario.Text     `json:"ask"`
	State   string            `json:"state"`
	Due     int               `json:"due"`
	Fine    int64             `json:"fine"`
	Answers []scenario.Choice `json:"answers"`
	Answer  string            `json:"answer,omitempty"`
	Why     *scenario.Text    `json:"why,omitempty"` // with the right answer, afterwards
	Right   string            `json:"right,omitempty"`
	Source  scenario.Source   `json:"source"`
}

// Compliance is a shop's standing with the law.
func (w *World) Compliance(shop int) (*ComplianceView, error) {
	if shop < 1 || shop > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", shop)
	}
	if err := w.uses(scenario.WithCompliance); err != nil {
		return nil, err
	}
	sh := &w.st.Shops[shop-1]
	v := &ComplianceView{Papers: w.paperRows(sh), Rights: w.rightRows(sh), Cases: w.caseRows(sh), Privacy: []PrivacyRow{}, Frozen: []money.Amount{}}
	for i := len(sh.Law.Duties) - 1; i >= 0; i-- {
		v.Privacy = append(v.Privacy, w.privacyRow(&sh.Law.Duties[i]))
	}
	for m := range w.s.Marketplaces {
		if sh.frozen(m, w.st.Day) {
			v.Frozen = append(v.Frozen, w.held(sh, m))
		}
	}
	return v, nil
}

// held is what a marketplace holds of a shop's proceeds.
func (w *World) held(sh *shop, m int) money.Amount {
	return money.Amount{Minor: max(sh.Book.Balance(ledger.Platform, w.marketCur[m]), 0), Currency: w.s.Marketplaces[m].Currency}
}

func (w *World) paperRows(sh *shop) []PaperRow {
	rows := []PaperRow{}
	for p := range w.s.Papers {
		k := &w.s.Papers[p]
		for g := range w.s.Goods {
			row := PaperRow{
				Paper:        k.ID,
				Name:         k.Name,
				About:        k.About,
				Authority:    k.Authority,
				Good:         w.s.Goods[g].ID,
				Marketplaces: []string{},
				Before:       "checked",
				State:        "none",
				Price:        k.Price.Minor,
				Days:         k.Days,
				ValidDays:    k.ValidDays,
				Affected:     []int{},
				Source:       k.Source,
			}
			for m := range w.s.Marketplaces {
				for _, q := range w.tables.law.papers[m][g] {
					if q.paper == p && !slices.Contains(row.Marketplaces, w.s.Marketplaces[m].ID) {
						row.Marketplaces = append(row.Marketplaces, w.s.Marketplaces[m].ID)
						if q.before {
							row.Before = "listing"
						}
					}
				}
			}
			for _, id := range sh.Listings {
				if l := &w.st.Listings[id]; int(l.Good) == g && slices.Contains(row.Marketplaces, w.s.Marketplaces[l.Market].ID) {
					row.Affected = append(row.Affected, int(id)+1)
				}
			}
			if len(row.Marketplaces) == 0 {
				continue
			}
			good := g
			if k.PerShop {
				good, row.Good = -1, ""
				if last := len(rows) - 1; last >= 0 && rows[last].Paper == k.ID { // one row for all goods
					rows[last].merge(&row)
					continue
				}
			}
			for _, o := range sh.Law.Papers {
				if o.Paper == p && o.Good == good {
					row.From, row.Until = o.From, o.Until
					switch {
					case w.st.Day < o.From:
						row.State = "ordered"
					case w.st.Day < o.Until:
						row.State = "valid"
					default:
						row.State = "expired"
					}
				}
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// merge takes another good's row of a paper for the whole shop.
func (r *PaperRow) merge(o *PaperRow) {
	r.Affected = append(r.Affected, o.Affected...)
	for _, m := range o.Marketplaces {
		if !slices.Contains(r.Marketplaces, m) {
			r.Marketplaces = append(r.Marketplaces, m)
		}
	}
	if o.Before == "listing" {
		r.Before = o.Before
	}
}

func (w *World) rightRows(sh *shop) []RightRow {
	rows := []RightRow{}
	for g := range w.s.Goods {
		for m := range w.s.Marketplaces {
			if !slices.ContainsFunc(w.s.Marketplaces[m].Categories, func(c scenario.Category) bool { return c.ID == w.s.Goods[g].Category }) {
				continue
			}
			row := RightRow{Good: w.s.Goods[g].ID, Marketplace: w.s.Marketplaces[m].ID, State: "unchecked", CheckPrice: w.searchPrice(m, g)}
			found := false
			for _, r := range w.tables.law.rights[m][g] {
				if !w.knows(sh, r) {
					continue
				}
				found = true
				k := &w.s.Rights[r]
				one := row
				one.State, one.Right, one.Name, one.Owner, one.Kind = "found", k.ID, k.Name, k.Owner, k.Kind
				one.LicencePrice, one.LicenceDays, one.RoyaltyBP = k.LicencePrice.Minor, k.LicenceDays, int64(float64(k.Royalty*10_000)+0.5) // bounded: a share
				for _, l := range sh.Law.Licences {
					if l.Right == r {
						one.Until = l.Until
					}
				}
				if sh.licensed(r, w.st.Day) {
					one.State = "licensed"
				}
				rows = append(rows, one)
			}
			if found {
				continue
			}
			if sh.hasSearched(g, m) {
				row.State = "clear"
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func (w *World) caseRows(sh *shop) []CaseRow {
	rows := []CaseRow{}
	for i := len(sh.Law.Cases) - 1; i >= 0; i-- {
		t := &sh.Law.Cases[i]
		row := w.caseRow(sh, t.Listing, "right")
		k := &w.s.Rights[t.Right]
		row.Case, row.Name, row.Opened, row.Due, row.Until, row.Answer = i+1, k.Name, t.Opened, t.Due, t.Until, t.Answer
		switch {
		case t.Lifted:
			row.State = "lifted"
		case !t.open():
			row.State = "closed"
		case t.Answer != "":
			row.State = "answered"
		default:
			row.State = "open"
			soon := min(t.Until, w.st.Day+w.s.Enforcement.ReleaseDays)
			row.Answers = []CaseAnswer{
				{"withdraw", scenario.Text{Zh: "停售，等冻结期满", En: "Stop selling and wait for the freeze to end"}, 0, 0, t.Until},
				{"settle", scenario.Text{Zh: "和解赔偿", En: "Settle with the owner"}, k.SettlePrice.Minor, 0, soon},
				{"contest", scenario.Text{Zh: "聘请律师抗辩", En: "Contest with a lawyer"}, w.s.Enforcement.ContestPrice.Minor, w.s.Enforcement.ContestWon, t.Until},
			}
		}
		if t.open() {
			row.Frozen = w.held(sh, int(w.st.Listings[t.Listing].Market))
		}
		rows = append(rows, row)
	}
	for _, id := range sh.Listings {
		l := &w.st.Listings[id]
		if l.Barred&barredByPaper == 0 {
			continue
		}
		for _, q := range w.tables.law.papers[l.Market][l.Good] {
			if !w.holds(sh, q.paper, int(l.Good), w.st.Day) {
				row := w.caseRow(sh, id, "paper")
				row.Name, row.State = w.s.Papers[q.paper].Name, "open"
				rows = append(rows, row)
			}
		}
	}
	return rows
}

func (w *World) caseRow(sh *shop, id uint32, kind string) CaseRow {
	l := &w.st.Listings[id]
	return CaseRow{
		Kind:        kind,
		Listing:     int(id) + 1,
		Good:        w.s.Goods[l.Good].ID,
		Marketplace: w.s.Marketplaces[l.Market].ID,
		Frozen:      money.Amount{Currency: w.s.Marketplaces[l.Market].Currency},
		Answers:     []CaseAnswer{},
	}
}

func (w *World) privacyRow(d *duty) PrivacyRow {
	k := &w.s.Privacy[d.Task]
	row := PrivacyRow{
		Task:    k.ID,
		Title:   k.Title,
		Ask:     k.Ask,
		State:   dutyNames[d.State],
		Due:     d.Due,
		Fine:    k.Fine.Minor,
		Answers: k.Answers,
		Answer:  d.Answer,
		Source:  k.Source,
	}
	if d.State != dutyOpen {
		row.Why = &k.Why
		row.Right = k.Answers[slices.IndexFunc(k.Answers, func(c scenario.Choice) bool { return c.Right })].ID
	}
	return row
}
