package sim

import (
	"slices"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// GetPaper orders a certificate, a registration or a responsible person; Good is empty for papers of the whole shop.
type GetPaper struct {
	Paper string `json:"paper"`
	Good  string `json:"good,omitempty"`
}

// CheckRight searches the registers for rights that a good may infringe on a marketplace.
type CheckRight struct {
	Good        string `json:"good"`
	Marketplace string `json:"marketplace"`
}

// TakeLicence takes a licence of a right that a search or a takedown has brought to light.
type TakeLicence struct {
	Right string `json:"right"`
}

// standing is how a shop stands with the law.
type standing struct {
	Papers   []paper
	Searched []enquiry
	Licences []licence
	Cases    []takedown
	Duties   []duty
	Frozen   []int // by marketplace: the first day on which proceeds are free again
	Incident int   // day of the last incident; −1: none
	Clean    int64 // days without an incident in the week before
	Days     int64
}

// paper is a paper that a shop has ordered. Good is −1 for papers of the whole shop.
type paper struct{ Paper, Good, Ordered, From, Until int }

// enquiry is a search in the registers.
type enquiry struct{ Good, Market, Day int }

// licence is a licence that a shop has taken.
type licence struct{ Right, From, Until int }

func (s *standing) clone() standing {
	out := *s
	out.Papers, out.Searched, out.Licences = slices.Clip(s.Papers), slices.Clip(s.Searched), slices.Clip(s.Licences)
	out.Cases, out.Duties, out.Frozen = slices.Clone(s.Cases), slices.Clone(s.Duties), slices.Clone(s.Frozen)
	return out
}

// Why a listing is barred: it is not shown until the reason is gone.
const (
	barredByRight uint8 = 1 << iota
	barredByPaper
)

// legal is what compliance needs of a scenario, worked out once.
type legal struct {
	rights [][][]int      // by marketplace and good: indices of rights
	papers [][][]demanded // by marketplace and good
}

// demanded is a paper that a marketplace asks for.
type demanded struct {
	paper  int
	before bool // nothing is listed without it
}

func (w *World) tabulateLaw() *legal {
	if !w.s.Uses(scenario.WithCompliance) {
		return nil
	}
	t := &legal{}
	for m := range w.s.Marketplaces {
		mp := &w.s.Marketplaces[m]
		rights, papers := make([][]int, len(w.s.Goods)), make([][]demanded, len(w.s.Goods))
		for g := range w.s.Goods {
			good := &w.s.Goods[g]
			for i, r := range w.s.Rights {
				if slices.Contains(r.Goods, good.ID) && slices.Contains(r.Marketplaces, mp.ID) {
					rights[g] = append(rights[g], i)
				}
			}
			for _, q := range mp.Requirements {
				if slices.Contains(q.Categories, good.Category) {
					p := slices.IndexFunc(w.s.Papers, func(p scenario.Paper) bool { return p.ID == q.Paper })
					papers[g] = append(papers[g], demanded{p, q.Before == "listing"})
				}
			}
		}
		t.rights, t.papers = append(t.rights, rights), append(t.papers, papers)
	}
	return t
}

// holds reports whether a shop has a valid paper for a good on a day.
func (w *World) holds(sh *shop, p, good, day int) bool {
	if w.s.Papers[p].PerShop {
		good = -1
	}
	return slices.ContainsFunc(sh.Law.Papers, func(k paper) bool {
		return k.Paper == p && k.Good == good && k.From <= day && day < k.Until
	})
}

// licensed reports whether a shop has a licence of a right on a day.
func (sh *shop) licensed(right, day int) bool {
	return slices.ContainsFunc(sh.Law.Licences, func(l licence) bool { return l.Right == right && l.From <= day && day < l.Until })
}

// listable refuses a listing that lacks a paper which must be there before it.
func (w *World) listable(sh *shop, m, g int) error {
	if name := w.s.Marketplaces[m].Name; w.failed(m) {
		return reject("marketplace", "%[1]s已停止付款，不再销售", "%[2]s has stopped paying and sells no more", name.Zh, name.En)
	}
	if w.tables.law == nil {
		return nil
	}
	for _, q := range w.tables.law.papers[m][g] {
		if q.before && !w.holds(sh, q.paper, g, w.st.Day) {
			name, at := &w.s.Papers[q.paper].Name, &w.s.Marketplaces[m].Name
			return reject(
				"marketplace",
				"%[1]s要求先有“%[2]s”：到合规页办理，生效后再刊登",
				"%[3]s asks for %[4]q first: get it in the compliance room, and list when it is valid",
				at.Zh,
				name.Zh,
				at.En,
				name.En,
			)
		}
	}
	return nil
}

// spend takes a cost out of the bank that the shop must have.
func (w *World) spend(sh *shop, field string, cost int64, account ledger.Account, cause ledger.Cause) error {
	if cash := sh.Book.Balance(ledger.Bank, 0); cost > max(cash, 0) {
		return reject(
			field,
			"费用 %s，账上只有 %s",
			"it costs %s, the account holds %s",
			money.Amount{Minor: cost, Currency: w.currencies[0]},
			money.Amount{Minor: cash, Currency: w.currencies[0]},
		)
	}
	return sh.Book.Move(w.st.Day, cause, ledger.Ref{}, cost, account, ledger.Bank)
}

func (w *World) getPaper(sh *shop, c *GetPaper) error {
	if err := w.uses(scenario.WithCompliance); err != nil {
		return err
	}
	p := slices.IndexFunc(w.s.Papers, func(p scenario.Paper) bool { return p.ID == c.Paper })
	if p < 0 {
		return reject("paper", "本剧本用不到证书 %q", "no marketplace here asks for paper %q", c.Paper)
	}
	k := &w.s.Papers[p]
	good := -1
	switch {
	case k.PerShop && c.Good != "":
		return reject("good", "“%[1]s”是全店共用的，不分商品", "%[2]q is for the whole shop, not for a good", k.Name.Zh, k.Name.En)
	case !k.PerShop:
		if good = w.good(c.Good); good < 0 {
			return reject("good", "没有商品 %q", "there is no good %q", c.Good)
		}
	}
	// A paper can be renewed in its last month.
	if slices.ContainsFunc(sh.Law.Papers, func(o paper) bool { return o.Paper == p && o.Good == good && w.st.Day+month < o.Until }) {
		return reject("paper", "“%[1]s”已办理或正在办理", "%[2]q has been ordered or is valid", k.Name.Zh, k.Name.En)
	}
	if err := w.spend(sh, "paper", k.Price.Minor, ledger.Compliance, ledger.Comply); err != nil {
		return err
	}
	from := w.st.Day + k.Days
	sh.Law.Papers = append(sh.Law.Papers, paper{p, good, w.st.Day, from, from + k.ValidDays})
	sh.mark(papered, 1)
	return nil
}

func (w *World) checkRight(sh *shop, c *CheckRight) error {
	if err := w.uses(scenario.WithCompliance); err != nil {
		return err
	}
	g := w.good(c.Good)
	if g < 0 {
		return reject("good", "没有商品 %q", "there is no good %q", c.Good)
	}
	m, err := w.marketplace(c.Marketplace)
	if err != nil {
		return err
	}
	if sh.hasSearched(g, m) {
		return reject("good", "该商品在此平台已经检索过", "the registers have been searched for this good and marketplace")
	}
	if err := w.spend(sh, "good", w.searchPrice(m, g), ledger.Compliance, ledger.Comply); err != nil {
		return err
	}
	sh.Law.Searched = append(sh.Law.Searched, enquiry{g, m, w.st.Day})
	sh.mark(checked, 1)
	return nil
}

// searchPrice is what a search in the registers costs.
func (w *World) searchPrice(m, g int) int64 {
	price := w.s.Enforcement.CheckPrice.Minor
	for _, r := range w.tables.law.rights[m][g] {
		price = max(price, w.s.Rights[r].CheckPrice.Minor)
	}
	return price
}

func (sh *shop) hasSearched(good, market int) bool {
	return slices.ContainsFunc(sh.Law.Searched, func(s enquiry) bool { return s.Good == good && s.Market == market })
}

// knows reports whether a shop has met a right, by a search or by a takedown.
func (w *World) knows(sh *shop, right int) bool {
	for _, s := range sh.Law.Searched {
		if slices.Contains(w.tables.law.rights[s.Market][s.Good], right) {
			return true
		}
	}
	return slices.ContainsFunc(sh.Law.Cases, func(t takedown) bool { return t.Right == right })
}

func (w *World) takeLicence(sh *shop, c *TakeLicence) error {
	if err := w.uses(scenario.WithCompliance); err != nil {
		return err
	}
	r := slices.IndexFunc(w.s.Rights, func(r scenario.Right) bool { return r.ID == c.Right })
	if r < 0 || !w.knows(sh, r) {
		return reject("right", "还没有检索到权利 %q：先做侵权检索", "no right %q has been found yet: search the registers first", c.Right)
	}
	k := &w.s.Rights[r]
	if slices.ContainsFunc(sh.Law.Licences, func(l licence) bool { return l.Right == r && w.st.Day+month < l.Until }) {
		return reject("right", "“%[1]s”的授权仍在有效期内", "the licence of %[2]q is still valid", k.Name.Zh, k.Name.En)
	}
	if err := w.spend(sh, "right", k.LicencePrice.Minor, ledger.Compliance, ledger.Comply); err != nil {
		return err
	}
	sh.Law.Licences = append(sh.Law.Licences, licence{r, w.st.Day, w.st.Day + k.LicenceDays})
	return nil
}
