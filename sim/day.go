package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/draw"
	"chuhai/sim/fx"
	"chuhai/sim/ledger"
	"chuhai/sim/logistics"
	"chuhai/sim/market"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// posting gathers what a shop's day on a marketplace comes to, so that the books get one posting a cause.
type posting struct {
	ordered, orderedCost       int64
	delivered, fees, soldCost  int64
	account, carrier           int64
	lost, lostCost             int64
	refunded, feeBack          int64
	postage, orders, dispatch  int64
	cleared, inspected, arrive int64
	lostCount, returned        int64
}

// segment and number within a day share 16 bits of an order's key.
const numberBits = 13

func orderKey(listing uint32, day int, segment, number int) uint64 {
	return draw.Key(listing, uint16(day), uint16(segment<<numberBits|number))
}

// step plays a day, in the order of package doc: bots decide, supply arrives, goods move and customs decides, ranking
// and demand, fulfilment, after-sales, settlement, interest and storage, and the books are closed.
func (w *World) step() error {
	if err := w.bots(); err != nil {
		return err
	}
	day := w.st.Day
	slow := make([]uint16, len(w.s.Legs))
	for leg := range slow {
		slow[leg] = uint16(w.slow(leg))
	}
	w.st.Slow = append(w.st.Slow, slow)
	w.sale = make([]posting, len(w.st.Shops)*len(w.s.Marketplaces))
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		sh.Events = slices.DeleteFunc(sh.Events, func(e Event) bool { return e.Day < day-6 })
		if err := w.supply(i, sh); err != nil {
			return err
		}
	}
	due := &w.st.Calendar[day%ring]
	if err := w.move(due); err != nil {
		return err
	}
	if err := w.sell(); err != nil {
		return err
	}
	for _, p := range due.Dispatch {
		w.dispatch(p)
	}
	w.afterSales(due)
	if err := w.book(); err != nil {
		return err
	}
	if err := w.settle(due); err != nil {
		return err
	}
	*due = agenda{Dispatch: due.Dispatch[:0], LegEnd: emptied(due.LegEnd), Released: due.Released[:0], Reviews: due.Reviews[:0], Returns: due.Returns[:0], Payable: due.Payable[:0]}
	w.st.Load, w.st.Starting = w.st.Starting, w.st.Load
	clear(w.st.Starting)
	if err := w.closeBooks(); err != nil {
		return err
	}
	w.st.Day++
	w.st.Digests = append(w.st.Digests, w.digest())
	return nil
}

func emptied(l [maxLegs][]parcel) [maxLegs][]parcel {
	for i := range l {
		l[i] = l[i][:0]
	}
	return l
}

// fold adds a calendar entry to the checksum; the order of entries does not matter.
func (w *World) fold(p parcel, due, stage int) {
	w.st.Checksum += draw.Mix(p.Key ^ uint64(due)<<40 ^ uint64(stage)<<56 ^ uint64(p.Offer))
}

func (w *World) event(shop int, e Event) {
	e.Day = w.st.Day
	sh := &w.st.Shops[shop]
	sh.Events = append(sh.Events, e)
}

// supply takes in purchases and moves consignments.
func (w *World) supply(n int, sh *shop) error {
	day := w.st.Day
	for i := range sh.Purchases {
		p := &sh.Purchases[i]
		if p.Done || p.Void || p.Due > day {
			continue
		}
		p.Done = true
		sh.Stock[p.Good][0].add(p.Quantity, p.Cost, w.s.Goods[p.Good].Suppliers[p.Supplier].Quality)
		if err := sh.Book.Post(day, ledger.Receipt, ledger.Line{Account: ledger.Inventory, Minor: p.Cost}, ledger.Line{Account: ledger.Ordered, Minor: -p.Cost}); err != nil {
			return err
		}
		sh.mark("received", 1)
		w.event(n, Event{Kind: "received", Good: w.s.Goods[p.Good].ID, Count: p.Quantity})
	}
	for i := range sh.Consigned {
		k := &sh.Consigned[i]
		if k.Done || k.Due > day {
			continue
		}
		if err := w.consignmentDue(n, sh, i); err != nil {
			return err
		}
	}
	for i := range sh.Reclaims {
		if v := sh.Reclaims[i].Minor; sh.Due[i] == day {
			if err := sh.Book.Post(day, ledger.Reclaimed, ledger.Line{Account: ledger.Bank, Minor: v}, ledger.Line{Account: ledger.TaxReclaim, Minor: -v}); err != nil {
				return err
			}
			w.event(n, Event{Kind: "reclaimed", Minor: v, Money: string(w.currencies[0])})
		}
	}
	return nil
}

