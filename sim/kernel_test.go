package sim_test

import (
	"math"
	"testing"
)

// The reference kernel is a smaller model of the same trade, written as plainly and as fast as we know how: logit
// demand, orders as entities, three legs with congested hubs, customs, delivery, review, return, and cash as integers.
// It decides nothing: BenchmarkOrderLife holds the engine's cost of an order against the kernel's in the same run.
//
// All state that others read is that of the end of the day before, so that the order within a day cannot matter.
const (
	kernelListings = 400 // a choice set
	kernelSegments = 4
	kernelDays     = 180
	kernelSearches = 400 // of a segment in a set, a day
	kernelGoods    = 20  // listings of a shop
	kernelHubs     = 32
	kernelRing     = 128 // days: more than the longest leg
	kernelGolden   = 0x9E3779B97F4A7C15
)

// kernelResult is what a run of the kernel comes to.
type kernelResult struct {
	orders, events, delivered, inspected, reviews, returns, late, stars int64

	cash, revenue, fees, shipping, refunds int64 // cents; they sum to nothing

	checksum uint64 // of the delivered orders and their days
}

type kernelParcel struct {
	key   uint64 // listing, day, segment and number
	price uint32
	star  uint32
}

// The stages at which a parcel waits for its day.
const (
	kernelLeg1 = iota
	kernelLeg2
	kernelHeld
	kernelLeg3
	kernelReview
	kernelReturn
	kernelStages
)

// kernelBucket is the parcels of a stage that fall due on a day, in chunks that are used again.
type kernelBucket struct {
	chunks []*kernelChunk
	n      int
}

type kernelChunk [256]kernelParcel

type kernelListing struct {
	price    uint32
	promise  int32
	quality  uint32 // 0..7
	count    int64  // reviews
	starSum  int64
	logPrice [2]float64 // of the price and of the promotion's price, over 20.00
	fixed    float64    // utility of the quality
	late     float64    // promise - 13
}

// kernel is one run.
type kernel struct {
	seedA, seedB, seedC    uint64
	sets                   int
	day                    int
	listings               []kernelListing
	rings                  [kernelStages][kernelRing]kernelBucket
	free                   []*kernelChunk
	slow                   [kernelHubs]uint32 // today's multiplier of a hub's time, in 1/256
	load, before           [kernelHubs]int64  // legs started today and yesterday
	leg1, leg2, leg3, hold [4096]uint32       // quantiles in 1/256 day
	stars                  [2][8][4]uint32    // by lateness and quality: 16 random bits below which a review has 1, 2, 3 or 4 stars
	weights                [kernelSegments][kernelListings]float64
	prices                 [kernelListings]uint32
	out                    kernelResult
}

func kernelMix(z uint64) uint64 {
	z ^= z >> 30
	z *= 0xBF58476D1CE4E5B9
	z ^= z >> 27
	z *= 0x94D049BB133111EB
	return z ^ z>>31
}

// kernelExp is e to the x by a Taylor polynomial of degree 11 after reduction, without fused operations.
func kernelExp(x float64) float64 {
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	r := x - float64(k*6.93147180369123816490e-01) - float64(k*1.90821492927058770002e-10)
	p := 1.0 / 39916800
	p = float64(p*r) + 1.0/3628800
	p = float64(p*r) + 1.0/362880
	p = float64(p*r) + 1.0/40320
	p = float64(p*r) + 1.0/5040
	p = float64(p*r) + 1.0/720
	p = float64(p*r) + 1.0/120
	p = float64(p*r) + 1.0/24
	p = float64(p*r) + 1.0/6
	p = float64(p*r) + 0.5
	p = float64(p*r) + 1
	p = float64(p*r) + 1
	return p * math.Float64frombits(uint64(int64(k)+1023)<<52)
}

func kernelProbit(p float64) float64 { return math.Sqrt2 * math.Erfinv(2*p-1) }

func kernelQuantiles(mu, sigma float64) (q [4096]uint32) {
	for i := range q {
		q[i] = uint32(math.Floor(256*math.Exp(mu+sigma*kernelProbit((float64(i)+0.5)/4096)) + 0.5))
	}
	return q
}

