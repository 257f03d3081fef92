package main

import (
	"bytes"
	"strings"
	"testing"
)

func chuhai(t *testing.T, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = dispatch(args, &o, &e)
	return code, o.String(), e.String()
}

func TestTheCommandLineSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{nil, 2, "usage"}, {[]string{"sail"}, 2, `unknown command "sail"`}, {[]string{"run"}, 2, "name one scenario"}, {[]string{"run", "nowhere"}, 1, "no scenario"},
		{[]string{"run", "first-parcel", "--days", "99"}, 2, "--days 99"}, {[]string{"run", "first-parcel", "--bots", "0"}, 2, "--bots 0"}, {[]string{"check"}, 2, "name one or more"},
		{[]string{"verify"}, 2, "name one directory"}, {[]string{"export"}, 2, "name one directory"}, {[]string{"check", "/nowhere/x.yaml"}, 1, "cannot read"},
		{[]string{"verify", "/nowhere"}, 1, "no recorded run"}, {[]string{"run", "first-parcel", "--out", "/proc/none", "--bots", "1", "--days", "1"}, 1, "cannot write"},
	} {
		if code, _, errs := chuhai(t, c.args...); code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("chuhai %v: exit %d, %q; want %d and %q", c.args, code, errs, c.code, c.says)
		}
	}
}
