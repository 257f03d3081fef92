package sim

import (
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/fx"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// SellForward agrees with the bank to sell an amount of a foreign currency in so many days, at a rate fixed today (锁汇).
type SellForward struct {
	Sell money.Amount `json:"sell"`
	Days int          `json:"days"`
}

// BuyForward agrees with the bank to buy an amount of a foreign currency in so many days, at a rate fixed today.
type BuyForward struct {
	Buy  money.Amount `json:"buy"`
	Days int          `json:"days"`
}

// forwardAsk is a forward that is asked for.
type forwardAsk struct {
	field  string // that names its amount
	buy    bool
	amount money.Amount
	days   int
}

func (c *SellForward) ask() forwardAsk { return forwardAsk{"sell", false, c.Sell, c.Days} }
func (c *BuyForward) ask() forwardAsk  { return forwardAsk{"buy", true, c.Buy, c.Days} }

// CloseForward ends a contract before its day, at the bank's rate of today for the days that are left.
type CloseForward struct {
	Forward int `json:"forward"` // number
}

// contract is a forward contract.
type contract struct {
	Currency int
	Buy      bool            // bought, not sold
	Minor    int64           // of the currency
	Rate     decimal.Decimal // home currency for one unit
	Made     int
	Due      int
	Margin   int64 // deposited, home currency
	Called   int64 // that the bank asks for besides; 0: nothing
	CallDue  int   // day by whose evening it is to be paid
	Ended    int   // day; −1 while it runs
	How      string
	Result   int64 // once ended
}

// open reports whether the contract runs at the end of a day.
func (k *contract) open(day int) bool { return k.Made <= day && (k.Ended < 0 || k.Ended > day) }

// worthAt is an amount of a currency at a rate, home currency, rounded half up.
func (w *World) worthAt(currency int, minor int64, rate decimal.Decimal) (int64, error) {
	v, err := money.FromDecimal(money.Amount{Minor: minor, Currency: w.currencies[currency]}.Decimal().Mul(rate), w.currencies[0], money.HalfUp)
	return v.Minor, err
}

// hedgeable is how much of a currency a shop may still sell forward: what it holds, and what marketplaces will pay it of
// what is sold, after their fees and what was paid early; less what is sold forward already. Banks ask for the trade behind
// a forward (实需原则).
func (w *World) hedgeable(sh *shop, c int, expected []Flow) int64 {
	free := sh.Book.Balance(ledger.Bank, c) + sh.Book.Balance(ledger.Transfer, c) + sh.Book.Balance(ledger.Advance, c)
	for _, f := range expected {
		if f.Currency == w.currencies[c] && slices.Contains([]string{"payout", "reserve", "under_way"}, f.Kind) {
			free += f.Minor
		}
	}
	return max(free-sh.running(c, false), 0)
}

// needed is how much of a currency a shop may still buy forward: what it owes in it, as VAT that it has collected or to a
// marketplace; less what is bought forward already.
func (w *World) needed(sh *shop, c int) int64 {
	owes := max(-sh.Book.Balance(ledger.TaxDue, c), 0) + max(-sh.Book.Balance(ledger.Platform, c), 0) + max(-sh.Book.Balance(ledger.Bank, c), 0)
	return max(owes-sh.running(c, true), 0)
}

// running is what a shop's contracts in a currency that have not ended buy or sell together.
func (sh *shop) running(c int, buy bool) (sum int64) {
	for i := range sh.Contracts {
		if k := &sh.Contracts[i]; k.Ended < 0 && k.Currency == c && k.Buy == buy {
			sum += k.Minor
		}
	}
	return sum
}

// terms of a forward that was asked for.
type forwardTerms struct {
	currency       int
	middle, rate   decimal.Decimal
	locked, margin int64
	free           int64
}

func (w *World) forwardTerms(n int, sh *shop, c forwardAsk) (t forwardTerms, err error) {
	e := w.s.Exchange
	if e == nil {
		return t, reject(c.field, "本剧本没有远期外汇", "the scenario has no forwards")
	}
	t.currency = slices.Index(w.currencies, c.amount.Currency)
	if t.currency <= 0 {
		return t, reject(c.field, "不能远期买卖 %s", "cannot buy or sell %s forward", c.amount.Currency)
	}
	if c.days < e.Forward.LeastTo || c.days > e.Forward.MostTo {
		return t, reject("days", "期限应在 %d 到 %d 天之间", "the term must lie between %d and %d days", e.Forward.LeastTo, e.Forward.MostTo)
	}
	if c.amount.Minor <= 0 {
		return t, reject(c.field, "金额应大于 0", "the amount must be greater than 0")
	}
	if t.middle, err = w.fx.Forward(e, c.amount.Currency, w.currencies[0], w.Date(), c.days); err != nil {
		return t, err
	}
	if c.buy {
		t.free, t.rate = w.needed(sh, t.currency), fx.Ask(t.middle, e.Forward.Spread)
	} else {
		t.rate = fx.Bid(t.middle, e.Forward.Spread)
		flows, err := w.expect(n + 1)
		if err != nil {
			return t, err
		}
		t.free = w.hedgeable(sh, t.currency, flows)
	}
	if t.locked, err = w.worthAt(t.currency, c.amount.Minor, t.rate); err != nil {
		return t, reject(c.field, "金额超出范围", "the amount is out of range")
	}
	t.margin = decimal.NewFromInt(t.locked).Mul(e.Forward.Margin).RoundUp(0).IntPart()
	return t, nil
}

func (w *World) agreeForward(n int, sh *shop, c forwardAsk) error {
	t, err := w.forwardTerms(n, sh, c)
	if err != nil {
		return err
	}
	if free := (money.Amount{Minor: t.free, Currency: c.amount.Currency}); c.amount.Minor > t.free {
		if c.buy {
			return reject(c.field, "金额应不超过尚未锁汇的应付外币 %s", "the amount must be at most what is owed in the currency and not yet bought: %s", free)
		}
		return reject(c.field, "金额应不超过尚未锁汇的余额和扣费后的应收款 %s", "the amount must be at most what is held and receivable after fees and not yet sold: %s", free)
	}
	if cash := sh.Book.Balance(ledger.Bank, 0); t.margin > cash {
		return reject(
			c.field,
			"保证金 %s，账上只有 %s",
			"the margin is %s, the account holds %s",
			money.Amount{Minor: t.margin, Currency: w.currencies[0]},
			money.Amount{Minor: cash, Currency: w.currencies[0]},
		)
	}
	if err := sh.Book.Move(w.st.Day, ledger.ForwardMade, aForward(len(sh.Contracts)), t.margin, ledger.Margin, ledger.Bank); err != nil {
		return err
	}
	sh.Contracts = append(
		sh.Contracts,
		contract{Currency: t.currency, Buy: c.buy, Minor: c.amount.Minor, Rate: t.rate, Made: w.st.Day, Due: w.st.Day + c.days, Margin: t.margin, Ended: -1},
	)
	sh.mark(forwarded, 1)
	return nil
}

func aForward(i int) ledger.Ref { return ledger.Ref{Subject: ledger.AForward, Number: uint32(i + 1)} }

func (w *World) closeForward(n int, sh *shop, c *CloseForward) error {
	i := c.Forward - 1
	if i < 0 || i >= len(sh.Contracts) || sh.Contracts[i].Ended >= 0 {
		return reject("forward", "没有可平仓的 %d 号远期合约", "there is no forward %d to close", c.Forward)
	}
	return w.closeOut(n, sh, i, "closed")
}

// closeOut ends a contract at the bank's rate of today for the days that are left.
func (w *World) closeOut(n int, sh *shop, i int, how string) error {
	k, e := &sh.Contracts[i], w.s.Exchange
	middle, err := w.fx.Forward(e, w.currencies[k.Currency], w.currencies[0], w.Date(), max(k.Due-w.st.Day, 0))
	if err != nil {
		return err
	}
	against := fx.Ask(middle, e.Forward.Spread)
	if k.Buy {
		against = fx.Bid(middle, e.Forward.Spread)
	}
	result, err := w.gain(k, against)
	if err != nil {
		return err
	}
	return w.endForward(n, sh, i, how, result)
}

// gain is what a contract gains against a rate.
func (w *World) gain(k *contract, rate decimal.Decimal) (int64, error) {
	if k.Buy {
		return w.worthAt(k.Currency, k.Minor, rate.Sub(k.Rate))
	}
	return w.worthAt(k.Currency, k.Minor, k.Rate.Sub(rate))
}

// forwardsDue settles the contracts of the day: they are delivered where the shop has what it sells, or the money for what
// it buys; else the difference to today's reference rate is paid.
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
		how, result := "netted", locked-fair
		from, sold, to, got := k.Currency, k.Minor, 0, locked
		if k.Buy {
			from, sold, to, got, result = 0, locked, k.Currency, k.Minor, fair-locked
		}
		if sh.Book.Balance(ledger.Bank, from) >= sold {
			how = "delivered"
			if err := sh.Book.Swap(w.st.Day, ledger.ForwardEnded, aForward(i), from, sold, to, got, ledger.Bank, ledger.ForwardGain); err != nil {
				return err
			}
		}
		if err := w.endForward(n, sh, i, how, result); err != nil {
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
	if err := sh.Book.Post(
		w.st.Day,
		ledger.ForwardEnded,
		aForward(i),
		ledger.Line{Account: ledger.Margin, Minor: -k.Margin},
		ledger.Line{Account: ledger.ForwardGain, Minor: -paid},
		ledger.Line{Account: ledger.Bank, Minor: k.Margin + paid},
	); err != nil {
		return err
	}
	k.Ended, k.How, k.Result, k.Called = w.st.Day, how, result, 0
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
	return w.gain(k, middle)
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
	Number  int            `json:"number"`
	Buy     bool           `json:"buy"` // bought, not sold
	Amount  money.Amount   `json:"amount"`
	Rate    string         `json:"rate"`
	Locked  int64          `json:"locked"` // what it brings or, bought, costs; home currency
	Margin  int64          `json:"margin"`
	Keep    int64          `json:"keep"`     // below which the margin less the loss may not fall
	Called  int64          `json:"called"`   // that the bank asks for besides; 0: nothing
	CallDue int            `json:"call_due"` // day by whose evening it is to be paid, else the contract is closed out
	Made    int            `json:"made"`
	Due     int            `json:"due"`
	State   string         `json:"state"` // running, delivered, netted, closed, closed_out
	Worth   int64          `json:"worth"` // running: what it is worth today; ended: its result
	Ended   int            `json:"ended"` // day; −1 while it runs
	Home    money.Currency `json:"home"`
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
			Number:  i + 1,
			Buy:     k.Buy,
			Amount:  money.Amount{Minor: k.Minor, Currency: w.currencies[k.Currency]},
			Rate:    k.Rate.String(),
			Margin:  k.Margin,
			Called:  k.Called,
			CallDue: k.CallDue,
			Made:    k.Made,
			Due:     k.Due,
			State:   k.How,
			Worth:   k.Result,
			Ended:   k.Ended,
			Home:    w.currencies[0],
		}
		var err error
		if v.Locked, err = w.worthAt(k.Currency, k.Minor, k.Rate); err != nil {
			return nil, err
		}
		v.Keep = w.keep(v.Locked)
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
