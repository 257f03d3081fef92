package sim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/draw"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// DeclareGood is how a shop declares a good to a border from today on: its HS code, the value as a share of the true one
// in 1/10,000, and the documents that go with it. Until a shop declares a good itself, its forwarder declares it as it
// is, with every document; orders that are placed already keep the declaration under which they were.
type DeclareGood struct {
	Good      string   `json:"good"`
	Regime    string   `json:"regime"`
	HS        string   `json:"hs"`
	ShareBP   int      `json:"share_bp"`
	Documents []string `json:"documents"`
}

// declaration is a shop's own, in force until its next for the same good and border.
type declaration struct {
	Good, Regime int
	HS           string
	ShareBP      int
	Documents    []string
	Day          int
}

// wholeBP is the full value in 1/10,000.
const wholeBP = 10_000

// limits of a declaration: a lower value than a hundredth is a gift, which trade does not declare.
const (
	minShareBP   = 100
	maxDocuments = 20
)

// declarable checks what a shop would declare.
func (w *World) declarable(c *DeclareGood) (*declaration, error) {
	g := w.good(c.Good)
	if g < 0 {
		return nil, reject("good", "没有商品 %q", "there is no good %q", c.Good)
	}
	r := slices.IndexFunc(w.s.Regimes, func(r scenario.Regime) bool { return r.ID == c.Regime })
	switch {
	case r < 0:
		return nil, reject("regime", "没有海关制度 %q", "there is no customs regime %q", c.Regime)
	case len(c.HS) != 6 || strings.Trim(c.HS, "0123456789") != "":
		return nil, reject("hs", "HS 编码应为六位数字，收到 %q", "an HS code has six digits, found %q", c.HS)
	case c.ShareBP < minShareBP || c.ShareBP > wholeBP:
		return nil, reject(
			"share_bp",
			"申报价值应为真实价值的 %d 到 %d（万分之一）",
			"the declared value must lie between %d and %d ten-thousandths of the true one",
			minShareBP,
			wholeBP,
		)
	case len(c.Documents) > maxDocuments || slices.ContainsFunc(c.Documents, func(d string) bool { return d == "" || len(d) > maxID }):
		return nil, reject("documents", "单证最多 %d 份，名称 1 到 %d 个字符", "at most %d documents with names of 1 to %d characters", maxDocuments, maxID)
	}
	if err := w.knownTo(r, g, c.HS); err != nil {
		return nil, reject("hs", "%[1]s的税则里没有 HS %[2]s", "the tariff of %[3]s has no HS %[2]s", w.s.Regimes[r].Name.Zh, c.HS, w.s.Regimes[r].Name.En)
	}
	return &declaration{g, r, c.HS, c.ShareBP, slices.Clone(c.Documents), w.st.Day}, nil
}

// declare takes a shop's declaration and puts it under the offers of its listings from now on.
func (w *World) declare(n int, sh *shop, c *DeclareGood) error {
	d, err := w.declarable(c)
	if err != nil {
		return err
	}
	if len(sh.Declared) >= maxDeclarations {
		return reject("good", "申报已改过 %d 次，不能再改", "the declarations have been changed %d times: no more", maxDeclarations)
	}
	sh.Declared = append(sh.Declared, *d)
	sh.mark(declared, 1)
	said := []int64{int64(d.Good), int64(d.Regime), int64(d.ShareBP)}
	for _, b := range []byte(d.HS + strings.Join(d.Documents, ",")) {
		said = append(said, int64(b))
	}
	w.decided(decidedDeclaration, n, said...)
	for _, id := range sh.Listings {
		l := &w.st.Listings[id]
		if int(l.Good) == d.Good && w.tables.borders[l.Market] == d.Regime {
			o := &w.st.Offers[l.Offer]
			w.offer(id, int(o.Service), o.Unit, int(o.Promise))
		}
	}
	return nil
}

// maxDeclarations bounds a shop's declarations: their numbers fit an offer.
const maxDeclarations = 2000

// maxID is the longest name of a document.
const maxID = 64

// knownTo tries a code on the tariff of a border, as a parcel of little and of great value would be declared today.
func (w *World) knownTo(r, g int, hs string) error {
	regime := &w.s.Regimes[r]
	rates, err := w.foreign(regime, w.Date())
	if err != nil {
		return err
	}
	for _, worth := range []int64{1, 100_000_000} { // low value, and beyond every limit
		if _, err := customs.Assess(
			regime,
			customs.Consignment{Destination: regime.Countries[0], Origin: w.origin(g), Date: w.Date(), Traffic: "parcel", Scheme: "marketplace", Rates: rates,
				Items: []customs.Item{{HS: hs, Grams: int64(w.s.Goods[g].Grams), Price: decimal.NewFromInt(worth)}}},
		); err != nil {
			return err
		}
	}
	return nil
}

