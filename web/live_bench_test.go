package web

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"chuhai/sim"
	"chuhai/web/class"
)

// A full house: every student of it has a shop that trades, and looks at it.
const (
	houseClasses  = 100
	houseStudents = 50 // of each class
	houseDays     = 6
	houseDay      = 5 * time.Second // from day to day of a class
)

// The bars of a full house.
const (
	barScreen  = 1.0  // seconds from the call for a day to its message on a screen, for 99 of 100
	barStudent = 60.0 // KiB that the socket of a student takes
)

// arrival is when a student's browser was told of a day.
type arrival struct {
	class, day int
	at         time.Time
}

// watchUntilClosed is the process of a full house's browsers: it opens a socket for each line of its input, a class and the
// cookie of a student of it, says a word, and at the end of the input tells when each was told of which day.
func watchUntilClosed(url string) {
	var mu sync.Mutex
	var arrivals []arrival
	var lost atomic.Int64
	var greeted sync.WaitGroup
	dial := func(class int, cookie string) {
		header := map[string][]string{"Cookie": {studentCookie + "=" + cookie}}
		ws, _, err := websocket.DefaultDialer.Dial(url, header)
		if err != nil {
			panic(err)
		}
		if _, _, err := ws.ReadMessage(); err != nil { // all that there is
			panic(err)
		}
		greeted.Done()
		for {
			_, message, err := ws.ReadMessage()
			if err != nil {
				lost.Add(1)
				return
			}
			at := time.Now()
			if day := dayTold(message); day > 0 {
				mu.Lock()
				arrivals = append(arrivals, arrival{class, day, at})
				mu.Unlock()
			}
		}
	}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() && in.Text() != "" {
		class, cookie, _ := strings.Cut(in.Text(), " ")
		n, _ := strconv.Atoi(class)
		greeted.Add(1)
		go dial(n, cookie)
	}
	greeted.Wait()
	fmt.Println("open")
	for in.Scan() {
	}
	mu.Lock()
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprintln(out, lost.Load())
	for _, a := range arrivals {
		fmt.Fprintln(out, a.class, a.day, a.at.UnixNano())
	}
	out.Flush()
	os.Exit(0)
}

// dayTold is the day that a message tells of: in the changes of a class it comes first, in the whole of it after what never
// changes. 0: the message tells of none.
func dayTold(message []byte) int {
	_, rest, ok := bytes.Cut(message, []byte(`"class":{"day":`))
	if !ok {
		if _, rest, ok = bytes.Cut(message, []byte(`"class":{"code":`)); !ok {
			return 0
		}
		_, rest, _ = bytes.Cut(rest, []byte(`,"day":`))
	}
	day, _ := strconv.Atoi(string(rest[:max(bytes.IndexAny(rest, ",}"), 0)]))
	return day
}

// BenchmarkFullHouse is 5,000 students in 100 classes on one machine, who all see their shops live while a day passes in
// every class every five seconds: how long it takes from the call for a day to the message on a student's screen, what a
// student's socket takes of memory, and how many sockets are lost. The browsers are a process of their own, which shares the
// processors.
func BenchmarkFullHouse(b *testing.B) {
	h := newSchool(b)
	classes := make([]*class.Class, houseClasses)
	var people strings.Builder
	for c := range classes {
		k, err := h.s.OpenClass("H"+strconv.Itoa(100+c), "", "rail-express", uint64(c), 0)
		if err != nil {
			b.Fatal(err)
		}
		classes[c] = k
		for n := range houseStudents {
			seat, err := k.Seat(fmt.Sprint("店 ", n+1), "")
			if err != nil {
				b.Fatal(err)
			}
			opensUp(b, k, seat.Shop)
			pin, err := h.s.pin(k, seat.Shop)
			if err != nil {
				b.Fatal(err)
			}
			data, err := json.Marshal(session{Class: k.Meta.Code, Born: k.Meta.Created.UnixNano(), Shop: seat.Shop, PIN: pin})
			if err != nil {
				b.Fatal(err)
			}
			token := fmt.Sprintf("%s-%d", k.Meta.Code, seat.Shop)
			if err := h.st.Put(kindSession, token, data); err != nil {
				b.Fatal(err)
			}
			fmt.Fprintln(&people, c, token)
		}
		for range 20 { // there is something to see
			if err := k.Do(sim.Command{Step: &sim.Step{}}); err != nil {
				b.Fatal(err)
			}
		}
	}
	for b.Loop() {
		before := taken()
		house, in, out := opened(b, "ws"+strings.TrimPrefix(h.http.URL, "http")+"/ws", people.String())
		each := float64(taken()-before) / (houseClasses * houseStudents) / 1024
		asked := make([]map[int]time.Time, houseClasses)
		var wg sync.WaitGroup
		begun := time.Now()
		for c, k := range classes {
			asked[c] = map[int]time.Time{}
			wg.Go(func() {
				for d := range houseDays {
					time.Sleep(time.Until(begun.Add(time.Duration(d)*houseDay + time.Duration(c)*houseDay/houseClasses)))
					day := 0
					if err := k.With(func(w *sim.World) error { day = w.Day() + 1; return nil }); err != nil {
						b.Error(err)
					}
					asked[c][day] = time.Now()
					if err := k.Do(sim.Command{Step: &sim.Step{}}); err != nil {
						b.Error(err)
					}
				}
			})
		}
		wg.Wait()
		time.Sleep(houseDay)
		in.Close()
		lost, waits := told(b, out, asked)
		if err := house.Wait(); err != nil {
			b.Error(err)
		}
		if want := houseClasses * houseStudents * houseDays; lost > 0 || len(waits) < want {
			b.Errorf("%d sockets lost, %d messages of days, want %d", lost, len(waits), want)
		}
		slices.Sort(waits)
		p99 := waits[len(waits)*99/100].Seconds()
		b.ReportMetric(p99, "p99-s")
		b.ReportMetric(waits[len(waits)/2].Seconds(), "p50-s")
		b.ReportMetric(each, "KiB/student")
		b.ReportMetric(0, "ns/op")
		verdict("from day to screen, 5,000 students, for 99 of 100", p99, barScreen, "s")
		verdict("memory of a student's socket", each, barStudent, "KiB")
	}
}

