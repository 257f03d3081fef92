package scenarios_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"chuhai/scenarios"
	"chuhai/sim/scenario"
)

func market(t *testing.T) *scenario.Scenario {
	t.Helper()
	b, err := scenarios.Load("open-market")
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Six marketplaces of six kinds, in six countries, each of which can be reached in two ways at least.
func TestTheMarketplacesAreOfDifferentKinds(t *testing.T) {
	s := market(t)
	kinds, countries := map[string]bool{}, map[string]bool{}
	for _, m := range s.Marketplaces {
		kinds[m.Kind], countries[m.Country] = true, true
		ways := 0
		for _, v := range s.Services {
			if slices.Contains(v.Countries, m.Country) {
				ways++
			}
		}
		if ways < 2 {
			t.Errorf("%s: %d ways to its buyers, want two", m.ID, ways)
		}
		if m.ModelledOn == "" || m.Source.Title == "" {
			t.Errorf("%s does not say what it is modelled on", m.ID)
		}
	}
	if len(kinds) != 6 || len(countries) != 6 {
		t.Errorf("%d kinds in %d countries, want six and six", len(kinds), len(countries))
	}
}

// Every category is searched by six to nine keywords with a long tail. The most common can be reached by a machine's
// translation, so that a beginner sells; some need a translator where the language is foreign, so that he learns why.
func TestKeywordsHaveAHeadAndALongTail(t *testing.T) {
	s := market(t)
	for _, m := range s.Marketplaces {
		for _, c := range m.Categories {
			var all []scenario.Query
			for _, q := range m.Queries {
				if q.Category == c.ID {
					all = append(all, q)
				}
			}
			if len(all) < 6 || len(all) > 9 {
				t.Errorf("%s, %s: %d keywords, want 6 to 9", m.ID, c.ID, len(all))
				continue
			}
			machine, fits := 0.0, 0
			for i, q := range all {
				if i > 0 && q.Share > all[i-1].Share {
					t.Errorf("%s: %q has a greater share than the keyword before it", m.ID, q.Text)
				}
				if q.Reach == scenario.Levels[0] {
					machine += q.Share
				}
				if 2*utf8.RuneCountInString(q.Text) < m.Title.Characters {
					fits++
				}
			}
			if all[0].Reach != scenario.Levels[0] {
				t.Errorf("%s, %s: the most common keyword %q needs a translator", m.ID, c.ID, all[0].Text)
			}
			if foreign := m.Country != s.Home.Country; foreign && (machine < 0.25 || machine > 0.85) || !foreign && machine < 1 {
				t.Errorf("%s, %s: a machine's translation reaches %.0f %% of the searches", m.ID, c.ID, machine*100)
			}
			if fits < len(all)-1 {
				t.Errorf("%s, %s: only %d of %d keywords leave room for another in a title of %d characters", m.ID, c.ID, fits, len(all), m.Title.Characters)
			}
		}
	}
}

// Every marketplace has a festival in the lesson that can still be entered when it begins.
func TestEveryMarketplaceHasAFestivalInTheLesson(t *testing.T) {
	s := market(t)
	last := s.Start + scenario.Date(s.Days-1)
	for _, m := range s.Marketplaces {
		if !slices.ContainsFunc(m.Festivals, func(f scenario.Festival) bool {
			return f.Peak.Next(s.Start) <= last && f.From.Next(s.Start)-scenario.Date(f.EntryDays) > s.Start+7
		}) {
			t.Errorf("%s has no festival between %s and %s", m.ID, s.Start, last)
		}
	}
}