func newKernel(sets int, seed uint64) *kernel {
	k := &kernel{
		seedA: kernelMix(seed + 1), seedB: kernelMix(seed + 2), seedC: kernelMix(seed + 3), sets: sets, listings: make([]kernelListing, sets*kernelListings),
		leg1: kernelQuantiles(math.Log(2), 0.40), leg2: kernelQuantiles(math.Log(4), 0.35), leg3: kernelQuantiles(math.Log(2), 0.50), hold: kernelQuantiles(math.Log(3), 0.6),
	}
	for j := range k.listings {
		h := kernelMix(uint64(j)*kernelGolden ^ k.seedA)
		l := &k.listings[j]
		l.price = uint32(500 + (h>>16&0xFFFF)*4500/65536)
		l.promise = int32(8 + (h>>32&0xFF)*12/256)
		l.quality = uint32(h >> 13 & 7)
		l.fixed = 1.5 * ((float64(h&0xFFFF)+0.5)/65536 - 0.5)
		l.late = float64(l.promise - 13)
		l.logPrice = [2]float64{math.Log(float64(l.price) / 2000), math.Log(float64(l.price*4/5) / 2000)}
	}
	for late := range k.stars {
		for q := range k.stars[late] {
			mean := 2.2 + 2.8*(float64(q)+0.5)/8 - 1.2*float64(late)
			for bits := range uint32(65536) {
				star := int(min(max(math.Floor(mean+0.8*kernelProbit((float64(bits)+0.5)/65536)+0.5), 1), 5))
				for s := star; s < 5; s++ {
					k.stars[late][q][s-1] = bits + 1
				}
			}
		}
	}
	return k
}

// play plays a day; the days follow each other.
func (k *kernel) play(day int) {
	k.day = day
	k.congest()
	for g := range k.sets {
		k.sell(g)
	}
	k.move()
}

// congest takes each hub's multiplier from yesterday's load.
func (k *kernel) congest() {
	k.load, k.before = [kernelHubs]int64{}, k.load
	for h := range k.slow {
		capacity := int64(k.sets * kernelSegments * kernelSearches / 2 / 16)
		if h >= 16 {
			capacity = int64(k.sets * kernelSegments * kernelSearches / 2 / min(8, k.sets))
		}
		k.slow[h] = 256
		if over := k.before[h] - capacity; over > 0 {
			k.slow[h] += uint32(min(512, over*128/capacity))
		}
	}
}

// sell draws and places the orders of a choice set.
func (k *kernel) sell(g int) {
	weekdays := [7]float64{0.90, 0.95, 1, 1, 1.05, 1.10, 1.00}
	beta := [kernelSegments]float64{1.5, 2.0, 2.5, 3.0}
	delay := [kernelSegments]float64{0.02, 0.03, 0.04, 0.05}
	searches := kernelSearches * weekdays[k.day%7]
	if k.day >= 60 && k.day <= 62 {
		searches *= 3
	}
	set := k.listings[g*kernelListings : (g+1)*kernelListings]
	week := uint64(k.day / 7)
	for i := range set {
		l := &set[i]
		promo := 0
		k.prices[i] = l.price
		if kernelMix((uint64(g*kernelListings+i)*64+week)*kernelGolden^k.seedA)&7 == 0 {
			promo, k.prices[i] = 1, l.price*4/5
		}
		rating := float64(80+l.starSum) / float64(20+l.count)
		common := l.fixed + float64(0.6*(rating-4))
		for s := range kernelSegments {
			k.weights[s][i] = kernelExp(common - float64(beta[s]*l.logPrice[promo]) - float64(delay[s]*l.late))
		}
	}
	for s := range kernelSegments {
		w := &k.weights[s]
		var lane [8]float64
		for i := 0; i < kernelListings; i += 8 {
			for n := range lane {
				lane[n] += w[i+n]
			}
		}
		total := kernelListings + (((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7])))
		for i := range w {
			j := uint64(g*kernelListings + i)
			lambda := searches * (w[i] / total)
			u := float64(kernelMix(((j<<16|uint64(k.day))<<8|uint64(s))*kernelGolden^k.seedB)>>11) * 0x1p-53
			p := kernelExp(-lambda)
			f, n := p, uint64(0)
			for u >= f && n < 1000 {
				n++
				p = p * lambda / float64(n)
				f += p
			}
			for o := range n {
				k.place(j<<40|uint64(k.day)<<24|uint64(s)<<16|o, k.prices[i])
			}
		}
	}
}

func (k *kernel) place(key uint64, price uint32) {
	k.out.orders++
	k.out.events++
	fee := int64(price) * 15 / 100
	k.out.cash += int64(price) - fee - 300
	k.out.revenue -= int64(price)
	k.out.fees += fee
	k.out.shipping += 300
	hub := key >> 40 / kernelGoods & 15
	k.load[hub]++
	k.wait(kernelLeg1, kernelTime(k.leg1[k.bits(key)&4095], k.slow[hub]), kernelParcel{key: key, price: price})
}

// bits are the random bits of an order's legs and of customs.
func (k *kernel) bits(key uint64) uint64 { return kernelMix(key*kernelGolden ^ k.seedC) }

