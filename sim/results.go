package sim

import (
	"chuhai/sim/scenario"
	"chuhai/sim/score"
)

// ShopScore is a shop's score by indicator.
type ShopScore struct {
	Shop    int            `json:"shop"`
	Name    string         `json:"name"`
	Bot     bool           `json:"bot"`
	Total   float64        `json:"total"`
	Results []score.Result `json:"results"`
}

// Scores computes every shop's score as of now.
func (w *World) Scores() []ShopScore {
	naive, informed := w.yardstick(scenario.Naive), w.yardstick(scenario.Informed)
	out := make([]ShopScore, 0, len(w.st.Shops))
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		s := ShopScore{Shop: i + 1, Name: sh.Name, Bot: sh.Bot != ""}
		for _, in := range w.s.Rubric {
			v := w.indicator(i, in.ID)
			if in.Yardstick {
				in = score.Against(in, naive, informed)
			}
			s.Results = append(s.Results, score.Result{ID: in.ID, Name: in.Name, Value: v, Points: score.Points(&in, v), Weight: in.Weight})
		}
		s.Total = score.Total(s.Results)
		out = append(out, s)
	}
	return out
}

// yardstick is the mean profit of the bots of a temperament; 0 without them.
func (w *World) yardstick(t scenario.Temperament) float64 {
	sum, n := 0.0, 0
	for i := range w.st.Shops {
		if w.st.Shops[i].Bot == t {
			sum += w.indicator(i, "profit")
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// indicator is a shop's value: profit in minor units of the home currency, the rest as shares or stars.
func (w *World) indicator(i int, id string) float64 {
	sh := &w.st.Shops[i]
	t := sh.Tally
	switch id {
	case "profit":
		if n := len(sh.Equity); n > 0 {
			return float64(sh.Equity[n-1] - w.s.Home.Capital.Minor)
		}
	case "cash":
		if n := len(sh.Equity); n > 0 {
			return 1 - float64(sh.LateDays)/float64(n)
		}
	case "on_time":
		if t.Delivered > 0 {
			return 1 - float64(t.Late)/float64(t.Delivered)
		}
	case "rating":
		if t.Reviews > 0 {
			return float64(t.Stars) / float64(t.Reviews)
		}
	case "sell_through":
		bought := int64(0)
		for _, p := range sh.Purchases {
			if p.Done {
				bought += p.Quantity
			}
		}
		if bought > 0 {
			return float64(t.Orders) / float64(bought)
		}
	case "tasks":
		if n := len(w.s.Tasks); n > 0 {
			done := 0
			for _, k := range w.s.Tasks {
				for m, name := range scenario.Milestones {
					if name == k.Done && int(sh.Marks[m]) >= k.Count {
						done++
					}
				}
			}
			return float64(done) / float64(n)
		}
	}
	return 0
}
