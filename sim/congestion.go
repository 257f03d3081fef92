package sim

import (
	"slices"

	"chuhai/sim/logistics"
)

// jam is a time in which a leg, or all that starts at a hub, is slowed down by what was sent before.
type jam struct {
	Hub, Leg    int // −1: not this
	From, Until int // first day, and first day after
	Most        uint32
}

// even is the slow-down in 1/256 of what is not slowed down, and jammed that from which people hear of it: an eighth.
const (
	even   = 256
	jammed = even + even/8
)

// share is what is left of a leg's capacity under the shocks of a day, in ten-thousandths.
func (w *World) share(leg, day int) int64 {
	if len(w.st.Shocks) == 0 {
		return full
	}
	return w.factor(leg, day, capacity)
}

// capacityOf is what a leg takes today before it slows down, in grams; 0 when it has no limit.
func (w *World) capacityOf(leg int) int64 {
	c := w.s.Legs[leg].Capacity
	if c == nil {
		return 0
	}
	return mulDiv(logistics.GramsOf(c, len(w.st.Shops)), w.share(leg, w.st.Day), full)
}

// hubLoad is what started at a hub yesterday and what it takes in a day, in grams; 0 when it has no limit.
func (w *World) hubLoad(hub int) (load, room int64) {
	if c := w.s.Hubs[hub].Capacity; c != nil {
		room = logistics.GramsOf(c, len(w.st.Shops))
	}
	for _, leg := range w.tables.from[hub] {
		load += w.st.Load[leg]
	}
	return load, room
}

// busy is how much slower than usual a leg is today for what started on it yesterday, or at its hub: the worse counts.
func (w *World) busy(leg int) uint32 {
	m := logistics.Multiplier(w.st.Load[leg], w.capacityOf(leg))
	if hub := w.tables.crowded[leg]; hub >= 0 {
		m = max(m, logistics.Multiplier(w.hubLoad(hub)))
	}
	return m
}

// pace is how much slower than usual a leg is today, in 1/256: for congestion and the shocks of the day, seasons left out.
func (w *World) pace(leg int) uint32 {
	if len(w.st.Shocks) == 0 {
		return w.busy(leg)
	}
	return uint32(min(mulDiv(int64(w.busy(leg)), w.factor(leg, w.st.Day, slowing), full), maxSlow))
}

// slow is today's multiplier of a leg: its pace, and the season.
func (w *World) slow(leg int) uint32 {
	return min(w.pace(leg)*w.net.Legs[leg].Season(w.Date())/even, maxSlow)
}

// maxSlow bounds a leg's slow-down in 1/256, as it is kept by day.
const maxSlow = 1<<16 - 1

// slowed is the multiplier that a leg had on a day, or has today.
func (w *World) slowed(leg, day int) uint32 {
	if day < len(w.st.Slow) {
		return uint32(w.st.Slow[day][leg])
	}
	return w.slow(leg)
}

// paces are today's paces of all legs, and whether any of them is slower than usual.
func (w *World) paces() (out []uint32, slower bool) {
	for leg := range w.s.Legs {
		out = append(out, w.pace(leg))
		slower = slower || out[leg] != even
	}
	return out, slower
}

// jams takes down what is congested today.
func (w *World) jams() {
	for hub := range w.s.Hubs {
		if w.s.Hubs[hub].Capacity != nil {
			w.jam(jam{Hub: hub, Leg: -1, Most: logistics.Multiplier(w.hubLoad(hub))})
		}
	}
	for leg := range w.s.Legs {
		if w.s.Legs[leg].Capacity != nil {
			w.jam(jam{Hub: -1, Leg: leg, Most: logistics.Multiplier(w.st.Load[leg], w.capacityOf(leg))})
		}
	}
}

// jam begins a jam, or goes on with one that has not been over for more than a few days.
func (w *World) jam(j jam) {
	if j.Most < jammed {
		return
	}
	const calm = 3 // days without one
	j.From, j.Until = w.st.Day, w.st.Day+1
	for i := len(w.st.Jams) - 1; i >= 0; i-- {
		if k := &w.st.Jams[i]; k.Hub == j.Hub && k.Leg == j.Leg {
			if j.From-k.Until < calm {
				k.Until, k.Most = j.Until, max(k.Most, j.Most)
				return
			}
			break
		}
	}
	w.st.Jams = append(w.st.Jams, j)
}

// percent is how much longer than usual something takes, in per cent.
func percent(slow uint32) int { return int((slow - even) * 100 / even) }

// Traffic is how full a leg, or a hub, is, for everyone to see.
type Traffic struct {
	Leg      string `json:"leg,omitempty"`
	Hub      string `json:"hub,omitempty"` // of all that starts there
	Load     int64  `json:"load"`          // grams that started yesterday
	Capacity int64  `json:"capacity"`      // grams a day before it slows down; 0: no limit
	Slower   int    `json:"slower"`        // per cent that what starts today takes longer: congestion and shocks
	Room     int64  `json:"room"`          // grams of groupage that a departure takes; 0: no limit
	Departs  int    `json:"departs"`       // days to the next departure
	Waiting  int    `json:"waiting"`       // consignments that wait for a departure
	Queued   int64  `json:"queued"`        // grams of them not loaded yet
}

// Traffic tells of the legs and hubs whose capacity or room is limited, and of those that a shock slows down.
func (w *World) Traffic() []Traffic {
	out := []Traffic{}
	for hub := range w.s.Hubs {
		if load, room := w.hubLoad(hub); room > 0 {
			out = append(out, Traffic{Hub: w.s.Hubs[hub].ID, Load: load, Capacity: room, Slower: percent(logistics.Multiplier(load, room))})
		}
	}
	for leg := range w.s.Legs {
		l := &w.s.Legs[leg]
		t := Traffic{Leg: l.ID, Load: w.st.Load[leg], Capacity: w.capacityOf(leg), Slower: percent(w.pace(leg)), Departs: w.net.Legs[leg].Wait(w.Date())}
		if l.Room != nil {
			t.Room = w.roomOn(leg, w.st.Day).Grams
			for _, q := range w.st.Queues[leg] {
				t.Waiting++
				t.Queued += q.Left.Grams
			}
		}
		if t.Capacity > 0 || t.Room > 0 || t.Slower > 0 {
			out = append(out, t)
		}
	}
	return out
}

// jamNews are the jams of the last days.
func (w *World) jamNews() (out []News) {
	for _, j := range w.st.Jams {
		n := News{Day: j.From, Kind: "jam", Count: int64(percent(j.Most))}
		if j.Hub >= 0 {
			n.Hub = w.s.Hubs[j.Hub].ID
		} else {
			n.Leg = w.s.Legs[j.Leg].ID
		}
		if j.Until > w.st.Day-newsDays {
			out = append(out, n)
		}
	}
	slices.Reverse(out)
	return out
}
