package sim

import (
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// StatementsView is the three statements of a shop over periods that follow each other, in the home currency.
type StatementsView struct {
	Home     money.Currency  `json:"home"`
	Periods  []ledger.Period `json:"periods"`
	Profit   []StatementRow  `json:"profit"` // income positive, expense negative; they sum to Result
	Result   []int64         `json:"result"`
	Sheet    []StatementRow  `json:"sheet"` // at the periods' ends: assets positive, liabilities negative; they sum to Worth
	Worth    []int64         `json:"worth"`
	Capital  []int64         `json:"capital"`
	Retained []int64         `json:"retained"` // with Capital it is Worth
	Cash     []CashFlowRow   `json:"cash"`     // receipts positive, payments negative; they lead from Opening to Closing
	Opening  []int64         `json:"opening"`
	Closing  []int64         `json:"closing"`
}

// StatementRow is an account's line, by period.
type StatementRow struct {
	AccountName
	Kind ledger.Kind `json:"kind"`
	Home []int64     `json:"home"`
}

// CashFlowRow is a line of the cash flow statement, by period.
type CashFlowRow struct {
	Name     scenario.Text `json:"name"`
	Activity string        `json:"activity"` // operating, financing, exchange
	Home     []int64       `json:"home"`
}

// Periods divides the days up to today by "day", "week" or "run"; weeks begin with the first day.
func (w *World) Periods(by string) ([]ledger.Period, error) {
	length, ok := map[string]int{"day": 1, "week": 7, "run": w.st.Day + 1}[by]
	if !ok {
		return nil, reject("by", "应按 day、week 或 run 汇总", "divide by day, week or run")
	}
	var out []ledger.Period
	for from := 0; from <= w.st.Day; from += length {
		out = append(out, ledger.Period{From: from, To: min(from+length-1, w.st.Day)})
	}
	return out, nil
}

// StatementsView shows a shop's statements by "day", "week" or "run".
func (w *World) StatementsView(number int, by string) (*StatementsView, error) {
	periods, err := w.Periods(by)
	if err != nil {
		return nil, err
	}
	s, err := w.Statements(number, periods)
	if err != nil {
		return nil, err
	}
	v := &StatementsView{
		Home:     w.currencies[0],
		Periods:  s.Periods,
		Profit:   []StatementRow{},
		Result:   s.Result,
		Sheet:    []StatementRow{},
		Worth:    s.Worth,
		Capital:  s.Capital,
		Retained: s.Retained,
		Cash:     []CashFlowRow{},
		Opening:  s.Opening,
		Closing:  s.Closing,
	}
	row := func(a ledger.Account, home []int64) StatementRow {
		return StatementRow{AccountName{a, a.Code(), ledger.Names[a]}, a.Kind(), home}
	}
	for _, l := range s.Profit {
		v.Profit = append(v.Profit, row(l.Account, l.Home))
	}
	for _, l := range s.Sheet {
		v.Sheet = append(v.Sheet, row(l.Account, l.Home))
	}
	for _, l := range s.Cash {
		v.Cash = append(v.Cash, CashFlowRow{ledger.CashLineNames[l.Line], l.Line.Activity(), l.Home})
	}
	return v, nil
}
