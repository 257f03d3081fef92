package customs_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"chuhai/scenarios"
	"chuhai/sim/customs"
	"chuhai/sim/scenario"
)

func headings(t testing.TB) []scenario.Heading {
	t.Helper()
	all, err := scenario.ReadCustoms(scenarios.With(nil))
	if err != nil {
		t.Fatal(err)
	}
	return all.Headings
}

// What the belts make is found first by the words that makers and buyers use.
func TestTheTradesWordsFindTheHeading(t *testing.T) {
	table := headings(t)
	for word, want := range map[string]string{
		"假发": "670411", "真人发假发": "670420", "human hair wig": "670420", "化妆刷": "960330", "makeup brushes": "960330", "钧瓷": "691310", "唐三彩": "691390",
		"茶具": "691110", "信阳毛尖": "090210", "功夫服": "621143", "汴绣": "581099", "甲骨文笔记本": "482010", "充电宝": "850760", "power bank": "850760", "面膜": "330499",
		"婴儿奶粉": "190110", "silk blouse": "620610", "wool blouse": "620620", "真丝女衬衫": "620610", "yoga pants": "610463", "6704.20": "670420", "67": "670210", "6704200000": "670420",
	} {
		got := customs.Classify(table, word, 5)
		if len(got) == 0 || got[0].HS != want {
			t.Errorf("%s: %+v, want %s first", word, got, want)
		}
	}
}

// The classification lesson: a vase and a tea set are neighbours, and the neighbour's duty is told.
func TestANearMissSaysWhatTellsItApart(t *testing.T) {
	got := customs.Classify(headings(t), "花瓶", 1)
	if len(got) != 1 || got[0].HS != "691310" || len(got[0].Near) == 0 || got[0].Near[0].HS != "691110" || !strings.Contains(got[0].Near[0].Why.Zh, "79%") || got[0].Near[0].Name.Zh == "" {
		t.Errorf("%+v", got)
	}
}

func TestNothingIsFoundForNothing(t *testing.T) {
	for _, q := range []string{"", "   ", "7", "zzzz", "宇宙飞船驾驶舱"} {
		if got := customs.Classify(headings(t), q, 5); len(got) != 0 {
			t.Errorf("%q finds %+v", q, got)
		}
	}
}

// Every good of the lessons is in the table.
func TestEveryGoodOfTheLessonsIsInTheTable(t *testing.T) {
	known := map[string]bool{}
	for _, h := range headings(t) {
		known[h.HS] = true
	}
	for _, name := range scenarios.Names() {
		b, err := scenarios.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scenario.Parse(b)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range s.Goods {
			if !known[g.HS] {
				t.Errorf("%s: %s, HS %s, is not in the table", name, g.ID, g.HS)
			}
		}
	}
}

// Whatever is typed, the search answers in order and within its limit.
func FuzzClassify(f *testing.F) {
	table := headings(f)
	for _, s := range []string{"假发", "human hair wig", "6704.20", "", "a", "\xff", "茶 tea 9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, q string) {
		got := customs.Classify(table, q, 4)
		if len(got) > 4 {
			t.Fatalf("%d found", len(got))
		}
		for i, x := range got {
			if x.Score <= 0 || i > 0 && x.Score > got[i-1].Score || !utf8.ValidString(x.Name.Zh) {
				t.Fatalf("%q: %+v", q, got)
			}
		}
	})
}
