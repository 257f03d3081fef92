package logistics

import (
	"math"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Bulk is what a consignment takes up of a departure, or what a departure has left: groupage by mass and volume, or
// containers.
type Bulk struct {
	Grams, MM3 int64
	Boxes      int64 // in thousandths
}

// unlimited is more of anything than a run can send.
const unlimited = math.MaxInt64 / 4

// BulkOf is what a load takes up when it goes by a freight: containers where the freight is sold by them.
func BulkOf(f *scenario.Freight, l Load) Bulk {
	if f.Container != nil {
		return Bulk{Boxes: 1000 * l.Boxes(f.Container)}
	}
	return Bulk{Grams: l.Grams, MM3: l.MM3}
}

// GramsOf is a daily capacity for so many shops, in grams.
func GramsOf(c *scenario.Capacity, shops int) int64 { return portion(float64(c.KG*1000), shops) }

// RoomOf is what a departure takes in a class of so many shops, of which a share is left, in ten-thousandths.
func RoomOf(r *scenario.Room, shops int, share int64) Bulk {
	left := func(v float64) int64 { return money.MulDiv(portion(v, shops), share, 10_000) }
	b := Bulk{left(float64(r.KG * 1000)), left(float64(r.Litres * 1e6)), unlimited}
	if r.Boxes > 0 {
		b.Boxes = left(float64(r.Boxes * 1000))
	}
	return b
}

// portion is so many times what each shop has, in whole units; bounded by what a scenario may say.
func portion(each float64, shops int) int64 { return int64(float64(each*float64(max(shops, 1))) + 0.5) }

// Take puts as much of a load into the room as goes in, and takes it off both; whole reports whether nothing is left of the
// load. A load that only goes in part keeps its proportion of mass and volume.
func (r *Bulk) Take(load *Bulk) (grams int64, whole bool) {
	in := *load
	switch {
	case load.Boxes > r.Boxes:
		in = Bulk{Boxes: r.Boxes}
	case load.Grams > r.Grams || load.MM3 > r.MM3:
		in.Grams = min(r.Grams, part(load.Grams, r.MM3, load.MM3))
		in.MM3 = min(r.MM3, part(load.MM3, r.Grams, load.Grams))
	}
	*r = Bulk{r.Grams - in.Grams, r.MM3 - in.MM3, r.Boxes - in.Boxes}
	*load = Bulk{load.Grams - in.Grams, load.MM3 - in.MM3, load.Boxes - in.Boxes}
	return in.Grams, *load == Bulk{}
}

// part is as much of v as there is room for what goes with it: all of it when nothing does.
func part(v, room, with int64) int64 {
	if with <= room {
		return v
	}
	return money.MulDiv(v, room, with)
}
