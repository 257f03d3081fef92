package sim

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/market"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// BoardRow is a shop on the leaderboard, which everyone in the class sees.
type BoardRow struct {
	Shop      int     `json:"shop"`
	Name      string  `json:"name"`
	Bot       bool    `json:"bot"`
	Rank      int     `json:"rank"`
	Profit    int64   `json:"profit"` // home currency, minor units, at today's reference rates
	Orders    int64   `json:"orders"`
	Delivered int64   `json:"delivered"`
	OnTime    float64 `json:"on_time"` // share of deliveries within the promise; 0 without deliveries
	Rating    float64 `json:"rating"`  // mean stars; 0 without reviews
}

// Board ranks the shops by profit; ties go to the lower shop number.
func (w *World) Board() []BoardRow {
	rows := make([]BoardRow, 0, len(w.st.Shops))
	for i := range w.st.Shops {
		sh := &w.st.Shops[i]
		r := BoardRow{Shop: i + 1, Name: sh.Name, Bot: sh.Bot != "", Orders: sh.Tally.Orders, Delivered: sh.Tally.Delivered}
		if n := len(sh.Equity); n > 0 {
			r.Profit = sh.Equity[n-1] - w.s.Home.Capital.Minor
		}
		if sh.Tally.Delivered > 0 {
			r.OnTime = 1 - float64(sh.Tally.Late)/float64(sh.Tally.Delivered)
		}
		if sh.Tally.Reviews > 0 {
			r.Rating = float64(sh.Tally.Stars) / float64(sh.Tally.Reviews)
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b BoardRow) int { return cmp.Compare(b.Profit, a.Profit) })
	for i := range rows {
		rows[i].Rank = i + 1
	}
	return rows
}

// ShopView is all that a shop's own people see of it.
type ShopView struct {
	Shop         int               `json:"shop"`
	Name         string            `json:"name"`
	Wallets      []money.Amount    `json:"wallets"`
	Held         []money.Amount    `json:"held"`        // with the marketplaces
	Available    []money.Amount    `json:"available"`   // of that, out of the reserve: paid out next time
	NextPayout   int               `json:"next_payout"` // days from today; 0 is tonight
	Profit       int64             `json:"profit"`
	Equity       []int64           `json:"equity"` // at each day's end
	Orders       int64             `json:"orders"`
	UnderWay     int64             `json:"under_way"`
	Delivered    int64             `json:"delivered"`
	Late         int64             `json:"late"`
	Lost         int64             `json:"lost"`
	Returned     int64             `json:"returned"`
	CarbonG      int64             `json:"carbon_g"`
	Stock        []StockView       `json:"stock"`
	Purchases    []PurchaseView    `json:"purchases"`
	Listings     []ListingView     `json:"listings"`
	Consignments []ConsignmentView `json:"consignments"`
	Events       []Event           `json:"events"`
	Tasks        []TaskView        `json:"tasks"`
}

// StockView is what a shop has of a good at a place.
type StockView struct {
	Good     string `json:"good"`
	Place    string `json:"place"` // home, or a warehouse
	Quantity int64  `json:"quantity"`
	Value    int64  `json:"value"` // home currency, at weighted average cost
}

// PurchaseView is a purchase. State is placed, received or cancelled.
type PurchaseView struct {
	Number   int    `json:"number"`
	Good     string `json:"good"`
	Supplier string `json:"supplier"`
	Quantity int64  `json:"quantity"`
	Cost     int64  `json:"cost"`
	Placed   int    `json:"placed"`
	Due      int    `json:"due"`
	State    string `json:"state"`
	Undo     bool   `json:"undo"` // can still be cancelled
}

// ListingView is a listing with its results.
type ListingView struct {
	Number      int     `json:"number"`
	Good        string  `json:"good"`
	Marketplace string  `json:"marketplace"`
	Service     string  `json:"service"`
	Price       int64   `json:"price"`
	Promise     int     `json:"promise"`
	Active      bool    `json:"active"`
	Stock       int64   `json:"stock"`
	Rank        int     `json:"rank"`   // yesterday's place in the search result; 0 before the first day
	Rivals      int     `json:"rivals"` // listings in the same choice set
	Searches    int     `json:"searches"`
	Rating      float64 `json:"rating"`
	Reviews     int     `json:"reviews"`
	Orders      []int   `json:"orders"` // of the last 14 days
	Total       int64   `json:"total"`
	Missed      int64   `json:"missed"` // orders lost to empty stock
}

