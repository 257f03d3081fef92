package ledger

import (
	"iter"
	"slices"
)

// pageLen is how many entries a page of a journal holds.
const pageLen = 512

// Journal is all entries of a book in the order of their booking. It grows by pages, so that a long one is never copied;
// what is written is never changed.
type Journal struct {
	Pages [][]Entry // all full but the last; for snapshots: readers use All and At
}

// Len is the number of entries.
func (j *Journal) Len() int {
	n := len(j.Pages)
	if n == 0 {
		return 0
	}
	return (n-1)*pageLen + len(j.Pages[n-1])
}

// At is the entry with a number from 0 to Len()-1.
func (j *Journal) At(i int) Entry { return j.Pages[i/pageLen][i%pageLen] }

// All are the entries in the order of their booking.
func (j *Journal) All() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, page := range j.Pages {
			for _, e := range page {
				if !yield(e) {
					return
				}
			}
		}
	}
}

func (j *Journal) add(e Entry) {
	last := len(j.Pages) - 1
	switch {
	case last < 0:
		j.Pages = append(j.Pages, nil) // a short journal takes little
		last++
	case len(j.Pages[last]) == pageLen:
		j.Pages = append(j.Pages, make([]Entry, 0, pageLen))
		last++
	}
	j.Pages[last] = append(j.Pages[last], e)
}

// clone is a journal that goes on by itself; the two share what is written.
func (j *Journal) clone() Journal {
	out := Journal{slices.Clone(j.Pages)}
	if n := len(out.Pages); n > 0 {
		out.Pages[n-1] = slices.Clip(out.Pages[n-1])
	}
	return out
}
