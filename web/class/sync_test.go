package class_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"chuhai/sim"
	"chuhai/web/class"
	"chuhai/web/wire"
)

// look is the present state, as a new browser gets it.
func look(t *testing.T, c *class.Class, shop int) wire.Message {
	t.Helper()
	s, end, err := c.Subscribe(shop)
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	m, _ := take(t, s)
	return m
}

// take waits for the next message and decodes it, also by field.
func take(t *testing.T, s *class.Subscriber) (m wire.Message, fields map[string]map[string]json.RawMessage) {
	t.Helper()
	select {
	case <-s.C:
	case <-time.After(2 * time.Minute):
		t.Fatal("nobody was told")
	}
	var b bytes.Buffer
	if !s.Take(&b) {
		t.Fatal("told of nothing")
	}
	if err := json.Unmarshal(b.Bytes(), &m); err != nil {
		t.Fatalf("%v: %s", err, b.Bytes())
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(b.Bytes(), &parts); err != nil {
		t.Fatal(err)
	}
	fields = map[string]map[string]json.RawMessage{}
	for name, raw := range parts {
		if name == "seq" {
			continue
		}
		var f map[string]json.RawMessage
		if err := json.Unmarshal(raw, &f); err != nil {
			t.Fatal(err)
		}
		fields[name] = f
	}
	return m, fields
}

// shown waits until what has been acknowledged has been shown: an answer goes out before the news of it.
func shown(t *testing.T, c *class.Class) {
	t.Helper()
	if err := c.With(func(*sim.World) error { return nil }); err != nil {
		t.Fatal(err)
	}
}

// merged is a browser: it lays each message over what it has.
type merged map[string]map[string]json.RawMessage

func (b merged) lay(fields map[string]map[string]json.RawMessage) {
	for part, f := range fields {
		if b[part] == nil {
			b[part] = map[string]json.RawMessage{}
		}
		for k, v := range f {
			b[part][k] = v
		}
	}
}

func TestABrowserIsSentEverythingThenOnlyWhatChanged(t *testing.T) {
	st, c := open(t, t.TempDir())
	defer st.Close()
	defer c.Close()
	mine, other := seated(t, c, "甲"), seated(t, c, "乙")
	s, end, err := c.Subscribe(mine)
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	first, _ := take(t, s)
	if first.Class == nil || first.Shop == nil || first.Shop.Name != "甲" || first.Class.Code != "T1" {
		t.Fatalf("the first message lacks something: %+v", first)
	}
	// The first change of a shop may be sent whole; from then on only what changes is.
	step := func() {
		t.Helper()
		if err := c.Do(sim.Command{Step: &sim.Step{}}); err != nil {
			t.Fatal(err)
		}
		shown(t, c)
	}
	step()
	take(t, s)
	if err := c.Do(sim.Command{Shop: other, Purchase: &wigs}); err != nil {
		t.Fatal(err)
	}
	if err := c.Do(sim.Command{Shop: mine, Purchase: &wigs}); err != nil {
		t.Fatal(err)
	}
	shown(t, c)
	m, fields := take(t, s)
	if m.Class != nil || len(m.Shop.Purchases) != 1 {
		t.Errorf("a purchase sent the class %v and %d purchases", m.Class, len(m.Shop.Purchases))
	}
	for _, same := range []string{"name", "shop", "listings", "recent", "equity"} {
		if _, sent := fields["shop"][same]; sent {
			t.Errorf("%s has not changed and was sent", same)
		}
	}
	step()
	m, fields = take(t, s)
	if m.Class == nil || m.Class.Day != 2 || m.Shop == nil {
		t.Errorf("a day was not shown: %+v", m)
	}
	if _, sent := fields["class"]["scenario"]; sent {
		t.Error("the scenario's name has not changed and was sent")
	}
}

// A browser that reads now and then ends with the same state as one that reads everything and one that comes new.
func TestASlowBrowserMissesValuesNeverTheNewest(t *testing.T) {
	st, c := open(t, t.TempDir())
	defer st.Close()
	defer c.Close()
	mine := seated(t, c, "甲")
	browsers := make([]merged, 3)
	subs := make([]*class.Subscriber, 3)
	for i := range subs {
		s, end, err := c.Subscribe(mine)
		if err != nil {
			t.Fatal(err)
		}
		defer end()
		subs[i], browsers[i] = s, merged{}
	}
	read := func(i int) {
		_, f := take(t, subs[i])
		browsers[i].lay(f)
	}
	for day := range 12 {
		if day%3 == 0 {
			if err := c.Do(sim.Command{Shop: mine, Purchase: &wigs}); err != nil {
				t.Fatal(err)
			}
		}
		if day == 1 {
			if err := c.Do(sim.Command{Shop: mine, Publish: &sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "express-de", Price: 3490, Promise: 8}}); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.Do(sim.Command{Step: &sim.Step{}}); err != nil {
			t.Fatal(err)
		}
		shown(t, c)
		read(0)
		if day%5 == 4 {
			read(1)
		}
	}
	read(1)
	read(2)
	_, whole := func() (wire.Message, map[string]map[string]json.RawMessage) {
		s, end, err := c.Subscribe(mine)
		if err != nil {
			t.Fatal(err)
		}
		defer end()
		return take(t, s)
	}()
	for i, b := range browsers {
		for part, fields := range whole {
			for name, want := range fields {
				if !bytes.Equal(b[part][name], want) {
					t.Errorf("browser %d: %s.%s is %.200s, want %.200s", i, part, name, b[part][name], want)
				}
			}
		}
	}
}
