package sim

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

// TakeLoan borrows an amount of the home currency from the bank for a term, to be repaid in instalments.
type TakeLoan struct {
	Minor int64 `json:"minor"`
	Days  int   `json:"days"`
}

// RepayLoan repays an amount of a loan's principal before its day.
type RepayLoan struct {
	Loan  int   `json:"loan"` // number
	Minor int64 `json:"minor"`
}

// loan is money borrowed from the bank.
type loan struct {
	Minor  int64 // borrowed
	Left   int64 // of it to be repaid
	Made   int
	Due    int   // day of the last instalment
	Next   int   // day of the next
	Since  int   // day from which interest runs up
	Run    int64 // interest that has run up since, booked and not yet paid
	Repaid int   // day on which nothing was left; −1 before
}

// Instalment is a day on which a part of a loan is repaid with the interest that has run up.
type Instalment struct {
	Day       int   `json:"day"`
	Principal int64 `json:"principal"`
	Interest  int64 `json:"interest"`
	Left      int64 `json:"left"` // after it
}

// interest is what an amount owes on a loan for some days, home currency, rounded half up.
func (w *World) interest(minor int64, days int) int64 {
	return decimal.NewFromInt(minor).Mul(w.s.Lending.Loan.Annual).Mul(decimal.NewFromInt(int64(days))).DivRound(decimal.NewFromInt(365), 0).IntPart()
}

// instalment is the principal of a loan's next instalment: an equal part for each that is to come.
func (w *World) instalment(l *loan) int64 {
	every := w.s.Lending.Loan.Every
	if left := (l.Due-l.Next+every-1)/every + 1; left > 1 {
		return l.Left / int64(left)
	}
	return l.Left
}

// schedule are the instalments of a loan that are to come.
func (w *World) schedule(l loan) []Instalment {
	all := []Instalment{}
	for l.Left > 0 {
		p := Instalment{Day: l.Next, Principal: w.instalment(&l), Interest: max(w.interest(l.Left, l.Next-l.Since), l.Run)}
		l.Left -= p.Principal
		p.Left = l.Left
		l.Since, l.Run, l.Next = l.Next, 0, min(l.Next+w.s.Lending.Loan.Every, l.Due)
		all = append(all, p)
	}
	return all
}

// lendable is how much more the bank would lend a shop: within its ceiling, and within a share of what the shop is worth.
func (w *World) lendable(n int, sh *shop) (int64, error) {
	t := &w.s.Lending.Loan
	worth, err := w.Equity(n + 1)
	if err != nil {
		return 0, err
	}
	most := min(decimal.NewFromInt(max(worth, 0)).Mul(t.Worth).RoundDown(0).IntPart(), t.Ceiling.Minor)
	return max(most+sh.Book.Balance(ledger.Loan, 0), 0), nil
}

// borrow is the loan that a shop asks for, or why the bank refuses it.
func (w *World) borrow(n int, sh *shop, c *TakeLoan) (l loan, err error) {
	if w.s.Lending == nil {
		return l, reject("minor", "本剧本没有银行贷款", "the scenario has no bank loans")
	}
	t, home := &w.s.Lending.Loan, w.currencies[0]
	if c.Days < t.LeastTo || c.Days > t.MostTo {
		return l, reject("days", "贷款期限应在 %d 到 %d 天之间", "the term must lie between %d and %d days", t.LeastTo, t.MostTo)
	}
	if sh.Administered {
		return l, reject("minor", "店铺处于托管中，银行不放款：先还清透支", "the bank lends nothing to a shop under administration: repay the overdraft first")
	}
	most, err := w.lendable(n, sh)
	if err != nil {
		return l, err
	}
	switch {
	case most < t.Least.Minor:
		return l, reject(
			"minor",
			"银行不再放款：贷款总额不超过 %[1]s，也不超过净资产的 %[2]s%%",
			"the bank lends no more: all loans together stay within %[1]s and %[2]s %% of the shop's worth",
			t.Ceiling,
			t.Worth.Shift(2),
		)
	case c.Minor < t.Least.Minor || c.Minor > most:
		return l, reject("minor", "金额应在 %s 到 %s 之间", "the amount must lie between %s and %s", t.Least, money.Amount{Minor: most, Currency: home})
	}
	today := w.st.Day
	return loan{Minor: c.Minor, Left: c.Minor, Made: today, Due: today + c.Days, Next: min(today+t.Every, today+c.Days), Since: today, Repaid: -1}, nil
}

func aLoan(i int) ledger.Ref { return ledger.Ref{Subject: ledger.ALoan, Number: uint32(i + 1)} }

func (w *World) takeLoan(n int, sh *shop, c *TakeLoan) error {
	l, err := w.borrow(n, sh, c)
	if err != nil {
		return err
	}
	if err := sh.Book.Move(w.st.Day, ledger.LoanDrawn, aLoan(len(sh.Loans)), l.Minor, ledger.Bank, ledger.Loan); err != nil {
		return err
	}
	sh.Loans = append(sh.Loans, l)
	return nil
}

