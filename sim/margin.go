package sim

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

// PayMargin pays what the bank asks for besides a forward's margin.
type PayMargin struct {
	Forward int `json:"forward"` // number
}

// keep is what a contract's margin less its loss may not fall below.
func (w *World) keep(locked int64) int64 {
	return decimal.NewFromInt(locked).Mul(w.s.Exchange.Forward.Keep).RoundUp(0).IntPart()
}

// marginCalls looks, every evening, at what running contracts have lost. Where the margin less the loss has fallen below
// what must be kept, the bank asks for as much as makes it the initial margin again; it drops the call when the rate comes
// back, and closes the contract out when the call's last evening passes unpaid.
func (w *World) marginCalls(n int, sh *shop) error {
	for i := range sh.Contracts {
		k := &sh.Contracts[i]
		if k.Ended >= 0 || k.Due <= w.st.Day {
			continue
		}
		worth, err := w.forwardWorth(k, w.st.Day)
		if err != nil {
			return err
		}
		locked, err := w.worthAt(k.Currency, k.Minor, k.Rate)
		if err != nil {
			return err
		}
		covered := k.Margin + min(worth, 0)
		switch {
		case covered >= w.keep(locked):
			k.Called = 0
		case k.Called == 0:
			k.Called = decimal.NewFromInt(locked).Mul(w.s.Exchange.Forward.Margin).RoundUp(0).IntPart() - covered
			k.CallDue = w.st.Day + w.s.Exchange.Forward.Call
			w.event(n, Event{Kind: "margin_call", Count: int64(i + 1), Minor: k.Called, Money: string(w.currencies[0])})
		case k.CallDue <= w.st.Day:
			if err := w.closeOut(n, sh, i, "closed_out"); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *World) payMargin(sh *shop, c *PayMargin) error {
	i := c.Forward - 1
	if i < 0 || i >= len(sh.Contracts) || sh.Contracts[i].Called == 0 {
		return reject("forward", "%d 号远期合约不需要追加保证金", "the bank asks for no margin on forward %d", c.Forward)
	}
	k, home := &sh.Contracts[i], w.currencies[0]
	if cash := sh.Book.Balance(ledger.Bank, 0); k.Called > cash {
		return reject(
			"forward",
			"要追加保证金 %s，账上只有 %s",
			"the bank asks for %s, the account holds %s",
			money.Amount{Minor: k.Called, Currency: home},
			money.Amount{Minor: cash, Currency: home},
		)
	}
	if err := sh.Book.Move(w.st.Day, ledger.ForwardMade, aForward(i), k.Called, ledger.Margin, ledger.Bank); err != nil {
		return err
	}
	k.Margin, k.Called = k.Margin+k.Called, 0
	return nil
}
