package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"chuhai/sim"
	"chuhai/web/class"
	"chuhai/web/store"
	"chuhai/web/wire"
)

// killed is a server process that is killed again and again.
type killed struct {
	t    *testing.T
	bin  string
	data string
	cmd  *exec.Cmd
	base string // http://localhost:PORT
}

// start starts the server and waits until it has printed its doors; token is the one-time token, if it printed one.
func (k *killed) start() (token string) {
	k.t.Helper()
	k.cmd = exec.Command(k.bin, "serve", "--addr", "127.0.0.1:0", "--data", k.data)
	out, err := k.cmd.StdoutPipe()
	if err != nil {
		k.t.Fatal(err)
	}
	var errs bytes.Buffer
	k.cmd.Stderr = &errs
	if err := k.cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	var printed strings.Builder
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		printed.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), "Ctrl+C") {
			break
		}
	}
	m := regexp.MustCompile(`bridge +(http://\S+)/bridge(?:\?token=(\w+))?`).FindStringSubmatch(printed.String())
	if m == nil {
		k.t.Fatalf("the server did not come up; it printed %q and %q", printed.String(), errs.String())
	}
	k.base = m[1]
	return m[2]
}

// kill is kill -9.
func (k *killed) kill() {
	_ = k.cmd.Process.Kill()
	_ = k.cmd.Wait()
}

// post sends a call with a cookie and returns the status, the cookie that was set, and the body. An error means that no
// answer came.
func (k *killed) post(cookie, path string, body any) (status int, set string, answer []byte, err error) {
	data, err := json.Marshal(body)
	if err != nil {
		return 0, "", nil, err
	}
	req, err := http.NewRequest("POST", k.base+path, bytes.NewReader(data))
	if err != nil {
		return 0, "", nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Cookie", cookie)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", nil, err
	}
	defer resp.Body.Close()
	if c := resp.Cookies(); len(c) > 0 {
		set = c[0].Name + "=" + c[0].Value
	}
	answer, err = io.ReadAll(resp.Body)
	return resp.StatusCode, set, answer, err
}

func (k *killed) must(cookie, path string, body any) (set string) {
	k.t.Helper()
	status, set, answer, err := k.post(cookie, path, body)
	if err != nil || status != http.StatusOK {
		k.t.Fatalf("POST %s: %d %s %v", path, status, answer, err)
	}
	return set
}

// look is the state that a browser gets when it comes back.
func (k *killed) look(cookie string) (m wire.Message, err error) {
	ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(k.base, "http")+"/ws", http.Header{"Cookie": {cookie}})
	if err != nil {
		return m, err
	}
	defer ws.Close()
	return m, ws.ReadJSON(&m)
}

// seller is a student who decides one thing after another and remembers what was acknowledged.
type seller struct {
	name, cookie string
	made         int        // decisions made, for their ids
	open         *decision  // sent, and not yet acknowledged
	purchases    []purchase // acknowledged
	price        int64      // of the listing, as acknowledged; 0 before it is published
	listing      int        // its number, once it has been seen
	ordered      int64      // pieces of purchases that stand
	acknowledged int
}

// mostOrdered is how many pieces a seller can pay for, and send by express when they are sold: 150,000 CNY of capital at
// less than 60 CNY a piece and 200 CNY a parcel.
const mostOrdered = 500

type purchase struct {
	day       int
	quantity  int64
	cancelled bool
}

// decision is a command with its id, which stays the same when it is sent again.
type decision struct {
	class.Record
	done func(*seller) // what its acknowledgement means
}

// next decides: a listing first, then by turns a purchase, its cancellation, and a new price.
func (s *seller) next(day int) *decision {
	s.made++
	d := &decision{Record: class.Record{ID: fmt.Sprintf("%s-%d", s.name, s.made)}}
	price := int64(2000 + s.made)
	set := func(s *seller) { s.price = price }
	switch last := len(s.purchases) - 1; {
	case s.price == 0:
		d.Publish, d.done = &sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "express-de", Price: price, Promise: 8}, set
	case s.made%3 == 0 && s.ordered < mostOrdered:
		q := int64(60 + s.made%40)
		d.Purchase = &sim.PlacePurchase{Good: "synthetic-wig", Supplier: "plant", Quantity: int(q)}
		d.done = func(s *seller) {
			s.purchases, s.ordered = append(s.purchases, purchase{day: day, quantity: q}), s.ordered+q
		}
	case s.made%3 == 1 && last >= 0 && s.purchases[last].day == day && !s.purchases[last].cancelled:
		d.Cancel = &sim.CancelPurchase{Purchase: last + 1}
		d.done = func(s *seller) { s.purchases[last].cancelled, s.ordered = true, s.ordered-s.purchases[last].quantity }
	default:
		d.Amend, d.done = &sim.AmendListing{Listing: s.listing, Price: &price}, set
	}
	return d
}

// send sends the open decision; it reports whether an answer came.
func (s *seller) send(k *killed) bool {
	for {
		status, _, answer, err := k.post(s.cookie, "/api/command", s.open.Record)
		switch {
		case err != nil:
			return false
		case status == http.StatusTooManyRequests:
			time.Sleep(50 * time.Millisecond)
			continue
		case status != http.StatusOK:
			k.t.Errorf("%s: decision %s was refused: %d %s", s.name, s.open.ID, status, answer)
		default:
			s.open.done(s)
			s.acknowledged++
		}
		s.open = nil
		return true
	}
}

