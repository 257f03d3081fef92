// Package class runs live classes: one goroutine a class owns its world, its clock and its log. A decision is applied,
// made durable together with all that waited, and only then acknowledged and shown.
package class

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/store"
	"chuhai/web/wire"
)

// Limits.
const (
	MaxGroup      = 512 // commands made durable together
	snapshotEvery = 5   // days
	MinSeconds    = 1   // of a day
	MaxSeconds    = 120
)

// Meta is what a class is made of besides its log.
type Meta struct {
	Code    string          `json:"code"`
	Bundle  scenario.Bundle `json:"bundle"`
	Seed    uint64          `json:"seed"`
	Created time.Time       `json:"created"`
}

// Class is a live class. Its methods are safe for concurrent use.
type Class struct {
	Meta      Meta
	Catalogue *wire.Catalogue
	st        *store.Store
	scenario  *scenario.Scenario
	requests  chan request
	quit      chan struct{}
	done      chan struct{}

	// owned by run
	world   *sim.World
	seq     uint64
	running bool
	seconds int
	fault   *scenario.Text

	mu   sync.Mutex
	subs map[*Subscriber]bool
}

type request struct {
	cmd   *sim.Command
	do    func(*Class) error
	quiet bool // do changes nothing that anyone sees
	reply chan error
}

// ErrStopped is returned once the class has been closed.
var ErrStopped = errors.New("the class is closed / 班级已关闭")

// Open restores a class from its meta data and log, or starts a new one, and runs it until Close.
func Open(st *store.Store, m Meta) (*Class, error) {
	s, err := scenario.Parse(m.Bundle)
	if err != nil {
		return nil, fmt.Errorf("class %s: %w", m.Code, err)
	}
	c := &Class{Meta: m, Catalogue: wire.NewCatalogue(s), st: st, scenario: s, requests: make(chan request, MaxGroup), quit: make(chan struct{}), done: make(chan struct{}), seconds: 10, subs: map[*Subscriber]bool{}}
	if err := c.restore(); err != nil {
		return nil, err
	}
	go c.run()
	return c, nil
}

