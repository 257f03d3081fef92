package sim

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuhai/sim/customs"
	"chuhai/sim/draw"
	"chuhai/sim/fx"
	"chuhai/sim/health"
	"chuhai/sim/ledger"
	"chuhai/sim/logistics"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// World is a market with its shops on a day.
type World struct {
	s          *scenario.Scenario
	net        *logistics.Network
	fx         fx.Rates
	currencies []money.Currency // 0 is home
	marketCur  []int            // currency index by marketplace
	places     []string         // "home", then warehouses
	vat        [][]filing       // by marketplace and place
	delivery   []int            // by good: the place into which its suppliers deliver
	setBase    []int            // first choice set of a marketplace
	setOf      []setID
	periods    []scenario.Date // first days of the customs periods
	periodOf   []uint16        // by day
	tables     *tables
	fixed      *fx.Fixing // of the day fixedOn
	fixedOn    scenario.Date
	demand     draw.Stream
	order      draw.Stream
	after      draw.Stream
	care       draw.Stream
	sizes      draw.Stream
	clicks     draw.Stream
	law        draw.Stream
	st         state
	today      today
	desk       deskMemo
}

type setID struct{ market, category int }

// New is a world before its first day, without shops.
func New(s *scenario.Scenario, seed uint64) (*World, error) {
	net, err := logistics.New(s)
	if err != nil {
		return nil, err
	}
	w := &World{s: s, net: net, fx: playRates(s, seed)}
	w.currencies = append(w.currencies, s.Home.Currency)
	w.currencyOf(s.Rates.Base)
	for _, m := range s.Marketplaces {
		w.marketCur = append(w.marketCur, w.currencyOf(m.Currency))
	}
	for _, v := range s.Services {
		w.currencyOf(v.Tariff.Currency)
	}
	for _, c := range s.Wallets {
		w.currencyOf(c)
	}
	w.places = []string{"home"}
	for _, h := range s.Warehouses {
		w.places = append(w.places, h.ID)
		w.currencyOf(h.Currency)
	}
	w.vat = w.filings()
	for _, f := range slices.Concat(w.vat...) {
		if f.register >= 0 {
			w.currencyOf(s.Taxes.Registers[f.register].Currency)
		}
	}
	for i := range s.Goods {
		w.delivery = append(w.delivery, max(slices.Index(w.places, s.Goods[i].Deliver), 0))
	}
	for m := range s.Marketplaces {
		w.setBase = append(w.setBase, len(w.setOf))
		for c := range s.Marketplaces[m].Categories {
			w.setOf = append(w.setOf, setID{m, c})
		}
	}
	// A customs period ends with the month, because the customs rate of exchange does, and where a rule changes.
	starts := map[scenario.Date]bool{s.Start: true}
	last := s.Start + scenario.Date(s.Days) + ring
	for d := s.Start + 1; d <= last; d++ {
		if d == d.Month() {
			starts[d] = true
		}
	}
	for i := range s.Regimes {
		for _, d := range customs.Changes(&s.Regimes[i], s.Start, last) {
			starts[d] = true
		}
	}
	for d := s.Start; d <= last; d++ {
		if starts[d] {
			w.periods = append(w.periods, d)
		}
		w.periodOf = append(w.periodOf, uint16(len(w.periods)-1))
	}
	if err := w.tabulate(); err != nil {
		return nil, err
	}
	w.st = state{
		Seed:     seed,
		Sets:     make([][]uint32, len(w.setOf)),
		Load:     make([]int64, len(s.Legs)),
		Starting: make([]int64, len(s.Legs)),
		Queues:   make([][]queued, len(s.Legs)),
	}
	w.seed()
	return w, nil
}

func (w *World) seed() {
	w.demand = draw.New(w.st.Seed, drawDemand)
	w.order = draw.New(w.st.Seed, drawOrder)
	w.after = draw.New(w.st.Seed, drawAfter)
	w.care = draw.New(w.st.Seed, drawCare)
	w.sizes = draw.New(w.st.Seed, drawPieces)
	w.clicks = draw.New(w.st.Seed, drawClicks)
	w.fx = playRates(w.s, w.st.Seed)
	w.law = draw.New(w.st.Seed, drawLaw)
}

func (w *World) currencyOf(c money.Currency) int {
	if i := slices.Index(w.currencies, c); i >= 0 {
		return i
	}
	w.currencies = append(w.currencies, c)
	return len(w.currencies) - 1
}

