package sim

import (
	"chuhai/sim/logistics"
	"chuhai/sim/scenario"
)

// rate is what a service charges for a parcel on a day, and what that is at home with the warehouse's pick and pack.
type rate struct {
	day    int // plus one; 0: not worked out
	minor  int64
	homeOn int // plus one
	home   int64
}

// rate is what a service charges for a parcel of so many pieces of a good that is handed over today, in the tariff's
// currency. Without surcharges and shocks it is the same every day.
func (w *World) rate(service, good, pieces int) *rate {
	t := &w.today
	if t.rates == nil || t.ratesAt != len(w.st.Shocks) {
		t.rates, t.ratesAt = make([][]rate, len(w.s.Services)*len(w.s.Goods)), len(w.st.Shocks)
	}
	of := &t.rates[service*len(w.s.Goods)+good]
	for len(*of) < pieces {
		*of = append(*of, rate{})
	}
	r := &(*of)[pieces-1]
	steady := t.ratesAt == 0 && len(w.s.Services[service].Tariff.Surcharges) == 0
	if r.day != w.st.Day+1 && (r.day == 0 || !steady) {
		*r = rate{day: w.st.Day + 1, minor: w.carried(service, good, pieces, w.st.Day)}
	}
	return r
}

// postage is the same with the pick and pack of the warehouse that it is sent from, in the home currency.
func (w *World) postage(service, good, pieces int) (int64, error) {
	if t := &w.today; t.rates != nil && t.ratesAt == len(w.st.Shocks) {
		if of := t.rates[service*len(w.s.Goods)+good]; pieces <= len(of) && of[pieces-1].homeOn == w.st.Day+1 {
			return of[pieces-1].home, nil
		}
	}
	r := w.rate(service, good, pieces)
	f, err := w.fixing()
	if err != nil {
		return 0, err
	}
	v := &w.s.Services[service]
	home, err := f.Value(w.currencyOf(v.Tariff.Currency), r.minor)
	if err != nil {
		return 0, err
	}
	if place := w.tables.ways[service].place; place > 0 {
		h := &w.s.Warehouses[place-1]
		pick, err := f.Value(w.currencyOf(h.Currency), h.PickPack*int64(pieces))
		if err != nil {
			return 0, err
		}
		home += pick
	}
	r.homeOn, r.home = w.st.Day+1, home
	return home, nil
}

// postageOf is what the parcel of an offer's order costs to send.
func (w *World) postageOf(o *offer) (int64, error) {
	return w.postage(int(o.Service), int(o.Good), int(o.Pieces))
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
