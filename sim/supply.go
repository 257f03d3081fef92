package sim

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/fx"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// supply takes in purchases and moves consignments.
func (w *World) supply(n int, sh *shop) error {
	day := w.st.Day
	for i := range sh.Purchases {
		p := &sh.Purchases[i]
		if p.Done || p.Void || p.Due > day {
			continue
		}
		if err := w.receive(sh, i); err != nil {
			return err
		}
		sh.mark(received, 1)
		w.event(n, Event{Kind: "received", Good: w.s.Goods[p.Good].ID, Count: p.Quantity})
	}
	for i := range sh.Consigned {
		k := &sh.Consigned[i]
		if k.Done || k.Wait == forRoom || k.Due > day {
			continue
		}
		if err := w.consignmentDue(n, sh, i); err != nil {
			return err
		}
	}
	if err := w.unload(n, sh); err != nil {
		return err
	}
	if err := w.indemnify(n, sh); err != nil {
		return err
	}
	for i := range sh.Reclaims {
		if v := sh.Reclaims[i].Minor; sh.Due[i] == day {
			if err := sh.Book.Move(day, ledger.Reclaimed, ledger.Ref{}, v, ledger.Bank, ledger.TaxReclaim); err != nil {
				return err
			}
			w.event(n, Event{Kind: "reclaimed", Minor: v, Money: string(w.currencies[0])})
		}
	}
	return nil
}

// receive takes in a purchase where its supplier delivers: at home, or in a warehouse that charges for receiving.
func (w *World) receive(sh *shop, i int) error {
	p := &sh.Purchases[i]
	p.Done = true
	at := w.delivery[p.Good]
	sh.Stock[p.Good][at].add(p.Quantity, p.Cost, w.s.Goods[p.Good].Suppliers[p.Supplier].Quality)
	lines := []ledger.Line{{Account: ledger.Inventory, Minor: p.Cost}, {Account: ledger.Ordered, Minor: -p.Cost}}
	if at > 0 {
		p.Left = p.Quantity
		inbound, err := w.inboundFee(&w.s.Warehouses[at-1], p.Quantity)
		if err != nil {
			return err
		}
		lines = append(lines, ledger.Line{Account: ledger.WarehouseFee, Minor: inbound}, ledger.Line{Account: ledger.Bank, Minor: -inbound})
	}
	return sh.Book.Post(w.st.Day, ledger.Receipt, aPurchase(i), lines...)
}

// consignmentDue ends a leg or a hold of a consignment: customs, the next leg, or the warehouse.
func (w *World) consignmentDue(n int, sh *shop, i int) error {
	day := w.st.Day
	k := &sh.Consigned[i]
	f := &w.s.Freights[k.Freight]
	chain := w.net.Freights[k.Freight]
	switch {
	case k.Held:
		if k.Held = false; k.End.stops() {
			return w.turnStock(sh, i)
		}
	case k.Wait == forOpening:
		k.Wait = onTheWay
		w.travel(n, sh, i, w.lot(n, i, k))
		return nil
	default:
		leg := &w.net.Legs[chain[k.Legs]]
		if by, _ := w.closedBy(chain[k.Legs], day); by != nil && k.Wait != roundabout {
			k.Wait = aboard
			w.stranded(k, by, leg.To)
			return nil
		}
		k.Wait = onTheWay
		k.Legs++
		k.Steps = append(k.Steps, step{day, leg.To, "arrived"})
	}
	hub := w.net.Legs[chain[k.Legs-1]].To
	regime := w.s.RegimeFor(w.warehouse(f.Warehouse).Country)
	if k.Legs == f.Customs && !k.Cleared {
		k.Cleared = true
		sh.Tally.Cleared++
		hold, e, err := w.examineStock(n, sh, i)
		if err != nil {
			return err
		}
		if k.End = e; !e.stops() {
			if err := w.clearStock(sh, i, regime); err != nil {
				return err
			}
		}
		if hold > 0 {
			k.Held = true
			sh.Tally.Inspected++
			k.Due = day + hold
			k.Steps = append(k.Steps, step{day, hub, "held"})
			w.event(n, Event{Kind: "inspected", Good: w.s.Goods[k.Good].ID, Count: k.Quantity})
			return nil
		}
	}
	if k.Legs < len(chain) {
		w.travel(n, sh, i, w.lot(n, i, k))
		return nil
	}
	wh := w.warehouse(f.Warehouse)
	place := slices.Index(w.places, wh.ID)
	inbound, err := w.inboundFee(wh, k.Quantity)
	if err != nil {
		return err
	}
	if err := w.writeOff(n, i, sh, k, w.spoilt(n, i, k)); err != nil {
		return err
	}
	k.Done, k.Arrived, k.Left = true, day, k.Quantity-k.Spoilt
	sh.Stock[k.Good][place].add(k.Left, k.Value, k.Quality)
	k.Steps = append(k.Steps, step{day, hub, "stocked"})
	sh.mark(stocked, 1)
	w.event(n, Event{Kind: "stocked", Good: w.s.Goods[k.Good].ID, Count: k.Left})
	return sh.Book.Post(
		day,
		ledger.Arrive,
		aConsignment(i),
		ledger.Line{Account: ledger.Inventory, Minor: k.Value},
		ledger.Line{Account: ledger.InTransit, Minor: -k.Value},
		ledger.Line{Account: ledger.WarehouseFee, Minor: inbound},
		ledger.Line{Account: ledger.Bank, Minor: -inbound},
	)
}

