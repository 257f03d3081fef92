package class

import (
	"bytes"
	"cmp"
	"encoding/json"
	"log/slog"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"chuhai/sim"
	"chuhai/web/wire"
)

// part is a view, split into its top-level fields: names as on the wire, values encoded. A value that is nil is not
// given. Values are shared and never changed.
type part [][]byte

// names are the wire names of a struct's fields, in order.
func names(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		out = append(out, strconv.Quote(name)+":")
	}
	return out
}

var (
	classNames = names(reflect.TypeFor[wire.ClassView]())
	shopNames  = names(reflect.TypeFor[sim.ShopView]())
)

// split encodes each field of a view.
func split(v reflect.Value) (part, error) {
	p := make(part, v.NumField())
	for i := range p {
		data, err := json.Marshal(v.Field(i).Interface())
		if err != nil {
			return nil, err
		}
		p[i] = data
	}
	return p, nil
}

// since is what p changes of old; nil when that is nothing.
func (p part) since(old part) part {
	var out part
	for i := range p {
		if i < len(old) && bytes.Equal(p[i], old[i]) {
			continue
		}
		if out == nil {
			out = make(part, len(p))
		}
		out[i] = p[i]
	}
	return out
}

// change is what a part has changed, with its text as an object, which all that get the same change share.
type change struct {
	fields part
	text   []byte
}

// changed is the change of a part; nil when there is none.
func changed(p part, names []string) *change {
	if p == nil {
		return nil
	}
	var b bytes.Buffer
	between := byte('{')
	for i, v := range p {
		if v == nil {
			continue
		}
		b.WriteByte(between)
		b.WriteString(names[i])
		b.Write(v)
		between = ','
	}
	b.WriteByte('}')
	return &change{p, b.Bytes()}
}

// over is c laid over an older change that nobody has taken.
func (c *change) over(old *change, names []string) *change {
	if old == nil || c == nil {
		return cmp.Or(c, old)
	}
	fields := slices.Clone(old.fields)
	for i, v := range c.fields {
		if v != nil {
			fields[i] = v
		}
	}
	return changed(fields, names)
}

// audience is what the subscribers have been sent.
type audience struct {
	class part
	shops map[int]part
}

// Subscriber receives what a shop, or with shop 0 anyone, may see: first everything, then what changes. It keeps the
// newest value of each field that has not been taken, so that a slow reader misses values but never the newest.
type Subscriber struct {
	Shop int
	C    chan struct{} // something new, or a Wake

	mu    sync.Mutex
	seq   uint64
	class *change
	shop  *change
	ended bool
}

// Ended reports whether the class has stopped. C is told of it.
func (s *Subscriber) Ended() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ended
}

func (s *Subscriber) end() {
	s.mu.Lock()
	s.ended = true
	s.mu.Unlock()
	s.Wake()
}

// Wake sends on C, as news does.
func (s *Subscriber) Wake() {
	select {
	case s.C <- struct{}{}:
	default:
	}
}

// Take writes one message with all that has changed since the last Take; it reports whether there was anything.
func (s *Subscriber) Take(b *bytes.Buffer) bool {
	s.mu.Lock()
	seq, class, shop := s.seq, s.class, s.shop
	s.class, s.shop = nil, nil
	s.mu.Unlock()
	if class == nil && shop == nil {
		return false
	}
	b.WriteString(`{"seq":`)
	b.WriteString(strconv.FormatUint(seq, 10))
	if class != nil {
		b.WriteString(`,"class":`)
		b.Write(class.text)
	}
	if shop != nil {
		b.WriteString(`,"shop":`)
		b.Write(shop.text)
	}
	b.WriteByte('}')
	return true
}

func (s *Subscriber) put(seq uint64, class, shop *change) {
	if class == nil && shop == nil {
		return
	}
	s.mu.Lock()
	s.seq = seq
	s.class = class.over(s.class, classNames)
	s.shop = shop.over(s.shop, shopNames)
	s.mu.Unlock()
	s.Wake()
}

// Subscribe starts with the whole present state; end stops it.
func (c *Class) Subscribe(shop int) (s *Subscriber, end func(), err error) {
	s = &Subscriber{Shop: shop, C: make(chan struct{}, 1)}
	err = c.ask(request{quiet: true, do: func(c *Class) error {
		class, own, err := c.whole(shop)
		if err != nil {
			return err
		}
		s.put(c.seq, changed(class, classNames), changed(own, shopNames))
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

// endAll tells every subscriber that the class has stopped.
func (c *Class) endAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for s := range c.subs {
		s.end()
	}
}

// whole is the present state for a new subscriber.
func (c *Class) whole(shop int) (class, own part, err error) {
	if class, err = split(reflect.ValueOf(*c.view())); err != nil || shop == 0 {
		return class, nil, err
	}
	own, err = c.shopPart(shop)
	return class, own, err
}

func (c *Class) shopPart(shop int) (part, error) {
	v, err := c.world.Shop(shop)
	if err != nil {
		return nil, err
	}
	return split(reflect.ValueOf(*v))
}

// show tells everyone what has changed of the class, and people what has changed of their shops. Each field is encoded
// once.
func (c *Class) show(touched map[int]bool, everyone bool) {
	if !everyone && len(touched) == 0 || c.quiet() {
		return
	}
	c.shown = time.Now()
	err := guard(func() error {
		c.mu.Lock()
		subs := make([]*Subscriber, 0, len(c.subs))
		for s := range c.subs {
			subs = append(subs, s)
		}
		c.mu.Unlock()
		if len(subs) == 0 {
			c.sent = audience{}
			return nil
		}
		return c.tell(subs, touched, everyone)
	})
	if err != nil {
		slog.Error("the class cannot be shown", "class", c.Meta.Code, "err", err)
	}
}

func (c *Class) tell(subs []*Subscriber, touched map[int]bool, everyone bool) error {
	var public *change
	if everyone {
		now, err := split(reflect.ValueOf(*c.view()))
		if err != nil {
			return err
		}
		public, c.sent.class = changed(now.since(c.sent.class), classNames), now
	}
	before := c.sent.shops
	changes := map[int]*change{}
	c.sent.shops = map[int]part{}
	for _, s := range subs {
		if _, known := c.sent.shops[s.Shop]; s.Shop > 0 && !known {
			old := before[s.Shop]
			now := old
			if everyone || touched[s.Shop] {
				var err error
				if now, err = c.shopPart(s.Shop); err != nil {
					return err
				}
				changes[s.Shop] = changed(now.since(old), shopNames)
			}
			c.sent.shops[s.Shop] = now
		}
		s.put(c.seq, public, changes[s.Shop])
	}
	return nil
}

// view is the class as everyone sees it. Only run may call it.
func (c *Class) view() *wire.ClassView {
	v := &wire.ClassView{
		Code: c.Meta.Code, Scenario: c.scenario.Title, Fault: c.fault, Notice: c.notice,
		Day: c.world.Day(), Days: c.scenario.Days, Date: c.world.Date().String(), Over: c.world.Over(),
		Running: c.running, Seconds: c.seconds, Until: c.until,
		Board: c.world.Board(), Rates: []wire.Rate{}, Vehicles: c.world.AllMoving(), News: c.world.News(), Shocks: c.world.Shocks(), Traffic: c.world.Traffic(),
	}
	c.mask(v)
	if c.running {
		v.NextMS = max(1, time.Until(c.due).Milliseconds())
	}
	for _, r := range c.world.Rates() {
		v.Rates = append(v.Rates, wire.Rate{Currency: r.Currency, Home: r.Home})
	}
	return v
}
