package market

import (
	"chuhai/sim/draw"
	"chuhai/sim/scenario"
)

// Terms are what a choice set's market is made of besides its listings.
type Terms struct {
	Outside  float64 // weight of buying nothing here
	Size     float64 // of the market that nests are measured against: shops of the class
	Position float64 // power with which looks fall with rank
	Nest     float64 // 1 or 0: every listing is as much like one as another; towards 0 the more like those of its own good
	Click    float64 // share of those who look at a listing of attraction 1 who open it; 0: nobody counts
}

// Query is what is searched for in a choice set on a day, and what the search finds.
type Query struct {
	Searches                float64   // expected
	Relevance, LogRelevance []float64 // by listing; a relevance of 0 is not found. Without them all listings are found alike
	Ads                     []Sponsored
}

// Sponsored is a listing's place among a query's sponsored ones.
type Sponsored struct {
	Listing   int
	Relevance float64
	Clicks    float64 // expected, of the day
	Seen      float64 // share of the searches whose pages show it
	Orders    float64 // set by Choose: expected, as a part of the listing's
}

// Shares is the result for one choice set: by listing, its best rank (1 is first), how often it may be expected to be
// seen and opened, and by segment and listing the orders to be expected. It serves one choice set from day to day: it
// keeps the attraction of listings that have not changed, and its slices are reused by the next day.
type Shares struct {
	Rank   []int
	Orders [][]float64
	Found  []float64 // searches that it was among the results of, or sponsored in; where clicks are counted
	Looks  []float64 // shoppers of these who see it
	Opened []float64 // and those who open it, sponsored clicks included

	seen     []terms
	pull     [][]float64 // exp(utility), by segment and listing
	mixed    []float64   // attraction over all segments, by listing
	score    []float64
	order    []uint64    // score and listing packed to be sorted
	ranked   []uint32    // listings as a search for all of them ranked them last
	look     []float64   // by place
	total    []float64   // of the looks up to a place
	position float64     // that they were made with
	exposed  [][]float64 // by query and listing: exposure × relevance × lift
	shown    []float64   // by query: what a listing without a lift keeps of its exposure
	places   [][]int     // by query and listing; 0: not found
	bought   [][]float64 // by query and listing: expected orders; where clicks are counted
	p        []float64
	nest     []int32   // by listing: see Listing.Nest
	onSale   []float64 // by listing: exposure as far as it is available, of the query at hand
	nests    []float64
	step     []Step

	// Steps are, by query and listing, what Found, Looks and Opened sum up; filled in where the caller has made it as long
	// as there are queries.
	Steps [][]Step
}

// Step is a listing's way through the results of one query on a day, as far as it can be expected.
type Step struct {
	Place                        int // 0: not found
	Found, Looks, Opened, Bought float64
}

// terms is what a listing's attraction depends on: while it stays, so does the attraction.
type terms struct {
	logPrice, rating, quality, culture, appeal float64
	promise, reviews                           int
	charged                                    bool
}

// Attend brings the attractions up to date, for shoppers of which mix is the share of each segment.
func (s *Shares) Attend(ls []Listing, segments []scenario.Segment, mix []float64) {
	known := min(len(s.seen), len(ls))
	s.seen = extend(s.seen, len(ls))
	s.pull = extend(s.pull, len(segments))
	s.mixed = extend(s.mixed, len(ls))
	for g := range segments {
		s.pull[g] = extend(s.pull[g], len(ls))
	}
	for i := range ls {
		l := &ls[i]
		t := terms{l.LogPrice, l.Rating, l.Quality, l.Culture, l.Appeal, l.Promise, l.Reviews, l.Charged}
		if i < known && s.seen[i] == t {
			continue
		}
		s.seen[i], s.mixed[i] = t, 0
		for g := range segments {
			s.pull[g][i] = draw.Exp(Utility(l, &segments[g]))
			s.mixed[i] += float64(mix[g] * s.pull[g][i])
		}
	}
}

// Opens is the share of those who see the set's i-th listing in results who open it. The odds grow with the root of its
// attraction: half of what a listing says for itself is read before it is opened, and half after.
func (s *Shares) Opens(i int, click float64) float64 {
	k := float64(click / (1 - click) * draw.Sqrt(s.mixed[i]))
	return k / (1 + k)
}

