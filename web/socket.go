package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"github.com/labstack/echo/v4"

	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/class"
)

// Limits of a socket.
const (
	maxFrame  = 4 << 10 // a browser sends nothing long
	writeWait = 10 * time.Second
	pongWait  = 60 * time.Second
	pingEvery = pongWait / 2
	breath    = 500 * time.Millisecond // between messages: at most two a second

	usualMessage = 8 << 10 // bytes of a socket's buffer that are kept from message to message
)

var upgrader = websocket.Upgrader{
	WriteBufferPool: &sync.Pool{},
	Error: func(w http.ResponseWriter, _ *http.Request, status int, reason error) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).
			Encode(sim.Rejection{Field: "socket", Text: scenario.Text{Zh: "无法建立实时连接：" + reason.Error(), En: "no live connection: " + reason.Error()}})
	},
}

// viewer is whose view a socket streams. With a class's code it is the class as everyone sees it, for the bridge and the
// projector; without, the student's class and shop.
func (s *Server) viewer(c echo.Context) (*class.Class, int, error) {
	if code := c.QueryParam("class"); code != "" {
		k, err := s.find(code)
		return k, 0, err
	}
	return s.student(c)
}

// socket streams the class, and to a student the own shop: at first all, then what changes.
func (s *Server) socket(c echo.Context) error {
	k, shop, err := s.viewer(c)
	if err != nil {
		return err
	}
	sub, end, err := k.Subscribe(shop)
	if err != nil {
		return err
	}
	defer end()
	if !s.countSocket() {
		return class.ErrStopped
	}
	defer s.sockets.Done()
	ws, err := upgrader.Upgrade(c.Response(), c.Request(), nil)
	if err != nil {
		return nil // the upgrader has answered
	}
	gone := make(chan struct{})
	go listen(ws, gone, sub.Wake)
	defer func() {
		ws.Close()
		<-gone
	}()
	stream(ws, sub, gone, s.breath)
	return nil
}

// watch closes a socket whose browser has not taken a message for as long as its patience lasts, and wakes its stream now and then. It
// stands in for a deadline of every write: setting one costs a tenth of what writing does.
type watch struct {
	ws       *websocket.Conn
	patience time.Duration
	wake     func()
	since    time.Time
	begun    atomic.Int64 // when the message that is being written was begun: nanoseconds since; 0: none is
	timer    *time.Timer
}

// watched begins to watch a socket; stop ends it.
func watched(ws *websocket.Conn, patience time.Duration, wake func()) *watch {
	w := &watch{ws: ws, patience: patience, wake: wake, since: time.Now()}
	w.timer = time.AfterFunc(time.Hour, w.look) // look needs the timer: it runs from the next line on
	w.timer.Reset(w.patience)
	return w
}

func (w *watch) look() {
	if begun := w.begun.Load(); begun > 0 && time.Since(w.since) >= time.Duration(begun)+w.patience {
		w.ws.Close()
		return
	}
	w.wake()
	w.timer.Reset(w.patience)
}

func (w *watch) stop() { w.timer.Stop() }

// write sends a message, however long the browser takes: until look loses patience.
func (w *watch) write(now time.Time, message []byte) error {
	w.begun.Store(max(int64(now.Sub(w.since)), 1))
	err := w.ws.WriteMessage(websocket.TextMessage, message)
	w.begun.Store(0)
	return err
}

// stream writes what is new to a socket until one side ends it. Everything that concerns the socket wakes it on the one
// channel; what happens between two messages waits in sub.
func stream(ws *websocket.Conn, sub *class.Subscriber, gone <-chan struct{}, breath time.Duration) {
	w, later := watched(ws, writeWait, sub.Wake), time.AfterFunc(pingEvery, sub.Wake)
	defer w.stop()
	defer later.Stop()
	var sent time.Time
	pinged := time.Now()
	var message bytes.Buffer
	for range sub.C {
		select {
		case <-gone:
			return
		default:
		}
		now := time.Now()
		if sub.Ended() {
			_ = ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseGoingAway, "the class is closed"), now.Add(time.Second))
			return
		}
		if now.Sub(pinged) >= pingEvery {
			if ws.WriteControl(websocket.PingMessage, nil, now.Add(writeWait)) != nil {
				return
			}
			pinged = now
		}
		if wait := sent.Add(breath).Sub(now); wait > 0 {
			later.Reset(wait)
			continue
		}
		message.Reset()
		if !sub.Take(&message) {
			continue
		}
		if w.write(now, message.Bytes()) != nil {
			return
		}
		if sent = now; message.Cap() > usualMessage {
			message = bytes.Buffer{} // the first message holds all there is: none later is as large
		}
	}
}

// countSocket counts a socket, unless the server is closing.
func (s *Server) countSocket() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.sockets.Add(1)
	return true
}

// listen reads a socket until it ends, and tells. A browser says nothing but pongs.
func listen(ws *websocket.Conn, gone chan<- struct{}, wake func()) {
	defer wake()
	defer close(gone)
	ws.SetReadLimit(maxFrame)
	alive := func(string) error { return ws.SetReadDeadline(time.Now().Add(pongWait)) }
	ws.SetPongHandler(alive)
	for alive("") == nil {
		if _, _, err := ws.NextReader(); err != nil {
			return
		}
	}
}
