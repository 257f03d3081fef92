package sim_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

// treasury is the small world with all that the finance room offers, with two shops that trade, on its tenth day: the
// quarter ends on the sixteenth, the euro jumps a day later, so that margins are called, and another day later the west fails.
func treasury(t testing.TB, seed uint64) *sim.World {
	t.Helper()
	main := strings.Replace(smallScenario, "use:\n", "vat_by_shop: [west]\nuse:\n  mechanisms: [exchange, credit, taxes]\n", 1)
	main = strings.Replace(main, "use:\n", "shocks: [{shock: west-fails, on: 2026-07-02}]\nuse:\n  shocks: [west-fails]\n", 1)
	main = strings.Replace(main, "shift: 364,", "shift: 364, script: [{currency: CNY, date: 2026-06-01, rate: 8}, {currency: CNY, date: 2026-07-01, rate: 8.4}, {currency: CNY, date: 2026-07-05, rate: 7.8}],", 1)
	w := smallWith(t, main, seed, smallExchange, smallLending, smallTaxes, smallFailure)
	for shop, name := range []string{"甲", "乙"} {
		must(t, w, sim.Command{Open: &sim.OpenShop{Name: name}})
		must(t, w, sim.Command{Shop: shop + 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 300}})
		must(t, w, sim.Command{Shop: shop + 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 5900, Promise: 7}})
		must(t, w, sim.Command{Shop: shop + 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "east", Service: "air-pl", Price: 25_000, Promise: 9}})
	}
	for range 10 {
		step(t, w)
	}
	return w
}

// treasurer draws a decision of the finance room, sensible or absurd.
func treasurer(t *rapid.T, shops int) sim.Command {
	currency := rapid.SampledFrom([]money.Currency{"CNY", "EUR", "PLN", "XXX"})
	minor := rapid.OneOf(rapid.Int64Range(1, 60_000), rapid.SampledFrom([]int64{-1, 0, 1 << 62}))
	number := rapid.IntRange(-1, 4)
	c := sim.Command{Shop: rapid.IntRange(0, shops+1).Draw(t, "shop")}
	amount := func() money.Amount {
		return money.Amount{Minor: minor.Draw(t, "minor"), Currency: currency.Draw(t, "currency")}
	}
	switch rapid.IntRange(0, 12).Draw(t, "kind") {
	case 0:
		c.Finance = &sim.FinanceDecision{Forward: &sim.SellForward{Sell: amount(), Days: rapid.IntRange(0, 20).Draw(t, "days")}}
	case 1:
		c.Finance = &sim.FinanceDecision{Close: &sim.CloseForward{Forward: number.Draw(t, "forward")}}
	case 2:
		c.Finance = &sim.FinanceDecision{Advance: &sim.AskAdvance{Marketplace: rapid.SampledFrom([]string{"east", "west", "north"}).Draw(t, "marketplace"), Minor: minor.Draw(t, "minor")}}
	case 3:
		c.Finance = &sim.FinanceDecision{File: &sim.FileReturn{Return: number.Draw(t, "return")}}
	case 4:
		c.Finance = &sim.FinanceDecision{Claim: &sim.ClaimRefund{}}
	case 5:
		c.Convert = &sim.Convert{From: amount(), To: currency.Draw(t, "to"), Channel: rapid.SampledFrom([]string{"", "bank", "provider", "pigeon"}).Draw(t, "channel")}
	case 6:
		c.Purchase = &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: rapid.IntRange(1, 200).Draw(t, "quantity"), Terms: rapid.Bool().Draw(t, "terms")}
	case 7:
		c.Finance = &sim.FinanceDecision{Buy: &sim.BuyForward{Buy: amount(), Days: rapid.IntRange(0, 20).Draw(t, "days")}}
	case 8:
		c.Finance = &sim.FinanceDecision{Margin: &sim.PayMargin{Forward: number.Draw(t, "forward")}}
	case 9:
		c.Finance = &sim.FinanceDecision{Loan: &sim.TakeLoan{Minor: rapid.OneOf(rapid.Int64Range(500_00, 3_000_00), minor).Draw(t, "minor"), Days: rapid.IntRange(8, 42).Draw(t, "days")}}
	case 11:
		c.Finance = &sim.FinanceDecision{Cover: &sim.TakeCover{On: rapid.Bool().Draw(t, "on")}}
	case 10:
		c.Finance = &sim.FinanceDecision{Repay: &sim.RepayLoan{Loan: number.Draw(t, "loan"), Minor: rapid.OneOf(rapid.Int64Range(1, 1_500_00), minor).Draw(t, "minor")}}
	default:
		return decision(t, shops)
	}
	return c
}

// Over ten thousand sequences of decisions and days: after each, every currency balances and so does the home currency,
// goods and their cost are what the accounts of inventory say, a refusal changes nothing; and at the end the statements
// tie, by day and over the whole run, and are worth what the world says.
func TestTheBooksHoldWhateverIsDecided(t *testing.T) {
	start := treasury(t, 3)
	for shop := range start.Shops() { // so that there is something to repay, to pay a margin for and to close
		must(t, start, sim.Command{Shop: shop + 1, Finance: &sim.FinanceDecision{Loan: &sim.TakeLoan{Minor: 1_000_00, Days: 20}}})
		must(t, start, sim.Command{Shop: shop + 1, Finance: &sim.FinanceDecision{Forward: &sim.SellForward{Sell: eur(1_000_00), Days: 30}}})
	}
	rounds := 100 // of rapid's hundred sequences
	if testing.Short() {
		rounds = 1
	}
	for range rounds {
		rapid.Check(t, func(t *rapid.T) {
			w := start.Fork()
			for range rapid.IntRange(1, 30).Draw(t, "length") {
				c := treasurer(t, w.Shops())
				if rapid.IntRange(0, 2).Draw(t, "step") == 0 {
					c = sim.Command{Step: &sim.Step{}}
				}
				decided(t, w, c)
			}
			for shop := 1; shop <= w.Shops(); shop++ {
				for _, by := range []string{"day", "run"} {
					periods, err := w.Periods(by)
					if err != nil {
						t.Fatal(err)
					}
					s, err := w.Statements(shop, periods)
					if err != nil {
						t.Fatal(err)
					}
					if err := s.Tie(); err != nil {
						t.Fatalf("shop %d by %s: %v", shop, by, err)
					}
					worth, err := w.Equity(shop)
					if last := len(periods) - 1; err != nil || worth != s.Worth[last] {
						t.Fatalf("shop %d is worth %d (%v), by the balance sheet %d", shop, worth, err, s.Worth[last])
					}
				}
				c, err := w.Contribution(shop, ledger.Period{From: 0, To: w.Day()}, "listing")
				if err != nil {
					t.Fatal(err)
				}
				sum := int64(0)
				for _, r := range c.Rows {
					sum += r.Contribution
				}
				if sum != c.Profit {
					t.Fatalf("shop %d: the parts of the profit sum to %d of %d", shop, sum, c.Profit)
				}
			}
		})
	}
}
