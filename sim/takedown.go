package sim

import (
	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/scenario"
)

// AnswerTakedown answers a takedown for infringement: withdraw (stop selling, and wait for the freeze to end), settle
// (pay the owner, and be free soon), or contest (a lawyer, and a decision at the end of the freeze).
type AnswerTakedown struct {
	Case   int    `json:"case"`
	Answer string `json:"answer"`
}

// takedown is a listing found to infringe a right. Its number is its place in the shop's list.
type takedown struct {
	Listing uint32
	Right   int
	Opened  int
	Due     int // last day to answer
	Until   int // first day on which what is frozen is free again
	Answer  string
	Closed  int // day; −1: not
	Lifted  bool
}

func (t *takedown) open() bool { return t.Closed < 0 }

// comply plays the day of the law: papers come and go, listings are checked, rights are enforced, cases and duties run
// out.
func (w *World) comply() error {
	if w.tables.law == nil {
		return nil
	}
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		w.papersDue(i, sh)
		if err := w.casesDue(i, sh); err != nil {
			return err
		}
		for _, id := range sh.Listings {
			w.inspect(i, sh, id)
		}
		if err := w.dutiesDue(i, sh); err != nil {
			return err
		}
		law := &sh.Law
		law.Days++
		if law.Incident < 0 || w.st.Day-law.Incident >= 7 {
			law.Clean++
		}
	}
	return nil
}

// papersDue tells of papers that come into force or run out today.
func (w *World) papersDue(n int, sh *shop) {
	for _, p := range sh.Law.Papers {
		e := Event{Kind: "paper_issued", Count: 1}
		if p.Good >= 0 {
			e.Good = w.s.Goods[p.Good].ID
		}
		switch w.st.Day {
		case p.From:
			w.event(n, e)
		case p.Until:
			e.Kind = "paper_over"
			w.event(n, e)
		}
	}
}

// inspect checks a listing that is shown, and lifts the bar of one whose reason is gone.
func (w *World) inspect(n int, sh *shop, id uint32) {
	l := &w.st.Listings[id]
	m, g, day := int(l.Market), int(l.Good), w.st.Day
	bits := w.law.At(l.Key, uint16(day), 0)
	lacks := false
	for i, q := range w.tables.law.papers[m][g] {
		if w.holds(sh, q.paper, g, day) {
			continue
		}
		lacks = true
		found := q.before || draw.Uniform(draw.Mix(bits+uint64(i))) < w.s.Enforcement.PaperChance
		if found && l.Active && l.Barred&barredByPaper == 0 {
			l.Barred |= barredByPaper
			w.incident(n, sh, m, w.s.Enforcement.PaperPoints)
			w.event(n, Event{Kind: "delisted", Good: w.s.Goods[g].ID, Market: w.s.Marketplaces[m].ID, Listing: int(id) + 1})
		}
	}
	if !lacks {
		l.Barred &^= barredByPaper
	}
	free := true
	for i, r := range w.tables.law.rights[m][g] {
		if sh.licensed(r, day) {
			continue
		}
		free = free && l.Barred&barredByRight == 0
		if l.Active && l.Barred == 0 && draw.Uniform(draw.Mix(bits+uint64(100+i))) < w.s.Rights[r].Chance {
			w.takeDown(n, sh, id, r)
			free = false
		}
	}
	if free {
		l.Barred &^= barredByRight
	}
}

// incident gives policy points and remembers the day.
func (w *World) incident(n int, sh *shop, m, points int) {
	sh.Law.Incident = w.st.Day
	if sh.Accounts != nil {
		sh.Accounts[m].Punish(w.st.Day, points)
	}
}

// takeDown bars a listing for infringement and freezes the shop's proceeds on its marketplace.
func (w *World) takeDown(n int, sh *shop, id uint32, right int) {
	l := &w.st.Listings[id]
	r, day, m := &w.s.Rights[right], w.st.Day, int(l.Market)
	span := uint64(r.FreezeDays[1] - r.FreezeDays[0] + 1)
	freeze := r.FreezeDays[0] + int(w.law.At(l.Key, uint16(day), 1)>>32*span>>32)
	l.Barred |= barredByRight
	sh.Law.Cases = append(
		sh.Law.Cases,
		takedown{Listing: id, Right: right, Opened: day, Due: day + w.s.Enforcement.AnswerDays, Until: day + freeze, Closed: -1},
	)
	w.freeze(sh, m)
	w.incident(n, sh, m, w.s.Enforcement.CasePoints)
	w.event(n, Event{Kind: "takedown", Good: w.s.Goods[l.Good].ID, Market: w.s.Marketplaces[m].ID, Listing: int(id) + 1})
	c := w.marketCur[m]
	w.event(n, Event{Kind: "frozen", Market: w.s.Marketplaces[m].ID, Minor: max(sh.Book.Balance(ledger.Platform, c), 0), Money: string(w.currencies[c])})
}