// Scenario is the world's scenario; it must not be changed.
func (w *World) Scenario() *scenario.Scenario { return w.s }

// Day is the number of days that have passed.
func (w *World) Day() int { return w.st.Day }

// Date is today: the day that the next Step plays.
func (w *World) Date() scenario.Date { return w.s.Start + scenario.Date(w.st.Day) }

// Over reports whether the last day has been played.
func (w *World) Over() bool { return w.st.Day >= w.s.Days }

// Shops is the number of shops; they are numbered from 1.
func (w *World) Shops() int { return len(w.st.Shops) }

// Totals counts what has happened so far.
func (w *World) Totals() Totals { return w.st.Totals }

// Digests are the state's digests at each day's end.
func (w *World) Digests() []string { return w.st.Digests }

// Snapshot is the world's whole state; Restore takes it back.
func (w *World) Snapshot() ([]byte, error) {
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(&w.st); err != nil {
		return nil, fmt.Errorf("snapshot of day %d: %w", w.st.Day, err)
	}
	return b.Bytes(), nil
}

// Restore replaces the state by that of a snapshot of the same scenario.
func (w *World) Restore(snapshot []byte) error {
	var st state
	if err := gob.NewDecoder(bytes.NewReader(snapshot)).Decode(&st); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	w.st, w.today, w.fixed, w.desk = st, today{}, nil, deskMemo{}
	w.seed()
	return w.openBooks()
}

// Fork is an independent copy of the world, to run on with other commands.
func (w *World) Fork() *World {
	f := *w
	f.st = w.st.clone()
	f.today = today{}
	f.desk = deskMemo{}
	return &f
}

// Apply carries out a command. Its error is a *Rejection when the command is refused, and then nothing has changed.
func (w *World) Apply(c Command) error {
	parts := 0
	for _, given := range []bool{c.Open != nil, c.Step != nil, c.Purchase != nil, c.Cancel != nil, c.Publish != nil, c.Amend != nil, c.Consign != nil, c.Declare != nil, c.Convert != nil, c.Ticket != nil, c.Dispute != nil, c.Returns != nil,
		c.Seed != nil, c.Appeal != nil, c.Paper != nil, c.Check != nil, c.Licence != nil, c.Takedown != nil, c.Privacy != nil,
		c.Advertise != nil, c.Coupon != nil, c.Shipping != nil, c.Enter != nil, c.Leave != nil, c.Finance != nil, c.Logistics != nil, c.Network != nil} {
		if given {
			parts++
		}
	}
	if parts != 1 {
		return reject("command", "一条指令应恰好包含一个决定，收到 %d 个", "a command holds exactly one decision, found %d", parts)
	}
	if w.Over() {
		return reject("command", "本轮经营已结束", "the run is over")
	}
	if c.Open != nil {
		return w.open(c.Open)
	}
	if c.Step != nil {
		return w.step()
	}
	if c.Network != nil {
		return w.strike(c.Network)
	}
	if c.Shop < 1 || c.Shop > len(w.st.Shops) {
		return reject("shop", "没有 %d 号店铺", "there is no shop %d", c.Shop)
	}
	sh := &w.st.Shops[c.Shop-1]
	if err := w.decide(c.Shop-1, sh, &c); err != nil {
		return err
	}
	sh.Decided = w.st.Day
	return nil
}

func (w *World) decide(n int, sh *shop, c *Command) error {
	if err := sh.forbidden(c); err != nil {
		return err
	}
	switch {
	case c.Purchase != nil:
		return w.purchase(n, sh, c.Purchase)
	case c.Cancel != nil:
		return w.cancel(sh, c.Cancel)
	case c.Publish != nil:
		return w.publish(n, sh, c.Publish)
	case c.Amend != nil:
		return w.amend(n, c.Amend)
	case c.Consign != nil:
		return w.consign(n, sh, c.Consign)
	case c.Declare != nil:
		return w.declare(n, sh, c.Declare)
	case c.Ticket != nil:
		return w.answerTicket(sh, c.Ticket)
	case c.Dispute != nil:
		return w.answerDispute(sh, c.Dispute)
	case c.Seed != nil:
		return w.seedReviews(n, sh, c.Seed)
	case c.Paper != nil:
		return w.getPaper(sh, c.Paper)
	case c.Check != nil:
		return w.checkRight(sh, c.Check)
	case c.Licence != nil:
		return w.takeLicence(sh, c.Licence)
	case c.Takedown != nil:
		return w.answerTakedown(sh, c.Takedown)
	case c.Privacy != nil:
		return w.doPrivacy(n, sh, c.Privacy)
	case c.Appeal != nil:
		return w.appeal(sh, c.Appeal)
	case c.Returns != nil:
		return w.setReturns(sh, c.Returns)
	case c.Advertise != nil:
		return w.advertise(n, c.Advertise)
	case c.Coupon != nil:
		return w.giveCoupon(n, c.Coupon)
	case c.Shipping != nil:
		return w.setShipping(n, sh, c.Shipping)
	case c.Enter != nil:
		return w.enterFestival(n, sh, c.Enter)
	case c.Leave != nil:
		return w.leaveFestival(n, c.Leave)
	case c.Logistics != nil:
		return w.logistics(n, sh, c.Logistics)
	case c.Finance != nil:
		return w.finance(n, sh, c.Finance)
	}
	return w.convert(sh, c.Convert)
}

