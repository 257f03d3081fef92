package sim

import (
	"fmt"
	"slices"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Books is what a shop's double entry comes to: every account's balances, the profit and loss, and the newest postings.
type Books struct {
	Home          money.Currency  `json:"home"`
	Accounts      []BookAccount   `json:"accounts"` // with a balance in some currency
	ProfitAndLoss []StatementLine `json:"profit_and_loss"`
	Profit        int64           `json:"profit"` // the sum of ProfitAndLoss, home currency
	Journal       []JournalLine   `json:"journal"`
	Lines         int             `json:"lines"` // of the whole journal
}

// BookAccount is an account with its balances; debits are positive.
type BookAccount struct {
	ID       ledger.Account `json:"id"`
	Code     string         `json:"code"` // in the chart of accounts
	Name     scenario.Text  `json:"name"`
	Kind     ledger.Kind    `json:"kind"`
	Balances []money.Amount `json:"balances"` // that are not zero
	Home     int64          `json:"home"`
}

// StatementLine is a line of the profit and loss statement: income positive, expense negative.
type StatementLine struct {
	Account ledger.Account `json:"account"`
	Name    scenario.Text  `json:"name"`
	Home    int64          `json:"home"`
}

// JournalLine is one side of a posting; lines of a posting share its number. Debits are positive.
type JournalLine struct {
	Posting  int            `json:"posting"`
	Day      int            `json:"day"`
	Cause    scenario.Text  `json:"cause"`
	About    scenario.Text  `json:"about"` // the purchase, consignment, marketplace … behind it
	Account  ledger.Account `json:"account"`
	Name     scenario.Text  `json:"name"`
	Minor    int64          `json:"minor"`
	Currency money.Currency `json:"currency"`
	Home     int64          `json:"home"` // what it is worth in the books
}

// Books are a shop's books with the newest lines of its journal, at most so many, newest first. Amounts that stand in the
// balance sheet are worth today's reference rates, income and expense what they are worth in the books; the lines of the
// profit and loss sum to the shop's profit exactly.
func (w *World) Books(number, lines int) (*Books, error) {
	b, err := w.Journal(number)
	if err != nil {
		return nil, err
	}
	st, err := w.Statements(number, []ledger.Period{{From: 0, To: w.st.Day}})
	if err != nil {
		return nil, err
	}
	out := &Books{
		Home:          w.currencies[0],
		Accounts:      []BookAccount{},
		ProfitAndLoss: []StatementLine{},
		Profit:        st.Retained[0],
		Journal:       []JournalLine{},
		Lines:         b.Journal.Len(),
	}
	for _, a := range ledger.ByCode {
		row := BookAccount{ID: a, Code: a.Code(), Name: ledger.Names[a], Kind: a.Kind(), Balances: []money.Amount{}}
		for c, cur := range w.currencies {
			row.Home += b.Home[c][a]
			if v := b.Balance(a, c); v != 0 {
				row.Balances = append(row.Balances, money.Amount{Minor: v, Currency: cur})
			}
		}
		if i := slices.IndexFunc(st.Sheet, func(l ledger.SheetLine) bool { return l.Account == a }); i >= 0 {
			row.Home = st.Sheet[i].Home[0]
		}
		if len(row.Balances) > 0 || row.Home != 0 && a.BalanceSheet() {
			out.Accounts = append(out.Accounts, row)
		}
	}
	for _, l := range st.Profit {
		out.ProfitAndLoss = append(out.ProfitAndLoss, StatementLine{l.Account, ledger.Names[l.Account], l.Home[0]})
	}
	for i := b.Journal.Len() - 1; i >= 0 && len(out.Journal) < lines; i-- {
		e := b.Journal.At(i)
		out.Journal = append(out.Journal, JournalLine{
			Posting:  int(e.Posting),
			Day:      int(e.Day),
			Cause:    ledger.CauseNames[e.Cause],
			About:    w.About(e.Ref()),
			Account:  e.Account,
			Name:     ledger.Names[e.Account],
			Minor:    e.Minor,
			Currency: b.Currencies[e.Currency],
			Home:     e.Home,
		})
	}
	return out, nil
}

// Statements are the three statements of a shop's books over periods that follow each other.
func (w *World) Statements(number int, periods []ledger.Period) (*ledger.Statements, error) {
	b, err := w.Journal(number)
	if err != nil {
		return nil, err
	}
	sh := &w.st.Shops[number-1]
	return b.Statements(periods, func(day int) (c ledger.Closing, err error) {
		if c.Rates, err = w.fx.Fix(w.currencies, w.currencies[0], w.s.Start+scenario.Date(day)); err != nil {
			return c, err
		}
		c.Forwards, err = w.forwardsWorth(sh, day)
		return c, err
	})
}

// About says what a posting is about, so that a reader finds it in the rooms.
func (w *World) About(r ledger.Ref) scenario.Text {
	t := ledger.SubjectNames[r.Subject]
	switch {
	case r.Subject == ledger.AMarket:
		return w.s.Marketplaces[r.Number-1].Name
	case r.Number > 0:
		return scenario.Text{Zh: fmt.Sprintf("%s %d", t.Zh, r.Number), En: fmt.Sprintf("%s %d", t.En, r.Number)}
	}
	return t
}
