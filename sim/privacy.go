package sim

import (
	"slices"

	"chuhai/sim/scenario"
)

// DoPrivacy answers a data-protection task that has come up.
type DoPrivacy struct {
	Task   string `json:"task"`
	Answer string `json:"answer"`
}

// duty is a data-protection task of a shop.
type duty struct {
	Task   int
	Opened int
	Due    int // last day to answer
	Answer string
	State  uint8
}

// The states of a duty.
const (
	dutyOpen uint8 = iota
	dutyRight
	dutyWrong
	dutyMissed
)

var dutyNames = [...]string{"open", "right", "wrong", "missed"}

// dutiesDue brings up tasks whose time has come, and ends those that nobody answered.
func (w *World) dutiesDue(n int, sh *shop) error {
	for i := range w.s.Privacy {
		k := &w.s.Privacy[i]
		if slices.ContainsFunc(sh.Law.Duties, func(d duty) bool { return d.Task == i }) {
			continue
		}
		orders := int64(0)
		for _, id := range sh.Listings {
			if l := &w.st.Listings[id]; slices.Contains(k.Countries, w.s.Marketplaces[l.Market].Country) {
				orders += l.Total
			}
		}
		if orders >= int64(k.Orders) {
			sh.Law.Duties = append(sh.Law.Duties, duty{Task: i, Opened: w.st.Day, Due: w.st.Day + k.Days})
			w.event(n, Event{Kind: "duty", Count: 1})
		}
	}
	for i := range sh.Law.Duties {
		if d := &sh.Law.Duties[i]; d.State == dutyOpen && w.st.Day >= d.Due {
			d.State = dutyMissed
			if err := w.breached(n, sh, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// breached punishes a duty that was done wrong or not at all.
func (w *World) breached(n int, sh *shop, d *duty) error {
	k := &w.s.Privacy[d.Task]
	sh.Law.Incident = w.st.Day
	for m := range sh.Accounts {
		if slices.Contains(k.Countries, w.s.Marketplaces[m].Country) {
			sh.Accounts[m].Punish(w.st.Day, k.Points)
		}
	}
	return w.fine(n, sh, k.Fine.Minor)
}

func (w *World) doPrivacy(n int, sh *shop, c *DoPrivacy) error {
	if err := w.uses(scenario.WithCompliance); err != nil {
		return err
	}
	i := slices.IndexFunc(sh.Law.Duties, func(d duty) bool { return w.s.Privacy[d.Task].ID == c.Task })
	if i < 0 {
		return reject("task", "没有数据合规任务 %q", "there is no data-protection task %q", c.Task)
	}
	d := &sh.Law.Duties[i]
	if d.State != dutyOpen {
		return reject("task", "任务“%[1]s”已处理或已过期", "the task %[2]q is done or overdue", w.s.Privacy[d.Task].Title.Zh, w.s.Privacy[d.Task].Title.En)
	}
	a, err := choice("answer", w.s.Privacy[d.Task].Answers, c.Answer)
	if err != nil {
		return err
	}
	d.Answer, d.State = c.Answer, dutyRight
	if a.Right {
		return nil
	}
	d.State = dutyWrong
	return w.breached(n, sh, d)
}