// Choose ranks the listings in the results of every query and computes what each may be expected to sell. Attend comes
// before it.
func (s *Shares) Choose(ls []Listing, mix []float64, t *Terms, queries []Query) {
	s.score = resize(s.score, len(ls))
	m, on, lifted := mean(ls), 0, false
	for i := range ls {
		s.score[i] = Score(&ls[i], m)
		lifted = lifted || ls[i].Lift != 0
		if ls[i].Available > 0 {
			on++
		}
	}
	s.looks(len(ls), t.Position)
	s.Rank = zeroed(s.Rank, len(ls))
	s.exposed, s.places, s.shown = resize(s.exposed, len(queries)), resize(s.places, len(queries)), resize(s.shown, len(queries))
	scale := 1.0 // what shoppers look at grows with what there is
	if on > 0 {
		scale = float64(on) / s.total[on-1]
	}
	best := zeroed(s.p, len(ls))
	for k := range queries {
		q := &queries[k]
		e, places := zeroed(s.exposed[k], len(ls)), zeroed(s.places[k], len(ls))
		for r, packed := range s.rank(ls, q) {
			i := packed & (1<<indexBits - 1)
			places[i] = r + 1
			seen := float64(s.look[r] * q.Searches)
			if s.Rank[i] == 0 || seen > best[i] {
				s.Rank[i], best[i] = r+1, seen
			}
			e[i] = float64(scale * s.look[r])
			if q.Relevance != nil {
				e[i] = float64(e[i] * q.Relevance[i])
			}
		}
		for a := range q.Ads {
			ad := &q.Ads[a]
			if q.Searches > 0 {
				e[ad.Listing] += s.sponsor(ad, scale, q.Searches, t)
			}
		}
		if s.shown[k] = 1; lifted {
			s.shown[k] = lift(ls, e)
		}
		s.exposed[k], s.places[k] = e, places
	}
	s.p = best
	s.Available(ls, mix, t, queries)
}

// lift gives what is lifted more of a page's exposure, and all the rest as much less as that takes. It returns what a
// listing without a lift keeps of its own.
func lift(ls []Listing, e []float64) (kept float64) {
	before, after := 0.0, 0.0
	for i := range e {
		if ls[i].Available > 0 {
			before += e[i]
			after += float64(e[i] * (1 + ls[i].Lift))
		}
	}
	if after == before {
		return 1
	}
	kept = before / after
	for i := range e {
		e[i] = float64(e[i] * (1 + ls[i].Lift) * kept)
	}
	return kept
}

// Available computes the orders to be expected for the listings' availability: what is sold out leaves the choice set and
// its demand goes to the others.
func (s *Shares) Available(ls []Listing, mix []float64, t *Terms, queries []Query) {
	s.Orders = resize(s.Orders, len(s.pull))
	for g := range s.Orders {
		s.Orders[g] = zeroed(s.Orders[g], len(ls))
	}
	if t.Click > 0 {
		s.bought = resize(s.bought, len(queries))
	}
	s.p, s.nest, s.onSale = resize(s.p, len(ls)), resize(s.nest, len(ls)), resize(s.onSale, len(ls))
	for i := range ls {
		s.nest[i] = int32(ls[i].Nest)
	}
	for k := range queries {
		q := &queries[k]
		if t.Click > 0 {
			s.bought[k] = zeroed(s.bought[k], len(ls))
		}
		for i, e := range s.exposed[k] {
			s.onSale[i] = float64(e * ls[i].Available)
		}
		for g, pull := range s.pull {
			for i, e := range s.onSale {
				s.p[i] = float64(e * pull[i])
			}
			s.share(float64(q.Searches*mix[g]), t, s.Orders[g])
			if t.Click > 0 {
				for i, n := range s.p {
					s.bought[k][i] += n
				}
			}
		}
	}
	if t.Click > 0 {
		s.count(ls, t, queries)
	}
}

// elsewhere is the weight, for each shop of the class, of what is like a good and sold elsewhere: it competes within the
// good's nest, so that a good which few offer does not sell to everyone.
const elsewhere = 0.25

// share turns the attractions in p into the orders of so many shoppers, and adds them to orders.
func (s *Shares) share(shoppers float64, t *Terms, orders []float64) {
	p := s.p[:len(orders)]
	if t.Nest == 0 || t.Nest == 1 {
		each := shoppers / (t.Outside + Sum(p))
		for i := range p {
			p[i] = float64(p[i] * each)
			orders[i] += p[i]
		}
		return
	}
	nest := s.nest[:len(orders)]
	s.nests = s.nests[:0]
	for i, a := range p {
		n := int(nest[i])
		for len(s.nests) <= n {
			s.nests = append(s.nests, 0)
		}
		s.nests[n] += a
	}
	total := t.Outside
	for n, a := range s.nests {
		a = a/t.Size + elsewhere
		worth := float64(t.Size * draw.Pow(a, t.Nest))
		total += worth
		s.nests[n] = worth / float64(a*t.Size)
	}
	each := shoppers / total
	for n := range s.nests {
		s.nests[n] = float64(s.nests[n] * each)
	}
	for i := range p {
		p[i] = float64(p[i] * s.nests[nest[i]])
		orders[i] += p[i]
	}
}

