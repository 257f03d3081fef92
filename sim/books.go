package sim

import (
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Books is what a shop's double entry comes to: every account's balances, the profit and loss, and the newest postings.
// Home figures are at today's reference rates.
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
	Name     scenario.Text  `json:"name"`
	Kind     string         `json:"kind"`     // asset, liability, equity, income, expense
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
	Account  ledger.Account `json:"account"`
	Name     scenario.Text  `json:"name"`
	Minor    int64          `json:"minor"`
	Currency money.Currency `json:"currency"`
}

// Books are a shop's books with the newest lines of its journal, at most so many, newest first. The profit and loss sums
// to the shop's profit exactly: the line of currency exchange takes what conversion and valuation gained or lost.
func (w *World) Books(number, lines int) (*Books, error) {
	b, err := w.Journal(number)
	if err != nil {
		return nil, err
	}
	out := &Books{Home: w.currencies[0], Accounts: []BookAccount{}, ProfitAndLoss: []StatementLine{}, Journal: []JournalLine{}, Lines: b.Journal.Len()}
	equity, err := w.Equity(number)
	if err != nil {
		return nil, err
	}
	out.Profit = equity - w.s.Home.Capital.Minor
	exchange := out.Profit
	for a := range ledger.Accounts {
		row := BookAccount{ID: a, Name: ledger.Names[a], Kind: a.Kind(), Balances: []money.Amount{}}
		for c, cur := range w.currencies {
			v := b.Balance(a, c)
			if v == 0 {
				continue
			}
			m := money.Amount{Minor: v, Currency: cur}
			row.Balances = append(row.Balances, m)
			home, err := w.inHome(m)
			if err != nil {
				return nil, err
			}
			row.Home += home
		}
		if len(row.Balances) == 0 {
			continue
		}
		out.Accounts = append(out.Accounts, row)
		if a.ProfitAndLoss() {
			out.ProfitAndLoss = append(out.ProfitAndLoss, StatementLine{a, row.Name, -row.Home})
			exchange += row.Home
		}
	}
	if exchange != 0 {
		out.ProfitAndLoss = append(out.ProfitAndLoss, StatementLine{ledger.Exchange, ledger.Names[ledger.Exchange], exchange})
	}
	for i := b.Journal.Len() - 1; i >= 0 && len(out.Journal) < lines; i-- {
		e := b.Journal.At(i)
		out.Journal = append(out.Journal, JournalLine{int(e.Posting), int(e.Day), ledger.CauseNames[e.Cause], e.Account, ledger.Names[e.Account], e.Minor, b.Currencies[e.Currency]})
	}
	return out, nil
}
