package sim

import (
	"cmp"
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/scenario"
)

// end is what becomes of goods that customs has checked.
type end uint8

// The ends, in the order of their gravity.
const (
	passes     end = iota // released, nothing was wrong
	reassessed            // assessed anew, fined and released
	waited                // kept until the document was there, fined and released
	delisted              // fined and released, and the marketplace takes the listing down
	sentBack
	seized
	turnedAway // by the buyer, at the door
)

// ends are the names of the ends.
var ends = [...]string{
	passes:     "released",
	reassessed: "reassessed",
	waited:     "held",
	delisted:   "delisted",
	sentBack:   "sent_back",
	seized:     "seized",
	turnedAway: "refused",
}

// stops reports whether goods of this end never come to their buyer.
func (e end) stops() bool { return e >= sentBack }

// Marks of a parcel that customs does not let in, beside the count of its legs.
const (
	goesBack = 1 << 6
	isSeized = 1 << 5
	neverIn  = goesBack | isSeized
)

// mark puts the end of a parcel on it, where it is stopped.
func (e end) mark(p *parcel) {
	switch e {
	case sentBack:
		p.Legs |= goesBack
	case seized:
		p.Legs |= isSeized
	}
}

// stopped is the end that a parcel is marked with.
func (p *parcel) stopped() end {
	switch p.Legs & neverIn {
	case goesBack:
		return sentBack
	case isSeized:
		return seized
	}
	return passes
}

// faults are what a declaration says wrong, of scenario.FaultKinds.
func (w *World) faults(d *declaration) (out []string) {
	if d == nil {
		return nil
	}
	if d.HS != w.s.Goods[d.Good].HS {
		out = append(out, scenario.FaultKinds[0])
	}
	if d.ShareBP != wholeBP {
		out = append(out, scenario.FaultKinds[1])
	}
	return out
}

// decides is what customs does with goods that it has checked: their declaration, what becomes of them for want of a
// document (see World.lacks), and 32 bits of luck. Checking documents alone finds what is missing, not what is wrong.
func (w *World) decides(d *declaration, lacks uint8, what finding, luck uint32) end {
	e := passes
	if lacks > 0 && what != released {
		e = [...]end{waited, sentBack, seized, delisted}[lacks-1]
	}
	if what != examined {
		return e
	}
	returns, seizes := 0.0, 0.0
	for _, of := range w.faults(d) {
		f := w.s.Border.Fault(of)
		returns, seizes = max(returns, f.Returns), max(seizes, f.Seizes)
		e = max(e, reassessed)
	}
	switch u := draw.Uniform(uint64(luck) << 32); {
	case u < seizes:
		return seized
	case u < min(seizes+returns, 1):
		return max(e, sentBack)
	}
	return e
}

// ruled is what customs decides about a parcel of an offer that it has checked. It depends on nothing but the parcel and
// the offer.
func (w *World) ruled(p parcel, o *offer, what finding) end {
	if !o.Wrong && o.Lacks == 0 {
		return passes
	}
	return w.decides(w.declaredAs(o), o.Lacks, what, uint32(draw.Mix(w.after.Bits(p.Key)+7)>>32))
}

// bill is what a shop pays besides when customs finds fault with a parcel of an offer: what was evaded, if the goods come
// in, and the penalty on it or the fine for what is missing; home currency.
func bill(o *offer, c *charges, what finding, e end) (arrears, fine int64) {
	switch {
	case what == examined && o.Wrong:
		if !e.stops() {
			arrears = c.Evaded
		}
		return arrears, c.Penalty
	case what != released && o.Lacks > 0:
		return 0, c.Fine
	}
	return 0, 0
}

