package ledger

import "fmt"

// Period is a stretch of days, the first and the last included.
type Period struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Statements are the three statements of a book over periods that follow each other, in the home currency. They are
// computed from the journal alone, and from the reference rates at the periods' ends.
type Statements struct {
	Periods  []Period
	Profit   []ProfitLine // accounts that moved, in the order of their codes; they sum to Result
	Result   []int64      // profit, by period
	Sheet    []SheetLine  // accounts that stand at some period's end; they sum to Worth
	Worth    []int64      // assets less liabilities, at each period's end
	Capital  []int64      // paid in, up to each period's end
	Retained []int64      // profit up to each period's end: Capital and Retained are Worth
	Cash     []CashRow    // lines that moved, in the order of the statement; they sum to the change of cash
	Opening  []int64      // cash at each period's start
	Closing  []int64      // and at its end
}

// ProfitLine is an account of the profit and loss statement: income positive, expense negative, by period.
type ProfitLine struct {
	Account Account
	Home    []int64
}

// SheetLine is an account of the balance sheet at the periods' ends: assets positive, liabilities negative.
type SheetLine struct {
	Account Account
	Home    []int64
	Money   []int64 // by currency, at the last period's end
}

// CashRow is a line of the cash flow statement by period: receipts positive, payments negative.
type CashRow struct {
	Line CashLine
	Home []int64
}

// position is where a book stands while its journal is read.
type position struct {
	minor, home [][Accounts]int64 // by currency
}

// worth values an account at the given rates.
func (p *position) worth(a Account, rates Valuer) (sum int64, err error) {
	for c := range p.minor {
		v := p.minor[c][a]
		if v != 0 && c > 0 {
			if v, err = rates.Value(c, v); err != nil {
				return 0, err
			}
		}
		sum += v
	}
	return sum, nil
}

func (p *position) books(a Account) (sum int64) {
	for c := range p.home {
		sum += p.home[c][a]
	}
	return sum
}

// closed is what a book is worth at the end of a day.
type closed struct {
	accounts   [Accounts]int64 // of the balance sheet
	worth      int64
	unrealised int64 // of worth: not in the books
}

func (c *closed) cash() (sum int64) {
	for _, a := range worth {
		if a.Cash() {
			sum += c.accounts[a]
		}
	}
	return sum
}

func (p *position) close(end Closing) (c closed, err error) {
	for _, a := range worth {
		if c.accounts[a], err = p.worth(a, end.Rates); err != nil {
			return c, err
		}
		c.worth += c.accounts[a]
		c.unrealised += c.accounts[a] - p.books(a)
	}
	c.accounts[Forwards], c.worth = end.Forwards, c.worth+end.Forwards
	return c, nil
}

// Closing is what statements need to know of a day's end besides the journal: the reference rates, and what forwards that
// are not yet settled are worth, home currency.
type Closing struct {
	Rates    Valuer
	Forwards int64
}

// Statements are the statements over periods, which must ascend without a gap. closing tells of a day's end.
func (b *Book) Statements(periods []Period, closing func(day int) (Closing, error)) (*Statements, error) {
	for i, p := range periods {
		if p.From > p.To || p.From < 0 || i > 0 && p.From != periods[i-1].To+1 {
			return nil, fmt.Errorf("period %d from day %d to day %d does not follow the one before", i+1, p.From, p.To)
		}
	}
	n := len(periods)
	out := &Statements{
		Periods:  periods,
		Result:   make([]int64, n),
		Worth:    make([]int64, n),
		Capital:  make([]int64, n),
		Retained: make([]int64, n),
		Opening:  make([]int64, n),
		Closing:  make([]int64, n),
	}
	at := position{make([][Accounts]int64, len(b.Currencies)), make([][Accounts]int64, len(b.Currencies))}
	profit := make([][Accounts]int64, n)
	sheet := make([][Accounts]int64, n)
	cash := make([][CashLines]int64, n)
	next := 0
	read := func(until int, each func(*Entry)) {
		for ; next < b.Journal.Len(); next++ {
			e := b.Journal.At(next)
			if int(e.Day) > until {
				return
			}
			at.minor[e.Currency][e.Account] += e.Minor
			at.home[e.Currency][e.Account] += e.Home
			each(&e)
		}
	}
	before := closed{}
	if n > 0 && periods[0].From > 0 {
		read(periods[0].From-1, func(*Entry) {})
		end, err := closing(periods[0].From - 1)
		if err != nil {
			return nil, err
		}
		if before, err = at.close(end); err != nil {
			return nil, err
		}
	}
	for i, p := range periods {
		read(p.To, func(e *Entry) {
			switch {
			case e.Account.ProfitAndLoss():
				profit[i][e.Account] -= e.Home
			case e.Account.Cash():
				cash[i][e.Cause.Flow()] += e.Home
			}
		})
		end, err := closing(p.To)
		if err != nil {
			return nil, err
		}
		after, err := at.close(end)
		if err != nil {
			return nil, err
		}
		profit[i][FXUnrealised] += after.unrealised - before.unrealised
		profit[i][ForwardValue] += after.accounts[Forwards] - before.accounts[Forwards]
		for a := range profit[i] {
			out.Result[i] += profit[i][a]
		}
		sheet[i] = after.accounts
		out.Worth[i], out.Capital[i] = after.worth, -at.books(Capital)
		out.Retained[i] = out.Worth[i] - out.Capital[i]
		out.Opening[i], out.Closing[i] = before.cash(), after.cash()
		effect := out.Closing[i] - out.Opening[i]
		for l, v := range cash[i] {
			if CashLine(l) != NoFlow {
				effect -= v
			}
		}
		cash[i][NoFlow] = effect
		before = after
	}
	out.lines(profit, sheet, cash, &at)
	return out, nil
}

