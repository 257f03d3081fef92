package sim_test

import (
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

// swinging is the small world with banks and forwards in which the euro stands at 8.00, and then follows a script; the
// shop holds 900 EUR and more, and has sold them forward on the second day for twenty days.
func swinging(t testing.TB, script string) *sim.World {
	t.Helper()
	main := strings.NewReplacer("use:\n", "use:\n  mechanisms: [exchange]\n", "shift: 364,", "shift: 364, script: [{currency: CNY, date: 2026-06-01, rate: 8}, "+script+"],").Replace(smallScenario)
	w := smallWith(t, main, 3, smallExchange)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, sim.Command{Shop: 1, Convert: &sim.Convert{From: money.Amount{Minor: 8_000_00, Currency: "CNY"}, To: "EUR"}})
	step(t, w)
	must(t, w, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Forward: &sim.SellForward{Sell: eur(900_00), Days: 20}}})
	return w
}

func forwardOf(t testing.TB, w *sim.World) sim.ForwardView {
	t.Helper()
	f, err := w.Forwards(1)
	if err != nil || len(f) == 0 {
		t.Fatal(f, err)
	}
	return f[len(f)-1]
}

// through plays until a day's evening is over.
func through(t testing.TB, w *sim.World, day int) {
	t.Helper()
	for w.Day() <= day {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
}

var answerCall = sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Margin: &sim.PayMargin{Forward: 1}}}

// 900 EUR are sold at 8 × 365.3 / 365.4 = 7.997811, less 0.2 %: 7.981815, for 7,183.63; 5 % of it, 359.19, are deposited, of
// which 143.68 (2 %) must be left after any loss. On 25 June the euro is at 8.40, and for the eleven days that are left at
// 8.398735: the contract has lost 375.23, and the bank asks for 359.19 − (359.19 − 375.23) = 375.23 by the evening of the
// 27th. Paid, the contract runs on to its day; unpaid, it is closed out at 8.398965 and 0.2 % more, 8.415763: a loss of
// 390.55.
func TestAMarginIsCalled(t *testing.T) {
	const rise = "{currency: CNY, date: 2026-06-25, rate: 8.4}"
	w := swinging(t, rise)
	through(t, w, 9)
	if f := forwardOf(t, w); f.Locked != 7_183_63 || f.Margin != 359_19 || f.Keep != 143_68 || f.Called != 0 {
		t.Fatalf("before the rise: %+v", f)
	}
	if err := w.Apply(answerCall); err == nil {
		t.Error("a margin was paid for which nobody asked")
	}
	through(t, w, 10)
	f := forwardOf(t, w)
	if f.Called != 375_23 || f.CallDue != 12 || f.State != "running" {
		t.Fatalf("after the rise: %+v", f)
	}
	if x, err := w.Forecast(1); err != nil || x.Days[1].Flows[0].Kind != "margin_call" || x.Days[1].Flows[0].Minor != -375_23 {
		t.Errorf("the forecast of the call: %+v, %v", x.Days[1], err)
	}
	if v, err := w.Shop(1); err != nil || v.Queue.Calls != 1 || v.Queue.CallDue != 12 {
		t.Errorf("the day's work: %+v, %v", v.Queue, err)
	}
	unpaid := w.Fork()

	cash := book(t, w).Balance(ledger.Bank, 0)
	must(t, w, answerCall)
	if b, f := book(t, w), forwardOf(t, w); b.Balance(ledger.Bank, 0) != cash-375_23 || b.Balance(ledger.Margin, 0) != 734_42 || f.Margin != 734_42 || f.Called != 0 {
		t.Errorf("paid: %d left the account, the margin is %d: %+v", cash-b.Balance(ledger.Bank, 0), b.Balance(ledger.Margin, 0), f)
	}
	through(t, w, 21)
	if f := forwardOf(t, w); f.State != "delivered" || book(t, w).Balance(ledger.Margin, 0) != 0 {
		t.Errorf("on its day: %+v", f)
	}
	profitBy(t, w)

	through(t, unpaid, 11)
	if f := forwardOf(t, unpaid); f.State != "running" {
		t.Errorf("closed out before the call's day: %+v", f)
	}
	through(t, unpaid, 12)
	if f, got := forwardOf(t, unpaid), profitBy(t, unpaid); f.State != "closed_out" || f.Worth != -390_55 || f.Ended != 12 || got[ledger.ForwardGain] != -390_55 || book(t, unpaid).Balance(ledger.Margin, 0) != 0 {
		t.Errorf("unpaid: %+v, a result of %d", f, got[ledger.ForwardGain])
	}
}

// A rate that comes back before the call's day takes the call away.
func TestAMarginCallIsDropped(t *testing.T) {
	w := swinging(t, "{currency: CNY, date: 2026-06-25, rate: 8.4}, {currency: CNY, date: 2026-06-26, rate: 8.05}")
	through(t, w, 10)
	if f := forwardOf(t, w); f.Called == 0 {
		t.Fatalf("no call: %+v", f)
	}
	through(t, w, 14)
	if f := forwardOf(t, w); f.Called != 0 || f.State != "running" || f.Margin != 359_19 {
		t.Errorf("the rate came back: %+v", f)
	}
}

