package class_test

import (
	"strings"
	"testing"

	"chuhai/web/class"
)

func TestNames(t *testing.T) {
	for _, c := range []struct{ what, in, want, fault string }{
		{"a Chinese name", "王小明", "王小明", ""},
		{"a rare character", "䶮", "䶮", ""},
		{"a character of a late extension", "𬍛𰻝", "𬍛𰻝", ""},
		{"a name with a middle dot", "阿卜杜拉·买买提", "阿卜杜拉·买买提", ""},
		{"spaces around and between", "  Li \t  Lei　", "Li Lei", ""},
		{"a decomposed letter", "Zoe\u0308", "Zoë", ""},
		{"a variant selector of an ideograph", "葛\U000E0100", "葛\U000E0100", ""},
		{"a variant selector of nothing", "\uFE0F", "", "cannot be seen"},
		{"the longest", strings.Repeat("郑", 50), strings.Repeat("郑", 50), ""},
		{"one too long", strings.Repeat("郑", 51), "", "1 to 50"},
		{"10 kB", strings.Repeat("a", 10<<10), "", "1 to 50 characters, found 10240"},
		{"nothing", "", "", "1 to 50"},
		{"only spaces", " \u3000\t", "", "1 to 50"},
		{"a right-to-left override", "abc\u202Edef", "", "cannot be seen"},
		{"a zero-width space", "a\u200Bb", "", "cannot be seen"},
		{"a blank that looks like a letter", "\u3164", "", "cannot be seen"},
		{"a control character", "a\x00b", "", "cannot be seen"},
		{"half a character", "\xe7\x8e", "", "not UTF-8"},
	} {
		got, err := class.CleanName(c.in)
		if c.fault == "" && (err != nil || got != c.want) {
			t.Errorf("%s: %q, %v; want %q", c.what, got, err, c.want)
		}
		if c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)) {
			t.Errorf("%s: %q, %v; want an error that says %q", c.what, got, err, c.fault)
		}
	}
}

func FuzzCleanName(f *testing.F) {
	f.Add("王小明")
	f.Add(" a\u202Eb ")
	f.Add("\xff")
	f.Fuzz(func(t *testing.T, in string) {
		out, err := class.CleanName(in)
		if err != nil {
			return
		}
		if again, err := class.CleanName(out); err != nil || again != out {
			t.Errorf("%q became %q, and that %q, %v", in, out, again, err)
		}
	})
}

func TestASeatIsFoundByItsNameAndByTheIDOfItsOpening(t *testing.T) {
	st, c := open(t, t.TempDir())
	defer st.Close()
	defer c.Close()
	first, err := c.Seat("Li Lei", "browser-a-0123456789")
	if err != nil || !first.New {
		t.Fatalf("%+v %v", first, err)
	}
	for _, v := range []struct {
		name, id string
		isNew    bool
	}{
		{"Li Lei", "browser-a-0123456789", true}, // the answer was lost
		{"Li Lei", "", false},
		{"li lei", "browser-b-0123456789", false},
		{"ＬＩ  LEI", "", false},
		{"Li\uFE0F Lei", "", false},
	} {
		if s, err := c.Seat(v.name, v.id); err != nil || s.Shop != first.Shop || s.New != v.isNew {
			t.Errorf("%q with id %q: %+v %v; want shop %d, new %v", v.name, v.id, s, err, first.Shop, v.isNew)
		}
	}
}

// A PIN follows from the class's secret: it is there as soon as the seat is, differs from seat to seat, and cannot be
// had without the secret.
func TestPINsFollowFromTheSecret(t *testing.T) {
	m := class.Meta{Secret: []byte("one")}
	again := class.Meta{Secret: []byte("one")}
	if m.PIN(1) != again.PIN(1) || m.PIN(1) == m.PIN(2) {
		t.Errorf("PINs %s %s, after a restart %s", m.PIN(1), m.PIN(2), again.PIN(1))
	}
	other := class.Meta{Secret: []byte("two")}
	if m.PIN(1) == other.PIN(1) && m.PIN(2) == other.PIN(2) {
		t.Error("another secret gives the same PINs")
	}
	if n := len(m.PIN(3)); n != 4 {
		t.Errorf("a PIN of %d digits", n)
	}
}
