package sim

import "chuhai/sim/scenario"

// Carried is what a run sent by a freight, and how it fared.
type Carried struct {
	Freight  string        `json:"freight"`
	Name     scenario.Text `json:"name"`
	Lots     int           `json:"lots"`
	Pieces   int64         `json:"pieces"`
	Arrived  int           `json:"arrived"`  // lots
	Days     float64       `json:"days"`     // from handing over to the warehouse, mean of those that arrived
	Longest  int           `json:"longest"`  // days
	Full     int           `json:"full"`     // lots that a departure left without
	Waited   int           `json:"waited"`   // lots that waited for a closed leg
	Rerouted int           `json:"rerouted"` // lots that were sent round
}

// Carried is what all shops sent by each freight that was used, in the scenario's order.
func (w *World) Carried() []Carried {
	out := []Carried{}
	for f := range w.s.Freights {
		c := Carried{Freight: w.s.Freights[f].ID, Name: w.s.Freights[f].Name}
		days := 0
		for i := range w.st.Shops {
			for j := range w.st.Shops[i].Consigned {
				k := &w.st.Shops[i].Consigned[j]
				if k.Freight != f {
					continue
				}
				c.Lots++
				c.Pieces += k.Quantity
				c.Full += int(bit(k.passed("full")))
				c.Waited += int(bit(k.passed("waiting")))
				c.Rerouted += int(bit(k.passed("rerouted")))
				if k.Arrived >= 0 && !k.End.stops() {
					c.Arrived++
					days += k.Arrived - k.Sent
					c.Longest = max(c.Longest, k.Arrived-k.Sent)
				}
			}
		}
		if c.Arrived > 0 {
			c.Days = float64(days) / float64(c.Arrived)
		}
		if c.Lots > 0 {
			out = append(out, c)
		}
	}
	return out
}

// passed reports whether a kind of step is on a consignment's way.
func (k *consignment) passed(kind string) bool {
	for _, s := range k.Steps {
		if s.Kind == kind {
			return true
		}
	}
	return false
}
