package customs

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chuhai/sim/scenario"
)

// Found is a subheading that may be meant, the likelier the higher its score, with those it is mistaken for.
type Found struct {
	HS    string        `json:"hs"`
	Name  scenario.Text `json:"name"`
	Score int           `json:"score"`
	Near  []Neighbour   `json:"near"`
}

// Neighbour is a near miss: what it is, and what tells it apart.
type Neighbour struct {
	HS   string        `json:"hs"`
	Name scenario.Text `json:"name"`
	Why  scenario.Text `json:"why"`
}

// Weights of a match. A word of the trade says more than a title, a whole phrase more than a part of it.
const (
	scoreCode   = 200 // the query is the code, or its beginning
	scoreWord   = 100 // it is one of the trade's words
	scorePhrase = 60  // it stands among them
	scoreTitle  = 50  // it stands in the title
	scorePart   = 12  // a word of the query, or two characters of it
	scoreInside = 9   // for each character of a word of the trade inside the query
)

// Classify looks goods up by a word of the trade in Chinese or English, or by the first digits of a code. It finds at most
// limit subheadings, the likeliest first; equals are in the order of the codes.
func Classify(table []scenario.Heading, query string, limit int) []Found {
	q := strings.ToLower(strings.Join(strings.Fields(query), " "))
	found := []Found{}
	if q == "" {
		return found
	}
	name := map[string]scenario.Text{}
	for _, h := range table {
		name[h.HS] = h.Name
	}
	for i := range table {
		h := &table[i]
		score := likeness(h, q)
		if score == 0 {
			continue
		}
		f := Found{h.HS, h.Name, score, []Neighbour{}}
		for _, n := range h.Near {
			f.Near = append(f.Near, Neighbour{n.HS, name[n.HS], n.Why})
		}
		found = append(found, f)
	}
	slices.SortFunc(found, func(a, b Found) int {
		if a.Score != b.Score {
			return b.Score - a.Score
		}
		return strings.Compare(a.HS, b.HS)
	})
	return found[:min(len(found), limit)]
}

// likeness is how well a query fits a subheading; 0 is not at all.
func likeness(h *scenario.Heading, q string) int {
	if code := strings.ReplaceAll(q, ".", ""); strings.Trim(code, "0123456789") == "" {
		if len(code) >= 2 && (strings.HasPrefix(h.HS, code) || strings.HasPrefix(code, h.HS)) {
			return scoreCode
		}
		return 0
	}
	words, zh, en := strings.ToLower(h.Words), h.Name.Zh, strings.ToLower(h.Name.En)
	score := 0
	switch {
	case slices.Contains(strings.Fields(words), q):
		score = scoreWord
	case strings.Contains(words, q):
		score = scorePhrase
	}
	if strings.Contains(zh, q) || strings.Contains(en, q) {
		score += scoreTitle
	}
	if score > 0 {
		return score
	}
	for _, w := range strings.Fields(words) {
		if n := utf8.RuneCountInString(w); n > 1 && len(w) > n && strings.Contains(q, w) { // Chinese has no blanks between words
			score += scoreInside * n
		}
	}
	for _, part := range parts(q) {
		if strings.Contains(words, part) || strings.Contains(zh, part) || strings.Contains(en, part) {
			score += scorePart
		}
	}
	return score
}

// parts are what a query is looked up by when it is not found whole: English words of three letters and more, without the
// plural, and every two neighbouring Chinese characters.
func parts(q string) []string {
	var out []string
	for _, w := range strings.Fields(q) {
		r := []rune(w)
		if len(r) == len(w) {
			if w = strings.TrimSuffix(w, "s"); len(w) >= 3 {
				out = append(out, w)
			}
			continue
		}
		for i := 0; i+1 < len(r); i++ {
			out = append(out, string(r[i:i+2]))
		}
	}
	return out
}
