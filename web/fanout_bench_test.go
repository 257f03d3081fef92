package web

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"chuhai/web/class"
)

// audience is how many browsers the fan-out benchmark has.
const audience = 400

// barFanOut is the most that the server's processor time for a delivered message may be, against a bare loop's.
const barFanOut = 1.3

// readers is a process of browsers, so that their work is not counted as the server's.
type readers struct {
	cmd  *exec.Cmd
	said *bufio.Scanner
	in   io.Closer
}

// newReaders opens the audience's sockets at a websocket address.
func newReaders(b *testing.B, url string) *readers {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "CHUHAI_READERS="+url)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	return &readers{cmd, bufio.NewScanner(out), in}
}

// round waits until every browser has got one more message.
func (r *readers) round(b *testing.B) {
	if !r.said.Scan() {
		b.Fatal("the browsers are gone")
	}
}

func (r *readers) close() {
	r.in.Close()
	_ = r.cmd.Wait()
}

// readUntilClosed is the readers' process: it says a word each time that all have got a message.
func readUntilClosed(url string) {
	var got atomic.Int64
	var say sync.Mutex
	for range audience {
		ws, _, err := websocket.DefaultDialer.Dial(url, nil)
		if err != nil {
			panic(err)
		}
		go func() {
			for {
				if _, _, err := ws.ReadMessage(); err != nil {
					return
				}
				if n := got.Add(1); n%audience == 0 {
					say.Lock()
					fmt.Println(n)
					say.Unlock()
				}
			}
		}()
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

// BenchmarkFanOut tells every browser of a class that something has changed, and in the same run does what a bare loop
// does with the same bytes: write them to one gorilla connection after the other. The ratio of the server's processor
// time for a delivered message is what counts.
func BenchmarkFanOut(b *testing.B) {
	h := newSchool(b)
	h.s.breath = 0
	k := h.s.Class("AAA")
	url := "ws" + strings.TrimPrefix(h.http.URL, "http") + "/ws?class=AAA"
	ws, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		b.Fatal(err)
	}
	if err := k.Clock(true, class.MaxSeconds); err != nil {
		b.Fatal(err)
	}
	change := func() { // the time until the next day, the least that can change
		time.Sleep(2 * time.Millisecond)
		if err := k.Until(0); err != nil {
			b.Fatal(err)
		}
	}
	h.next(ws)
	change()
	_, bytes, err := ws.ReadMessage()
	if err != nil {
		b.Fatal(err)
	}
	ws.Close()

	var mu sync.Mutex
	var conns []*websocket.Conn
	var up websocket.Upgrader
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer c.Close()
		if err := c.WriteMessage(websocket.TextMessage, bytes); err != nil {
			return
		}
		mu.Lock()
		conns = append(conns, c)
		mu.Unlock()
		for {
			if _, _, err := c.NextReader(); err != nil {
				return
			}
		}
	}))
	defer hub.Close()
	ours, bare := newReaders(b, url), newReaders(b, "ws"+strings.TrimPrefix(hub.URL, "http"))
	defer ours.close()
	defer bare.close()
	ours.round(b)
	bare.round(b)

	var here, there time.Duration
	b.ResetTimer()
	for range b.N {
		t0 := cpu(b)
		change()
		ours.round(b)
		t1 := cpu(b)
		for _, c := range conns {
			if err := c.WriteMessage(websocket.TextMessage, bytes); err != nil {
				b.Fatal(err)
			}
		}
		bare.round(b)
		here, there = here+t1-t0, there+cpu(b)-t1
	}
	n := float64(b.N) * audience
	b.ReportMetric(float64(here.Nanoseconds())/n, "ns-cpu/message")
	b.ReportMetric(float64(there.Nanoseconds())/n, "ns-cpu/bare-message")
	ratio := float64(here) / float64(there)
	b.ReportMetric(ratio, "×bare")
	b.ReportMetric(0, "ns/op")
	if b.N > 1 { // else it only warms up
		verdict("processor time of a delivered message, against a bare loop", ratio, barFanOut, "×")
	}
}
