package sim

import (
	"errors"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// ClaimRefund claims the VAT refund on all that was exported since the last claim.
type ClaimRefund struct{}

// taxClaim is a claim for a refund.
type taxClaim struct {
	Minor int64
	Made  int
	Due   int
	Paid  bool
}

// taxes pays out refunds, ends periods, and fines for returns that were forgotten.
func (w *World) taxes(n int, sh *shop) error {
	if w.s.Taxes == nil {
		return nil
	}
	day := w.st.Day
	if today := w.Date(); today == today.Month() && day > 0 && sh.diligent() && len(sh.Exported) > 0 {
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
	for i := range sh.TaxClaims {
		c := &sh.TaxClaims[i]
		if c.Paid || c.Due > day {
			continue
		}
		c.Paid = true
		if err := sh.Book.Post(day, ledger.TaxClaimed, aFiling(i), ledger.Line{Account: ledger.Bank, Minor: c.Minor}, ledger.Line{Account: ledger.RefundDue, Minor: -c.Minor}); err != nil {
			return err
		}
		w.event(n, Event{Kind: "tax_refunded", Minor: c.Minor, Money: string(w.currencies[0])})
	}
	return nil
}

func aFiling(i int) ledger.Ref { return ledger.Ref{Subject: ledger.AFiling, Number: uint32(i + 1)} }

// diligent reports whether the shop is a bot's that keeps its deadlines; naive ones forget them.
func (sh *shop) diligent() bool {
	return sh.Bot == scenario.Heuristic || sh.Bot == scenario.Informed
}

// exported notes what left the country: the cost of the goods, with the VAT in it.
func (w *World) exported(sh *shop, good int, value int64) {
	if w.s.Taxes == nil || w.delivery[good] > 0 {
		return
	}
	if sh.Exported == nil {
		sh.Exported = make([]int64, len(w.s.Goods))
	}
	sh.Exported[good] += value
}

// claimable is what a claim would bring today for all that was exported and not yet claimed, and the day it is paid.
func (w *World) claimable(sh *shop) (minor int64, on scenario.Date, err error) {
	d := customs.Departure{Mode: "9610", Date: w.Date()}
	for g, v := range sh.Exported {
		if v <= 0 {
			continue
		}
		one, err := customs.Leave(w.s.Taxes.Export, customs.Departure{Mode: d.Mode, Date: d.Date, Goods: []customs.Bought{{HS: w.s.Goods[g].HS, Invoiced: true}}})
		if err != nil {
			return 0, 0, err
		}
		gross := money.Amount{Minor: v, Currency: w.currencies[0]}.Decimal()
		d.Goods = append(d.Goods, customs.Bought{HS: w.s.Goods[g].HS, Cost: gross.DivRound(one.Refunds[0].VAT.Add(decimal.NewFromInt(1)), 6), Invoiced: true})
	}
	e, err := customs.Leave(w.s.Taxes.Export, d)
	if err != nil {
		return 0, 0, err
	}
	return e.Back(), e.On, nil
}

func (w *World) claimRefund(sh *shop) error {
	if w.s.Taxes == nil {
		return reject("claim", "本剧本不办出口退税", "there are no export VAT refunds in this scenario")
	}
	v, on, err := w.claimable(sh)
	if err != nil {
		return err
	}
	if v <= 0 {
		return reject("claim", "没有可以申报退税的出口", "nothing was exported that could be claimed for")
	}
	i := len(sh.TaxClaims)
	if err := sh.Book.Post(w.st.Day, ledger.TaxClaimed, aFiling(i), ledger.Line{Account: ledger.RefundDue, Minor: v}, ledger.Line{Account: ledger.CostOfSales, Minor: -v}); err != nil {
		return err
	}
	clear(sh.Exported)
	sh.TaxClaims = append(sh.TaxClaims, taxClaim{Minor: v, Made: w.st.Day, Due: int(on - w.s.Start)})
	return nil
}

// TaxView is what a shop collected, owes, files and claims.
type TaxView struct {
	Home      money.Currency  `json:"home"`
	Owed      []money.Amount  `json:"owed"`      // VAT collected and not yet paid, by currency
	Registers []RegisterView  `json:"registers"` // who files for each marketplace, and what is collected there
	Returns   []TaxReturnView `json:"returns"`   // newest first
	Claimable int64           `json:"claimable"` // export VAT refund that could be claimed today
	Claims    []TaxClaimView  `json:"claims"`
	Income    *IncomeView     `json:"income"` // null without taxes
}

// TaxClaimView is a claim for a refund.
type TaxClaimView struct {
	Number int   `json:"number"`
	Minor  int64 `json:"minor"`
	Made   int   `json:"made"`
	Due    int   `json:"due"` // day on which it is paid
	Paid   bool  `json:"paid"`
}

// TaxOf is a shop's taxes.
func (w *World) TaxOf(number int) (*TaxView, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	sh := &w.st.Shops[number-1]
	v := &TaxView{Home: w.currencies[0], Owed: []money.Amount{}, Registers: w.registerViews(sh), Returns: w.returnViews(sh), Claims: []TaxClaimView{}}
	for c, cur := range w.currencies {
		if owed := -sh.Book.Balance(ledger.TaxDue, c); owed != 0 {
			v.Owed = append(v.Owed, money.Amount{Minor: owed, Currency: cur})
		}
	}
	for i := len(sh.TaxClaims) - 1; i >= 0; i-- {
		c := &sh.TaxClaims[i]
		v.Claims = append(v.Claims, TaxClaimView{i + 1, c.Minor, c.Made, c.Due, c.Paid})
	}
	if w.s.Taxes != nil {
		var err error
		if v.Claimable, _, err = w.claimable(sh); err != nil {
			return nil, err
		}
		v.Income = w.incomeView(sh)
	}
	return v, nil
}