// ConsignmentView is stock on the way to a warehouse.
type ConsignmentView struct {
	Number   int        `json:"number"`
	Good     string     `json:"good"`
	Freight  string     `json:"freight"`
	Quantity int64      `json:"quantity"`
	Value    int64      `json:"value"`
	Sent     int        `json:"sent"`
	Due      int        `json:"due"`
	State    string     `json:"state"` // under_way, held, stocked
	Steps    []StepView `json:"steps"`
}

// StepView is a station of a journey.
type StepView struct {
	Day  int    `json:"day"`
	Hub  string `json:"hub"`
	Kind string `json:"kind"` // ordered, departed, arrived, held, cleared, delivered, lost, stocked
}

// TaskView is a guided task with its progress.
type TaskView struct {
	scenario.Task
	Have int  `json:"have"`
	OK   bool `json:"ok"`
}

// Shop is the view of a shop, by its number.
func (w *World) Shop(number int) (*ShopView, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	sh := &w.st.Shops[number-1]
	day := w.st.Day
	v := &ShopView{
		Shop: number, Name: sh.Name, Equity: sh.Equity, Orders: sh.Tally.Orders, Delivered: sh.Tally.Delivered, Late: sh.Tally.Late, Lost: sh.Tally.Lost,
		Returned: sh.Tally.Returned, CarbonG: sh.Carbon, Events: sh.Events, UnderWay: sh.Tally.Orders - sh.Tally.Delivered - sh.Tally.Lost,
		Stock: []StockView{}, Purchases: []PurchaseView{}, Listings: []ListingView{}, Consignments: []ConsignmentView{}, Held: []money.Amount{}, Available: []money.Amount{}, Tasks: []TaskView{},
	}
	equity, err := w.Equity(number)
	if err != nil {
		return nil, err
	}
	v.Profit = equity - w.s.Home.Capital.Minor
	for c, cur := range w.currencies {
		v.Wallets = append(v.Wallets, money.Amount{Minor: sh.Book.Balance(ledger.Bank, c), Currency: cur})
	}
	for m := range w.s.Marketplaces {
		mp := &w.s.Marketplaces[m]
		v.Held = append(v.Held, money.Amount{Minor: sh.Book.Balance(ledger.Platform, w.marketCur[m]), Currency: mp.Currency})
		v.Available = append(v.Available, money.Amount{Minor: max(sh.Available[m], 0), Currency: mp.Currency})
		if wait := mp.Settlement.CycleDays - 1 - day%mp.Settlement.CycleDays; m == 0 || wait < v.NextPayout {
			v.NextPayout = wait
		}
	}
	for g := range sh.Stock {
		for p := range sh.Stock[g] {
			if s := sh.Stock[g][p]; s.Quantity > 0 {
				v.Stock = append(v.Stock, StockView{w.s.Goods[g].ID, w.places[p], s.Quantity, s.Value})
			}
		}
	}
	for i, p := range sh.Purchases {
		state := "placed"
		if p.Done {
			state = "received"
		}
		if p.Void {
			state = "cancelled"
		}
		good := &w.s.Goods[p.Good]
		v.Purchases = append(v.Purchases, PurchaseView{i + 1, good.ID, good.Suppliers[p.Supplier].ID, p.Quantity, p.Cost, p.Placed, p.Due, state, state == "placed" && p.Placed == day})
	}
	for _, id := range sh.Listings {
		v.Listings = append(v.Listings, w.listingView(id))
	}
	for i := range sh.Consigned {
		k := &sh.Consigned[i]
		c := ConsignmentView{Number: i + 1, Good: w.s.Goods[k.Good].ID, Freight: w.s.Freights[k.Freight].ID, Quantity: k.Quantity, Value: k.Value, Sent: k.Sent, Due: k.Due, State: "under_way"}
		if k.Held {
			c.State = "held"
		}
		if k.Done {
			c.State = "stocked"
		}
		for _, s := range k.Steps {
			c.Steps = append(c.Steps, StepView(s))
		}
		v.Consignments = append(v.Consignments, c)
	}
	for _, t := range w.s.Tasks {
		have := int(sh.Marks[slices.Index(scenario.Milestones, t.Done)])
		v.Tasks = append(v.Tasks, TaskView{t, have, have >= t.Count})
	}
	return v, nil
}

