package scenario

import "fmt"

// Timing is what is published of how long services and freights take, in days: a service from the order to the buyer's
// door, a freight on its legs. Customs are not counted. `chuhai validate routes` holds the network to it.
type Timing struct {
	ID   string   `yaml:"id"`
	Name Text     `yaml:"name"`
	Of   []string `yaml:"of"` // services and freights
	Low  float64  `yaml:"low"`
	High float64  `yaml:"high"`
	// Least and Most take the place of Low and High as the bars of the median; Why says why.
	Least  float64 `yaml:"least,omitempty"`
	Most   float64 `yaml:"most,omitempty"`
	Why    Text    `yaml:"why,omitempty"`
	Source Source  `yaml:"source"`
}

// Bars are the days between which the median must lie.
func (t *Timing) Bars() (least, most float64) {
	least, most = t.Low, t.High
	if t.Least > 0 {
		least = t.Least
	}
	if t.Most > 0 {
		most = t.Most
	}
	return least, most
}

func validateTimings(r *reader, l *library) {
	for i := range l.Timings {
		t, p := &l.Timings[i], fmt.Sprintf("timings[%d]", i)
		r.text(p+".name", t.Name)
		r.source(p+".source", t.Source)
		r.check(len(t.Of) > 0, p+".of", "至少一种服务或头程", "want at least one service or freight")
		r.check(t.Low >= 0 && t.Low <= t.High && t.High <= 400, p+".low", fmt.Sprintf("应不大于 high %g", t.High), fmt.Sprintf("must be at most high, %g", t.High))
		least, most := t.Bars()
		r.check(least >= 0 && least <= most && most <= 400, p+".least", fmt.Sprintf("应不大于 %g", most), fmt.Sprintf("must be at most %g", most))
		if t.Least > 0 || t.Most > 0 {
			r.text(p+".why", t.Why)
		}
	}
}
