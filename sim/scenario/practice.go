package scenario

import (
	"fmt"
	"slices"

	"chuhai/sim/money"
)

// Practice is what borders do beside their tariffs, alike everywhere: with goods that are declared wrong, with shops that
// have done so before, and with goods that have to go back.
type Practice struct {
	Faults    []Fault   `yaml:"faults"`
	Offenders Offenders `yaml:"offenders"`
	Back      WayBack   `yaml:"back"`
	Door      Doorstep  `yaml:"door"`
}

// FaultKinds are what a declaration can say wrong: the code, or the value.
var FaultKinds = []string{"code", "value"}

// Fault is what becomes of goods of which customs has found one thing declared wrong. What is neither sent back nor seized
// is assessed anew, fined and released.
type Fault struct {
	Of      string  `yaml:"of"`      // one of FaultKinds
	Returns float64 `yaml:"returns"` // share that is sent back
	Seizes  float64 `yaml:"seizes"`  // share that is seized
	Source  Source  `yaml:"source"`
}

// Offenders says how much more often customs examines the goods of a shop of which it has found some declared wrong or
// incomplete. Each such parcel or consignment of the last Days days adds Each to the factor, less the longer it is ago, in a
// straight line; the factor is at most Most.
type Offenders struct {
	Days   int     `yaml:"days"`
	Each   float64 `yaml:"each"`
	Most   float64 `yaml:"most"`
	Source Source  `yaml:"source"`
}

// WayBack is what it takes to bring goods back that a border did not let in. Goods that are worth less than their way back
// are left to be destroyed.
type WayBack struct {
	Share   float64      `yaml:"share"`   // of the freight out
	Days    Transit      `yaml:"days"`    // from the decision until they are in stock again
	Abandon money.Amount `yaml:"abandon"` // a parcel, or a consignment, that is left to be destroyed; home currency
	Source  Source       `yaml:"source"`
}

// Doorstep is what buyers do who are asked for duty, tax and the carrier's fee at the door (delivered at place). The chance
// that one refuses the parcel is Least and Slope times what he is asked for as a share of what he has paid, at most Most.
type Doorstep struct {
	Least   float64 `yaml:"least"`
	Slope   float64 `yaml:"slope"`
	Most    float64 `yaml:"most"`
	Known   float64 `yaml:"known"`    // share of the charge with which shoppers reckon before they buy
	OneStar float64 `yaml:"one_star"` // share of those who refuse that leave one star
	Source  Source  `yaml:"source"`
}

// Fault is what becomes of goods of which so much is declared wrong.
func (p *Practice) Fault(of string) *Fault {
	return &p.Faults[slices.IndexFunc(p.Faults, func(f Fault) bool { return f.Of == of })]
}

func validatePractice(r *reader, l *library) {
	p := l.Border
	if p == nil {
		return
	}
	var have []string
	for i := range p.Faults {
		f, path := &p.Faults[i], fmt.Sprintf("border.faults[%d]", i)
		have = append(have, f.Of)
		r.share(path+".returns", f.Returns)
		r.share(path+".seizes", f.Seizes)
		r.check(f.Returns+f.Seizes <= 1, path+".seizes", "退运与没收之和不可超过 1", "sent back and seized are more than all")
		r.source(path+".source", f.Source)
	}
	r.complete("border.faults", have, FaultKinds)
	r.within("border.offenders.days", int64(p.Offenders.Days), 1, 366)
	r.between("border.offenders.each", p.Offenders.Each, 0, 10)
	r.between("border.offenders.most", p.Offenders.Most, 1, 50)
	r.source("border.offenders.source", p.Offenders.Source)
	r.between("border.back.share", p.Back.Share, 0, 5)
	r.transit("border.back.days", p.Back.Days)
	r.check(p.Back.Abandon.Minor >= 0, "border.back.abandon", "不可为负", "must not be negative")
	r.source("border.back.source", p.Back.Source)
	r.share("border.door.least", p.Door.Least)
	r.between("border.door.slope", p.Door.Slope, 0, 10)
	r.share("border.door.most", p.Door.Most)
	r.share("border.door.known", p.Door.Known)
	r.share("border.door.one_star", p.Door.OneStar)
	r.source("border.door.source", p.Door.Source)
}

// practise gives the scenario what its borders do.
func (s *Scenario) practise(r *reader, l *library) {
	if len(s.Regimes) == 0 {
		return
	}
	r.check(l.Border != nil, "use.marketplaces", "参考文件缺少 border（查验后果）", "the reference files lack border (what follows an examination)")
	if l.Border == nil {
		return
	}
	s.Border = *l.Border
	c := s.Border.Back.Abandon.Currency
	r.check(
		c == s.Home.Currency,
		"border.back.abandon",
		fmt.Sprintf("货币应为本币 %s", s.Home.Currency),
		fmt.Sprintf("the currency must be the home currency %s", s.Home.Currency),
	)
}