// consignmentDue ends a leg or a hold of a consignment: customs, the next leg, or the warehouse.
func (w *World) consignmentDue(n int, sh *shop, i int) error {
	day := w.st.Day
	k := &sh.Consigned[i]
	f := &w.s.Freights[k.Freight]
	chain := w.net.Freights[k.Freight]
	if k.Held {
		k.Held = false
	} else {
		leg := &w.net.Legs[chain[k.Legs]]
		k.Legs++
		k.Steps = append(k.Steps, step{day, leg.To, "arrived"})
	}
	hub := w.net.Legs[chain[k.Legs-1]].To
	regime := w.s.RegimeFor(w.warehouse(f.Warehouse).Country)
	if k.Legs == f.Customs && !k.Cleared {
		k.Cleared = true
		if err := w.clearStock(sh, k, regime); err != nil {
			return err
		}
		bits := draw.New(w.st.Seed, drawFreight).At(uint32(n), uint16(i), 99)
		if hold := holdDays(regime, bits>>48, uint32(bits)); hold > 0 {
			k.Held = true
			k.Due = day + hold
			k.Steps = append(k.Steps, step{day, hub, "held"})
			w.event(n, Event{Kind: "inspected", Good: w.s.Goods[k.Good].ID, Count: k.Quantity})
			return nil
		}
	}
	if k.Legs < len(chain) {
		k.Steps = append(k.Steps, step{day, hub, "departed"})
		w.travel(n, sh, i)
		return nil
	}
	wh := w.warehouse(f.Warehouse)
	place := slices.Index(w.places, wh.ID)
	inbound, err := w.inboundFee(wh, k.Quantity)
	if err != nil {
		return err
	}
	k.Done, k.Arrived, k.Left = true, day, k.Quantity
	sh.Stock[k.Good][place].add(k.Quantity, k.Value, k.Quality)
	k.Steps = append(k.Steps, step{day, hub, "stocked"})
	w.event(n, Event{Kind: "stocked", Good: w.s.Goods[k.Good].ID, Count: k.Quantity})
	return sh.Book.Post(day, ledger.Arrive, ledger.Line{Account: ledger.Inventory, Minor: k.Value}, ledger.Line{Account: ledger.InTransit, Minor: -k.Value},
		ledger.Line{Account: ledger.WarehouseFee, Minor: inbound}, ledger.Line{Account: ledger.Bank, Minor: -inbound})
}

// clearStock pays import duty and tax on a consignment; what cannot be reclaimed becomes part of its cost.
func (w *World) clearStock(sh *shop, k *consignment, regime *scenario.Regime) error {
	duty, reclaim, err := w.stockTaxes(k.Good, k.Freight, k.Value)
	if err != nil {
		return err
	}
	k.Value += duty
	if reclaim != 0 {
		sh.Reclaims = append(sh.Reclaims, release{Minor: reclaim})
		sh.Due = append(sh.Due, w.st.Day+regime.Inspect.ReclaimDays)
	}
	return sh.Book.Post(w.st.Day, ledger.Clearance, ledger.Line{Account: ledger.InTransit, Minor: duty}, ledger.Line{Account: ledger.TaxReclaim, Minor: reclaim},
		ledger.Line{Account: ledger.Bank, Minor: -duty - reclaim})
}

// stockTaxes is what the border takes today for stock of a CIF value, in the home currency: what becomes part of its cost,
// and what is refunded later.
func (w *World) stockTaxes(good, freight int, value int64) (duty, reclaim int64, err error) {
	a, rate, err := w.assessStock(good, freight, value, w.Date())
	if err != nil {
		return 0, 0, err
	}
	for _, l := range a.Lines {
		home, err := money.FromDecimal(l.Amount.Decimal().Mul(rate), w.currencies[0], money.HalfUp)
		if err != nil {
			return 0, 0, err
		}
		if l.Reclaim {
			reclaim += home.Minor
		} else {
			duty += home.Minor
		}
	}
	return duty, reclaim, nil
}

// inboundFee is what a warehouse takes for receiving pieces, in the home currency.
func (w *World) inboundFee(wh *scenario.Warehouse, pieces int64) (int64, error) {
	return w.inHome(money.Amount{Minor: wh.Inbound * pieces, Currency: wh.Currency})
}

