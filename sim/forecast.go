package sim

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
)

// forecastDays is how far ahead a cash forecast looks.
const forecastDays = 30

// Flow is money that a shop may expect to come in (positive) or go out on a day. What is sure has been agreed or is due;
// the rest follows from what carriers and marketplaces usually take.
type Flow struct {
	Day      int            `json:"day"`
	Kind     string         `json:"kind"` // payout, reserve, under_way, transfer, forward, margin, margin_call, supplier, cover, loan, repay, postage, border, tax_return, tax_period, tax_refund
	Minor    int64          `json:"minor"`
	Currency money.Currency `json:"currency"`
	Sure     bool           `json:"sure"`
	Count    int            `json:"count,omitzero"` // orders behind it
}

// expected gathers flows: one a day, kind and currency.
type expected struct {
	w     *World
	flows []Flow
}

func (x *expected) add(day int, kind string, currency int, minor int64, sure bool) {
	c := x.w.currencies[currency]
	at := slices.IndexFunc(x.flows, func(f Flow) bool { return f.Day == day && f.Kind == kind && f.Currency == c })
	if at < 0 {
		at = len(x.flows)
		x.flows = append(x.flows, Flow{Day: day, Kind: kind, Currency: c, Sure: sure})
	}
	x.flows[at].Minor += minor
	x.flows[at].Count++
}

// payday is the first day from a day on at whose end a marketplace pays out.
func (w *World) payday(m, day int) int {
	cycle := w.s.Marketplaces[m].Settlement.CycleDays
	return day + cycle - 1 - day%cycle
}

// paidOut is what a marketplace pays out of proceeds, after the fee of the payout.
func (w *World) paidOut(m int, v int64) int64 {
	return v - decimal.NewFromInt(v).Mul(w.s.Marketplaces[m].Settlement.PayoutFee).Round(0).IntPart()
}

// expect is all that a shop may expect from today on, by day.
func (w *World) expect(number int) ([]Flow, error) {
	x := &expected{w: w}
	sh := &w.st.Shops[number-1]
	today := w.st.Day
	for m := range w.s.Marketplaces {
		if v := sh.Available[m]; v > 0 && !w.failed(m) {
			x.add(w.payday(m, today), "payout", w.marketCur[m], w.paidOut(m, v), true)
		}
	}
	for d := today; d < today+ring; d++ {
		for r := range w.on(d).Payable.all() {
			if int(r.Shop) == number-1 && !w.failed(int(r.Market)) {
				x.add(w.payday(int(r.Market), d), "reserve", w.marketCur[r.Market], w.paidOut(int(r.Market), r.Minor), true)
			}
		}
	}
	for p := range w.newest(sh) {
		if err := w.expectOrder(x, p); err != nil {
			return nil, err
		}
	}
	for i := range sh.Deals {
		if d := &sh.Deals[i]; !d.Done {
			x.add(d.Arrives, "transfer", d.To, d.Got, true)
		}
	}
	for i := range sh.Contracts {
		k := &sh.Contracts[i]
		if k.Ended >= 0 {
			continue
		}
		locked, err := w.worthAt(k.Currency, k.Minor, k.Rate)
		if err != nil {
			return nil, err
		}
		sign := int64(1)
		if k.Buy {
			sign = -1
		}
		x.add(k.Due, "forward", k.Currency, -sign*k.Minor, true)
		x.add(k.Due, "forward", 0, sign*locked, true)
		x.add(k.Due, "margin", 0, k.Margin, true)
		if k.Called > 0 {
			x.add(k.CallDue, "margin_call", 0, -k.Called, true)
			x.add(k.Due, "margin", 0, k.Called, true)
		}
	}
	for _, p := range sh.Payables {
		if !p.Paid {
			x.add(p.Due, "supplier", 0, -p.Minor, true)
		}
	}
	for _, c := range sh.Cover.Claims {
		x.add(c.Due, "cover", 0, c.Minor, true)
	}
	for _, l := range sh.Loans {
		for _, p := range w.schedule(l) {
			x.add(p.Day, "loan", 0, -p.Principal-p.Interest, true)
		}
	}
	for _, r := range sh.TaxReturns {
		if r.Filed < 0 {
			x.add(r.Due, "tax_return", r.Currency, -r.Minor, true)
		}
	}
	for _, g := range w.registerViews(sh) {
		if g.Collected.Minor > 0 {
			x.add(g.Due, "tax_period", slices.Index(w.currencies, g.Collected.Currency), -g.Collected.Minor, false)
		}
	}
	for _, c := range sh.TaxClaims {
		if !c.Paid {
			x.add(c.Due, "tax_refund", 0, c.Minor, true)
		}
	}
	for m := range w.s.Marketplaces {
		c := w.marketCur[m]
		if v := sh.Book.Balance(ledger.Advance, c); v < 0 && slices.Index(w.marketCur, c) == m {
			x.add(w.payday(m, today), "repay", c, v, true)
		}
	}
	for i, r := range sh.Reclaims {
		if sh.Due[i] >= today {
			x.add(sh.Due[i], "tax_refund", 0, r.Minor, true)
		}
	}
	slices.SortStableFunc(x.flows, func(a, b Flow) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Currency, b.Currency))
	})
	return x.flows, nil
}