func (w *World) open(c *OpenShop) error {
	name := strings.TrimSpace(c.Name)
	switch n := utf8.RuneCountInString(name); {
	case n < 1 || n > MaxName:
		return reject("name", "店名应为 1 到 %d 个字，收到 %d 个", "a name has 1 to %d characters, found %d", MaxName, n)
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return reject("name", "店名含有不可见字符", "the name holds characters that cannot be shown")
	case slices.ContainsFunc(w.st.Shops, func(s shop) bool { return s.Name == name }):
		return reject("name", "店名“%s”已被使用", "the name %q is taken", name)
	case len(w.st.Shops) >= MaxShops:
		return reject("name", "店铺已满（%d 家）", "the class is full (%d shops)", MaxShops)
	}
	switch c.Bot {
	case "", scenario.Naive, scenario.Heuristic, scenario.Informed:
	default:
		return reject("bot", "没有名为 %q 的性格", "there is no temperament %q", c.Bot)
	}
	sh := shop{
		Name:      name,
		Bot:       c.Bot,
		Opened:    w.st.Day,
		Book:      ledger.New(w.currencies),
		Shipped:   make([]stock, len(w.s.Goods)),
		Available: make([]int64, len(w.s.Marketplaces)),
		Shipping:  make([]shipping, len(w.s.Marketplaces)),
	}
	if w.s.Uses(scenario.WithService) {
		sh.Brand = make([]following, len(w.s.Marketplaces))
	}
	if w.s.Uses(scenario.WithCompliance) {
		sh.Law = standing{Frozen: make([]int, len(w.s.Marketplaces)), Incident: -1}
	}
	if w.s.Uses(scenario.WithHealth) {
		sh.Accounts = make([]health.Account, len(w.s.Marketplaces))
	}
	for range w.s.Goods {
		sh.Stock = append(sh.Stock, make([]stock, len(w.places)))
	}
	v := w.s.Home.Capital.Minor
	if err := sh.Book.Move(w.st.Day, ledger.Opening, ledger.Ref{}, v, ledger.Bank, ledger.Capital); err != nil {
		return err
	}
	w.st.Shops = append(w.st.Shops, sh)
	w.desk.spans = nil // a larger class has more room
	return w.openBooks()
}

func (w *World) good(id string) int {
	return slices.IndexFunc(w.s.Goods, func(g scenario.Good) bool { return g.ID == id })
}

// UnitCost is a supplier's price of a piece at a quantity, home currency; 0 below the minimum order quantity.
func UnitCost(v *scenario.Supplier, quantity int) int64 {
	var unit int64
	for _, t := range v.Tiers {
		if quantity >= t.From {
			unit = t.Unit.Minor
		}
	}
	return unit
}

