package sim

import (
	"encoding/binary"
	"errors"
	"iter"
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
func (s *posting) add(other *posting) {
	from := other.figures()
	for i, to := range s.figures() {
		*to += *from[i]
	}
}

// daybook is the detail behind a shop's postings: what each of its listings came to on each day on which something
// happened, oldest first. It is only ever appended to. A record is the day, the listing, which figures are not zero, and
// those.
type daybook []byte

func (d *daybook) record(day int, listing uint32, s *posting) {
	b := binary.AppendUvarint(*d, uint64(day))
	b = binary.AppendUvarint(b, uint64(listing))
	var given uint64
	all := s.figures()
	for i, v := range all {
		if *v != 0 {
			given |= 1 << i
		}
	}
	b = binary.AppendUvarint(b, given)
	for _, v := range all {
		if *v != 0 {
			b = binary.AppendVarint(b, *v)
		}
	}
	*d = b
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
		rest := []byte(d)
		number := func() (uint64, bool) {
			v, n := binary.Uvarint(rest)
			if n <= 0 {
				return 0, false
			}
			rest = rest[n:]
			return v, true
		}
		for len(rest) > 0 {
			var l dayline
			day, ok1 := number()
			listing, ok2 := number()
			given, ok3 := number()
			ok := ok1 && ok2 && ok3
			l.day, l.listing = int(day), uint32(listing)
			for i, v := range l.posting.figures() {
				if given>>i&1 == 1 && ok {
					x, n := binary.Varint(rest)
					if ok = n > 0; ok {
						*v, rest = x, rest[n:]
					}
				}
			}
			if !ok {
				yield(nil, errDaybook)
				return
			}
			if !yield(&l, nil) {
				return
			}
		}
	}
}