// count expects who sees and who opens each listing: all who buy it do, and of the others those who look at its place or
// at its sponsored one.
func (s *Shares) count(ls []Listing, t *Terms, queries []Query) {
	s.Found, s.Looks, s.Opened = zeroed(s.Found, len(ls)), zeroed(s.Looks, len(ls)), zeroed(s.Opened, len(ls))
	s.step = resize(s.step, len(ls))
	for k := range queries {
		q := &queries[k]
		for i, place := range s.places[k] {
			f := &s.step[i]
			*f = Step{Place: place, Bought: min(s.bought[k][i], q.Searches)}
			if place > 0 && ls[i].Available > 0 {
				f.Found = q.Searches
			}
		}
		for a := range q.Ads {
			ad := &q.Ads[a]
			whole := s.exposed[k][ad.Listing]
			if ad.Orders = 0; whole > 0 && q.Searches > 0 {
				part := float64(s.sponsor(ad, s.scaled(ls), q.Searches, t) * (1 + ls[ad.Listing].Lift) * s.shown[k])
				ad.Orders = min(float64(s.bought[k][ad.Listing]*min(part/whole, 1)), ad.Clicks)
			}
			if ad.Clicks > 0 {
				s.step[ad.Listing].Found = q.Searches
			}
		}
		for i := range s.step {
			if f := &s.step[i]; f.Found > 0 {
				f.Looks = f.Bought
				if f.Place > 0 {
					f.Looks += float64((f.Found - f.Bought) * min(float64(s.look[f.Place-1]*(1+ls[i].Lift)*s.shown[k]), 1) * ls[i].Available)
				}
				f.Opened = f.Bought + float64((f.Looks-f.Bought)*s.Opens(i, t.Click))
			}
		}
		for a := range q.Ads {
			ad := &q.Ads[a]
			f := &s.step[ad.Listing]
			f.Opened = min(f.Opened+max(ad.Clicks-ad.Orders, 0), f.Found)
			f.Looks = max(f.Looks+float64((f.Found-f.Looks)*min(ad.Seen, 1)), f.Opened)
		}
		for i := range s.step {
			f := &s.step[i]
			s.Found[i] += f.Found
			s.Looks[i] += f.Looks
			s.Opened[i] += f.Opened
		}
		if s.Steps != nil {
			s.Steps[k] = append(s.Steps[k][:0], s.step...)
		}
	}
}

// sponsor is the exposure that a sponsored place brings. A sponsored click is worth what any click on the listing is: it
// stands for as many looks as would bring as many clicks; and of those who click, only so many buy.
func (s *Shares) sponsor(ad *Sponsored, scale, searches float64, t *Terms) float64 {
	const buy = 0.25 // of the clicks, at the most, before the nests
	a := s.mixed[ad.Listing]
	worth := float64(scale * ad.Relevance / s.Opens(ad.Listing, t.Click))
	return float64(min(worth, float64(t.Outside*buy)/a) * ad.Clicks / searches)
}

// scaled is the exposure of a look at the first place.
func (s *Shares) scaled(ls []Listing) float64 {
	on := 0
	for i := range ls {
		if ls[i].Available > 0 {
			on++
		}
	}
	if on == 0 {
		return 1
	}
	return float64(on) / s.total[on-1]
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// zeroed is a slice of n zeros, in the memory of s where that is large enough.
func zeroed[T any](s []T, n int) []T {
	s = resize(s, n)
	clear(s)
	return s
}

// extend is s with a length of n: what was there stays.
func extend[T any](s []T, n int) []T {
	if len(s) >= n {
		return s[:n]
	}
	return append(s, make([]T, n-len(s))...)
}

// Sum adds in eight lanes, lane i mod 8, in a fixed order.
func Sum(v []float64) float64 {
	var lane [8]float64
	for i, x := range v {
		lane[i&7] += x
	}
	return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]))
}

// Place is the rank of the set's i-th listing in the results of a query; 0 when it is not found.
func (s *Shares) Place(query, i int) int { return s.places[query][i] }
