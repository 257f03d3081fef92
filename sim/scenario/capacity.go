package scenario

import "fmt"

// Capacity is how much of what a carrier or a terminal can really take in a day is open to the class. What a day brings
// beyond it makes everything slower that starts there on the next. It is the one way by which shops touch each other's luck:
// a scenario for an examination in which nobody may do so gives none.
type Capacity struct {
	KG     float64 `yaml:"kg"` // a day, for each shop of the class
	Source Source  `yaml:"source"`
}

// Room is what each departure of a leg takes of stock, for each shop of the class. What finds no room waits for the next
// departure; who came first goes first.
type Room struct {
	KG     float64 `yaml:"kg"` // of groupage
	Litres float64 `yaml:"litres"`
	Boxes  float64 `yaml:"boxes,omitempty"` // containers; 0: there is always a place for one
	Source Source  `yaml:"source"`
}

// maxRoom bounds capacities and rooms for each shop: a thousand tonnes, or cubic metres.
const maxRoom = 1e6

func (r *reader) capacity(p string, c *Capacity) {
	if c == nil {
		return
	}
	r.roomy(p+".kg", c.KG)
	r.source(p+".source", c.Source)
}

func (r *reader) room(p string, m *Room) {
	if m == nil {
		return
	}
	r.roomy(p+".kg", m.KG)
	r.roomy(p+".litres", m.Litres)
	r.check(m.Boxes >= 0 && m.Boxes <= 1000, p+".boxes", fmt.Sprintf("%g 应在 0 到 1000 之间", m.Boxes), fmt.Sprintf("%g must lie between 0 and 1,000", m.Boxes))
	r.source(p+".source", m.Source)
}

func (r *reader) roomy(path string, v float64) {
	r.check(v > 0 && v <= maxRoom, path, fmt.Sprintf("%g 应大于 0，且不超过 1000000", v), fmt.Sprintf("%g must be greater than 0 and at most 1,000,000", v))
}
