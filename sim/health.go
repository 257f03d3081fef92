package sim

import (
	"slices"

	"chuhai/sim/health"
	"chuhai/sim/scenario"
)

// Appeal asks a marketplace to lift a suspension: the cause, a remedy and a proof, by the ids that the scenario names.
type Appeal struct {
	Marketplace string `json:"marketplace"`
	Cause       string `json:"cause"`
	Remedy      string `json:"remedy"`
	Proof       string `json:"proof"`
}

// HealthView is a shop's account with a marketplace. State is good, warned, demoted (lower in search) or suspended
// (nothing is shown, nothing is paid out).
type HealthView struct {
	Marketplace string         `json:"marketplace"`
	State       string         `json:"state"`
	Metrics     []HealthMetric `json:"metrics"`
	Window      int            `json:"window"` // days looked back on
	Orders      int64          `json:"orders"` // delivered in them
	Least       int            `json:"least"`  // orders below which the shares are not judged
	Points      int            `json:"points"`
	PointsLimit int            `json:"points_limit"`
	Until       int            `json:"until"`      // of a suspension: its last day
	Appeal      string         `json:"appeal"`     // "", pending, granted, refused
	AppealDue   int            `json:"appeal_due"` // of a pending appeal, the day on which it is decided; of a refused one, from which another can be made
	History     []HealthEvent  `json:"history"`    // newest first
}

// HealthMetric is a share with its limit.
type HealthMetric struct {
	ID    string        `json:"id"`
	Name  scenario.Text `json:"name"`
	Value float64       `json:"value"`
	Limit float64       `json:"limit"`
	Count int64         `json:"count"`
	Over  bool          `json:"over"`
}

// HealthEvent is a turn in an account's life.
type HealthEvent struct {
	Day   int    `json:"day"`
	State string `json:"state"`
}

// count adds to what a marketplace counts today.
func (sh *shop) count(market uint16, c health.Counts) {
	if sh.Accounts == nil {
		return
	}
	t := &sh.Accounts[market].Today
	t.Defects += c.Defects
	t.Cancelled += c.Cancelled
}

// suspended reports whether a marketplace shows nothing of the shop and pays nothing out.
func (sh *shop) suspended(m int) bool {
	return sh.Accounts != nil && sh.Accounts[m].State == health.Suspended
}

// demotion is what a marketplace takes off the rank of a shop's listings: 0 for accounts in good standing.
func (w *World) demotion(sh *shop, m int) float64 {
	if sh.Accounts == nil || sh.Accounts[m].State != health.Demoted {
		return 0
	}
	return 1 - w.s.Marketplaces[m].Health.Demote
}

// shown reports whether a marketplace shows a listing: it is active, nothing bars it, the account is not suspended, and the
// marketplace is not insolvent.
func (w *World) shown(l *listing) bool {
	return l.Active && l.Barred == 0 && !w.st.Shops[l.Shop].suspended(int(l.Market)) && !w.failed(int(l.Market))
}

// judge ends the day of every account.
func (w *World) judge() {
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		for m := range sh.Accounts {
			t := w.s.Marketplaces[m].Health
			if t == nil {
				continue
			}
			a := &sh.Accounts[m]
			pending := a.Appeal == health.Pending
			changed := a.Close(w.st.Day, t)
			kind := ""
			switch {
			case changed && a.State == health.Good:
				kind = "restored"
			case changed:
				kind = health.Names[a.State]
			case pending && a.Appeal == health.Refused:
				kind = "appeal_refused"
			}
			if kind != "" {
				w.event(i, Event{Kind: kind, Market: w.s.Marketplaces[m].ID})
			}
		}
	}
}

func (w *World) appeal(sh *shop, c *Appeal) error {
	if err := w.uses(scenario.WithHealth); err != nil {
		return err
	}
	m, err := w.marketplace(c.Marketplace)
	if err != nil {
		return err
	}
	a := &sh.Accounts[m]
	switch {
	case a.State != health.Suspended:
		return reject("marketplace", "此平台账户没有被暂停，不需要申诉", "the account is not suspended: there is nothing to appeal")
	case a.Appeal == health.Pending:
		return reject("marketplace", "申诉正在审理，第 %d 天有结果", "an appeal is being heard, until day %d", a.Heard+1)
	case a.Appeal == health.Refused && w.st.Day < a.Heard+w.s.Appeals.Again:
		return reject("marketplace", "申诉被驳回，第 %d 天起可以再申诉", "the appeal was refused; another can be made from day %d", a.Heard+w.s.Appeals.Again+1)
	}
	i := slices.IndexFunc(w.s.Appeals.Causes, func(k scenario.AppealCause) bool { return k.ID == c.Cause })
	if i < 0 {
		return reject("cause", "没有原因 %q", "there is no cause %q", c.Cause)
	}
	cause := &w.s.Appeals.Causes[i]
	remedy, err := choice("remedy", cause.Remedies, c.Remedy)
	if err != nil {
		return err
	}
	proof, err := choice("proof", cause.Proofs, c.Proof)
	if err != nil {
		return err
	}
	a.Hear(w.st.Day, w.s.Appeals.Days, cause.ID == a.Cause && remedy.Right && proof.Right)
	return nil
}

// choice is the one with an id.
func choice(field string, all []scenario.Choice, id string) (*scenario.Choice, error) {
	i := slices.IndexFunc(all, func(c scenario.Choice) bool { return c.ID == id })
	if i < 0 {
		return nil, reject(field, "没有选项 %q", "there is no choice %q", id)
	}
	return &all[i], nil
}

// Health are a shop's accounts with the marketplaces that watch over theirs.
func (w *World) Health(shop int) ([]HealthView, error) {
	if shop < 1 || shop > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", shop)
	}
	if err := w.uses(scenario.WithHealth); err != nil {
		return nil, err
	}
	out := []HealthView{}
	for m := range w.s.Marketplaces {
		t := w.s.Marketplaces[m].Health
		if t == nil {
			continue
		}
		a := &w.st.Shops[shop-1].Accounts[m]
		v := HealthView{
			Marketplace: w.s.Marketplaces[m].ID,
			State:       health.Names[a.State],
			Metrics:     []HealthMetric{},
			Window:      t.Window,
			Orders:      a.Sum.Orders,
			Least:       t.LeastOrders,
			Points:      a.Points(),
			PointsLimit: t.Points,
			Until:       a.Until,
			Appeal:      health.HearingNames[a.Appeal],
			AppealDue:   a.Heard,
			History:     []HealthEvent{},
		}
		if a.Appeal == health.Refused {
			v.AppealDue += w.s.Appeals.Again
		}
		for _, k := range a.Metrics(t) {
			name := w.s.Appeals.Causes[slices.IndexFunc(w.s.Appeals.Causes, func(c scenario.AppealCause) bool { return c.ID == k.ID })].Name
			v.Metrics = append(v.Metrics, HealthMetric{k.ID, name, k.Value, k.Limit, k.Count, k.Over()})
		}
		for i := len(a.Changes) - 1; i >= 0; i-- {
			v.History = append(v.History, HealthEvent{a.Changes[i].Day, health.Names[a.Changes[i].State]})
		}
		out = append(out, v)
	}
	return out, nil
}