func (w *World) purchase(n int, sh *shop, c *PlacePurchase) error {
	g := w.good(c.Good)
	if g < 0 {
		return reject("good", "没有商品 %q", "there is no good %q", c.Good)
	}
	sup := slices.IndexFunc(w.s.Goods[g].Suppliers, func(v scenario.Supplier) bool { return v.ID == c.Supplier })
	if sup < 0 {
		return reject("supplier", "没有供应商 %q", "there is no supplier %q", c.Supplier)
	}
	v := &w.s.Goods[g].Suppliers[sup]
	if c.Quantity < v.MOQ || c.Quantity > MaxQuantity {
		return reject("quantity", "数量 %d 应在起订量 %d 到 %d 之间", "quantity %d must lie between the MOQ of %d and %d", c.Quantity, v.MOQ, MaxQuantity)
	}
	cost := UnitCost(v, c.Quantity) * int64(c.Quantity)
	from, paid := ledger.Bank, cost
	if c.Terms {
		var err error
		if cost, err = w.onTerms(sh, cost); err != nil {
			return err
		}
		from, paid = ledger.Payable, 0
	}
	if cash := w.spendable(sh); paid > cash {
		return reject(
			"quantity",
			"货款 %s，账上只有 %s",
			"the goods cost %s, the account holds %s",
			money.Amount{Minor: cost, Currency: w.currencies[0]},
			money.Amount{Minor: cash, Currency: w.currencies[0]},
		)
	}
	bits := draw.New(w.st.Seed, drawLead).At(uint32(n), uint16(w.st.Day), uint16(len(sh.Purchases)))
	if err := sh.Book.Move(w.st.Day, ledger.Purchase, aPurchase(len(sh.Purchases)), cost, ledger.Ordered, from); err != nil {
		return err
	}
	if c.Terms {
		sh.Payables = append(sh.Payables, payable{Purchase: len(sh.Purchases), Minor: cost, Due: w.st.Day + w.s.Lending.Supplier.Days})
	}
	sh.Purchases = append(
		sh.Purchases,
		purchase{
			Good:     g,
			Supplier: sup,
			Quantity: int64(c.Quantity),
			Cost:     cost,
			Placed:   w.st.Day,
			Due:      w.st.Day + w.tables.leads[g][sup].Days(uint32(bits), 256),
		},
	)
	sh.mark(purchased, 1)
	return nil
}

func (w *World) cancel(sh *shop, c *CancelPurchase) error {
	i := c.Purchase - 1
	if i < 0 || i >= len(sh.Purchases) || sh.Purchases[i].Void {
		return reject("purchase", "没有可撤销的 %d 号采购单", "there is no purchase %d to cancel", c.Purchase)
	}
	p := &sh.Purchases[i]
	if p.Placed != w.st.Day {
		return reject("purchase", "采购单只能在下单当天撤销", "a purchase can be cancelled only on the day it was placed")
	}
	from := ledger.Bank
	if k := slices.IndexFunc(sh.Payables, func(x payable) bool { return x.Purchase == i }); k >= 0 {
		from = ledger.Payable
		sh.Payables = slices.Delete(sh.Payables, k, k+1)
	}
	if err := sh.Book.Move(w.st.Day, ledger.Purchase, aPurchase(c.Purchase-1), -p.Cost, ledger.Ordered, from); err != nil {
		return err
	}
	p.Void = true
	sh.mark(purchased, -1)
	return nil
}

// terms checks what a listing offers and returns the service's index.
func (w *World) terms(m, g int, service string, price int64, promise int) (int, error) {
	mp := &w.s.Marketplaces[m]
	if price < 1 || price > MaxPrice {
		return 0, reject(
			"price",
			"价格应在 %s 到 %s 之间",
			"the price must lie between %s and %s",
			money.Amount{Minor: 1, Currency: mp.Currency},
			money.Amount{Minor: MaxPrice, Currency: mp.Currency},
		)
	}
	if promise < 1 || promise > MaxPromise {
		return 0, reject("promise", "承诺天数应在 1 到 %d 之间", "the promise must lie between 1 and %d days", MaxPromise)
	}
	v := slices.IndexFunc(w.s.Services, func(v scenario.Service) bool { return v.ID == service })
	switch {
	case v < 0:
		return 0, reject("service", "没有物流服务 %q", "there is no service %q", service)
	case !slices.Contains(w.s.Services[v].Countries, mp.Country):
		return 0, reject(
			"service",
			"%[1]s 不送达%[2]s",
			"%[3]s does not deliver to %[4]s",
			w.s.Services[v].Name.Zh,
			mp.CountryIn.Zh,
			w.s.Services[v].Name.En,
			mp.CountryIn.En,
		)
	case logistics.Refused(w.s.Services[v].Refuses, &w.s.Goods[g]) != "":
		return 0, refused("service", w.s.Services[v].Name, w.s.Services[v].Refuses, &w.s.Goods[g])
	case w.s.Goods[g].Grams > w.s.Services[v].MaxG:
		return 0, reject("service", "包裹 %d 克，超过限重 %d 克", "the parcel weighs %d g, the service takes %d g", w.s.Goods[g].Grams, w.s.Services[v].MaxG)
	}
	return v, nil
}

