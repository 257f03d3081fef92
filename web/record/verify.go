package record

import (
	"fmt"
	"path"

	"chuhai/sim"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Verify replays the run and compares the digest at each day's end. Its error names the first day that differs and, where
// the run kept its shops' worth, whose books do. each hears of every day that agrees. Messages call the run by name.
func (r *Run) Verify(name string, each func(day int)) (*sim.World, error) {
	s, err := scenario.Parse(r.Bundle)
	if err != nil {
		return nil, err
	}
	w, err := sim.New(s, r.Seed)
	if err != nil {
		return nil, err
	}
	for i, c := range r.Log {
		if err := w.Apply(c); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path.Join(name, LogFile), i+1, err)
		}
		if c.Step == nil {
			continue
		}
		day := w.Day()
		if day > len(r.Digests) {
			return nil, fmt.Errorf("day %d differs from the record: the log plays it, but the record ends on day %d / "+
				"第 %d 天与记录不符：日志有这一天，记录到第 %d 天为止", day,
				len(r.Digests), day, len(r.Digests))
		}
		if w.Digests()[day-1] != r.Digests[day-1] {
			return nil, r.difference(w, day)
		}
		each(day)
	}
	if day := w.Day(); day < len(r.Digests) {
		return nil, fmt.Errorf("day %d differs from the record: the log ends on day %d, the record on day %d / "+
			"第 %d 天与记录不符：日志到第 %d 天为止，记录到第 %d 天", day+1,
			day, len(r.Digests), day+1, day, len(r.Digests))
	}
	return w, nil
}

// difference says what differs at the end of a day.
func (r *Run) difference(w *sim.World, day int) error {
	s := w.Scenario()
	date := s.Start + scenario.Date(day-1)
	fail := func(en, zh string) error {
		return fmt.Errorf("day %d (%s) differs from the record: %s / 第 %d 天（%s）与记录不符：%s", day, date, en, day, date, zh)
	}
	if len(r.Worth) < day {
		return fail("the same decisions lead to another state", "同样的决策得到了不同的状态")
	}
	for shop, recorded := range r.Worth[day-1] {
		v, err := w.Shop(shop + 1)
		if err != nil {
			return fail(fmt.Sprintf("the record has a shop %d that the log does not open", shop+1), fmt.Sprintf("记录中有 %d 号店铺，日志中没有", shop+1))
		}
		replayed := int64(0)
		if n := len(v.Equity); n > 0 {
			replayed = v.Equity[n-1]
		}
		if replayed != recorded {
			a, b := money.Amount{Minor: replayed, Currency: s.Home.Currency}, money.Amount{Minor: recorded, Currency: s.Home.Currency}
			return fail(
				fmt.Sprintf("shop %d %q is worth %s, by the record %s", shop+1, v.Name, a, b),
				fmt.Sprintf("%d 号店铺“%s”净资产为 %s，记录为 %s", shop+1, v.Name, a, b),
			)
		}
	}
	return fail("every shop is worth the same, but listings, parcels or stock are not", "各店净资产一致，但刊登、包裹或库存不同")
}