func (w *World) listingView(id uint32) ListingView {
	l := &w.st.Listings[id]
	o := &w.st.Offers[l.Offer]
	v := ListingView{
		Number: int(id) + 1, Good: w.s.Goods[l.Good].ID, Marketplace: w.s.Marketplaces[l.Market].ID, Service: w.s.Services[o.Service].ID, Price: o.Price, Promise: int(o.Promise),
		Active: l.Active, Stock: w.st.Shops[l.Shop].Stock[l.Good][o.Place].Quantity, Rivals: len(w.st.Sets[l.Set]) - 1, Reviews: l.Reviews, Missed: l.Lost,
		Rating: market.Rating(l.Stars, l.Reviews, &w.s.Behaviour), Orders: []int{},
	}
	for _, d := range l.History[max(0, len(l.History)-14):] {
		v.Orders = append(v.Orders, int(d.Orders))
	}
	for _, d := range l.History {
		v.Total += int64(d.Orders)
	}
	if n := len(l.History); n > 0 {
		v.Rank, v.Searches = int(l.History[n-1].Rank), int(l.History[n-1].Searches)
	}
	return v
}

// OrderView is an order under way. Status is ordered, in_transit or held.
type OrderView struct {
	Number  string `json:"number"`
	Listing int    `json:"listing"`
	Good    string `json:"good"`
	Placed  int    `json:"placed"`
	Promise int    `json:"promise"`
	Price   int64  `json:"price"`
	Money   string `json:"money"`
	Service string `json:"service"`
	Status  string `json:"status"`
	Leg     string `json:"leg,omitempty"`  // the leg it travels
	From    int    `json:"from,omitempty"` // the day it will end what it does now
	Due     int    `json:"due"`
}

// UnderWay are up to limit orders of a shop that are not yet delivered, oldest first.
func (w *World) UnderWay(number, limit int) []OrderView {
	out := []OrderView{}
	add := func(p parcel, due int, status string) {
		o := &w.st.Offers[p.Offer]
		if int(o.Shop) != number-1 {
			return
		}
		v := OrderView{
			Number: OrderNumber(p.Key), Listing: int(o.Listing) + 1, Good: w.s.Goods[o.Good].ID, Placed: int(p.Placed), Promise: int(p.Placed) + int(o.Promise), Price: o.Price,
			Money: string(w.s.Marketplaces[o.Market].Currency), Service: w.s.Services[o.Service].ID, Status: status, Due: due,
		}
		if status == "in_transit" {
			v.Leg = w.s.Services[o.Service].Legs[p.Legs]
		}
		out = append(out, v)
	}
	for k := range ring {
		due := w.st.Day + k
		a := &w.st.Calendar[due%ring]
		for _, p := range a.Dispatch {
			add(p, due, "ordered")
		}
		for legs := range a.LegEnd {
			for _, p := range a.LegEnd[legs] {
				add(p, due, "in_transit")
			}
		}
		for _, p := range a.Released {
			add(p, due, "held")
		}
	}
	slices.SortFunc(out, func(a, b OrderView) int {
		return cmp.Or(cmp.Compare(a.Placed, b.Placed), cmp.Compare(a.Number, b.Number))
	})
	return out[:min(len(out), limit)]
}

// OrderNumber is the number by which people know an order.
func OrderNumber(key uint64) string {
	const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	var b [13]byte
	for i := range b {
		b[len(b)-1-i] = digits[key&31]
		key >>= 5
	}
	return string(b[:])
}

// Flow is how many parcels and pieces of a shop travel each leg now.
type Flow struct {
	Leg      string `json:"leg"`
	Parcels  int64  `json:"parcels"`
	Consigns int64  `json:"consignments"`
}

// Flows counts what is on the way by leg; shop 0 counts all shops.
func (w *World) Flows(number int) []Flow {
	out := make([]Flow, len(w.s.Legs))
	for i := range out {
		out[i].Leg = w.s.Legs[i].ID
	}
	for d := range w.st.Calendar {
		for legs := range w.st.Calendar[d].LegEnd {
			for _, p := range w.st.Calendar[d].LegEnd[legs] {
				if o := &w.st.Offers[p.Offer]; number == 0 || int(o.Shop) == number-1 {
					out[w.net.Services[o.Service][p.Legs]].Parcels++
				}
			}
		}
	}
	for i := range w.st.Shops {
		if number != 0 && i != number-1 {
			continue
		}
		for _, k := range w.st.Shops[i].Consigned {
			if !k.Done && !k.Held {
				out[w.net.Freights[k.Freight][k.Legs]].Consigns++
			}
		}
	}
	return out
}

