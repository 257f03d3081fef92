package sim

import (
	"chuhai/sim/draw"
	"chuhai/sim/ledger"
)

// proceeds is what an order's price leaves without the tax inside it, marketplace currency.
func (w *World) proceeds(o *offer, p *parcel) int64 { return o.Price - o.vat(w.period(int(p.Placed))) }

// repay gives the buyer back what he has not got back yet, and the shop its part of the commission. Of a parcel that was
// lost and never became a sale, the price goes back as it came.
func (w *World) repay(sh *shop, o *offer, t *ticket) error {
	if t.Whole {
		return nil
	}
	net, c := w.proceeds(o, &t.Parcel), w.marketCur[o.Market]
	about := aTicket(t)
	if t.Unsold && t.Back == 0 {
		t.Back, t.Whole, t.Unsold = net, true, false
		return sh.Book.Post(
			w.st.Day,
			ledger.Lost,
			about,
			ledger.Line{Account: ledger.Deferred, Currency: c, Minor: net},
			ledger.Line{Account: ledger.Platform, Currency: c, Minor: -net},
		)
	}
	if err := w.recognise(sh, o, t); err != nil {
		return err
	}
	if err := w.payBack(sh, o, t, net-t.Back, o.FeeBack); err != nil {
		return err
	}
	t.Whole = true
	return nil
}

// payBack refunds a part of an order's proceeds and of its commission.
func (w *World) payBack(sh *shop, o *offer, t *ticket, part, feeBack int64) error {
	c, about := w.marketCur[o.Market], aTicket(t)
	t.Back += part
	sh.Available[o.Market] -= part - feeBack
	return sh.Book.Post(
		w.st.Day,
		ledger.AfterSales,
		about,
		ledger.Line{Account: ledger.Refunds, Currency: c, Minor: part},
		ledger.Line{Account: ledger.Platform, Currency: c, Minor: feeBack - part},
		ledger.Line{Account: ledger.Commission, Currency: c, Minor: -feeBack},
	)
}

// recognise makes a sale of a lost parcel whose buyer keeps no claim to his money.
func (w *World) recognise(sh *shop, o *offer, t *ticket) error {
	if !t.Unsold {
		return nil
	}
	t.Unsold = false
	about := aTicket(t)
	net, c := w.proceeds(o, &t.Parcel), w.marketCur[o.Market]
	sh.Available[o.Market] += net - o.Fee - o.Charge
	return sh.Book.Post(
		w.st.Day,
		ledger.AfterSales,
		about,
		ledger.Line{Account: ledger.Deferred, Currency: c, Minor: net},
		ledger.Line{Account: ledger.Sales, Currency: c, Minor: -net},
		ledger.Line{
			Account:  ledger.Commission,
			Currency: c,
			Minor:    o.Fee,
		},
		ledger.Line{Account: ledger.PlatformFee, Currency: c, Minor: o.Charge},
		ledger.Line{Account: ledger.Platform, Currency: c, Minor: -o.Fee - o.Charge},
	)
}

// resend sends the order's pieces once more at the shop's cost. The stock holds them.
func (w *World) resend(sh *shop, o *offer, about ledger.Ref) error {
	postage, err := w.postageOf(o)
	if err != nil {
		return err
	}
	value := sh.Stock[o.Good][o.Place].take(int64(o.Pieces))
	if o.Place > 0 {
		w.leave(sh, int(o.Good), int(o.Place), int64(o.Pieces))
	}
	sh.Care.Resent++
	sh.Carbon += int64(o.Pieces) * w.tables.ways[o.Service].carbon[o.Good]
	return sh.Book.Post(
		w.st.Day,
		ledger.AfterSales,
		about,
		ledger.Line{Account: ledger.CostOfSales, Minor: value},
		ledger.Line{Account: ledger.Inventory, Minor: -value},
		ledger.Line{Account: ledger.Postage, Minor: postage},
		ledger.Line{Account: ledger.Bank, Minor: -postage},
	)
}

// takeBack pays for a return to the shop's local address, and puts what was ordered back into stock there when it can be sold
// again. Without an address the buyer keeps it.
func (w *World) takeBack(sh *shop, o *offer, p *parcel, about ledger.Ref) error {
	place := sh.Care.returnsTo(int(o.Market))
	if place == 0 {
		return nil
	}
	r := &w.s.AfterSales.Returns
	cost := r.Label.Minor + r.Handling.Minor
	var value int64
	if draw.Uniform(draw.Mix(w.care.Bits(p.Key)+3)) < r.Resold {
		value = int64(o.Pieces) * w.pieceCost(sh, o)
		sh.Stock[o.Good][place].add(int64(o.Pieces), value, p.quality())
		sh.Care.Back += int64(o.Pieces)
	}
	return sh.Book.Post(
		w.st.Day,
		ledger.AfterSales,
		about,
		ledger.Line{Account: ledger.Aftercare, Minor: cost},
		ledger.Line{Account: ledger.Bank, Minor: -cost},
		ledger.Line{Account: ledger.Inventory, Minor: value},
		ledger.Line{Account: ledger.CostOfSales, Minor: -value},
	)
}

// returnsTo is the place that returns from a marketplace's buyers go to; 0: none.
func (c *care) returnsTo(market int) uint8 {
	if market < len(c.Returns) {
		return c.Returns[market]
	}
	return 0
}

// aTicket is what a posting about a ticket is about.
func aTicket(t *ticket) ledger.Ref {
	return ledger.Ref{Subject: ledger.ATicket, Number: uint32(t.Number)}
}
