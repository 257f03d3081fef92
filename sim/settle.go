package sim

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// maxReviewsTold is how many of a day's reviews a shop is told one by one; its listings count them all.
const maxReviewsTold = 20

// review counts a review.
func (w *World) review(r review) {
	l := &w.st.Listings[r.Listing]
	l.Fakes += int32(r.Star >> 7)
	r.Star &^= fakeReview
	l.Reviews++
	l.Stars += int(r.Star)
	sh := &w.st.Shops[l.Shop]
	sh.Tally.Reviews++
	sh.Tally.Stars += int64(r.Star)
	sh.mark(reviewed, 1)
	w.st.Totals.Reviews++
	w.st.Totals.Stars += int64(r.Star)
	if told := &w.today.reviews[l.Shop]; *told < maxReviewsTold {
		*told++
		w.event(
			int(l.Shop),
			Event{Kind: "review", Good: w.s.Goods[l.Good].ID, Market: w.s.Marketplaces[l.Market].ID, Count: int64(r.Star), Listing: int(r.Listing) + 1},
		)
	}
}

// afterSales brings in reviews, refunds returns, and moves on what buyers have asked.
func (w *World) afterSales(due *agenda) error {
	for r := range due.Reviews.all() {
		w.review(r)
	}
	for p := range due.Returns.all() {
		o, t := &w.st.Offers[p.Offer], w.termsOf(p.Offer)
		s := w.takings(t.listing)
		s.returned++
		sh := &w.st.Shops[t.shop]
		if !w.managed(int(t.market)) { // else the marketplace bears it
			vat := w.vatOf(&p, t)
			if w.owesVAT(int(o.Market), int(o.Place)) {
				s.vatBack += vat
				w.collect(sh, o, -vat)
				sh.Available[o.Market] -= vat
			}
			net := o.Price - vat
			s.refunded += net
			s.feeBack += o.FeeBack
			sh.Available[o.Market] -= net - o.FeeBack
			if err := w.takeBack(sh, o, &p, aMarket(int(o.Market))); err != nil {
				return err
			}
		}
		sh.Tally.Returned++
		w.st.Totals.Returns++
	}
	if err := w.tend(); err != nil {
		return err
	}
	w.follow()
	return w.police()
}

// book posts the day's sums, one posting a shop, marketplace and cause.
func (w *World) book() error {
	for i := range w.st.Listings {
		s, err := w.comesTo(i)
		if err != nil {
			return err
		}
		if s == nil {
			continue
		}
		l := &w.st.Listings[i]
		if s.royalty, err = w.royalties(&w.st.Shops[l.Shop], l, s.delivered); err != nil {
			return err
		}
		w.today.sums[int(l.Shop)*len(w.s.Marketplaces)+int(l.Market)].add(s)
		if sh := &w.st.Shops[l.Shop]; sh.Bot == "" {
			sh.Daybook.record(w.st.Day, uint32(i), s)
		}
	}
	for i := range w.st.Shops {
		for m := range w.s.Marketplaces {
			s := &w.today.sums[i*len(w.s.Marketplaces)+m]
			if *s == (posting{}) {
				continue
			}
			if err := w.post(&w.st.Shops[i].Book, m, s); err != nil {
				return fmt.Errorf("shop %d: %w", i+1, err)
			}
			if err := w.chargeAds(i, m, s.ads); err != nil {
				return fmt.Errorf("shop %d: %w", i+1, err)
			}
			w.reserve(i, m, s)
			w.tell(i, m, s)
			w.tellFindings(i, m)
			tally := &w.st.Shops[i].Tally
			tally.Cleared += s.cleared
			tally.Inspected += s.inspected
			tally.Corrected += s.corrected
			w.st.Totals.Cleared += s.cleared
			w.st.Totals.Inspected += s.inspected
		}
	}
	return nil
}

// aMarket is what a posting is about that sums up a shop's day on a marketplace.
func aMarket(m int) ledger.Ref { return ledger.Ref{Subject: ledger.AMarket, Number: uint32(m + 1)} }

// aPurchase, aConsignment and aConversion are postings' subjects by their index in the shop.
func aPurchase(i int) ledger.Ref { return ledger.Ref{Subject: ledger.APurchase, Number: uint32(i + 1)} }

func aConsignment(i int) ledger.Ref {
	return ledger.Ref{Subject: ledger.AConsign, Number: uint32(i + 1)}
}

func aConversion(i int) ledger.Ref {
	return ledger.Ref{Subject: ledger.AConversion, Number: uint32(i + 1)}
}

// account is what a cause books.
type account struct {
	cause ledger.Cause
	lines []ledger.Line
}

// accounts is room for the causes of a day and their lines, to be used again.
type accounts struct {
	causes []account
	lines  []ledger.Line
}

