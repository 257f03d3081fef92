package sim

import (
	"cmp"

	"chuhai/sim/fx"
	"chuhai/sim/ledger"
)

// ownStock is the shop's own declaration of a consignment, or nil.
func (w *World) ownStock(sh *shop, k *consignment) *declaration {
	if i := sh.declaredFor(k.Good, w.regimeOf(w.warehouse(w.s.Freights[k.Freight].Warehouse).Country)); i > 0 {
		return &sh.Declared[i-1]
	}
	return nil
}

// examineStock is for how many days customs keeps a consignment. What it finds wrong is assessed anew and fined; what
// lacks a document waits for it, and is fined.
func (w *World) examineStock(sh *shop, i int, bits uint64) (int, error) {
	k := &sh.Consigned[i]
	f := &w.s.Freights[k.Freight]
	r := w.regimeOf(w.warehouse(f.Warehouse).Country)
	d := w.ownStock(sh, k)
	wrong, lacks := w.wrong(d), w.lacks(d, cmp.Or(f.Traffic, "stock"), w.Date()) > 0
	what, days := w.tables.holds[r].treat(bits>>48, uint32(bits), wrong || lacks)
	if what == released || what == documented && !lacks || !wrong && !lacks {
		return days, nil
	}
	regime := &w.s.Regimes[r]
	home, err := w.fx.Cross(regime.Currency, w.currencies[0], fx.CustomsDate(w.Date()))
	if err != nil {
		return 0, err
	}
	paid, _, err := w.stockTaxes(d, k.Good, k.Freight, k.Value)
	if err != nil {
		return 0, err
	}
	due, _, err := w.stockTaxes(nil, k.Good, k.Freight, k.Value)
	if err != nil {
		return 0, err
	}
	evaded, penalty, fine, err := w.sanction(regime, due, paid, home)
	if err != nil {
		return 0, err
	}
	bill := fine
	if wrong && what == examined {
		bill = evaded + penalty
	}
	if lacks {
		days += w.tables.holds[r].redHold.Days(uint32(bits>>16), 256)
	}
	sh.Tally.Corrected++
	return days, sh.Book.Post(w.st.Day, ledger.Clearance, ledger.Ref{Subject: ledger.AConsign, Number: uint32(i + 1)},
		ledger.Line{Account: ledger.Penalty, Minor: bill}, ledger.Line{Account: ledger.Bank, Minor: -bill})
}