// repayLoan repays principal early, for a fee; with the last of it goes the interest that has run up.
func (w *World) repayLoan(sh *shop, c *RepayLoan) error {
	i := c.Loan - 1
	if i < 0 || i >= len(sh.Loans) || sh.Loans[i].Left == 0 {
		return reject("loan", "没有可还的 %d 号贷款", "there is no loan %d to repay", c.Loan)
	}
	l, home := &sh.Loans[i], w.currencies[0]
	if c.Minor < 1 || c.Minor > l.Left {
		return reject(
			"minor",
			"金额应大于 0，且不超过未还本金 %s",
			"the amount must be greater than 0 and at most the %s that are left",
			money.Amount{Minor: l.Left, Currency: home},
		)
	}
	fee := decimal.NewFromInt(c.Minor).Mul(w.s.Lending.Loan.Early).RoundUp(0).IntPart()
	costs := c.Minor + fee + max(w.interest(l.Left, w.st.Day-l.Since), l.Run)
	if cash := sh.Book.Balance(ledger.Bank, 0); costs > cash {
		return reject(
			"minor",
			"本金、利息和违约金共 %s，账上只有 %s",
			"principal, interest and fee are %s, the account holds %s",
			money.Amount{Minor: costs, Currency: home},
			money.Amount{Minor: cash, Currency: home},
		)
	}
	if err := w.runUp(sh, i); err != nil {
		return err
	}
	if err := sh.Book.Move(w.st.Day, ledger.LoanRepaid, aLoan(i), fee, ledger.Financing, ledger.Bank); err != nil {
		return err
	}
	return w.payOff(sh, i, c.Minor)
}

// runUp books the interest that has run up on a loan.
func (w *World) runUp(sh *shop, i int) error {
	l := &sh.Loans[i]
	v := w.interest(l.Left, w.st.Day-l.Since) - l.Run
	if v <= 0 {
		return nil
	}
	l.Run += v
	return sh.Book.Move(w.st.Day, ledger.InterestRun, aLoan(i), v, ledger.Interest, ledger.InterestDue)
}

// payOff repays principal with all the interest that has run up.
func (w *World) payOff(sh *shop, i int, principal int64) error {
	l := &sh.Loans[i]
	if err := sh.Book.Move(w.st.Day, ledger.LoanRepaid, aLoan(i), principal, ledger.Loan, ledger.Bank); err != nil {
		return err
	}
	if err := sh.Book.Move(w.st.Day, ledger.InterestRun, aLoan(i), l.Run, ledger.InterestDue, ledger.Bank); err != nil {
		return err
	}
	l.Left, l.Since, l.Run = l.Left-principal, w.st.Day, 0
	if l.Left == 0 {
		l.Repaid = w.st.Day
	}
	return nil
}

// loansDue runs up the day's interest and pays the instalments of the day, whatever the account holds.
func (w *World) loansDue(n int, sh *shop) error {
	for i := range sh.Loans {
		l := &sh.Loans[i]
		if l.Left == 0 {
			continue
		}
		if err := w.runUp(sh, i); err != nil {
			return err
		}
		if l.Next > w.st.Day {
			continue
		}
		principal := w.instalment(l)
		paid := principal + l.Run
		if err := w.payOff(sh, i, principal); err != nil {
			return err
		}
		l.Next = min(l.Next+w.s.Lending.Loan.Every, l.Due)
		w.event(n, Event{Kind: "loan_paid", Minor: paid, Money: string(w.currencies[0]), Count: int64(i + 1)})
	}
	return nil
}

// LoanQuote is what a loan would cost.
type LoanQuote struct {
	Instalments []Instalment `json:"instalments"`
	Interest    int64        `json:"interest"` // of all of them
}

// QuoteLoan is the bank's answer to a loan before it is taken.
func (w *World) QuoteLoan(number int, c TakeLoan) (*LoanQuote, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	l, err := w.borrow(number-1, &w.st.Shops[number-1], &c)
	if err != nil {
		return nil, err
	}
	q := &LoanQuote{Instalments: w.schedule(l)}
	for _, p := range q.Instalments {
		q.Interest += p.Interest
	}
	return q, nil
}

// BankView is what a bank lends a shop, and what it has lent.
type BankView struct {
	Least   int64           `json:"least"`
	Most    int64           `json:"most"` // that it would still lend
	Ceiling int64           `json:"ceiling"`
	Worth   decimal.Decimal `json:"worth"` // share of the shop's worth that it lends at most
	LeastTo int             `json:"min_days"`
	MostTo  int             `json:"max_days"`
	Every   int             `json:"every"`
	Annual  decimal.Decimal `json:"annual"`
	Early   decimal.Decimal `json:"early"`
	Loans   []LoanView      `json:"loans"` // newest first
}

// LoanView is a loan as its shop sees it.
type LoanView struct {
	Number   int          `json:"number"`
	Minor    int64        `json:"minor"`
	Left     int64        `json:"left"`
	Made     int          `json:"made"`
	Due      int          `json:"due"`
	Run      int64        `json:"run"`    // interest that has run up
	Repaid   int          `json:"repaid"` // day; −1 before
	Schedule []Instalment `json:"schedule"`
}

func (w *World) bankView(n int, sh *shop) (*BankView, error) {
	if w.s.Lending == nil {
		return nil, nil
	}
	most, err := w.lendable(n, sh)
	if err != nil {
		return nil, err
	}
	t := &w.s.Lending.Loan
	v := &BankView{
		Least:   t.Least.Minor,
		Most:    most,
		Ceiling: t.Ceiling.Minor,
		Worth:   t.Worth,
		LeastTo: t.LeastTo,
		MostTo:  t.MostTo,
		Every:   t.Every,
		Annual:  t.Annual,
		Early:   t.Early,
		Loans:   []LoanView{},
	}
	for i := len(sh.Loans) - 1; i >= 0; i-- {
		l := &sh.Loans[i]
		v.Loans = append(v.Loans, LoanView{i + 1, l.Minor, l.Left, l.Made, l.Due, l.Run, l.Repaid, w.schedule(*l)})
	}
	return v, nil
}