// accounts is what the books take down of a day's takings on a marketplace. It is linear: the sum of what two listings
// come to is what their sum comes to.
func (w *World) accounts(m int, s *posting, in *accounts) []account {
	c := w.marketCur[m]
	line := func(a ledger.Account, v int64) ledger.Line { return ledger.Line{Account: a, Currency: c, Minor: v} }
	home := func(a ledger.Account, v int64) ledger.Line { return ledger.Line{Account: a, Minor: v} }
	in.causes, in.lines = in.causes[:0], in.lines[:0]
	book := func(cause ledger.Cause, lines ...ledger.Line) {
		if !slices.ContainsFunc(lines, func(l ledger.Line) bool { return l.Minor != 0 }) {
			return
		}
		from := len(in.lines)
		in.lines = append(in.lines, lines...)
		in.causes = append(in.causes, account{cause, in.lines[from:]})
	}
	book(
		ledger.Order,
		line(ledger.Platform, s.ordered),
		line(ledger.Deferred, -s.ordered),
		home(ledger.Shipped, s.orderedCost),
		home(ledger.Inventory, -s.orderedCost),
	)
	book(ledger.Dispatch, home(ledger.Postage, s.postage), home(ledger.Bank, -s.postage))
	book(
		ledger.Clearance,
		line(ledger.Duty, s.account),
		line(ledger.Platform, -s.account),
		home(ledger.Duty, s.carrier),
		home(ledger.Penalty, s.fined),
		home(ledger.Bank, -s.carrier-s.fined),
	)
	book(
		ledger.Delivery,
		line(ledger.Deferred, s.delivered),
		line(ledger.Sales, -s.delivered),
		home(ledger.CostOfSales, s.soldCost),
		home(ledger.Shipped, -s.soldCost),
	)
	book(ledger.Taxed, line(ledger.Platform, s.vat-s.vatBack), line(ledger.TaxDue, s.vatBack-s.vat))
	book(ledger.Charge, line(ledger.Commission, s.fees), line(ledger.PlatformFee, s.charges), line(ledger.Platform, -s.fees-s.charges))
	book(ledger.Lost, line(ledger.Deferred, s.lost), line(ledger.Platform, -s.lost), home(ledger.Loss, s.lostCost), home(ledger.Shipped, -s.lostCost))
	book(
		ledger.Turned,
		line(ledger.Deferred, s.unsold),
		line(ledger.Platform, -s.unsold),
		home(ledger.InTransit, s.backCost),
		home(ledger.Loss, s.goneCost),
		home(ledger.Shipped, -s.backCost-s.goneCost),
		home(ledger.Postage, s.wayBack),
		home(ledger.Bank, -s.wayBack),
	)
	book(ledger.Return, line(ledger.Refunds, s.refunded), line(ledger.Platform, s.feeBack-s.refunded), line(ledger.Commission, -s.feeBack))
	book(ledger.Comply, home(ledger.Compliance, s.royalty), home(ledger.Bank, -s.royalty))
	return in.causes
}

// post books what a shop's day on a marketplace came to.
func (w *World) post(book *ledger.Book, m int, s *posting) error {
	for _, p := range w.accounts(m, s, &w.today.accounts) {
		if err := book.Post(w.st.Day, p.cause, aMarket(m), p.lines...); err != nil {
			return err
		}
	}
	return nil
}

// reserve lets the marketplace keep a day's proceeds until their reserve is over, and charges the border's part at once.
func (w *World) reserve(i, m int, s *posting) {
	available := &w.st.Shops[i].Available[m]
	*available -= s.account
	proceeds, days := s.delivered+s.vat-s.fees-s.charges, w.s.Marketplaces[m].Settlement.ReserveDays
	switch {
	case proceeds == 0:
	case days == 0 || w.failed(m): // nobody waits for what will not be paid
		*available += proceeds
	default:
		w.on(w.st.Day+days).Payable.add(&w.today.spare.releases, release{uint16(i), uint16(m), proceeds})
	}
}

// tell turns a day's counts into events and milestones.
func (w *World) tell(i, m int, s *posting) {
	for _, e := range []struct {
		kind string
		mark milestone
		n    int64
	}{{"orders", ordered, s.orders}, {"dispatched", dispatched, s.dispatch}, {"cleared", cleared, s.cleared}, {"inspected", -1, s.inspected}, {"delivered", delivered, s.arrive}, {"lost", -1, s.lostCount}, {"refused", -1, s.refusals}, {"returned", -1, s.returned}} {
		if e.n == 0 {
			continue
		}
		w.event(i, Event{Kind: e.kind, Market: w.s.Marketplaces[m].ID, Count: e.n})
		if e.mark >= 0 {
			w.st.Shops[i].mark(e.mark, e.n)
		}
	}
}

