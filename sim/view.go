package sim

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/customs"
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
	SentBack     int64             `json:"sent_back"` // by customs
	Seized       int64             `json:"seized"`
	Refused      int64             `json:"refused"` // at the door
	Returned     int64             `json:"returned"`
	CarbonG      int64             `json:"carbon_g"`
	Stock        []StockView       `json:"stock"`
	Purchases    []PurchaseView    `json:"purchases"`
	Listings     []ListingView     `json:"listings"`
	Consignments []ConsignmentView `json:"consignments"`
	Reorders     []ReorderView     `json:"reorders"`
	Events       []Event           `json:"events"`
	Tasks        []TaskView        `json:"tasks"`
	Recent       []OrderRow        `json:"recent"`   // orders, newest first
	Vehicles     []Vehicle         `json:"vehicles"` // what moves on the route diagram
	Declared     []DeclareGood     `json:"declared"` // its own declarations in force
	Shipping     []SetShipping     `json:"shipping"` // what buyers are charged, by marketplace; of those where they are
	Queue        Queue             `json:"queue"`    // what waits for an answer
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
	Term        string  `json:"term"` // DDP or DAP
	Active      bool    `json:"active"`
	Barred      string  `json:"barred,omitempty"` // why it is not shown though it is active: right, paper, suspended, failed
	Stock       int64   `json:"stock"`
	Rank        int     `json:"rank"`     // yesterday's place in the search result; 0 before the first day
	Rivals      int     `json:"rivals"`   // listings in the same choice set
	Searches    int     `json:"searches"` // yesterday, in its category; where shoppers type keywords, of those that found it
	Views       int     `json:"views"`    // of those searchers, who looked down to its rank
	Rating      float64 `json:"rating"`
	Reviews     int     `json:"reviews"`
	Orders      []int   `json:"orders"` // of the last 14 days
	Total       int64   `json:"total"`
	Missed      int64   `json:"missed"` // orders lost to empty stock
	Trend       []Trend `json:"trend"`  // of the last 30 days
	Title       string  `json:"title"`  // this and the next two where shoppers search
	Translation string  `json:"translation"`
	Content     string  `json:"content"`
	Net         int64   `json:"net"`    // price after today's discounts
	Retail      int64   `json:"retail"` // what the buyer pays where the marketplace sets it; else 0
	Coupon      int     `json:"coupon"` // 1/10,000; 0 without one
	CouponUntil int     `json:"coupon_until"`
	Festival    string  `json:"festival"`     // that it is entered in, until its window is over
	FestivalOff int     `json:"festival_off"` // 1/10,000
	Advertised  bool    `json:"advertised"`
	AdPaused    bool    `json:"ad_paused"` // the budget of an ad was used up before yesterday's end
}

// Trend is a listing's past day.
type Trend struct {
	Day    int   `json:"day"`
	Orders int   `json:"orders"`
	Rank   int   `json:"rank"`
	Price  int64 `json:"price"`
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
	State    string     `json:"state"` // under_way, held, waiting (for a closed leg), booked (on the next departure with room), full (a departure left without it), stocked, sent_back, seized
	Steps    []StepView `json:"steps"`
	// Detour is a way round the closed leg that it waits for.
	Detour *DetourView `json:"detour,omitempty"`
}

// DetourView is what a way round a closed leg costs and takes.
type DetourView struct {
	Leg  string `json:"leg"`
	Cost int64  `json:"cost"` // home currency
	P50  int    `json:"p50"`  // days of the leg
	P90  int    `json:"p90"`
	Wait int    `json:"wait"` // days to the end of the same leg if it waits for the opening, as far as that is announced
}

