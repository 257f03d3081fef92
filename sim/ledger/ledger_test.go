package ledger_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

func TestAnUnbalancedPostingChangesNothing(t *testing.T) {
	b := ledger.New([]money.Currency{"CNY", "EUR"})
	err := b.Post(1, ledger.Convert, ledger.Ref{}, ledger.Line{Account: ledger.Bank, Currency: 1, Minor: -100}, ledger.Line{Account: ledger.Bank, Currency: 0, Minor: 800})
	if !errors.Is(err, ledger.ErrUnbalanced) {
		t.Errorf("error = %v, want ErrUnbalanced: each currency balances by itself", err)
	}
	if b.Journal.Len() != 0 || b.Balance(ledger.Bank, 0) != 0 {
		t.Error("a refused posting left a trace")
	}
}

// rates are a day's reference rates: minor units of the home currency for 10,000 of each currency's.
type rates []int64

func (r rates) Value(currency int, minor int64) (int64, error) {
	if currency == 0 {
		return minor, nil
	}
	return money.MulDivUp(minor, r[currency], 10_000), nil
}

// Whatever is posted and converted, at whatever rates: each currency balances, the home currency does, and the statements
// over any periods agree with each other.
func TestTheBooksBalanceAndTheStatementsTie(t *testing.T) {
	var accounts []ledger.Account
	for _, a := range ledger.ByCode {
		if a.Kind() != ledger.Bridge && a != ledger.FXUnrealised && a != ledger.Forwards && a != ledger.ForwardValue {
			accounts = append(accounts, a)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		b := ledger.New([]money.Currency{"CNY", "EUR", "JPY"})
		days := rapid.IntRange(1, 12).Draw(t, "days")
		var history []rates
		for day := range days {
			r := rates{10_000, rapid.Int64Range(70_000, 90_000).Draw(t, "EUR"), rapid.Int64Range(40_000, 60_000).Draw(t, "JPY")}
			history = append(history, r)
			b.Open(r)
			for range rapid.IntRange(0, 6).Draw(t, "postings") {
				c := rapid.IntRange(0, 2).Draw(t, "currency")
				v := rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "minor")
				w := rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "minor")
				account := rapid.SampledFrom(accounts)
				cause := ledger.Cause(rapid.IntRange(0, int(ledger.Causes)-1).Draw(t, "cause"))
				err := b.Post(day, cause, ledger.Ref{}, ledger.Line{Account: account.Draw(t, "account"), Currency: c, Minor: v},
					ledger.Line{Account: account.Draw(t, "account"), Currency: c, Minor: w}, ledger.Line{Account: account.Draw(t, "account"), Currency: c, Minor: -v - w},
					ledger.Line{Account: account.Draw(t, "account"), Minor: v}, ledger.Line{Account: account.Draw(t, "account"), Minor: -v})
				if err != nil {
					t.Fatal(err)
				}
				if to := rapid.IntRange(0, 2).Draw(t, "to"); to != c {
					if err := b.Swap(day, ledger.Convert, ledger.Ref{}, c, abs(v), to, abs(w), ledger.Bank, ledger.BankCharge); err != nil {
						t.Fatal(err)
					}
				}
				if err := b.Check(); err != nil {
					t.Fatal(err)
				}
			}
		}
		closing := func(day int) (ledger.Closing, error) {
			return ledger.Closing{Rates: history[day], Forwards: int64(day%3) * 1000}, nil
		}
		var periods []ledger.Period
		for from := rapid.IntRange(0, days-1).Draw(t, "from"); from < days; {
			to := rapid.IntRange(from, days-1).Draw(t, "to")
			periods = append(periods, ledger.Period{From: from, To: to})
			from = to + 1
		}
		s, err := b.Statements(periods, closing)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Tie(); err != nil {
			t.Fatal(err)
		}
		worth, err := b.Worth(history[days-1])
		if worth += int64((days-1)%3) * 1000; err != nil || worth != s.Worth[len(periods)-1] {
			t.Fatalf("the books are worth %d (%v), the balance sheet says %d", worth, err, s.Worth[len(periods)-1])
		}
	})
}

func abs(v int64) int64 { return max(v, -v) }

