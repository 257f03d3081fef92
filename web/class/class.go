// Package class runs live classes: one goroutine a class owns its world, its clock and its log. A decision is applied,
// made durable together with all that waited, and only then acknowledged and shown. When the log cannot be written or
// the engine fails, the class stands still, says why, and goes back to what the log holds.
package class

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/wire"
)

// Limits.
const (
	MaxGroup      = 512 // commands made durable together
	MaxID         = 64  // bytes of a command's id
	keptIDs       = 64  // ids remembered for each shop
	snapshotEvery = 5   // days
	MinSeconds    = 1   // of a day
	MaxSeconds    = 120
	usualSeconds  = 10
)

// kindClock is the kind of record under which a class keeps its clock.
const kindClock = "clock"

// Log is where a class keeps what must not be lost. A *store.Store is one.
type Log interface {
	Append(class string, first uint64, recs [][]byte) error
	Read(class string, from uint64, fn func(seq uint64, rec []byte) error) error
	PutSnapshot(class string, seq uint64, data []byte) error
	Snapshot(class string) (seq uint64, data []byte, ok bool, err error)
	Put(kind, key string, v []byte) error
	Get(kind, key string) (v []byte, ok bool, err error)
}

// Meta is what a class is made of besides its log.
type Meta struct {
	Code    string          `json:"code"`
	Name    string          `json:"name,omitempty"`
	Bundle  scenario.Bundle `json:"bundle"`
	Seed    uint64          `json:"seed"`
	Secret  []byte          `json:"secret"` // from which the seats' first PINs follow
	Created time.Time       `json:"created"`
}

// Record is a command, and the id under which its sender may send it again.
type Record struct {
	ID string `json:"id,omitempty"`
	sim.Command
}

// Class is a live class. Its methods are safe for concurrent use.
type Class struct {
	Meta      Meta
	Catalogue *wire.Catalogue
	log       Log
	scenario  *scenario.Scenario
	requests  chan request
	quit      chan struct{}
	done      chan struct{}
	stop      sync.Once
	apply     func(*sim.World, sim.Command) error // World.Apply: a seam for tests of a failing engine

	// owned by run
	world   *sim.World
	seq     uint64
	ids     map[int][]string // the newest command ids of each shop
	running bool
	seconds int
	until   int            // while days pass as fast as they can: the last of them, from 1; else 0
	due     time.Time      // when the next day begins, while running
	fault   *scenario.Text // why the class cannot go on
	notice  *scenario.Text // what people should know, while it can
	face    face
	sent    audience
	shown   time.Time // when the class was last shown
	active  time.Time // when the log last grew

	mu   sync.Mutex
	subs map[*Subscriber]bool

	bordersOnce sync.Once
	borders     *scenario.Customs
	bordersErr  error
}

// request is a command, or something to do while nothing else happens.
type request struct {
	cmd    *sim.Command
	id     string
	record []byte                 // of cmd, as the log keeps it
	before func(*sim.World) error // with cmd: what else must hold; its error refuses the command
	do     func(*Class) error
	quiet  bool // do changes nothing that anyone sees
	reply  chan error
}

// ErrStopped is returned once the class has been closed.
var ErrStopped = errors.New("the class is closed / 班级已关闭")

// entry is a line of the log: a record and, when that is a step, the digest of the state that it came to.
type entry struct {
	Record
	Digest string `json:"digest,omitempty"`
}

// ErrOtherVersion is in every error about a class that this version of the program does not take as it was played.
var ErrOtherVersion = errors.New("the class was played by another version of chuhai: serve it with that one / 该班级由另一版本的 chuhai 运行，请用原来的版本打开")

// Open restores a class from its meta data and log, or starts a new one, and runs it until Close. Its clock stands; a
// class whose clock ran when the server stopped says so.
func Open(log Log, m Meta) (*Class, error) {
	s, err := scenario.Parse(m.Bundle)
	if err != nil {
		return nil, fmt.Errorf("class %s: %w: %w", m.Code, ErrOtherVersion, err)
	}
	c := &Class{
		Meta: m, Catalogue: wire.NewCatalogue(s), log: log, scenario: s,
		requests: make(chan request, MaxGroup), quit: make(chan struct{}), done: make(chan struct{}),
		apply: (*sim.World).Apply, seconds: usualSeconds, subs: map[*Subscriber]bool{},
	}
	if err := c.restore(); err != nil {
		return nil, err
	}
	if err := c.restoreClock(); err != nil {
		return nil, err
	}
	if err := c.restoreFace(); err != nil {
		return nil, err
	}
	go c.run()
	return c, nil
}

// saved is a snapshot of a class.
type saved struct {
	World []byte
	IDs   map[int][]string
}