// assessStock is the border's calculation for stock whose CIF value is given in the home currency, and the customs rate
// (home currency for one unit of the regime's).
func (w *World) assessStock(good, freight int, value int64, on scenario.Date) (*customs.Assessment, decimal.Decimal, error) {
	regime := w.s.RegimeFor(w.warehouse(w.s.Freights[freight].Warehouse).Country)
	rate, err := w.fx.Cross(regime.Currency, w.currencies[0], fx.CustomsDate(on))
	if err != nil {
		return nil, rate, err
	}
	cif := money.Amount{Minor: value, Currency: w.currencies[0]}.Decimal().DivRound(rate, 4)
	a, err := customs.Assess(regime, customs.Consignment{
		Destination: w.warehouse(w.s.Freights[freight].Warehouse).Country, Origin: w.s.Home.Country, Date: on, Traffic: "stock",
		Items: []customs.Item{{HS: w.s.Goods[good].HS, Price: cif}},
	})
	return a, rate, err
}

func (w *World) warehouse(id string) *scenario.Warehouse {
	i := slices.IndexFunc(w.s.Warehouses, func(h scenario.Warehouse) bool { return h.ID == id })
	return &w.s.Warehouses[i]
}

func (w *World) inHome(a money.Amount) (int64, error) {
	v, err := w.fx.Value(a, w.currencies[0], w.Date())
	return v.Minor, err
}

// holdDays is how long customs keeps a consignment for 16 bits that choose the treatment and 12 that choose the time.
func holdDays(g *scenario.Regime, treat uint64, bits uint32) int {
	u := float64(treat&0xFFFF) / 65536
	t := g.Inspect.RedHold
	switch {
	case u < g.Inspect.Red:
	case u < g.Inspect.Red+g.Inspect.Yellow:
		t = g.Inspect.YellowHold
	default:
		return 0
	}
	tr, err := draw.NewTransit(t.Min, t.Median, t.P90)
	if err != nil {
		return 1 // the scenario was validated
	}
	return tr.Days(bits, 256)
}

// period is the index of the customs period of a day.
func (w *World) period(day int) int {
	d := w.s.Start + scenario.Date(day)
	i, found := slices.BinarySearch(w.periods, d)
	if !found {
		i--
	}
	return min(i, len(w.periods)-1)
}

// Assess is the border's calculation for one piece of a good sold at a price on a marketplace by a service, on a date.
// rate is the customs rate: units of the marketplace's currency for one of the regime's.
func (w *World) assess(m, g, service int, price int64, on scenario.Date) (a *customs.Assessment, rate decimal.Decimal, err error) {
	mp := &w.s.Marketplaces[m]
	regime := w.s.RegimeFor(mp.Country)
	fixing := fx.CustomsDate(on)
	if rate, err = w.fx.Cross(regime.Currency, mp.Currency, fixing); err != nil {
		return nil, rate, err
	}
	v := &w.s.Services[service]
	freight := money.Amount{Minor: logistics.Postage(&v.Tariff, &w.s.Goods[g]), Currency: v.Tariff.Currency}
	x, err := w.fx.Cross(freight.Currency, regime.Currency, fixing)
	if err != nil {
		return nil, rate, err
	}
	a, err = customs.Assess(regime, customs.Consignment{
		Destination: mp.Country, Origin: w.s.Home.Country, Date: on, Traffic: "parcel", TaxIncluded: true, Freight: freight.Decimal().Mul(x).Round(4),
		Items: []customs.Item{{HS: w.s.Goods[g].HS, Price: money.Amount{Minor: price, Currency: mp.Currency}.Decimal().DivRound(rate, 8)}},
	})
	return a, rate, err
}

// borderTerms is what the border takes from one parcel of an offer in a customs period.
func (w *World) borderTerms(o *offer, period int) (*charges, error) {
	c := &o.Charges[period]
	if c.Known {
		return c, nil
	}
	mp := &w.s.Marketplaces[o.Market]
	on := w.periods[period]
	vat, _, err := customs.VAT(w.s.RegimeFor(mp.Country), mp.Country, on)
	if err != nil {
		return nil, err
	}
	inside := func() int64 {
		gross := decimal.NewFromInt(o.Price)
		return o.Price - gross.DivRound(vat.Add(decimal.NewFromInt(1)), 0).IntPart()
	}
	if w.s.Services[o.Service].Customs < 0 {
		*c = charges{Known: true, VAT: inside()} // sold from stock in the Union: the marketplace is the deemed supplier
		return c, nil
	}
	a, rate, err := w.assess(int(o.Market), int(o.Good), int(o.Service), o.Price, on)
	if err != nil {
		return nil, err
	}
	home, err := w.fx.Cross(w.s.RegimeFor(mp.Country).Currency, w.currencies[0], fx.CustomsDate(on))
	if err != nil {
		return nil, err
	}
	out := charges{Known: true}
	for _, l := range a.Lines {
		var v money.Amount
		switch l.Payer {
		case "marketplace":
			out.VAT += inside()
			continue
		case "seller_marketplace":
			v, err = money.FromDecimal(l.Amount.Decimal().Mul(rate), mp.Currency, money.HalfUp)
			out.Account += v.Minor
		default:
			v, err = money.FromDecimal(l.Amount.Decimal().Mul(home), w.currencies[0], money.HalfUp)
			out.Carrier += v.Minor
		}
		if err != nil {
			return nil, err
		}
	}
	*c = out
	return c, nil
}

