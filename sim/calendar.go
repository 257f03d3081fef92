package sim

import (
	"encoding/binary"
	"errors"
	"iter"
)

// ring is the number of days that the calendar looks ahead: more than the longest leg with its wait and its hold.
const ring = 512

// calendar holds what falls due on each of the days ahead, by day modulo ring.
type calendar [ring]agenda

// agenda is what falls due on a day.
type agenda struct {
	Dispatch bucket[batch]
	LegEnd   [legEnds]bucket[parcel] // by what comes next
	Released bucket[parcel]          // by customs
	Reviews  bucket[review]
	Returns  bucket[parcel]
	Payable  bucket[release] // proceeds that leave the reserve
	Asks     bucket[ask]     // questions of buyers
}

// What comes at the end of a leg: each in a bucket of its own, so that a loop over one does the same again and again.
const (
	toNextLeg = iota
	toBorder  // import customs
	toDoor
	legEnds
)

// parcel is an order under way: 16 bytes. Everything else about it follows from the key and the offer.
type parcel struct {
	Key    uint64 // the listing's key, day and number: see orderKey
	Offer  uint32
	Placed uint16
	Legs   uint8 // travelled
	Made   uint8 // quality of the piece, 0..255
}

// batch is the orders of a listing on a day, until they are handed to the carrier: 16 bytes. The keys of its parcels run on
// from the first one's.
type batch struct {
	First uint64
	Offer uint32 // for one piece
	Count uint16
	Made  uint8
}

type review struct {
	Listing uint32
	Star    uint8
}

type release struct {
	Shop, Market uint16
	Minor        int64
}

// chunkLen makes a chunk of parcels just two kilobytes.
const chunkLen = 127

// chunk is a link of a bucket.
type chunk[T any] struct {
	entries [chunkLen]T
	next    *chunk[T]
}

// bucket is a queue that grows by chunks, all of them full but the last, so that a day with many parcels copies none and a
// day with few costs little. What room the last has stands here, so that adding to it reads nothing but the bucket.
type bucket[T any] struct {
	first, last *chunk[T]
	room        int // in the last
}

// pool keeps the chunks of days that are over for days to come.
type pool[T any] struct{ free *chunk[T] }

// add puts an entry at the end of the bucket, in a chunk of the pool when it needs one.
func (b *bucket[T]) add(p *pool[T], x T) {
	if b.room == 0 {
		b.grow(p)
	}
	b.last.entries[chunkLen-b.room] = x
	b.room--
}

// grow appends an empty chunk.
func (b *bucket[T]) grow(p *pool[T]) { b.link(p.take(), chunkLen) }

// link appends a chunk that has so much room.
func (b *bucket[T]) link(c *chunk[T], room int) {
	if b.last == nil {
		b.first = c
	} else {
		b.last.next = c
	}
	b.last, b.room = c, room
}

// in is the number of entries in a chunk of the bucket.
func (b *bucket[T]) in(c *chunk[T]) int {
	if c == b.last {
		return chunkLen - b.room
	}
	return chunkLen
}

func (p *pool[T]) take() *chunk[T] {
	c := p.free
	if c == nil {
		return new(chunk[T])
	}
	p.free = c.next
	c.next = nil
	return c
}

// all are the entries in the order in which they were added. Nothing may be added to the bucket meanwhile.
func (b *bucket[T]) all() iter.Seq[T] {
	return func(yield func(T) bool) {
		for c := b.first; c != nil; c = c.next {
			for i := range b.in(c) {
				if !yield(c.entries[i]) {
					return
				}
			}
		}
	}
}

// drain is all, and empties the bucket: each chunk goes to the pool as soon as its entries are through, so that what they
// lead to is written where memory was just read. Nothing may be added to the bucket meanwhile, and all must be taken.
func (b *bucket[T]) drain(p *pool[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for c := b.first; c != nil; {
			for i := range b.in(c) {
				if !yield(c.entries[i]) {
					return
				}
			}
			next := c.next
			c.next, p.free = p.free, c
			c = next
		}
		*b = bucket[T]{}
	}
}

func (b *bucket[T]) len() int {
	n := 0
	for c := b.first; c != nil; c = c.next {
		n += b.in(c)
	}
	return n
}

// clear empties the bucket and gives its chunks to the pool.
func (b *bucket[T]) clear(p *pool[T]) {
	if b.last != nil {
		b.last.next, p.free = p.free, b.first
	}
	*b = bucket[T]{}
}

func (b *bucket[T]) clone() bucket[T] {
	var out bucket[T]
	for c := b.first; c != nil; c = c.next {
		k := *c
		k.next = nil
		out.link(&k, 0)
	}
	out.room = b.room
	return out
}

// pools are a world's spare chunks.
type pools struct {
	batches  pool[batch]
	parcels  pool[parcel]
	reviews  pool[review]
	releases pool[release]
	asks     pool[ask]
}

// clear empties a day that is over.
func (a *agenda) clear(p *pools) {
	a.Dispatch.clear(&p.batches)
	for i := range a.LegEnd {
		a.LegEnd[i].clear(&p.parcels)
	}
	a.Released.clear(&p.parcels)
	a.Reviews.clear(&p.reviews)
	a.Returns.clear(&p.parcels)
	a.Payable.clear(&p.releases)
	a.Asks.clear(&p.asks)
}