// StepView is a station of a journey.
type StepView struct {
	Day  int    `json:"day"`
	Hub  string `json:"hub"`
	Kind string `json:"kind"` // ordered, booked, full, departed, arrived, held, cleared, waiting, rerouted, stocked, sent_back, seized
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
		Shop:         number,
		Name:         sh.Name,
		Equity:       append([]int64{}, sh.Equity...),
		Orders:       sh.Tally.Orders,
		Delivered:    sh.Tally.Delivered,
		Late:         sh.Tally.Late,
		Lost:         sh.Tally.Lost,
		Returned:     sh.Tally.Returned,
		CarbonG:      sh.Carbon,
		Reorders:     w.reorders(sh),
		Events:       append([]Event{}, sh.told(w.st.Day-1-eventDays)...),
		UnderWay:     sh.Tally.underWay(),
		SentBack:     sh.Tally.SentBack,
		Seized:       sh.Tally.Seized,
		Refused:      sh.Tally.Refused,
		Stock:        []StockView{},
		Purchases:    []PurchaseView{},
		Listings:     []ListingView{},
		Consignments: []ConsignmentView{},
		Held:         []money.Amount{},
		Available:    []money.Amount{},
		Shipping:     []SetShipping{},
		Declared:     w.inForce(sh),
		Tasks:        []TaskView{},
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
		if c := sh.Shipping[m]; c.Fee > 0 {
			v.Shipping = append(v.Shipping, SetShipping{mp.ID, c.Fee, c.FreeFrom})
		}
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
		v.Purchases = append(
			v.Purchases,
			PurchaseView{i + 1, good.ID, good.Suppliers[p.Supplier].ID, p.Quantity, p.Cost, p.Placed, p.Due, state, state == "placed" && p.Placed == day},
		)
	}
	for _, id := range sh.Listings {
		v.Listings = append(v.Listings, w.listingView(id))
	}
	for i := range sh.Consigned {
		k := &sh.Consigned[i]
		c := ConsignmentView{
			Number:   i + 1,
			Good:     w.s.Goods[k.Good].ID,
			Freight:  w.s.Freights[k.Freight].ID,
			Quantity: k.Quantity,
			Value:    k.Value,
			Sent:     k.Sent,
			Due:      k.Due,
			State:    "under_way",
		}
		if k.Held {
			c.State = "held"
		}
		if k.Wait == forOpening || k.Wait == aboard {
			c.State, c.Detour = "waiting", w.detourOf(k)
		}
		if k.Wait == forRoom {
			c.State, c.Due = "booked", w.embarks(number-1, i, k)
			if k.Steps[len(k.Steps)-1].Kind == "full" {
				c.State = "full"
			}
		}
		if k.Done {
			c.State = "stocked"
			if k.End.stops() {
				c.State = ends[k.End]
			}
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
	const recent = 100
	v.Recent, v.Vehicles = w.Orders(number, recent), w.Moving(number)
	v.Queue = w.queue(sh)
	return v, nil
}

// promoted fills in what a listing says for itself and what makes it more tempting.
func (v *ListingView) promoted(w *World, l *listing) {
	o := &w.st.Offers[l.Offer]
	v.Net, v.Retail = o.Net, l.Retail
	if w.s.Uses(scenario.WithSearch) {
		v.Title, v.Translation, v.Content = l.Words.Title, w.s.Translations[l.Words.Translation].ID, w.s.Contents[l.Words.Content].ID
	}
	if l.Coupon.Off > 0 && int(l.Coupon.Until) >= w.st.Day {
		v.Coupon, v.CouponUntil = int(l.Coupon.Off), int(l.Coupon.Until)
	}
	if e := &l.Festival; e.In && int(e.To) >= w.st.Day {
		v.Festival, v.FestivalOff = w.s.Marketplaces[l.Market].Festivals[e.Index].ID, int(e.Off)
	}
	v.Advertised = slices.ContainsFunc(l.Ads, func(a ad) bool { return a.Budget > 0 })
	v.AdPaused = slices.ContainsFunc(l.Ads, func(a ad) bool { return a.Budget > 0 && a.Paused })
}

func (w *World) listingView(id uint32) ListingView {
	l := &w.st.Listings[id]
	o := &w.st.Offers[l.Offer]
	v := ListingView{
		Number:      int(id) + 1,
		Good:        w.s.Goods[l.Good].ID,
		Marketplace: w.s.Marketplaces[l.Market].ID,
		Service:     w.s.Services[o.Service].ID,
		Price:       o.Unit,
		Promise:     int(o.Promise),
		Active:      l.Active,
		Stock:       w.st.Shops[l.Shop].Stock[l.Good][o.Place].Quantity,
		Rivals:      len(w.st.Sets[l.Set]) - 1,
		Reviews:     l.Reviews,
		Missed:      l.Lost,
		Total:       l.Total,
		Rating:      market.Rating(l.Stars, l.Reviews, &w.s.Behaviour),
		Orders:      []int{},
		Trend:       []Trend{},
	}
	if v.Term = ddp; l.DAP {
		v.Term = dap
	}
	v.promoted(w, l)
	switch {
	case l.Barred&barredByRight != 0:
		v.Barred = "right"
	case l.Barred&barredByPaper != 0:
		v.Barred = "paper"
	case w.failed(int(l.Market)):
		v.Barred = "failed"
	case w.st.Shops[l.Shop].suspended(int(l.Market)):
		v.Barred = "suspended"
	}
	for _, d := range l.History[max(0, len(l.History)-14):] {
		v.Orders = append(v.Orders, int(d.Orders))
	}
	const month = 30
	for i := max(0, len(l.History)-month); i < len(l.History); i++ {
		d := &l.History[i]
		v.Trend = append(v.Trend, Trend{w.st.Day - len(l.History) + i, int(d.Orders), int(d.Rank), int64(d.Price)})
	}
	if n := len(l.History); n > 0 {
		d := &l.History[n-1]
		v.Rank, v.Searches = int(d.Rank), int(min(d.Searches, maxSearches))
		v.Views = int(float64(float64(v.Searches)*market.Look(int(d.Rank), w.s.Behaviour.Position)) + 0.5) // bounded: at most the searches
	}
	if n := len(l.Funnel); n > 0 {
		v.Searches, v.Views = int(l.Funnel[n-1].Found), int(l.Funnel[n-1].Looks)
	}
	return v
}

// maxSearches bounds what a page shows of a day's searches.
const maxSearches = 1e9

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

// Quote is what one piece would leave at a price: the calculation that a student reads before publishing. Amounts are
// in the home currency unless they name another.
type Quote struct {
	Price      money.Amount   `json:"price"`
	PriceHome  int64          `json:"price_home"`
	VAT        int64          `json:"vat"`
	Commission int64          `json:"commission"`
	Fees       int64          `json:"fees"` // for payment and closing
	Postage    int64          `json:"postage"`
	Border     int64          `json:"border"` // duty and tax that the shop pays
	UnitCost   int64          `json:"unit_cost"`
	Landed     int64          `json:"landed"` // goods, postage and border
	Profit     int64          `json:"profit"`
	MarginBP   int64          `json:"margin_bp"` // gross margin on the price without VAT, in 1/10,000
	BreakEven  money.Amount   `json:"break_even"`
	Grams      int            `json:"grams"`   // chargeable
	AtDoor     bool           `json:"at_door"` // the buyer pays there what the border asks
	Door       money.Amount   `json:"door"`    // what that is
	Refused    float64        `json:"refused"` // share of buyers who refuse the parcel then
	Refusal    int64          `json:"refusal"` // what a refused parcel costs the shop
	Lines      []customs.Line `json:"lines"`
	CarbonG    int64          `json:"carbon_g"` // CO2e of the parcel on its way, well to wheel
	Loss       float64        `json:"loss"`     // share of the service's parcels that get lost
	P50        int            `json:"p50"`      // days from order to delivery
	P90        int            `json:"p90"`
	Slower     int            `json:"slower"` // of the median, days that today's congestion and shocks cost
	Stuck      int            `json:"stuck"`  // and days before closed legs, as far as their opening is announced
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
	atDoor, err := termed(c.Term)
	if err != nil {
		return nil, err
	}
	atDoor = w.atDoor(&listing{DAP: atDoor, Market: uint16(m)}, service)
	at, err := w.quote(m, g, service, c.Price, atDoor)
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
	q.PriceHome, q.VAT, q.Commission, q.Fees, q.Postage, q.Border, q.UnitCost = home(c.Price), home(at.vat), home(at.fee), home(at.charge), at.postage, at.border, unit
	q.Landed = unit + at.postage + at.border
	q.Profit = q.PriceHome - q.VAT - q.Commission - q.Fees - q.Landed
	if net := q.PriceHome - q.VAT; net > 0 {
		q.MarginBP = mulDiv(q.Profit, 10_000, net)
	}
	keep := decimal.NewFromInt(q.PriceHome - q.VAT - q.Commission - q.Fees)
	if keep.IsPositive() && q.PriceHome > 0 {
		be := decimal.NewFromInt(q.Landed).Mul(decimal.NewFromInt(c.Price)).Div(keep).Ceil()
		q.BreakEven = money.Amount{Minor: be.IntPart(), Currency: mp.Currency}
	}
	if w.s.Services[service].Customs >= 0 && !w.managed(m) {
		a, err := w.assessOffer(&at.offer, w.Date())
		if err != nil {
			return nil, err
		}
		q.Lines = append(q.Lines, a.Lines...)
	}
	q.AtDoor = atDoor
	if atDoor {
		q.Door, q.Refused = money.Amount{Minor: at.terms.Door, Currency: mp.Currency}, float64(at.terms.Refuse)/(1<<drawBits)
		q.Refusal = at.postage + home(at.offer.Fee-at.offer.FeeBack+at.offer.Charge) + min(at.terms.Back, unit+w.s.Border.Back.Abandon.Minor)
	}
	q.CarbonG, q.Loss = w.tables.ways[service].carbon[g], w.s.Services[service].Loss
	d := w.chainDays(w.net.Services[service], w.s.Services[service].Handle, true)
	q.P50, q.P90, q.Slower, q.Stuck = d.p50, d.p90, d.slower, d.stuck
	return q, nil
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

// RateHistory is what a foreign currency was worth on each day from the scenario's first to today, in the home currency.
type RateHistory struct {
	Currency money.Currency    `json:"currency"`
	Home     []decimal.Decimal `json:"home"` // by day
	Note     *scenario.Text    `json:"note,omitempty"`
}

// RateHistories are the reference rates up to today, by foreign currency.
func (w *World) RateHistories() ([]RateHistory, error) {
	out := []RateHistory{}
	for _, c := range w.currencies[1:] {
		h := RateHistory{Currency: c, Home: []decimal.Decimal{}}
		for _, p := range w.s.Rates.Script {
			if p.Currency == c && p.Note != (scenario.Text{}) {
				h.Note = &p.Note
			}
		}
		for d := w.s.Start; d <= w.Date(); d++ {
			x, err := w.fx.Cross(c, w.currencies[0], d)
			if err != nil {
				return nil, err
			}
			h.Home = append(h.Home, x.Round(6))
		}
		out = append(out, h)
	}
	return out, nil
}
