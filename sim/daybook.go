package sim

import (
	"encoding/binary"
	"errors"
	"iter"
	"math/bits"
	"slices"
)

// figures are all that a listing's day comes to, in a fixed order: first the plain ones.
func (s *posting) figures() [postingFigures]*int64 {
	return [...]*int64{
		&s.ordered,
		&s.orderedCost,
		&s.delivered,
		&s.fees,
		&s.soldCost,
		&s.charges,
		&s.account,
		&s.carrier,
		&s.postage,
		&s.orders,
		&s.dispatch,
		&s.cleared,
		&s.arrive,
		&s.vat,
		&s.lost,
		&s.lostCost,
		&s.refunded,
		&s.feeBack,
		&s.inspected,
		&s.lostCount,
		&s.returned,
		&s.ads,
		&s.royalty,
		&s.fined,
		&s.corrected,
		&s.vatBack,
		&s.unsold,
		&s.backCost,
		&s.goneCost,
		&s.wayBack,
		&s.refusals,
	}
}

// How many there are of each kind.
const (
	plainFigures   = 14
	rareFigures    = 17
	postingFigures = plainFigures + rareFigures
)

// values are the figures in their order, to be read.
func (s *plain) values() [plainFigures]int64 {
	return [...]int64{
		s.ordered,
		s.orderedCost,
		s.delivered,
		s.fees,
		s.soldCost,
		s.charges,
		s.account,
		s.carrier,
		s.postage,
		s.orders,
		s.dispatch,
		s.cleared,
		s.arrive,
		s.vat,
	}
}

func (s *rare) values() [rareFigures]int64 {
	return [...]int64{
		s.lost,
		s.lostCost,
		s.refunded,
		s.feeBack,
		s.inspected,
		s.lostCount,
		s.returned,
		s.ads,
		s.royalty,
		s.fined,
		s.corrected,
		s.vatBack,
		s.unsold,
		s.backCost,
		s.goneCost,
		s.wayBack,
		s.refusals,
	}
}

// add takes another listing's day into a sum.
func (s *posting) add(o *posting) {
	s.ordered += o.ordered
	s.orderedCost += o.orderedCost
	s.delivered += o.delivered
	s.fees += o.fees
	s.soldCost += o.soldCost
	s.charges += o.charges
	s.account += o.account
	s.carrier += o.carrier
	s.postage += o.postage
	s.orders += o.orders
	s.dispatch += o.dispatch
	s.cleared += o.cleared
	s.arrive += o.arrive
	s.vat += o.vat
	if o.rare == (rare{}) {
		return
	}
	s.lost += o.lost
	s.lostCost += o.lostCost
	s.refunded += o.refunded
	s.feeBack += o.feeBack
	s.inspected += o.inspected
	s.lostCount += o.lostCount
	s.returned += o.returned
	s.ads += o.ads
	s.royalty += o.royalty
	s.fined += o.fined
	s.corrected += o.corrected
	s.vatBack += o.vatBack
	s.unsold += o.unsold
	s.backCost += o.backCost
	s.goneCost += o.goneCost
	s.wayBack += o.wayBack
	s.refusals += o.refusals
}

// daybook is the detail behind a shop's postings: what each of its listings came to on each day on which something
// happened, oldest first. It is only ever appended to. A record is the day and the listing (4 bytes each), which figures
// are not zero (4 bytes), how many bytes each of these takes (4 bits each), and those bytes, all little-endian and signs
// folded in. So it is written without a branch on how large a figure is. Records fill page after page, so that a long book
// is never copied.
type daybook [][]byte

// The sizes of a daybook: of its first page and of the others, of what every record begins with, and what a record takes
// at the most.
const (
	firstDaybookPage = 1 << 10
	daybookPage      = 1 << 15
	daylineHead      = 3 * 4
	longestRecord    = daylineHead + (postingFigures+1)/2 + 8*(postingFigures+1)
)

