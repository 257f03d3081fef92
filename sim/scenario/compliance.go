package scenario

import (
	"fmt"
	"slices"

	"chuhai/sim/money"
)

// Paper is a certificate, a registration or a named person that a marketplace asks for. Amounts are in the home
// currency.
type Paper struct {
	ID        string       `yaml:"id"`
	Name      Text         `yaml:"name"`
	About     Text         `yaml:"about"` // what it is, and when the law asks for it
	Authority Text         `yaml:"authority"`
	PerShop   bool         `yaml:"per_shop,omitempty"` // one for all goods of a shop; else one for each good
	Price     money.Amount `yaml:"price"`
	Days      int          `yaml:"days"` // until it is issued
	ValidDays int          `yaml:"valid_days"`
	Source    Source       `yaml:"source"`
}

// Requirement is a paper that a marketplace asks for in some categories.
type Requirement struct {
	Paper      string   `yaml:"paper"`
	Categories []string `yaml:"categories"`
	Before     string   `yaml:"before"` // "listing": nothing is listed without it; "checked": listings are checked now and then
}

// Right is a mark, a copyright or a design that goods may infringe. Amounts are in the home currency.
type Right struct {
	ID           string       `yaml:"id"`
	Name         Text         `yaml:"name"`
	Owner        Text         `yaml:"owner"`
	Kind         string       `yaml:"kind"`         // mark, copyright, design
	Goods        []string     `yaml:"goods"`        // that bear it
	Marketplaces []string     `yaml:"marketplaces"` // on which it is enforced
	CheckPrice   money.Amount `yaml:"check_price"`  // of a search in the registers, for one good and marketplace
	LicencePrice money.Amount `yaml:"licence_price"`
	LicenceDays  int          `yaml:"licence_days"`
	Royalty      float64      `yaml:"royalty"`     // share of the proceeds of licensed goods, tax not counted
	Chance       float64      `yaml:"chance"`      // a day, that an unlicensed listing is found
	FreezeDays   [2]int       `yaml:"freeze_days"` // proceeds are frozen for between so many days
	SettlePrice  money.Amount `yaml:"settle_price"`
	Source       Source       `yaml:"source"`
}

// Enforcement is how marketplaces and courts act on what they find. Amounts are in the home currency.
type Enforcement struct {
	CheckPrice   money.Amount `yaml:"check_price"`   // of a search that finds no right
	AnswerDays   int          `yaml:"answer_days"`   // to answer a takedown
	ContestPrice money.Amount `yaml:"contest_price"` // a lawyer
	ContestWon   float64      `yaml:"contest_won"`   // share of contested takedowns that are lifted, of unlicensed goods
	ReleaseDays  int          `yaml:"release_days"`  // from a settlement to the release of what was frozen
	CasePoints   int          `yaml:"case_points"`   // policy points for an infringement
	PaperChance  float64      `yaml:"paper_chance"`  // a day, that a listing without a paper that is checked is found
	PaperPoints  int          `yaml:"paper_points"`
	Source       Source       `yaml:"source"`
}

// PrivacyTask is a duty of data protection that comes up once in a run.
type PrivacyTask struct {
	ID        string       `yaml:"id"`
	Title     Text         `yaml:"title"`
	Ask       Text         `yaml:"ask"` // what has happened, and what is to be decided
	Countries []string     `yaml:"countries"`
	Orders    int          `yaml:"orders"` // it comes up when the shop has had so many orders from these countries
	Days      int          `yaml:"days"`   // to answer
	Answers   []Choice     `yaml:"answers"`
	Why       Text         `yaml:"why"`    // shown with the right answer, afterwards
	Fine      money.Amount `yaml:"fine"`   // for a wrong answer or none
	Points    int          `yaml:"points"` // policy points for a wrong answer or none, on the marketplaces of these countries
	Source    Source       `yaml:"source"`
}

// papers checks the papers of a reference file.
func (r *reader) papers(all []Paper) {
	for i, k := range all {
		p := fmt.Sprintf("papers[%d]", i)
		r.text(p+".name", k.Name)
		r.text(p+".about", k.About)
		r.text(p+".authority", k.Authority)
		r.within(p+".price", k.Price.Minor, 0, maxUnit)
		r.within(p+".days", int64(k.Days), 0, MaxDays)
		r.within(p+".valid_days", int64(k.ValidDays), 1, 3650)
		r.source(p+".source", k.Source)
	}
}

// rights checks the rights of a reference file.
func (r *reader) rights(all []Right) {
	for i := range all {
		p, k := fmt.Sprintf("rights[%d]", i), &all[i]
		r.text(p+".name", k.Name)
		r.text(p+".owner", k.Owner)
		r.oneOf(p+".kind", k.Kind, "mark", "copyright", "design")
		r.within(p+".check_price", k.CheckPrice.Minor, 0, maxUnit)
		r.within(p+".licence_price", k.LicencePrice.Minor, 0, maxUnit)
		r.within(p+".licence_days", int64(k.LicenceDays), 1, 3650)
		r.check(k.Royalty >= 0 && k.Royalty <= 0.5, p+".royalty", "应在 0 到 0.5 之间", "want 0 to 0.5")
		r.share(p+".chance", k.Chance)
		r.check(
			k.FreezeDays[0] >= 1 && k.FreezeDays[0] <= k.FreezeDays[1] && k.FreezeDays[1] <= 90,
			p+".freeze_days",
			"应在 1 到 90 之间递增",
			"want 1 to 90, ascending",
		)
		r.within(p+".settle_price", k.SettlePrice.Minor, 0, maxUnit)
		r.source(p+".source", k.Source)
	}
}

