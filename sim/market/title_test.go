package market_test

import (
	"math"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"chuhai/sim/market"
)

// A title is found by the keywords whose words it holds, as shoppers type them in each script.
func TestAKeywordIsFoundInATitle(t *testing.T) {
	for _, c := range []struct {
		name, title, keyword string
		want                 bool
	}{
		{"word for word", "Keramik Vase handgemacht, 30 cm", "keramik vase", true},
		{"in any order", "Vase, handgemachte Keramik", "keramik vase", true},
		{"a part of a word is another word", "Keramikvase", "keramik", false},
		{"one word is missing", "Keramik Schale", "keramik vase", false},
		{"case and sharp s", "GROSSE VASE", "große vase", true},
		{"accents that nobody types", "Déco céramique", "deco ceramique", true},
		{"an accent composed or not", "Schüssel", "Schu\u0308ssel", true},
		{"Polish l", "mała miska", "mala miska", true},
		{"full-width letters", "ＶＡＳＥ　ｂｌａｕ", "vase blau", true},
		{"Cyrillic, with case and yo", "Ваза КЕРАМИЧЕСКАЯ зелёная", "зеленая ваза", true},
		{"Arabic, with points and stretch", "مَزْهَرِيَّة خـــزف", "خزف مزهرية", true},
		{"Arabic, hamza left out", "أواني الخزف", "اواني الخزف", true},
		{"Hebrew points", "אֲגַרְטָל", "אגרטל", true},
		{"Chinese inside a run", "手工钧瓷花瓶摆件", "钧瓷花瓶", true},
		{"Chinese, two places", "钧瓷 手工 花瓶", "花瓶 钧瓷", true},
		{"Chinese, not side by side", "钧瓷手工花瓶", "钧瓷花瓶", false},
		{"Chinese beside Latin", "钧瓷vase花瓶", "vase", true},
		{"kana voicing is a letter", "かき", "がき", false},
		{"half-width kana", "ｶﾞﾗｽ花瓶", "ガラス", true},
		{"Thai inside a run", "แจกันเซรามิก", "เซรามิก", true},
		{"Korean words", "도자기 꽃병", "꽃병", true},
		{"emoji part words and are none", "vase🏺keramik❤️", "keramik vase", true},
		{"an emoji is no keyword", "vase 🏺", "🏺", false},
		{"nothing is no keyword", "vase", "", false},
		{"repetition is nothing", "vase vase vase", "vase keramik", false},
	} {
		title, keyword := market.Read(c.title), market.Read(c.keyword)
		if got := title.Holds(&keyword); got != c.want {
			t.Errorf("%s: %q in %q: %t", c.name, c.keyword, c.title, got)
		}
	}
}

// More keywords than count share what those would have.
func TestStuffingGainsNothing(t *testing.T) {
	for held := range 40 {
		if got := float64(held) * market.Dilution(held, 4); got > 4+1e-9 {
			t.Errorf("%d keywords count as %g", held, got)
		}
	}
	if market.Dilution(3, 4) != 1 || math.Abs(market.Dilution(8, 4)-0.5) > 1e-12 {
		t.Error("a title within the limit is not diluted, one of twice the limit is by half")
	}
}

// Whatever is typed: a text holds itself when it has words, whichever its form; adding words never loses a keyword; a
// text of other words is not held.
func FuzzTitles(f *testing.F) {
	for _, s := range []string{"Keramik Vase", "钧瓷花瓶 jun ware", "ваза зелёная", "مَزْهَرِيَّة", "🏺❤️‍🔥 vase", "e\u0301te\u0301", "แจกัน", "ｶﾞﾗｽ", "\xff\xfe", "ﷺ", "각\u11a8", "\u200fשלום\u200e"} {
		f.Add(s, "vase")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		title, other := market.Read(a), market.Read(b)
		if title.Empty() == title.Holds(&title) {
			t.Fatalf("%q holds itself: %t", a, title.Holds(&title))
		}
		both := market.Read(a + " " + b)
		if !title.Empty() && !both.Holds(&title) || !other.Empty() && !both.Holds(&other) {
			t.Fatalf("%q and %q together lose one of them", a, b)
		}
		twice := market.Read(b + " " + a + " " + a)
		if both.Holds(&twice) != !both.Empty() {
			t.Fatalf("order or repetition counts in %q and %q", a, b)
		}
		if utf8.ValidString(a) {
			for _, form := range []norm.Form{norm.NFC, norm.NFD} {
				same := market.Read(form.String(a))
				if !title.Empty() && (!same.Holds(&title) || !title.Holds(&same)) {
					t.Fatalf("%q in another form is another title", a)
				}
			}
		}
	})
}