// declaredFor is the number of a shop's declaration of a good to a border, plus one; 0: the forwarder declares it.
func (sh *shop) declaredFor(g, r int) int {
	for i := len(sh.Declared) - 1; i >= 0; i-- {
		if sh.Declared[i].Good == g && sh.Declared[i].Regime == r {
			return i + 1
		}
	}
	return 0
}

// inForce are the shop's own declarations, the newest for each good and border, in the order of these.
func (w *World) inForce(sh *shop) []DeclareGood {
	out := []DeclareGood{}
	for g := range w.s.Goods {
		for r := range w.s.Regimes {
			if i := sh.declaredFor(g, r); i > 0 {
				d := &sh.Declared[i-1]
				out = append(out, DeclareGood{w.s.Goods[g].ID, w.s.Regimes[r].ID, d.HS, d.ShareBP, append([]string{}, d.Documents...)})
			}
		}
	}
	return out
}

// declaredAs is the shop's declaration under which an offer is, or nil.
func (w *World) declaredAs(o *offer) *declaration {
	if o.Declared == 0 {
		return nil
	}
	return &w.st.Shops[o.Shop].Declared[o.Declared-1]
}

// wrong reports whether a declaration says something else than is so.
func (w *World) wrong(d *declaration) bool {
	return d != nil && (d.HS != w.s.Goods[d.Good].HS || d.ShareBP != wholeBP)
}

// lacks is what becomes of a good of which a document is missing: 1 + the number of the refusal; 0: nothing is missing.
func (w *World) lacks(d *declaration, traffic string, on scenario.Date) uint8 {
	if d == nil {
		return 0
	}
	if t := w.shut(d, traffic, on); t != nil {
		return uint8(1 + slices.Index(scenario.Refusals, t.Without))
	}
	return 0
}

// lacking is the gate whose document is missing; "": none.
func (w *World) lacking(d *declaration, traffic string, on scenario.Date) string {
	if t := w.shut(d, traffic, on); t != nil {
		return t.ID
	}
	return ""
}

// shut is the first gate that a declaration does not open, or nil. It goes by the true code: that is what an officer sees.
func (w *World) shut(d *declaration, traffic string, on scenario.Date) *scenario.Gate {
	regime := &w.s.Regimes[d.Regime]
	for i := range regime.Gates {
		t := &regime.Gates[i]
		if !on.In(t.From, t.To) || len(t.Traffic) > 0 && !slices.Contains(t.Traffic, traffic) || t.HS.Match(w.s.Goods[d.Good].HS) < 0 ||
			len(t.Origin) > 0 && !slices.Contains(t.Origin, w.origin(d.Good)) || t.Document != "" && slices.Contains(d.Documents, t.Document) {
			continue
		}
		return t
	}
	return nil
}

// refusal is what a number that lacks returns stands for.
func refusal(n uint8) string {
	if n == 0 {
		return ""
	}
	return scenario.Refusals[n-1]
}

// put writes a shop's declaration of a good under an offer.
func (w *World) put(o *offer) {
	if w.managed(int(o.Market)) {
		return // the marketplace imports, and declares
	}
	r := w.tables.borders[o.Market]
	o.Declared = uint16(w.st.Shops[o.Shop].declaredFor(int(o.Good), r))
	d := w.declaredAs(o)
	o.Wrong = w.wrong(d)
	o.Lacks = w.lacks(d, w.traffic(o), w.Date())
}

// finding is what customs does with what is declared.
type finding uint8

// The findings.
const (
	released finding = iota
	documented
	examined
)

// treat is what customs does and for how many days it keeps the goods, for 16 bits that choose the treatment and 12 that
// choose the time. What is wrong or incomplete looks so, and is examined more often.
// watch is how closely the border looks at the shop, in 1/256.
func (i *inspection) treat(bits uint64, watch uint32, suspect bool) finding {
	red := i.threshold(watch, suspect)
	stopped := red + i.stopped - i.red
	switch u := uint32(bits & (1<<drawBits - 1)); {
	case u < red:
		return examined
	case u < stopped:
		return documented
	}
	return released
}

// threshold is the draws below which goods are examined.
func (i *inspection) threshold(watch uint32, suspect bool) uint32 {
	red := i.red
	if suspect {
		red = i.suspect
	}
	if watch == usual {
		return red
	}
	return uint32(min(uint64(red)*uint64(watch)/usual, 1<<drawBits-uint64(i.stopped-i.red)))
}

// hold is how many days a finding takes, for 12 bits.
func (i *inspection) hold(what finding, time uint32) int {
	switch what {
	case examined:
		return i.redHold.Days(time, usual)
	case documented:
		return i.docsHold.Days(time, usual)
	}
	return 0
}

