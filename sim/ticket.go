package sim

import (
	"slices"

	"chuhai/sim/aftersales"
	"chuhai/sim/draw"
	"chuhai/sim/health"
)

// query puts a question on the agenda of a day.
func (w *World) query(day int, a ask) {
	w.on(day).Asks.add(&w.today.spare.asks, a)
	w.fold(a.Parcel.Key, a.Parcel.Offer, day, stageAsked, 1)
}

// asks opens the tickets of the day: of parcels that have come to their end, and of those that are overdue.
func (w *World) asks(due *agenda) {
	for a := range due.Asks.all() {
		o := &w.st.Offers[a.Parcel.Offer]
		t := ticket{Parcel: a.Parcel, Kind: a.Kind, Delivered: -1, Answered: -1, Disputed: -1, Closed: -1}
		if a.After {
			f := w.fate(a.Parcel, int(a.Delivered))
			if f.lost {
				t.Gone, t.Unsold = true, true
			} else {
				t.Delivered = int(a.Delivered)
			}
			if f.rides() {
				t.Stars, t.Pleased, t.Reviewed = uint8(f.star), uint8(f.pleased), f.reviewed
			}
		} else if v := w.travelled(a.Parcel); v.delivered >= 0 || v.fate.lost {
			continue // it came, or not, before the buyer asked
		}
		w.openTicket(o, t)
	}
}

func (w *World) openTicket(o *offer, t ticket) {
	c := &w.st.Shops[o.Shop].Care
	c.Opened++
	t.Number, t.Opened, t.Due = c.Opened, w.st.Day, w.st.Day+w.tables.care.kinds[t.Kind].Days
	c.Active = append(c.Active, t)
	w.event(int(o.Shop), Event{Kind: "ticket", Good: w.s.Goods[o.Good].ID, Market: w.s.Marketplaces[o.Market].ID, Count: 1, Listing: int(o.Listing) + 1})
}

// ended tells the ticket of a parcel how the parcel ended, and what review the buyer would write. It reports whether the
// ticket takes the review along, and whether the buyer has his money back already.
func (w *World) ended(p parcel, f *fate) (rides, repaid bool) {
	o := &w.st.Offers[p.Offer]
	c := &w.st.Shops[o.Shop].Care
	i := slices.IndexFunc(c.Active, func(t ticket) bool { return t.Parcel.Key == p.Key })
	if f.lost {
		if i < 0 || c.Active[i].State.Closed() && !c.Active[i].Whole { // whoever was patient has waited for nothing
			w.query(w.st.Day+1, ask{Parcel: p, Delivered: uint16(w.st.Day), Kind: askWhere, After: true})
		}
		if i < 0 {
			return false, false
		}
		t := &c.Active[i]
		t.Gone, t.Unsold = true, !t.State.Closed() && !t.Whole
		t.Parcel.Legs = p.Legs
		return false, t.Whole
	}
	if i < 0 {
		return false, false
	}
	t := &c.Active[i]
	t.Delivered = w.st.Day
	if next, ok := t.State.Next(aftersales.Arrive); ok {
		w.closeTicket(o, t, next)
	}
	if f.star > 0 {
		t.Stars, t.Pleased, t.Reviewed = uint8(f.star), uint8(f.pleased), f.reviewed
		return true, false
	}
	return false, false
}

// tend moves on every ticket that is due: what was not answered, buyers who make up their minds, disputes that are
// decided, and reviews.
func (w *World) tend() error {
	if w.tables.care == nil {
		return nil
	}
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		c := &sh.Care
		for k := range c.Active {
			if err := w.tendTicket(sh, &c.Active[k]); err != nil {
				return err
			}
		}
		c.Active = slices.DeleteFunc(c.Active, func(t ticket) bool {
			if t.over() && sh.Bot == "" {
				c.keep(t)
			}
			return t.over()
		})
	}
	return nil
}

// keep puts a ticket away for people to look back on.
func (c *care) keep(t ticket) {
	if len(c.Past) == 2*maxTickets {
		c.Past = append(c.Past[:0:0], c.Past[maxTickets:]...)
	}
	c.Past = append(c.Past, t)
}