// Quote is what one piece would leave at a price: the calculation that a student reads before publishing. Amounts are
// in the home currency unless they name another.
type Quote struct {
	Price      money.Amount   `json:"price"`
	PriceHome  int64          `json:"price_home"`
	VAT        int64          `json:"vat"`
	Commission int64          `json:"commission"`
	Postage    int64          `json:"postage"`
	Border     int64          `json:"border"` // duty and tax that the shop pays
	UnitCost   int64          `json:"unit_cost"`
	Landed     int64          `json:"landed"` // goods, postage and border
	Profit     int64          `json:"profit"`
	MarginBP   int64          `json:"margin_bp"` // gross margin on the price without VAT, in 1/10,000
	BreakEven  money.Amount   `json:"break_even"`
	Grams      int            `json:"grams"` // chargeable
	Lines      []customs.Line `json:"lines"`
	P50        int            `json:"p50"` // days from order to delivery
	P90        int            `json:"p90"`
}

// Quote calculates a listing before it is published. unit is what a piece costs; 0 takes the stock's average, or the
// first supplier's first tier.
func (w *World) Quote(number int, c PublishListing, unit int64) (*Quote, error) {
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
	mp := &w.s.Marketplaces[m]
	x, err := w.fx.Cross(mp.Currency, w.currencies[0], w.Date())
	if err != nil {
		return nil, err
	}
	home := func(v int64) int64 {
		a, err := money.FromDecimal(money.Amount{Minor: v, Currency: mp.Currency}.Decimal().Mul(x), w.currencies[0], money.HalfUp)
		if err != nil {
			return 0
		}
		return a.Minor
	}
	q := &Quote{Price: money.Amount{Minor: c.Price, Currency: mp.Currency}, Lines: []customs.Line{}}
	at, err := w.quote(m, g, service, c.Price)
	if err != nil {
		return nil, err
	}
	if unit == 0 && number > 0 && number <= len(w.st.Shops) {
		if st := w.st.Shops[number-1].Stock[g][slices.Index(w.places, w.s.Services[service].From)]; st.Quantity > 0 {
			unit = mulDiv(st.Value, 1, st.Quantity)
		}
	}
	if unit == 0 {
		unit = w.s.Goods[g].Suppliers[0].Tiers[0].Unit.Minor
	}
	q.PriceHome, q.VAT, q.Commission, q.Postage, q.Border, q.UnitCost = home(c.Price), home(at.vat), home(at.fee), at.postage, at.border, unit
	q.Landed = unit + at.postage + at.border
	q.Profit = q.PriceHome - q.VAT - q.Commission - q.Landed
	if net := q.PriceHome - q.VAT; net > 0 {
		q.MarginBP = mulDiv(q.Profit, 10_000, net)
	}
	keep := decimal.NewFromInt(q.PriceHome - q.VAT - q.Commission)
	if keep.IsPositive() && q.PriceHome > 0 {
		be := decimal.NewFromInt(q.Landed).Mul(decimal.NewFromInt(c.Price)).Div(keep).Ceil()
		q.BreakEven = money.Amount{Minor: be.IntPart(), Currency: mp.Currency}
	}
	if w.s.Services[service].Customs >= 0 {
		a, _, err := w.assess(m, g, service, c.Price, w.Date())
		if err != nil {
			return nil, err
		}
		q.Lines = append(q.Lines, a.Lines...)
	}
	q.P50, q.P90 = w.quantiles(service)
	return q, nil
}

// quantiles are the median and the 90th percentile of the days from order to delivery, over 400 keyed draws.
func (w *World) quantiles(service int) (p50, p90 int) {
	s := draw.New(1, drawOrder)
	days := make([]int, 400)
	for i := range days {
		bits := s.Bits(uint64(i))
		at := w.s.Services[service].Handle
		for k, leg := range w.net.Services[service] {
			at += w.net.Legs[leg].Days(w.Date()+scenario.Date(at), uint32(bits>>(12*k)), 256)
		}
		days[i] = at
	}
	slices.Sort(days)
	return days[len(days)/2], days[len(days)*9/10]
}

// Journal is a shop's book, for reading only.
func (w *World) Journal(number int) (*ledger.Book, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	return &w.st.Shops[number-1].Book, nil
}

// Rate is a reference rate of today: units of the home currency for one of Currency.
type Rate struct {
	Currency money.Currency
	Home     decimal.Decimal
}

// Rates are today's reference rates of the world's foreign currencies.
func (w *World) Rates() []Rate {
	var out []Rate
	for _, c := range w.currencies[1:] {
		if x, err := w.fx.Cross(c, w.currencies[0], w.Date()); err == nil {
			out = append(out, Rate{c, x.Round(6)})
		}
	}
	return out
}