// expectOrder adds what an order under way will cost and bring.
func (w *World) expectOrder(x *expected, p parcel) error {
	o := &w.st.Offers[p.Offer]
	v := w.travelled(p)
	if v.delivered >= 0 || v.fate.lost {
		return nil
	}
	c, err := w.borderTerms(o, w.period(int(p.Placed)))
	if err != nil {
		return err
	}
	for _, s := range v.steps {
		switch {
		case s.Kind == "handed_over" && s.Expected:
			postage, err := w.postageOf(o)
			if err != nil {
				return err
			}
			x.add(s.Day, "postage", 0, -postage, false)
		case s.Kind == "cleared" && s.Expected && c.Carrier != 0:
			x.add(s.Day, "border", 0, -c.Carrier, false)
		case s.Kind == "paid_out" && !w.failed(int(o.Market)):
			x.add(s.Day, "under_way", int(w.marketCur[o.Market]), w.paidOut(int(o.Market), o.Price-c.VAT-o.Fee-o.Charge-c.Account), false)
		}
	}
	return nil
}

// Forecast is a shop's money over the next days, as far as it can be known today.
type Forecast struct {
	Home   money.Currency `json:"home"`
	Days   []ForecastDay  `json:"days"`
	Lowest int            `json:"lowest"` // the day on which the home account holds least
	Short  int            `json:"short"`  // the first day on which it is overdrawn; −1: none
}

// ForecastDay is the end of a day ahead.
type ForecastDay struct {
	Day   int    `json:"day"`
	Flows []Flow `json:"flows"`
	Cash  int64  `json:"cash"` // on the home account
	All   int64  `json:"all"`  // on all accounts, at today's reference rates
}

// Forecast is the cash forecast of the next 30 days.
func (w *World) Forecast(number int) (*Forecast, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	flows, err := w.expect(number)
	if err != nil {
		return nil, err
	}
	book := &w.st.Shops[number-1].Book
	f := &Forecast{Home: w.currencies[0], Days: []ForecastDay{}, Short: -1}
	cash := book.Balance(ledger.Bank, 0)
	all := int64(0)
	for c, cur := range w.currencies {
		v, err := w.inHome(money.Amount{Minor: book.Balance(ledger.Bank, c), Currency: cur})
		if err != nil {
			return nil, err
		}
		all += v
	}
	least := cash
	f.Lowest = w.st.Day
	for day := w.st.Day; day < w.st.Day+forecastDays; day++ {
		d := ForecastDay{Day: day, Flows: []Flow{}}
		for len(flows) > 0 && flows[0].Day <= day {
			v, err := w.inHome(money.Amount{Minor: flows[0].Minor, Currency: flows[0].Currency})
			if err != nil {
				return nil, err
			}
			all += v
			if flows[0].Currency == w.currencies[0] {
				cash += flows[0].Minor
			}
			d.Flows, flows = append(d.Flows, flows[0]), flows[1:]
		}
		d.Cash, d.All = cash, all
		if cash < least {
			least, f.Lowest = cash, day
		}
		if cash < 0 && f.Short < 0 {
			f.Short = day
		}
		f.Days = append(f.Days, d)
	}
	return f, nil
}

