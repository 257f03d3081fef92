package sim_test

import (
	"slices"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

// smallExchange is a bank that takes 0.25 % and 50 CNY and a day, a provider that takes 0.2 % and 0.5 % at once, and
// forwards with a margin of 5 %, kept above 2 % within two days of a call, and a spread of 0.2 %.
const smallExchange = `
exchange:
  channels:
    - {id: bank, name: {zh: 银行, en: Bank}, spread: 0.0025, share: 0, fee: 50.00 CNY, days: 1, code: "121010", source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
    - {id: provider, name: {zh: 支付机构, en: Provider}, spread: 0.002, share: 0.005, fee: 0.00 CNY, days: 0, code: "122030", source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
  interest:
    - {currency: CNY, annual: 0.015, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
    - {currency: EUR, annual: 0.020, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
  forward: {margin: 0.05, maintenance: 0.02, call_days: 2, spread: 0.002, min_days: 3, max_days: 180, source: {title: "chosen for tests", date: 2026-01-01, confidence: invented}}
`

// exchanging is the small world with banks, providers and forwards, before its first day, with one shop.
func exchanging(t testing.TB) *sim.World {
	t.Helper()
	main := strings.Replace(smallScenario, "use:\n", "use:\n  mechanisms: [exchange]\n", 1)
	w := smallWith(t, main, 3, smallExchange)
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	return w
}

func eur(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "EUR"} }

