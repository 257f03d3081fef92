package sim

import (
	"slices"

	"chuhai/sim/scenario"
	"chuhai/sim/score"
)

// ShopScore is a shop's score by indicator.
type ShopScore struct {
	Shop    int            `json:"shop"`
	Name    string         `json:"name"`
	Bot     bool           `json:"bot"`
	Total   float64        `json:"total"` // 0..100: points by weight
	Results []score.Result `json:"results"`
}

// Scores computes every shop's score as of now.
func (w *World) Scores() []ShopScore {
	out := make([]ShopScore, len(w.st.Shops))
	for i := range w.st.Shops {
		out[i] = ShopScore{Shop: i + 1, Name: w.st.Shops[i].Name, Bot: w.st.Shops[i].Bot != "", Results: []score.Result{}}
	}
	for _, in := range w.s.Rubric {
		if score.Kinds[in.ID].Unit == score.Money {
			in = inMinor(in, w.currencies[0].Exponent())
		}
		var y score.Yardsticks
		values := make([]float64, len(out))
		for i := range out {
			values[i] = w.indicator(i, in.ID)
			y.Add(w.st.Shops[i].Bot, values[i])
		}
		scale, basis := y.Scale(in)
		for i := range out {
			out[i].Results = append(out[i].Results, score.Evaluate(&scale, values[i], basis))
		}
	}
	for i := range out {
		out[i].Total = score.Total(out[i].Results)
	}
	return out
}

// inMinor is an indicator of money in minor units; the rubric states whole units, as people do.
func inMinor(in scenario.Indicator, exponent int32) scenario.Indicator {
	for range exponent {
		in.Floor, in.Par, in.Ceiling = float64(in.Floor*10), float64(in.Par*10), float64(in.Ceiling*10)
	}
	return in
}

// indicator is a shop's value in the unit of score.Kinds; 0 while there is nothing to measure.
func (w *World) indicator(i int, id string) float64 {
	sh := &w.st.Shops[i]
	t := sh.Tally
	switch id {
	case "profit":
		if n := len(sh.Equity); n > 0 {
			return float64(sh.Equity[n-1] - w.s.Home.Capital.Minor)
		}
	case "cash":
		return without(sh.LateDays, int64(len(sh.Equity)))
	case "on_time":
		return without(t.Late, t.Delivered)
	case "rating":
		return share(t.Stars, t.Reviews)
	case "sell_through":
		return share(t.Orders, sh.received())
	case "availability":
		return share(t.Orders, t.Orders+w.missed(sh))
	case "released":
		return without(t.Inspected, t.Cleared)
	case "response":
		if c := &sh.Care; c.InTime+c.Overdue > 0 {
			return share(c.InTime, c.InTime+c.Overdue)
		}
		return share(t.Delivered, t.Delivered) // nobody asked
	case "health":
		var held, judged int64
		for m := range sh.Accounts {
			held += sh.Accounts[m].Held
			judged += sh.Accounts[m].Judged
		}
		return share(held, judged)
	case "compliance":
		return share(sh.Law.Clean, sh.Law.Days)
	case "tasks":
		return share(w.done(sh), int64(len(w.s.Tasks)))
	}
	return 0
}

// share is a part of a whole; 0 of nothing.
func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// without is the share of a whole that a part leaves; 0 of nothing.
func without(part, whole int64) float64 { return share(whole-part, whole) }

// received are the pieces that suppliers have delivered.
func (sh *shop) received() (pieces int64) {
	for i := range sh.Purchases {
		if sh.Purchases[i].Done {
			pieces += sh.Purchases[i].Quantity
		}
	}
	return pieces
}

// missed are the orders that a shop lost to empty stock.
func (w *World) missed(sh *shop) (orders int64) {
	for _, id := range sh.Listings {
		orders += w.st.Listings[id].Lost
	}
	return orders
}

// done are the tasks that a shop has done.
func (w *World) done(sh *shop) (tasks int64) {
	for _, k := range w.s.Tasks {
		if int(sh.Marks[slices.Index(scenario.Milestones, k.Done)]) >= k.Count {
			tasks++
		}
	}
	return tasks
}
