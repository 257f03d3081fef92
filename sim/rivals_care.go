package sim

import (
	"slices"

	"chuhai/sim/aftersales"
	"chuhai/sim/bot"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// care shows a bot its tickets and disputes, as the service desk shows them to a student.
func (d *desk) care(sh *shop, v *bot.View) error {
	v.Tickets, v.Disputes = v.Tickets[:0], v.Disputes[:0]
	w := d.w
	for i := range sh.Care.Active {
		t := &sh.Care.Active[i]
		switch t.State {
		case aftersales.Open:
			b, err := w.botTicket(sh, t)
			if err != nil {
				return err
			}
			v.Tickets = append(v.Tickets, b)
		case aftersales.Disputed:
			b := bot.Dispute{Number: t.Number}
			for _, e := range scenario.EvidenceKinds {
				if w.has(t, e) {
					b.Evidence = append(b.Evidence, e)
				}
			}
			b.Upheld = aftersales.Upheld(w.tables.care.kinds[t.Kind], b.Evidence)
			v.Disputes = append(v.Disputes, b)
		}
	}
	return nil
}

func (w *World) botTicket(sh *shop, t *ticket) (bot.Ticket, error) {
	o := &w.st.Offers[t.Parcel.Offer]
	kind := w.tables.care.kinds[t.Kind]
	b := bot.Ticket{Number: t.Number, Kind: kind.ID, Lost: t.Gone, Escalates: kind.Escalates}
	if t.Gone {
		b.Escalates = 1
	}
	var err error
	if b.Stake, err = w.inHome(money.Amount{Minor: w.proceeds(o, &t.Parcel) - o.FeeBack, Currency: w.s.Marketplaces[o.Market].Currency}); err != nil {
		return b, err
	}
	for _, terms := range kind.Answers {
		a, err := w.ticketAnswer(sh, o, t, kind, terms.ID)
		if err != nil {
			return b, err
		}
		if a.Refused != nil || a.ID == "partial" && o.Price < 2 {
			continue
		}
		r := bot.Reply{ID: a.ID, Cost: a.Cost, Content: a.Content}
		if a.ID == "partial" {
			r.Minor = o.Price / 2
		}
		b.Answers = append(b.Answers, r)
	}
	return b, nil
}

// handled is a bot's answer to a buyer or a marketplace as a student would send it.
func handled(shop int, d bot.Decision) Command {
	c := Command{Shop: shop}
	switch {
	case d.Answer != nil:
		c.Ticket = &AnswerTicket{Ticket: d.Answer.Ticket, Answer: d.Answer.ID, Minor: d.Answer.Minor}
	case d.Ruling != nil:
		c.Dispute = &AnswerDispute{Dispute: d.Ruling.Dispute, Answer: "accept"}
		if len(d.Ruling.Evidence) > 0 {
			c.Dispute.Answer, c.Dispute.Evidence = "contest", slices.Clone(d.Ruling.Evidence)
		}
	default:
		return abided(c, d)
	}
	return c
}