func (d *daybook) record(day int, listing uint32, s *posting) {
	page := len(*d) - 1
	if page < 0 || cap((*d)[page])-len((*d)[page]) < longestRecord {
		size := daybookPage
		if page < 0 {
			size = firstDaybookPage
		}
		*d = append(*d, make([]byte, 0, size))
		page++
	}
	used := len((*d)[page])
	b := (*d)[page][used : used+longestRecord]
	binary.LittleEndian.PutUint32(b, uint32(day))
	binary.LittleEndian.PutUint32(b[4:], listing)
	var values [postingFigures]int64 // those that are not zero: the place of one that is goes to the next
	n, given := 0, uint32(0)
	for i, v := range s.plain.values() {
		values[n] = v
		some := one(v)
		given |= some << i
		n += int(some)
	}
	if s.rare != (rare{}) {
		for i, v := range s.rare.values() {
			values[n] = v
			some := one(v)
			given |= some << (plainFigures + i)
			n += int(some)
		}
	}
	binary.LittleEndian.PutUint32(b[8:], given)
	at := daylineHead + (n+1)/2
	var sizes [2]uint64
	for k, v := range values[:n] {
		u := uint64(v)<<1 ^ uint64(v>>63)
		size := (bits.Len64(u) + 7) >> 3
		binary.LittleEndian.PutUint64(b[at:], u)
		sizes[k>>4] |= uint64(size) << (k & 15 * 4)
		at += size
	}
	for k := range (n + 1) / 2 {
		b[daylineHead+k] = byte(sizes[k>>3] >> (k & 7 * 8))
	}
	(*d)[page] = (*d)[page][:used+at]
}

// one is 1 for all numbers but 0: either v or −v has a sign.
func one(v int64) uint32 { return uint32(uint64(v|-v) >> 63) }

// GobEncode writes the records, whatever their pages.
func (d daybook) GobEncode() ([]byte, error) { return slices.Concat(d...), nil }

// GobDecode reads what GobEncode wrote.
func (d *daybook) GobDecode(data []byte) error {
	*d = daybook{slices.Clone(data)}
	return nil
}

// clone is a daybook that goes on by itself; the two share what is written.
func (d daybook) clone() daybook {
	out := slices.Clone(d)
	if n := len(out); n > 0 {
		out[n-1] = slices.Clip(out[n-1])
	}
	return out
}

// dayline is a record of a daybook.
type dayline struct {
	day     int
	listing uint32
	posting posting
}

var errDaybook = errors.New("the daybook is cut short")

// all are the records in order; an error ends them.
func (d daybook) all() iter.Seq2[*dayline, error] {
	return func(yield func(*dayline, error) bool) {
		for _, page := range d {
			for rest := page; len(rest) > 0; {
				l, n := readDayline(rest)
				if n == 0 {
					yield(nil, errDaybook)
					return
				}
				if !yield(l, nil) {
					return
				}
				rest = rest[n:]
			}
		}
	}
}

// readDayline is the first record and how long it is; 0: it is cut short.
func readDayline(b []byte) (*dayline, int) {
	if len(b) < daylineHead {
		return nil, 0
	}
	l := &dayline{day: int(binary.LittleEndian.Uint32(b)), listing: binary.LittleEndian.Uint32(b[4:])}
	given := binary.LittleEndian.Uint32(b[8:])
	sizes := b[daylineHead:]
	at := daylineHead + (bits.OnesCount32(given)+1)/2
	if len(b) < at || given>>postingFigures != 0 {
		return nil, 0
	}
	figures := l.posting.figures()
	for k, rest := 0, given; rest != 0; k, rest = k+1, rest&(rest-1) {
		size := int(sizes[k/2] >> (k & 1 * 4) & 15)
		if size > 8 || len(b) < at+size {
			return nil, 0
		}
		var u uint64
		for i, x := range b[at : at+size] {
			u |= uint64(x) << (8 * i)
		}
		*figures[bits.TrailingZeros32(rest)] = int64(u>>1) ^ -int64(u&1)
		at += size
	}
	return l, at
}
