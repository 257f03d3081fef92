package sim

import "chuhai/sim/logistics"

// FreightPlan is what sending stock to a warehouse would take and cost, in minor units of the home currency.
type FreightPlan struct {
	Freight    string `json:"freight"`
	P50        int    `json:"p50"` // days to the warehouse, holds at the border not counted
	P90        int    `json:"p90"`
	Cost       int64  `json:"cost"`       // freight with documents
	Duty       int64  `json:"duty"`       // import duty, part of the landed cost
	VAT        int64  `json:"vat"`        // import VAT, paid at the border and refunded later
	Inbound    int64  `json:"inbound"`    // the warehouse's fee for receiving
	Landed     int64  `json:"landed"`     // of one piece in the warehouse: goods, freight and duty
	Chargeable int64  `json:"chargeable"` // grams
	CarbonG    int64  `json:"carbon_g"`   // CO2e of the whole consignment, well to wheel
}

// Plan compares all ways to send a quantity of a good to the warehouses. A piece counts at the home stock's average
// cost, or at the first supplier's first tier when there is none.
func (w *World) Plan(number int, good string, quantity int) ([]FreightPlan, error) {
	g := w.good(good)
	if g < 0 {
		return nil, reject("good", "没有商品 %q", "there is no good %q", good)
	}
	if quantity < 1 || quantity > MaxQuantity {
		return nil, reject("quantity", "数量应在 1 到 %d 之间", "the quantity must lie between 1 and %d", MaxQuantity)
	}
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	unit := w.s.Goods[g].Suppliers[0].Tiers[0].Unit.Minor
	if home := w.st.Shops[number-1].Stock[g][0]; home.Quantity > 0 {
		unit = mulDiv(home.Value, 1, home.Quantity)
	}
	return w.freightPlans(g, quantity, unit)
}

// freightPlans compares all ways to send a quantity of a good, each piece worth unit, to the warehouses.
func (w *World) freightPlans(g, quantity int, unit int64) ([]FreightPlan, error) {
	out := []FreightPlan{}
	if w.delivery[g] > 0 {
		return out, nil // nothing of it lies at home
	}
	for f := range w.s.Freights {
		fr := &w.s.Freights[f]
		p := FreightPlan{Freight: fr.ID, Chargeable: logistics.LoadOf(&w.s.Goods[g], quantity).Chargeable(fr.Divisor)}
		p.Cost = w.freightCost(f, g, quantity)
		value := unit*int64(quantity) + p.Cost
		var err error
		if p.Duty, p.VAT, err = w.stockTaxes(g, f, value); err != nil {
			return nil, err
		}
		wh := w.warehouse(fr.Warehouse)
		if p.Inbound, err = w.inboundFee(wh, int64(quantity)); err != nil {
			return nil, err
		}
		p.Landed = mulDiv(value+p.Duty, 1, int64(quantity))
		p.CarbonG = w.net.Carbon(w.net.Freights[f], int64(quantity)*int64(w.s.Goods[g].Grams))
		p.P50, p.P90 = w.desk.days(w, span{freight: true, number: f})
		out = append(out, p)
	}
	return out, nil
}

// chainDays are the median and the 90th percentile of the days that a chain of legs takes from today after so many days
// of handling.
func (w *World) chainDays(chain []int, handle int) (p50, p90 int) {
	s := w.net.Spread(chain, w.Date(), handle)
	return s.Quantile(50), s.Quantile(90)
}
