package sim

import (
	"encoding/binary"
	"errors"
	"iter"
	"slices"
)

// figures are all that a listing's day comes to, in a fixed order.
func (s *posting) figures() [postingFigures]*int64 {
	return [...]*int64{
		&s.ordered, &s.orderedCost, &s.delivered, &s.fees, &s.soldCost, &s.charges, &s.account, &s.carrier, &s.lost, &s.lostCost, &s.refunded, &s.feeBack, &s.postage,
		&s.orders, &s.dispatch, &s.cleared, &s.inspected, &s.arrive, &s.lostCount, &s.returned, &s.ads, &s.royalty, &s.fined, &s.corrected,
		&s.vat, &s.vatBack, &s.unsold, &s.backCost, &s.goneCost, &s.wayBack,
		&s.refusals,
	}
}

// postingFigures is how many there are.
const postingFigures = 31

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
	s.lost += o.lost
	s.lostCost += o.lostCost
	s.refunded += o.refunded
	s.feeBack += o.feeBack
	s.postage += o.postage
	s.orders += o.orders
	s.dispatch += o.dispatch
	s.cleared += o.cleared
	s.inspected += o.inspected
	s.arrive += o.arrive
	s.lostCount += o.lostCount
	s.returned += o.returned
	s.ads += o.ads
	s.royalty += o.royalty
	s.fined += o.fined
	s.corrected += o.corrected
	s.vat += o.vat
	s.vatBack += o.vatBack
	s.unsold += o.unsold
	s.backCost += o.backCost
	s.goneCost += o.goneCost
	s.wayBack += o.wayBack
	s.refusals += o.refusals
}

// daybook is the detail behind a shop's postings: what each of its listings came to on each day on which something
// happened, oldest first. It is only ever appended to. A record is the day, the listing, which figures are not zero, and
// those. Records fill page after page, so that a long book is never copied.
type daybook [][]byte

// The sizes of a daybook: of its first page and of the others, and what a record takes at the most.
const (
	firstDaybookPage = 1 << 10
	daybookPage      = 1 << 15
	longestRecord    = (3 + postingFigures) * binary.MaxVarintLen64
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
	var given uint64
	var some [postingFigures]int64
	n := 0
	for i, v := range s.figures() {
		if *v != 0 {
			given |= 1 << i
			some[n] = *v
			n++
		}
	}
	b := (*d)[page]
	at := len(b)
	b = b[:cap(b)]
	at += binary.PutUvarint(b[at:], uint64(day))
	at += binary.PutUvarint(b[at:], uint64(listing))
	at += binary.PutUvarint(b[at:], given)
	for _, v := range some[:n] {
		u := uint64(v)<<1 ^ uint64(v>>63)
		for ; u >= 0x80; u >>= 7 {
			b[at] = byte(u) | 0x80
			at++
		}
		b[at] = byte(u)
		at++
	}
	(*d)[page] = b[:at]
}

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
	at, ok := 0, true
	number := func() uint64 {
		v, n := binary.Uvarint(b[at:])
		ok = ok && n > 0
		at += max(n, 0)
		return v
	}
	l := &dayline{day: int(number()), listing: uint32(number())}
	given := number()
	for i, v := range l.posting.figures() {
		if given>>i&1 == 1 {
			u := number()
			*v = int64(u>>1) ^ -int64(u&1)
		}
	}
	if !ok {
		return nil, 0
	}
	return l, at
}