// clearStock pays import duty and tax on a consignment; what cannot be reclaimed becomes part of its cost.
func (w *World) clearStock(sh *shop, i int, regime *scenario.Regime) error {
	k := &sh.Consigned[i]
	duty, reclaim, err := w.stockTaxes(w.ownStock(sh, k), k.Good, k.Freight, k.Value)
	if err != nil {
		return err
	}
	k.Value += duty
	if reclaim != 0 {
		sh.Reclaims = append(sh.Reclaims, release{Minor: reclaim})
		sh.Due = append(sh.Due, w.st.Day+regime.Inspect.ReclaimDays)
	}
	return sh.Book.Post(
		w.st.Day,
		ledger.Clearance,
		aConsignment(i),
		ledger.Line{Account: ledger.InTransit, Minor: duty},
		ledger.Line{Account: ledger.TaxReclaim, Minor: reclaim},
		ledger.Line{Account: ledger.Bank, Minor: -duty - reclaim},
	)
}

// stockTaxes is what the border takes today for stock of a CIF value, in the home currency: what becomes part of its cost,
// and what is refunded later.
func (w *World) stockTaxes(d *declaration, good, freight int, value int64) (duty, reclaim int64, err error) {
	k, err := w.inboundOf(good, freight, w.Date())
	if err != nil {
		return 0, 0, err
	}
	regime := k.regime
	if d != nil {
		regime = w.s.RegimeFor(w.warehouse(w.s.Freights[freight].Warehouse).Country)
	}
	a, err := customs.Levy(regime, w.consignedStock(d, k, good, freight, value))
	if err != nil {
		return 0, 0, err
	}
	for _, l := range a.Lines {
		home, err := money.FromDecimal(l.Amount.Decimal().Mul(k.rate), w.currencies[0], money.HalfUp)
		if err != nil {
			return 0, 0, err
		}
		if l.Reclaim {
			reclaim += home.Minor
		} else {
			duty += home.Minor
		}
	}
	return duty, reclaim, nil
}

// inboundFee is what a warehouse takes for receiving pieces, in the home currency.
func (w *World) inboundFee(wh *scenario.Warehouse, pieces int64) (int64, error) {
	return w.inHome(money.Amount{Minor: wh.Inbound * pieces, Currency: wh.Currency})
}

// inbound is what the border's calculation for stock needs besides its value, on a date.
type inbound struct {
	on     scenario.Date
	regime *scenario.Regime // what of it can bear on the good, declared as it is
	rate   decimal.Decimal  // units of the home currency for one of the regime's
	rates  map[money.Currency]decimal.Decimal
}

// inboundOf is how a good comes in by a freight on a date, kept while the date is asked for.
func (w *World) inboundOf(good, freight int, on scenario.Date) (*inbound, error) {
	w.today.inbound = extended(w.today.inbound, len(w.s.Goods)*len(w.s.Freights))
	k := &w.today.inbound[good*len(w.s.Freights)+freight]
	if k.regime != nil && k.on == on {
		return k, nil
	}
	regime := w.s.RegimeFor(w.warehouse(w.s.Freights[freight].Warehouse).Country)
	rate, err := w.fx.Cross(regime.Currency, w.currencies[0], fx.CustomsDate(on))
	if err != nil {
		return nil, err
	}
	rates, err := w.foreign(regime, on)
	if err != nil {
		return nil, err
	}
	*k = inbound{on: on, rate: rate, rates: rates}
	c := w.consignedStock(nil, k, good, freight, 0)
	k.regime = customs.Narrow(regime, &c)
	return k, nil
}

// consignedStock is what the border is told of stock whose CIF value is given in the home currency.
func (w *World) consignedStock(d *declaration, k *inbound, good, freight int, value int64) customs.Consignment {
	f := &w.s.Freights[freight]
	hs, documents := w.s.Goods[good].HS, []string(nil)
	cif := money.Amount{Minor: value, Currency: w.currencies[0]}.Decimal().DivRound(k.rate, 4)
	if d != nil {
		hs, cif, documents = d.HS, cif.Mul(decimal.New(int64(d.ShareBP), -4)), d.Documents
	}
	return customs.Consignment{
		Destination: w.warehouse(f.Warehouse).Country,
		Origin:      w.origin(good),
		Date:        k.on,
		Traffic:     cmp.Or(f.Traffic, "stock"),
		Mode:        string(f.Mode),
		Rates:       k.rates,
		Documents:   documents,
		Items:       []customs.Item{{HS: hs, Price: cif}},
	}
}

func (w *World) warehouse(id string) *scenario.Warehouse {
	i := slices.IndexFunc(w.s.Warehouses, func(h scenario.Warehouse) bool { return h.ID == id })
	return &w.s.Warehouses[i]
}