// rule settles what customs found with a parcel that it checks today, and marks the parcel that is not let in.
func (w *World) rule(p *parcel, o *offer, c *charges, what finding) end {
	e := w.ruled(*p, o, what)
	if e == passes {
		return e
	}
	s := w.takings(o.Listing)
	arrears, fine := bill(o, c, what, e)
	s.fined += arrears + fine
	s.corrected++
	if refusal(o.Lacks) == "delist" {
		w.st.Listings[o.Listing].Active = false
	}
	e.mark(p)
	d := w.declaredAs(o)
	f := found{Good: int(o.Good), Market: int(o.Market), Regime: d.Regime, Declared: int(o.Declared), End: e, Count: 1, Arrears: arrears, Fine: fine}
	if what == examined {
		f.Why = w.faults(d)
	}
	if o.Lacks > 0 {
		f.Gate = w.lacking(d, w.traffic(o), w.Date())
	}
	w.st.Shops[o.Shop].find(w.st.Day, f)
	return e
}

// traffic is how the parcels of an offer go over the border.
func (w *World) traffic(o *offer) string { return w.trafficBy(int(o.Service)) }

func (w *World) trafficBy(service int) string {
	return cmp.Or(w.s.Services[service].Traffic, scenario.Traffics[0])
}

// found is what customs found wrong with a shop's goods on a day: of one good that was declared one way at one border, with
// one end.
type found struct {
	Day           int
	Good          int
	Market        int // of parcels
	Consignment   int // its number; 0: parcels
	Regime        int
	Declared      int      // the declaration, plus one
	Why           []string // of scenario.FaultKinds
	Gate          string   // whose document is missing
	End           end
	Count         int64 // parcels
	Arrears, Fine int64 // home currency
	Value         int64 // of goods that were seized or left to be destroyed, home currency
	Freight       int64 // of those that went back, home currency
}

// find takes down what customs found.
func (sh *shop) find(day int, f found) {
	f.Day = day
	for i := len(sh.Found) - 1; i >= 0 && sh.Found[i].Day == day; i-- {
		k := &sh.Found[i]
		if k.Consignment == 0 && f.Consignment == 0 && k.Declared == f.Declared && k.Market == f.Market && k.Gate == f.Gate && k.End == f.End &&
			slices.Equal(k.Why, f.Why) {
			k.Count++
			k.Arrears += f.Arrears
			k.Fine += f.Fine
			return
		}
	}
	sh.Found = append(sh.Found, f)
}

// usual is the factor, in 1/256, by which customs examines the goods of a shop of which it knows nothing bad.
const usual = 256

// watched is by how much more often a border examines a shop's goods on a day, in 1/256: see scenario.Offenders. It goes
// by what was found before the day.
func (w *World) watched(sh *shop, regime, day int) uint32 {
	k := &w.s.Border.Offenders
	sum := 0.0
	for i := len(sh.Found) - 1; i >= 0; i-- {
		f := &sh.Found[i]
		age := day - f.Day
		if age > k.Days {
			break
		}
		if age > 0 && f.Regime == regime {
			sum += float64(float64(f.Count) * float64(k.Days-age+1) / float64(k.Days))
		}
	}
	if sum == 0 {
		return usual
	}
	return uint32(float64(usual * min(1+float64(k.Each*sum), k.Most)))
}

// watch takes down how closely the borders look at whose goods today; nil while nobody has been found out.
func (w *World) watch() {
	w.today.watch = nil
	for i := range w.st.Shops {
		if sh := &w.st.Shops[i]; len(sh.Found) > 0 {
			if w.today.watch == nil {
				w.today.watch = make([]uint32, len(w.st.Shops)*len(w.s.Regimes))
				for k := range w.today.watch {
					w.today.watch[k] = usual
				}
			}
			for r := range w.s.Regimes {
				w.today.watch[i*len(w.s.Regimes)+r] = w.watched(sh, r, w.st.Day)
			}
		}
	}
}

// watching is how closely a border looks at a shop's goods today.
func (w *World) watching(shop, regime int) uint32 {
	if w.today.watch == nil {
		return usual
	}
	return w.today.watch[shop*len(w.s.Regimes)+regime]
}