// restore builds the world from the newest snapshot and the log after it; from the log alone when they do not agree.
func (c *Class) restore() error {
	at, data, ok, err := c.log.Snapshot(c.Meta.Code)
	if err != nil {
		return err
	}
	if ok {
		s := saved{IDs: map[int][]string{}}
		w, err := sim.New(c.scenario, c.Meta.Seed)
		if err != nil {
			return err
		}
		if err = gob.NewDecoder(bytes.NewReader(data)).Decode(&s); err == nil {
			err = w.Restore(s.World)
		}
		if err == nil {
			err = c.replay(w, s.IDs, at)
		}
		if err == nil {
			return nil
		}
		slog.Warn("the snapshot leads nowhere; the log is replayed", "class", c.Meta.Code, "err", err)
	}
	w, err := sim.New(c.scenario, c.Meta.Seed)
	if err != nil {
		return err
	}
	return c.replay(w, map[int][]string{}, 0)
}

// replay takes a world on from a record of the log to the last, comparing each day with the digest that was kept of it,
// and makes it the class's.
func (c *Class) replay(w *sim.World, ids map[int][]string, seq uint64) error {
	err := c.log.Read(c.Meta.Code, seq+1, func(n uint64, data []byte) error {
		fail := func(err error) error { return fmt.Errorf("class %s, record %d: %w", c.Meta.Code, n, err) }
		var e entry
		if err := json.Unmarshal(data, &e); err != nil {
			return fail(err)
		}
		if err := guard(func() error { return w.Apply(e.Command) }); err != nil {
			return fail(fmt.Errorf("%w: %w", ErrOtherVersion, err))
		}
		if e.Digest != "" && e.Digest != lastDigest(w) {
			return fail(fmt.Errorf("%w: day %d comes out otherwise / 第 %d 天的结果与当时不同", ErrOtherVersion, w.Day(), w.Day()))
		}
		remember(ids, w, e.Command, e.ID)
		seq = n
		return nil
	})
	if err != nil {
		return err
	}
	c.world, c.ids, c.seq = w, ids, seq
	return nil
}

// lastDigest is the digest of the last day that has passed; empty before the first.
func lastDigest(w *sim.World) string {
	all := w.Digests()
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1]
}

func (c *Class) snapshot() {
	world, err := c.world.Snapshot()
	var b bytes.Buffer
	if err == nil {
		err = gob.NewEncoder(&b).Encode(saved{world, c.ids})
	}
	if err == nil {
		err = c.log.PutSnapshot(c.Meta.Code, c.seq, b.Bytes())
	}
	if err != nil {
		slog.Warn("no snapshot", "class", c.Meta.Code, "err", err) // the log alone restores the class
	}
}

// remember notes a command's id for its shop; the id of an opening belongs to the shop that it opened.
func remember(ids map[int][]string, w *sim.World, cmd sim.Command, id string) {
	if id == "" {
		return
	}
	shop := cmd.Shop
	if cmd.Open != nil {
		shop = w.Shops()
	}
	kept := append(ids[shop], id)
	ids[shop] = kept[max(0, len(kept)-keptIDs):]
}

// Close stops the class after what it is doing.
func (c *Class) Close() {
	c.stop.Do(func() { close(c.quit) })
	<-c.done
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
	}
	select {
	case err := <-r.reply: // answered by the last group
		return err
	default:
		return ErrStopped
	}
}

// order is the request of a command. Its record is made here, by who asks, so that the class's one writer need not; only a
// day's waits for what the day comes to.
func order(id string, cmd sim.Command) (r request, err error) {
	r = request{cmd: &cmd, id: id}
	if cmd.Step == nil {
		r.record, err = json.Marshal(Record{id, cmd})
	}
	return r, err
}

// Do carries out a command. It returns nil only when the command is durable.
func (c *Class) Do(cmd sim.Command) error { return c.DoOnce("", cmd) }

// DoOnce carries out a command like Do. A command of the same shop and id that has been carried out before is not
// carried out again: a browser that lost the answer may ask once more. Without an id it is Do.
func (c *Class) DoOnce(id string, cmd sim.Command) error {
	if len(id) > MaxID {
		return &sim.Rejection{Field: "id", Text: scenario.Text{Zh: fmt.Sprintf("id 最长 %d 字节", MaxID), En: fmt.Sprintf("an id has at most %d bytes", MaxID)}}
	}
	r, err := order(id, cmd)
	if err != nil {
		return err
	}
	return c.ask(r)
}

// With runs fn with the world while nothing else happens. fn must not keep or change it.
func (c *Class) With(fn func(*sim.World) error) error {
	return c.ask(request{quiet: true, do: func(c *Class) error { return fn(c.world) }})
}
