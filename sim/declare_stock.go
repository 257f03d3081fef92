package sim

import (
	"cmp"

	"github.com/shopspring/decimal"

	"chuhai/sim/draw"
	"chuhai/sim/fx"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// ownStock is the shop's own declaration of a consignment, or nil.
func (w *World) ownStock(sh *shop, k *consignment) *declaration {
	if i := sh.declaredFor(k.Good, w.regimeOf(w.warehouse(w.s.Freights[k.Freight].Warehouse).Country)); i > 0 {
		return &sh.Declared[i-1]
	}
	return nil
}

// examineStock is for how many days customs keeps a consignment, and what it decides. What it finds wrong is assessed anew
// and fined, sent back or seized; what lacks a document waits for it, or has the end that the border names.
func (w *World) examineStock(n int, sh *shop, i int) (int, end, error) {
	k := &sh.Consigned[i]
	f := &w.s.Freights[k.Freight]
	r := w.regimeOf(w.warehouse(f.Warehouse).Country)
	bits := draw.New(w.st.Seed, drawFreight).At(uint32(n), uint16(i), 99)
	d, traffic := w.ownStock(sh, k), cmp.Or(f.Traffic, "stock")
	wrong, lacks := w.wrong(d), w.lacks(d, traffic, w.Date())
	what := w.tables.holds[r].treat(bits>>48, w.watching(n, r), wrong || lacks > 0)
	days := w.tables.holds[r].hold(what, uint32(bits))
	e := w.decides(d, lacks, what, uint32(draw.Mix(bits)>>32))
	if e == passes {
		return days, e, nil
	}
	v := found{Good: k.Good, Consignment: i + 1, Regime: r, Declared: sh.declaredFor(k.Good, r), End: e, Count: 1}
	if what == examined {
		v.Why = w.faults(d)
	}
	if lacks > 0 {
		v.Gate = w.lacking(d, traffic, w.Date())
		days += w.tables.holds[r].redHold.Days(uint32(bits>>16), usual)
	}
	evaded, penalty, fine, err := w.stockSanction(&w.s.Regimes[r], d, k)
	if err != nil {
		return 0, e, err
	}
	if v.Fine = fine; len(v.Why) > 0 {
		if v.Fine = penalty; !e.stops() {
			v.Arrears = evaded
		}
	}
	sh.Tally.Corrected++
	sh.find(w.st.Day, v)
	w.tellFinding(n, &sh.Found[len(sh.Found)-1])
	return days, e, sh.Book.Move(w.st.Day, ledger.Clearance, aConsignment(i), v.Arrears+v.Fine, ledger.Penalty, ledger.Bank)
}

// stockSanction is what a wrong or incomplete declaration of a consignment costs when it is found; home currency.
func (w *World) stockSanction(regime *scenario.Regime, d *declaration, k *consignment) (evaded, penalty, fine int64, err error) {
	home, err := w.fx.Cross(regime.Currency, w.currencies[0], fx.CustomsDate(w.Date()))
	if err != nil {
		return 0, 0, 0, err
	}
	paid, _, err := w.stockTaxes(d, k.Good, k.Freight, k.Value)
	if err != nil {
		return 0, 0, 0, err
	}
	due, _, err := w.stockTaxes(nil, k.Good, k.Freight, k.Value)
	if err != nil {
		return 0, 0, 0, err
	}
	return w.sanction(regime, due, paid, home)
}

// turnStock ends the way of a consignment that customs does not let in: it goes back to where it came from at the shop's
// cost, is left to be destroyed, or is seized. What was paid to bring it there is lost; no insurer pays.
func (w *World) turnStock(sh *shop, i int) error {
	day, k := w.st.Day, &sh.Consigned[i]
	k.Steps = append(k.Steps, step{day, w.net.Legs[w.net.Freights[k.Freight][k.Legs-1]].To, ends[k.End]})
	k.Done, k.Arrived = true, day
	goods := k.Value - k.Carriage
	fee := int64(0)
	if k.End == sentBack {
		fee = money.Amount{
			Minor: w.freightCost(k.Freight, k.Good, int(k.Quantity)),
		}.Decimal().
			Mul(decimal.NewFromFloat(w.s.Border.Back.Share)).
			Shift(2).
			Round(0).
			IntPart()
		if goods > fee {
			bits := draw.New(w.st.Seed, drawBack).At(uint32(i), uint16(day), 1)
			sh.Hauls = append(
				sh.Hauls,
				haul{
					Good:    k.Good,
					Place:   w.starts(k.Freight),
					Pieces:  k.Quantity,
					Value:   goods,
					Quality: k.Quality,
					Due:     day + w.tables.back.Days(uint32(bits), usual),
				},
			)
			if w.starts(k.Freight) == 0 {
				sh.broughtBack(k.Good, goods)
			}
			return sh.Book.Post(
				day,
				ledger.Turned,
				aConsignment(i),
				ledger.Line{Account: ledger.Postage, Minor: k.Carriage + fee},
				ledger.Line{Account: ledger.InTransit, Minor: -k.Carriage},
				ledger.Line{Account: ledger.Bank, Minor: -fee},
			)
		}
		fee = w.s.Border.Back.Abandon.Minor
	}
	return sh.Book.Post(
		day,
		ledger.Turned,
		aConsignment(i),
		ledger.Line{Account: ledger.Loss, Minor: k.Value},
		ledger.Line{Account: ledger.Postage, Minor: fee},
		ledger.Line{Account: ledger.InTransit, Minor: -k.Value},
		ledger.Line{Account: ledger.Bank, Minor: -fee},
	)
}