// A shop that owes VAT in euro may buy them forward, and no more than it owes: at the forward rate and 0.2 % more. On its
// day it pays what was agreed and has the euro; without the money the difference to the reference rate is paid.
func TestWhatIsOwedIsBoughtForward(t *testing.T) {
	main := strings.NewReplacer("use:\n", "vat_by_shop: [west]\nuse:\n  mechanisms: [taxes, exchange]\n", "shift: 364,", "shift: 364, script: [{currency: CNY, date: 2026-06-01, rate: 8}, {currency: CNY, date: 2026-07-05, rate: 8.1}],").Replace(smallScenario)
	w := smallWith(t, main, 3, smallTaxes, smallExchange)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, bowls(300, false))
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5950, Promise: 7}})
	through(t, w, 15)
	owed := -book(t, w).Balance(ledger.TaxDue, 1)
	buy := func(minor int64) sim.Command {
		return sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Buy: &sim.BuyForward{Buy: eur(minor), Days: 10}}}
	}
	if x, err := w.Exposures(1); err != nil || x[0].Needed != owed || owed < 100_00 {
		t.Fatalf("%d are owed: %+v, %v", owed, x, err)
	}
	if err := w.Apply(buy(owed + 1)); err == nil {
		t.Error("more was bought forward than is owed")
	}
	// 8 × (365 + 0.15) / (365 + 0.20) = 7.998905, and 0.2 % more is 8.014903: 801.49 for 100 EUR
	q, err := w.QuoteBuyForward(1, sim.BuyForward{Buy: eur(100_00), Days: 10})
	if err != nil || q.Middle != "7.998905" || q.Rate != "8.014903" || q.Locked != 801_49 || q.Margin != 40_08 || q.Free != owed {
		t.Errorf("the bank quotes %+v, %v", q, err)
	}
	must(t, w, buy(100_00))
	if got := profitBy(t, w)[ledger.ForwardValue]; got != -1_60 { // the spread: 100 × (7.998905 − 8.014903)
		t.Errorf("a new forward is worth %d, want −1.60", got)
	}
	if err := w.Apply(buy(owed - 100_00 + 1)); err == nil {
		t.Error("both together are more than is owed")
	}
	poor := w.Fork()
	through(t, w, 25)
	cash, euro := book(t, w).Balance(ledger.Bank, 0), book(t, w).Balance(ledger.Bank, 1)
	through(t, w, 26) // bought at 8.014903, worth 8.10
	if f := forwardOf(t, w); f.State != "delivered" || !f.Buy || f.Worth != 8_51 || profitBy(t, w)[ledger.ForwardGain] != 8_51 {
		t.Errorf("on its day: %+v", f)
	}
	if b := book(t, w); b.Balance(ledger.Bank, 1)-euro < 100_00 || cash-b.Balance(ledger.Bank, 0) < 801_49-40_08 {
		t.Errorf("%d EUR came in for %d CNY", b.Balance(ledger.Bank, 1)-euro, cash-b.Balance(ledger.Bank, 0))
	}
	must(t, poor, bowls(int(book(t, poor).Balance(ledger.Bank, 0)/20_00), false))
	through(t, poor, 26)
	if f := forwardOf(t, poor); f.State != "netted" || f.Worth != 8_51 {
		t.Errorf("without the money: %+v", f)
	}
	profitBy(t, poor)
}

// What may be sold forward of orders that are under way is what the marketplace will pay of them: neither its commission
// nor what it keeps of a payout.
func TestWhatMayBeSoldForwardIsAfterFees(t *testing.T) {
	w := treasury(t, 3)
	b := book(t, w)
	x, err := w.Exposures(1)
	if err != nil || x[0].Currency != "EUR" {
		t.Fatal(x, err)
	}
	before := b.Balance(ledger.Platform, 1)
	// Of 59.00 EUR 9.42 are VAT, and 15 % of 59.00 is commission: 8.85. Of the 40.73 left 0.5 % goes with the payout.
	if free := x[0].Free; free >= before || free < before*80/100 {
		t.Errorf("%d are owed before fees, %d may be sold", before, free)
	}
	f, err := w.Forecast(1)
	if err != nil {
		t.Fatal(err)
	}
	comes := b.Balance(ledger.Bank, 1)
	for _, d := range f.Days {
		for _, x := range d.Flows {
			if x.Currency == "EUR" && (x.Kind == "payout" || x.Kind == "reserve" || x.Kind == "under_way") {
				comes += x.Minor
			}
		}
	}
	if x[0].Free < comes {
		t.Errorf("%d come in within the month, only %d may be sold", comes, x[0].Free)
	}
}
