package sim

import (
	"fmt"
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/market"
	"chuhai/sim/scenario"
)

// drawBits is the width of the draws that decide a parcel's fate: shares are kept as the number of draws below them,
// which is exact.
const drawBits = 16

// tables are what follows from the scenario alone, worked out once and shared by a world and its forks. Nothing changes
// them afterwards.
type tables struct {
	hits     []hit             // by shock
	from     [][]int           // by hub: legs that start there
	crowded  []int             // by leg: the hub where it starts when that has a capacity; −1
	ways     []way             // by service
	borders  []int             // regime by marketplace
	holds    []inspection      // by regime
	leads    [][]*draw.Transit // by good and supplier
	reviews  [2]uint32         // share of deliveries that are reviewed: on time, late
	stars    market.Reviews
	returns  [][256]uint32 // share of deliveries that are returned, by choice set and grade of quality
	care     *careTables   // nil without after-sales
	searches [][]searched  // by choice set: its queries; none where a category is searched as a whole
	mix      [][]float64   // by marketplace and segment: share of shoppers
	without  []float64     // by marketplace: utility that a listing without voucher has less
	nests    []int         // by good: its number within its category
	law      *legal        // nil without compliance
	back     *draw.Transit // of goods that borders do not let in
}

// way is a service as its parcels travel it.
type way struct {
	legs   [maxLegs]uint16 // by legs travelled before
	ends   [maxLegs]uint8  // likewise: what comes next
	count  uint8           // of them
	loss   uint32
	carbon []int64 // grams of CO2e of a parcel on the whole way, by good
	place  uint8   // that it starts from: 0 home, else 1 + warehouse
}

// inspection is what a regime's customs does to what it does not release at once.
type inspection struct {
	red, stopped      uint32 // draws below red are inspected, below stopped their documents are checked
	suspect           uint32 // draws below which what looks wrong or incomplete is inspected
	redHold, docsHold *draw.Transit
}

func (w *World) tabulate() error {
	s := w.s
	t := &tables{}
	for i := range s.Services {
		v := &s.Services[i]
		legs := w.net.Services[i]
		y := way{count: uint8(len(legs)), place: uint8(slices.Index(w.places, v.From)), loss: draw.Threshold(v.Loss, drawBits)}
		for k, leg := range legs {
			y.legs[k] = uint16(leg)
			switch k + 1 {
			case v.Customs:
				y.ends[k] = toBorder
			case len(legs):
				y.ends[k] = toDoor
			}
		}
		for g := range s.Goods {
			y.carbon = append(y.carbon, w.net.Carbon(legs, int64(s.Goods[g].Grams)))
		}
		t.ways = append(t.ways, y)
	}
	for i := range s.Marketplaces {
		t.borders = append(t.borders, w.regimeOf(s.Marketplaces[i].Country))
	}
	for i := range s.Regimes {
		r := &s.Regimes[i]
		red, err := transit(r.Inspect.RedHold)
		if err != nil {
			return fmt.Errorf("regime %s: %w", r.ID, err)
		}
		docs, err := transit(r.Inspect.YellowHold)
		if err != nil {
			return fmt.Errorf("regime %s: %w", r.ID, err)
		}
		t.holds = append(
			t.holds,
			inspection{
				draw.Threshold(r.Inspect.Red, drawBits),
				draw.Threshold(r.Inspect.Red+r.Inspect.Yellow, drawBits),
				draw.Threshold(min(1-r.Inspect.Yellow, float64(r.Inspect.Red*max(r.Inspect.Risk, 1))), drawBits),
				red,
				docs,
			},
		)
	}
	for g := range s.Goods {
		var of []*draw.Transit
		for i := range s.Goods[g].Suppliers {
			lead, err := transit(s.Goods[g].Suppliers[i].Lead)
			if err != nil {
				return fmt.Errorf("good %s: %w", s.Goods[g].ID, err)
			}
			of = append(of, lead)
		}
		t.leads = append(t.leads, of)
	}
	t.reviews = [2]uint32{draw.Threshold(s.Behaviour.ReviewOnTime, drawBits), draw.Threshold(s.Behaviour.ReviewLate, drawBits)}
	t.stars = market.NewReviews(&s.Behaviour)
	for _, id := range w.setOf {
		var row [256]uint32
		rate := s.Marketplaces[id.market].Categories[id.category].ReturnRate
		for made := range row {
			p := parcel{Made: uint8(made)}
			row[made] = draw.Threshold(float64(rate*(1.5-p.quality())), drawBits)
		}
		t.returns = append(t.returns, row)
	}
	t.care = w.tabulateCare()
	t.searches = w.searchedIn()
	for m := range s.Marketplaces {
		t.mix = append(t.mix, s.Marketplaces[m].Shares(s.Segments))
		without := 0.0
		if v := s.Marketplaces[m].Vouchers; v != nil {
			without = draw.Log(1 - float64(v.Share*(1-v.Without)))
		}
		t.without = append(t.without, without)
	}
	count := map[string]int{}
	for g := range s.Goods {
		t.nests = append(t.nests, count[s.Goods[g].Category])
		count[s.Goods[g].Category]++
	}
	t.hits = w.hits()
	for _, h := range s.Hubs {
		var legs []int
		for leg := range s.Legs {
			if s.Legs[leg].From == h.ID {
				legs = append(legs, leg)
			}
		}
		t.from = append(t.from, legs)
	}
	for leg := range s.Legs {
		t.crowded = append(t.crowded, slices.IndexFunc(s.Hubs, func(h scenario.Hub) bool { return h.ID == s.Legs[leg].From && h.Capacity != nil }))
	}
	t.law = w.tabulateLaw()
	var err error
	if t.back, err = transit(s.Border.Back.Days); err != nil {
		return fmt.Errorf("border: %w", err)
	}
	w.tables = t
	return nil
}

func transit(t scenario.Transit) (*draw.Transit, error) {
	return draw.NewTransit(t.Min, t.Median, t.P90)
}

// regimeOf is the number of a country's customs regime.
func (w *World) regimeOf(country string) int {
	return slices.IndexFunc(w.s.Regimes, func(r scenario.Regime) bool { return slices.Contains(r.Countries, country) })
}
