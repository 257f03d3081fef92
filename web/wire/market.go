package wire

import (
	"cmp"
	"slices"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// What the catalogue tells of the mechanisms that a scenario plays: empty where it does without them.
type (
	// Festival is a campaign of a marketplace. Days count from the scenario's first.
	Festival struct {
		ID            string        `json:"id"`
		Name          scenario.Text `json:"name"`
		From          int           `json:"from"`
		To            int           `json:"to"`
		Peak          int           `json:"peak"`
		Deadline      int           `json:"deadline"`       // the last day of entry
		LeastDiscount int           `json:"least_discount"` // in 1/10,000
		Fee           int64         `json:"fee"`            // of an entry, minor units of the marketplace's currency
	}
	// Level is a grade of the work on a listing: of its translation or of its content.
	Level struct {
		ID    string        `json:"id"`
		Name  scenario.Text `json:"name"`
		Price int64         `json:"price"` // once, home currency
	}
	// Warehouse is a place besides the home warehouse where stock can lie.
	Warehouse struct {
		ID   string        `json:"id"`
		Name scenario.Text `json:"name"`
	}
	// Seeding is what helping a listing to reviews costs, in the home currency.
	Seeding struct {
		MostSamples int   `json:"most_samples"` // for each listing
		Insert      int64 `json:"insert"`       // a card
		Bought      int64 `json:"bought"`       // a bought review
	}
	// AppealCause is a reason for which an account is suspended, with the remedies and proofs that an appeal may name.
	AppealCause struct {
		ID       string            `json:"id"`
		Name     scenario.Text     `json:"name"`
		Remedies []scenario.Choice `json:"remedies"`
		Proofs   []scenario.Choice `json:"proofs"`
	}
)

// reference is the usual price in a category: where the marketplace sets the retail price, the supply price that comes to
// it.
func reference(m *scenario.Marketplace, usual money.Amount) money.Amount {
	if m.Managed != nil {
		usual.Minor = int64(float64(usual.Minor)/(1+m.Managed.Markup) + 0.5)
	}
	return usual
}

func levels(works []scenario.Work) []Level {
	out := []Level{}
	for _, v := range works {
		out = append(out, Level{v.ID, v.Name, v.Price.Minor})
	}
	return out
}

func seeding(s *scenario.Scenario) Seeding {
	x := &s.AfterSales.Seeding
	return Seeding{x.MostSamples, x.Insert.Minor, x.Bought.Minor}
}

func appeals(s *scenario.Scenario) []AppealCause {
	out := []AppealCause{}
	for _, k := range s.Appeals.Causes {
		out = append(out, AppealCause{k.ID, k.Name, k.Remedies, k.Proofs})
	}
	return out
}

// daysOfYear is how much later in time a day of the year comes than the day of the year after it.
const daysOfYear = 364

// festivals are the marketplace's festivals that fall into the run, in their order of time.
func festivals(s *scenario.Scenario, m *scenario.Marketplace) []Festival {
	out := []Festival{}
	for _, f := range m.Festivals {
		for to := f.To.Next(s.Start); ; to = f.To.Next(to + 1) {
			from := f.From.Next(to - daysOfYear)
			day := func(d scenario.Date) int { return int(d - s.Start) }
			if day(from) >= s.Days {
				break
			}
			out = append(out, Festival{f.ID, f.Name, day(from), day(to), day(f.Peak.Next(from)), day(from) - f.EntryDays, int(f.LeastDiscount*10_000 + 0.5),
				f.Fee.Minor})
		}
	}
	slices.SortStableFunc(out, func(a, b Festival) int { return cmp.Compare(a.From, b.From) })
	return out
}
