package sim

import (
	"chuhai/sim/logistics"
	"chuhai/sim/scenario"
)

// parcelOf is a kind of parcel: so many pieces of a good by a service.
type parcelOf struct{ service, good, pieces int }

// carriage is what a service charges for a parcel of so many pieces of a good that is handed over today, in the tariff's
// currency.
func (w *World) carriage(service, good, pieces int) int64 {
	t := &w.today
	if t.ratesOn != w.st.Day+1 || t.rates == nil || t.ratesAt != len(w.st.Shocks) {
		t.rates, t.ratesOn, t.ratesAt = map[parcelOf]int64{}, w.st.Day+1, len(w.st.Shocks)
	}
	k := parcelOf{service, good, pieces}
	v, ok := t.rates[k]
	if !ok {
		v = w.carried(service, good, pieces, w.st.Day)
		t.rates[k] = v
	}
	return v
}

// carried is what a service charges for a parcel that is handed over on a day: its tariff, dearer where a shock makes it so.
func (w *World) carried(service, good, pieces, day int) int64 {
	return w.dearer(w.carriageOn(service, good, pieces, w.s.Start+scenario.Date(day)), w.net.Services[service], day)
}

// freightCost is what a consignment of so many pieces of a good costs that is handed over today, in the home currency.
func (w *World) freightCost(freight, good, pieces int) int64 {
	cost := logistics.FreightCost(&w.s.Freights[freight], logistics.LoadOf(&w.s.Goods[good], pieces), w.Date()).Minor
	return w.dearer(cost, w.net.Freights[freight], w.st.Day)
}

// carriageOn is what the tariff of a service says on a date for a parcel of so many pieces of a good, in the tariff's
// currency. Customs go by it: what a shock adds for a while is not part of the statistical freight.
func (w *World) carriageOn(service, good, pieces int, on scenario.Date) int64 {
	parcel := packed(&w.s.Goods[good], pieces)
	return logistics.Postage(&w.s.Services[service].Tariff, &parcel, on)
}
