package class

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"chuhai/sim"
	"chuhai/web/record"
)

// Status is how a class stands.
type Status struct {
	Running bool
	Active  time.Time // when its log last grew; zero when it has not since the server started
}

// Status asks the class how it stands.
func (c *Class) Status() (s Status, err error) {
	err = c.ask(request{quiet: true, do: func(c *Class) error {
		s = Status{c.running || c.until > 0, c.active}
		return nil
	}})
	return s, err
}

// Online are the shops whose desks are open.
func (c *Class) Online() map[int]bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := map[int]bool{}
	for s := range c.subs {
		if s.Shop > 0 {
			out[s.Shop] = true
		}
	}
	return out
}

// errRead ends the reading of a log.
var errRead = errors.New("read")

// Recorded is the run as played so far.
func (c *Class) Recorded() (*record.Run, error) {
	r := &record.Run{Bundle: c.Meta.Bundle, Seed: c.Meta.Seed}
	var last uint64
	err := c.ask(request{quiet: true, do: func(c *Class) error {
		r.Digests, last = slices.Clone(c.world.Digests()), c.seq
		return nil
	}})
	if err != nil || last == 0 {
		return r, err
	}
	err = c.log.Read(c.Meta.Code, 1, func(n uint64, data []byte) error {
		var line entry
		if err := json.Unmarshal(data, &line); err != nil {
			return fmt.Errorf("class %s, record %d: %w", c.Meta.Code, n, err)
		}
		r.Log = append(r.Log, sim.Command(line.Command))
		if n == last {
			return errRead
		}
		return nil
	})
	if errors.Is(err, errRead) {
		err = nil
	}
	return r, err
}
