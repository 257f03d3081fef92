package ledger_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

func TestAnUnbalancedPostingChangesNothing(t *testing.T) {
	b := ledger.New([]money.Currency{"CNY", "EUR"})
	err := b.Post(1, ledger.Convert, ledger.Line{Account: ledger.Bank, Currency: 1, Minor: -100}, ledger.Line{Account: ledger.Bank, Currency: 0, Minor: 800})
	if !errors.Is(err, ledger.ErrUnbalanced) {
		t.Errorf("error = %v, want ErrUnbalanced: each currency balances by itself", err)
	}
	if b.Journal.Len() != 0 || b.Balance(ledger.Bank, 0) != 0 {
		t.Error("a refused posting left a trace")
	}
}

func TestTrialBalanceStaysZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := ledger.New([]money.Currency{"CNY", "EUR", "PLN"})
		for range rapid.IntRange(0, 40).Draw(t, "postings") {
			c := rapid.IntRange(0, 2).Draw(t, "currency")
			v := rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "minor")
			from := ledger.Account(rapid.IntRange(0, int(ledger.Accounts)-1).Draw(t, "from"))
			to := ledger.Account(rapid.IntRange(0, int(ledger.Accounts)-1).Draw(t, "to"))
			if err := b.Post(1, ledger.Order, ledger.Line{Account: from, Currency: c, Minor: v}, ledger.Line{Account: to, Currency: c, Minor: -v}); err != nil {
				t.Fatal(err)
			}
			if err := b.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// A journal over many pages reads as it was written, and a clone and its original go on apart.
func TestALongJournal(t *testing.T) {
	b := ledger.New([]money.Currency{"CNY"})
	post := func(b *ledger.Book, v int64) {
		t.Helper()
		if err := b.Post(int(v), ledger.Opening, ledger.Line{Account: ledger.Bank, Minor: v}, ledger.Line{Account: ledger.Capital, Minor: -v}); err != nil {
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
