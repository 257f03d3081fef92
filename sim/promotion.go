package sim

import (
	"slices"

	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// coupon is a discount that a shop gives on a listing for some days.
type coupon struct {
	Off   uint16 // 1/10,000
	Until uint16 // the last day
}

// entry is a listing's place in a festival of its marketplace.
type entry struct {
	In    bool
	Index uint8  // of the marketplace's festivals
	Off   uint16 // 1/10,000
	Base  int64  // the price that the discount is taken off: the lowest of the thirty days before the entry
	From  uint16 // days of the window
	To    uint16
}

// shipping is what a shop charges the buyers of a marketplace for shipping.
type shipping struct {
	Fee      int64
	FreeFrom int64 // value of the goods from which nothing is charged; 0: always charged
}

// charged is the shipping charge of an order of goods of a value.
func (s *shipping) charged(goods int64) int64 {
	if s.FreeFrom > 0 && goods >= s.FreeFrom {
		return 0
	}
	return s.Fee
}

// bp are the parts of a whole in which discounts are given.
const bp = 10_000

// Limits of promotions.
const (
	maxOff    = 7000 // 1/10,000
	maxCoupon = 30   // days
)

// discounted is what a piece of a listing costs today, for a price asked: less the festival's discount in its window, and less
// the coupon.
func (w *World) discounted(l *listing, price int64) int64 {
	if e := &l.Festival; e.In && w.st.Day >= int(e.From) && w.st.Day <= int(e.To) {
		price = min(price, e.Base)
		price -= mulDiv(price, int64(e.Off), bp)
	}
	if l.Coupon.Off > 0 && w.st.Day <= int(l.Coupon.Until) {
		price -= mulDiv(price, int64(l.Coupon.Off), bp)
	}
	return max(price, 1)
}

// reprice gives a listing the terms of today's discounts and shipping, where they are no longer those of its offer.
func (w *World) reprice(id uint32) {
	l := &w.st.Listings[id]
	o := &w.st.Offers[l.Offer]
	net := w.discounted(l, o.Unit)
	a := asked{Unit: o.Unit, Net: net, shipping: w.st.Shops[l.Shop].Shipping[l.Market]}
	if net != o.Net || a.total(1) != o.Price {
		w.offer(id, int(o.Service), o.Unit, int(o.Promise))
	}
}

// celebrate tells a shop when the window of a listing's festival opens, and when it is over; the entry is then spent.
func (w *World) celebrate(id uint32) {
	l := &w.st.Listings[id]
	kind := ""
	switch e := &l.Festival; {
	case !e.In:
	case w.st.Day == int(e.From):
		kind = "festival_open"
	case w.st.Day > int(e.To):
		kind, *e = "festival_over", entry{}
	}
	if kind != "" {
		w.event(int(l.Shop), Event{Kind: kind, Good: w.s.Goods[l.Good].ID, Market: w.s.Marketplaces[l.Market].ID, Listing: int(id) + 1})
	}
}

// promotes reports whether prices may change without a shop's decision.
func (w *World) promotes() bool {
	return w.s.Uses(scenario.WithPromotions) || w.s.Uses(scenario.WithFestivals)
}

// own is a listing of a shop by its number.
func (w *World) own(n, number int) (*listing, error) {
	id := number - 1
	if id < 0 || id >= len(w.st.Listings) || int(w.st.Listings[id].Shop) != n {
		return nil, reject("listing", "本店没有 %d 号刊登", "the shop has no listing %d", number)
	}
	return &w.st.Listings[id], nil
}

// decided takes a shop's decision into the checksum; the order of decisions does not matter.
func (w *World) decided(what, listing int, values ...int64) {
	h := draw.Mix(uint64(what)<<32 | uint64(listing))
	for _, v := range values {
		h = draw.Mix(h ^ uint64(v))
	}
	w.st.Checksum += draw.Mix(h ^ uint64(w.st.Day))
}

// What is decided, in the checksum.
const (
	decidedCoupon = iota + 1
	decidedShipping
	decidedFestival
	decidedAd
	decidedDeclaration
)

func (w *World) giveCoupon(n int, c *GiveCoupon) error {
	if err := w.uses(scenario.WithPromotions); err != nil {
		return err
	}
	l, err := w.own(n, c.Listing)
	switch {
	case err != nil:
		return err
	case w.managed(int(l.Market)):
		return reject("listing", "全托管商品的优惠由平台决定", "a marketplace that manages the listing gives its own discounts")
	case c.ShareBP < 0 || c.ShareBP > maxOff:
		return reject("share_bp", "折扣应在 0 到 %d%% 之间", "the discount must lie between 0 and %d %%", maxOff/100)
	case c.ShareBP > 0 && (c.Days < 1 || c.Days > maxCoupon):
		return reject("days", "天数应在 1 到 %d 之间", "the days must lie between 1 and %d", maxCoupon)
	}
	l.Coupon = coupon{}
	if c.ShareBP > 0 {
		l.Coupon = coupon{uint16(c.ShareBP), uint16(w.st.Day + c.Days - 1)}
	}
	w.decided(decidedCoupon, c.Listing, int64(l.Coupon.Off), int64(l.Coupon.Until))
	w.reprice(uint32(c.Listing - 1))
	return nil
}

func (w *World) setShipping(n int, sh *shop, c *SetShipping) error {
	if err := w.uses(scenario.WithPromotions); err != nil {
		return err
	}
	m, err := w.marketplace(c.Marketplace)
	if err != nil {
		return err
	}
	cur := w.s.Marketplaces[m].Currency
	switch {
	case w.managed(m):
		return reject("marketplace", "全托管平台的运费由平台承担", "a marketplace that manages the listing bears the shipping")
	case c.Fee < 0 || c.Fee > MaxPrice/100:
		return reject("fee", "运费应在 0 到 %s 之间", "the charge must lie between 0 and %s", money.Amount{Minor: MaxPrice / 100, Currency: cur})
	case c.FreeFrom < 0 || c.FreeFrom > MaxPrice:
		return reject("free_from", "包邮门槛应在 0 到 %s 之间", "the threshold must lie between 0 and %s", money.Amount{Minor: MaxPrice, Currency: cur})
	}
	sh.Shipping[m] = shipping{c.Fee, c.FreeFrom}
	w.decided(decidedShipping, n, int64(m), c.Fee, c.FreeFrom)
	for _, id := range sh.Listings {
		if int(w.st.Listings[id].Market) == m {
			o := w.st.Offers[w.st.Listings[id].Offer]
			w.offer(id, int(o.Service), o.Unit, int(o.Promise))
		}
	}
	return nil
}

// window is the next window of a festival that has not ended, in days of the run; a window under way counts.
func (w *World) window(f *scenario.Festival) (from, to, deadline int) {
	today := w.Date()
	last := f.To.Next(today)
	const year = 365
	first := f.From.Next(last - year + 1)
	from, to = int(first-w.s.Start), int(last-w.s.Start)
	return from, to, from - f.EntryDays
}

func (w *World) festivalOf(l *listing, id string) (int, error) {
	f := slices.IndexFunc(w.s.Marketplaces[l.Market].Festivals, func(f scenario.Festival) bool { return f.ID == id })
	if f < 0 {
		return 0, reject("festival", "该平台没有活动 %q", "the marketplace has no festival %q", id)
	}
	return f, nil
}

func (w *World) enterFestival(n int, sh *shop, c *EnterFestival) error {
	if err := w.uses(scenario.WithFestivals); err != nil {
		return err
	}
	l, err := w.own(n, c.Listing)
	if err != nil {
		return err
	}
	k, err := w.festivalOf(l, c.Festival)
	if err != nil {
		return err
	}
	f := &w.s.Marketplaces[l.Market].Festivals[k]
	from, to, deadline := w.window(f)
	least := int(float64(f.LeastDiscount*bp) + 0.5) // bounded: a share
	switch {
	case w.managed(int(l.Market)):
		return reject("listing", "全托管商品的活动由平台报名", "a marketplace that manages the listing enters it itself")
	case w.st.Day > deadline:
		return reject("festival", "报名已于 %s 截止", "entry closed on %s", w.s.Start+scenario.Date(deadline))
	case l.Festival.In && int(l.Festival.To) >= w.st.Day:
		return reject("listing", "该刊登已报名一个活动", "the listing is entered in a festival already")
	case c.DiscountBP < least || c.DiscountBP > maxOff:
		return reject("discount_bp", "折扣应在 %d%% 到 %d%% 之间", "the discount must lie between %d and %d %%", (least+99)/100, maxOff/100)
	case from > scenario.MaxDays || from > w.s.Days:
		return reject("festival", "活动在本轮结束之后", "the festival comes after the end of the run")
	}
	if err := w.pay(n, int(l.Market), f.Fee.Minor, ledger.Advertising, ledger.Advertise); err != nil {
		return err
	}
	o := &w.st.Offers[l.Offer]
	base := o.Unit
	for _, d := range l.History[max(0, len(l.History)-historyDays):] {
		base = min(base, int64(d.Price))
	}
	l.Festival = entry{In: true, Index: uint8(k), Off: uint16(c.DiscountBP), Base: base, From: uint16(from), To: uint16(to)}
	sh.mark(entered, 1)
	w.decided(decidedFestival, c.Listing, int64(k), int64(c.DiscountBP))
	w.reprice(uint32(c.Listing - 1))
	return nil
}

func (w *World) leaveFestival(n int, c *LeaveFestival) error {
	if err := w.uses(scenario.WithFestivals); err != nil {
		return err
	}
	l, err := w.own(n, c.Listing)
	if err != nil {
		return err
	}
	k, err := w.festivalOf(l, c.Festival)
	if err != nil {
		return err
	}
	f := &w.s.Marketplaces[l.Market].Festivals[k]
	_, _, deadline := w.window(f)
	switch {
	case !l.Festival.In || int(l.Festival.Index) != k || int(l.Festival.To) < w.st.Day:
		return reject("listing", "该刊登没有报名这个活动", "the listing is not entered in that festival")
	case w.st.Day > deadline:
		return reject("festival", "报名已于 %s 截止，不能退出", "entry closed on %s: it is too late to leave", w.s.Start+scenario.Date(deadline))
	}
	if err := w.pay(n, int(l.Market), -f.Fee.Minor, ledger.Advertising, ledger.Advertise); err != nil {
		return err
	}
	l.Festival = entry{}
	w.st.Shops[n].mark(entered, -1)
	w.decided(decidedFestival, c.Listing, -1)
	w.reprice(uint32(c.Listing - 1))
	return nil
}

// funds is what a shop can pay a marketplace with: proceeds out of the reserve, and the bank's home currency at today's
// rate, in the marketplace's minor units.
func (w *World) funds(n, m int) (proceeds, bank int64, err error) {
	sh := &w.st.Shops[n]
	proceeds = max(min(sh.Available[m], sh.Book.Balance(ledger.Platform, w.marketCur[m])), 0)
	cash := sh.Book.Balance(ledger.Bank, 0)
	if cash <= 0 {
		return proceeds, 0, nil
	}
	const unit = 1_000_000
	rate, err := w.inHome(money.Amount{Minor: unit, Currency: w.s.Marketplaces[m].Currency})
	if err != nil || rate <= 0 {
		return proceeds, 0, err
	}
	return proceeds, mulDiv(cash, unit, rate), nil
}

// pay charges a shop an amount in a marketplace's currency: out of its proceeds there, and what they lack out of the bank
// at today's rate. A negative amount is given back to the proceeds. A shop that cannot pay is refused.
func (w *World) pay(n, m int, minor int64, to ledger.Account, cause ledger.Cause) error {
	sh := &w.st.Shops[n]
	proceeds, bank, err := w.funds(n, m)
	if err != nil {
		return err
	}
	cur := w.s.Marketplaces[m].Currency
	if minor > proceeds+bank {
		return reject("fee", "费用 %s，账上不够", "the fee is %s, which the shop cannot pay", money.Amount{Minor: minor, Currency: cur})
	}
	there := min(minor, proceeds)
	var home int64
	if rest := minor - there; rest > 0 {
		if home, err = w.inHome(money.Amount{Minor: rest, Currency: cur}); err != nil {
			return err
		}
	}
	c := w.marketCur[m]
	sh.Available[m] -= there
	if err := sh.Book.Post(
		w.st.Day,
		cause,
		aMarket(m),
		ledger.Line{Account: to, Currency: c, Minor: there},
		ledger.Line{Account: ledger.Platform, Currency: c, Minor: -there},
	); err != nil {
		return err
	}
	return sh.Book.Move(w.st.Day, cause, aMarket(m), home, to, ledger.Bank)
}
