package logistics_test

import (
	"testing"

	"pgregory.net/rapid"

	"chuhai/sim/logistics"
	"chuhai/sim/scenario"
)

// What a departure takes grows with the class and shrinks with a shock; containers are unlimited unless a figure is given.
func TestRoomOfADeparture(t *testing.T) {
	r := &scenario.Room{KG: 25, Litres: 250, Boxes: 0.1}
	if got, want := logistics.RoomOf(r, 12, 10_000), (logistics.Bulk{Grams: 300_000, MM3: 3_000_000_000, Boxes: 1200}); got != want {
		t.Errorf("a class of 12 has %+v, want %+v", got, want)
	}
	if got, want := logistics.RoomOf(r, 12, 6_000), (logistics.Bulk{Grams: 180_000, MM3: 1_800_000_000, Boxes: 720}); got != want {
		t.Errorf("at 60 %% of capacity it has %+v, want %+v", got, want)
	}
	if got := logistics.RoomOf(&scenario.Room{KG: 1, Litres: 1}, 1, 10_000); got.Boxes < 1e12 {
		t.Errorf("room for %d thousandths of a container, want no limit", got.Boxes)
	}
}

// A load goes whole where mass and volume allow it, else in part: the scarcer of the two decides.
func TestALoadGoesAsFarAsThereIsRoom(t *testing.T) {
	for _, c := range []struct {
		name             string
		room, load, left logistics.Bulk
		grams            int64
		whole            bool
	}{
		{"all of it", logistics.Bulk{Grams: 100, MM3: 1000}, logistics.Bulk{Grams: 100, MM3: 900}, logistics.Bulk{}, 100, true},
		{"mass is scarce", logistics.Bulk{Grams: 40, MM3: 1000}, logistics.Bulk{Grams: 100, MM3: 900}, logistics.Bulk{Grams: 60, MM3: 540}, 40, false},
		{"volume is scarce", logistics.Bulk{Grams: 100, MM3: 300}, logistics.Bulk{Grams: 100, MM3: 900}, logistics.Bulk{Grams: 67, MM3: 600}, 33, false},
		{"no room", logistics.Bulk{}, logistics.Bulk{Grams: 100, MM3: 900}, logistics.Bulk{Grams: 100, MM3: 900}, 0, false},
		{"a container", logistics.Bulk{Boxes: 1200}, logistics.Bulk{Boxes: 1000}, logistics.Bulk{}, 0, true},
		{"two containers for one place", logistics.Bulk{Boxes: 1000}, logistics.Bulk{Boxes: 2000}, logistics.Bulk{Boxes: 1000}, 0, false},
	} {
		room, load := c.room, c.load
		grams, whole := room.Take(&load)
		if grams != c.grams || whole != c.whole || load != c.left {
			t.Errorf("%s: %d g go, whole %v, left %+v; want %d, %v, %+v", c.name, grams, whole, load, c.grams, c.whole, c.left)
		}
	}
}

// Departure by departure, all of a load goes and no departure takes more than it has.
func TestNoDepartureTakesMoreThanItHas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(1, 1e9)
		load := logistics.Bulk{Grams: size.Draw(t, "grams"), MM3: size.Draw(t, "mm3")}
		each := logistics.Bulk{Grams: load.Grams/int64(rapid.IntRange(1, 50).Draw(t, "trains")) + 1, MM3: load.MM3/int64(rapid.IntRange(1, 50).Draw(t, "more")) + 1}
		left, sum, whole := load, int64(0), false
		for n := 0; !whole; n++ {
			room := each
			var grams int64
			grams, whole = room.Take(&left)
			sum += grams
			if room.Grams < 0 || room.MM3 < 0 || left.Grams < 0 || left.MM3 < 0 {
				t.Fatalf("room %+v, left %+v", room, left)
			}
			if n > 120 {
				t.Fatalf("%+v in departures of %+v never ends: left %+v", load, each, left)
			}
		}
		if sum != load.Grams {
			t.Fatalf("%d of %d g went", sum, load.Grams)
		}
	})
}
