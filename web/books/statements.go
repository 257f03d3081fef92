package books

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// reader is a shop's books with what is needed to tell them.
type reader struct {
	w     *sim.World
	s     *scenario.Scenario
	view  *sim.ShopView
	book  *ledger.Book
	rates []decimal.Decimal // home currency for one unit, by the book's currency
	names map[string]scenario.Text
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

// profitAndLoss is income less expense by account and currency, converted at the reference rates of the world's day.
// Its sum is the profit of the leaderboard, up to the rounding of the conversions.
func (r *reader) profitAndLoss() Table {
	n := len(r.book.Currencies)
	homeCol := column(3 + n)
	places := r.home().Exponent()
	t := Table{ID: "profit-and-loss", Name: scenario.Text{Zh: "利润表", En: "Profit and loss"}, Head: []string{"科目", "Account"}, fixed: 2, bold: 3}
	rate := []any{fmt.Sprintf("参考汇率（%s）", r.w.Date()), fmt.Sprintf("Reference rate (%s)", r.w.Date())}
	for c, cur := range r.book.Currencies {
		t.Head = append(t.Head, string(cur))
		rate = append(rate, r.rates[c])
	}
	t.Head = append(t.Head, fmt.Sprintf("折合 In %s", r.home()))
	t.Rows = append(t.Rows, append(rate, nil))
	first := len(t.Rows) + 2
	total := decimal.Zero
	line := func(a ledger.Account) {
		row := []any{ledger.Names[a].Zh, ledger.Names[a].En}
		var terms []string
		sum := decimal.Zero
		at := len(t.Rows) + 2
		for c := range r.book.Currencies {
			v := r.amount(-r.book.Balance(a, c), c)
			row = append(row, v)
			terms = append(terms, fmt.Sprintf("%s%d*%s$2", column(3+c), at, column(3+c)))
			sum = sum.Add(v.Decimal().Mul(r.rates[c]))
		}
		sum = sum.Round(places)
		total = total.Add(sum)
		t.Rows = append(t.Rows, append(row, Formula{fmt.Sprintf("ROUND(%s,%d)", strings.Join(terms, "+"), places), sum, places}))
	}
	for a := range ledger.Accounts {
		if a.ProfitAndLoss() {
			line(a)
		}
	}
	line(ledger.Exchange)
	last := len(t.Rows) + 1
	blank := make([]any, n)
	foot := func(zh, en string, v any) {
		t.Rows = append(t.Rows, append(append([]any{zh, en}, blank...), v))
	}
	profit := r.inHome(r.view.Profit)
	foot("利润合计", "Profit", Formula{fmt.Sprintf("SUM(%s%d:%s%d)", homeCol, first, homeCol, last), total, places})
	foot("排行榜利润", "Profit on the leaderboard", profit)
	foot("折算尾差", "Rounding of the conversion", Formula{fmt.Sprintf("ROUND(%s%d-%s%d,%d)", homeCol, last+1, homeCol, last+2, places), total.Sub(profit.Decimal()), places})
	return t
}
