package sim

import (
	"iter"

	"github.com/shopspring/decimal"

	"chuhai/sim/draw"
	"chuhai/sim/scenario"
)

// listingBits hold the number of a listing within its shop.
const listingBits = 8

// asked is what a shop asks for a good, in the marketplace's currency.
type asked struct {
	Unit int64 // for a piece
	Net  int64 // the same after today's discounts
	shipping
}

// total is what a buyer pays for so many pieces.
func (a *asked) total(pieces int64) int64 { return pieces*a.Net + a.charged(pieces*a.Net) }

// offer gives a listing new terms.
func (w *World) offer(id uint32, service int, price int64, promise int) {
	l := &w.st.Listings[id]
	a := asked{Unit: price, Net: w.discounted(l, price), shipping: w.st.Shops[l.Shop].Shipping[l.Market]}
	cuts := w.cuts(l, service, &a)
	l.Offer = uint32(len(w.st.Offers))
	w.st.Checksum += draw.Mix(
		draw.Mix(
			uint64(id)<<32|uint64(l.Offer),
		) ^ uint64(price) ^ uint64(service)<<48 ^ uint64(promise)<<56 ^ draw.Mix(
			uint64(price-a.Net),
		) ^ draw.Mix(
			uint64(a.total(1)-a.Net)<<1,
		),
	)
	for pieces := range len(cuts) + 1 {
		o := w.drafted(int(l.Market), int(l.Good), service, &a, pieces+1)
		o.Listing, o.Shop, o.Promise, o.Card = id, l.Shop, uint8(promise), l.Cards > 0
		w.put(&o)
		if o.DAP = w.atDoor(l, service); o.DAP {
			w.st.Checksum += draw.Mix(uint64(l.Offer)<<1 | 1)
			o.LogPrice = draw.Log(
				float64(a.total(1)+w.reckoned(&o)/int64(o.Pieces)) / float64(w.s.Marketplaces[l.Market].Categories[w.setOf[l.Set].category].Reference.Minor),
			)
		}
		if pieces == 0 {
			o.Cuts, o.Sizes = cuts, uint8(len(cuts)+1)
		}
		w.st.Offers = append(w.st.Offers, o)
	}
}

// draft is the offer of a piece of a good on a marketplace, not yet of a listing.
func (w *World) draft(m, g, service int, price int64) offer {
	return w.drafted(m, g, service, &asked{Unit: price, Net: price}, 1)
}

// drafted is the offer of so many pieces.
func (w *World) drafted(m, g, service int, a *asked, pieces int) offer {
	v := &w.s.Services[service]
	o := offer{
		Market: uint16(m), Good: uint16(g), Service: uint16(service), Place: w.tables.ways[service].place,
		Pieces: uint8(pieces), Sizes: 1, Unit: a.Unit, Net: a.Net, Price: a.total(int64(pieces)),
		Postal: uint8(w.currencyOf(v.Tariff.Currency)),
	}
	for c := range w.s.Marketplaces[m].Categories {
		if cat := &w.s.Marketplaces[m].Categories[c]; cat.ID == w.s.Goods[g].Category {
			o.Fee = commission(o.Price, cat)
			o.FeeBack = o.Fee - w.refundFee(m, o.Fee)
			o.Charge = w.charges(m, o.Price-o.Fee, o.Price)
			o.LogPrice = draw.Log(float64(a.total(1)) / float64(cat.Reference.Minor))
			o.Claim = w.claim(o.LogPrice)
		}
	}
	return o
}

func commission(price int64, c *scenario.Category) int64 {
	return min(max(decimal.NewFromInt(price).Mul(c.Referral).Round(0).IntPart(), c.ReferralAt.Minor), price)
}

// packed is a good as a parcel of so many pieces, one on the other.
func packed(g *scenario.Good, pieces int) scenario.Good {
	out := *g
	out.Grams *= pieces
	out.HeightMM *= pieces
	return out
}

