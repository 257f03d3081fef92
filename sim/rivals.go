package sim

import (
	"errors"
	"slices"

	"chuhai/sim/bot"
	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/logistics"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// bots lets every bot decide. What a bot is refused, it is refused as a student would be; nothing else happens. All see
// the market as it was when the day began.
func (w *World) bots() error {
	if !slices.ContainsFunc(w.st.Shops, func(sh shop) bool { return sh.Bot != "" }) {
		return nil
	}
	d, err := w.newDesk()
	if err != nil {
		return err
	}
	self := draw.New(w.st.Seed, drawBot)
	for i := range w.st.Shops {
		t := w.st.Shops[i].Bot
		if t == "" {
			continue
		}
		v := d.view(i)
		if err := d.care(&w.st.Shops[i], v); err != nil {
			return err
		}
		if err := d.law(&w.st.Shops[i], v); err != nil {
			return err
		}
		for _, decision := range bot.Decide(t, v, self.Bits(uint64(i))) {
			var refused *Rejection
			if err := w.Apply(command(i+1, decision, w.currencies[0])); err != nil && !errors.As(err, &refused) {
				return err
			}
		}
	}
	return nil
}

// command is a bot's decision as a student would send it.
func command(shop int, d bot.Decision, home money.Currency) Command {
	c := Command{Shop: shop}
	switch {
	case d.Purchase != nil:
		c.Purchase = &PlacePurchase{Good: d.Purchase.Good, Supplier: d.Purchase.Supplier, Quantity: d.Purchase.Quantity}
	case d.Publish != nil:
		p := d.Publish
		c.Publish = &PublishListing{
			Good:        p.Good,
			Marketplace: p.Marketplace,
			Service:     p.Service,
			Price:       p.Price,
			Promise:     p.Promise,
			Title:       p.Title,
			Translation: p.Translation,
			Content:     p.Content,
		}
	case d.Amend != nil:
		a := d.Amend
		c.Amend = &AmendListing{
			Listing:     a.Listing,
			Price:       &a.Price,
			Service:     &a.Service,
			Promise:     &a.Promise,
			Active:      &a.Active,
			Title:       given(a.Title),
			Translation: given(a.Translation),
			Content:     given(a.Content),
		}
	case d.Consign != nil:
		c.Consign = &SendConsignment{Good: d.Consign.Good, Freight: d.Consign.Freight, Quantity: d.Consign.Quantity}
	case d.Convert != nil:
		c.Convert = &Convert{From: money.Amount{Minor: d.Convert.Minor, Currency: money.Currency(d.Convert.Currency)}, To: home}
	case d.Advertise != nil:
		c.Advertise = &Advertise{d.Advertise.Listing, d.Advertise.Query, d.Advertise.Bid, d.Advertise.Budget}
	case d.Coupon != nil:
		c.Coupon = &GiveCoupon{d.Coupon.Listing, int(d.Coupon.Off), d.Coupon.Days}
	case d.Reroute > 0:
		c.Logistics = &LogisticsDecision{Reroute: &Reroute{d.Reroute}}
	case d.Enter != nil:
		c.Enter = &EnterFestival{d.Enter.Listing, d.Enter.Festival, int(d.Enter.Off)}
	default:
		return handled(shop, d)
	}
	return c
}

// given is a text that a decision gives; nil when it leaves it as it is.
func given(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// horizon is how many days ahead the informed read announced rules.
const horizon = 30

// desk is what all bots see alike on a day; a bot's own figures are filled in for one at a time.
type desk struct {
	w       *World
	common  bot.View
	markets [][]int // by good and market of the view: the marketplace's index
	sets    [][]int // and the choice set's
	rivals  []cheapest
	words   [][]bot.Keyword            // by choice set: of a good of relevance 1
	plans   map[[3]int64][]bot.Freight // by good, pieces and worth of a piece
	shown   bot.View                   // reused from bot to bot
}

// cheapest are the two lowest prices of a choice set among listings with stock, and whose the lowest is.
type cheapest struct {
	shop          int
	price, second int64
}

func (c *cheapest) see(shop int, price int64) {
	switch {
	case c.price == 0 || price < c.price:
		c.shop, c.price, c.second = shop, price, c.price
	case c.second == 0 || price < c.second:
		c.second = price
	}
}

// rival is the lowest price of any other shop.
func (c *cheapest) rival(shop int) int64 {
	if c.shop == shop {
		return c.second
	}
	return c.price
}

func (w *World) newDesk() (*desk, error) {
	d := &desk{w: w, rivals: make([]cheapest, len(w.st.Sets)), plans: map[[3]int64][]bot.Freight{}}
	for set, members := range w.st.Sets {
		for _, id := range members {
			if l := &w.st.Listings[id]; w.shown(l) && l.Stocked {
				d.rivals[set].see(int(l.Shop), w.st.Offers[l.Offer].Net)
			}
		}
	}
	d.common = bot.View{
		Day:          w.st.Day,
		DaysLeft:     w.s.Days - w.st.Day,
		Capital:      w.s.Home.Capital.Minor,
		Translations: grades(w.s.Translations),
		Contents:     grades(w.s.Contents),
	}
	d.research()
	for g := range w.s.Goods {
		good := &w.s.Goods[g]
		b := bot.Good{ID: good.ID}
		for _, s := range good.Suppliers {
			v := bot.Supplier{ID: s.ID, Quality: s.Quality, Lead: days(s.Lead.Median), LeadP90: days(s.Lead.P90)}
			for _, t := range s.Tiers {
				v.Tiers = append(v.Tiers, bot.Tier{From: t.From, Unit: t.Unit.Minor})
			}
			b.Suppliers = append(b.Suppliers, v)
		}
		var markets, sets []int
		for m := range w.s.Marketplaces {
			mp := &w.s.Marketplaces[m]
			c := slices.IndexFunc(mp.Categories, func(c scenario.Category) bool { return c.ID == good.Category })
			if c < 0 {
				continue
			}
			offers, err := w.deskOffers(m, g)
			if err != nil {
				return nil, err
			}
			rate, err := w.inHome(money.Amount{Minor: 1_000_000, Currency: mp.Currency})
			if err != nil {
				return nil, err
			}
			b.Markets = append(b.Markets, bot.Market{ID: mp.ID, Reference: w.reference(m, c), Rate: rate, Offers: offers, Promotion: d.promotion(m, c, g)})
			markets, sets = append(markets, m), append(sets, w.setBase[m]+c)
		}
		d.common.Goods = append(d.common.Goods, b)
		d.markets, d.sets = append(d.markets, markets), append(d.sets, sets)
	}
	d.shown = bot.View{Goods: slices.Clone(d.common.Goods)}
	for g := range d.shown.Goods {
		d.shown.Goods[g].Markets = slices.Clone(d.common.Goods[g].Markets)
		d.shown.Goods[g].Away = make([]bot.Depot, len(w.s.Warehouses))
	}
	return d, nil
}

// days is a duration as a desk shows it: whole days.
func days(d float64) int { return int(d + 0.5) } // bounded: a scenario's durations are at most 400 days

// deskOffers are the ways to send a good to a marketplace's country, priced at the reference price.
func (w *World) deskOffers(m, g int) ([]bot.Offer, error) {
	mp := &w.s.Marketplaces[m]
	var out []bot.Offer
	for s := range w.s.Services {
		sv := &w.s.Services[s]
		if !slices.Contains(sv.Countries, mp.Country) || w.s.Goods[g].Grams > sv.MaxG || logistics.Refused(sv.Refuses, &w.s.Goods[g]) != "" {
			continue
		}
		o := w.desk.draft(w, m, g, s)
		postage, err := w.postageOf(o)
		if err != nil {
			return nil, err
		}
		b := bot.Offer{Service: sv.ID, From: sv.From, Promise: sv.Promise, Postage: postage}
		d := w.desk.days(w, span{number: s})
		b.P50, b.P90 = d.p50, d.p90
		charge := func(day int) (int64, int64, error) {
			c, err := w.borderTerms(o, w.period(day))
			if err != nil {
				return 0, 0, err
			}
			v, err := w.inHome(money.Amount{Minor: c.Account, Currency: mp.Currency})
			return v + c.Carrier, c.VAT, err
		}
		var vat int64
		if b.Border, vat, err = charge(w.st.Day); err != nil {
			return nil, err
		}
		if b.Arriving, _, err = charge(w.st.Day + b.P50); err != nil {
			return nil, err
		}
		if b.Announced, _, err = charge(w.st.Day + horizon); err != nil {
			return nil, err
		}
		b.Keep = mulDiv(o.Price-vat-o.Fee-o.Charge, 1_000_000, o.Price)
		if mp.Vouchers != nil { // who sells there prices for the voucher
			b.Keep = mulDiv(b.Keep, bp-int64(float64(mp.Vouchers.LeastDiscount*bp)+0.5), bp) // bounded: a share
		}
		out = append(out, b)
	}
	return out, nil
}

// deskMemo keeps what does not change from day to day.
type deskMemo struct {
	drafts  map[[3]int]*offer // by marketplace, good and service
	spans   map[span]outlook  // on the day spansOn
	spansOn int
}

// draft is an offer at the category's reference price, whose border charges are worked out once a customs period.
func (d *deskMemo) draft(w *World, m, g, service int) *offer {
	key := [3]int{m, g, service}
	if o := d.drafts[key]; o != nil {
		return o
	}
	if d.drafts == nil {
		d.drafts = map[[3]int]*offer{}
	}
	var reference int64
	for c := range w.s.Marketplaces[m].Categories {
		if cat := &w.s.Marketplaces[m].Categories[c]; cat.ID == w.s.Goods[g].Category {
			reference = w.reference(m, c)
		}
	}
	o := w.draft(m, g, service, reference)
	d.drafts[key] = &o
	return &o
}

// span is a service or freight begun today.
type span struct {
	freight bool
	number  int
}

// days is the outlook of a service or freight begun today.
func (d *deskMemo) days(w *World, s span) outlook {
	if d.spansOn != w.st.Day {
		clear(d.spans)
		d.spansOn = w.st.Day
	}
	if v, ok := d.spans[s]; ok {
		return v
	}
	if d.spans == nil {
		d.spans = map[span]outlook{}
	}
	var v outlook
	if s.freight {
		v = w.chainDays(w.net.Freights[s.number], 0, false)
	} else {
		v = w.chainDays(w.net.Services[s.number], w.s.Services[s.number].Handle, true)
	}
	d.spans[s] = v
	return v
}

// view is what a bot sees: a part of what the desk shows a student. It holds until the next call.
func (d *desk) view(n int) *bot.View {
	w, v := d.w, &d.shown
	sh := &w.st.Shops[n]
	v.Day, v.DaysLeft, v.Capital, v.Cash = d.common.Day, d.common.DaysLeft, d.common.Capital, sh.Book.Balance(ledger.Bank, 0)
	v.Translations, v.Contents = d.common.Translations, d.common.Contents
	v.War, v.WarDays = w.war(sh.Bot)
	v.Plan = func(good, pieces int, unit int64) []bot.Freight { return d.plan(good, pieces, unit) }
	v.Wallets = v.Wallets[:0]
	for c, cur := range w.currencies[1:] {
		if held := sh.Book.Balance(ledger.Bank, c+1); held > 0 {
			v.Wallets = append(v.Wallets, bot.Wallet{Currency: string(cur), Minor: held})
		}
	}
	for g := range v.Goods {
		b := &v.Goods[g]
		base := w.delivery[g]
		b.Home = depot(w.places[base], &sh.Stock[g][base])
		for k := range b.Away {
			b.Away[k] = bot.Depot{ID: w.places[k+1]}
			if k+1 != base {
				b.Away[k] = depot(w.places[k+1], &sh.Stock[g][k+1])
			}
		}
		for k := range b.Markets {
			b.Markets[k] = d.common.Goods[g].Markets[k]
			b.Markets[k].Cheapest = d.rivals[d.sets[g][k]].rival(n)
		}
	}
	for i := range sh.Purchases {
		if p := &sh.Purchases[i]; !p.Done && !p.Void {
			v.Goods[p.Good].Home.Coming += int(p.Quantity)
		}
	}
	v.Stranded = v.Stranded[:0]
	for i := range sh.Consigned {
		if k := &sh.Consigned[i]; !k.Done {
			at := slices.Index(w.places, w.s.Freights[k.Freight].Warehouse) - 1
			v.Goods[k.Good].Away[at].Coming += int(k.Quantity)
			v.Goods[k.Good].Away[at].Dues += d.dues(k)
			if by := w.detourOf(k); by != nil {
				v.Stranded = append(v.Stranded, bot.Stranded{Consignment: i + 1, Wait: by.Wait, Round: by.P50, Cost: by.Cost, Value: k.Value})
			}
		}
	}
	for _, id := range sh.Listings {
		l := &w.st.Listings[id]
		b := &v.Goods[l.Good].Markets[slices.Index(d.markets[l.Good], int(l.Market))]
		o := &w.st.Offers[l.Offer]
		b.Listing, b.Active, b.Service, b.Price, b.Promise = int(id)+1, l.Active, w.s.Services[o.Service].ID, o.Unit, int(o.Promise)
		b.Down = l.Barred&barredByPaper != 0
		b.Sold7, b.Age = l.sold(7), w.st.Day-int(l.Published)
		d.promoted(l, b)
	}
	return v
}

func depot(id string, s *stock) bot.Depot {
	d := bot.Depot{ID: id, Stock: int(s.Quantity)}
	if s.Quantity > 0 {
		d.Unit = mulDiv(s.Value, 1, s.Quantity)
	}
	return d
}

// dues is what a consignment on the way still has to pay, by today's rules.
func (d *desk) dues(k *consignment) int64 {
	inbound, err := d.w.inboundFee(d.w.warehouse(d.w.s.Freights[k.Freight].Warehouse), k.Quantity)
	if err != nil || k.Cleared {
		return inbound
	}
	duty, reclaim, err := d.w.stockTaxes(nil, k.Good, k.Freight, k.Value)
	if err != nil {
		return inbound // the scenario was validated: every warehouse has a regime and a rate
	}
	return inbound + duty + reclaim
}

// plan is the desk's planner, for a bot. Bots that ask the same get the same answer, which they only read.
func (d *desk) plan(good, pieces int, unit int64) []bot.Freight {
	key := [3]int64{int64(good), int64(pieces), unit}
	if out, ok := d.plans[key]; ok {
		return out
	}
	out := d.planned(good, pieces, unit)
	d.plans[key] = out
	return out
}

func (d *desk) planned(good, pieces int, unit int64) []bot.Freight {
	plans, err := d.w.freightPlans(good, 0, pieces, unit)
	if err != nil {
		return nil // the scenario was validated: every freight has a regime and a rate
	}
	out := make([]bot.Freight, 0, len(plans))
	for _, p := range plans {
		if p.Refused != "" {
			continue
		}
		out = append(
			out,
			bot.Freight{ID: p.Freight, Warehouse: p.Warehouse, P50: p.P50, P90: p.P90, Cost: p.Cost + p.Duty + p.VAT + p.Inbound, Landed: p.Landed},
		)
	}
	return out
}

// quoted is what one piece sold at a price leaves and costs: vat, fee (the commission) and charge (for payment and
// closing) in the marketplace's currency, the rest in the home currency.
type quoted struct {
	vat, fee, charge, postage, border int64
	offer                             offer
	terms                             charges
}

func (w *World) quote(m, g, service int, price int64, atDoor bool) (quoted, error) {
	mp := &w.s.Marketplaces[m]
	o := w.draft(m, g, service, price)
	o.DAP = atDoor
	q := quoted{fee: o.Fee, charge: o.Charge}
	postage, err := w.postageOf(&o)
	if err != nil {
		return q, err
	}
	q.postage = postage
	ch, err := w.borderTerms(&o, w.period(w.st.Day))
	if err != nil {
		return q, err
	}
	q.vat = ch.VAT
	account, err := w.inHome(money.Amount{Minor: ch.Account, Currency: mp.Currency})
	q.border = account + ch.Carrier
	q.offer, q.terms = o, *ch
	return q, err
}