// move ends the legs that are due: customs, the next leg, or delivery.
func (w *World) move(due *agenda) error {
	for legs := range due.LegEnd {
		for _, p := range due.LegEnd[legs] {
			o := &w.st.Offers[p.Offer]
			p.Legs++
			if w.s.Services[o.Service].Customs == int(p.Legs) {
				c, err := w.borderTerms(o, w.period(w.st.Day))
				if err != nil {
					return err
				}
				s := &w.sale[int(o.Shop)*len(w.s.Marketplaces)+int(o.Market)]
				s.account += c.Account
				s.carrier += c.Carrier
				s.cleared++
				r3 := draw.Mix(w.after.Bits(p.Key) + 1)
				if hold := holdDays(w.s.RegimeFor(w.s.Marketplaces[o.Market].Country), w.order.Bits(p.Key)>>48, uint32(r3)); hold > 0 {
					s.inspected++
					at := w.st.Day + hold
					w.st.Calendar[at%ring].Released = append(w.st.Calendar[at%ring].Released, p)
					w.fold(p, at, 8)
					continue
				}
			}
			w.onward(p)
		}
	}
	for _, p := range due.Released {
		w.onward(p)
	}
	return nil
}

// onward starts a parcel's next leg, or delivers it.
func (w *World) onward(p parcel) {
	o := &w.st.Offers[p.Offer]
	chain := w.net.Services[o.Service]
	if int(p.Legs) == len(chain) {
		w.deliver(p)
		return
	}
	leg := chain[p.Legs]
	bits := uint32(w.order.Bits(p.Key) >> (12 * p.Legs))
	at := w.st.Day + w.net.Legs[leg].Days(w.Date(), bits, w.slow(leg))
	w.st.Starting[leg] += int64(w.s.Goods[o.Good].Grams)
	w.st.Calendar[at%ring].LegEnd[p.Legs] = append(w.st.Calendar[at%ring].LegEnd[p.Legs], p)
	w.fold(p, at, int(p.Legs))
}

// deliver hands a parcel to its buyer, or writes it off as lost, and draws what follows.
func (w *World) deliver(p parcel) {
	o := &w.st.Offers[p.Offer]
	sh := &w.st.Shops[o.Shop]
	s := &w.sale[int(o.Shop)*len(w.s.Marketplaces)+int(o.Market)]
	net := o.Price - o.Charges[w.period(int(p.Placed))].VAT
	cost := sh.Shipped[o.Good].take(1)
	f := w.fate(p, w.st.Day)
	if f.lost {
		s.lost += net
		s.lostCost += cost
		s.lostCount++
		sh.Tally.Lost++
		w.st.Totals.Lost++
		return
	}
	s.delivered += net
	s.fees += o.Fee
	s.soldCost += cost
	s.arrive++
	sh.Tally.Delivered++
	w.st.Totals.Delivered++
	if f.late {
		sh.Tally.Late++
		w.st.Totals.Late++
	}
	at := w.st.Day + w.s.Marketplaces[o.Market].Settlement.ReserveDays
	pay := &w.st.Calendar[at%ring].Payable
	if at == w.st.Day {
		sh.Available[o.Market] += net - o.Fee
	} else if n := len(*pay); n > 0 && (*pay)[n-1].Shop == o.Shop && (*pay)[n-1].Market == o.Market {
		(*pay)[n-1].Minor += net - o.Fee
	} else {
		*pay = append(*pay, release{o.Shop, o.Market, net - o.Fee})
	}
	if f.star > 0 {
		w.st.Calendar[f.reviewed%ring].Reviews = append(w.st.Calendar[f.reviewed%ring].Reviews, review{o.Listing, uint8(f.star)})
	}
	if f.returned > 0 {
		w.st.Calendar[f.returned%ring].Returns = append(w.st.Calendar[f.returned%ring].Returns, p)
	}
}

// fate is what becomes of a parcel at its buyer's door.
type fate struct {
	lost, late bool
	star       int // 0: no review
	reviewed   int // day
	returned   int // day; 0: kept
}

