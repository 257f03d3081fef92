package market

import (
	"chuhai/sim/draw"
	"chuhai/sim/scenario"
)

// Rating is the rating of a listing shrunk towards the prior.
func Rating(stars, reviews int, b *scenario.Behaviour) float64 {
	return (float64(b.PriorStars*b.PriorWeight) + float64(stars)) / (b.PriorWeight + float64(reviews))
}

// Reviews draws the stars that a delivery earns: one draw from the distribution of on-time or of late deliveries, and a
// second that moves it up or down by one with the quality of the goods. It keeps the rule as tables, for whole draws and
// grades of quality.
type Reviews struct {
	cuts [2][4]uint32 // on time and late: the draws of 16 bits below which a review has at most 1, 2, 3 or 4 stars
	move [256]uint32  // by grade: the draws of 8 bits below which a star is added or taken away
}

// NewReviews is the tables of a behaviour.
func NewReviews(b *scenario.Behaviour) (r Reviews) {
	for late, dist := range []*[5]float64{&b.OnTime, &b.Late} {
		cum := 0.0
		for i, p := range dist[:4] {
			cum += p
			r.cuts[late][i] = draw.Threshold(cum, 16)
		}
	}
	for grade := range r.move {
		shift := float64(2 * (float64(grade)/255 - 0.5))
		r.move[grade] = draw.Threshold(float64(max(shift, -shift)*b.QualityShift), 8)
	}
	return r
}

// Draw is the stars for a draw of 16 bits, one of 8 bits, and a quality of grade/255.
func (r *Reviews) Draw(u16, v8 uint32, late bool, grade uint8) int {
	cuts := &r.cuts[0]
	if late {
		cuts = &r.cuts[1]
	}
	star := 1
	for _, cut := range cuts {
		if u16 >= cut {
			star++
		}
	}
	if v8 < r.move[grade] {
		if grade > 127 {
			star++
		} else {
			star--
		}
	}
	return min(max(star, 1), 5)
}
