package sim

import (
	"errors"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// taxes pays out refunds, ends periods, and fines for returns that were forgotten.
func (w *World) taxes(n int, sh *shop) error {
	if w.s.Taxes == nil {
		return nil
	}
	day := w.st.Day
	if today := w.Date(); today == today.Month() && day > 0 && sh.diligent() {
		if err := w.claimRefund(sh); err != nil && !errors.As(err, new(*Rejection)) {
			return err
		}
	}
	if err := w.returnsDue(n, sh); err != nil {
		return err
	}
	if err := w.periodsEnd(n, sh); err != nil {
		return err
	}
	if err := w.quarterEnds(n, sh); err != nil {
		return err
	}
	return w.refunds(n, sh)
}

func aFiling(i int) ledger.Ref { return ledger.Ref{Subject: ledger.AFiling, Number: uint32(i + 1)} }

// diligent reports whether the shop is a bot's that keeps its deadlines; naive ones forget them.
func (sh *shop) diligent() bool {
	return sh.Bot == scenario.Heuristic || sh.Bot == scenario.Informed
}

// TaxView is what a shop collected, owes, files and claims.
type TaxView struct {
	Home      money.Currency  `json:"home"`
	Owed      []money.Amount  `json:"owed"`      // VAT collected and not yet paid, by currency
	Registers []RegisterView  `json:"registers"` // who files for each marketplace, and what is collected there
	Returns   []TaxReturnView `json:"returns"`   // newest first
	Refund    *RefundView     `json:"refund"`    // of export VAT; null without taxes
	Income    *IncomeView     `json:"income"`    // null without taxes
}

// TaxOf is a shop's taxes.
func (w *World) TaxOf(number int) (*TaxView, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	sh := &w.st.Shops[number-1]
	v := &TaxView{Home: w.currencies[0], Owed: []money.Amount{}, Registers: w.registerViews(sh), Returns: w.returnViews(sh)}
	for c, cur := range w.currencies {
		if owed := -sh.Book.Balance(ledger.TaxDue, c); owed != 0 {
			v.Owed = append(v.Owed, money.Amount{Minor: owed, Currency: cur})
		}
	}
	if w.s.Taxes != nil {
		var err error
		if v.Refund, err = w.refundView(sh); err != nil {
			return nil, err
		}
		v.Income = w.incomeView(sh)
	}
	return v, nil
}
