package sim

import (
	"errors"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// FileReturn files a tax return: one click, and the tax is paid out of the account in its currency.
type FileReturn struct {
	Return int `json:"return"` // number
}

// taxReturn is what a period's sales owe under a register.
type taxReturn struct {
	Register int // or ofIncome
	From, To int // the period's first and last day
	Currency int // of the register
	Minor    int64
	Parts    []taxPart
	Due      int
	Filed    int // day; −1: not yet
	Fined    int // times
}

// taxPart is what a return says of one marketplace's sales.
type taxPart struct {
	Market    int
	Collected int64 // in the marketplace's currency
	Minor     int64 // in that of the return
}

// filing is how the VAT of a marketplace's sales from a place is filed.
type filing struct {
	register int // −1: the marketplace files it
	slot     int // of the shop's VAT: by marketplace and kind of supply
}

// filings are the terms by marketplace and place; nil where shops file nothing.
func (w *World) filings() [][]filing {
	if w.s.Taxes == nil || len(w.s.Taxes.Shop) == 0 {
		return nil
	}
	all := make([][]filing, len(w.s.Marketplaces))
	for m := range all {
		mp := &w.s.Marketplaces[m]
		for _, place := range w.places {
			f := filing{register: -1}
			if slices.Contains(w.s.Taxes.Shop, mp.ID) {
				supplies := w.s.Supply(mp.Country, place)
				f = filing{w.s.Taxes.Register(mp.Country, supplies), slot(m, supplies)}
			}
			all[m] = append(all[m], f)
		}
	}
	return all
}

// slot is where a shop's VAT of a marketplace and a kind of supply is kept.
func slot(m int, supplies string) int {
	return m*len(scenario.Supplies) + slices.Index(scenario.Supplies, supplies)
}

// owesVAT reports whether the shop owes the VAT of a marketplace's sales from a place itself.
func (w *World) owesVAT(m, place int) bool { return w.vat != nil && w.vat[m][place].register >= 0 }

// collect notes VAT that the shop collected with an order, or gave back with a return, for the register that its supply
// belongs to. It is 0 where the marketplace owes it.
func (w *World) collect(sh *shop, o *offer, v int64) {
	if v == 0 {
		return
	}
	if sh.VAT == nil {
		sh.VAT = make([]int64, len(w.s.Marketplaces)*len(scenario.Supplies))
		sh.Registered = make([]int, len(w.s.Taxes.Registers))
		for i := range sh.Registered {
			sh.Registered[i] = -1
		}
	}
	f := w.vat[o.Market][o.Place]
	sh.VAT[f.slot] += v
	if sh.Registered[f.register] < 0 {
		sh.Registered[f.register] = w.st.Day
		w.event(int(o.Shop), Event{Kind: "tax_registered", Market: w.s.Marketplaces[o.Market].ID})
	}
}

// returnsDue files what is due for those who keep their deadlines, and fines the rest.
func (w *World) returnsDue(n int, sh *shop) error {
	for i := range sh.TaxReturns {
		r := &sh.TaxReturns[i]
		if r.Filed < 0 && r.Due == w.st.Day && sh.diligent() {
			if err := w.buyAndFile(sh, i); err != nil && !errors.As(err, new(*Rejection)) { // short of money: it is late
				return err
			}
		}
		if r.Filed >= 0 || r.Due >= w.st.Day {
			continue
		}
		late := w.forgotten
		if r.Register == ofIncome {
			late = w.surcharge
		}
		if err := late(n, sh, i); err != nil {
			return err
		}
	}
	return nil
}

// periodsEnd makes a return for every register whose period ends with this day and under which something is owed. What is
// negative, because more was given back than collected, waits for the next period.
func (w *World) periodsEnd(n int, sh *shop) error {
	tomorrow := w.Date() + 1
	if sh.VAT == nil || tomorrow != tomorrow.Month() {
		return nil
	}
	for g := range w.s.Taxes.Registers {
		t := &w.s.Taxes.Registers[g]
		if tomorrow != tomorrow.Period(t.Months) {
			continue
		}
		r := taxReturn{
			Register: g,
			From:     max(int(w.Date().Period(t.Months)-w.s.Start), 0),
			To:       w.st.Day,
			Currency: slices.Index(w.currencies, t.Currency),
			Due:      int(w.Date().After(t.Due.Months, t.Due.Day) - w.s.Start),
			Filed:    -1,
		}
		for _, m := range w.marketsOf(g) {
			collected := money.Amount{Minor: w.owing(sh, m, t.Supplies), Currency: w.s.Marketplaces[m].Currency}
			tax, err := w.fx.Value(collected, t.Currency, w.Date())
			if err != nil {
				return err
			}
			if collected.Minor != 0 {
				r.Parts, r.Minor = append(r.Parts, taxPart{m, collected.Minor, tax.Minor}), r.Minor+tax.Minor
			}
		}
		if r.Minor <= 0 {
			continue
		}
		i := len(sh.TaxReturns)
		for _, p := range r.Parts {
			sh.VAT[slot(p.Market, t.Supplies)] = 0
			if c := w.marketCur[p.Market]; c != r.Currency {
				if err := sh.Book.Restate(w.st.Day, ledger.TaxFiled, aFiling(i), ledger.TaxDue, c, -p.Collected, r.Currency, -p.Minor); err != nil {
					return err
				}
			}
		}
		sh.TaxReturns = append(sh.TaxReturns, r)
		w.event(n, Event{Kind: "tax_return", Minor: r.Minor, Money: string(t.Currency), Count: int64(i + 1)})
	}
	return nil
}

// marketsOf are the marketplaces whose VAT the shop files under a register.
func (w *World) marketsOf(register int) (all []int) {
	t := &w.s.Taxes.Registers[register]
	for m := range w.s.Marketplaces {
		if slices.Contains(w.s.Taxes.Shop, w.s.Marketplaces[m].ID) && w.s.Taxes.Register(w.s.Marketplaces[m].Country, t.Supplies) == register {
			all = append(all, m)
		}
	}
	return all
}

// owing is what was collected on a marketplace with supplies of a kind and is on no return yet, marketplace currency.
func (w *World) owing(sh *shop, m int, supplies string) int64 {
	if sh.VAT == nil {
		return 0
	}
	return sh.VAT[slot(m, supplies)]
}

// forgotten fines for a return that was not filed in time, and sets a new deadline.
func (w *World) forgotten(n int, sh *shop, i int) error {
	r := &sh.TaxReturns[i]
	t := &w.s.Taxes.Registers[r.Register]
	fine := max(decimal.NewFromInt(r.Minor).Mul(t.Share).RoundUp(0).IntPart(), t.Least.Minor)
	v, err := w.inHome(money.Amount{Minor: fine, Currency: t.Currency})
	if err != nil {
		return err
	}
	if err := sh.Book.Move(w.st.Day, ledger.TaxFined, aFiling(i), v, ledger.Penalty, ledger.Bank); err != nil {
		return err
	}
	r.Fined++
	r.Due += t.Again
	w.event(n, Event{Kind: "tax_fined", Minor: v, Money: string(w.currencies[0]), Count: int64(i + 1)})
	return nil
}

func (w *World) fileReturn(sh *shop, c *FileReturn) error {
	i := c.Return - 1
	if i < 0 || i >= len(sh.TaxReturns) || sh.TaxReturns[i].Filed >= 0 {
		return reject("return", "没有待申报的 %d 号申报表", "there is no return %d to file", c.Return)
	}
	r := &sh.TaxReturns[i]
	held, account := sh.Book.Balance(ledger.Bank, r.Currency), ledger.TaxDue
	if r.Register == ofIncome {
		held, account = w.spendable(sh), ledger.IncomeDue
	}
	if owes := (money.Amount{Minor: r.Minor, Currency: w.currencies[r.Currency]}); held < r.Minor {
		has := money.Amount{Minor: held, Currency: owes.Currency}
		if r.Currency == 0 {
			return reject("return", "税款 %s，账上只有 %s", "the tax is %s, the account holds %s", owes, has)
		}
		return reject("return", "税款 %s，账户只有 %s：先购汇", "the tax is %s, the account holds %s: buy the currency first", owes, has)
	}
	if err := sh.Book.Post(
		w.st.Day,
		ledger.TaxFiled,
		aFiling(i),
		ledger.Line{Account: account, Currency: r.Currency, Minor: r.Minor},
		ledger.Line{Account: ledger.Bank, Currency: r.Currency, Minor: -r.Minor},
	); err != nil {
		return err
	}
	r.Filed = w.st.Day
	return nil
}

// buyAndFile is how a diligent bot, which keeps no foreign money, files a return: it buys what the tax needs.
func (w *World) buyAndFile(sh *shop, i int) error {
	r := &sh.TaxReturns[i]
	if lacks := r.Minor - sh.Book.Balance(ledger.Bank, r.Currency); lacks > 0 && r.Currency != 0 {
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

// RegisterView is who files the VAT of one kind of supply to a marketplace's buyers, and what the running period holds.
type RegisterView struct {
	Marketplace string          `json:"marketplace"`
	Country     string          `json:"country"`
	Supplies    string          `json:"supplies"` // imported, stocked, remote; "" where the marketplace files all
	By          string          `json:"by"`       // shop, marketplace
	Name        scenario.Text   `json:"name"`     // of the register
	Since       int             `json:"since"`    // day of the first supply; −1: none yet
	Months      int             `json:"months"`   // of a period
	From        int             `json:"from"`     // the running period's first day
	To          int             `json:"to"`       // and its last
	Due         int             `json:"due"`      // day by which it is to be filed
	Collected   money.Amount    `json:"collected"`
	Currency    money.Currency  `json:"currency"` // of the return
	Source      scenario.Source `json:"source"`
}

// registerViews are the marketplaces with their registers; of those where the shop files itself, a row a kind of supply
// that a service makes.
func (w *World) registerViews(sh *shop) []RegisterView {
	all := []RegisterView{}
	if w.s.Taxes == nil {
		return all
	}
	for m := range w.s.Marketplaces {
		mp := &w.s.Marketplaces[m]
		if !slices.Contains(w.s.Taxes.Shop, mp.ID) {
			all = append(
				all,
				RegisterView{Marketplace: mp.ID, Country: mp.Country, By: "marketplace", Since: -1, Collected: money.Amount{Currency: mp.Currency}},
			)
			continue
		}
		for _, supplies := range scenario.Supplies {
			if !slices.ContainsFunc(w.s.Services, func(v scenario.Service) bool {
				return slices.Contains(v.Countries, mp.Country) && w.s.Supply(mp.Country, v.From) == supplies
			}) {
				continue
			}
			g := w.s.Taxes.Register(mp.Country, supplies)
			t := &w.s.Taxes.Registers[g]
			first := w.Date().Period(t.Months)
			last := (first.After(t.Months, 1)) - 1
			v := RegisterView{
				Marketplace: mp.ID,
				Country:     mp.Country,
				Supplies:    supplies,
				By:          "shop",
				Name:        t.Name,
				Since:       -1,
				Months:      t.Months,
				From:        max(int(first-w.s.Start), 0),
				To:          int(last - w.s.Start),
				Due: int(
					last.After(t.Due.Months, t.Due.Day) - w.s.Start,
				),
				Collected: money.Amount{Minor: w.owing(sh, m, supplies), Currency: mp.Currency},
				Currency:  t.Currency,
				Source:    t.Source,
			}
			if sh.Registered != nil {
				v.Since = sh.Registered[g]
			}
			all = append(all, v)
		}
	}
	return all
}

// TaxReturnView is a tax return.
type TaxReturnView struct {
	Number int           `json:"number"`
	Kind   string        `json:"kind"` // vat, income
	Name   scenario.Text `json:"name"` // of the register; empty for income tax
	From   int           `json:"from"` // the period's first day
	To     int           `json:"to"`   // and its last
	Tax    money.Amount  `json:"tax"`
	Parts  []TaxPartView `json:"parts"` // by country
	Due    int           `json:"due"`
	Filed  int           `json:"filed"` // day; −1: not yet
	Fined  int           `json:"fined"` // times
}

// TaxPartView is what a return says of one country.
type TaxPartView struct {
	Country   string       `json:"country"`
	Collected money.Amount `json:"collected"` // of income tax: what is owed
	Tax       int64        `json:"tax"`       // in the currency of the return
}

// returnViews are a shop's returns, newest first.
func (w *World) returnViews(sh *shop) []TaxReturnView {
	all := []TaxReturnView{}
	for i := len(sh.TaxReturns) - 1; i >= 0; i-- {
		r := &sh.TaxReturns[i]
		v := TaxReturnView{
			Number: i + 1,
			Kind:   "income",
			From:   r.From,
			To:     r.To,
			Tax:    money.Amount{Minor: r.Minor, Currency: w.currencies[r.Currency]},
			Parts:  []TaxPartView{},
			Due:    r.Due,
			Filed:  r.Filed,
			Fined:  r.Fined,
		}
		if r.Register != ofIncome {
			v.Kind, v.Name = "vat", w.s.Taxes.Registers[r.Register].Name
		} else {
			v.Parts = append(v.Parts, TaxPartView{w.s.Home.Country, v.Tax, v.Tax.Minor})
		}
		for _, p := range r.Parts {
			mp := &w.s.Marketplaces[p.Market]
			v.Parts = append(v.Parts, TaxPartView{mp.Country, money.Amount{Minor: p.Collected, Currency: mp.Currency}, p.Minor})
		}
		all = append(all, v)
	}
	return all
}
