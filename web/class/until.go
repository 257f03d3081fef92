package class

import (
	"fmt"
	"time"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// showEvery is how often a class is shown while its days pass as fast as they can.
const showEvery = 400 * time.Millisecond

// Until lets the days pass as fast as they can until a day, from 1, has been played; the clock stands then. Day 0 stops
// that at once. It returns when the class has set out, not when it has arrived.
func (c *Class) Until(day int) error {
	return c.ask(request{do: func(c *Class) error {
		if day == 0 {
			c.until = 0
			return nil
		}
		if from, last := c.world.Day()+1, c.scenario.Days; day < from || day > last {
			if from > last {
				return &sim.Rejection{Field: "day", Text: scenario.Text{Zh: "本轮经营已结束", En: "the run is over"}}
			}
			return &sim.Rejection{Field: "day", Text: scenario.Text{Zh: fmt.Sprintf("应在第 %d 天到第 %d 天之间", from, last),
				En: fmt.Sprintf("the day must lie between %d and %d", from, last)}}
		}
		if err := c.setClock(false, c.seconds); err != nil {
			return err
		}
		c.until = day
		return nil
	}})
}

// End lets the days pass to the last.
func (c *Class) End() error { return c.Until(c.scenario.Days) }

// quiet reports whether the days pass too fast to show each one. What is left out is shown with the next, and the last
// day always is.
func (c *Class) quiet() bool { return c.until > 0 && time.Since(c.shown) < showEvery }