// fate draws what becomes of a parcel that reaches its buyer on a day. It depends on nothing but the parcel and the day.
func (w *World) fate(p parcel, day int) (f fate) {
	o := &w.st.Offers[p.Offer]
	r2 := w.after.Bits(p.Key)
	r3 := draw.Mix(r2 + 1)
	if float64(r3>>48)/65536 < w.s.Services[o.Service].Loss {
		return fate{lost: true}
	}
	f.late = day-int(p.Placed) > int(o.Promise)
	b := &w.s.Behaviour
	share := b.ReviewOnTime
	if f.late {
		share = b.ReviewLate
	}
	if float64(r2&0xFFFF)/65536 < share {
		f.star = market.Stars(float64(r2>>16&0xFFFF)/65536, float64(r2>>32&0xFF)/256, f.late, p.quality(), b)
		f.reviewed = day + 1 + int((r2>>40&0xFF)*uint64(b.ReviewLag)>>8)
	}
	set := w.setOf[w.st.Listings[o.Listing].Set]
	rate := float64(w.s.Marketplaces[o.Market].Categories[set.category].ReturnRate * (1.5 - p.quality()))
	if float64(r2>>48)/65536 < rate {
		f.returned = day + 3 + int((r3>>16&0xFF)*uint64(b.ReturnLag)>>8)
	}
	return f
}

// dispatch hands a parcel to the carrier.
func (w *World) dispatch(p parcel) {
	o := &w.st.Offers[p.Offer]
	s := &w.sale[int(o.Shop)*len(w.s.Marketplaces)+int(o.Market)]
	s.postage += w.inHomeMemo(o)
	s.dispatch++
	w.st.Totals.Dispatched++
	w.st.Shops[o.Shop].Carbon += w.net.Carbon(w.net.Services[o.Service], int64(w.s.Goods[o.Good].Grams))
	w.onward(p)
}

// inHomeMemo is an offer's postage, with the warehouse's pick and pack, in the home currency today.
func (w *World) inHomeMemo(o *offer) int64 {
	v, err := w.inHome(money.Amount{Minor: o.Postage, Currency: w.currencies[o.Postal]})
	if err != nil {
		return 0 // every currency of the scenario has a rate: validated
	}
	if o.Place > 0 {
		wh := &w.s.Warehouses[o.Place-1]
		pick, err := w.inHome(money.Amount{Minor: wh.PickPack, Currency: wh.Currency})
		if err == nil {
			v += pick
		}
	}
	return v
}

// sell ranks every choice set, draws its orders and books them.
func (w *World) sell() error {
	day := w.st.Day
	shops := float64(len(w.st.Shops))
	weekday := w.Date().Weekday() - 1
	if len(w.lastSearch) < len(w.st.Listings) {
		w.lastSearch = make([]float64, len(w.st.Listings))
	}
	for set, members := range w.st.Sets {
		if len(members) == 0 {
			continue
		}
		id := w.setOf[set]
		mp := &w.s.Marketplaces[id.market]
		cat := &mp.Categories[id.category]
		w.scratch = w.scratch[:0]
		for _, m := range members {
			l := &w.st.Listings[m]
			o := &w.st.Offers[l.Offer]
			st := &w.st.Shops[l.Shop].Stock[l.Good][o.Place]
			if st.Quantity > 0 {
				l.Quality = st.Quality
			}
			v := market.Listing{
				ID: m, LogPrice: draw.Log(float64(o.Price) / float64(cat.Reference.Minor)), Promise: int(o.Promise),
				Rating: market.Rating(l.Stars, l.Reviews, &w.s.Behaviour), Reviews: l.Reviews, Quality: l.Quality,
				Culture: w.s.Goods[l.Good].Culture, Sales7: l.sold(7), Age: day - int(l.Published), Available: 1,
			}
			if !l.Active || st.Quantity <= 0 {
				v.Available = 0
			}
			w.scratch = append(w.scratch, v)
		}
		w.shares.Choose(w.scratch, w.s.Segments, float64(cat.Outside*shops), w.s.Behaviour.Position)
		searches := float64(float64(cat.Searches*shops) * mp.Weekdays[weekday])
		short := false
		for i, m := range members {
			l := &w.st.Listings[m]
			o := &w.st.Offers[l.Offer]
			have := float64(w.st.Shops[l.Shop].Stock[l.Good][o.Place].Quantity)
			mean := 0.0
			for g := range w.s.Segments {
				mean += float64(float64(searches*w.s.Segments[g].Share) * w.shares.P[g][i])
			}
			if mean > have && w.scratch[i].Available > 0 {
				w.scratch[i].Available = have / mean
				short = true
			}
		}
		if short {
			w.shares.Available(w.scratch, float64(cat.Outside*shops))
		}
		for i, m := range members {
			if err := w.take(m, i, searches); err != nil {
				return err
			}
		}
	}
	return nil
}

