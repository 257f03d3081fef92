package sim

import (
	"cmp"
	"slices"

	"chuhai/sim/scenario"
)

// Vehicle is what travels a leg together: the parcels that left on one day, or a consignment. Progress is what a
// tracking page would show: days gone over the days that the leg usually takes.
type Vehicle struct {
	Leg      string        `json:"leg"`
	Mode     scenario.Mode `json:"mode"`
	Progress float64       `json:"progress"` // 0..1
	Parcels  int64         `json:"parcels"`
	Pieces   int64         `json:"pieces"`           // of consignments
	ETA      int           `json:"eta"`              // expected days to go, at least 1
	Waiting  bool          `json:"waiting,omitzero"` // at the start: for room, or for the leg to open
}

type convoy struct {
	leg, started int
	waiting      bool
}

// convoys gathers what moves by leg and day of departure.
type convoys map[convoy]*Vehicle

func (w *World) gather(c convoys, leg, started int) *Vehicle {
	return w.gatherAt(c, convoy{leg, started, false})
}

func (w *World) gatherAt(c convoys, k convoy) *Vehicle {
	if c[k] == nil {
		l := &w.net.Legs[k.leg]
		typical := l.Typical(w.s.Start + scenario.Date(k.started))
		gone := w.st.Day - k.started
		eta := max(typical-gone, 1)
		c[k] = &Vehicle{Leg: l.ID, Mode: l.Mode, Progress: float64(gone) / float64(gone+eta), ETA: eta, Waiting: k.waiting}
	}
	return c[k]
}

func (w *World) vehicles(c convoys) []Vehicle {
	keys := make([]convoy, 0, len(c))
	for k := range c { // order does not matter: sorted below
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b convoy) int {
		return cmp.Or(cmp.Compare(a.leg, b.leg), cmp.Compare(a.started, b.started), cmp.Compare(bit(a.waiting), bit(b.waiting)))
	})
	out := make([]Vehicle, len(keys))
	for i, k := range keys {
		out[i] = *c[k]
	}
	return out
}

// Moving is what of a shop is under way on the legs.
func (w *World) Moving(number int) []Vehicle {
	if number < 1 || number > len(w.st.Shops) {
		return []Vehicle{}
	}
	sh := &w.st.Shops[number-1]
	c := convoys{}
	n := 0
	for p := range w.newest(sh) {
		if n++; n > maxMoving {
			break
		}
		if v := w.travelled(p); v.status == "in_transit" {
			w.gather(c, w.net.Index(v.leg), v.legStarted).Parcels++
		}
	}
	w.freightMoving(c, sh)
	return w.vehicles(c)
}

// maxMoving bounds the orders that are looked through for a route diagram: the newest.
const maxMoving = 1000

// freightMoving adds a shop's consignments.
func (w *World) freightMoving(c convoys, sh *shop) {
	for i := range sh.Consigned {
		if k := &sh.Consigned[i]; !k.Done && !k.Held {
			leg := w.net.Freights[k.Freight][k.Legs]
			at := convoy{leg, k.Steps[len(k.Steps)-1].Day, false}
			if k.Wait == forRoom || k.Wait == forOpening {
				at = convoy{leg, w.st.Day, true}
			}
			w.gatherAt(c, at).Pieces += k.Quantity
		}
	}
}

// AllMoving is what of all shops is under way: the projector's picture. A parcel's day of departure is told from the day
// on which its leg ends, by the leg's usual time.
func (w *World) AllMoving() []Vehicle {
	c := convoys{}
	for ahead := range ring {
		a := &w.st.Calendar[(w.st.Day+ahead)%ring]
		for next := range a.LegEnd {
			for p := range a.LegEnd[next].all() {
				leg := w.net.Services[w.st.Offers[p.Offer].Service][p.Legs&^onDetour]
				typical := w.net.Legs[leg].Typical(w.Date())
				w.gather(c, leg, w.st.Day-max(typical-ahead-1, 0)).Parcels++
			}
		}
	}
	for i := range w.st.Shops {
		w.freightMoving(c, &w.st.Shops[i])
	}
	return w.vehicles(c)
}
