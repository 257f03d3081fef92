package sim_test

import (
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
)

// However the profit is divided, and over whichever days, the parts sum to it, account by account; the listings of a
// marketplace take all that their orders brought and cost, to the last minor unit.
func TestContributionsSumToTheProfit(t *testing.T) {
	w := small(t, 7)
	for w.Day() < 45 {
		step(t, w)
	}
	for _, p := range []ledger.Period{{From: 0, To: 45}, {From: 0, To: 6}, {From: 14, To: 20}, {From: 30, To: 30}} {
		st, err := w.Statements(1, []ledger.Period{p})
		if err != nil {
			t.Fatal(err)
		}
		if err := st.Tie(); err != nil {
			t.Fatal(err)
		}
		for _, by := range []string{"listing", "marketplace", "country"} {
			c, err := w.Contribution(1, p, by)
			if err != nil {
				t.Fatal(err)
			}
			sum, seen := int64(0), map[string]bool{}
			for i, a := range c.Accounts {
				column := int64(0)
				for _, r := range c.Rows {
					column += r.Home[i]
				}
				if a.ID != st.Profit[i].Account || column != st.Profit[i].Home[0] {
					t.Errorf("%v by %s: %s sums to %d, the statement says %d", p, by, a.Name.En, column, st.Profit[i].Home[0])
				}
			}
			for _, r := range c.Rows {
				sum += r.Contribution
				seen[r.Country] = true
				if by != "listing" || r.Listing > 0 || r.Marketplace == "" {
					continue
				}
				for i, a := range c.Accounts {
					if v := r.Home[i]; v != 0 && a.ID != ledger.BankCharge && a.ID != ledger.FXRealised {
						t.Errorf("%v: %d of %s on %s belongs to no listing", p, v, a.Name.En, r.Marketplace)
					}
				}
			}
			if sum != c.Profit || c.Profit != st.Result[0] {
				t.Errorf("%v by %s: the rows sum to %d, profit is %d, by the statement %d", p, by, sum, c.Profit, st.Result[0])
			}
			if p.From == 0 && p.To == 45 && by == "country" && (!seen["DE"] || !seen["PL"]) {
				t.Errorf("countries: %v", seen)
			}
		}
	}
	for name, bad := range map[string]func() error{
		"a day that has not come": func() error { _, err := w.Contribution(1, ledger.Period{From: 0, To: 99}, "listing"); return err },
		"by colour":               func() error { _, err := w.Contribution(1, ledger.Period{From: 0, To: 9}, "colour"); return err },
		"a shop that is not":      func() error { _, err := w.Contribution(9, ledger.Period{From: 0, To: 9}, "listing"); return err },
	} {
		if err := bad(); err == nil {
			t.Errorf("%s was divided", name)
		} else if _, ok := err.(*sim.Rejection); !ok {
			t.Errorf("%s: %v, want a rejection", name, err)
		}
	}
}