// examine is what customs does with a parcel, at which a border looks so closely (see World.watched), and for how many days.
// It depends on nothing else but the parcel and its offer.
func (w *World) examine(p parcel, t *terms, watch uint32) (finding, int) {
	i := &w.tables.holds[w.tables.borders[t.market]]
	what := i.treat(w.order.Bits(p.Key)>>48, watch, t.is&suspect > 0)
	if what == released {
		return released, 0
	}
	time := uint32(draw.Mix(w.after.Bits(p.Key) + 1))
	days := i.hold(what, time)
	if refusal(w.st.Offers[p.Offer].Lacks) == "hold" {
		days += i.redHold.Days(time>>4, 256) // until the document is there
	}
	return what, days
}

// sanction works out what a wrong or incomplete declaration risks, from what is due and what is paid under it; home
// currency.
func (w *World) sanction(g *scenario.Regime, due, paid int64, home decimal.Decimal) (evaded, penalty, fine int64, err error) {
	evaded = max(due-paid, 0)
	in := func(d decimal.Decimal) int64 {
		if err != nil {
			return 0
		}
		var a money.Amount
		a, err = money.FromDecimal(d, w.currencies[0], money.HalfUp)
		return a.Minor
	}
	if g.Inspect.Fine != nil {
		fine = in(g.Inspect.Fine.Decimal().Mul(home))
	}
	penalty = max(in(money.Amount{Minor: evaded, Currency: w.currencies[0]}.Decimal().Mul(g.Inspect.Penalty)), fine)
	return evaded, penalty, fine, err
}

// borne is what an assessment comes to that is not kept out of the price, in the home currency.
func (w *World) borne(a *customs.Assessment, home decimal.Decimal) (int64, error) {
	var sum int64
	for _, l := range a.Lines {
		if l.Payer == scenario.PaysMarketplace || l.Payer == scenario.PaysBuyer {
			continue
		}
		v, err := money.FromDecimal(l.Amount.Decimal().Mul(home), w.currencies[0], money.HalfUp)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", l.Rule, err)
		}
		sum += v.Minor
	}
	return sum, nil
}

// Declared is how a good of a shop is declared to a border today, and what the border asks of it.
type Declared struct {
	Good      string         `json:"good"`
	Regime    string         `json:"regime"`
	Name      scenario.Text  `json:"name"`      // of the regime
	Countries []string       `json:"countries"` // that it stands for
	HS        string         `json:"hs"`
	ShareBP   int            `json:"share_bp"`
	Documents []string       `json:"documents"`
	Own       bool           `json:"own"`   // the shop declares it itself
	Needs     []customs.Need `json:"needs"` // by the declared code
}

// Declarations are a shop's declarations of every good to every border, in the order of goods and borders.
func (w *World) Declarations(number int) ([]Declared, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	sh := &w.st.Shops[number-1]
	out := []Declared{}
	for g := range w.s.Goods {
		for r := range w.s.Regimes {
			regime := &w.s.Regimes[r]
			v := Declared{
				Good:      w.s.Goods[g].ID,
				Regime:    regime.ID,
				Name:      regime.Name,
				Countries: append([]string{}, regime.Countries...),
				HS:        w.s.Goods[g].HS,
				ShareBP:   wholeBP,
				Documents: []string{},
				Needs:     []customs.Need{},
			}
			if i := sh.declaredFor(g, r); i > 0 {
				d := &sh.Declared[i-1]
				v.Own, v.HS, v.ShareBP = true, d.HS, d.ShareBP
				v.Documents = append(v.Documents, d.Documents...)
			}
			v.Needs = customs.Needs(regime, v.HS, w.origin(g), "parcel", w.Date(), v.Documents)
			if !v.Own {
				for i := range v.Needs { // the forwarder sees to them
					v.Needs[i].Met = v.Needs[i].Document != ""
				}
			}
			out = append(out, v)
		}
	}
	return out, nil
}

// AssessDeclared is the border's calculation for one piece of a good as a listing would sell it today, were it declared so.
func (w *World) AssessDeclared(c PublishListing, d DeclareGood) (*customs.Assessment, error) {
	g := w.good(c.Good)
	if g < 0 {
		return nil, reject("good", "没有商品 %q", "there is no good %q", c.Good)
	}
	m := slices.IndexFunc(w.s.Marketplaces, func(m scenario.Marketplace) bool { return m.ID == c.Marketplace })
	if m < 0 {
		return nil, reject("marketplace", "没有平台 %q", "there is no marketplace %q", c.Marketplace)
	}
	service, err := w.terms(m, g, c.Service, c.Price, max(c.Promise, 1))
	if err != nil {
		return nil, err
	}
	d.Good, d.Regime = c.Good, w.s.Regimes[w.tables.borders[m]].ID
	own, err := w.declarable(&d)
	if err != nil {
		return nil, err
	}
	l, err := w.laneOn(m, g, service, w.Date())
	if err != nil {
		return nil, err
	}
	return w.assessAs(own, &l, m, g, service, 1, c.Price, w.Date())
}
