package customs

import (
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// working is the arithmetic of a charge as one would write it down: figures and signs, no words. Nothing is written down on
// a nil one.
type working struct {
	currency money.Currency
	on       string // how the base came about, where that is not plain
	text     string
}

// String is the arithmetic, such as 160.01 × 2.2% or max(0.15, 2.5 kg × 2.00).
func (w *working) String() string {
	if w == nil {
		return ""
	}
	return w.text
}

func (w *working) money(v decimal.Decimal) string {
	e := w.currency.Exponent()
	if v.Equal(v.Round(e)) {
		return v.StringFixed(e)
	}
	return v.Round(e + 2).String()
}

func percent(v decimal.Decimal) string { return v.Shift(2).String() + "%" }

func (w *working) share(value, share decimal.Decimal) {
	if w == nil {
		return
	}
	w.on = w.money(value) + " × " + percent(share)
}

func (w *working) excess(value, free decimal.Decimal) {
	if w == nil {
		return
	}
	w.on = "(" + w.money(value) + " − " + w.money(free) + ")"
}

func (w *working) base(v decimal.Decimal) {
	if w == nil {
		return
	}
	w.text = w.money(v)
	if w.on != "" {
		w.text = w.on
	}
}

func (w *working) rate(r decimal.Decimal, inside bool) {
	if w == nil {
		return
	}
	w.text += " × " + percent(r)
	if inside {
		w.text += " ÷ " + percent(decimal.NewFromInt(1).Sub(r))
	}
}

func (w *working) deduct(v decimal.Decimal) {
	if w != nil {
		w.text += " − " + w.money(v)
	}
}

// step notes that the base is one of the steps.
func (w *working) step() {
	if w != nil {
		w.on = ""
	}
}

func (w *working) count(each, n decimal.Decimal, per scenario.Quantity) string {
	switch per {
	case scenario.EachConsignment:
		return w.money(each)
	case scenario.EachKG, scenario.EachNetKG:
		return n.String() + " kg × " + w.money(each)
	}
	return n.String() + " × " + w.money(each)
}

func (w *working) specific(each, n decimal.Decimal, per scenario.Quantity) {
	if w == nil {
		return
	}
	if w.text != "" {
		w.text += " + "
	}
	w.text += w.count(each, n, per)
}

func (w *working) bound(which string, each, n decimal.Decimal, per scenario.Quantity) {
	if w == nil {
		return
	}
	w.text = which + "(" + w.text + ", " + w.count(each, n, per) + ")"
}

func (w *working) factor(f decimal.Decimal) {
	if w == nil {
		return
	}
	if !f.IsZero() {
		if strings.ContainsAny(w.text, "+−") {
			w.text = "(" + w.text + ")"
		}
		w.text += " × " + percent(f)
	}
}
