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
	if t.ratesOn != w.st.Day+1 || t.rates == nil {
		t.rates, t.ratesOn = map[parcelOf]int64{}, w.st.Day+1
	}
	k := parcelOf{service, good, pieces}
	v, ok := t.rates[k]
	if !ok {
		v = w.carriageOn(service, good, pieces, w.Date())
		t.rates[k] = v
	}
	return v
}

// carriageOn is what a service charges for a parcel of so many pieces of a good that is handed over on a date, in the
// tariff's currency.
func (w *World) carriageOn(service, good, pieces int, on scenario.Date) int64 {
	parcel := packed(&w.s.Goods[good], pieces)
	return logistics.Postage(&w.s.Services[service].Tariff, &parcel, on)
}
