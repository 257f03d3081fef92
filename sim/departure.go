package sim

import (
	"cmp"
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/logistics"
	"chuhai/sim/scenario"
)

// queued is a consignment that waits for room on a departure.
type queued struct {
	Shop, Consignment int
	Since             int    // day on which it came to the hub
	Lot               uint64 // decides between those that come on the same day while goods move; what shops send goes in the order in which they send it
	Left              logistics.Bulk
	Passed            bool // a departure left without it, or without a part of it
}

// bulk is what a consignment takes up of a departure.
func (w *World) bulk(k *consignment) logistics.Bulk {
	return logistics.BulkOf(&w.s.Freights[k.Freight], logistics.LoadOf(&w.s.Goods[k.Good], int(k.Quantity)))
}

// rationed reports whether what takes up so much must wait its turn on a leg.
func (w *World) rationed(leg int, b logistics.Bulk) bool {
	r := w.s.Legs[leg].Room
	return r != nil && (b.Boxes == 0 || r.Boxes > 0)
}

// roomOn is what a departure of a leg takes on a day, by the shocks that are known.
func (w *World) roomOn(leg, day int) logistics.Bulk {
	return logistics.RoomOf(w.s.Legs[leg].Room, len(w.st.Shops), w.share(leg, day))
}

// queueUp lets a consignment wait for the next departure with room. Who waited there already keeps his turn.
func (w *World) queueUp(n int, k *consignment, i, leg int, lot uint64) {
	k.Wait = forRoom
	since := w.st.Day
	for s := len(k.Steps) - 1; ; s-- {
		if s < 0 || k.Steps[s].Kind == "arrived" {
			k.Steps = append(k.Steps, step{w.st.Day, w.net.Legs[leg].From, "booked"})
			break
		}
		if k.Steps[s].Kind == "booked" {
			since = k.Steps[s].Day
			break
		}
	}
	w.st.Queues[leg] = append(w.st.Queues[leg], queued{Shop: n, Consignment: i, Since: since, Lot: lot, Left: w.bulk(k)})
}

// depart loads today's departures, leg by leg: who came first goes first, and what finds no room waits for the next one.
// What only goes in part takes the rest of the room, and is on its way with its last part.
func (w *World) depart() {
	for leg, q := range w.st.Queues {
		if len(q) == 0 {
			continue
		}
		if by, _ := w.closedBy(leg, w.st.Day); by != nil {
			for _, c := range q {
				k := &w.st.Shops[c.Shop].Consigned[c.Consignment]
				k.Wait = forOpening
				w.stranded(k, by, w.net.Legs[leg].From)
			}
			w.st.Queues[leg] = nil
			continue
		}
		if w.net.Legs[leg].Wait(w.Date()) > 0 {
			continue
		}
		slices.SortStableFunc(q, func(a, b queued) int { return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Lot, b.Lot)) })
		w.st.Queues[leg] = w.stow(leg, q)
	}
}

// stow loads a departure and returns what stays behind.
func (w *World) stow(leg int, q []queued) (behind []queued) {
	room := w.roomOn(leg, w.st.Day)
	var groupage, boxes bool // full
	for _, c := range q {
		k := &w.st.Shops[c.Shop].Consigned[c.Consignment]
		of := &groupage
		if c.Left.Boxes > 0 {
			of = &boxes
		}
		if !*of {
			grams, whole := room.Take(&c.Left)
			w.st.Starting[leg] += grams
			if whole {
				w.setsOff(c.Shop, k, c.Consignment, leg, w.today.paces[leg].slow)
				continue
			}
			*of = true
		}
		if !c.Passed {
			c.Passed = true
			k.Steps = append(k.Steps, step{w.st.Day, w.net.Legs[leg].From, "full"})
		}
		behind = append(behind, c)
	}
	return behind
}

// setsOff starts a consignment on a leg that departs today.
func (w *World) setsOff(n int, k *consignment, i, leg int, slow uint32) {
	k.Wait = onTheWay
	k.Steps = append(k.Steps, step{w.st.Day, w.net.Legs[leg].From, "departed"})
	bits := draw.New(w.st.Seed, drawFreight).At(uint32(n), uint16(i), uint16(k.Legs))
	k.Due = w.st.Day + w.net.Legs[leg].Transit(uint32(bits), slow)
}

// boarding are the days on which the consignments of a leg's queue will be wholly aboard, and after them one more load that
// joins it today, if they go in this order. It looks half a calendar ahead.
func (w *World) boarding(leg int, more ...logistics.Bulk) (days []int) {
	type ship struct {
		day  int
		room logistics.Bulk
	}
	next := func(day int) ship {
		day += w.net.Legs[leg].Wait(w.s.Start + scenario.Date(day))
		return ship{day, w.roomOn(leg, day)}
	}
	groupage := next(w.st.Day)
	boxes := groupage
	aboard := func(load logistics.Bulk) {
		v := &groupage
		if load.Boxes > 0 {
			v = &boxes // containers and groupage are not in each other's way
		}
		for v.day < w.st.Day+ring/2 {
			if _, whole := v.room.Take(&load); whole {
				break
			}
			*v = next(v.day + 1)
		}
		days = append(days, v.day)
	}
	for _, c := range w.st.Queues[leg] {
		aboard(c.Left)
	}
	for _, b := range more {
		aboard(b)
	}
	return days
}

// crowdedOut is how many days a consignment handed over today would wait for room along a chain, as things stand.
func (w *World) crowdedOut(chain []int, b logistics.Bulk) (days int) {
	for _, leg := range chain {
		if w.rationed(leg, b) {
			on := w.boarding(leg, b)
			days += on[len(on)-1] - w.st.Day - w.net.Legs[leg].Wait(w.Date())
		}
	}
	return days
}

// embarks is the day on which a consignment that waits for room is expected to leave.
func (w *World) embarks(n, i int, k *consignment) int {
	leg := w.net.Freights[k.Freight][k.Legs]
	for at, c := range w.st.Queues[leg] {
		if c.Shop == n && c.Consignment == i {
			return w.boarding(leg)[at]
		}
	}
	return w.st.Day
}

// lot decides the order of consignments that come to a hub on the same day.
func (w *World) lot(n, i int, k *consignment) uint64 {
	return draw.New(w.st.Seed, drawBerth).At(uint32(n), uint16(i), uint16(k.Legs)) | 1
}
