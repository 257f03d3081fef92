package scenario

import "fmt"

// require gives the scenario what its mechanisms of fees, service, health and compliance need of the library, and takes
// from its marketplaces what it does not play.
func (s *Scenario) require(r *reader, l *library) {
	s.comply(r, l)
	needs := func(m Mechanism, found bool, key string) bool {
		r.check(found || !s.Uses(m), "use.mechanisms", fmt.Sprintf("%s 需要参考文件中的 %s", m, key), fmt.Sprintf("%s needs %s in a reference file", m, key))
		return found && s.Uses(m)
	}
	if needs(WithService, l.AfterSales != nil, "service") {
		s.AfterSales = *l.AfterSales
		s.AfterSales.atHome(r, s.Home.Currency)
	}
	if needs(WithHealth, l.Appeals != nil, "appeals") {
		s.Appeals = *l.Appeals
	}
	for i := range s.Marketplaces {
		m := &s.Marketplaces[i]
		if !s.Uses(WithFees) {
			m.Fees = nil
		}
		if !s.Uses(WithHealth) {
			m.Health = nil
		}
	}
}
