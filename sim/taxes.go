package sim

import (
	"errors"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// FileReturn files a tax return: one click, and the tax is paid out of the account in its currency.
type FileReturn struct {
	Return int `json:"return"` // number
}

// ClaimRefund claims the VAT refund on all that was exported since the last claim.
type ClaimRefund struct{}

// taxReturn is what a month of sales owes in a currency.
type taxReturn struct {
	Currency int
	Month    int // day on which the month began
	Minor    int64
	Due      int
	Filed    int // day; −1: not yet
	Fined    int // times
}

// taxClaim is a claim for a refund.
type taxClaim struct {
	Minor int64
	Made  int
	Due   int
	Paid  bool
}

// owesVAT reports whether the shop owes the VAT of a marketplace's sales itself.
func (w *World) owesVAT(m int) bool {
	return w.s.Taxes != nil && slices.Contains(w.s.Taxes.Shop, w.s.Marketplaces[m].ID)
}

// taxes opens the returns of a month that is over, fines those that were forgotten, and pays out refunds.
func (w *World) taxes(n int, sh *shop) error {
	if w.s.Taxes == nil {
		return nil
	}
	day := w.st.Day
	if today := w.Date(); today == today.Month() && day > 0 {
		w.monthEnds(n, sh)
		if sh.diligent() && len(sh.Exported) > 0 {
			if err := w.claimRefund(sh); err != nil && !errors.As(err, new(*Rejection)) {
				return err
			}
		}
	}
	for i := range sh.TaxReturns {
		r := &sh.TaxReturns[i]
		if r.Filed < 0 && r.Due == day && sh.diligent() {
			if err := w.buyAndFile(sh, i); err != nil {
				return err
			}
		}
		if r.Filed >= 0 || r.Due >= day {
			continue
		}
		if err := w.forgotten(n, sh, i); err != nil {
			return err
		}
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

// monthEnds makes a return of what is owed in each currency and not yet on a return.
func (w *World) monthEnds(n int, sh *shop) {
	start := max(int((w.Date()-1).Month()-w.s.Start), 0)
	for c := range w.currencies {
		owed := -sh.Book.Balance(ledger.TaxDue, c)
		for i := range sh.TaxReturns {
			if r := &sh.TaxReturns[i]; r.Currency == c && r.Filed < 0 {
				owed -= r.Minor
			}
		}
		if owed <= 0 {
			continue
		}
		sh.TaxReturns = append(sh.TaxReturns, taxReturn{Currency: c, Month: start, Minor: owed, Due: w.st.Day + w.s.Taxes.Filing.Days, Filed: -1})
		w.event(n, Event{Kind: "tax_return", Minor: owed, Money: string(w.currencies[c]), Count: int64(len(sh.TaxReturns))})
	}
}

// forgotten fines for a return that was not filed in time, and sets a new deadline.
func (w *World) forgotten(n int, sh *shop, i int) error {
	r := &sh.TaxReturns[i]
	tax, err := w.inHome(money.Amount{Minor: r.Minor, Currency: w.currencies[r.Currency]})
	if err != nil {
		return err
	}
	t := &w.s.Taxes.Filing
	v := max(decimal.NewFromInt(tax).Mul(t.Share).RoundUp(0).IntPart(), t.Least.Minor)
	if err := sh.Book.Post(w.st.Day, ledger.TaxFined, aFiling(i), ledger.Line{Account: ledger.Penalty, Minor: v}, ledger.Line{Account: ledger.Bank, Minor: -v}); err != nil {
		return err
	}
	r.Fined++
	r.Due += t.Days
	w.event(n, Event{Kind: "tax_fined", Minor: v, Money: string(w.currencies[0]), Count: int64(i + 1)})
	return nil
}

func (w *World) fileReturn(sh *shop, c *FileReturn) error {
	i := c.Return - 1
	if i < 0 || i >= len(sh.TaxReturns) || sh.TaxReturns[i].Filed >= 0 {
		return reject("return", "没有待申报的 %d 号申报表", "there is no return %d to file", c.Return)
	}
	r := &sh.TaxReturns[i]
	owes := money.Amount{Minor: r.Minor, Currency: w.currencies[r.Currency]}
	if held := sh.Book.Balance(ledger.Bank, r.Currency); held < r.Minor {
		return reject("return", "税款 %s，账户只有 %s：先购汇", "the tax is %s, the account holds %s: buy the currency first", owes, money.Amount{Minor: held, Currency: owes.Currency})
	}
	if err := sh.Book.Post(w.st.Day, ledger.TaxFiled, aFiling(i), ledger.Line{Account: ledger.TaxDue, Currency: r.Currency, Minor: r.Minor}, ledger.Line{Account: ledger.Bank, Currency: r.Currency, Minor: -r.Minor}); err != nil {
		return err
	}
	r.Filed = w.st.Day
	return nil
}

// diligent reports whether the shop is a bot's that keeps its deadlines; naive ones forget them.
func (sh *shop) diligent() bool {
	return sh.Bot == scenario.Heuristic || sh.Bot == scenario.Informed
}

// buyAndFile is how a diligent bot, which keeps no foreign money, files a return: it buys what the tax needs.
func (w *World) buyAndFile(sh *shop, i int) error {
	r := &sh.TaxReturns[i]
	if lacks := r.Minor - sh.Book.Balance(ledger.Bank, r.Currency); lacks > 0 {
		worth, err := w.inHome(money.Amount{Minor: lacks, Currency: w.currencies[r.Currency]})
		if err != nil {
			return err
		}
		worth += decimal.NewFromInt(worth).Mul(w.s.Rates.Spread).RoundUp(0).IntPart()
		if err := sh.Book.Swap(w.st.Day, ledger.Convert, aFiling(i), 0, worth, r.Currency, lacks, ledger.Bank, ledger.BankCharge); err != nil {
			return err
		}
	}
	return w.fileReturn(sh, &FileReturn{Return: i + 1})
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
	Returns   []TaxReturnView `json:"returns"`   // newest first
	Claimable int64           `json:"claimable"` // export VAT refund that could be claimed today
	Claims    []TaxClaimView  `json:"claims"`
	Profit    int64           `json:"profit"`
	Rate      decimal.Decimal `json:"rate"`   // of income tax
	Income    int64           `json:"income"` // tax on the profit up to now: an estimate, not booked
}

// TaxReturnView is a tax return.
type TaxReturnView struct {
	Number int          `json:"number"`
	Month  int          `json:"month"` // day on which the month began
	Tax    money.Amount `json:"tax"`
	Due    int          `json:"due"`
	Filed  int          `json:"filed"` // day; −1: not yet
	Fined  int          `json:"fined"` // times
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
	equity, err := w.equityOf(number)
	if err != nil {
		return nil, err
	}
	sh := &w.st.Shops[number-1]
	v := &TaxView{Home: w.currencies[0], Owed: []money.Amount{}, Returns: []TaxReturnView{}, Claims: []TaxClaimView{}, Profit: equity - w.s.Home.Capital.Minor}
	for c, cur := range w.currencies {
		if owed := -sh.Book.Balance(ledger.TaxDue, c); owed != 0 {
			v.Owed = append(v.Owed, money.Amount{Minor: owed, Currency: cur})
		}
	}
	for i := len(sh.TaxReturns) - 1; i >= 0; i-- {
		r := &sh.TaxReturns[i]
		v.Returns = append(v.Returns, TaxReturnView{i + 1, r.Month, money.Amount{Minor: r.Minor, Currency: w.currencies[r.Currency]}, r.Due, r.Filed, r.Fined})
	}
	for i := len(sh.TaxClaims) - 1; i >= 0; i-- {
		c := &sh.TaxClaims[i]
		v.Claims = append(v.Claims, TaxClaimView{i + 1, c.Minor, c.Made, c.Due, c.Paid})
	}
	if t := w.s.Taxes; t != nil {
		if v.Claimable, _, err = w.claimable(sh); err != nil {
			return nil, err
		}
		v.Rate = t.Income.Rate
		v.Income = decimal.NewFromInt(max(v.Profit, 0)).Mul(t.Income.Rate).Round(0).IntPart()
	}
	return v, nil
}

// equityOf is Equity with a refusal for a shop that is not.
func (w *World) equityOf(number int) (int64, error) {
	if number < 1 || number > len(w.st.Shops) {
		return 0, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	return w.Equity(number)
}
