package bot

// Paper is a paper that a marketplace asks for; Good is empty for one of the whole shop.
type Paper struct {
	ID, Good string
	Price    int64
	Before   bool // nothing is listed without it
}

// Right is a right that goods infringe, with the price of a licence.
type Right struct {
	ID    string
	Price int64
}

// Seed helps a listing to reviews, by samples or by bought ones.
type Seed struct {
	Listing int
	Bought  bool
	Count   int
}

// Search is a search in the registers.
type Search struct{ Good, Market string }

// Case is a takedown with what a settlement costs and what is frozen, home currency.
type Case struct {
	Number         int
	Settle, Frozen int64
}

// Verdict is an answer to a takedown.
type Verdict struct {
	Number int
	Answer string
}

// Appeal is what somebody who has read the account's figures writes to a marketplace.
type Appeal struct{ Market, Cause, Remedy, Proof string }

// Duty is a task of data protection with the answer of somebody who knows the law.
type Duty struct{ Task, Answer string }

// abide keeps the rules as far as a temperament does: the naive get the papers without which nothing is listed, and the
// others when the want of them has taken a listing down; the heuristic answer what is asked of them besides; the informed
// get every paper beforehand, search the registers before they list, and take licences.
func (p *player) abide(care int) {
	for g := range p.Goods {
		good := &p.Goods[g]
		if !good.trades() {
			continue
		}
		for m := range good.Markets {
			p.seed(good, &good.Markets[m], care)
			p.papers(good, &good.Markets[m], care)
		}
	}
	if care == 0 {
		return
	}
	for _, c := range p.Cases {
		v := Verdict{c.Number, "withdraw"}
		if c.Frozen > c.Settle && p.affords(c.Settle) {
			v.Answer = "settle"
		}
		p.out = append(p.out, Decision{Case: &v})
	}
	for i := range p.Appeals {
		p.out = append(p.out, Decision{Appeal: &p.Appeals[i]})
	}
	for i := range p.Duties {
		p.out = append(p.out, Decision{Duty: &p.Duties[i]})
	}
}

// seed looks after a new listing that nobody has rated: the informed send samples to reviewers, and the naive who are
// given to it buy reviews.
func (p *player) seed(g *Good, m *Market, care int) {
	const new, few, stock = 4, 5, 40 // days, pieces
	switch {
	case !m.Unread || !m.Active || m.Age != new:
	case care == 2 && g.Home.Stock >= stock:
		p.out = append(p.out, Decision{Seed: &Seed{m.Listing, false, few}})
	case care == 0 && p.first%3 == 0 && m.Listing%4 == 0 && p.Cash > p.Capital/5:
		p.out = append(p.out, Decision{Seed: &Seed{m.Listing, true, 2 * few}})
	}
}

func (p *player) papers(g *Good, m *Market, care int) {
	for i := range m.Papers {
		k := &m.Papers[i]
		if (k.Before || m.Down || care == 2) && !p.ordered(k) && p.affords(k.Price) {
			p.out = append(p.out, Decision{Paper: k})
		}
	}
	if care < 2 {
		return
	}
	if m.Search > 0 && p.affords(m.Search) {
		p.out = append(p.out, Decision{Search: &Search{g.ID, m.ID}})
	}
	for i := range m.Rights {
		if r := &m.Rights[i]; !p.licensed(r) && p.affords(r.Price) {
			p.out = append(p.out, Decision{Licence: r})
		}
	}
}

// ordered reports whether a paper is among today's decisions: several marketplaces may ask for it.
func (p *player) ordered(k *Paper) bool {
	for _, d := range p.out {
		if d.Paper != nil && d.Paper.ID == k.ID && d.Paper.Good == k.Good {
			return true
		}
	}
	return false
}

func (p *player) licensed(r *Right) bool {
	for _, d := range p.out {
		if d.Licence != nil && d.Licence.ID == r.ID {
			return true
		}
	}
	return false
}