// Exposure is what a shop holds and expects of a foreign currency, and what its rate can do to it.
type Exposure struct {
	Currency   money.Currency `json:"currency"`
	Wallet     int64          `json:"wallet"`   // with money in transit
	Expected   int64          `json:"expected"` // payouts to come
	Sold       int64          `json:"sold"`     // forward, less what is bought forward
	Open       int64          `json:"open"`     // wallet and expected less sold
	Home       int64          `json:"home"`     // of what is open, at today's reference rate
	Volatility float64        `json:"volatility"`
	Risk       int64          `json:"risk"`   // what is open loses no more than this in 30 days, in 19 of 20 cases; home currency
	Free       int64          `json:"free"`   // that may still be sold forward
	Needed     int64          `json:"needed"` // that may still be bought forward
	Dates      []ExposureDate `json:"dates"`
}

// ExposureDate is a change of what is open, and where it then stands.
type ExposureDate struct {
	Day  int    `json:"day"`
	Kind string `json:"kind"` // wallet, or that of a flow
	Move int64  `json:"move"`
	Open int64  `json:"open"`
}

// Exposures are a shop's foreign currencies in which something is open or expected.
func (w *World) Exposures(number int) ([]Exposure, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	flows, err := w.expect(number)
	if err != nil {
		return nil, err
	}
	sh := &w.st.Shops[number-1]
	out := []Exposure{}
	for c, cur := range w.currencies[1:] {
		e := Exposure{
			Currency: cur,
			Wallet:   sh.Book.Balance(ledger.Bank, c+1),
			Dates:    []ExposureDate{},
			Free:     w.hedgeable(sh, c+1, flows),
			Needed:   w.needed(sh, c+1),
		}
		at := e.Wallet
		move := func(day int, kind string, v int64) {
			at += v
			e.Dates = append(e.Dates, ExposureDate{day, kind, v, at})
		}
		if e.Wallet != 0 {
			e.Dates = append(e.Dates, ExposureDate{w.st.Day, "wallet", e.Wallet, e.Wallet})
		}
		for _, f := range flows {
			if f.Currency != cur {
				continue
			}
			switch f.Kind {
			case "forward":
				e.Sold -= f.Minor
			case "transfer":
				e.Wallet += f.Minor
			default:
				e.Expected += f.Minor
			}
			move(f.Day, f.Kind, f.Minor)
		}
		if len(e.Dates) == 0 {
			continue
		}
		e.Open = e.Wallet + e.Expected - e.Sold
		if e.Home, err = w.inHome(money.Amount{Minor: e.Open, Currency: cur}); err != nil {
			return nil, err
		}
		if e.Volatility, err = w.volatility(cur); err != nil {
			return nil, err
		}
		e.Risk = atRisk(e.Home, e.Volatility, forecastDays)
		out = append(out, e)
	}
	return out, nil
}

// atRisk is what an amount loses at most in so many days in 19 of 20 cases: 1.645 standard deviations (normal moves).
func atRisk(home int64, volatility float64, days int) int64 {
	const share, year = 1.645, 365
	v := float64(float64(float64(max(home, -home))*volatility) * share)
	v = float64(v * draw.Sqrt(float64(days)/year))
	return int64(min(v, float64(money.MaxMinor))) // bounded
}
