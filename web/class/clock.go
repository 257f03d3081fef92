package class

import (
	"encoding/json"
	"fmt"
	"time"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// clock is what is kept of a class's clock.
type clock struct {
	Running bool `json:"running"`
	Seconds int  `json:"seconds"`
}

func (c *Class) length() time.Duration { return time.Duration(c.seconds) * time.Second }

// Clock starts or pauses the days and sets their length in seconds. A class that stands still is tried again: what it
// could not do before, it may do now.
func (c *Class) Clock(running bool, seconds int) error {
	if seconds < MinSeconds || seconds > MaxSeconds {
		return &sim.Rejection{Field: "seconds", Text: scenario.Text{Zh: fmt.Sprintf("每天应为 %d 到 %d 秒", MinSeconds, MaxSeconds),
			En: fmt.Sprintf("a day takes %d to %d seconds", MinSeconds, MaxSeconds)}}
	}
	return c.ask(request{do: func(c *Class) error {
		c.until = 0
		return c.setClock(running, seconds)
	}})
}

// setClock makes the clock's new state durable, and tries again what a fault has stopped. Only run may call it.
func (c *Class) setClock(running bool, seconds int) error {
	running = running && !c.world.Over()
	data, err := json.Marshal(clock{running, seconds})
	if err != nil {
		return err
	}
	if err := c.log.Put(kindClock, c.Meta.Code, data); err != nil {
		c.notSaved(err)
		return c.standing()
	}
	if c.fault != nil {
		if err := c.restore(); err != nil {
			return err
		}
	}
	if running && (!c.running || c.seconds != seconds) {
		c.due = time.Now().Add(time.Duration(seconds) * time.Second)
	}
	c.running, c.seconds, c.fault, c.notice = running, seconds, nil, nil
	return nil
}

// restoreClock reads how the clock stood. It never starts by itself: after an interruption the instructor does.
func (c *Class) restoreClock() error {
	data, ok, err := c.log.Get(kindClock, c.Meta.Code)
	if err != nil || !ok {
		return err
	}
	var k clock
	if err := json.Unmarshal(data, &k); err != nil {
		return fmt.Errorf("class %s, clock: %w", c.Meta.Code, err)
	}
	if k.Seconds >= MinSeconds && k.Seconds <= MaxSeconds {
		c.seconds = k.Seconds
	}
	if k.Running && !c.world.Over() {
		c.notice = &scenario.Text{Zh: "服务器曾中断，所有操作都已保存；课堂已暂停，由老师继续",
			En: "the server was interrupted and every decision is kept; the class is paused until the instructor goes on"}
	}
	return nil
}
