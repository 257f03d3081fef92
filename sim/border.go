package sim

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/fx"
	"chuhai/sim/logistics"
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

// assess is the border's calculation for one piece of a good sold at a price on a marketplace by a service, on a date.
// rate is the customs rate: units of the marketplace's currency for one of the regime's.
func (w *World) assess(m, g, service int, price int64, on scenario.Date) (a *customs.Assessment, rate decimal.Decimal, err error) {
	mp := &w.s.Marketplaces[m]
	regime := w.s.RegimeFor(mp.Country)
	fixing := fx.CustomsDate(on)
	if rate, err = w.fx.Cross(regime.Currency, mp.Currency, fixing); err != nil {
		return nil, rate, err
	}
	v := &w.s.Services[service]
	freight := money.Amount{Minor: logistics.Postage(&v.Tariff, &w.s.Goods[g]), Currency: v.Tariff.Currency}
	x, err := w.fx.Cross(freight.Currency, regime.Currency, fixing)
	if err != nil {
		return nil, rate, err
	}
	a, err = customs.Assess(regime, customs.Consignment{
		Destination: mp.Country, Origin: w.s.Home.Country, Date: on, Traffic: "parcel", TaxIncluded: true, Freight: freight.Decimal().Mul(x).Round(4),
		Items: []customs.Item{{HS: w.s.Goods[g].HS, Price: money.Amount{Minor: price, Currency: mp.Currency}.Decimal().DivRound(rate, 8)}},
	})
	return a, rate, err
}

// vat is the value added tax inside an offer's price for orders placed in a customs period, which has been assessed.
func (o *offer) vat(period int) int64 {
	for i := range o.Charges {
		if o.Charges[i].Period == period {
			return o.Charges[i].VAT
		}
	}
	return 0
}

// borderTerms is what the border takes from one parcel of an offer in a customs period: assessed once, and kept.
func (w *World) borderTerms(o *offer, period int) (charges, error) {
	for i := range o.Charges {
		if o.Charges[i].Period == period {
			return o.Charges[i], nil
		}
	}
	c, err := w.charge(o, period)
	if err == nil {
		o.Charges = append(o.Charges, c)
	}
	return c, err
}

func (w *World) charge(o *offer, period int) (charges, error) {
	out := charges{Period: period}
	mp := &w.s.Marketplaces[o.Market]
	on := w.periods[period]
	vat, _, err := customs.VAT(w.s.RegimeFor(mp.Country), mp.Country, on)
	if err != nil {
		return out, err
	}
	inside := func() int64 {
		gross := decimal.NewFromInt(o.Price)
		return o.Price - gross.DivRound(vat.Add(decimal.NewFromInt(1)), 0).IntPart()
	}
	if w.s.Services[o.Service].Customs < 0 {
		out.VAT = inside() // sold from stock in the Union: the marketplace is the deemed supplier
		return out, nil
	}
	a, rate, err := w.assess(int(o.Market), int(o.Good), int(o.Service), o.Price, on)
	if err != nil {
		return out, err
	}
	home, err := w.fx.Cross(w.s.RegimeFor(mp.Country).Currency, w.currencies[0], fx.CustomsDate(on))
	if err != nil {
		return out, err
	}
	for _, l := range a.Lines {
		var v money.Amount
		switch l.Payer {
		case "marketplace":
			out.VAT += inside()
			continue
		case "seller_marketplace":
			v, err = money.FromDecimal(l.Amount.Decimal().Mul(rate), mp.Currency, money.HalfUp)
			out.Account += v.Minor
		default:
			v, err = money.FromDecimal(l.Amount.Decimal().Mul(home), w.currencies[0], money.HalfUp)
			out.Carrier += v.Minor
		}
		if err != nil {
			return out, err
		}
	}
	return out, nil
}