// take draws and books a listing's orders of the day.
func (w *World) take(m uint32, i int, searches float64) error {
	day := w.st.Day
	l := &w.st.Listings[m]
	o := &w.st.Offers[l.Offer]
	sh := &w.st.Shops[l.Shop]
	st := &sh.Stock[l.Good][o.Place]
	s := &w.sale[int(l.Shop)*len(w.s.Marketplaces)+int(l.Market)]
	sold := int64(0)
	if w.scratch[i].Available > 0 {
		c, err := w.borderTerms(o, w.period(day))
		if err != nil {
			return err
		}
		at := day + w.s.Services[o.Service].Handle
		box := &w.st.Calendar[at%ring].Dispatch
		for g := range w.s.Segments {
			u := draw.Uniform(w.demand.At(m, uint16(day), uint16(g)))
			want := draw.Poisson(u, float64(float64(searches*w.s.Segments[g].Share)*w.shares.P[g][i]))
			n := int(min(int64(want), st.Quantity-sold, 1<<numberBits-1))
			l.Lost += int64(want - n)
			for k := range n {
				p := parcel{Key: orderKey(m, day, g, k), Offer: l.Offer, Placed: uint16(day), Made: grade(st.Quality)}
				*box = append(*box, p)
				sh.remember(p)
				w.fold(p, at, 9)
			}
			sold += int64(n)
		}
		if sold > 0 {
			value := st.take(sold)
			sh.Shipped[l.Good].add(sold, value, 0)
			if o.Place > 0 {
				w.leave(sh, int(l.Good), int(o.Place), sold)
			}
			s.ordered += sold * (o.Price - c.VAT)
			s.orderedCost += value
			s.orders += sold
			sh.Tally.Orders += sold
			w.st.Totals.Orders += sold
			if st.Quantity == 0 {
				w.event(int(l.Shop), Event{Kind: "stockout", Good: w.s.Goods[l.Good].ID, Market: w.s.Marketplaces[l.Market].ID, Listing: int(m) + 1})
			}
		}
	}
	l.Stocked = st.Quantity > 0
	l.History = append(l.History, listingDay{Orders: uint16(min(sold, 65535)), Rank: uint16(w.shares.Rank[i]), Price: o.Price, Searches: float32(searches)})
	return nil
}

// leave takes pieces out of the oldest lots in storage.
func (w *World) leave(sh *shop, good, place int, n int64) {
	for i := range sh.Consigned {
		k := &sh.Consigned[i]
		if !k.Done || k.Good != good || w.places[place] != w.s.Freights[k.Freight].Warehouse {
			continue
		}
		out := min(n, k.Left)
		k.Left -= out
		if n -= out; n == 0 {
			return
		}
	}
}

func (l *listing) sold(days int) int {
	sum := 0
	for _, d := range l.History[max(0, len(l.History)-days):] {
		sum += int(d.Orders)
	}
	return sum
}

// afterSales brings in reviews and refunds returns.
func (w *World) afterSales(due *agenda) {
	for _, r := range due.Reviews {
		l := &w.st.Listings[r.Listing]
		l.Reviews++
		l.Stars += int(r.Star)
		sh := &w.st.Shops[l.Shop]
		sh.Tally.Reviews++
		sh.Tally.Stars += int64(r.Star)
		sh.mark("review", 1)
		w.st.Totals.Reviews++
		w.st.Totals.Stars += int64(r.Star)
		w.event(int(l.Shop), Event{Kind: "review", Good: w.s.Goods[l.Good].ID, Market: w.s.Marketplaces[l.Market].ID, Count: int64(r.Star), Listing: int(r.Listing) + 1})
	}
	for _, p := range due.Returns {
		o := &w.st.Offers[p.Offer]
		mp := &w.s.Marketplaces[o.Market]
		net := o.Price - o.Charges[w.period(int(p.Placed))].VAT
		keep := decimal.NewFromInt(o.Fee).Mul(mp.Settlement.RefundFee).Round(0).IntPart()
		s := &w.sale[int(o.Shop)*len(w.s.Marketplaces)+int(o.Market)]
		s.refunded += net
		s.feeBack += o.Fee - keep
		s.returned++
		sh := &w.st.Shops[o.Shop]
		sh.Available[o.Market] -= net - (o.Fee - keep)
		sh.Tally.Returned++
		w.st.Totals.Returns++
	}
}

