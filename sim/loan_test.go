package sim_test

import (
	"errors"
	"slices"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
)

func take(minor int64, days int) sim.Command {
	return sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Loan: &sim.TakeLoan{Minor: minor, Days: days}}}
}

func repay(loan int, minor int64) sim.Command {
	return sim.Command{Shop: 1, Finance: &sim.FinanceDecision{Repay: &sim.RepayLoan{Loan: loan, Minor: minor}}}
}

func bank(t testing.TB, w *sim.World) *sim.BankView {
	t.Helper()
	return credit(t, w).Bank
}

// 1,500.00 for 30 days at 0.02 % a day: 500.00 every ten days with interest of 3.00, 2.00 and 1.00. Interest runs up by
// day as an expense and a debt; what is left is owed as a loan; and the cash flow shows what was borrowed and repaid, and
// the interest, apart.
func TestALoanIsRepaidInInstalments(t *testing.T) {
	w := lending(t)
	want := []sim.Instalment{{10, 500_00, 3_00, 1_000_00}, {20, 500_00, 2_00, 500_00}, {30, 500_00, 1_00, 0}}
	q, err := w.QuoteLoan(1, sim.TakeLoan{Minor: 1_500_00, Days: 30})
	if err != nil || !slices.Equal(q.Instalments, want) || q.Interest != 6_00 {
		t.Fatalf("the bank offers %+v, %v", q, err)
	}
	must(t, w, take(1_500_00, 30))
	if b := book(t, w); b.Balance(ledger.Bank, 0) != 6_500_00 || b.Balance(ledger.Loan, 0) != -1_500_00 {
		t.Errorf("the account holds %d and %d are owed", b.Balance(ledger.Bank, 0), b.Balance(ledger.Loan, 0))
	}
	if v := bank(t, w); !slices.Equal(v.Loans[0].Schedule, want) || v.Loans[0].Left != 1_500_00 {
		t.Errorf("the loan: %+v", v.Loans)
	}
	f, err := w.Forecast(1)
	if err != nil || f.Days[10].Cash != 6_500_00-503_00 || f.Days[20].Cash != 6_500_00-503_00-502_00 {
		t.Errorf("the forecast: %+v, %v", f.Days, err)
	}
	for w.Day() <= 5 {
		step(t, w)
	}
	if b := book(t, w); b.Balance(ledger.Interest, 0) != 1_50 || b.Balance(ledger.InterestDue, 0) != -1_50 {
		t.Errorf("after five days interest of %d has run up, %d is owed; want 1.50", b.Balance(ledger.Interest, 0), b.Balance(ledger.InterestDue, 0))
	}
	for w.Day() <= 10 {
		step(t, w)
	}
	if b, v := book(t, w), bank(t, w); b.Balance(ledger.Bank, 0) != 6_500_00-503_00 || b.Balance(ledger.Loan, 0) != -1_000_00 || b.Balance(ledger.InterestDue, 0) != 0 || !slices.Equal(v.Loans[0].Schedule, want[1:]) {
		t.Errorf("after the first instalment: %d at the bank, %d owed: %+v", b.Balance(ledger.Bank, 0), b.Balance(ledger.Loan, 0), v.Loans)
	}
	for w.Day() <= 30 {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	if b, v := book(t, w), bank(t, w); b.Balance(ledger.Bank, 0) != 5_000_00-6_00 || b.Balance(ledger.Loan, 0) != 0 || v.Loans[0].Repaid != 30 || len(v.Loans[0].Schedule) != 0 {
		t.Errorf("repaid: %d at the bank, %+v", b.Balance(ledger.Bank, 0), v.Loans)
	}
	s, err := w.Statements(1, []ledger.Period{{From: 0, To: 9}, {From: 10, To: 30}})
	if err != nil || s.Tie() != nil {
		t.Fatal(err, s.Tie())
	}
	for _, r := range s.Cash {
		if want := map[ledger.CashLine][]int64{ledger.OwnersCapital: {5_000_00, 0}, ledger.Borrowed: {1_500_00, -1_500_00}, ledger.InterestPaid: {0, -6_00}}[r.Line]; !slices.Equal(r.Home, want) {
			t.Errorf("%s is %v, want %v", ledger.CashLineNames[r.Line].En, r.Home, want)
		}
	}
}

// Repaid early, a loan costs 1 % of what is repaid and the interest that has run up; what is left goes on in smaller
// instalments.
func TestALoanIsRepaidEarly(t *testing.T) {
	w := lending(t)
	must(t, w, take(1_500_00, 30))
	for w.Day() < 15 {
		step(t, w)
	}
	// 1,000.00 are left after day 10; five days are 1.00 of interest
	must(t, w, repay(1, 400_00))
	if b := book(t, w); b.Balance(ledger.Bank, 0) != 6_500_00-503_00-400_00-4_00-1_00 || b.Balance(ledger.Loan, 0) != -600_00 || b.Balance(ledger.Financing, 0) != 4_00 {
		t.Errorf("400.00 early: %d at the bank, %d left, for %d", b.Balance(ledger.Bank, 0), b.Balance(ledger.Loan, 0), b.Balance(ledger.Financing, 0))
	}
	// 600.00 × 0.02 % × 5 days = 0.60 on day 20, then 300.00 × 0.02 % × 10 = 0.60
	if got := bank(t, w).Loans[0].Schedule; !slices.Equal(got, []sim.Instalment{{20, 300_00, 60, 300_00}, {30, 300_00, 60, 0}}) {
		t.Errorf("what is left: %+v", got)
	}
	must(t, w, repay(1, 600_00))
	if v := bank(t, w); v.Loans[0].Left != 0 || v.Loans[0].Repaid != 15 {
		t.Errorf("repaid: %+v", v.Loans)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
	profitBy(t, w)
}

// What the bank refuses, and that a refusal changes nothing.
func TestWhatTheBankDoesNotLend(t *testing.T) {
	w := lending(t)
	refuse := func(name string, c sim.Command, field string) {
		t.Helper()
		before := w.StateDigest()
		var r *sim.Rejection
		if err := w.Apply(c); !errors.As(err, &r) || r.Field != field || r.Text.Zh == "" {
			t.Errorf("%s: %v, want a refusal of %s", name, err, field)
		}
		if w.StateDigest() != before {
			t.Errorf("%s: refused, and changed the world", name)
		}
	}
	refuse("less than the least", take(499_99, 30), "minor")
	refuse("more than half of what the shop is worth", take(2_500_01, 30), "minor")
	refuse("too short a term", take(1_000_00, 9), "days")
	refuse("too long a term", take(1_000_00, 41), "days")
	refuse("nothing to repay", repay(1, 1), "loan")
	must(t, w, take(2_400_00, 40))
	refuse("less is left to lend than the least", take(500_00, 30), "minor")
	refuse("more than was borrowed", repay(1, 2_400_01), "minor")
	must(t, w, bowls(365, false)) // 7,300.00 of the 7,400.00
	refuse("more than the account holds", repay(1, 2_000_00), "minor")
	must(t, w, bowls(200, true))
	for !credit(t, w).Administered {
		step(t, w)
	}
	refuse("under administration", take(500_00, 30), "minor")
	plain := smallEmpty(t, 1)
	must(t, plain, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	if err := plain.Apply(take(500_00, 30)); err == nil {
		t.Error("a loan where no bank lends")
	}
}

func credit(t testing.TB, w *sim.World) *sim.CreditView {
	t.Helper()
	v, err := w.CreditOf(1)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