func (w *World) tendTicket(sh *shop, t *ticket) error {
	day := w.st.Day
	o := &w.st.Offers[t.Parcel.Offer]
	luck := w.care.Bits(t.Parcel.Key)
	kind := w.tables.care.kinds[t.Kind]
	var err error
	switch {
	case t.State == aftersales.Open && day >= t.Due:
		sh.Care.Overdue++
		sh.count(o.Market, health.Counts{Defects: 1})
		err = w.displease(sh, o, t)
	case t.State == aftersales.Answered && day >= t.Decide:
		part := float64(t.Back) / float64(max(w.proceeds(o, &t.Parcel), 1))
		share := aftersales.Pleased(kind, t.Answer, part)
		if t.Gone && t.Answer == "explain" {
			share = 0 // nothing to explain: it never came
		}
		if draw.Uniform(luck) < share {
			err = w.please(sh, o, t)
		} else {
			err = w.displease(sh, o, t)
		}
	case (t.State == aftersales.Disputed || t.State == aftersales.Contested) && day >= t.Due:
		if t.State == aftersales.Contested && draw.Uniform(draw.Mix(luck+2)) < aftersales.Upheld(kind, t.Evidence) {
			next, _ := t.State.Next(aftersales.Uphold)
			w.closeTicket(o, t, next)
			err = w.recognise(sh, o, t)
		} else {
			err = w.concede(sh, o, t)
		}
	}
	if err != nil {
		return err
	}
	if t.Stars > 0 && t.Given == 0 && day >= t.Reviewed {
		t.Given = t.Stars
		if t.State == aftersales.Content {
			t.Given = t.Pleased
		}
		w.review(review{o.Listing, t.Given})
	}
	return nil
}

// please closes a ticket whose buyer is content: a return is on its way back, and all else is done.
func (w *World) please(sh *shop, o *offer, t *ticket) error {
	next, _ := t.State.Next(aftersales.Please)
	sh.glad(o.Market)
	w.closeTicket(o, t, next)
	if t.Answer == "return" {
		if err := w.repay(sh, o, t); err != nil {
			return err
		}
		return w.takeBack(sh, o, &t.Parcel, aTicket(t))
	}
	return w.recognise(sh, o, t)
}

// displease lets a discontent buyer open a dispute or give up. Who has neither goods nor money gives up never.
func (w *World) displease(sh *shop, o *offer, t *ticket) error {
	luck := draw.Uniform(draw.Mix(w.care.Bits(t.Parcel.Key) + 1))
	if !t.Gone && luck >= w.tables.care.kinds[t.Kind].Escalates {
		next, _ := t.State.Next(aftersales.GiveUp)
		w.closeTicket(o, t, next)
		return nil
	}
	t.State, _ = t.State.Next(aftersales.Complain)
	t.Disputed, t.Due = w.st.Day, w.st.Day+w.s.AfterSales.DisputeDays
	w.event(int(o.Shop), Event{Kind: "dispute", Good: w.s.Goods[o.Good].ID, Market: w.s.Marketplaces[o.Market].ID, Count: 1, Listing: int(o.Listing) + 1})
	return nil
}

// concede gives a buyer who opened a dispute his money back.
func (w *World) concede(sh *shop, o *offer, t *ticket) error {
	next, _ := t.State.Next(aftersales.Concede)
	w.closeTicket(o, t, next)
	if t.Answered >= 0 { // who did not answer is counted already
		sh.count(o.Market, health.Counts{Defects: 1})
	}
	return w.repay(sh, o, t)
}

func (w *World) closeTicket(o *offer, t *ticket, s aftersales.State) {
	t.State, t.Closed = s, w.st.Day
	kind := ""
	switch s {
	case aftersales.Won:
		kind = "dispute_won"
	case aftersales.Lost:
		kind = "dispute_lost"
	default:
		return
	}
	w.event(int(o.Shop), Event{Kind: kind, Good: w.s.Goods[o.Good].ID, Market: w.s.Marketplaces[o.Market].ID, Count: 1, Listing: int(o.Listing) + 1})
}