// freeze keeps a marketplace's proceeds until the last case there lets go of them.
func (w *World) freeze(sh *shop, m int) {
	until := 0
	for i := range sh.Law.Cases {
		if t := &sh.Law.Cases[i]; int(w.st.Listings[t.Listing].Market) == m {
			until = max(until, t.Until)
		}
	}
	sh.Law.Frozen[m] = until
}

// frozen reports whether a marketplace may not pay a shop out today.
func (sh *shop) frozen(m, day int) bool { return sh.Law.Frozen != nil && day < sh.Law.Frozen[m] }

// casesDue ends the cases that nobody answered in time and those whose freeze is over.
func (w *World) casesDue(n int, sh *shop) error {
	day := w.st.Day
	for i := range sh.Law.Cases {
		t := &sh.Law.Cases[i]
		m := int(w.st.Listings[t.Listing].Market)
		if t.open() && t.Answer == "" && day >= t.Due { // judgement by default
			t.Answer = "default"
			if err := w.fine(n, sh, w.s.Rights[t.Right].SettlePrice.Minor); err != nil {
				return err
			}
		}
		if day != t.Until {
			continue
		}
		t.Closed = day
		if t.Answer == "contest" {
			if draw.Uniform(w.law.At(w.st.Listings[t.Listing].Key, uint16(t.Opened), 2)) < w.s.Enforcement.ContestWon {
				t.Lifted = true
				w.st.Listings[t.Listing].Barred &^= barredByRight
			} else if err := w.fine(n, sh, w.s.Rights[t.Right].SettlePrice.Minor); err != nil {
				return err
			}
		}
		if sh.Law.Frozen[m] == day {
			c := w.marketCur[m]
			w.event(
				n,
				Event{Kind: "released", Market: w.s.Marketplaces[m].ID, Minor: max(sh.Book.Balance(ledger.Platform, c), 0), Money: string(w.currencies[c])},
			)
		}
	}
	return nil
}

// fine takes a fine or a judgement out of the bank, whatever it holds.
func (w *World) fine(n int, sh *shop, minor int64) error {
	if minor == 0 {
		return nil
	}
	w.event(n, Event{Kind: "fined", Minor: minor, Money: string(w.currencies[0])})
	return sh.Book.Move(w.st.Day, ledger.Penalise, ledger.Ref{}, minor, ledger.Penalty, ledger.Bank)
}

func (w *World) answerTakedown(sh *shop, c *AnswerTakedown) error {
	if err := w.uses(scenario.WithCompliance); err != nil {
		return err
	}
	if c.Case < 1 || c.Case > len(sh.Law.Cases) {
		return reject("case", "本店没有 %d 号案件", "the shop has no case %d", c.Case)
	}
	t := &sh.Law.Cases[c.Case-1]
	if !t.open() || t.Answer != "" {
		return reject("case", "%d 号案件已答复或已结束", "case %d has been answered or is closed", c.Case)
	}
	switch c.Answer {
	case "withdraw":
		t.Answer = c.Answer
		return nil
	case "settle":
		if err := w.spend(sh, "answer", w.s.Rights[t.Right].SettlePrice.Minor, ledger.Penalty, ledger.Penalise); err != nil {
			return err
		}
		t.Answer = c.Answer
		t.Until = min(t.Until, w.st.Day+w.s.Enforcement.ReleaseDays)
		w.freeze(sh, int(w.st.Listings[t.Listing].Market))
		return nil
	case "contest":
		if err := w.spend(sh, "answer", w.s.Enforcement.ContestPrice.Minor, ledger.Compliance, ledger.Comply); err != nil {
			return err
		}
		t.Answer = c.Answer
		return nil
	}
	return reject("answer", "没有答复 %q，可用：withdraw, settle, contest", "there is no answer %q, allowed: withdraw, settle, contest", c.Answer)
}

// royalties are what a listing owes the owners of rights for a day's sales, home currency.
func (w *World) royalties(sh *shop, l *listing, delivered int64) (sum int64, err error) {
	if w.tables.law == nil || len(sh.Law.Licences) == 0 || delivered == 0 {
		return 0, nil
	}
	for _, r := range w.tables.law.rights[l.Market][l.Good] {
		if sh.licensed(r, w.st.Day) {
			f, err := w.fixing()
			if err != nil {
				return 0, err
			}
			home, err := f.Value(w.marketCur[l.Market], delivered)
			if err != nil {
				return 0, err
			}
			sum += mulDiv(home, int64(float64(w.s.Rights[r].Royalty*1_000_000)+0.5), 1_000_000) // bounded: a share
		}
	}
	return sum, nil
}