func (w *World) publish(n int, sh *shop, c *PublishListing) error {
	g := w.good(c.Good)
	if g < 0 {
		return reject("good", "没有商品 %q", "there is no good %q", c.Good)
	}
	m := slices.IndexFunc(w.s.Marketplaces, func(m scenario.Marketplace) bool { return m.ID == c.Marketplace })
	if m < 0 {
		return reject("marketplace", "没有平台 %q", "there is no marketplace %q", c.Marketplace)
	}
	cat := slices.IndexFunc(w.s.Marketplaces[m].Categories, func(x scenario.Category) bool { return x.ID == w.s.Goods[g].Category })
	if cat < 0 {
		return reject("marketplace", "该平台没有此类目", "the marketplace has no such category")
	}
	if len(sh.Listings) >= MaxListings {
		return reject("good", "每店最多 %d 条刊登", "a shop has at most %d listings", MaxListings)
	}
	for _, id := range sh.Listings {
		if l := &w.st.Listings[id]; int(l.Good) == g && int(l.Market) == m {
			return reject("good", "该商品已在此平台刊登（%d 号），请直接修改", "the good is listed there already (listing %d): amend it", id+1)
		}
	}
	v, err := w.terms(m, g, c.Service, c.Price, c.Promise)
	if err != nil {
		return err
	}
	if err := w.listable(sh, m, g); err != nil {
		return err
	}
	atDoor, err := termed(c.Term)
	if err != nil {
		return err
	}
	set := w.setBase[m] + cat
	id := uint32(len(w.st.Listings))
	words, cost, err := w.wording(wording{}, m, set, &c.Title, &c.Translation, &c.Content)
	if err != nil {
		return err
	}
	if err := w.create(sh, cost); err != nil {
		return err
	}
	w.st.Listings = append(
		w.st.Listings,
		listing{
			Shop:      uint16(n),
			Key:       uint32(n)<<listingBits | uint32(len(sh.Listings)),
			Market:    uint16(m),
			Good:      uint16(g),
			Set:       uint16(set),
			Active:    true,
			Published: uint16(w.st.Day),
			Words:     words,
			DAP:       atDoor,
		},
	)
	w.worded(id)
	w.offer(id, v, c.Price, c.Promise)
	w.st.Sets[set] = append(w.st.Sets[set], id)
	sh.Listings = append(sh.Listings, id)
	sh.mark(listed, 1)
	w.title(sh, set, "", words.Title)
	return nil
}

func (w *World) amend(n int, c *AmendListing) error {
	id := c.Listing - 1
	if id < 0 || id >= len(w.st.Listings) || int(w.st.Listings[id].Shop) != n {
		return reject("listing", "本店没有 %d 号刊登", "the shop has no listing %d", c.Listing)
	}
	l := &w.st.Listings[id]
	o := w.st.Offers[l.Offer]
	price, promise, service := o.Unit, int(o.Promise), w.s.Services[o.Service].ID
	if c.Price != nil {
		price = *c.Price
	}
	if c.Promise != nil {
		promise = *c.Promise
	}
	if c.Service != nil {
		service = *c.Service
	}
	v, err := w.terms(int(l.Market), int(l.Good), service, price, promise)
	if err != nil {
		return err
	}
	atDoor := l.DAP
	if c.Term != nil {
		if atDoor, err = termed(*c.Term); err != nil {
			return err
		}
	}
	words, cost, err := w.wording(l.Words, int(l.Market), int(l.Set), c.Title, c.Translation, c.Content)
	if err != nil {
		return err
	}
	if err := w.create(&w.st.Shops[n], cost); err != nil {
		return err
	}
	if c.Active != nil {
		l.Active = *c.Active
	}
	if words != l.Words {
		w.title(&w.st.Shops[n], int(l.Set), l.Words.Title, words.Title)
		l.Words = words
		w.worded(uint32(id))
	}
	if price != o.Unit || promise != int(o.Promise) || v != int(o.Service) || atDoor != l.DAP {
		l.DAP = atDoor
		w.offer(uint32(id), v, price, promise)
	}
	return nil
}