// book posts the day's sums, one posting a shop, marketplace and cause.
func (w *World) book() error {
	day := w.st.Day
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		for m := range w.s.Marketplaces {
			s := &w.sale[i*len(w.s.Marketplaces)+m]
			c := w.marketCur[m]
			line := func(a ledger.Account, cur int, v int64) ledger.Line {
				return ledger.Line{Account: a, Currency: cur, Minor: v}
			}
			sh.Available[m] -= s.account
			for _, p := range []struct {
				cause ledger.Cause
				lines []ledger.Line
			}{
				{ledger.Order, []ledger.Line{line(ledger.Platform, c, s.ordered), line(ledger.Deferred, c, -s.ordered), line(ledger.Shipped, 0, s.orderedCost), line(ledger.Inventory, 0, -s.orderedCost)}},
				{ledger.Dispatch, []ledger.Line{line(ledger.Postage, 0, s.postage), line(ledger.Bank, 0, -s.postage)}},
				{ledger.Clearance, []ledger.Line{line(ledger.Duty, c, s.account), line(ledger.Platform, c, -s.account), line(ledger.Duty, 0, s.carrier), line(ledger.Bank, 0, -s.carrier)}},
				{ledger.Delivery, []ledger.Line{line(ledger.Deferred, c, s.delivered), line(ledger.Sales, c, -s.delivered), line(ledger.Commission, c, s.fees), line(ledger.Platform, c, -s.fees), line(ledger.CostOfSales, 0, s.soldCost), line(ledger.Shipped, 0, -s.soldCost)}},
				{ledger.Lost, []ledger.Line{line(ledger.Deferred, c, s.lost), line(ledger.Platform, c, -s.lost), line(ledger.Loss, 0, s.lostCost), line(ledger.Shipped, 0, -s.lostCost)}},
				{ledger.Return, []ledger.Line{line(ledger.Refunds, c, s.refunded), line(ledger.Platform, c, s.feeBack-s.refunded), line(ledger.Commission, c, -s.feeBack)}},
			} {
				if err := sh.Book.Post(day, p.cause, p.lines...); err != nil {
					return fmt.Errorf("shop %d: %w", i+1, err)
				}
			}
			w.st.Totals.Cleared += s.cleared
			w.st.Totals.Inspected += s.inspected
			for _, e := range []struct {
				kind, mark string
				n          int64
			}{{"orders", "order", s.orders}, {"dispatched", "dispatched", s.dispatch}, {"cleared", "cleared", s.cleared}, {"inspected", "", s.inspected}, {"delivered", "delivered", s.arrive}, {"lost", "", s.lostCount}, {"returned", "", s.returned}} {
				if e.n > 0 {
					w.event(i, Event{Kind: e.kind, Market: w.s.Marketplaces[m].ID, Count: e.n})
					sh.mark(e.mark, e.n)
				}
			}
		}
	}
	return nil
}

// settle releases reserves, pays out, and charges storage and interest.
func (w *World) settle(due *agenda) error {
	day := w.st.Day
	for _, r := range due.Payable {
		w.st.Shops[r.Shop].Available[r.Market] += r.Minor
	}
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		for m := range w.s.Marketplaces {
			t := &w.s.Marketplaces[m].Settlement
			c := w.marketCur[m]
			pay := min(sh.Available[m], sh.Book.Balance(ledger.Platform, c))
			if (day+1)%t.CycleDays != 0 || pay <= 0 {
				continue
			}
			fee := decimal.NewFromInt(pay).Mul(t.PayoutFee).Round(0).IntPart()
			if err := sh.Book.Post(day, ledger.Settle, ledger.Line{Account: ledger.Bank, Currency: c, Minor: pay - fee}, ledger.Line{Account: ledger.BankCharge, Currency: c, Minor: fee}, ledger.Line{Account: ledger.Platform, Currency: c, Minor: -pay}); err != nil {
				return err
			}
			sh.Available[m] -= pay
			sh.mark("settled", 1)
			w.event(i, Event{Kind: "settled", Market: w.s.Marketplaces[m].ID, Minor: pay - fee, Money: string(w.currencies[c])})
		}
		if err := w.storage(sh); err != nil {
			return err
		}
		if cash := sh.Book.Balance(ledger.Bank, 0); cash < 0 {
			sh.LateDays++
			v := decimal.NewFromInt(-cash).Mul(w.s.Credit.Annual).DivRound(decimal.NewFromInt(365), 0).IntPart()
			if err := sh.Book.Post(day, ledger.InterestRun, ledger.Line{Account: ledger.Interest, Minor: v}, ledger.Line{Account: ledger.Bank, Minor: -v}); err != nil {
				return err
			}
		}
	}
	return nil
}