// statement is a shop's profit by account up to now.
func profitBy(t testing.TB, w *sim.World) map[ledger.Account]int64 {
	t.Helper()
	s, err := w.Statements(1, []ledger.Period{{From: 0, To: w.Day()}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Tie(); err != nil {
		t.Fatal(err)
	}
	if v, err := w.Equity(1); err != nil || v != s.Worth[0] {
		t.Fatalf("the shop is worth %d (%v), by its balance sheet %d", v, err, s.Worth[0])
	}
	out := map[ledger.Account]int64{}
	for _, l := range s.Profit {
		out[l.Account] = l.Home[0]
	}
	return out
}

// 8,250.00 CNY buy 1,000.00 EUR at the reference rate of 8.25. The bank gives 0.25 % less, rounded down 997.49, a day later
// and takes 50.00 CNY: worth 8,229.29, so that the deal costs 20.71 and 50.00. The next day 900.00 EUR are sold forward for 20 days:
// 8.25 × (1 + 0.015·20/365) / (1 + 0.020·20/365) = 8.247742, less 0.2 % is 8.231247, together 7,408.12; 5 % of it,
// 370.41, are deposited. On 1 July the euro is at 8.4010 and the forward for the 5 days left at 8.400425: the contract is
// worth 900 × (8.231247 − 8.400425) = −152.26. On 6 July it is delivered: 7,408.12 for what is worth 7,560.90, a loss of
// 152.78; and the 900 EUR themselves, bought at 8.25 for 7,425.00, brought an exchange gain of 135.90. Both together are
// what was locked in: 7,408.12 − 7,425.00 = −16.88.
func TestAForwardLocksWhatTheRateTakes(t *testing.T) {
	w := exchanging(t)
	must(t, w, sim.Command{Shop: 1, Convert: &sim.Convert{From: money.Amount{Minor: 825_000, Currency: "CNY"}, To: "EUR"}})
	book, err := w.Journal(1)
	if err != nil {
		t.Fatal(err)
	}
	if got := book.Balance(ledger.Transfer, 1); got != 99_749 || book.Balance(ledger.Bank, 1) != 0 {
		t.Errorf("on its way are %d, want 997.49 EUR until tomorrow", got)
	}
	if got := profitBy(t, w)[ledger.BankCharge]; got != -20_71-50_00 {
		t.Errorf("the deal cost %d, want 20.71 of spread and 50.00", got)
	}
	step(t, w)
	step(t, w)
	if got := book.Balance(ledger.Bank, 1); got != 99_749 {
		t.Errorf("the bank holds %d, want 997.49 EUR", got)
	}
	w = exchanging(t) // again, to agree the forward on the day after the purchase
	must(t, w, sim.Command{Shop: 1, Convert: &sim.Convert{From: money.Amount{Minor: 825_000, Currency: "CNY"}, To: "EUR"}})
	step(t, w)
	sell := sim.SellForward{Sell: eur(90_000), Days: 20}
	q, err := w.QuoteForward(1, sell)
	if err != nil {
		t.Fatal(err)
	}
	if q.Middle != "8.247742" || q.Rate != "8.231247" || q.Locked != 7_408_12 || q.Margin != 370_41 || q.Due != 21 || q.Free != 99_749 {
		t.Errorf("the bank quotes %+v", q)
	}
	if mid := q.Outcomes[2]; mid.Sigmas != 0 || mid.Open != 7_425_00 || mid.Hedged != q.Locked || q.Outcomes[0].Open >= mid.Open || q.Outcomes[4].Open <= mid.Open {
		t.Errorf("outcomes %+v", q.Outcomes)
	}
	must(t, w, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Forward: &sell}})
	if got := profitBy(t, w)[ledger.ForwardValue]; got != -14_85 { // the spread: 900 × (8.231247 − 8.247742) = −14.8455
		t.Errorf("a new forward is worth %d, want −14.85: the bank's spread", got)
	}
	for w.Day() < 16 {
		step(t, w)
	}
	if got := profitBy(t, w); got[ledger.ForwardValue] != -152_26 || got[ledger.ForwardGain] != 0 || got[ledger.FXRealised] != 0 || got[ledger.FXUnrealised] != 150_62 {
		t.Errorf("on 1 July the contract is worth %d and the 997.49 EUR gained %d; want −152.26 and 997.49 × (8.4010 − 8.25) = 150.62, nothing realised: %v", got[ledger.ForwardValue], got[ledger.FXUnrealised], got)
	}
	for w.Day() < 22 {
		step(t, w)
	}
	got := profitBy(t, w)
	if got[ledger.ForwardGain] != -152_78 || got[ledger.FXRealised] != 135_90 || got[ledger.ForwardValue] != 0 {
		t.Errorf("the forward brought %d, the currency %d; want −152.78 and 135.90, and nothing left open", got[ledger.ForwardGain], got[ledger.FXRealised])
	}
	f, err := w.Forwards(1)
	if err != nil || f[0].State != "delivered" || f[0].Worth != -152_78 || f[0].Ended != 21 {
		t.Errorf("the contract: %+v, %v", f, err)
	}
	book, err = w.Journal(1)
	if err != nil {
		t.Fatal(err)
	}
	if book.Balance(ledger.Margin, 0) != 0 || book.Balance(ledger.Bank, 1) != 97_49 || book.Balance(ledger.Bank, 0) != 50_000_00-8_250_00-50_00+7_408_12 {
		t.Errorf("after delivery: margin %d, %d EUR, %d CNY", book.Balance(ledger.Margin, 0), book.Balance(ledger.Bank, 1), book.Balance(ledger.Bank, 0))
	}
	d, err := w.Settlements(1)
	if err != nil || len(d) != 1 || d[0].Kind != "purchase" || d[0].Code != "121010" || d[0].Cost != 70_71 || d[0].Rate != "0.120909" {
		t.Errorf("the papers: %+v, %v", d, err)
	}
}

