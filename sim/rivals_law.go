package sim

import (
	"slices"

	"chuhai/sim/bot"
	"chuhai/sim/health"
	"chuhai/sim/scenario"
)

// law shows a bot what the compliance and the account room show a student.
func (d *desk) law(sh *shop, v *bot.View) error {
	w := d.w
	v.Cases, v.Appeals, v.Duties = v.Cases[:0], v.Appeals[:0], v.Duties[:0]
	for _, id := range sh.Listings {
		const few = 3
		l := &w.st.Listings[id]
		b := &v.Goods[l.Good].Markets[slices.Index(d.markets[l.Good], int(l.Market))]
		b.Unread = w.tables.care != nil && l.Reviews < few
		b.Warned = sh.Accounts != nil && sh.Accounts[l.Market].State != health.Good
	}
	for m := range sh.Accounts {
		if a, ok := w.plea(&sh.Accounts[m], m); ok {
			v.Appeals = append(v.Appeals, a)
		}
	}
	if w.tables.law == nil {
		return nil
	}
	for g := range v.Goods {
		for k := range v.Goods[g].Markets {
			w.showLaw(sh, g, d.markets[g][k], &v.Goods[g].Markets[k])
		}
	}
	for i := range sh.Law.Cases {
		t := &sh.Law.Cases[i]
		if !t.open() || t.Answer != "" {
			continue
		}
		frozen, err := w.inHome(w.held(sh, int(w.st.Listings[t.Listing].Market)))
		if err != nil {
			return err
		}
		v.Cases = append(v.Cases, bot.Case{Number: i + 1, Settle: w.s.Rights[t.Right].SettlePrice.Minor, Frozen: frozen})
	}
	for i := range sh.Law.Duties {
		if k := &sh.Law.Duties[i]; k.State == dutyOpen {
			v.Duties = append(v.Duties, bot.Duty{Task: w.s.Privacy[k.Task].ID, Answer: right(w.s.Privacy[k.Task].Answers)})
		}
	}
	return nil
}

// plea is the appeal of somebody who reads an account's figures; ok is false when there is nothing to appeal now.
func (w *World) plea(a *health.Account, m int) (bot.Appeal, bool) {
	if a.State != health.Suspended || a.Appeal == health.Pending || a.Appeal == health.Refused {
		return bot.Appeal{}, false
	}
	i := slices.IndexFunc(w.s.Appeals.Causes, func(k scenario.AppealCause) bool { return k.ID == a.Cause })
	k := &w.s.Appeals.Causes[i]
	return bot.Appeal{Market: w.s.Marketplaces[m].ID, Cause: k.ID, Remedy: right(k.Remedies), Proof: right(k.Proofs)}, true
}

// right is the id of the first right choice.
func right(all []scenario.Choice) string {
	return all[slices.IndexFunc(all, func(c scenario.Choice) bool { return c.Right })].ID
}

// showLaw fills in what a marketplace asks of a good.
func (w *World) showLaw(sh *shop, g, m int, b *bot.Market) {
	b.Papers, b.Rights, b.Search = nil, nil, 0
	for _, q := range w.tables.law.papers[m][g] {
		k := &w.s.Papers[q.paper]
		good, id := g, w.s.Goods[g].ID
		if k.PerShop {
			good, id = -1, ""
		}
		if !slices.ContainsFunc(sh.Law.Papers, func(p paper) bool { return p.Paper == q.paper && p.Good == good && w.st.Day+month < p.Until }) {
			b.Papers = append(b.Papers, bot.Paper{ID: k.ID, Good: id, Price: k.Price.Minor, Before: q.before})
		}
	}
	if !sh.hasSearched(g, m) {
		b.Search = w.searchPrice(m, g)
	}
	for _, r := range w.tables.law.rights[m][g] {
		if w.knows(sh, r) && !sh.licensed(r, w.st.Day) {
			b.Rights = append(b.Rights, bot.Right{ID: w.s.Rights[r].ID, Price: w.s.Rights[r].LicencePrice.Minor})
		}
	}
}

// abided is a bot's decision about rules as a student would send it.
func abided(c Command, d bot.Decision) Command {
	switch {
	case d.Paper != nil:
		c.Paper = &GetPaper{d.Paper.ID, d.Paper.Good}
	case d.Search != nil:
		c.Check = &CheckRight{d.Search.Good, d.Search.Market}
	case d.Licence != nil:
		c.Licence = &TakeLicence{d.Licence.ID}
	case d.Case != nil:
		c.Takedown = &AnswerTakedown{d.Case.Number, d.Case.Answer}
	case d.Appeal != nil:
		c.Appeal = &Appeal{d.Appeal.Market, d.Appeal.Cause, d.Appeal.Remedy, d.Appeal.Proof}
	case d.Seed != nil:
		c.Seed = &Seed{d.Seed.Listing, "samples", d.Seed.Count}
		if d.Seed.Bought {
			c.Seed.Kind = "bought"
		}
	case d.Duty != nil:
		c.Privacy = &DoPrivacy{d.Duty.Task, d.Duty.Answer}
	}
	return c
}