// storage charges each lot that has lain in a warehouse longer than the free days.
func (w *World) storage(sh *shop) error {
	var total int64
	for i := range sh.Consigned {
		k := &sh.Consigned[i]
		if k.Left == 0 {
			continue
		}
		wh := w.warehouse(w.s.Freights[k.Freight].Warehouse)
		if w.st.Day-k.Arrived < wh.FreeDays {
			continue
		}
		g := &w.s.Goods[k.Good]
		cm3 := int64(g.LengthMM) * int64(g.WidthMM) * int64(g.HeightMM) / 1000 * k.Left
		v, err := w.inHome(money.Amount{Minor: mulDiv(cm3, wh.Storage, 1_000_000), Currency: wh.Currency})
		if err != nil {
			return err
		}
		total += v
	}
	return sh.Book.Post(w.st.Day, ledger.Storage, ledger.Line{Account: ledger.WarehouseFee, Minor: total}, ledger.Line{Account: ledger.Bank, Minor: -total})
}

// closeBooks values each shop at the day's end.
func (w *World) closeBooks() error {
	for i := range w.st.Shops {
		v, err := w.Equity(i + 1)
		if err != nil {
			return err
		}
		w.st.Shops[i].Equity = append(w.st.Shops[i].Equity, v)
	}
	return nil
}

// Equity is what a shop is worth by its books, in the home currency at today's reference rates: assets less orders not
// yet delivered.
func (w *World) Equity(number int) (int64, error) {
	sh := &w.st.Shops[number-1]
	var sum int64
	for c, cur := range w.currencies {
		var own int64
		for a := ledger.Bank; a <= ledger.Deferred; a++ {
			own += sh.Book.Balance(a, c)
		}
		v, err := w.inHome(money.Amount{Minor: own, Currency: cur})
		if err != nil {
			return 0, err
		}
		sum += v
	}
	return sum, nil
}

// Check verifies what must always hold: the books balance, and goods are conserved.
func (w *World) Check() error {
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		if err := sh.Book.Check(); err != nil {
			return fmt.Errorf("shop %d: %w", i+1, err)
		}
		var value, shipped, transit int64
		for g := range sh.Stock {
			for p := range sh.Stock[g] {
				value += sh.Stock[g][p].Value
			}
			shipped += sh.Shipped[g].Value
		}
		for k := range sh.Consigned {
			if !sh.Consigned[k].Done {
				transit += sh.Consigned[k].Value
			}
		}
		for _, x := range []struct {
			a    ledger.Account
			want int64
		}{{ledger.Inventory, value}, {ledger.Shipped, shipped}, {ledger.InTransit, transit}} {
			if got := sh.Book.Balance(x.a, 0); got != x.want {
				return fmt.Errorf("shop %d, day %d: %s is %d by the books, the goods are worth %d", i+1, w.st.Day, ledger.Names[x.a].En, got, x.want)
			}
		}
		t := sh.Tally
		var under int64
		for g := range sh.Shipped {
			under += sh.Shipped[g].Quantity
		}
		if t.Orders != t.Delivered+t.Lost+under {
			return fmt.Errorf("shop %d, day %d: %d orders, but %d delivered, %d lost, %d under way", i+1, w.st.Day, t.Orders, t.Delivered, t.Lost, under)
		}
	}
	return nil
}

// digest is a hash of the whole state that later days depend on.
func (w *World) digest() string {
	h := sha256.New()
	var buf []byte
	put := func(v ...int64) {
		for _, x := range v {
			buf = binary.LittleEndian.AppendUint64(buf, uint64(x))
		}
	}
	put(int64(w.st.Seed), int64(w.st.Day), int64(w.st.Checksum))
	put(w.st.Load...)
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		buf = append(buf, sh.Name...)
		for c := range sh.Book.Balances {
			put(sh.Book.Balances[c][:]...)
		}
		for g := range sh.Stock {
			for p := range sh.Stock[g] {
				put(sh.Stock[g][p].Quantity, sh.Stock[g][p].Value)
			}
			put(sh.Shipped[g].Quantity, sh.Shipped[g].Value)
		}
		put(sh.Available...)
		for _, m := range sh.Marks {
			put(int64(m))
		}
		put(int64(len(sh.Purchases)), int64(len(sh.Consigned)), sh.Carbon)
		h.Write(buf)
		buf = buf[:0]
	}
	for i := range w.st.Listings {
		l := &w.st.Listings[i]
		o := &w.st.Offers[l.Offer]
		put(int64(l.Offer), o.Price, int64(o.Service), int64(l.Reviews), int64(l.Stars), int64(l.sold(1)))
	}
	h.Write(buf)
	return hex.EncodeToString(h.Sum(nil)[:16])
}