// Without the currency on its day, the difference to the reference rate is paid; closed early, the difference to the
// bank's rate for the days that are left.
func TestAForwardEndsWithoutTheCurrency(t *testing.T) {
	start := func() *sim.World {
		w := exchanging(t)
		must(t, w, sim.Command{Shop: 1, Convert: &sim.Convert{From: money.Amount{Minor: 825_000, Currency: "CNY"}, To: "EUR"}})
		step(t, w)
		must(t, w, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Forward: &sim.SellForward{Sell: eur(90_000), Days: 20}}})
		step(t, w)
		return w
	}
	w := start()
	must(t, w, sim.Command{Shop: 1, Convert: &sim.Convert{From: eur(99_749), To: "CNY", Channel: "provider"}})
	// 997.49 × 8.25 × 0.998 = 8,212.83 rounded down, less 0.5 % rounded up (41.07)
	d, err := w.Settlements(1)
	if err != nil || d[0].Kind != "settlement" || d[0].Got.Minor != 8_212_83-41_07 || d[0].Arrives != d[0].Day {
		t.Errorf("the provider paid %+v, %v", d, err)
	}
	for w.Day() < 22 {
		step(t, w)
	}
	if f, _ := w.Forwards(1); f[0].State != "netted" || f[0].Worth != -152_78 || profitBy(t, w)[ledger.ForwardGain] != -152_78 {
		t.Errorf("the contract: %+v", f)
	}
	w = start()
	must(t, w, sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Close: &sim.CloseForward{Forward: 1}}})
	// 19 days left: 8.25 × (365 + 0.285) / (365 + 0.38) = 8.247855, and 0.2 % more is 8.264351; 900 × (8.231247 − 8.264351)
	if f, _ := w.Forwards(1); f[0].State != "closed" || f[0].Worth != -29_79 || profitBy(t, w)[ledger.ForwardGain] != -29_79 {
		t.Errorf("closed early: %+v", f)
	}
	if err := w.Apply(sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Close: &sim.CloseForward{Forward: 1}}}); err == nil {
		t.Error("a forward was closed twice")
	}
}

// What a bank refuses, and what a scenario without banks to choose from does.
func TestWhatABankRefuses(t *testing.T) {
	w := exchanging(t)
	sell := func(a money.Amount, days int) sim.Command {
		return sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Forward: &sim.SellForward{Sell: a, Days: days}}}
	}
	for name, c := range map[string]struct {
		command sim.Command
		field   string
	}{
		"more than it holds or is owed": {sell(eur(1), 20), "sell"},
		"the home currency":             {sell(money.Amount{Minor: 100, Currency: "CNY"}, 20), "sell"},
		"too short a term":              {sell(eur(1), 2), "days"},
		"too long a term":               {sell(eur(1), 181), "days"},
		"no such contract":              {sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Close: &sim.CloseForward{Forward: 1}}}, "forward"},
		"no decision":                   {sim.Command{Shop: 1, Finance: &sim.FinanceDecision{}}, "finance"},
		"no such channel":               {sim.Command{Shop: 1, Convert: &sim.Convert{From: money.Amount{Minor: 100_00, Currency: "CNY"}, To: "EUR", Channel: "pigeon"}}, "channel"},
		"less than the charges":         {sim.Command{Shop: 1, Convert: &sim.Convert{From: money.Amount{Minor: 50_00, Currency: "CNY"}, To: "EUR"}}, "from"},
	} {
		before := w.StateDigest()
		err := w.Apply(c.command)
		if r, ok := err.(*sim.Rejection); !ok || r.Field != c.field {
			t.Errorf("%s: %v, want a rejection of %s", name, err, c.field)
		}
		if w.StateDigest() != before {
			t.Errorf("%s: refused, and changed the world", name)
		}
	}
	plain := smallEmpty(t, 3)
	must(t, plain, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	if err := plain.Apply(sell(eur(1), 20)); err == nil {
		t.Error("a forward without a bank that offers one")
	}
	must(t, plain, sim.Command{Shop: 1, Convert: &sim.Convert{From: money.Amount{Minor: 50_00, Currency: "CNY"}, To: "EUR"}})
	if d, err := plain.Settlements(1); err != nil || len(d) != 1 || d[0].Arrives != 0 || slices.ContainsFunc(d, func(s sim.Settlement) bool { return s.Code != "" }) {
		t.Errorf("the only bank: %+v, %v", d, err)
	}
}