func (w *World) consign(n int, sh *shop, c *SendConsignment) error {
	g := w.good(c.Good)
	if g < 0 {
		return reject("good", "没有商品 %q", "there is no good %q", c.Good)
	}
	f := slices.IndexFunc(w.s.Freights, func(f scenario.Freight) bool { return f.ID == c.Freight })
	if f < 0 {
		return reject("freight", "没有头程服务 %q", "there is no freight %q", c.Freight)
	}
	fr := &w.s.Freights[f]
	from := w.starts(f)
	if at := w.delivery[g]; at > 0 && from == 0 {
		return reject("good", "%q 由供应商直接送到 %s，不从国内发头程", "suppliers deliver %q to %s: it is not sent on from home", c.Good, w.places[at])
	}
	if err := refused("freight", fr.Name, fr.Refuses, &w.s.Goods[g]); err != nil {
		return err
	}
	if c.Insured && fr.Insurance == nil {
		return reject("insured", "%[1]s 不能投保", "%[2]s cannot be insured", fr.Name.Zh, fr.Name.En)
	}
	lies := &sh.Stock[g][from]
	if c.Quantity < 1 || int64(c.Quantity) > lies.Quantity {
		return reject("quantity", "数量应在 1 到发货地库存 %d 之间", "the quantity must lie between 1 and the stock of %d where it starts", lies.Quantity)
	}
	q := int64(c.Quantity)
	freight := w.freightCost(f, g, c.Quantity)
	if c.Insured {
		freight += premium(fr.Insurance, mulDiv(lies.Value, q, lies.Quantity)+freight)
	}
	var picked int64 // what the warehouse takes for handing them out
	if from > 0 {
		h := &w.s.Warehouses[from-1]
		var err error
		if picked, err = w.inHome(money.Amount{Minor: h.PickPack * q, Currency: h.Currency}); err != nil {
			return err
		}
	}
	if cash := w.spendable(sh); freight+picked > cash {
		return reject(
			"quantity",
			"运费 %s，账上只有 %s",
			"the freight costs %s, the account holds %s",
			money.Amount{Minor: freight + picked, Currency: w.currencies[0]},
			money.Amount{Minor: cash, Currency: w.currencies[0]},
		)
	}
	quality := lies.Quality
	value := lies.take(q)
	if from > 0 {
		w.leave(sh, g, from, q)
	}
	if err := sh.Book.Post(
		w.st.Day,
		ledger.Consign,
		aConsignment(len(sh.Consigned)),
		ledger.Line{Account: ledger.InTransit, Minor: value + freight},
		ledger.Line{Account: ledger.Inventory, Minor: -value},
		ledger.Line{Account: ledger.WarehouseFee, Minor: picked},
		ledger.Line{Account: ledger.Bank, Minor: -freight - picked},
	); err != nil {
		return err
	}
	if from == 0 {
		w.exported(sh, g, value)
	}
	k := consignment{
		Good:     g,
		Freight:  f,
		Quantity: q,
		Value:    value + freight,
		Carriage: freight,
		Quality:  quality,
		Sent:     w.st.Day,
		Arrived:  -1,
		Insured:  c.Insured,
	}
	sh.Carbon += w.net.Carbon(w.net.Freights[f], q*int64(w.s.Goods[g].Grams))
	sh.Consigned = append(sh.Consigned, k)
	w.travel(n, sh, len(sh.Consigned)-1, 0)
	sh.mark(consigned, 1)
	if !slices.ContainsFunc(sh.Consigned[:len(sh.Consigned)-1], func(k consignment) bool { return w.s.Freights[k.Freight].Mode == fr.Mode }) {
		sh.mark(ways, 1)
	}
	return nil
}

// travel starts a consignment's next leg, or lets it wait for that.
func (w *World) travel(n int, sh *shop, i int, lot uint64) {
	k := &sh.Consigned[i]
	number := w.net.Freights[k.Freight][k.Legs]
	leg := &w.net.Legs[number]
	if by, _ := w.closedBy(number, w.st.Day); by != nil {
		k.Wait = forOpening
		w.stranded(k, by, leg.From)
		return
	}
	if w.rationed(number, w.bulk(k)) {
		w.queueUp(n, k, i, number, lot)
		return
	}
	w.st.Starting[number] += k.Quantity * int64(w.s.Goods[k.Good].Grams)
	w.setsOff(n, k, i, number, w.slow(number))
	k.Due += leg.Wait(w.Date())
}

func mulDiv(a, b, c int64) int64 { return money.MulDiv(a, b, c) }
