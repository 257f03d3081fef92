package sim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/market"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// wording is what a listing says for itself, where shoppers search. The better translation or content stays once bought.
type wording struct {
	Title                string
	Translation, Content uint8 // of the scenario's
}

// wording is what a listing says with what is given, and what that costs in the home currency.
func (w *World) wording(now wording, m, set int, title, translation, content *string) (wording, int64, error) {
	var cost int64
	if !w.s.Uses(scenario.WithSearch) {
		return now, 0, nil
	}
	grade := func(field string, works []scenario.Work, have uint8, id *string) (uint8, error) {
		if id == nil || *id == "" {
			return have, nil
		}
		k := slices.IndexFunc(works, func(x scenario.Work) bool { return x.ID == *id })
		switch {
		case k < 0:
			return have, reject(field, "没有 %q 这一档", "there is no grade %q", *id)
		case k < int(have):
			return have, reject(field, "已经买了更好的一档，不用退回", "a better grade is bought already and stays")
		case k > int(have):
			cost += works[k].Price.Minor
		}
		return uint8(k), nil
	}
	var err error
	if now.Translation, err = grade("translation", w.s.Translations, now.Translation, translation); err != nil {
		return now, 0, err
	}
	if now.Content, err = grade("content", w.s.Contents, now.Content, content); err != nil {
		return now, 0, err
	}
	if title != nil {
		now.Title = strings.TrimSpace(*title)
	}
	rule := &w.s.Marketplaces[m].Title
	switch n := utf8.RuneCountInString(now.Title); {
	case !utf8.ValidString(now.Title) || strings.ContainsFunc(now.Title, unicode.IsControl):
		return now, 0, reject("title", "标题含有不可见字符", "the title holds characters that cannot be shown")
	case n > rule.Characters:
		return now, 0, reject("title", "标题有 %d 个字符，该平台最多 %d 个", "the title has %d characters, the marketplace takes %d", n, rule.Characters)
	case n == 0:
		now.Title = w.plainTitle(set)
	}
	return now, cost, nil
}

// plainTitle is what a machine makes of a category's first keyword that it can reach.
func (w *World) plainTitle(set int) string {
	qs := w.tables.searches[set]
	for i := range qs {
		if qs[i].level == 0 {
			return qs[i].Text
		}
	}
	return qs[0].Text
}

// title marks that a shop has written a title of its own, where there was another.
func (w *World) title(sh *shop, set int, before, now string) {
	if w.s.Uses(scenario.WithSearch) && now != before && now != w.plainTitle(set) {
		sh.mark(titled, 1)
	}
}

// create pays for translation and content.
func (w *World) create(sh *shop, cost int64) error {
	if cash := max(w.spendable(sh), 0); cost > cash {
		return reject(
			"content",
			"翻译和图片要 %s，账上只有 %s",
			"translation and content cost %s, the account holds %s",
			money.Amount{Minor: cost, Currency: w.currencies[0]},
			money.Amount{Minor: cash, Currency: w.currencies[0]},
		)
	}
	return sh.Book.Move(w.st.Day, ledger.Create, ledger.Ref{}, cost, ledger.Creation, ledger.Bank)
}

// worded takes a listing's new wording into the checksum and forgets what its old title reached.
func (w *World) worded(id uint32) {
	l := &w.st.Listings[id]
	h := draw.Mix(uint64(id)<<16 | uint64(l.Words.Translation)<<8 | uint64(l.Words.Content))
	for _, b := range []byte(l.Words.Title) {
		h = draw.Mix(h ^ uint64(b))
	}
	w.st.Checksum += h
	if int(id) < len(w.today.reached) {
		w.today.reached[id] = reached{}
	}
}

// searched is a query of a choice set as the engine uses it.
type searched struct {
	*scenario.Query
	index int // of the marketplace's queries
	level int // of translation that reaches it
	words market.Words
}

// searchedIn are the queries of every choice set.
func (w *World) searchedIn() [][]searched {
	out := make([][]searched, len(w.setOf))
	for set, id := range w.setOf {
		mp := &w.s.Marketplaces[id.market]
		for k := range mp.Queries {
			if q := &mp.Queries[k]; q.Category == mp.Categories[id.category].ID {
				out[set] = append(out[set], searched{q, k, slices.Index(scenario.Levels, q.Reach), market.Read(q.Text)})
			}
		}
	}
	return out
}

// reached is how well a listing answers each query of its choice set: 0 where its title does not hold the keyword.
type reached struct{ relevance, log []float64 }

// reach is what a title of a good reaches of a choice set's queries at a level of translation, and which of them it holds.
func (w *World) reach(set, good int, title string, level int) (r reached, held []bool) {
	qs := w.tables.searches[set]
	words := market.Read(title)
	r = reached{make([]float64, len(qs)), make([]float64, len(qs))}
	held = make([]bool, len(qs))
	n := 0
	for k := range qs {
		if held[k] = qs[k].level <= level && words.Holds(&qs[k].words); held[k] {
			n++
		}
	}
	part := market.Dilution(n, w.s.Marketplaces[w.setOf[set].market].Title.Keywords)
	for k := range qs {
		if held[k] {
			r.relevance[k] = float64(part * qs[k].Relevance(w.s.Goods[good].ID))
			r.log[k] = draw.Log(r.relevance[k])
		}
	}
	return r, held
}

// reaches is what a listing reaches, remembered while its wording stays.
func (w *World) reaches(m uint32) *reached {
	for len(w.today.reached) <= int(m) {
		w.today.reached = append(w.today.reached, reached{})
	}
	r := &w.today.reached[m]
	if r.relevance == nil {
		l := &w.st.Listings[m]
		*r, _ = w.reach(int(l.Set), int(l.Good), l.Words.Title, int(l.Words.Translation))
	}
	return r
}