// 100 EUR are earned at 8.00, stand at 8.20 a day later, are paid out at 8.10 less 1 EUR, and the 99 EUR are sold for
// 794.56 CNY on a day with 8.05. All that they brought is 794.56: sales of 800.00 less 8.10 of payment charges (1 EUR at
// 8.10), a gain of 10.00 when the 100 EUR were paid out 0.10 dearer than they were earned, a loss of 4.95 when the 99 EUR
// were sold 0.05 cheaper than they came in, and 2.39 for the bank: 99 × 8.05 = 796.95 less 794.56.
func TestExchangeDifferencesAreRealisedWhenMoneyMoves(t *testing.T) {
	b := ledger.New([]money.Currency{"CNY", "EUR"})
	history := []rates{{10_000, 80_000}, {10_000, 82_000}, {10_000, 81_000}, {10_000, 80_500}}
	post := func(day int, cause ledger.Cause, lines ...ledger.Line) {
		t.Helper()
		b.Open(history[day])
		if err := b.Post(day, cause, ledger.Ref{}, lines...); err != nil {
			t.Fatal(err)
		}
	}
	eur := func(a ledger.Account, minor int64) ledger.Line {
		return ledger.Line{Account: a, Currency: 1, Minor: minor}
	}
	post(0, ledger.Order, eur(ledger.Platform, 100_00), eur(ledger.Deferred, -100_00))
	post(1, ledger.Delivery, eur(ledger.Deferred, 100_00), eur(ledger.Sales, -100_00))
	post(2, ledger.Settle, eur(ledger.Bank, 99_00), eur(ledger.BankCharge, 1_00), eur(ledger.Platform, -100_00))
	b.Open(history[3])
	if err := b.Swap(3, ledger.Convert, ledger.Ref{}, 1, 99_00, 0, 794_56, ledger.Bank, ledger.BankCharge); err != nil {
		t.Fatal(err)
	}
	s, err := b.Statements([]ledger.Period{{From: 0, To: 0}, {From: 1, To: 1}, {From: 2, To: 2}, {From: 3, To: 3}}, func(day int) (ledger.Closing, error) { return ledger.Closing{Rates: history[day]}, nil })
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Tie(); err != nil {
		t.Fatal(err)
	}
	want := map[ledger.Account][]int64{
		ledger.Sales: {0, 800_00, 0, 0}, ledger.BankCharge: {0, 0, -8_10, -2_39},
		ledger.FXRealised:   {0, 0, 10_00, -4_95},
		ledger.FXUnrealised: {0, 20_00, -20_00, 0}, // the receivable at 8.20, until it was paid out
	}
	for _, l := range s.Profit {
		if !slices.Equal(l.Home, want[l.Account]) {
			t.Errorf("%s is %v, want %v", ledger.Names[l.Account].En, l.Home, want[l.Account])
		}
		delete(want, l.Account)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
	if s.Retained[3] != 794_56 || s.Closing[3] != 794_56 {
		t.Errorf("profit %d and cash %d, want all that came in: 794.56", s.Retained[3], s.Closing[3])
	}
	for _, r := range s.Cash {
		// Paid out 99 EUR at 8.10; their conversion is no flow, its loss and charge are the effect of exchange rates.
		if want := map[ledger.CashLine][]int64{ledger.FromMarketplaces: {0, 0, 801_90, 0}, ledger.NoFlow: {0, 0, 0, -7_34}}[r.Line]; !slices.Equal(r.Home, want) {
			t.Errorf("%s is %v, want %v", ledger.CashLineNames[r.Line].En, r.Home, want)
		}
	}
}

// Every account has its place in the chart, every line of the cash flow its place in the statement, and all have names.
func TestTheChartIsComplete(t *testing.T) {
	codes := map[string]ledger.Account{}
	for _, a := range ledger.ByCode {
		if other, taken := codes[a.Code()]; taken || a.Code() == "" || a.Kind() == "" || ledger.Names[a].Zh == "" || ledger.Names[a].En == "" {
			t.Errorf("account %d (%s) has code %q, kind %q; the code is also that of account %d", a, ledger.Names[a].En, a.Code(), a.Kind(), other)
		}
		codes[a.Code()] = a
	}
	seen := map[ledger.CashLine]bool{}
	for _, l := range ledger.StatementOrder {
		if seen[l] || ledger.CashLineNames[l].Zh == "" {
			t.Errorf("line %d of the cash flow is listed twice or has no name", l)
		}
		seen[l] = true
	}
	for c := range ledger.Causes {
		if ledger.CauseNames[c].Zh == "" || ledger.CauseNames[c].En == "" {
			t.Errorf("cause %d has no name", c)
		}
	}
	for s := range ledger.Subjects {
		if ledger.SubjectNames[s].Zh == "" || ledger.SubjectNames[s].En == "" {
			t.Errorf("subject %d has no name", s)
		}
	}
}

// A journal over many pages reads as it was written, and a clone and its original go on apart.
func TestALongJournal(t *testing.T) {
	b := ledger.New([]money.Currency{"CNY"})
	post := func(b *ledger.Book, v int64) {
		t.Helper()
		if err := b.Post(int(v), ledger.Opening, ledger.Ref{}, ledger.Line{Account: ledger.Bank, Minor: v}, ledger.Line{Account: ledger.Capital, Minor: -v}); err != nil {
			t.Fatal(err)
		}
	}
	const postings = 1500
	for v := int64(1); v <= postings; v++ {
		post(&b, v)
	}
	c := b.Clone()
	post(&c, 7777)
	post(&b, 8888)
	for want, book := range map[int64]*ledger.Book{7777: &c, 8888: &b} {
		n := book.Journal.Len()
		if n != 2*postings+2 || book.Journal.At(n-2).Minor != want {
			t.Errorf("%d entries, the last debit is %d, want %d", n, book.Journal.At(n-2).Minor, want)
		}
		i := 0
		for e := range book.Journal.All() {
			if e != book.Journal.At(i) {
				t.Fatalf("entry %d is %+v by number and %+v in order", i, book.Journal.At(i), e)
			}
			i++
		}
		if i != n {
			t.Errorf("%d of %d entries in order", i, n)
		}
		if err := book.Check(); err != nil {
			t.Error(err)
		}
	}
}

// 100 EUR of tax were collected at 8.00 and must be paid in yen: at 8.20 for the euro and 0.05 for the yen they are 16,400
// JPY. The debt grew by 20.00 while it stood in euro; from now on it follows the yen.
func TestADebtIsRestatedInAnotherCurrency(t *testing.T) {
	b := ledger.New([]money.Currency{"CNY", "EUR", "JPY"})
	b.Open(rates{10_000, 80_000, 500})
	if err := b.Post(0, ledger.Taxed, ledger.Ref{}, ledger.Line{Account: ledger.Platform, Currency: 1, Minor: 100_00}, ledger.Line{Account: ledger.TaxDue, Currency: 1, Minor: -100_00}); err != nil {
		t.Fatal(err)
	}
	b.Open(rates{10_000, 82_000, 500})
	if err := b.Restate(1, ledger.TaxFiled, ledger.Ref{}, ledger.TaxDue, 1, -100_00, 2, -16_400_00); err != nil {
		t.Fatal(err)
	}
	if b.Balance(ledger.TaxDue, 1) != 0 || b.Balance(ledger.TaxDue, 2) != -16_400_00 || b.Home[2][ledger.TaxDue] != -820_00 || b.Home[1][ledger.FXRealised] != 20_00 {
		t.Errorf("owed are %d EUR and %d JPY, worth %d, after a loss of %d", b.Balance(ledger.TaxDue, 1), b.Balance(ledger.TaxDue, 2), b.Home[2][ledger.TaxDue], b.Home[1][ledger.FXRealised])
	}
	if err := b.Check(); err != nil {
		t.Error(err)
	}
	b.Open(rates{10_000, 82_000, 500})
	if err := b.Restate(2, ledger.TaxFiled, ledger.Ref{}, ledger.TaxDue, 2, -16_400_00, 0, -820_00); err != nil {
		t.Fatal(err)
	}
	if b.Balance(ledger.TaxDue, 0) != -820_00 || b.Home[2][ledger.FXRealised] != 0 {
		t.Errorf("owed are %d CNY after a difference of %d", b.Balance(ledger.TaxDue, 0), b.Home[2][ledger.FXRealised])
	}
	if err := b.Check(); err != nil {
		t.Error(err)
	}
}