func (k *kernel) wait(stage, days int, p kernelParcel) {
	at := &k.rings[stage][(k.day+days)%kernelRing]
	i := at.n % len(kernelChunk{})
	if i == 0 {
		if n := len(k.free); n > 0 {
			at.chunks = append(at.chunks, k.free[n-1])
			k.free = k.free[:n-1]
		} else {
			at.chunks = append(at.chunks, new(kernelChunk))
		}
	}
	at.chunks[len(at.chunks)-1][i] = p
	at.n++
}

// due plays today's bucket of a stage, and frees it.
func (k *kernel) due(stage int, play func(*kernel, kernelParcel)) {
	at := &k.rings[stage][k.day%kernelRing]
	k.out.events += int64(at.n)
	for _, c := range at.chunks {
		for i := range c[:min(at.n, len(c))] {
			play(k, c[i])
		}
		at.n -= min(at.n, len(c))
		k.free = append(k.free, c)
	}
	at.chunks = at.chunks[:0]
}

func kernelTime(quantile, multiplier uint32) int {
	return int(min(max((uint64(quantile)*uint64(multiplier)+32768)>>16, 1), 100))
}

// marketplace is that of an order's listing.
func marketplace(key uint64) uint64 { return key >> 40 / kernelListings & 7 }

// move plays what falls due today, stage by stage.
func (k *kernel) move() {
	k.due(kernelLeg1, (*kernel).export)
	k.due(kernelLeg2, (*kernel).clear)
	k.due(kernelHeld, (*kernel).lastLeg)
	k.due(kernelLeg3, (*kernel).deliver)
	k.due(kernelReview, (*kernel).review)
	k.due(kernelReturn, (*kernel).refund)
}

func (k *kernel) export(p kernelParcel) {
	hub := 16 + marketplace(p.key)
	k.load[hub]++
	k.wait(kernelLeg2, kernelTime(k.leg2[k.bits(p.key)>>12&4095], k.slow[hub]), p)
}

func (k *kernel) clear(p kernelParcel) {
	bits := k.bits(p.key)
	if bits>>48 >= 3277 {
		k.lastLeg(p)
		return
	}
	k.out.inspected++
	k.wait(kernelHeld, kernelTime(k.hold[bits>>36&4095], 256), p)
}

func (k *kernel) lastLeg(p kernelParcel) {
	hub := 24 + marketplace(p.key)
	k.load[hub]++
	k.wait(kernelLeg3, kernelTime(k.leg3[k.bits(p.key)>>24&4095], k.slow[hub]), p)
}

func (k *kernel) deliver(p kernelParcel) {
	l := &k.listings[p.key>>40]
	bits := kernelMix(k.bits(p.key) + kernelGolden)
	k.out.delivered++
	k.out.checksum += kernelMix(p.key ^ uint64(k.day)<<8)
	late, share := 0, uint64(6554)
	if k.day-int(p.key>>24&0xFFFF) > int(l.promise) {
		late, share = 1, 13107
		k.out.late++
	}
	if bits&0xFFFF < share {
		p.star = 1
		for _, cut := range k.stars[late][l.quality] {
			if uint32(bits>>16&0xFFFF) >= cut {
				p.star++
			}
		}
		k.wait(kernelReview, 1+int((bits>>48&0xFF)*7>>8), p)
	}
	if bits>>32&0xFFFF < uint64(3277+6554*(7-l.quality)/8) {
		k.wait(kernelReturn, 3+int((bits>>56)*10>>8), p)
	}
}

func (k *kernel) review(p kernelParcel) {
	l := &k.listings[p.key>>40]
	l.count++
	l.starSum += int64(p.star)
	k.out.reviews++
	k.out.stars += int64(p.star)
}

func (k *kernel) refund(p kernelParcel) {
	k.out.returns++
	k.out.cash -= int64(p.price)
	k.out.refunds += int64(p.price)
}

// The kernel is the kernel: its checksums hold on every processor.
func TestReferenceKernel(t *testing.T) {
	for _, c := range []struct {
		sets int
		want uint64
	}{{2, 0x2dcfefc4d25ce143}, {20, 0xf913209c0e059e06}} {
		if c.sets > 2 && testing.Short() {
			continue
		}
		k := newKernel(c.sets, 42)
		for day := range kernelDays {
			k.play(day)
		}
		r := k.out
		if r.checksum != c.want {
			t.Errorf("%d sets: checksum %016x, want %016x (%+v)", c.sets, r.checksum, c.want, r)
		}
		if sum := r.cash + r.revenue + r.fees + r.shipping + r.refunds; sum != 0 {
			t.Errorf("%d sets: the books sum to %d", c.sets, sum)
		}
	}
}