// opensUp lets a shop buy two goods and offer each on two marketplaces.
func opensUp(b *testing.B, k *class.Class, shop int) {
	b.Helper()
	for i, good := range []string{"synthetic-wig", "makeup-brush"} {
		cmds := []sim.Command{{Purchase: &sim.PlacePurchase{Good: good, Supplier: supplierOf(b, k, good), Quantity: 200}}}
		for m, at := range [][2]string{{"kaufgarten", "line-de"}, {"targowo", "line-pl"}} {
			cmds = append(cmds, sim.Command{Publish: &sim.PublishListing{Good: good, Marketplace: at[0], Service: at[1], Price: int64([]int{2990, 12990}[m] / (i + 1)), Promise: 14}})
		}
		for _, c := range cmds {
			c.Shop = shop
			if err := k.Do(c); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func supplierOf(b *testing.B, k *class.Class, good string) string {
	b.Helper()
	for _, g := range k.Catalogue.Goods {
		if g.ID == good {
			return g.Suppliers[0].ID
		}
	}
	b.Fatalf("no %s in the lesson", good)
	return ""
}

// opened starts the process of browsers and waits until all of them see their shops.
func opened(b *testing.B, url, people string) (house *exec.Cmd, in io.WriteCloser, out *bufio.Scanner) {
	b.Helper()
	house = exec.Command(os.Args[0])
	house.Env = append(os.Environ(), "CHUHAI_HOUSE="+url)
	house.Stderr = os.Stderr
	stdout, err := house.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if in, err = house.StdinPipe(); err != nil {
		b.Fatal(err)
	}
	if err := house.Start(); err != nil {
		b.Fatal(err)
	}
	if _, err := io.WriteString(in, people+"\n"); err != nil {
		b.Fatal(err)
	}
	if out = bufio.NewScanner(stdout); !out.Scan() || out.Text() != "open" {
		b.Fatal("the browsers did not get in")
	}
	return house, in, out
}

// told reads how many sockets were lost and how long each message of a day took.
func told(b *testing.B, out *bufio.Scanner, asked []map[int]time.Time) (lost int, waits []time.Duration) {
	b.Helper()
	out.Scan()
	lost, err := strconv.Atoi(out.Text())
	for out.Scan() && err == nil {
		var class, day int
		var at int64
		if _, err = fmt.Sscan(out.Text(), &class, &day, &at); err != nil {
			break
		}
		if t, ok := asked[class][day]; ok {
			waits = append(waits, time.Unix(0, at).Sub(t))
		}
	}
	if err := cmp.Or(err, out.Err()); err != nil {
		b.Fatal(err)
	}
	return lost, waits
}

// taken is the memory that the process has from the system and uses.
func taken() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}

// verdict prints a figure with its bar for a person to read.
func verdict(what string, got, bar float64, unit string) {
	word := map[bool]string{true: "met", false: "NOT MET"}[got <= bar]
	fmt.Fprintf(os.Stderr, "%-58s %8.2f %-10s bar %6.2f  %s\n", what, got, unit, bar, word)
}
