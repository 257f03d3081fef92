package sim_test

import (
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

// union is the small world in which a shop owes the VAT of both marketplaces itself, and sells to Poland from home, to
// Germany from home and, from the day on which the consignment is there, out of the warehouse in Hamburg.
func union(t testing.TB, pieces int) *sim.World {
	t.Helper()
	main := strings.Replace(smallScenario, "use:\n", "vat_by_shop: [east, west]\nuse:\n  mechanisms: [taxes]\n", 1)
	w := smallWith(t, main, 5, smallTaxes)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, bowls(pieces, false))
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5950, Promise: 7}})
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "east", Service: "air-pl", Price: 24_600, Promise: 9}})
	return w
}

// What is sent to buyers in the Union is declared on one return a month, in euro, with a line for each country: the
// zloty are converted at the reference rate of the month's last day, and are from then on a debt in euro.
func TestOneReturnForTheUnion(t *testing.T) {
	w := union(t, 600)
	for w.Day() < 15 {
		step(t, w)
	}
	if v := taxes(t, w); len(v.Returns) != 0 {
		t.Fatalf("a return before the month is over: %+v", v.Returns)
	}
	step(t, w) // 30 June
	v := taxes(t, w)
	all := returnsOf(v, "vat")
	if len(all) != 1 || len(all[0].Parts) != 2 {
		t.Fatalf("the returns of June: %+v", v.Returns)
	}
	r := all[0]
	// By the rates of 2025-07-01, those of 10 June: 8.25 CNY and 4.2600 PLN for 1 EUR.
	pl := r.Parts[0]
	if pl.Country != "PL" || pl.Collected.Currency != "PLN" || pl.Collected.Minor%46_00 != 0 || pl.Collected.Minor <= 0 {
		t.Errorf("Poland's line is %+v, want multiples of the 46.00 PLN in 246.00", pl)
	}
	if want := (pl.Collected.Minor*10_000 + 21_300) / 42_600; pl.Tax != want {
		t.Errorf("%d PLN are %d EUR on the return, want %d", pl.Collected.Minor, pl.Tax, want)
	}
	de := r.Parts[1]
	if de.Country != "DE" || de.Collected.Minor != de.Tax || r.Tax.Currency != "EUR" || r.Tax.Minor != pl.Tax+de.Tax || r.From != 0 || r.To != 15 || r.Due != 36 {
		t.Errorf("the return: %+v", r)
	}
	if b := book(t, w); b.Balance(ledger.TaxDue, 1) != -r.Tax.Minor || b.Balance(ledger.TaxDue, 2) != 0 {
		t.Errorf("owed are %d EUR and %d PLN, want all in euro", b.Balance(ledger.TaxDue, 1), b.Balance(ledger.TaxDue, 2))
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	profitBy(t, w)
	must(t, w, sim.Command{Shop: 1, Convert: &sim.Convert{From: money.Amount{Minor: 10_000_00, Currency: "CNY"}, To: "EUR"}})
	must(t, w, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{File: &sim.FileReturn{Return: 1}}})
	if b := book(t, w); b.Balance(ledger.TaxDue, 1) != 0 {
		t.Errorf("after filing %d EUR are owed", b.Balance(ledger.TaxDue, 1))
	}
	profitBy(t, w)
}

// What is sold out of a warehouse in Germany is declared there, on a return of its own: a shop is registered from its
// first supply of each kind, and the view says who files what.
func TestStockIsDeclaredWhereItLies(t *testing.T) {
	w := union(t, 1500)
	for w.Day() < 3 {
		step(t, w)
	}
	row := func(marketplace, supplies string) sim.RegisterView {
		t.Helper()
		for _, g := range taxes(t, w).Registers {
			if g.Marketplace == marketplace && g.Supplies == supplies {
				return g
			}
		}
		t.Fatalf("nothing is said of %s supplies to %s: %+v", supplies, marketplace, taxes(t, w).Registers)
		return sim.RegisterView{}
	}
	must(t, w, sim.Command{Shop: 1, Consign: &sim.SendConsignment{Good: "bowl", Freight: "rail-ham", Quantity: 200}})
	for w.Day() < 20 {
		step(t, w)
	}
	if g := row("west", "stocked"); g.By != "shop" || g.Since != -1 || g.Name.En != "Germany" || g.From != 16 || g.To != 46 || g.Due != 67 || g.Months != 1 {
		t.Errorf("before the first sale out of Hamburg: %+v", g)
	}
	if g := row("west", "imported"); g.Since < 0 || g.Since > 15 || g.Collected.Minor <= 0 {
		t.Errorf("parcels from home: %+v", g)
	}
	must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Service: new("store-de"), Promise: new(3)}})
	for w.Day() < 47 {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	v := taxes(t, w)
	july := map[string]sim.TaxReturnView{}
	for _, r := range v.Returns {
		if r.From == 16 && r.To == 46 {
			july[r.Name.En] = r
		}
	}
	if len(july) != 2 || len(july["Germany"].Parts) != 1 || july["Germany"].Parts[0].Country != "DE" || july["Germany"].Due != 67 || len(july["Imports of the Union"].Parts) == 0 {
		t.Errorf("the returns of July: %+v", july)
	}
	profitBy(t, w)
}

// Where the marketplace is liable, it files, and the shop has nothing to do.
func TestTheMarketplaceFilesWhereItIsLiable(t *testing.T) {
	for _, g := range taxes(t, taxed(t)).Registers {
		if want := map[string]string{"east": "marketplace", "west": "shop"}[g.Marketplace]; g.By != want {
			t.Errorf("%s is filed by the %s, want the %s", g.Marketplace, g.By, want)
		}
	}
}
