package sim

// sparse keeps what few listings have on a day: a value each, which stays where it is until the next day.
type sparse[T any] struct {
	by    []*T // listing; nil: none
	used  []uint32
	spare []*T
}

// clear forgets all values and makes room for n listings.
func (s *sparse[T]) clear(n int) {
	for _, i := range s.used {
		*s.by[i] = *new(T)
		s.spare = append(s.spare, s.by[i])
		s.by[i] = nil
	}
	s.used = s.used[:0]
	s.by = extended(s.by, n)
}

// of is a listing's value, zero before it is written to.
func (s *sparse[T]) of(i uint32) *T {
	if s.by[i] == nil {
		if n := len(s.spare); n > 0 {
			s.by[i], s.spare = s.spare[n-1], s.spare[:n-1]
		} else {
			s.by[i] = new(T)
		}
		s.used = append(s.used, i)
	}
	return s.by[i]
}