// cuts are the draws of 16 bits below which an order of a listing has at most 1, 2, … pieces. Where shipping costs less a
// piece in a larger order, more orders are large: by as much as the mean shopper's demand grows with such a saving.
func (w *World) cuts(l *listing, service int, a *asked) []uint32 {
	mp := &w.s.Marketplaces[l.Market]
	shares := mp.Categories[w.setOf[l.Set].category].Pieces
	if len(shares) < 2 {
		return nil
	}
	elasticity := 0.0
	for g, share := range mp.Shares(w.s.Segments) {
		elasticity += float64(share * w.s.Segments[g].Price)
	}
	weights, sum := []float64{}, 0.0
	for k, share := range shares {
		pieces := k + 1
		if pieces > 1 && w.s.Goods[l.Good].Grams*pieces > w.s.Services[service].MaxG {
			break
		}
		each := float64(a.total(int64(pieces))) / float64(pieces)
		weights = append(weights, float64(share*draw.Pow(float64(a.total(1))/max(each, 1), elasticity)))
		sum += weights[k]
	}
	out, below := []uint32{}, 0.0
	for _, v := range weights[:len(weights)-1] {
		below += v
		out = append(out, draw.Threshold(below/sum, drawBits))
	}
	return out
}

// size is the number of pieces in an order of an offer that is for one.
func (w *World) size(o *offer, key uint64) int {
	n := 1
	if o.Sizes > 1 {
		u := uint32(w.sizes.Bits(key) >> (64 - drawBits))
		for _, cut := range o.Cuts {
			if u >= cut {
				n++
			}
		}
	}
	return n
}

// pieces is how many pieces an order of an offer may be expected to have.
func (o *offer) pieces() float64 {
	n := 1.0
	for _, cut := range o.Cuts {
		n += 1 - float64(cut)/(1<<drawBits)
	}
	return n
}

// parcels are a batch's parcels in the order of their keys.
func (w *World) parcels(b *batch) iter.Seq[parcel] {
	return func(yield func(parcel) bool) {
		for k := range int(b.Count) {
			if !yield(w.parcel(b, k)) {
				return
			}
		}
	}
}

// parcel is a batch's k-th parcel as long as orders are of one piece.
func (b *batch) parcel(k int) parcel {
	return parcel{Key: b.First + uint64(k), Offer: b.Offer, Placed: dayOf(b.First), Made: b.Made}
}

// parcel is a batch's k-th parcel.
func (w *World) parcel(b *batch, k int) parcel {
	p := b.parcel(k)
	if o := &w.st.Offers[b.Offer]; o.Sizes > 1 {
		p.Offer += uint32(w.size(o, p.Key) - 1)
	}
	return p
}

// managed reports whether a marketplace sets the retail price, and bears border, delivery and returns.
func (w *World) managed(m int) bool { return w.s.Marketplaces[m].Managed != nil }

// reference is the usual price of a category on a marketplace; where the marketplace sets the retail price, the supply
// price that comes to it.
func (w *World) reference(m, category int) int64 {
	mp := &w.s.Marketplaces[m]
	v := mp.Categories[category].Reference.Minor
	if mp.Managed == nil {
		return v
	}
	return marked(v, 1/(1+mp.Managed.Markup))
}

// marked is a price times a factor, at least one minor unit.
func marked(price int64, factor float64) int64 {
	return max(int64(min(float64(float64(price)*factor)+0.5, 1e15)), 1)
}

// retail is the price that a managing marketplace asks for a listing today: the supply price with its usual markup; the
// cheapest other supply of the good with it, if that is lower and the least markup allows; and the most when stock will
// not last the week.
func (w *World) retail(l *listing, rival int64) int64 {
	g := w.s.Marketplaces[l.Market].Managed
	o := &w.st.Offers[l.Offer]
	price := marked(o.Net, 1+g.Markup)
	if rival > 0 {
		price = max(min(price, marked(rival, 1+g.Markup)), marked(o.Net, 1+g.Least))
	}
	if stock := w.st.Shops[l.Shop].Stock[l.Good][o.Place].Quantity; stock > 0 && stock < int64(l.Week) {
		price = marked(o.Net, 1+g.Most)
	}
	return price
}
