package class

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"chuhai/sim"
	"chuhai/sim/scenario"
)

// run is the class's one writer.
func (c *Class) run() {
	defer close(c.done)
	defer c.endAll()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		timer.Stop()
		switch {
		case c.until > 0:
			timer.Reset(0)
		case c.running:
			timer.Reset(time.Until(c.due))
		}
		select {
		case <-c.quit:
			return
		case <-timer.C:
			c.due = c.due.Add(c.length())
			if now := time.Now(); c.due.Before(now) {
				c.due = now.Add(c.length())
			}
			if err := c.step(); err != nil {
				slog.Error("the day did not pass", "class", c.Meta.Code, "err", err)
				c.running, c.until = false, 0
			}
		case r := <-c.requests:
			c.carryOut(c.gather(r))
		}
	}
}

// step plays the day that the clock asks for.
func (c *Class) step() error {
	r, err := order("", sim.Command{Step: &sim.Step{}})
	if err != nil {
		return err
	}
	r.reply = make(chan error, 1)
	c.carryOut([]request{r})
	return <-r.reply
}

// gather is a request with all that wait behind it. Those who have just been answered get a chance to ask again first: who
// misses a group waits for two of them to become durable.
func (c *Class) gather(r request) []request {
	group := []request{r}
	for before := 0; len(group) < MaxGroup; {
		select {
		case r := <-c.requests:
			group = append(group, r)
		default:
			if len(group) == before {
				return group
			}
			before = len(group)
			runtime.Gosched()
		}
	}
	return group
}

// outcome is what a group of requests has come to.
type outcome struct {
	errs     []error
	records  [][]byte
	touched  map[int]bool // shops that changed
	everyone bool         // the class changed
	day      bool         // a day passed
	failed   *failure     // the engine failed at the last of errs
}

// failure is a panic of the engine or an error that is no refusal.
type failure struct{ what any }

// Error says what happened.
func (f *failure) Error() string { return fmt.Sprintf("the engine failed: %v", f.what) }

// guard runs fn; a panic becomes a *failure.
func guard(fn func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			slog.Error("panic", "what", p, "stack", string(debug.Stack()))
			err = &failure{p}
		}
	}()
	return fn()
}

// carryOut applies a group, makes it durable, answers and shows it.
func (c *Class) carryOut(group []request) {
	for len(group) > 0 {
		o := c.applyAll(group)
		now := group[:len(o.errs)]
		group = group[len(o.errs):]
		if err := c.keep(&o); err != nil {
			// Nothing of these counts, not even what was read: it may have seen what is not durable.
			c.notSaved(err)
			for _, r := range now {
				r.reply <- c.standing()
			}
			c.show(nil, true)
			continue
		}
		if o.failed != nil {
			c.recoverFrom(o.failed, now[len(now)-1])
			o.everyone = true
		}
		if c.world.Over() {
			c.running = false
		}
		if c.world.Day() >= c.until {
			c.until = 0
		}
		for i, r := range now {
			r.reply <- o.errs[i]
		}
		c.show(o.touched, o.everyone)
	}
}

// applyAll applies requests in order, up to one at which the engine fails.
func (c *Class) applyAll(group []request) outcome {
	o := outcome{touched: map[int]bool{}}
	for _, r := range group {
		err := c.applyOne(r, &o)
		f, failed := err.(*failure)
		if failed {
			err = &sim.Rejection{
				Field: "server",
				Text:  scenario.Text{Zh: "服务器出错，操作没有生效，请告诉老师", En: "the server failed and nothing was changed: tell the instructor"},
			}
		}
		o.errs = append(o.errs, err)
		if failed {
			o.failed = f
			break
		}
	}
	return o
}

func (c *Class) applyOne(r request, o *outcome) error {
	if r.do != nil {
		o.everyone = o.everyone || !r.quiet
		return guard(func() error { return r.do(c) })
	}
	if c.fault != nil {
		return c.standing()
	}
	if r.id != "" && r.cmd.Open == nil && slices.Contains(c.ids[r.cmd.Shop], r.id) {
		return nil // carried out already, and durable: its group was, or this one will be
	}
	if r.before != nil {
		if err := r.before(c.world); err != nil {
			return err
		}
	}
	if err := guard(func() error { return c.apply(c.world, *r.cmd) }); err != nil {
		var refused *sim.Rejection
		var failed *failure
		if errors.As(err, &refused) || errors.As(err, &failed) {
			return err
		}
		return &failure{err} // no refusal: the world may have changed half
	}
	remember(c.ids, c.world, *r.cmd, r.id)
	record := r.record
	if r.cmd.Step != nil { // with what the day came to
		var err error
		if record, err = json.Marshal(entry{Record: Record{r.id, *r.cmd}, Digest: lastDigest(c.world)}); err != nil {
			return &failure{err} // applied but never logged: the world must go back
		}
	}
	o.records = append(o.records, record)
	if r.cmd.Shop > 0 {
		o.touched[r.cmd.Shop] = true
	} else {
		o.everyone = true
	}
	o.day = o.day || r.cmd.Step != nil
	return nil
}

// keep makes what has been applied durable.
func (c *Class) keep(o *outcome) error {
	if len(o.records) == 0 {
		return nil
	}
	if err := c.log.Append(c.Meta.Code, c.seq+1, o.records); err != nil {
		return err
	}
	c.seq += uint64(len(o.records))
	c.active = time.Now()
	if o.day && o.failed == nil && c.world.Day()%snapshotEvery == 0 {
		c.snapshot()
	}
	return nil
}

// recoverFrom puts the world back to what the log holds after the engine failed at a request. A day that cannot pass
// stops the class; a decision that cannot be carried out is only refused.
func (c *Class) recoverFrom(f *failure, at request) {
	if at.cmd == nil {
		return // a reader failed; it changes nothing
	}
	if at.cmd.Step != nil {
		c.standStill(scenario.Text{Zh: "服务器出错，这一天无法进行，课堂已暂停：" + f.Error(), En: "this day cannot pass, the class stands still: " + f.Error()})
		return
	}
	if err := c.restore(); err != nil {
		c.standStill(scenario.Text{Zh: "服务器无法恢复班级，课堂已暂停：" + err.Error(), En: "the class cannot be restored and stands still: " + err.Error()})
	}
}

// standStill stops the class and puts the world back to what the log holds.
func (c *Class) standStill(why scenario.Text) {
	slog.Error("the class stands still", "class", c.Meta.Code, "why", why.En)
	c.running, c.until, c.fault = false, 0, &why
	if err := c.restore(); err != nil {
		slog.Error("the class cannot be restored", "class", c.Meta.Code, "err", err)
	}
}

// standing is the answer to commands while the class stands still.
func (c *Class) standing() error { return &sim.Rejection{Field: "class", Text: *c.fault} }