// restore builds the world from the newest snapshot and the log after it.
func (c *Class) restore() error {
	w, err := sim.New(c.scenario, c.Meta.Seed)
	if err != nil {
		return err
	}
	seq, data, ok, err := c.st.Snapshot(c.Meta.Code)
	if err != nil {
		return err
	}
	if ok {
		if err := w.Restore(data); err != nil {
			slog.Warn("snapshot cannot be read, replaying the log", "class", c.Meta.Code, "err", err)
			seq, ok = 0, false
		}
	}
	if !ok {
		seq = 0
	}
	err = c.st.Read(c.Meta.Code, seq+1, func(n uint64, rec []byte) error {
		var cmd sim.Command
		if err := json.Unmarshal(rec, &cmd); err != nil {
			return fmt.Errorf("class %s, record %d: %w", c.Meta.Code, n, err)
		}
		seq = n
		if err := w.Apply(cmd); err != nil {
			return fmt.Errorf("class %s, record %d: %w", c.Meta.Code, n, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.world, c.seq = w, seq
	return nil
}

// Close stops the class after what it is doing.
func (c *Class) Close() {
	close(c.quit)
	<-c.done
}

func (c *Class) run() {
	defer close(c.done)
	clock := time.NewTimer(time.Hour)
	defer clock.Stop()
	arm := func() {
		clock.Stop()
		if c.running {
			clock.Reset(time.Duration(c.seconds) * time.Second)
		}
	}
	for {
		was := c.running
		pace := c.seconds
		select {
		case <-c.quit:
			return
		case <-clock.C:
			step := request{cmd: &sim.Command{Step: &sim.Step{}}, reply: make(chan error, 1)}
			c.carryOut([]request{step})
			if err := <-step.reply; err != nil {
				slog.Error("the day did not pass", "class", c.Meta.Code, "err", err)
				c.running = false
			}
			arm()
		case r := <-c.requests:
			group := []request{r}
			for more := true; more && len(group) < MaxGroup; {
				select {
				case r := <-c.requests:
					group = append(group, r)
				default:
					more = false
				}
			}
			c.carryOut(group)
			if c.running != was || c.seconds != pace {
				arm()
			}
		}
	}
}

// carryOut applies a group, makes it durable, answers and shows it.
func (c *Class) carryOut(group []request) {
	var recs [][]byte
	errs := make([]error, len(group))
	touched := map[int]bool{}
	everyone := false
	for i, r := range group {
		if r.do != nil {
			errs[i] = r.do(c)
			everyone = everyone || !r.quiet
			continue
		}
		if c.fault != nil {
			errs[i] = &sim.Rejection{Field: "class", Text: *c.fault}
			continue
		}
		if errs[i] = c.world.Apply(*r.cmd); errs[i] != nil {
			continue
		}
		rec, err := json.Marshal(r.cmd)
		if err != nil {
			errs[i] = err
			continue
		}
		recs = append(recs, rec)
		if r.cmd.Shop > 0 {
			touched[r.cmd.Shop] = true
		} else {
			everyone = true
		}
	}
	if len(recs) > 0 {
		if err := c.st.Append(c.Meta.Code, c.seq+1, recs); err != nil {
			c.broken(group, err)
			return
		}
		c.seq += uint64(len(recs))
		for _, r := range group {
			if r.cmd != nil && r.cmd.Step != nil && c.world.Day()%snapshotEvery == 0 {
				c.snapshot()
				break
			}
		}
	}
	if c.world.Over() {
		c.running = false
	}
	for i, r := range group {
		r.reply <- errs[i]
	}
	c.show(touched, everyone)
}

// broken is what happens when the log cannot be written: nothing of the group counts, the class stands still and says
// why, and the world goes back to what the log holds.
func (c *Class) broken(group []request, cause error) {
	slog.Error("the log cannot be written", "class", c.Meta.Code, "err", cause)
	c.running = false
	c.fault = &scenario.Text{Zh: "服务器无法保存，课堂已暂停：" + cause.Error(), En: "the server cannot save, the class stands still: " + cause.Error()}
	if err := c.restore(); err != nil {
		slog.Error("the class cannot be restored", "class", c.Meta.Code, "err", err)
	}
	for _, r := range group {
		r.reply <- &sim.Rejection{Field: "class", Text: *c.fault}
	}
	c.show(nil, true)
}

func (c *Class) snapshot() {
	data, err := c.world.Snapshot()
	if err == nil {
		err = c.st.PutSnapshot(c.Meta.Code, c.seq, data)
	}
	if err != nil {
		slog.Warn("no snapshot", "class", c.Meta.Code, "err", err) // the log alone restores the class
	}
}

func (c *Class) ask(r request) error {
	r.reply = make(chan error, 1)
	select {
	case c.requests <- r:
	case <-c.done:
		return ErrStopped
	}
	select {
	case err := <-r.reply:
		return err
	case <-c.done:
		return ErrStopped
	}
}

// Do carries out a command. It returns nil only when the command is durable.
func (c *Class) Do(cmd sim.Command) error { return c.ask(request{cmd: &cmd}) }

// With runs fn with the world while nothing else happens. fn must not keep or change it.
func (c *Class) With(fn func(*sim.World) error) error {
	return c.ask(request{quiet: true, do: func(c *Class) error { return fn(c.world) }})
}

// Seat opens a shop, or finds the one of that name, and returns its number and whether it is new.
func (c *Class) Seat(name string) (shop int, created bool, err error) {
	err = c.Do(sim.Command{Open: &sim.OpenShop{Name: name}})
	var refused *sim.Rejection
	created = err == nil
	if err != nil && !errors.As(err, &refused) {
		return 0, false, err
	}
	if n := c.find(name); n > 0 {
		return n, created, nil
	}
	return 0, false, err
}

func (c *Class) find(name string) (shop int) {
	_ = c.With(func(w *sim.World) error {
		for _, r := range w.Board() {
			if r.Name == name && !r.Bot {
				shop = r.Shop
			}
		}
		return nil
	})
	return shop
}

// Clock starts or pauses the days and sets their length in seconds; a fault is tried again.
func (c *Class) Clock(running bool, seconds int) error {
	if seconds < MinSeconds || seconds > MaxSeconds {
		return &sim.Rejection{Field: "seconds", Text: scenario.Text{Zh: fmt.Sprintf("每天应为 %d 到 %d 秒", MinSeconds, MaxSeconds), En: fmt.Sprintf("a day takes %d to %d seconds", MinSeconds, MaxSeconds)}}
	}
	return c.ask(request{do: func(c *Class) error {
		c.fault = nil
		c.seconds = seconds
		c.running = running && !c.world.Over()
		return nil
	}})
}

// view is the class as everyone sees it. Only run may call it.
func (c *Class) view() *wire.ClassView {
	v := &wire.ClassView{Code: c.Meta.Code, Scenario: c.scenario.Title, Day: c.world.Day(), Days: c.scenario.Days, Date: c.world.Date().String(), Running: c.running, Seconds: c.seconds, Over: c.world.Over(), Fault: c.fault, Board: c.world.Board(), Rates: []wire.Rate{}, Vehicles: c.world.AllMoving()}
	for _, r := range c.world.Rates() {
		v.Rates = append(v.Rates, wire.Rate{Currency: r.Currency, Home: r.Home})
	}
	return v
}

// Subscriber receives what a shop, or with shop 0 the bridge, may see. C carries the newest messages; a slow reader
// misses older ones, never the newest.
type Subscriber struct {
	Shop  int
	C     chan struct{} // something new
	mu    sync.Mutex
	class []byte
	shop  []byte
}

// Take is the newest messages since the last Take, each nil when unchanged.
func (s *Subscriber) Take() (class, shop []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	class, shop = s.class, s.shop
	s.class, s.shop = nil, nil
	return class, shop
}

func (s *Subscriber) put(class, shop []byte) {
	s.mu.Lock()
	if class != nil {
		s.class = class
	}
	if shop != nil {
		s.shop = shop
	}
	s.mu.Unlock()
	select {
	case s.C <- struct{}{}:
	default:
	}
}

// Subscribe starts with the whole present state; end stops it.
func (c *Class) Subscribe(shop int) (s *Subscriber, end func(), err error) {
	s = &Subscriber{Shop: shop, C: make(chan struct{}, 1)}
	err = c.ask(request{do: func(c *Class) error {
		c.mu.Lock()
		c.subs[s] = true
		c.mu.Unlock()
		return nil
	}})
	return s, func() {
		c.mu.Lock()
		delete(c.subs, s)
		c.mu.Unlock()
	}, err
}

// show sends the class to everyone and their shops to those that changed. The shared part is encoded once.
func (c *Class) show(touched map[int]bool, everyone bool) {
	c.mu.Lock()
	subs := make([]*Subscriber, 0, len(c.subs))
	for s := range c.subs {
		subs = append(subs, s)
	}
	c.mu.Unlock()
	if len(subs) == 0 {
		return
	}
	var public []byte
	if everyone {
		public = encode(wire.Message{Type: "class", Seq: c.seq, Class: c.view()})
	}
	private := map[int][]byte{}
	for _, s := range subs {
		if s.Shop > 0 && (everyone || touched[s.Shop]) && private[s.Shop] == nil {
			v, err := c.world.Shop(s.Shop)
			if err != nil {
				continue
			}
			private[s.Shop] = encode(wire.Message{Type: "shop", Seq: c.seq, Shop: v})
		}
		s.put(public, private[s.Shop])
	}
}

func encode(m wire.Message) []byte {
	data, err := json.Marshal(m)
	if err != nil {
		slog.Error("a message cannot be encoded", "type", m.Type, "err", err)
		return nil
	}
	return data
}
