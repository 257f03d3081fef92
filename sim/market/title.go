package market

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Words are a text as search sees it: compatibility forms, case, accents and vowel points do not count, nor do order,
// repetition and punctuation. Scripts that set no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) are
// kept as runs, in which a keyword is found anywhere.
type Words struct {
	words []string // of spaced scripts, ascending, each once
	runs  []string // of unspaced scripts
}

// Read is a text as search sees it. It takes any bytes.
func Read(text string) Words {
	var w Words
	var word strings.Builder
	run := false // the word under way is of an unspaced script
	flush := func() {
		if word.Len() == 0 {
			return
		}
		if run {
			w.runs = append(w.runs, word.String())
		} else {
			w.words = append(w.words, word.String())
		}
		word.Reset()
	}
	for _, c := range cases.Fold().String(norm.NFKD.String(text)) {
		switch {
		case silent(c):
		case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c):
			if unspaced := unicode.In(c, unspacedScripts...); word.Len() > 0 && unspaced != run && !unicode.IsMark(c) {
				flush()
				run = unspaced
			} else if word.Len() == 0 {
				run = unspaced
			}
			word.WriteRune(plain(c))
		default:
			flush()
		}
	}
	flush()
	slices.Sort(w.words)
	w.words = slices.Compact(w.words)
	return w
}

// unspacedScripts set no spaces between words.
var unspacedScripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// silent are the signs that shoppers leave out when they type: accents, Hebrew and Arabic points, the Arabic stretch, and
// what joins or directs without being seen. Kana voicing and the vowels of Thai and Indian scripts are not among them:
// without these a word is another word.
func silent(c rune) bool {
	switch {
	case c >= 0x0300 && c <= 0x036F, c >= 0x0591 && c <= 0x05C7, c >= 0x064B && c <= 0x065F, c == 0x0670, c == 0x0640:
		return true
	}
	return unicode.Is(unicode.Cf, c) || unicode.Is(unicode.Variation_Selector, c)
}

// plain is a letter without the stroke that decomposition leaves in it.
func plain(c rune) rune {
	switch c {
	case 'ł':
		return 'l'
	case 'ø':
		return 'o'
	case 'đ':
		return 'd'
	case 'ı':
		return 'i'
	}
	return c
}

// Empty reports whether there is nothing in the text that could be searched for.
func (w *Words) Empty() bool { return len(w.words) == 0 && len(w.runs) == 0 }

// Holds reports whether all words of a keyword are among these. A keyword without words is in no text.
func (w *Words) Holds(keyword *Words) bool {
	if keyword.Empty() {
		return false
	}
	for _, k := range keyword.words {
		if _, ok := slices.BinarySearch(w.words, k); !ok {
			return false
		}
	}
	for _, k := range keyword.runs {
		if !slices.ContainsFunc(w.runs, func(run string) bool { return strings.Contains(run, k) }) {
			return false
		}
	}
	return true
}

// Dilution is what each keyword of a title counts when the title holds so many and so many count in full: beyond these,
// a title says the same to more shoppers and less to each, so that stuffing gains nothing.
func Dilution(held, full int) float64 {
	if held <= full {
		return 1
	}
	return float64(full) / float64(held)
}
