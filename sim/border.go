package sim

import (
	"cmp"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/fx"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// inHome is an amount in the home currency at today's reference rate.
func (w *World) inHome(a money.Amount) (int64, error) {
	f, err := w.fixing()
	if err != nil {
		return 0, err
	}
	return f.Value(w.currencyOf(a.Currency), a.Minor)
}

// fixing is today's reference rates into the home currency.
func (w *World) fixing() (*fx.Fixing, error) {
	if w.fixed == nil || w.fixedOn != w.Date() {
		f, err := w.fx.Fix(w.currencies, w.currencies[0], w.Date())
		if err != nil {
			return nil, err
		}
		w.fixed, w.fixedOn = f, w.Date()
	}
	return w.fixed, nil
}

// period is the index of the customs period of a day.
func (w *World) period(day int) int { return int(w.periodOf[min(day, len(w.periodOf)-1)]) }

// lane is all that the border's calculation for a parcel needs besides its price.
type lane struct {
	on      scenario.Date                      // the day for which the freight holds
	period  int                                // for which it was made, plus one; 0: not made
	rate    decimal.Decimal                    // units of the marketplace's currency for one of the regime's
	home    decimal.Decimal                    // units of the home currency for one of the regime's
	freight decimal.Decimal                    // of one parcel, in the regime's currency
	tax     within                             // inside the price of what is sold from stock in the country
	rates   map[money.Currency]decimal.Decimal // units of the regime's currency for one of others that it speaks of
	dap     bool                               // the buyer pays at the door
	trade   *trade                             // what it has in common with others, for goods declared as they are

	furnished bool // with all but the last two
}

// route is what the consignments of a trade have in common.
type route struct {
	market              int
	hs, origin, traffic string
	grams               int // of a piece
	on                  scenario.Date
}

// trade is what the border does with the goods of a route, whatever they cost and however they are sent.
type trade struct {
	regime *scenario.Regime // what of it can bear on them
	flat   []plateau
}

// plateau is a range of what a parcel's goods cost within which the border takes the same of the seller.
type plateau struct {
	pieces           uint8
	from, to         int64
	treatment        string
	taxed            bool // the marketplace keeps tax
	included         within
	account, carrier int64
}

// within is a tax inside a price, as a share of what is left without it.
type within struct {
	tax         decimal.Decimal
	part, whole int64 // what is left of a price, where 1 + tax is so short that it is a fraction of two integers; else 0
}

func taxWithin(tax decimal.Decimal) within {
	t := within{tax: tax}
	if sum := tax.Add(decimal.NewFromInt(1)); sum.Exponent() <= 0 && sum.Exponent() >= -maxPlaces {
		t.part = decimal.New(1, -sum.Exponent()).IntPart()
		t.whole = sum.Shift(-sum.Exponent()).IntPart()
	}
	return t
}

// maxPlaces are the decimal places up to which a tax's fraction is one of two integers.
const maxPlaces = 12

// of is the tax inside a price.
func (t *within) of(price int64) int64 {
	if t.part > 0 {
		return price - money.MulDivUp(price, t.part, t.whole)
	}
	return price - decimal.NewFromInt(price).DivRound(t.tax.Add(decimal.NewFromInt(1)), 0).IntPart()
}

// plateau is the one that holds so many pieces at a price; nil where there is none.
func (t *trade) plateau(pieces uint8, price int64) *plateau {
	for i := range t.flat {
		if s := &t.flat[i]; s.pieces == pieces && price >= s.from && price <= s.to {
			return s
		}
	}
	return nil
}

// learn widens a plateau by a price, or begins one.
func (t *trade) learn(pieces uint8, price int64, a *customs.Assessment, c *charges) {
	for i := range t.flat {
		if s := &t.flat[i]; s.pieces == pieces && s.treatment == a.Treatment && s.taxed == (c.VAT > 0) {
			s.from, s.to = min(s.from, price), max(s.to, price)
			return
		}
	}
	t.flat = append(t.flat, plateau{pieces, price, price, a.Treatment, c.VAT > 0, taxWithin(a.Included), c.Account, c.Carrier})
}

// laneOn is what the border goes by on a date for a good sent to a marketplace's buyers by a service.
func (w *World) laneOn(m, g, service int, on scenario.Date) (l lane, err error) {
	l.on = on
	mp := &w.s.Marketplaces[m]
	regime := w.s.RegimeFor(mp.Country)
	fixing := fx.CustomsDate(on)
	if l.tax, err = w.domestic(m, g, on); err != nil {
		return l, err
	}
	if l.rates, err = w.foreign(regime, on); err != nil {
		return l, err
	}
	if l.rate, err = w.fx.Cross(regime.Currency, mp.Currency, fixing); err != nil {
		return l, err
	}
	if l.home, err = w.fx.Cross(regime.Currency, w.currencies[0], fixing); err != nil {
		return l, err
	}
	v := &w.s.Services[service]
	freight := money.Amount{Minor: w.carriageOn(service, g, 1, on), Currency: v.Tariff.Currency}
	x, err := w.fx.Cross(freight.Currency, regime.Currency, fixing)
	l.freight = freight.Decimal().Mul(x).Round(4)
	return l, err
}

// domestic is the tax on a date inside the price of a good that a marketplace's buyers are sent from stock in their country.
func (w *World) domestic(m, g int, on scenario.Date) (within, error) {
	country := w.s.Marketplaces[m].Country
	tax, err := customs.Domestic(w.s.RegimeFor(country), country, w.s.Goods[g].HS, on)
	return taxWithin(tax), err
}

// foreign are the customs rates of the currencies, other than its own, in which a regime states amounts.
func (w *World) foreign(g *scenario.Regime, on scenario.Date) (map[money.Currency]decimal.Decimal, error) {
	rates := map[money.Currency]decimal.Decimal{}
	for _, c := range g.Foreign() {
		x, err := w.fx.Cross(c, g.Currency, fx.CustomsDate(on))
		if err != nil {
			return nil, err
		}
		rates[c] = x
	}
	return rates, nil
}

// origin is the country in which a good is made.
func (w *World) origin(g int) string { return cmp.Or(w.s.Goods[g].Origin, w.s.Home.Country) }

// laneIn is the lane of a customs period, kept for the length of it. Until it is furnished it has nothing but its trade, or
// the tax of what is sold from stock.
func (w *World) laneIn(m, g, service, period int) (l *lane, err error) {
	if w.today.lanes == nil {
		w.today.lanes = make([]lane, len(w.s.Marketplaces)*len(w.s.Services)*len(w.s.Goods))
	}
	l = &w.today.lanes[(m*len(w.s.Services)+service)*len(w.s.Goods)+g]
	if l.period == period+1 {
		return l, nil
	}
	*l = lane{on: w.periods[period]}
	if w.s.Services[service].Customs < 0 {
		l.tax, err = w.domestic(m, g, l.on)
	} else {
		err = w.trades(l, m, g, service)
	}
	if err == nil {
		l.period = period + 1
	}
	return l, err
}

// furnish works out what a lane of a customs period needs for an assessment.
func (w *World) furnish(l *lane, m, g, service int) error {
	if l.furnished {
		return nil
	}
	full, err := w.laneOn(m, g, service, l.on)
	full.period, full.trade, full.furnished = l.period, l.trade, err == nil
	*l = full
	return err
}

// trades finds the trade that a lane belongs to.
func (w *World) trades(l *lane, m, g, service int) error {
	r := route{m, w.s.Goods[g].HS, w.origin(g), w.trafficBy(service), w.s.Goods[g].Grams, l.on}
	if t := w.today.trades[r]; t != nil {
		l.trade = t
		return nil
	}
	if err := w.furnish(l, m, g, service); err != nil {
		return err
	}
	c := w.consigned(nil, l, m, g, service, 1, 0, l.on)
	if w.today.trades == nil {
		w.today.trades = map[route]*trade{}
	}
	l.trade = &trade{regime: customs.Narrow(w.s.RegimeFor(c.Destination), &c)}
	w.today.trades[r] = l.trade
	return nil
}

// laden is a lane for the freight of an offer's whole parcel.
func (w *World) laden(l *lane, o *offer) *lane {
	single := w.carriageOn(int(o.Service), int(o.Good), 1, l.on)
	out := *l
	out.dap = o.DAP
	if o.Pieces == 1 || single == 0 {
		if o.DAP {
			return &out
		}
		return l
	}
	all := w.carriageOn(int(o.Service), int(o.Good), int(o.Pieces), l.on)
	out.freight = l.freight.Mul(decimal.NewFromInt(all)).DivRound(decimal.NewFromInt(single), 4)
	return &out
}

// assessOffer is the border's calculation for a parcel of an offer on a date.
func (w *World) assessOffer(o *offer, on scenario.Date) (*customs.Assessment, error) {
	l, err := w.laneOn(int(o.Market), int(o.Good), int(o.Service), on)
	if err != nil {
		return nil, err
	}
	return w.assessAs(w.declaredAs(o), w.laden(&l, o), int(o.Market), int(o.Good), int(o.Service), int(o.Pieces), o.goods(), on)
}

// assessAs is the calculation for so many pieces of a good that sell for a price, under a shop's own declaration or, without
// one, declared as they are.
func (w *World) assessAs(d *declaration, l *lane, m, g, service, pieces int, price int64, on scenario.Date) (*customs.Assessment, error) {
	return customs.Assess(w.s.RegimeFor(w.s.Marketplaces[m].Country), w.consigned(d, l, m, g, service, pieces, price, on))
}

// levy is what an offer's parcel is charged on a lane under the shop's own declaration, if it has one.
func (w *World) levy(d *declaration, l *lane, o *offer) (*customs.Assessment, error) {
	regime := w.s.RegimeFor(w.s.Marketplaces[o.Market].Country)
	if d == nil {
		regime = l.trade.regime
	}
	return customs.Levy(regime, w.consigned(d, w.laden(l, o), int(o.Market), int(o.Good), int(o.Service), int(o.Pieces), o.goods(), l.on))
}

// consigned is what the border is told of pieces of a good that sell for a price, under a shop's own declaration or as they
// are.
func (w *World) consigned(d *declaration, l *lane, m, g, service, pieces int, price int64, on scenario.Date) customs.Consignment {
	mp := &w.s.Marketplaces[m]
	hs, value, documents := w.s.Goods[g].HS, money.Amount{Minor: price, Currency: mp.Currency}.Decimal().DivRound(l.rate, 8), []string(nil)
	if d != nil {
		hs, value, documents = d.HS, value.Mul(decimal.New(int64(d.ShareBP), -4)), d.Documents
	}
	term := ddp
	if l.dap {
		term = dap
	}
	return customs.Consignment{
		Destination: mp.Country, Term: term, Origin: w.origin(g), Date: on, Traffic: w.trafficBy(service), Scheme: "marketplace",
		TaxIncluded: true, Freight: l.freight, Rates: l.rates,
		Documents: documents, Items: []customs.Item{{HS: hs, Pieces: pieces, Grams: int64(w.s.Goods[g].Grams) * int64(pieces), Price: value}},
	}
}

// known are the charges of an offer in a customs period, if they have been assessed. Newer periods are asked for more.
func (o *offer) known(period int) *charges {
	for i := len(o.Charges) - 1; i >= 0; i-- {
		if o.Charges[i].Period == period {
			return &o.Charges[i]
		}
	}
	return nil
}

// vat is the value added tax inside an offer's price for orders placed in a customs period: it was assessed with them.
func (o *offer) vat(period int) int64 { return o.known(period).VAT }

// borderTerms is what the border takes from one parcel of an offer in a customs period: assessed once, and kept.
func (w *World) borderTerms(o *offer, period int) (*charges, error) {
	if c := o.known(period); c != nil {
		return c, nil
	}
	c, err := w.charge(o, period)
	if err != nil {
		return nil, err
	}
	o.Charges = append(o.Charges, c)
	return &o.Charges[len(o.Charges)-1], nil
}

// risked works out what an offer's wrong or incomplete declaration saves, and what it costs when it is found.
func (w *World) risked(o *offer, l *lane, as *customs.Assessment, out *charges) error {
	truth, err := w.levy(nil, l, o)
	if err != nil {
		return err
	}
	due, err := w.borne(truth, l.home)
	if err != nil {
		return err
	}
	paid, err := w.borne(as, l.home)
	if err != nil {
		return err
	}
	out.Evaded, out.Penalty, out.Fine, err = w.sanction(w.s.RegimeFor(w.s.Marketplaces[o.Market].Country), due, paid, l.home)
	return err
}

func (w *World) charge(o *offer, period int) (charges, error) {
	out := charges{Period: period}
	if w.managed(int(o.Market)) {
		return out, nil // the marketplace imports and pays all
	}
	mp := &w.s.Marketplaces[o.Market]
	l, err := w.laneIn(int(o.Market), int(o.Good), int(o.Service), period)
	if err != nil {
		return out, err
	}
	if w.s.Services[o.Service].Customs < 0 {
		out.VAT = l.tax.of(o.Price) // sold from stock in the country: the marketplace is the deemed supplier
		return out, nil
	}
	d := w.declaredAs(o)
	plain := d == nil && o.Lacks == 0 && !o.DAP
	if s := l.trade.plateau(o.Pieces, o.goods()); s != nil && plain {
		if out.Account, out.Carrier = s.account, s.carrier; s.taxed {
			out.VAT = s.included.of(o.Price)
		}
		return out, nil
	}
	if err := w.furnish(l, int(o.Market), int(o.Good), int(o.Service)); err != nil {
		return out, err
	}
	a, err := w.levy(d, l, o)
	if err != nil {
		return out, err
	}
	if o.Wrong || o.Lacks > 0 {
		if err := w.risked(o, l, a, &out); err != nil {
			return out, err
		}
		if out.Back, err = w.wayBack(o, l); err != nil {
			return out, err
		}
	}
	if o.DAP {
		if err := w.doorstep(o, l, a, &out); err != nil {
			return out, err
		}
	}
	for _, line := range a.Lines {
		var v money.Amount
		switch line.Payer {
		case scenario.PaysMarketplace:
			// What the marketplace keeps is worked out in the currency of the price, all taxes at once.
			included := taxWithin(a.Included)
			out.VAT = included.of(o.Price)
			continue
		case scenario.PaysBuyer:
			continue
		case scenario.PaysOnAccount:
			v, err = money.FromDecimal(line.Amount.Decimal().Mul(l.rate), mp.Currency, money.HalfUp)
			out.Account += v.Minor
		default:
			v, err = money.FromDecimal(line.Amount.Decimal().Mul(l.home), w.currencies[0], money.HalfUp)
			out.Carrier += v.Minor
		}
		if err != nil {
			return out, err
		}
	}
	if plain && a.Flat {
		l.trade.learn(o.Pieces, o.goods(), a, &out)
	}
	return out, nil
}