// settle releases reserves, pays out, and charges storage and interest.
func (w *World) settle(due *agenda) error {
	day := w.st.Day
	w.collapse()
	for r := range due.Payable.all() {
		w.st.Shops[r.Shop].Available[r.Market] += r.Minor
	}
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		if err := w.arrivals(i, sh); err != nil {
			return err
		}
		if err := w.subscriptions(i, sh); err != nil {
			return err
		}
		if err := w.insure(i, sh); err != nil {
			return err
		}
		if err := w.loseProceeds(i, sh); err != nil {
			return err
		}
		if err := w.coverDue(i, sh); err != nil {
			return err
		}
		for m := range w.s.Marketplaces {
			t := &w.s.Marketplaces[m].Settlement
			c := w.marketCur[m]
			pay := min(sh.Available[m], sh.Book.Balance(ledger.Platform, c))
			if (day+1)%t.CycleDays != 0 || pay <= 0 || w.withheld(sh, m) != "" {
				continue
			}
			fee := decimal.NewFromInt(pay).Mul(t.PayoutFee).Round(0).IntPart()
			if err := sh.Book.Post(
				day,
				ledger.Settle,
				aMarket(m),
				ledger.Line{Account: ledger.Bank, Currency: c, Minor: pay - fee},
				ledger.Line{Account: ledger.BankCharge, Currency: c, Minor: fee},
				ledger.Line{Account: ledger.Platform, Currency: c, Minor: -pay},
			); err != nil {
				return err
			}
			if err := w.repayAdvance(sh, m, pay-fee); err != nil {
				return err
			}
			sh.Available[m] -= pay
			sh.mark(settled, 1)
			w.event(i, Event{Kind: "settled", Market: w.s.Marketplaces[m].ID, Minor: pay - fee, Money: string(w.currencies[c])})
		}
		if err := w.forwardsDue(i, sh); err != nil {
			return err
		}
		if err := w.marginCalls(i, sh); err != nil {
			return err
		}
		if err := w.payablesDue(i, sh); err != nil {
			return err
		}
		if err := w.loansDue(i, sh); err != nil {
			return err
		}
		if err := w.storage(sh); err != nil {
			return err
		}
		if cash := sh.Book.Balance(ledger.Bank, 0); cash < 0 {
			sh.LateDays++
			v := decimal.NewFromInt(-cash).Mul(w.s.Credit.Annual).DivRound(decimal.NewFromInt(365), 0).IntPart()
			if err := sh.Book.Move(day, ledger.InterestRun, ledger.Ref{}, v, ledger.Interest, ledger.Bank); err != nil {
				return err
			}
		}
		if err := w.taxes(i, sh); err != nil {
			return err
		}
		if err := w.administer(i, sh); err != nil {
			return err
		}
	}
	return nil
}

// storage charges each lot that has lain in a warehouse longer than the free days.
func (w *World) storage(sh *shop) error {
	var total int64
	lot := func(good, arrived int, pieces int64, wh *scenario.Warehouse) error {
		if pieces == 0 || w.st.Day-arrived < wh.FreeDays {
			return nil
		}
		g := &w.s.Goods[good]
		cm3 := int64(g.LengthMM) * int64(g.WidthMM) * int64(g.HeightMM) / 1000 * pieces
		v, err := w.inHome(money.Amount{Minor: mulDiv(cm3, wh.Rate(w.st.Day-arrived), 1_000_000), Currency: wh.Currency})
		total += v
		return err
	}
	for i := range sh.Purchases {
		if p := &sh.Purchases[i]; p.Left > 0 {
			if err := lot(p.Good, p.Due, p.Left, &w.s.Warehouses[w.delivery[p.Good]-1]); err != nil {
				return err
			}
		}
	}
	for i := range sh.Consigned {
		k := &sh.Consigned[i]
		if k.Left == 0 {
			continue
		}
		if err := lot(k.Good, k.Arrived, k.Left, w.warehouse(w.s.Freights[k.Freight].Warehouse)); err != nil {
			return err
		}
	}
	return sh.Book.Move(w.st.Day, ledger.Storage, ledger.Ref{}, total, ledger.WarehouseFee, ledger.Bank)
}

// closeBooks values each shop at the day's end.
func (w *World) closeBooks() error {
	for i := range w.st.Shops {
		v, err := w.Equity(i + 1)
		if err != nil {
			return err
		}
		w.st.Shops[i].Equity = append(w.st.Shops[i].Equity, v)
	}
	return nil
}

// openBooks opens today in every shop's books, at today's reference rates.
func (w *World) openBooks() error {
	f, err := w.fixing()
	if err != nil {
		return err
	}
	for i := range w.st.Shops {
		w.st.Shops[i].Book.Open(f)
	}
	return nil
}

// Equity is what a shop is worth by its books, in the home currency at today's reference rates: assets less liabilities,
// running forwards included.
func (w *World) Equity(number int) (int64, error) {
	f, err := w.fixing()
	if err != nil {
		return 0, err
	}
	sh := &w.st.Shops[number-1]
	worth, err := sh.Book.Worth(f)
	if err != nil {
		return 0, err
	}
	forwards, err := w.forwardsWorth(sh, w.st.Day)
	return worth + forwards, err
}