// parcels are the day's buckets of parcels.
func (a *agenda) parcels() [2 + legEnds]*bucket[parcel] {
	out := [2 + legEnds]*bucket[parcel]{&a.Released, &a.Returns}
	for i := range a.LegEnd {
		out[2+i] = &a.LegEnd[i]
	}
	return out
}

func (c *calendar) clone() (out calendar) {
	for d := range c {
		from, to := &c[d], &out[d]
		into := to.parcels()
		for i, b := range from.parcels() {
			*into[i] = b.clone()
		}
		to.Dispatch, to.Reviews, to.Payable, to.Asks = from.Dispatch.clone(), from.Reviews.clone(), from.Payable.clone(), from.Asks.clone()
	}
	return out
}

// GobEncode writes the calendar: for each day its buckets, each as a count and its entries in little-endian order.
func (c *calendar) GobEncode() ([]byte, error) {
	var out []byte
	for d := range c {
		a := &c[d]
		out = binary.AppendUvarint(out, uint64(a.Dispatch.len()))
		for b := range a.Dispatch.all() {
			out = binary.LittleEndian.AppendUint64(out, b.First)
			out = binary.LittleEndian.AppendUint32(out, b.Offer)
			out = binary.LittleEndian.AppendUint16(out, b.Count)
			out = append(out, b.Made)
		}
		for _, b := range a.parcels() {
			out = binary.AppendUvarint(out, uint64(b.len()))
			for p := range b.all() {
				out = binary.LittleEndian.AppendUint64(out, p.Key)
				out = binary.LittleEndian.AppendUint32(out, p.Offer)
				out = binary.LittleEndian.AppendUint16(out, p.Placed)
				out = append(out, p.Legs, p.Made)
			}
		}
		out = binary.AppendUvarint(out, uint64(a.Reviews.len()))
		for r := range a.Reviews.all() {
			out = append(binary.LittleEndian.AppendUint32(out, r.Listing), r.Star)
		}
		out = binary.AppendUvarint(out, uint64(a.Payable.len()))
		for r := range a.Payable.all() {
			out = binary.LittleEndian.AppendUint16(out, r.Shop)
			out = binary.LittleEndian.AppendUint16(out, r.Market)
			out = binary.LittleEndian.AppendUint64(out, uint64(r.Minor))
		}
		out = binary.AppendUvarint(out, uint64(a.Asks.len()))
		for q := range a.Asks.all() {
			out = binary.LittleEndian.AppendUint64(out, q.Parcel.Key)
			out = binary.LittleEndian.AppendUint32(out, q.Parcel.Offer)
			out = binary.LittleEndian.AppendUint16(out, q.Parcel.Placed)
			out = append(out, q.Parcel.Legs, q.Parcel.Made)
			out = binary.LittleEndian.AppendUint16(out, q.Delivered)
			out = append(out, q.Kind, byte(bit(q.After)))
		}
	}
	return out, nil
}

var errCalendar = errors.New("the calendar of the snapshot is cut short")

// GobDecode reads what GobEncode wrote.
func (c *calendar) GobDecode(data []byte) error {
	*c = calendar{}
	var p pools
	// count reads how many entries of a size follow, which must all be there.
	count := func(size int) (int, error) {
		n, used := binary.Uvarint(data)
		if used <= 0 || n > uint64(len(data)-used)/uint64(size) {
			return 0, errCalendar
		}
		data = data[used:]
		return int(n), nil
	}
	const batchSize, parcelSize, reviewSize, releaseSize, askSize = 15, 16, 5, 12, 20
	for d := range c {
		a := &c[d]
		n, err := count(batchSize)
		if err != nil {
			return err
		}
		for range n {
			a.Dispatch.add(
				&p.batches,
				batch{binary.LittleEndian.Uint64(data), binary.LittleEndian.Uint32(data[8:]), binary.LittleEndian.Uint16(data[12:]), data[14]},
			)
			data = data[batchSize:]
		}
		for _, b := range a.parcels() {
			n, err := count(parcelSize)
			if err != nil {
				return err
			}
			for range n {
				b.add(
					&p.parcels,
					parcel{binary.LittleEndian.Uint64(data), binary.LittleEndian.Uint32(data[8:]), binary.LittleEndian.Uint16(data[12:]), data[14], data[15]},
				)
				data = data[parcelSize:]
			}
		}
		if n, err = count(reviewSize); err != nil {
			return err
		}
		for range n {
			a.Reviews.add(&p.reviews, review{binary.LittleEndian.Uint32(data), data[4]})
			data = data[reviewSize:]
		}
		if n, err = count(releaseSize); err != nil {
			return err
		}
		for range n {
			a.Payable.add(
				&p.releases,
				release{binary.LittleEndian.Uint16(data), binary.LittleEndian.Uint16(data[2:]), int64(binary.LittleEndian.Uint64(data[4:]))},
			)
			data = data[releaseSize:]
		}
		if n, err = count(askSize); err != nil {
			return err
		}
		for range n {
			about := parcel{binary.LittleEndian.Uint64(data), binary.LittleEndian.Uint32(data[8:]), binary.LittleEndian.Uint16(data[12:]), data[14], data[15]}
			a.Asks.add(&p.asks, ask{about, binary.LittleEndian.Uint16(data[16:]), data[18], data[19] == 1})
			data = data[askSize:]
		}
	}
	return nil
}
