package main

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// The Council's example, as a person types it.
func TestCustomsAssessPrintsTheLines(t *testing.T) {
	args := []string{"customs", "assess", "--from", "CN", "--to", "de", "--date", "2026-07-02", "--scheme", "marketplace", "--tax-included", "--item",
		"6206.10:45EUR:0.2kg", "--item", "6206.20:60EUR:2pcs"}
	code, out, errs := chuhai(t, args...)
	for _, want := range []string{"2 × 3.00", "6.00", "16.76", "22.76", "仅供教学", "2026/382", "官方 real"} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("exit %d, want %q in:\n%s%s", code, want, out, errs)
		}
	}
	code, out, _ = chuhai(t, append(args, "--json")...)
	var got struct {
		Regime, Treatment string
		Total             money.Amount
		Lines             []struct{ Rule, Working string }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != 0 || got.Regime != "eu" || got.Treatment != "low-value" ||
		got.Total.Minor != 2276 || len(got.Lines) != 2 {
		t.Errorf("exit %d, %v: %s", code, err, out)
	}
}

// Every mistake names its field, in both languages, and is the caller's: exit code 2.
func TestCustomsAssessNamesTheField(t *testing.T) {
	good := map[string]string{"--to": "DE", "--date": "2026-07-02", "--item": "6206.10:45EUR"}
	for _, c := range []struct{ flag, value, want string }{
		{"--to", "XX", "there are AE"}, {"--to", "", "such as DE"}, {"--date", "tomorrow", "--date"}, {"--date", "", "--date"},
		{"--from", "China", "two letters"}, {"--traffic", "plane", "--traffic"}, {"--scheme", "me", "--scheme"},
		{"--item", "6206.10", "HS:PRICE"}, {"--item", "62:45EUR", "six to ten digits"}, {"--item", "6206.10:45", "45EUR"},
		{"--item", "6206.10:-45EUR", "negative"}, {"--item", "6206.10:45CNY", "--rate CNY"},
		{"--item", "6206.10:45EUR:x", "0.2kg"}, {"--item", "6206.10:45EUR:metal=2", "between 0 and 1"}, {"--item", "6206.10:45EUR:0pcs", "pieces"},
		{"--freight", "ten", "--freight"}, {"--rate", "USD", "USD=1400"},
	} {
		args := []string{"customs", "assess"}
		for _, k := range []string{"--to", "--date", "--item"} {
			if k != c.flag {
				args = append(args, k, good[k])
			}
		}
		code, _, errs := chuhai(t, append(args, c.flag, c.value)...)
		if code != 2 || !strings.Contains(errs, c.want) || !strings.Contains(errs, "/ ") {
			t.Errorf("%s %q: exit %d: %s", c.flag, c.value, code, errs)
		}
	}
	if code, text, errs := chuhai(t, "customs", "assess", "--to", "US-CA", "--date", "2026-02-24", "--scheme", "marketplace", "--item",
		"6704.11:100USD"); code != 0 || !strings.Contains(text, "100.00 × 8.85%") {
		t.Errorf("the sales tax of California: exit %d: %s%s", code, text, errs)
	}
	if code, _, errs := chuhai(t, "customs", "assess", "--to", "KR", "--date", "2026-06-01", "--item", "6704.11:210001KRW"); code != 2 ||
		!strings.Contains(errs, "KRW for one USD") {
		t.Errorf("a rate is missing: exit %d: %s", code, errs)
	}
	if code, _, errs := chuhai(t, "customs", "assess", "--to", "DE", "--date", "2026-06-01", "--traffic", "stock", "--item",
		"0201.10:1EUR"); code != 1 || !strings.Contains(errs, "HS 020110") {
		t.Errorf("a tariff line that is not known: exit %d: %s", code, errs)
	}
	for _, args := range [][]string{{"customs"}, {"customs", "tax"}} {
		if code, _, errs := chuhai(t, args...); code != 2 || !strings.Contains(errs, "customs assess") {
			t.Errorf("%v: exit %d: %s", args, code, errs)
		}
	}
}

func TestCustomsRefund(t *testing.T) {
	code, out, errs := chuhai(t, "customs", "refund", "--mode", "9810", "--date", "2026-06-10", "--item", "8507.60:10000CNY")
	for _, want := range []string{"600.00", "700.00", "2026-06-30", "2027-04-30", "warehouse-record"} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("exit %d, want %q in:\n%s%s", code, want, out, errs)
		}
	}
	if code, out, _ := chuhai(t, "customs", "refund", "--date", "2026-06-10", "--item", "6704.11:10000CNY:no-invoice:proceeds=15000CNY",
		"--json"); code != 0 || !strings.Contains(out, `"minor": 15000`) {
		t.Errorf("exit %d: %s", code, out)
	}
	for _, args := range [][]string{{"--date", "2026-06-10"}, {"--date", "x", "--item", "6704.11:1CNY"},
		{"--date", "2026-06-10", "--item", "6704.11:1EUR"}, {"--date", "2026-06-10", "--item", "6704.11:1CNY:free"}} {
		if code, _, errs := chuhai(t, append([]string{"customs", "refund"}, args...)...); code != 2 || !strings.Contains(errs, " / ") {
			t.Errorf("%v: exit %d: %s", args, code, errs)
		}
	}
	if code, _, errs := chuhai(t, "customs", "refund", "--mode", "1234", "--date", "2026-06-10", "--item", "6704.11:1CNY"); code != 1 ||
		!strings.Contains(errs, "1234") {
		t.Errorf("an unknown mode: exit %d: %s", code, errs)
	}
}

func TestCustomsClassify(t *testing.T) {
	code, out, errs := chuhai(t, "customs", "classify", "花瓶")
	if code != 0 || !strings.HasPrefix(out, "6913.10") || !strings.Contains(out, "≠ 6911.10") || !strings.Contains(out, "79 %") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if code, _, errs := chuhai(t, "customs", "classify", "zzzz"); code != 1 || !strings.Contains(errs, "没有找到") {
		t.Errorf("exit %d: %s", code, errs)
	}
	for _, args := range [][]string{{"customs", "classify"}, {"customs", "classify", "--limit", "0", "wig"}} {
		if code, _, _ := chuhai(t, args...); code != 2 {
			t.Errorf("%v: exit %d", args, code)
		}
	}
	if code, out, _ := chuhai(t, "customs", "classify", "makeup", "brush", "--json"); code != 0 || !strings.Contains(out, `"hs": "960330"`) {
		t.Errorf("exit %d: %s", code, out)
	}
}

// Whatever an item says, it is read within bounds or refused in both languages.
func FuzzItem(f *testing.F) {
	for _, s := range []string{"6206.10:45EUR:0.2kg", "620610:45 EUR:2pcs:net=20g:origin=VN:exporter=A:metal=0.8", "::", "620610:1e9EUR",
		"620610:45EUR:999999999999kg", "620610:9999999999999999999EUR"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		it, err := readItem(s, "EUR", map[money.Currency]decimal.Decimal{"USD": decimal.NewFromInt(2)})
		if err == nil && (len(it.HS) != 6 || it.Price.IsNegative() || it.Grams < 0 || it.Pieces < 0 || it.Metal.IsNegative()) {
			t.Fatalf("%q reads as %+v", s, it)
		}
		if err != nil && !strings.Contains(err.Error(), "/") {
			t.Fatalf("%q: %v", s, err)
		}
		if errors.Is(err, errUsage) {
			t.Fatalf("%q: the flag marks the error, not the reader", s)
		}
	})
}
