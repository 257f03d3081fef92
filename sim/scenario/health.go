package scenario

import "fmt"

// HealthTerms are what a marketplace asks of a shop's account. Shares are of the orders delivered in the window.
type HealthTerms struct {
	Window       int     `yaml:"window"`        // days looked back on
	OrderDefects float64 `yaml:"order_defects"` // most: disputes decided against the shop or accepted, tickets left without an answer
	Late         float64 `yaml:"late"`          // most: delivered after the promised day
	Untracked    float64 `yaml:"untracked"`     // most: delivered without tracking
	Cancelled    float64 `yaml:"cancelled"`     // most: refunded by the shop before they were delivered
	LeastOrders  int     `yaml:"least_orders"`  // below so many orders nothing is judged
	WarnDays     int     `yaml:"warn_days"`     // from a warning to demotion, and from demotion to suspension, while a limit is passed
	Demote       float64 `yaml:"demote"`        // factor on the search rank of a demoted shop
	Points       int     `yaml:"points"`        // policy points at which the account is suspended
	SuspendDays  int     `yaml:"suspend_days"`  // a suspension without a granted appeal
	Source       Source  `yaml:"source"`
}

// Choice is something to choose from, and whether it is right.
type Choice struct {
	ID    string `yaml:"id" json:"id"`
	Name  Text   `yaml:"name" json:"name"`
	Right bool   `yaml:"right,omitempty" json:"-"`
}

// AppealCause is a reason for which an account is suspended, with the remedies and the proofs that an appeal may name.
// An appeal is granted when cause, remedy and proof are right.
type AppealCause struct {
	ID       string   `yaml:"id"` // order_defects, late, untracked, cancelled, points
	Name     Text     `yaml:"name"`
	Remedies []Choice `yaml:"remedies"`
	Proofs   []Choice `yaml:"proofs"`
}

// AppealTerms are how appeals are heard.
type AppealTerms struct {
	Days   int           `yaml:"days"`  // until a granted appeal takes effect
	Again  int           `yaml:"again"` // until a refused appeal can be tried again
	Causes []AppealCause `yaml:"causes"`
	Source Source        `yaml:"source"`
}

// HealthCauses are the ids of what an account is judged by: four shares and the policy points.
var HealthCauses = []string{"order_defects", "late", "untracked", "cancelled", "points"}

// health checks a marketplace's terms of account health.
func (r *reader) health(p string, h *HealthTerms) {
	if h == nil {
		return
	}
	r.within(p+".window", int64(h.Window), 1, 90)
	r.share(p+".order_defects", h.OrderDefects)
	r.share(p+".late", h.Late)
	r.share(p+".untracked", h.Untracked)
	r.share(p+".cancelled", h.Cancelled)
	r.within(p+".least_orders", int64(h.LeastOrders), 1, 10_000)
	r.within(p+".warn_days", int64(h.WarnDays), 1, 60)
	r.check(h.Demote > 0 && h.Demote <= 1, p+".demote", "应大于 0，且不超过 1", "must be greater than 0 and at most 1")
	r.within(p+".points", int64(h.Points), 1, 1000)
	r.within(p+".suspend_days", int64(h.SuspendDays), 1, 180)
	r.source(p+".source", h.Source)
}

// appeals checks how appeals are heard: every cause is there, with one right remedy and one right proof at least.
func (r *reader) appeals(p string, a *AppealTerms) {
	if a == nil {
		return
	}
	r.within(p+".days", int64(a.Days), 1, 60)
	r.within(p+".again", int64(a.Again), 1, 60)
	r.source(p+".source", a.Source)
	var ids []string
	for i, c := range a.Causes {
		cp := fmt.Sprintf("%s.causes[%d]", p, i)
		r.oneOf(cp+".id", c.ID, HealthCauses...)
		r.text(cp+".name", c.Name)
		r.choices(cp+".remedies", c.Remedies)
		r.choices(cp+".proofs", c.Proofs)
		ids = append(ids, c.ID)
	}
	r.complete(p+".causes", ids, HealthCauses)
}

// choices checks what there is to choose from: ids that differ, and something right.
func (r *reader) choices(p string, all []Choice) {
	right := false
	for i, c := range all {
		cp := fmt.Sprintf("%s[%d]", p, i)
		r.text(cp+".name", c.Name)
		for _, other := range all[:i] {
			r.check(other.ID != c.ID, cp+".id", fmt.Sprintf("%q 重复", c.ID), fmt.Sprintf("%q is used twice", c.ID))
		}
		r.check(c.ID != "" && len(c.ID) <= maxID, cp+".id", "应为 1 到 64 个字符", "want 1 to 64 characters")
		right = right || c.Right
	}
	r.check(right, p, "至少一项应为 right: true", "at least one must be right: true")
}

// complete checks that all of the wanted ids are there, each once.
func (r *reader) complete(p string, have, want []string) {
	for _, id := range want {
		n := 0
		for _, h := range have {
			if h == id {
				n++
			}
		}
		r.check(n == 1, p, fmt.Sprintf("应恰好有一项 %q，找到 %d 项", id, n), fmt.Sprintf("want %q just once, found it %d times", id, n))
	}
}
