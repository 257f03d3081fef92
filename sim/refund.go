package sim

import (
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

// claimable is what a claim would bring today for exports of several years, each by good, and the day it is paid.
func (w *World) claimable(years ...[]int64) (minor int64, on scenario.Date, err error) {
	d := customs.Departure{Mode: "9610", Date: w.Date()}
	for g := range w.s.Goods {
		v := int64(0)
		for _, exports := range years {
			if exports != nil {
				v += exports[g]
			}
		}
		if v <= 0 {
			continue
		}
		one, err := customs.Leave(
			w.s.Taxes.Export,
			customs.Departure{Mode: d.Mode, Date: d.Date, Goods: []customs.Bought{{HS: w.s.Goods[g].HS, Invoiced: true}}},
		)
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
	v, on, err := w.claimable(sh.Exported, sh.Earlier)
	if err != nil {
		return err
	}
	if v <= 0 {
		return reject("claim", "没有可以申报退税的出口", "nothing was exported that could be claimed for")
	}
	i := len(sh.TaxClaims)
	if err := sh.Book.Move(w.st.Day, ledger.TaxClaimed, aFiling(i), v, ledger.RefundDue, ledger.CostOfSales); err != nil {
		return err
	}
	clear(sh.Exported)
	clear(sh.Earlier)
	sh.TaxClaims = append(sh.TaxClaims, taxClaim{Minor: v, Made: w.st.Day, Due: int(on - w.s.Start)})
	return nil
}

// refunds pays out what is due, and ends the year: what was exported in it can be claimed until a day of the next, with a
// warning before, and is lost after it.
func (w *World) refunds(n int, sh *shop) error {
	day := w.st.Day
	for i := range sh.TaxClaims {
		c := &sh.TaxClaims[i]
		if c.Paid || c.Due > day {
			continue
		}
		c.Paid = true
		if err := sh.Book.Move(day, ledger.TaxClaimed, aFiling(i), c.Minor, ledger.Bank, ledger.RefundDue); err != nil {
			return err
		}
		w.event(n, Event{Kind: "tax_refunded", Minor: c.Minor, Money: string(w.currencies[0])})
	}
	by, today := w.s.Taxes.Refund.By, w.Date()
	if end := by.Next(today); today == end || today == end-scenario.Date(w.s.Taxes.Refund.Warn) {
		v, _, err := w.claimable(sh.Earlier)
		if err != nil {
			return err
		}
		kind := "refund_due"
		if today == end {
			kind = "refund_lapsed"
			clear(sh.Earlier)
		}
		if v > 0 {
			w.event(n, Event{Kind: kind, Minor: v, Money: string(w.currencies[0])})
		}
	}
	const year = 12
	if tomorrow := today + 1; tomorrow == tomorrow.Period(year) {
		if sh.Earlier == nil {
			sh.Earlier = make([]int64, len(w.s.Goods))
		}
		for g, v := range sh.Exported {
			sh.Earlier[g] += v
		}
		clear(sh.Exported)
	}
	return nil
}

// RefundView is what a shop can claim of the VAT in what it exported, and what it has claimed.
type RefundView struct {
	Claimable int64           `json:"claimable"` // today
	Lapsing   int64           `json:"lapsing"`   // of it, of last year's exports
	By        int             `json:"by"`        // last day to claim for these or, without them, for this year's
	Claims    []TaxClaimView  `json:"claims"`    // newest first
	Source    scenario.Source `json:"source"`    // of the deadline
}

// TaxClaimView is a claim for a refund.
type TaxClaimView struct {
	Number int   `json:"number"`
	Minor  int64 `json:"minor"`
	Made   int   `json:"made"`
	Due    int   `json:"due"` // day on which it is paid
	Paid   bool  `json:"paid"`
}

func (w *World) refundView(sh *shop) (*RefundView, error) {
	t := &w.s.Taxes.Refund
	v := &RefundView{Claims: []TaxClaimView{}, Source: t.Source}
	var err error
	if v.Claimable, _, err = w.claimable(sh.Exported, sh.Earlier); err != nil {
		return nil, err
	}
	if v.Lapsing, _, err = w.claimable(sh.Earlier); err != nil {
		return nil, err
	}
	from := w.Date()
	if v.Lapsing == 0 {
		const year = 12
		from = from.Period(year).After(year, 1)
	}
	v.By = int(t.By.Next(from) - w.s.Start)
	for i := len(sh.TaxClaims) - 1; i >= 0; i-- {
		c := &sh.TaxClaims[i]
		v.Claims = append(v.Claims, TaxClaimView{i + 1, c.Minor, c.Made, c.Due, c.Paid})
	}
	return v, nil
}