// enforcement checks how a reference file lets marketplaces and courts act.
func (r *reader) enforcement(p string, e *Enforcement) {
	if e == nil {
		return
	}
	r.within(p+".check_price", e.CheckPrice.Minor, 0, maxUnit)
	r.within(p+".answer_days", int64(e.AnswerDays), 1, 60)
	r.within(p+".contest_price", e.ContestPrice.Minor, 0, maxUnit)
	r.share(p+".contest_won", e.ContestWon)
	r.within(p+".release_days", int64(e.ReleaseDays), 1, 90)
	r.within(p+".case_points", int64(e.CasePoints), 0, 1000)
	r.share(p+".paper_chance", e.PaperChance)
	r.within(p+".paper_points", int64(e.PaperPoints), 0, 1000)
	r.source(p+".source", e.Source)
}

// privacy checks the duties of data protection of a reference file.
func (r *reader) privacy(all []PrivacyTask) {
	for i := range all {
		p, k := fmt.Sprintf("privacy[%d]", i), &all[i]
		r.text(p+".title", k.Title)
		r.text(p+".ask", k.Ask)
		r.text(p+".why", k.Why)
		r.check(len(k.Countries) > 0, p+".countries", "至少一个国家或地区", "want at least one country")
		r.within(p+".orders", int64(k.Orders), 1, 100_000)
		r.within(p+".days", int64(k.Days), 1, 90)
		r.choices(p+".answers", k.Answers)
		r.within(p+".fine", k.Fine.Minor, 0, maxUnit)
		r.within(p+".points", int64(k.Points), 0, 1000)
		r.source(p+".source", k.Source)
	}
}

// comply takes what the chosen marketplaces ask for, and what bears on the chosen goods, out of the library.
func (s *Scenario) comply(r *reader, l *library) {
	if !s.Uses(WithCompliance) {
		for i := range s.Marketplaces {
			s.Marketplaces[i].Requirements = nil
		}
		return
	}
	if l.Enforcement == nil {
		r.fail("use.mechanisms", "compliance 需要参考文件中的 enforcement", "compliance needs enforcement in a reference file")
		return
	}
	s.Enforcement = *l.Enforcement
	home := func(what string, amounts ...money.Amount) {
		for _, a := range amounts {
			r.check(
				a.Currency == s.Home.Currency,
				"use.mechanisms",
				fmt.Sprintf("%s 的价格应为 %s，找到 %s", what, s.Home.Currency, a.Currency),
				fmt.Sprintf("%s must be priced in %s, found %s", what, s.Home.Currency, a.Currency),
			)
		}
	}
	home("enforcement", s.Enforcement.CheckPrice, s.Enforcement.ContestPrice)
	sells := func(id string) bool { return slices.ContainsFunc(s.Goods, func(g Good) bool { return g.ID == id }) }
	market := func(id string) bool {
		return slices.ContainsFunc(s.Marketplaces, func(m Marketplace) bool { return m.ID == id })
	}
	country := func(id string) bool {
		return slices.ContainsFunc(s.Marketplaces, func(m Marketplace) bool { return m.Country == id })
	}
	for _, k := range l.Rights {
		if slices.ContainsFunc(k.Goods, sells) && slices.ContainsFunc(k.Marketplaces, market) {
			home(k.ID, k.CheckPrice, k.LicencePrice, k.SettlePrice)
			s.Rights = append(s.Rights, k)
		}
	}
	for _, k := range l.Privacy {
		if slices.ContainsFunc(k.Countries, country) {
			home(k.ID, k.Fine)
			s.Privacy = append(s.Privacy, k)
		}
	}
	asked := map[string]bool{}
	for m := range s.Marketplaces {
		mp := &s.Marketplaces[m]
		for _, q := range mp.Requirements {
			p := fmt.Sprintf("use.marketplaces[%d]", m)
			known := slices.ContainsFunc(l.Papers, func(k Paper) bool { return k.ID == q.Paper })
			r.check(known, p, fmt.Sprintf("%s 要求的证书 %q 不存在", mp.ID, q.Paper), fmt.Sprintf("%s asks for paper %q, which does not exist", mp.ID, q.Paper))
			asked[q.Paper] = asked[q.Paper] || slices.ContainsFunc(q.Categories, func(id string) bool {
				return slices.ContainsFunc(mp.Categories, func(c Category) bool { return c.ID == id })
			})
		}
	}
	for _, k := range l.Papers {
		if asked[k.ID] {
			home(k.ID, k.Price)
			s.Papers = append(s.Papers, k)
		}
	}
}