// lines lists what moved.
func (s *Statements) lines(profit, sheet [][Accounts]int64, cash [][CashLines]int64, at *position) {
	for _, a := range ByCode {
		switch {
		case a.ProfitAndLoss():
			if home, moved := column(profit, int(a)); moved {
				s.Profit = append(s.Profit, ProfitLine{a, home})
			}
		case a.BalanceSheet():
			home, moved := column(sheet, int(a))
			l := SheetLine{a, home, make([]int64, len(at.minor))}
			for c := range at.minor {
				l.Money[c] = at.minor[c][a]
				moved = moved || l.Money[c] != 0
			}
			if moved {
				s.Sheet = append(s.Sheet, l)
			}
		}
	}
	for _, l := range StatementOrder {
		home := make([]int64, len(cash))
		moved := false
		for i := range cash {
			home[i] = cash[i][l]
			moved = moved || home[i] != 0
		}
		if moved {
			s.Cash = append(s.Cash, CashRow{l, home})
		}
	}
}

func column(rows [][Accounts]int64, a int) (home []int64, moved bool) {
	home = make([]int64, len(rows))
	for i := range rows {
		home[i] = rows[i][a]
		moved = moved || home[i] != 0
	}
	return home, moved
}

// Tie checks that the statements agree: profit explains the change of worth, worth is capital and profit, and the lines
// of the cash flow explain the change of cash.
func (s *Statements) Tie() error {
	worth, capital := int64(0), int64(0)
	for i := range s.Periods {
		var profit, sheet, cash int64
		for _, l := range s.Profit {
			profit += l.Home[i]
		}
		for _, l := range s.Sheet {
			sheet += l.Home[i]
		}
		for _, l := range s.Cash {
			cash += l.Home[i]
		}
		switch {
		case profit != s.Result[i]:
			return fmt.Errorf("period %d: the lines of profit sum to %d, profit is %d", i+1, profit, s.Result[i])
		case sheet != s.Worth[i]:
			return fmt.Errorf("period %d: the lines of the balance sheet sum to %d, worth is %d", i+1, sheet, s.Worth[i])
		case i > 0 && s.Worth[i]-worth != profit+s.Capital[i]-capital:
			return fmt.Errorf("period %d: worth changed by %d, profit is %d and capital paid in %d", i+1, s.Worth[i]-worth, profit, s.Capital[i]-capital)
		case i == 0 && s.Periods[0].From == 0 && s.Retained[0] != profit:
			return fmt.Errorf("period 1: retained is %d, profit %d", s.Retained[0], profit)
		case s.Closing[i]-s.Opening[i] != cash:
			return fmt.Errorf("period %d: cash changed by %d, its lines sum to %d", i+1, s.Closing[i]-s.Opening[i], cash)
		case i > 0 && s.Opening[i] != s.Closing[i-1]:
			return fmt.Errorf("period %d opens with %d, the one before closed with %d", i+1, s.Opening[i], s.Closing[i-1])
		}
		worth, capital = s.Worth[i], s.Capital[i]
	}
	return nil
}