// differs says how what the server shows differs from what it acknowledged; empty when it does not.
func (s *seller) differs(v *sim.ShopView) string {
	if len(v.Purchases) != len(s.purchases) {
		return fmt.Sprintf("%d purchases, acknowledged %d", len(v.Purchases), len(s.purchases))
	}
	for i, p := range s.purchases {
		if got := v.Purchases[i]; got.Quantity != p.quantity || (got.State == "cancelled") != p.cancelled {
			return fmt.Sprintf("purchase %d is %d pieces, %s; acknowledged were %d, cancelled %v", i+1, got.Quantity, got.State, p.quantity, p.cancelled)
		}
	}
	if s.price > 0 && (len(v.Listings) != 1 || v.Listings[0].Price != s.price) {
		return fmt.Sprintf("listings %+v, acknowledged was one at %d", v.Listings, s.price)
	}
	return ""
}

// Fifty shops decide as fast as they can while the server is killed at random moments. After each restart every decision
// that was acknowledged is there, once, and one whose answer was lost can be sent again and is there once too. In the
// end the log alone gives the world that the server shows.
func TestKillTheServerTwentyTimes(t *testing.T) {
	kills, shops := 20, 50
	if testing.Short() {
		kills, shops = 3, 12
	}
	k := &killed{t: t, bin: filepath.Join(t.TempDir(), "chuhai"), data: t.TempDir()}
	if out, err := exec.Command("go", "build", "-o", k.bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	const code = "KILL"
	bridge := k.must("", "/api/bridge/enter", map[string]any{"token": k.start(), "password": "a long password"})
	defer func() { k.kill() }()
	k.must(bridge, "/api/bridge/class", map[string]any{"code": code, "scenario": "rail-express", "bots": 0})
	sellers := make([]*seller, shops)
	for i := range sellers {
		sellers[i] = &seller{name: fmt.Sprintf("店铺 %d", i+1)}
		sellers[i].cookie = k.must("", "/api/join", map[string]any{"code": code, "name": sellers[i].name})
	}
	each := func(fn func(*seller)) {
		var wg sync.WaitGroup
		for _, s := range sellers {
			wg.Go(func() { fn(s) })
		}
		wg.Wait()
	}
	days := 0
	for round := 1; round <= kills; round++ {
		moment := time.Duration(50+rand.IntN(400)) * time.Millisecond
		time.AfterFunc(moment, func() { _ = k.cmd.Process.Kill() })
		each(func(s *seller) {
			for answered := true; answered; {
				if s.open == nil {
					s.open = s.next(days)
				}
				answered = s.send(k)
				if s.price > 0 && s.listing == 0 {
					m, err := k.look(s.cookie)
					if err != nil {
						return // killed in between; the restart shows it
					}
					s.listing = m.Shop.Listings[0].Number
				}
			}
		})
		_ = k.cmd.Wait()
		k.start()
		each(func(s *seller) { // the decision whose answer was lost
			if s.open != nil && !s.send(k) {
				t.Errorf("round %d, killed after %v: %s: no answer after the restart", round, moment, s.name)
			}
		})
		for _, s := range sellers {
			m, err := k.look(s.cookie)
			if err != nil {
				t.Fatal(err)
			}
			if why := s.differs(m.Shop); why != "" {
				t.Errorf("round %d, killed after %v: %s: %s", round, moment, s.name, why)
				continue
			}
			if s.price > 0 {
				s.listing = m.Shop.Listings[0].Number
			}
			if m.Class.Day != days {
				t.Errorf("round %d, killed after %v: day %d, acknowledged %d", round, moment, m.Class.Day, days)
			}
		}
		if t.Failed() {
			t.FailNow()
		}
		k.must(bridge, "/api/bridge/step", map[string]any{"class": code})
		days++
	}
	k.kill()
	total := 0
	for _, s := range sellers {
		total += s.acknowledged
	}
	t.Logf("%d decisions acknowledged over %d kills, none lost", total, kills)
	compareWithLog(t, k.data, code, days)
}

// compareWithLog replays the log without its snapshots and compares each day's digest with the restored class's.
func compareWithLog(t *testing.T, data, code string, days int) {
	t.Helper()
	st, err := store.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	raw, _, err := st.Get("class", code)
	if err != nil {
		t.Fatal(err)
	}
	var m class.Meta
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	c, err := class.Open(st, m)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var w *sim.World
	var want []string
	if err := c.With(func(live *sim.World) error {
		want = live.Digests()
		w, err = sim.New(live.Scenario(), m.Seed)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := st.Read(code, 1, func(n uint64, rec []byte) error {
		var r class.Record
		if err := json.Unmarshal(rec, &r); err != nil {
			return err
		}
		return w.Apply(r.Command)
	}); err != nil {
		t.Fatal(err)
	}
	if len(want) != days {
		t.Errorf("%d digests after %d days", len(want), days)
	}
	for i, d := range w.Digests() {
		if i >= len(want) || want[i] != d {
			t.Errorf("day %d: the log gives another world than the snapshot and its tail", i+1)
		}
	}
}
