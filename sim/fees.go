package sim

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
)

// charges is what a marketplace takes for payment and closing of an order at a price, in its currency; no more than most,
// which the commission has left of the price.
func (w *World) charges(m int, most, price int64) int64 {
	f := w.s.Marketplaces[m].Fees
	if f == nil {
		return 0
	}
	share := decimal.NewFromInt(price).Mul(f.Payment).Round(0).IntPart()
	return min(share+f.PaymentFixed.Minor+f.Closing.Minor, most)
}

// refundFee is what a marketplace keeps of a commission on a refund: a share of it, up to the fee card's ceiling.
func (w *World) refundFee(m int, commission int64) int64 {
	kept := decimal.NewFromInt(commission).Mul(w.s.Marketplaces[m].Settlement.RefundFee).Round(0).IntPart()
	if f := w.s.Marketplaces[m].Fees; f != nil && f.RefundAdmin.Minor > 0 {
		return min(kept, f.RefundAdmin.Minor)
	}
	return kept
}

// month is the days from one subscription to the next.
const month = 30

// subscriptions charges a shop's marketplace accounts for the month that begins: the first with the first listing, the
// others as long as something is listed.
func (w *World) subscriptions(n int, sh *shop) error {
	for m := range w.s.Marketplaces {
		f := w.s.Marketplaces[m].Fees
		if f == nil || f.Subscription.Minor == 0 || !w.subscribed(sh, m) {
			continue
		}
		c, v := w.marketCur[m], f.Subscription.Minor
		if err := sh.Book.Post(
			w.st.Day,
			ledger.Subscription,
			aMarket(m),
			ledger.Line{Account: ledger.PlatformFee, Currency: c, Minor: v},
			ledger.Line{Account: ledger.Platform, Currency: c, Minor: -v},
		); err != nil {
			return err
		}
		sh.Available[m] -= v
		w.event(n, Event{Kind: "subscription", Market: w.s.Marketplaces[m].ID, Minor: v, Money: string(w.currencies[c])})
	}
	return nil
}

// subscribed reports whether a month of a shop's subscription begins today.
func (w *World) subscribed(sh *shop, m int) bool {
	first, active := -1, false
	for _, id := range sh.Listings {
		if l := &w.st.Listings[id]; int(l.Market) == m {
			if first < 0 {
				first = int(l.Published)
			}
			active = active || l.Active
		}
	}
	return active && (w.st.Day-first)%month == 0
}
