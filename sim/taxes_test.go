package sim_test

import (
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

// smallTaxes is a monthly return in euro for parcels from abroad and one for stock in Germany, due on the 21st of the next
// month with fines of 5 %, at least 12 EUR, and 20 more days; refunds of 13 % paid 10 days after the middle of the next
// month.
const smallTaxes = `
taxes:
  registers:
    - {id: ioss, name: {zh: 欧盟进口, en: Imports of the Union}, countries: [DE, PL], supplies: imported, currency: EUR, months: 1, due: {months: 1, day: 21}, share: 0.05, least: 12.00 EUR, again: 20, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
    - {id: vat-de, name: {zh: 德国, en: Germany}, countries: [DE], supplies: stocked, currency: EUR, months: 1, due: {months: 1, day: 21}, share: 0.05, least: 12.00 EUR, again: 20, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
  income: {rate: 0.05, ceiling: 100000.00 CNY, above: 0.25, due: {months: 1, day: 15}, daily: 0.0005, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
  refund: {by: 04-30, warn_days: 30, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
exports:
  - id: cn
    name: {zh: 中国, en: China}
    country: CN
    currency: CNY
    sources:
      - {id: test, title: "chosen for tests", date: 2026-01-01, confidence: invented}
    modes:
      - {id: "9610", name: {zh: "9610 零售", en: "9610 retail"}, refund: true, trigger: summary, lag_days: 10, no_invoice: exempt, documents: [order], from: 2020-01-01, source: test}
    rates:
      - {vat: 0.13, refund: 0.13, from: 2020-01-01, source: test}
`

// taxed is the small world on its twentieth day, in which a shop owes the VAT of the west's sales itself.
func taxed(t testing.TB) *sim.World {
	t.Helper()
	main := strings.Replace(smallScenario, "use:\n", "vat_by_shop: [west]\nuse:\n  mechanisms: [taxes]\n", 1)
	w := smallWith(t, main, 3, smallTaxes)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, bowls(300, false))
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5950, Promise: 7}})
	for w.Day() < 20 {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func taxes(t testing.TB, w *sim.World) *sim.TaxView {
	t.Helper()
	v, err := w.TaxOf(1)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// returnsOf are the returns of a kind, newest first.
func returnsOf(v *sim.TaxView, kind string) (all []sim.TaxReturnView) {
	for _, r := range v.Returns {
		if r.Kind == kind {
			all = append(all, r)
		}
	}
	return all
}

// Of 59.50 EUR that a German buyer pays, 9.50 are VAT at 19 %: collected with the delivery, given back with a return, and
// no part of the sales. On 30 June a return is made of what June's deliveries owe.
func TestTaxIsCollectedApartFromSales(t *testing.T) {
	w := taxed(t)
	b := book(t, w)
	var delivered, returned int64
	for e := range b.Journal.All() {
		if e.Currency == 1 && e.Account == ledger.Sales {
			delivered -= e.Minor
		}
		if e.Currency == 1 && e.Account == ledger.Refunds {
			returned += e.Minor
		}
	}
	orders := delivered / 50_00
	if delivered%50_00 != 0 || orders == 0 {
		t.Fatalf("sales of %d are no multiple of 50.00 EUR without VAT", delivered)
	}
	if got, want := -b.Balance(ledger.TaxDue, 1), orders*9_50-returned/50_00*9_50; got != want {
		t.Errorf("VAT owed is %d after %d deliveries and %d given back, want %d", got, orders, returned/50_00, want)
	}
	v := taxes(t, w)
	if r := returnsOf(v, "vat"); len(r) != 1 || r[0].From != 0 || r[0].To != 15 || r[0].Due != 16+20 || r[0].Filed != -1 || r[0].Tax.Currency != "EUR" || r[0].Tax.Minor%9_50 != 0 {
		t.Errorf("the return of June: %+v", v.Returns)
	}
}

// Filed in time, the tax leaves the account in its currency and nothing else happens; forgotten, it costs 5 %, at least
// 12 EUR, at each deadline.
func TestForgettingAReturnCosts(t *testing.T) {
	w := taxed(t)
	file := sim.Command{Shop: 1, Finance: &sim.FinanceDecision{File: &sim.FileReturn{Return: 1}}}
	if v, err := w.Shop(1); err != nil || v.Queue.Returns != 2 || v.Queue.ReturnDue != 30 { // income tax is due first
		t.Errorf("the day's work: %+v, %v", v.Queue, err)
	}
	tax := returnsOf(taxes(t, w), "vat")[0].Tax
	if err := w.Apply(file); (err == nil) != (book(t, w).Balance(ledger.Bank, 1) >= tax.Minor) {
		t.Errorf("filing with %d EUR for %d of tax: %v", book(t, w).Balance(ledger.Bank, 1), tax.Minor, err)
	}
	forgetful := taxed(t)
	for forgetful.Day() < 38 {
		step(t, forgetful)
	}
	v := taxes(t, forgetful)
	first := v.Returns[len(v.Returns)-1]
	if first.Fined != 1 || first.Due != 16+40 {
		t.Errorf("forgotten: %+v, want one fine and a new deadline", first)
	}
	// 5 % of the tax, but at least 12 EUR, at 8.3105: the rate from 20 July on
	fine := int64(0)
	for e := range book(t, forgetful).Journal.All() {
		if e.Account == ledger.Penalty && e.Number == 1 {
			fine += e.Home
		}
	}
	if want := max(12_00, (first.Tax.Minor*5+99)/100) * 83105 / 10000; fine < want-2 || fine > want+2 {
		t.Errorf("the fine on %d EUR is %d, want %d", first.Tax.Minor, fine, want)
	}
	must(t, w, sim.Command{Shop: 1, Convert: &sim.Convert{From: money.Amount{Minor: 10_000_00, Currency: "CNY"}, To: "EUR"}})
	if returnsOf(taxes(t, w), "vat")[0].Filed < 0 {
		must(t, w, file)
	}
	if err := w.Apply(file); err == nil {
		t.Error("a return was filed twice")
	}
	for w.Day() < 38 {
		step(t, w)
	}
	if v := taxes(t, w); v.Returns[len(v.Returns)-1].Fined != 0 {
		t.Errorf("filed in time, and fined: %+v", v.Returns)
	}
	profitBy(t, w)
}

// What was exported for 20.00 CNY a piece with 13 % of VAT in it brings back 13 % of 17.70: claimed once, due ten days
// after the middle of the next month, and then in the bank.
func TestExportVATIsRefunded(t *testing.T) {
	w := taxed(t)
	sold := int64(0)
	for e := range book(t, w).Journal.All() {
		if e.Account == ledger.Inventory && e.Cause == ledger.Order {
			sold -= e.Minor
		}
	}
	v := taxes(t, w)
	if want := sold * 13 / 113; v.Refund.Claimable < want-1 || v.Refund.Claimable > want+1 {
		t.Errorf("goods for %d were exported, %d can be claimed, want %d", sold, v.Refund.Claimable, want)
	}
	cost := book(t, w).Balance(ledger.CostOfSales, 0)
	claim := sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Claim: &sim.ClaimRefund{}}}
	must(t, w, claim)
	if got := book(t, w).Balance(ledger.CostOfSales, 0); got != cost-v.Refund.Claimable {
		t.Errorf("the refund lessens the cost of sales by %d, want %d", cost-got, v.Refund.Claimable)
	}
	if err := w.Apply(claim); err == nil {
		t.Error("the same exports were claimed for twice")
	}
	// claimed on 5 July: the list of the month is summed up by 15 August, and ten days later it is paid: 25 August, day 71
	if c := taxes(t, w).Refund.Claims[0]; c.Minor != v.Refund.Claimable || c.Due != 71 {
		t.Errorf("the claim: %+v", c)
	}
	profitBy(t, w)
}
