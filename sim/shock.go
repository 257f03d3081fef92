package sim

import (
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// NetworkDecision is the instructor's: a shock to the network begins or ends. Exactly one of its parts is given.
type NetworkDecision struct {
	Throw *Throw `json:"throw,omitempty"`
	Lift  *Lift  `json:"lift,omitempty"`
}

// Throw brings about one of the scenario's shocks: the instructor's decision. Days and Notice take the place of the shock's
// own where they are given.
type Throw struct {
	Shock  string `json:"shock"`
	Days   int    `json:"days,omitzero"`
	Notice *int   `json:"notice,omitempty"`
}

// Lift ends a shock today, or calls one off that has been told and has not begun: the instructor's decision.
type Lift struct {
	Shock string `json:"shock"`
}

// Reroute sends a consignment that waits for a closed leg by its detour, at the detour's cost.
type Reroute struct {
	Consignment int `json:"consignment"`
}

// shock is a shock of a run. Days before today never change: what has been played stays told as it was.
type shock struct {
	Kind   int // index into the scenario's shocks
	Told   int
	From   int   // first day of the effect
	Until  int   // first day after it
	Waited int64 // parcels that waited, by days
	Pieces int64 // pieces of consignments that waited, by days
	Most   int64 // parcels that waited on the worst day
	Today  int64 // parcels that wait today
	Moved  int64 // parcels and consignments sent by a detour
	Cost   int64 // of the detours, home currency
}

func (k *shock) on(day int) bool { return k.From <= day && day < k.Until }

// hit is what a shock does to the legs: worked out once from the scenario.
type hit struct {
	legs  []bool
	round []*scenario.Detour // by leg; nil: none
	by    []int              // by leg: the detour's leg
}

// hits are the scenario's shocks by leg.
func (w *World) hits() (out []hit) {
	for i := range w.s.Shocks {
		k := &w.s.Shocks[i]
		h := hit{make([]bool, len(w.s.Legs)), make([]*scenario.Detour, len(w.s.Legs)), make([]int, len(w.s.Legs))}
		for leg := range w.s.Legs {
			h.legs[leg] = k.Touches(&w.s.Legs[leg]) && !w.s.Legs[leg].Detour
			for d := range k.Detours {
				if t := &k.Detours[d]; t.Leg == w.s.Legs[leg].ID && w.net.Index(t.By) >= 0 {
					h.round[leg], h.by[leg] = t, w.net.Index(t.By)
				}
			}
		}
		out = append(out, h)
	}
	return out
}

// closedBy is the shock that keeps a leg closed on a day, and the detour that it leaves; nil when the leg is open.
func (w *World) closedBy(leg, day int) (*shock, *scenario.Detour) {
	for i := range w.st.Shocks {
		k := &w.st.Shocks[i]
		if k.on(day) && w.s.Shocks[k.Kind].Closed && w.tables.hits[k.Kind].legs[leg] {
			return k, w.tables.hits[k.Kind].round[leg]
		}
	}
	return nil, nil
}

// way is the leg by which parcels leave on a day where the service has a leg: itself, a detour, or none while they wait.
func (w *World) passage(leg, day int) (by int, k *shock, open bool) {
	k, round := w.closedBy(leg, day)
	switch {
	case k == nil:
		return leg, nil, true
	case round != nil && day >= k.From+round.After:
		return w.tables.hits[k.Kind].by[leg], k, true
	}
	return leg, k, false
}

// full is a factor of one, in ten-thousandths.
const full = 10_000

// factor is the product of what the shocks of a day do to a leg, in ten-thousandths.
func (w *World) factor(leg, day int, of func(*scenario.Shock) float64) int64 {
	v := int64(full)
	for i := range w.st.Shocks {
		k := &w.st.Shocks[i]
		if f := of(&w.s.Shocks[k.Kind]); f > 0 && k.on(day) && w.tables.hits[k.Kind].legs[leg] {
			v = mulDiv(v, whole(float64(f*full)), full)
		}
	}
	return v
}

func slowing(k *scenario.Shock) float64  { return k.Slow }
func capacity(k *scenario.Shock) float64 { return k.Capacity }

// dearer is a price of carriage over a chain of legs on a day: every shock that touches the chain counts once.
func (w *World) dearer(price int64, chain []int, day int) int64 {
	for i := range w.st.Shocks {
		k := &w.st.Shocks[i]
		f := w.s.Shocks[k.Kind].Price
		if f > 0 && k.on(day) && slices.ContainsFunc(chain, func(leg int) bool { return w.tables.hits[k.Kind].legs[leg] }) {
			price = mulDiv(price, whole(float64(f*full)), full)
		}
	}
	return price
}

// brew brings about the shocks that the scenario has in store for today.
func (w *World) brew() {
	for i := range w.st.Shocks {
		w.st.Shocks[i].Today = 0
	}
	if len(w.s.Scheduled) == 0 {
		return
	}
	luck := draw.New(w.st.Seed, drawShock)
	for i, u := range w.s.Scheduled {
		kind := slices.IndexFunc(w.s.Shocks, func(k scenario.Shock) bool { return k.ID == u.Shock })
		due := u.On == w.Date()
		if u.Chance > 0 {
			due = draw.Uniform(luck.At(uint32(i), uint16(w.st.Day), 0)) < u.Chance
		}
		if due && !w.pending(kind) {
			w.told(kind, w.s.Shocks[kind].Notice, w.s.Shocks[kind].Days)
		}
	}
}

// pending reports whether a shock is on or has been told.
func (w *World) pending(kind int) bool {
	return slices.ContainsFunc(w.st.Shocks, func(k shock) bool {
		return k.Kind == kind && (w.st.Day < k.Until || w.s.Shocks[kind].Fails != "" && k.From < k.Until)
	})
}

func (w *World) told(kind, notice, days int) {
	from := w.st.Day + notice
	w.desk.spans = nil
	w.st.Shocks = append(w.st.Shocks, shock{Kind: kind, Told: w.st.Day, From: from, Until: from + days})
}

func (w *World) strike(c *NetworkDecision) error {
	switch {
	case (c.Throw != nil) == (c.Lift != nil):
		return reject("network", "应恰好包含一个决定", "give exactly one decision")
	case c.Throw != nil:
		return w.throw(c.Throw)
	}
	return w.liftShock(c.Lift)
}

func (w *World) throw(c *Throw) error {
	kind := slices.IndexFunc(w.s.Shocks, func(k scenario.Shock) bool { return k.ID == c.Shock })
	if kind < 0 {
		return reject("shock", "剧本没有名为 %q 的突发事件", "the scenario has no shock %q", c.Shock)
	}
	k := &w.s.Shocks[kind]
	notice, days := k.Notice, k.Days
	if c.Notice != nil {
		notice = *c.Notice
	}
	if c.Days != 0 {
		days = c.Days
	}
	switch {
	case notice < 0 || notice > w.s.Days:
		return reject("notice", "提前天数应在 0 到 %d 之间", "the notice must lie between 0 and %d days", w.s.Days)
	case c.Days != 0 && (days < 1 || days > w.s.Days): // of its own it may outlast the run
		return reject("days", "持续天数应在 1 到 %d 之间", "it must last 1 to %d days", w.s.Days)
	case w.pending(kind):
		return reject("shock", "%[1]s 正在发生或已经预告", "%[2]s is on or has been told already", k.Name.Zh, k.Name.En)
	}
	w.told(kind, notice, days)
	return nil
}

func (w *World) liftShock(c *Lift) error {
	for i := range w.st.Shocks {
		k := &w.st.Shocks[i]
		if w.s.Shocks[k.Kind].ID == c.Shock && w.st.Day < k.Until {
			if name := w.s.Shocks[k.Kind].Name; w.s.Shocks[k.Kind].Fails != "" && k.From < w.st.Day {
				return reject("shock", "%[1]s：破产不会过去", "%[2]s: an insolvency does not pass", name.Zh, name.En)
			}
			w.today.rates, w.desk.spans = nil, nil // carriage may be cheaper and quicker from now on
			k.Until = max(w.st.Day, k.From)
			if k.From > w.st.Day {
				k.From, k.Until = w.st.Day, w.st.Day // called off
			}
			return nil
		}
	}
	return reject("shock", "%q 没有发生，也没有预告", "%q is neither on nor told", c.Shock)
}

// waits lets a parcel wait until tomorrow for a closed leg.
func (w *World) waits(k *shock, p parcel, t *terms, b *bucket[parcel]) {
	k.Waited++
	k.Today++
	k.Most = max(k.Most, k.Today)
	if t.is&cared > 0 {
		w.breaks(p, t, w.st.Day+1)
	}
	w.await(b, p, w.st.Day+1, stageWaiting)
}

// diverted charges a parcel that its carrier sends by a detour.
func (w *World) diverted(k *shock, leg int, o *offer) {
	cost := w.diversion(w.tables.hits[k.Kind].round[leg], o)
	k.Moved++
	k.Cost += cost
	w.takings(o.Listing).postage += cost
}

// diversion is what a carrier takes for a parcel's detour.
func (w *World) diversion(d *scenario.Detour, o *offer) int64 {
	return mulDiv(d.PerKG.Minor, int64(w.s.Goods[o.Good].Grams)*int64(o.Pieces), 1000)
}

// stranded lets a consignment wait for a closed leg.
func (w *World) stranded(k *consignment, by *shock, hub string) {
	if n := len(k.Steps); n == 0 || k.Steps[n-1].Kind != "waiting" {
		k.Steps = append(k.Steps, step{w.st.Day, hub, "waiting"})
	}
	by.Pieces += k.Quantity
	k.Due = w.st.Day + 1
}

func (w *World) reroute(n int, sh *shop, c *Reroute) error {
	i := c.Consignment - 1
	if i < 0 || i >= len(sh.Consigned) {
		return reject("consignment", "本店没有 %d 号备货", "the shop has no consignment %d", c.Consignment)
	}
	k := &sh.Consigned[i]
	if k.Wait != forOpening && k.Wait != aboard {
		return reject("consignment", "这票货没有在等待", "the consignment is not waiting")
	}
	leg := w.net.Freights[k.Freight][k.Legs]
	by, round := w.closedBy(leg, w.st.Day)
	if round == nil {
		return reject("consignment", "没有可绕行的线路", "there is no way round")
	}
	cost := w.roundCost(round, k)
	if cash := sh.Book.Balance(ledger.Bank, 0); cost > cash {
		return reject(
			"consignment",
			"改道费 %s，账上只有 %s",
			"the detour costs %s, the account holds %s",
			money.Amount{Minor: cost, Currency: w.currencies[0]},
			money.Amount{Minor: cash, Currency: w.currencies[0]},
		)
	}
	if err := sh.Book.Move(w.st.Day, ledger.Consign, aConsignment(c.Consignment-1), cost, ledger.InTransit, ledger.Bank); err != nil {
		return err
	}
	by.Moved++
	by.Cost += cost
	k.Value += cost
	k.Wait = roundabout
	k.Steps = append(k.Steps, step{w.st.Day, w.net.Legs[leg].From, "rerouted"})
	over := w.tables.hits[by.Kind].by[leg]
	w.st.Starting[over] += k.Quantity * int64(w.s.Goods[k.Good].Grams)
	bits := draw.New(w.st.Seed, drawFreight).At(uint32(n), uint16(i), uint16(detourDraw+k.Legs))
	k.Due = w.st.Day + w.net.Legs[over].Days(w.Date(), uint32(bits), w.slow(over))
	return nil
}

func (w *World) roundCost(d *scenario.Detour, k *consignment) int64 {
	return mulDiv(d.PerKG.Minor, int64(w.s.Goods[k.Good].Grams)*k.Quantity, 1000)
}

// detourOf is the way round that a consignment could take which waits for a closed leg; nil when there is none, or none is
// needed.
func (w *World) detourOf(k *consignment) *DetourView {
	if k.Wait != forOpening && k.Wait != aboard {
		return nil
	}
	leg := w.net.Freights[k.Freight][k.Legs]
	by, round := w.closedBy(leg, w.st.Day)
	if round == nil {
		return nil
	}
	over := w.tables.hits[by.Kind].by[leg]
	d := w.chainDays([]int{over}, 0, false)
	open := w.opens(leg, w.st.Day)
	v := &DetourView{Leg: w.s.Legs[over].ID, Cost: w.roundCost(round, k), P50: d.p50, P90: d.p90, Wait: open - w.st.Day}
	if k.Wait == forOpening {
		v.Wait += w.net.Legs[leg].Typical(w.s.Start + scenario.Date(open))
	}
	return v
}

// detourDraw keeps the draws of a consignment's detours from those of its legs.
const detourDraw = 50

// What a consignment waits for.
const (
	onTheWay   = iota
	forOpening // at a hub, for the leg ahead to open
	aboard     // at the end of a leg that is closed
	roundabout // for nothing: it goes by a detour
	forRoom    // at a hub, for a departure with room
)

// ShockView is a shock of the run, as everyone may know it. State is told, on or over.
type ShockView struct {
	Shock   string        `json:"shock"`
	Name    scenario.Text `json:"name"`
	Story   scenario.Text `json:"story"`
	State   string        `json:"state"`
	Told    int           `json:"told"`  // day
	From    int           `json:"from"`  // first day
	Until   int           `json:"until"` // first day after
	Legs    []string      `json:"legs"`
	Closed  bool          `json:"closed"`
	Slow    float64       `json:"slow,omitzero"`
	Price   float64       `json:"price,omitzero"`
	Waiting int64         `json:"waiting"` // parcels, at the end of the last day
	Waited  int64         `json:"waited"`  // parcels, each once a day
	Most    int64         `json:"most"`    // parcels on the worst day
	Pieces  int64         `json:"pieces"`  // of consignments, each once a day
	Moved   int64         `json:"moved"`   // parcels and consignments sent by a detour
	Cost    int64         `json:"cost"`    // of the detours, home currency
	Failure *FailureView  `json:"failure,omitempty"`
}

// FailureView is what a marketplace's insolvency takes from its sellers, as far as it has begun. Amounts are in the home
// currency, as the books value them.
type FailureView struct {
	Marketplace string `json:"marketplace"`
	Lost        int64  `json:"lost"`    // proceeds that are not paid
	Shops       int    `json:"shops"`   // that lose something
	Insured     int64  `json:"insured"` // agreed in claims on the insurance
}

// Shocks are the shocks of the run, newest first.
func (w *World) Shocks() []ShockView {
	out := []ShockView{}
	for i := len(w.st.Shocks) - 1; i >= 0; i-- {
		k := &w.st.Shocks[i]
		sk := &w.s.Shocks[k.Kind]
		v := ShockView{
			Shock:   sk.ID,
			Name:    sk.Name,
			Story:   sk.Story,
			State:   "on",
			Told:    k.Told,
			From:    k.From,
			Until:   k.Until,
			Legs:    []string{},
			Closed:  sk.Closed,
			Slow:    sk.Slow,
			Price:   sk.Price,
			Waiting: k.Today,
			Waited:  k.Waited,
			Most:    k.Most,
			Pieces:  k.Pieces,
			Moved:   k.Moved,
			Cost:    k.Cost,
		}
		switch {
		case w.st.Day < k.From:
			v.State = "told"
		case w.st.Day >= k.Until && (sk.Fails == "" || k.From >= k.Until):
			v.State = "over"
		}
		if sk.Fails != "" {
			v.Failure = w.failure(sk.Fails)
		}
		for leg, touched := range w.tables.hits[k.Kind].legs {
			if touched {
				v.Legs = append(v.Legs, w.s.Legs[leg].ID)
			}
		}
		out = append(out, v)
	}
	return out
}
