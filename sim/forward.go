package sim

import (
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/draw"
	"chuhai/sim/fx"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// FinanceDecision is a decision of the finance room. Exactly one of its parts is given.
type FinanceDecision struct {
	Forward *SellForward  `json:"forward,omitempty"`
	Close   *CloseForward `json:"close,omitempty"`
	Advance *AskAdvance   `json:"advance,omitempty"`
	File    *FileReturn   `json:"file,omitempty"`
	Claim   *ClaimRefund  `json:"claim,omitempty"`
	Loan    *TakeLoan     `json:"loan,omitempty"`
	Repay   *RepayLoan    `json:"repay,omitempty"`
}

// SellForward agrees with the bank to sell an amount of a foreign currency in so many days, at a rate fixed today (锁汇).
type SellForward struct {
	Sell money.Amount `json:"sell"`
	Days int          `json:"days"`
}

// CloseForward ends a contract before its day, at the bank's rate of today for the days that are left.
type CloseForward struct {
	Forward int `json:"forward"` // number
}

// contract is a forward contract.
type contract struct {
	Currency int
	Minor    int64           // sold
	Rate     decimal.Decimal // home currency for one unit
	Made     int
	Due      int
	Margin   int64 // deposited, home currency
	Ended    int   // day; −1 while it runs
	How      string
	Result   int64 // once ended
}

// open reports whether the contract runs at the end of a day.
func (k *contract) open(day int) bool { return k.Made <= day && (k.Ended < 0 || k.Ended > day) }

func (w *World) finance(n int, sh *shop, c *FinanceDecision) error {
	parts := 0
	for _, given := range []bool{c.Forward != nil, c.Close != nil, c.Advance != nil, c.File != nil, c.Claim != nil, c.Loan != nil, c.Repay != nil} {
		if given {
			parts++
		}
	}
	if parts != 1 {
		return reject("finance", "应恰好包含一个资金决定，收到 %d 个", "want exactly one decision of finance, found %d", parts)
	}
	switch {
	case c.Forward != nil:
		return w.sellForward(sh, c.Forward)
	case c.Close != nil:
		return w.closeForward(n, sh, c.Close)
	case c.Advance != nil:
		return w.advance(sh, c.Advance)
	case c.File != nil:
		return w.fileReturn(sh, c.File)
	case c.Loan != nil:
		return w.takeLoan(n, sh, c.Loan)
	case c.Repay != nil:
		return w.repayLoan(sh, c.Repay)
	}
	return w.claimRefund(sh)
}

// worthAt is an amount of a currency at a rate, home currency, rounded half up.
func (w *World) worthAt(currency int, minor int64, rate decimal.Decimal) (int64, error) {
	v, err := money.FromDecimal(money.Amount{Minor: minor, Currency: w.currencies[currency]}.Decimal().Mul(rate), w.currencies[0], money.HalfUp)
	return v.Minor, err
}

// hedgeable is how much of a currency a shop may still sell forward: what it holds and what marketplaces owe it, less
// what is sold already. Banks ask for the trade behind a forward (实需原则).
func (w *World) hedgeable(sh *shop, c int) int64 {
	free := sh.Book.Balance(ledger.Bank, c) + sh.Book.Balance(ledger.Transfer, c) + sh.Book.Balance(ledger.Platform, c)
	for i := range sh.Contracts {
		if k := &sh.Contracts[i]; k.Ended < 0 && k.Currency == c {
			free -= k.Minor
		}
	}
	return max(free, 0)
}

// terms of a forward that was asked for.
type forwardTerms struct {
	currency       int
	middle, rate   decimal.Decimal
	locked, margin int64
	free           int64
}

func (w *World) forwardTerms(sh *shop, c *SellForward) (t forwardTerms, err error) {
	e := w.s.Exchange
	if e == nil {
		return t, reject("sell", "本剧本没有远期外汇", "the scenario has no forwards")
	}
	t.currency = slices.Index(w.currencies, c.Sell.Currency)
	if t.currency <= 0 {
		return t, reject("sell", "不能远期卖出 %s", "cannot sell %s forward", c.Sell.Currency)
	}
	if c.Days < e.Forward.LeastTo || c.Days > e.Forward.MostTo {
		return t, reject("days", "期限应在 %d 到 %d 天之间", "the term must lie between %d and %d days", e.Forward.LeastTo, e.Forward.MostTo)
	}
	t.free = w.hedgeable(sh, t.currency)
	if c.Sell.Minor <= 0 {
		return t, reject("sell", "金额应大于 0", "the amount must be greater than 0")
	}
	if t.middle, err = w.fx.Forward(e, c.Sell.Currency, w.currencies[0], w.Date(), c.Days); err != nil {
		return t, err
	}
	t.rate = fx.Bid(t.middle, e.Forward.Spread)
	if t.locked, err = w.worthAt(t.currency, c.Sell.Minor, t.rate); err != nil {
		return t, reject("sell", "金额超出范围", "the amount is out of range")
	}
	t.margin = decimal.NewFromInt(t.locked).Mul(e.Forward.Margin).RoundUp(0).IntPart()
	return t, nil
}

func (w *World) sellForward(sh *shop, c *SellForward) error {
	t, err := w.forwardTerms(sh, c)
	if err != nil {
		return err
	}
	if c.Sell.Minor > t.free {
		return reject("sell", "金额应不超过尚未锁汇的余额和应收款 %s", "the amount must be at most what is held and receivable and not yet sold: %s", money.Amount{Minor: t.free, Currency: c.Sell.Currency})
	}
	if cash := sh.Book.Balance(ledger.Bank, 0); t.margin > cash {
		return reject("sell", "保证金 %s，账上只有 %s", "the margin is %s, the account holds %s", money.Amount{Minor: t.margin, Currency: w.currencies[0]}, money.Amount{Minor: cash, Currency: w.currencies[0]})
	}
	if err := sh.Book.Post(w.st.Day, ledger.ForwardMade, aForward(len(sh.Contracts)), ledger.Line{Account: ledger.Margin, Minor: t.margin}, ledger.Line{Account: ledger.Bank, Minor: -t.margin}); err != nil {
		return err
	}
	sh.Contracts = append(sh.Contracts, contract{Currency: t.currency, Minor: c.Sell.Minor, Rate: t.rate, Made: w.st.Day, Due: w.st.Day + c.Days, Margin: t.margin, Ended: -1})
	sh.mark(forwarded, 1)
	return nil
}

func aForward(i int) ledger.Ref { return ledger.Ref{Subject: ledger.AForward, Number: uint32(i + 1)} }

func (w *World) closeForward(n int, sh *shop, c *CloseForward) error {
	i := c.Forward - 1
	if i < 0 || i >= len(sh.Contracts) || sh.Contracts[i].Ended >= 0 {
		return reject("forward", "没有可平仓的 %d 号远期合约", "there is no forward %d to close", c.Forward)
	}
	k := &sh.Contracts[i]
	middle, err := w.fx.Forward(w.s.Exchange, w.currencies[k.Currency], w.currencies[0], w.Date(), max(k.Due-w.st.Day, 0))
	if err != nil {
		return err
	}
	result, err := w.worthAt(k.Currency, k.Minor, k.Rate.Sub(fx.Ask(middle, w.s.Exchange.Forward.Spread)))
	if err != nil {
		return err
	}
	return w.endForward(n, sh, i, "closed", result)
}

// forwardsDue settles the contracts of the day: the currency is delivered where the shop has it, else the difference to
// today's reference rate is paid.
func (w *World) forwardsDue(n int, sh *shop) error {
	for i := range sh.Contracts {
		k := &sh.Contracts[i]
		if k.Ended >= 0 || k.Due > w.st.Day {
			continue
		}
		locked, err := w.worthAt(k.Currency, k.Minor, k.Rate)
		if err != nil {
			return err
		}
		fair, err := w.inHome(money.Amount{Minor: k.Minor, Currency: w.currencies[k.Currency]})
		if err != nil {
			return err
		}
		how := "netted"
		if sh.Book.Balance(ledger.Bank, k.Currency) >= k.Minor {
			how = "delivered"
			if err := sh.Book.Swap(w.st.Day, ledger.ForwardEnded, aForward(i), k.Currency, k.Minor, 0, locked, ledger.Bank, ledger.ForwardGain); err != nil {
				return err
			}
		}
		if err := w.endForward(n, sh, i, how, locked-fair); err != nil {
			return err
		}
	}
	return nil
}

// endForward pays a contract's result, unless it was delivered, and gives the margin back.
func (w *World) endForward(n int, sh *shop, i int, how string, result int64) error {
	k := &sh.Contracts[i]
	paid := result
	if how == "delivered" {
		paid = 0
	}
	if err := sh.Book.Post(w.st.Day, ledger.ForwardEnded, aForward(i), ledger.Line{Account: ledger.Margin, Minor: -k.Margin}, ledger.Line{Account: ledger.ForwardGain, Minor: -paid},
		ledger.Line{Account: ledger.Bank, Minor: k.Margin + paid}); err != nil {
		return err
	}
	k.Ended, k.How, k.Result = w.st.Day, how, result
	w.event(n, Event{Kind: "forward_" + how, Count: int64(i + 1), Minor: result, Money: string(w.currencies[0])})
	return nil
}

// forwardWorth is what a running contract is worth on a day: the difference of its rate and the forward rate of that day
// for the days that are left.
func (w *World) forwardWorth(k *contract, day int) (int64, error) {
	middle, err := w.fx.Forward(w.s.Exchange, w.currencies[k.Currency], w.currencies[0], w.s.Start+scenario.Date(day), max(k.Due-day, 0))
	if err != nil {
		return 0, err
	}
	return w.worthAt(k.Currency, k.Minor, k.Rate.Sub(middle))
}

// forwardsWorth is what all of a shop's running contracts are worth at the end of a day.
func (w *World) forwardsWorth(sh *shop, day int) (sum int64, err error) {
	for i := range sh.Contracts {
		k := &sh.Contracts[i]
		if !k.open(day) {
			continue
		}
		v, err := w.forwardWorth(k, day)
		if err != nil {
			return 0, err
		}
		sum += v
	}
	return sum, nil
}

// ForwardView is a forward contract as its shop sees it.
type ForwardView struct {
	Number int            `json:"number"`
	Sell   money.Amount   `json:"sell"`
	Rate   string         `json:"rate"`
	Locked int64          `json:"locked"` // what it brings, home currency
	Margin int64          `json:"margin"`
	Made   int            `json:"made"`
	Due    int            `json:"due"`
	State  string         `json:"state"` // running, delivered, netted, closed
	Worth  int64          `json:"worth"` // running: what it is worth today; ended: its result
	Ended  int            `json:"ended"` // day; −1 while it runs
	Home   money.Currency `json:"home"`
}

// Forwards are a shop's forward contracts, newest first.
func (w *World) Forwards(number int) ([]ForwardView, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	sh := &w.st.Shops[number-1]
	out := []ForwardView{}
	for i := len(sh.Contracts) - 1; i >= 0; i-- {
		k := &sh.Contracts[i]
		v := ForwardView{
			Number: i + 1, Sell: money.Amount{Minor: k.Minor, Currency: w.currencies[k.Currency]}, Rate: k.Rate.String(), Margin: k.Margin, Made: k.Made, Due: k.Due, State: k.How,
			Worth: k.Result, Ended: k.Ended, Home: w.currencies[0],
		}
		var err error
		if v.Locked, err = w.worthAt(k.Currency, k.Minor, k.Rate); err != nil {
			return nil, err
		}
		if k.Ended < 0 {
			v.State = "running"
			if v.Worth, err = w.forwardWorth(k, w.st.Day); err != nil {
				return nil, err
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// HedgeQuote is what selling a currency forward would fix, beside what leaving it open may bring.
type HedgeQuote struct {
	Free       int64          `json:"free"`   // that may be sold forward, in the currency
	Spot       string         `json:"spot"`   // today's reference rate
	Middle     string         `json:"middle"` // the forward rate by interest alone
	Rate       string         `json:"rate"`   // the bank's
	Locked     int64          `json:"locked"` // what the amount would bring, home currency
	Margin     int64          `json:"margin"`
	Due        int            `json:"due"`        // day
	Volatility float64        `json:"volatility"` // of the rate, a year, over the last trading days
	Outcomes   []HedgeOutcome `json:"outcomes"`
}

// HedgeOutcome is what the amount brings when the rate has moved by so many standard deviations on the day.
type HedgeOutcome struct {
	Sigmas int    `json:"sigmas"`
	Rate   string `json:"rate"`
	Open   int64  `json:"open"`   // converted at that rate, home currency
	Hedged int64  `json:"hedged"` // with the forward: always the same
}

// QuoteForward is the bank's answer before a forward is agreed, with a calculation of what it is for. It calculates with
// more than may be sold, too.
func (w *World) QuoteForward(number int, c SellForward) (*HedgeQuote, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	t, err := w.forwardTerms(&w.st.Shops[number-1], &c)
	if err != nil {
		return nil, err
	}
	spot, err := w.fx.Cross(c.Sell.Currency, w.currencies[0], w.Date())
	if err != nil {
		return nil, err
	}
	q := &HedgeQuote{
		Free: t.free, Spot: spot.Round(6).String(), Middle: t.middle.String(), Rate: t.rate.String(), Locked: t.locked, Margin: t.margin, Due: w.st.Day + c.Days, Outcomes: []HedgeOutcome{},
	}
	if q.Volatility, err = w.volatility(c.Sell.Currency); err != nil {
		return nil, err
	}
	const year = 365
	sigma := float64(q.Volatility * draw.Sqrt(float64(c.Days)/year))
	for s := -2; s <= 2; s++ {
		rate := spot.Mul(decimal.NewFromFloat(draw.Exp(float64(sigma * float64(s))))).Round(6)
		open, err := w.worthAt(t.currency, c.Sell.Minor, rate)
		if err != nil {
			return nil, err
		}
		q.Outcomes = append(q.Outcomes, HedgeOutcome{s, rate.String(), open, t.locked})
	}
	return q, nil
}

// volatility is the standard deviation of a year's moves of a currency against the home currency, from the moves of the
// last sixty trading days.
func (w *World) volatility(c money.Currency) (float64, error) {
	const moves, days, tradingDays = 60, 100, 252
	var logs []float64
	for d := w.Date() - days; d <= w.Date(); d++ {
		if d.Weekday() > 5 {
			continue
		}
		x, err := w.fx.Cross(c, w.currencies[0], d)
		if err != nil {
			continue // before the first of the window
		}
		logs = append(logs, draw.Log(x.InexactFloat64()))
	}
	logs = logs[max(0, len(logs)-moves-1):]
	if len(logs) < 3 {
		return 0, nil
	}
	n := float64(len(logs) - 1)
	mean := (logs[len(logs)-1] - logs[0]) / n
	sum := 0.0
	for i := 1; i < len(logs); i++ {
		d := logs[i] - logs[i-1] - mean
		sum += float64(d * d)
	}
	return draw.Sqrt(float64(sum / (n - 1) * tradingDays)), nil
}
