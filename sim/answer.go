package sim

import (
	"slices"

	"chuhai/sim/aftersales"
	"chuhai/sim/draw"
	"chuhai/sim/health"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// AnswerTicket answers a buyer's question: explain, refund (all of the price), partial (Minor of it, tax included, in
// minor units of the marketplace's currency), resend another piece, or refund on return to the local address.
type AnswerTicket struct {
	Ticket int    `json:"ticket"`
	Answer string `json:"answer"`
	Minor  int64  `json:"minor,omitzero"`
}

// AnswerDispute accepts a dispute, or contests it with evidence that the shop has.
type AnswerDispute struct {
	Dispute  int      `json:"dispute"` // the number of its ticket
	Answer   string   `json:"answer"`  // accept, contest
	Evidence []string `json:"evidence,omitempty"`
}

// SetReturns names the warehouse that buyers of a marketplace send returns to; none when it is empty.
type SetReturns struct {
	Marketplace string `json:"marketplace"`
	Warehouse   string `json:"warehouse"`
}

// uses refuses a decision that the scenario does not play.
func (w *World) uses(m scenario.Mechanism) error {
	if !w.s.Uses(m) {
		return reject("command", "本剧本没有这项业务（%[1]s）", "this scenario does not play %[1]s", string(m))
	}
	return nil
}

// marketplace is the number of a marketplace by its id.
func (w *World) marketplace(id string) (int, error) {
	m := slices.IndexFunc(w.s.Marketplaces, func(m scenario.Marketplace) bool { return m.ID == id })
	if m < 0 {
		return 0, reject("marketplace", "没有平台 %q", "there is no marketplace %q", id)
	}
	return m, nil
}

// ticketIn is a shop's ticket that is in one of the states; field names the part of the command that numbers it.
func (w *World) ticketIn(sh *shop, field string, number int, states ...aftersales.State) (*ticket, error) {
	for i := range sh.Care.Active {
		t := &sh.Care.Active[i]
		if t.Number != number {
			continue
		}
		if !slices.Contains(states, t.State) {
			return nil, reject(field, "%d 号工单现在不能这样处理（状态：%s）", "ticket %d cannot be handled so now (it is %s)", number, aftersales.Names[t.State])
		}
		return t, nil
	}
	if number >= 1 && number <= sh.Care.Opened {
		return nil, reject(field, "%d 号工单已结束", "ticket %d is closed", number)
	}
	return nil, reject(field, "本店没有 %d 号工单", "the shop has no ticket %d", number)
}

func (w *World) answerTicket(sh *shop, c *AnswerTicket) error {
	if err := w.uses(scenario.WithService); err != nil {
		return err
	}
	t, err := w.ticketIn(sh, "ticket", c.Ticket, aftersales.Open)
	if err != nil {
		return err
	}
	o := &w.st.Offers[t.Parcel.Offer]
	if why := w.cannot(sh, o, t, c.Answer); why != nil {
		return why
	}
	part, err := w.part(o, t, c)
	if err != nil {
		return err
	}
	next, _ := t.State.Next(aftersales.Answer)
	t.State, t.Answer, t.Answered = next, c.Answer, w.st.Day
	t.Decide = w.st.Day + int((draw.Mix(w.care.Bits(t.Parcel.Key)+4)&0xFF)*uint64(w.s.AfterSales.DecideDays)>>8)
	sh.Care.InTime++
	sh.Care.Waited += int64(w.st.Day - t.Opened)
	sh.mark(answered, 1)
	switch c.Answer {
	case "refund":
		if t.Delivered < 0 && !t.Gone {
			sh.count(o.Market, health.Counts{Cancelled: 1})
		}
		return w.repay(sh, o, t)
	case "partial":
		if err := w.recognise(sh, o, t); err != nil {
			return err
		}
		return w.payBack(sh, o, t, part, 0)
	case "resend":
		return w.resend(sh, o, aTicket(t))
	}
	return nil
}

// part is what an answer pays back of the order's proceeds, for a part of its price.
func (w *World) part(o *offer, t *ticket, c *AnswerTicket) (int64, error) {
	if c.Answer != "partial" {
		if c.Minor != 0 {
			return 0, reject("minor", "只有部分退款才填写金额", "an amount goes with a partial refund only")
		}
		return 0, nil
	}
	if c.Minor < 1 || c.Minor >= o.Price {
		cur := w.s.Marketplaces[o.Market].Currency
		return 0, reject(
			"minor",
			"部分退款应大于 0，且小于售价 %s",
			"a partial refund must be greater than 0 and less than the price of %s",
			money.Amount{Minor: o.Price, Currency: cur},
		)
	}
	return mulDiv(c.Minor, w.proceeds(o, &t.Parcel), o.Price), nil
}

// cannot is why an answer cannot be given to a ticket now; nil when it can.
func (w *World) cannot(sh *shop, o *offer, t *ticket, answer string) error {
	if aftersales.Terms(w.tables.care.kinds[t.Kind], answer) == nil {
		return reject("answer", "这类工单不能答复 %q", "this kind of ticket cannot be answered by %q", answer)
	}
	switch answer {
	case "resend":
		if sh.Stock[o.Good][o.Place].Quantity < int64(o.Pieces) {
			return reject("answer", "没有库存可以补发", "there is no stock to send another from")
		}
		postage, err := w.postageOf(o)
		if err != nil {
			return err
		}
		if cash := sh.Book.Balance(ledger.Bank, 0); cash < postage {
			return reject(
				"answer",
				"补发运费 %s，账上只有 %s",
				"sending another costs %s in postage, the account holds %s",
				money.Amount{Minor: postage, Currency: w.currencies[0]},
				money.Amount{Minor: cash, Currency: w.currencies[0]},
			)
		}
	case "return":
		if sh.Care.returnsTo(int(o.Market)) == 0 {
			return reject("answer", "此平台还没有设本地退货地址", "no local return address is set for this marketplace")
		}
	}
	return nil
}

func (w *World) answerDispute(sh *shop, c *AnswerDispute) error {
	if err := w.uses(scenario.WithService); err != nil {
		return err
	}
	t, err := w.ticketIn(sh, "dispute", c.Dispute, aftersales.Disputed)
	if err != nil {
		return err
	}
	o := &w.st.Offers[t.Parcel.Offer]
	switch c.Answer {
	case "accept":
		if len(c.Evidence) > 0 {
			return reject("evidence", "接受纠纷不需要举证", "accepting a dispute needs no evidence")
		}
		return w.concede(sh, o, t)
	case "contest":
		if len(c.Evidence) == 0 {
			return reject("evidence", "抗辩至少要一项证据", "contesting needs a piece of evidence at least")
		}
		for i, e := range c.Evidence {
			if !slices.Contains(scenario.EvidenceKinds, e) || slices.Contains(c.Evidence[:i], e) {
				return reject("evidence", "没有证据 %q，或重复提交", "there is no evidence %q, or it is named twice", e)
			}
			if !w.has(t, e) {
				return reject("evidence", "本店没有这项证据（%s）", "the shop does not have this evidence (%s)", e)
			}
		}
		t.State, _ = t.State.Next(aftersales.Contest)
		t.Evidence = slices.Clone(c.Evidence)
		return nil
	}
	return reject("answer", "没有答复 %q，可用：accept, contest", "there is no answer %q, allowed: accept, contest", c.Answer)
}

// has reports whether a shop has a piece of evidence for a ticket: tracking when the parcel was scanned at the door,
// messages when it answered the ticket, photos when it has had some taken for its page (where pages are written, plain
// ones have none). Invoices it keeps.
func (w *World) has(t *ticket, evidence string) bool {
	switch evidence {
	case "tracking":
		return t.Delivered >= 0 && !w.fate(t.Parcel, t.Delivered).unseen
	case "chat":
		return t.Answered >= 0
	case "photos":
		return !w.s.Uses(scenario.WithSearch) || w.st.Listings[w.st.Offers[t.Parcel.Offer].Listing].Words.Content > 0
	}
	return true
}

func (w *World) setReturns(sh *shop, c *SetReturns) error {
	if err := w.uses(scenario.WithService); err != nil {
		return err
	}
	m, err := w.marketplace(c.Marketplace)
	if err != nil {
		return err
	}
	place := 0
	if c.Warehouse != "" {
		place = slices.Index(w.places, c.Warehouse)
		serves := func(v scenario.Service) bool {
			return v.From == c.Warehouse && slices.Contains(v.Countries, w.s.Marketplaces[m].Country)
		}
		if place < 1 || !slices.ContainsFunc(w.s.Services, serves) {
			return reject("warehouse", "%q 不是能服务此平台买家的海外仓", "%q is no warehouse that serves the marketplace's buyers", c.Warehouse)
		}
	}
	if sh.Care.Returns == nil {
		sh.Care.Returns = make([]uint8, len(w.s.Marketplaces))
	}
	sh.Care.Returns[m] = uint8(place)
	return nil
}
