package books

import (
	"fmt"

	"github.com/shopspring/decimal"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// reader is a shop's books with what is needed to tell them.
type reader struct {
	w          *sim.World
	s          *scenario.Scenario
	view       *sim.ShopView
	book       *ledger.Book
	statements *ledger.Statements // of the whole run
	names      map[string]scenario.Text
}

func (r *reader) date(day int) string { return (r.s.Start + scenario.Date(day)).String() }

func (r *reader) home() money.Currency { return r.book.Currencies[0] }

func (r *reader) amount(minor int64, currency int) money.Amount {
	return money.Amount{Minor: minor, Currency: r.book.Currencies[currency]}
}

func (r *reader) inHome(minor int64) money.Amount {
	return money.Amount{Minor: minor, Currency: r.home()}
}

// trialBalanceFirst is the row of the first account on the trial balance, which other sheets refer to.
const trialBalanceFirst = 2

var trialName = scenario.Text{Zh: "试算平衡", En: "Trial balance"}

// trialBalance is every account's balance by currency, debits positive. Each column sums to zero.
func (r *reader) trialBalance() Table {
	t := Table{ID: "trial-balance", Name: trialName, Head: []string{"科目", "Account"}, fixed: 2, bold: 1}
	total := []any{"合计（应为 0）", "Total (must be 0)"}
	for _, cur := range r.book.Currencies {
		t.Head = append(t.Head, string(cur))
	}
	for a := range ledger.Accounts {
		row := []any{ledger.Names[a].Zh, ledger.Names[a].En}
		for c := range r.book.Currencies {
			row = append(row, r.amount(r.book.Balance(a, c), c))
		}
		t.Rows = append(t.Rows, row)
	}
	for c, cur := range r.book.Currencies {
		sum := decimal.Zero
		for a := range ledger.Accounts {
			sum = sum.Add(r.amount(r.book.Balance(a, c), c).Decimal())
		}
		col := column(3 + c)
		places := cur.Exponent()
		total = append(total, Formula{fmt.Sprintf("ROUND(SUM(%s%d:%s%d),%d)", col, trialBalanceFirst, col, len(t.Rows)+1, places), sum, places})
	}
	t.Rows = append(t.Rows, total)
	return t
}

// ofTrial is the cell of an account's home-currency balance on the trial balance.
func ofTrial(a ledger.Account) string {
	return fmt.Sprintf("'%s %s'!C%d", trialName.Zh, trialName.En, trialBalanceFirst+int(a))
}

// weeks are the periods of the statements: seven days each from the first, the last up to now.
func weeks(day int) (out []ledger.Period) {
	const week = 7
	for from := 0; from <= day; from += week {
		out = append(out, ledger.Period{From: from, To: min(from+week-1, day)})
	}
	return out
}

// statement is a table of home-currency figures under construction: a row a line, a column a week.
type statement struct {
	Table
	r     *reader
	total bool // with a column that sums the weeks
}

func (r *reader) statement(id string, name scenario.Text, total bool) *statement {
	t := &statement{Table: Table{ID: id, Name: name, Head: []string{"科目", "Item"}, fixed: 2, bold: 1}, r: r, total: total}
	for _, p := range r.statements.Periods {
		if total {
			t.Head = append(t.Head, r.date(p.From)+" – "+r.date(p.To))
		} else {
			t.Head = append(t.Head, r.date(p.To))
		}
	}
	if total {
		t.Head = append(t.Head, "合计 Total "+string(r.home()))
	}
	return t
}

// row adds a line and returns the row's number in the sheet.
func (t *statement) row(name scenario.Text, home []int64) int {
	at := len(t.Rows) + 2
	row := []any{name.Zh, name.En}
	var sum int64
	for _, v := range home {
		row = append(row, t.r.inHome(v))
		sum += v
	}
	if t.total {
		row = append(row, t.formula(fmt.Sprintf("SUM(%s%d:%s%d)", column(3), at, column(2+len(home)), at), sum))
	}
	t.Rows = append(t.Rows, row)
	return at
}

// computed adds a line of formulas: expr gives that of a column, by its letter.
func (t *statement) computed(name scenario.Text, home []int64, expr func(col string) string) int {
	row := []any{name.Zh, name.En}
	var sum int64
	for i, v := range home {
		row = append(row, t.formula(expr(column(3+i)), v))
		sum += v
	}
	if t.total {
		row = append(row, t.formula(expr(column(3+len(home))), sum))
	}
	t.Rows = append(t.Rows, row)
	return len(t.Rows) + 1
}

func (t *statement) formula(expr string, minor int64) Formula {
	places := t.r.home().Exponent()
	return Formula{fmt.Sprintf("ROUND(%s,%d)", expr, places), t.r.inHome(minor).Decimal(), places}
}

// sum is the formula of the rows from first to last, if there are any.
func sum(first, last int) func(string) string {
	if last < first {
		return func(string) string { return "0" }
	}
	return func(col string) string { return fmt.Sprintf("SUM(%s%d:%s%d)", col, first, col, last) }
}

func negative(home []int64) []int64 {
	out := make([]int64, len(home))
	for i, v := range home {
		out[i] = -v
	}
	return out
}

// profitAndLoss is income less expense by account and week, with the exchange differences, realised and not. Its sum is
// the profit of the leaderboard.
func (r *reader) profitAndLoss() Table {
	s := r.statements
	t := r.statement("profit-and-loss", scenario.Text{Zh: "利润表", En: "Profit and loss"}, true)
	for _, l := range s.Profit {
		t.row(ledger.Names[l.Account], l.Home)
	}
	t.computed(scenario.Text{Zh: "利润", En: "Profit"}, s.Result, sum(2, len(t.Rows)+1))
	return t.Table
}

// balanceSheet is what the shop has, what it owes and whose it is, at each week's end and now. Its last line is zero.
func (r *reader) balanceSheet() Table {
	s := r.statements
	t := r.statement("balance-sheet", scenario.Text{Zh: "资产负债表", En: "Balance sheet"}, false)
	var assets, debts int
	side := func(kind ledger.Kind, total scenario.Text) int {
		first := len(t.Rows) + 2
		all := make([]int64, len(s.Periods))
		for _, l := range s.Sheet {
			if l.Account.Kind() != kind {
				continue
			}
			home := l.Home
			if kind == ledger.Liability {
				home = negative(home)
			}
			t.row(ledger.Names[l.Account], home)
			for i, v := range home {
				all[i] += v
			}
		}
		return t.computed(total, all, sum(first, len(t.Rows)+1))
	}
	assets = side(ledger.Asset, scenario.Text{Zh: "资产合计", En: "Total assets"})
	debts = side(ledger.Liability, scenario.Text{Zh: "负债合计", En: "Total liabilities"})
	first := t.row(ledger.Names[ledger.Capital], s.Capital)
	last := t.row(scenario.Text{Zh: "未分配利润", En: "Retained profit"}, s.Retained)
	equity := t.computed(scenario.Text{Zh: "所有者权益合计", En: "Total equity"}, s.Worth, sum(first, last))
	t.computed(scenario.Text{Zh: "资产减负债和权益（应为 0）", En: "Assets less liabilities and equity (must be 0)"}, make([]int64, len(s.Periods)),
		func(col string) string { return fmt.Sprintf("%s%d-%s%d-%s%d", col, assets, col, debts, col, equity) })
	return t.Table
}

// cashFlow is what came in and went out by the direct method, and the cash at each week's end: its last line is zero.
func (r *reader) cashFlow() Table {
	s := r.statements
	t := r.statement("cash-flow", scenario.Text{Zh: "现金流量表", En: "Cash flow"}, false)
	first := t.row(scenario.Text{Zh: "期初现金", En: "Opening cash"}, s.Opening)
	for _, l := range s.Cash {
		t.row(ledger.CashLineNames[l.Line], l.Home)
	}
	closing := t.computed(scenario.Text{Zh: "期末现金", En: "Closing cash"}, s.Closing, sum(first, len(t.Rows)+1))
	bank := t.row(scenario.Text{Zh: "资产负债表上的银行存款", En: "Cash at bank on the balance sheet"}, s.Closing)
	t.computed(scenario.Text{Zh: "差额（应为 0）", En: "Difference (must be 0)"}, make([]int64, len(s.Periods)),
		func(col string) string { return fmt.Sprintf("%s%d-%s%d", col, closing, col, bank) })
	return t.Table
}
