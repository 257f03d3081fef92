package sim

import (
	"cmp"
	"slices"
)

// News is a fact that a whole class may hear: it tells no more of a shop than the leaderboard does.
type News struct {
	Day   int    `json:"day"`
	Kind  string `json:"kind"`           // class_first_order, class_first_delivery, first_order, first_delivery, lead, busiest, jam
	Shop  int    `json:"shop"`           // 0: of no shop
	Count int64  `json:"count,omitzero"` // of busiest: the day's orders; of jam: per cent slower
	Hub   string `json:"hub,omitempty"`  // of jam: where all that starts is slowed down
	Leg   string `json:"leg,omitempty"`  // or what leg is
}

// newsDays is how far back news go: as far as shops' events do.
const newsDays = 7

// News are what the last days brought, newest first: each shop's first order and delivery, the class's own firsts, who
// took the lead, who had most orders on each day, and where the network is congested. Of equals, the lower shop number is named.
func (w *World) News() []News {
	out := w.firsts("orders", "first_order", func(t *tally) int64 { return t.Orders })
	out = append(out, w.firsts("delivered", "first_delivery", func(t *tally) int64 { return t.Delivered })...)
	for day := max(0, w.st.Day-newsDays); day < w.st.Day; day++ {
		if n, ok := w.newLeader(day); ok {
			out = append(out, n)
		}
		if n := w.busiest(day); n.Count > 0 {
			out = append(out, n)
		}
	}
	out = append(out, w.jamNews()...)
	slices.SortStableFunc(out, func(a, b News) int { return cmp.Compare(b.Day, a.Day) })
	return out
}

// firsts are the shops that met an event for the first time. The first of the whole class is told as such.
func (w *World) firsts(event, kind string, total func(*tally) int64) []News {
	out := []News{}
	classFirst := w.st.Day
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		seen, first := int64(0), w.st.Day
		for _, e := range sh.told(w.st.Day - 1 - eventDays) {
			if e.Kind == event {
				seen += e.Count
				first = min(first, e.Day)
			}
		}
		if n := total(&sh.Tally); n > seen {
			classFirst = -1 // someone's first lies further back
		} else if n > 0 {
			out = append(out, News{Day: first, Kind: kind, Shop: i + 1})
			classFirst = min(classFirst, first)
		}
	}
	if i := slices.IndexFunc(out, func(n News) bool { return n.Day == classFirst }); i >= 0 {
		out[i].Kind = "class_" + kind
	}
	return out
}

// leader is the shop with most profit at a day's end, from 0; −1 without shops.
func (w *World) leader(day int) int {
	best, most := -1, int64(0)
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		if at := len(sh.Equity) - (w.st.Day - day); at >= 0 && at < len(sh.Equity) && (best < 0 || sh.Equity[at] > most) {
			best, most = i, sh.Equity[at]
		}
	}
	return best
}

func (w *World) newLeader(day int) (News, bool) {
	now, before := w.leader(day), w.leader(day-1)
	return News{Day: day, Kind: "lead", Shop: now + 1}, day > 0 && now >= 0 && before >= 0 && now != before
}

func (w *World) busiest(day int) News {
	best := News{Day: day, Kind: "busiest"}
	for i := range w.st.Shops {
		n := int64(0)
		for _, e := range w.st.Shops[i].told(day) {
			if e.Kind == "orders" && e.Day == day {
				n += e.Count
			}
		}
		if n > best.Count {
			best.Shop, best.Count = i+1, n
		}
	}
	return best
}
