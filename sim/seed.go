package sim

import (
	"chuhai/sim/draw"
	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Seed helps a listing to reviews: by samples (free pieces for reviewers), by inserts (cards in so many parcels that ask
// for a review), or by bought reviews, which are against the rules.
type Seed struct {
	Listing int    `json:"listing"`
	Kind    string `json:"kind"` // samples, inserts, bought
	Count   int    `json:"count"`
}

// Limits of a decision to seed.
const (
	maxInserts = 5000
	maxBought  = 100
)

// fakeReview marks a bought review on the agenda.
const fakeReview = 0x80

func (w *World) seedReviews(n int, sh *shop, c *Seed) error {
	if err := w.uses(scenario.WithService); err != nil {
		return err
	}
	id := c.Listing - 1
	if id < 0 || id >= len(w.st.Listings) || int(w.st.Listings[id].Shop) != n {
		return reject("listing", "本店没有 %d 号刊登", "the shop has no listing %d", c.Listing)
	}
	l, s := &w.st.Listings[id], &w.s.AfterSales.Seeding
	switch c.Kind {
	case "samples":
		return w.giveSamples(sh, uint32(id), c.Count)
	case "inserts":
		if c.Count < 1 || c.Count > maxInserts {
			return reject("count", "数量应在 1 到 %d 之间", "the number must lie between 1 and %d", maxInserts)
		}
		if err := w.spend(sh, "count", int64(c.Count)*s.Insert.Minor, ledger.Advertising, ledger.Advertise); err != nil {
			return err
		}
		l.Cards += int32(c.Count)
		o := &w.st.Offers[l.Offer]
		if !o.Card {
			w.offer(uint32(id), int(o.Service), o.Unit, int(o.Promise))
		}
		return nil
	case "bought":
		if c.Count < 1 || c.Count > maxBought {
			return reject("count", "数量应在 1 到 %d 之间", "the number must lie between 1 and %d", maxBought)
		}
		if err := w.spend(sh, "count", int64(c.Count)*s.Bought.Minor, ledger.Advertising, ledger.Advertise); err != nil {
			return err
		}
		const days = 5 // over which they come
		for k := range c.Count {
			w.on(w.st.Day+1+k%days).Reviews.add(&w.today.spare.reviews, review{uint32(id), 5 | fakeReview})
		}
		w.st.Checksum += draw.Mix(uint64(id)<<32 | uint64(w.st.Day)<<16 | uint64(c.Count))
		return nil
	}
	return reject("kind", "没有方式 %q，可用：samples, inserts, bought", "there is no kind %q, allowed: samples, inserts, bought", c.Kind)
}

// giveSamples sends free pieces to reviewers, out of the stock that the listing sells from. Most of them write what they
// think of a piece that came in time.
func (w *World) giveSamples(sh *shop, id uint32, count int) error {
	l := &w.st.Listings[id]
	o := &w.st.Offers[l.Offer]
	st := &sh.Stock[l.Good][o.Place]
	left := w.s.AfterSales.Seeding.MostSamples - int(l.Samples)
	if most := min(int64(left), st.Quantity); count < 1 || int64(count) > most {
		return reject(
			"count",
			"样品数量应在 1 到 %d 之间（每条刊登最多 %d 件，且要有库存）",
			"the number must lie between 1 and %d: at most %d a listing, out of stock",
			max(most, 0),
			w.s.AfterSales.Seeding.MostSamples,
		)
	}
	postage, err := w.postageOf(o)
	if err != nil {
		return err
	}
	postage *= int64(count)
	if cash := sh.Book.Balance(ledger.Bank, 0); postage > cash {
		return reject(
			"count",
			"运费 %s，账上只有 %s",
			"the postage is %s, the account holds %s",
			money.Amount{Minor: postage, Currency: w.currencies[0]},
			money.Amount{Minor: cash, Currency: w.currencies[0]},
		)
	}
	seen := w.termsOf(l.Offer).seen(grade(st.Quality))
	value := st.take(int64(count))
	if o.Place > 0 {
		w.leave(sh, int(o.Good), int(o.Place), int64(count))
	}
	usual := w.desk.days(w, span{number: int(o.Service)}).p50
	for k := range count {
		bits := w.care.At(l.Key, uint16(w.st.Day), uint16(int(l.Samples)+k))
		if draw.Uniform(draw.Mix(bits)) >= w.s.AfterSales.Seeding.SampleReview {
			continue
		}
		star := w.tables.stars.Draw(uint32(bits&0xFFFF), uint32(bits>>16&0xFF), false, seen)
		at := w.st.Day + usual + 1 + int((bits>>32&0xFF)*uint64(w.s.Behaviour.ReviewLag)>>8)
		w.on(at).Reviews.add(&w.today.spare.reviews, review{id, uint8(star)})
		w.fold(bits, l.Offer, at, star, 1)
	}
	l.Samples += uint16(count)
	return sh.Book.Post(
		w.st.Day,
		ledger.Advertise,
		ledger.Ref{},
		ledger.Line{Account: ledger.Advertising, Minor: value + postage},
		ledger.Line{Account: ledger.Inventory, Minor: -value},
		ledger.Line{Account: ledger.Bank, Minor: -postage},
	)
}

// slip takes the cards out of the stack that today's parcels carry.
func (w *World) slip(id uint32, parcels int64) {
	l := &w.st.Listings[id]
	if l.Cards == 0 {
		return
	}
	l.Cards = int32(max(int64(l.Cards)-parcels, 0))
	if l.Cards == 0 {
		o := &w.st.Offers[l.Offer]
		w.offer(id, int(o.Service), o.Unit, int(o.Promise))
	}
}

// police finds bought reviews: the more a listing has, the sooner. All of its bought reviews go, each costs a fine, and
// the account gets points.
func (w *World) police() error {
	if w.tables.care == nil {
		return nil
	}
	s := &w.s.AfterSales.Seeding
	for i := range w.st.Listings {
		l := &w.st.Listings[i]
		if l.Fakes == 0 {
			continue
		}
		u := draw.Uniform(draw.Mix(w.care.At(l.Key, uint16(w.st.Day), 1<<15)))
		if u < draw.Pow(1-s.FoundOne, float64(l.Fakes)) {
			continue
		}
		n, sh, fakes := int(l.Shop), &w.st.Shops[l.Shop], int(l.Fakes)
		l.Reviews -= fakes
		l.Stars -= 5 * fakes
		sh.Tally.Reviews -= int64(fakes)
		sh.Tally.Stars -= 5 * int64(fakes)
		w.st.Totals.Reviews -= int64(fakes)
		w.st.Totals.Stars -= 5 * int64(fakes)
		l.Fakes = 0
		w.incident(n, sh, int(l.Market), s.FoundPoints)
		w.event(n, Event{Kind: "fake_found", Good: w.s.Goods[l.Good].ID, Market: w.s.Marketplaces[l.Market].ID, Count: int64(fakes), Listing: i + 1})
		if err := w.fine(n, sh, int64(fakes)*s.Fine.Minor); err != nil {
			return err
		}
	}
	return nil
}
