package web

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
	"chuhai/web/class"
)

// A browser may hold a seat and the bridge at once: each has its own cookie.
const (
	studentCookie = "chuhai"
	bridgeCookie  = "chuhai-bridge"
	sessionAge    = 180 * 24 * time.Hour
	minJoinID     = 16 // characters: nobody guesses it
)

// session is who a browser is: a shop of a class, or the instructor. Born tells the class from an earlier one of the
// same code; PIN ends the session when the seat's PIN changes.
type session struct {
	Class      string `json:"class,omitempty"`
	Born       int64  `json:"born,omitempty"`
	Shop       int    `json:"shop,omitempty"`
	PIN        string `json:"pin,omitempty"`
	Instructor bool   `json:"instructor,omitempty"`
}

// who is the session of a browser's cookie.
func (s *Server) who(c echo.Context, cookie string) (session, error) {
	var v session
	k, err := c.Cookie(cookie)
	if err != nil {
		return v, refuse("session", "请先进入课堂", "enter the class first")
	}
	data, ok, err := s.st.Get(kindSession, k.Value)
	if err != nil {
		return v, err
	}
	if !ok || json.Unmarshal(data, &v) != nil {
		return v, refuse("session", "请重新进入课堂", "enter the class again")
	}
	return v, nil
}

// seat is the class and shop of a student's browser.
func (s *Server) seat(c echo.Context) (*class.Class, int, error) {
	v, err := s.who(c, studentCookie)
	if err != nil {
		return nil, 0, err
	}
	k := s.Class(v.Class)
	if k == nil || v.Shop == 0 || k.Meta.Created.UnixNano() != v.Born {
		return nil, 0, refuse("session", "这个班级已不在，请重新进入课堂", "this class is no more: enter a class again")
	}
	pin, err := s.pin(k, v.Shop)
	if err != nil {
		return nil, 0, err
	}
	if pin != v.PIN {
		return nil, 0, refuse("session", "PIN 已被老师重置，请重新进入课堂", "the instructor has changed the PIN: enter the class again")
	}
	return k, v.Shop, nil
}

// student is the seat of a browser that makes a call, at a pace that people keep.
func (s *Server) student(c echo.Context) (*class.Class, int, error) {
	k, shop, err := s.seat(c)
	if err == nil && !s.paces.allow("shop/"+k.Meta.Code+"/"+strconv.Itoa(shop), callsPerSecond, callsAtOnce) {
		err = refuseAs(http.StatusTooManyRequests, "request", "操作太快，请稍候再试", "too fast: wait a moment and try again")
	}
	return k, shop, err
}

// instructor is nil for the instructor's browser.
func (s *Server) instructor(c echo.Context) error {
	v, err := s.who(c, bridgeCookie)
	if err != nil || !v.Instructor {
		return refuse("session", "请以教师身份登录", "log in as the instructor")
	}
	return nil
}

// admit gives a browser a session.
func (s *Server) admit(c echo.Context, cookie string, v session) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	token := rand.Text()
	if err := s.st.Put(kindSession, token, data); err != nil {
		return err
	}
	c.SetCookie(&http.Cookie{Name: cookie, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: int(sessionAge.Seconds())})
	return nil
}

// dismiss ends the session of a browser's cookie.
func (s *Server) dismiss(c echo.Context, cookie string) error {
	k, err := c.Cookie(cookie)
	if err != nil {
		return nil // there is none
	}
	if err := s.st.Delete(kindSession, k.Value); err != nil {
		return err
	}
	c.SetCookie(&http.Cookie{Name: cookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: -1})
	return nil
}

// me tells a browser who it is, so that the door can offer to go on.
func (s *Server) me(c echo.Context) error {
	type student struct {
		Class string `json:"class"`
		Shop  int    `json:"shop"`
		Name  string `json:"name"`
	}
	var out struct {
		Student    *student `json:"student,omitempty"`
		Instructor bool     `json:"instructor"`
	}
	out.Instructor = s.instructor(c) == nil
	if k, shop, err := s.seat(c); err == nil {
		v := student{Class: k.Meta.Code, Shop: shop}
		err := k.With(func(w *sim.World) error {
			sh, err := w.Shop(shop)
			if err == nil {
				v.Name = sh.Name
			}
			return err
		})
		if err != nil {
			return err
		}
		out.Student = &v
	}
	return c.JSON(http.StatusOK, out)
}

// join seats a student by name. A name that is seated asks for its PIN, except of the browser that sits there, and of a
// call that is made again under the same id because its answer was lost.
func (s *Server) join(c echo.Context) error {
	var in struct{ Code, Name, Pin, ID string }
	if err := body(c, &in); err != nil {
		return err
	}
	if in.ID != "" && len(in.ID) < minJoinID {
		return refuse("id", "id 至少 "+strconv.Itoa(minJoinID)+" 个字符", "an id has at least "+strconv.Itoa(minJoinID)+" characters")
	}
	k := s.Class(in.Code)
	if k == nil {
		return refuse("code", "没有这个班级码，请看老师屏幕上的班级码", "there is no class of that code: look at the instructor's screen")
	}
	if !s.paces.allow("join/"+c.RealIP(), seatsPerSecond, seatsAtOnce) {
		return refuseAs(http.StatusTooManyRequests, "name", "入座太频繁，请稍候再试", "too many at once: wait a moment and try again")
	}
	seat, err := k.Seat(in.Name, in.ID)
	if err != nil {
		return err
	}
	pin, err := s.pin(k, seat.Shop)
	if err != nil {
		return err
	}
	answer := map[string]any{"shop": seat.Shop, "pin": pin}
	if sits, shop, err := s.seat(c); err == nil && sits == k && shop == seat.Shop {
		return c.JSON(http.StatusOK, answer)
	}
	if !seat.New {
		if err := s.askPIN(in.Pin, pin, "pin/"+k.Meta.Code+"/"+strconv.Itoa(seat.Shop)); err != nil {
			return err
		}
	}
	if err := s.admit(c, studentCookie, session{Class: k.Meta.Code, Born: k.Meta.Created.UnixNano(), Shop: seat.Shop, PIN: pin}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, answer)
}

// askPIN compares a PIN. A seat at which it was guessed wrong too often is closed for a while.
func (s *Server) askPIN(given, want, seat string) error {
	if given == "" {
		return refuse("pin", "这个名字已入座：请输入入座时显示的 PIN，或换个名字", "this name is seated: give the PIN that was shown, or choose another name")
	}
	if wait := s.guesses.take(seat); wait > 0 {
		return tooManyGuesses("pin", wait)
	}
	if subtle.ConstantTimeCompare([]byte(given), []byte(want)) != 1 {
		return refuse("pin", "PIN 不对；忘记了可请老师重置", "the PIN is wrong; the instructor can give you a new one")
	}
	s.guesses.clear(seat)
	return nil
}

func tooManyGuesses(field string, wait time.Duration) error {
	n := strconv.Itoa(int(wait.Seconds()) + 1)
	return refuseAs(http.StatusTooManyRequests, field, "错误次数过多，请 "+n+" 秒后再试", "too many wrong tries: wait "+n+" seconds")
}

// pin is a seat's PIN: the first, or the one that the instructor replaced it by.
func (s *Server) pin(k *class.Class, shop int) (string, error) {
	v, ok, err := s.st.Get(kindSeat, seatKey(k, shop))
	if err != nil || ok {
		return string(v), err
	}
	return k.Meta.PIN(shop), nil
}

func seatKey(k *class.Class, shop int) string { return k.Meta.Code + "/" + strconv.Itoa(shop) }

// newPIN gives a seat another PIN, for a student who forgot it. Browsers that sit there have to enter again.
func (s *Server) newPIN(c echo.Context) error {
	var in struct {
		Class string
		Shop  int
	}
	if err := body(c, &in); err != nil {
		return err
	}
	k, err := s.steered(c, in.Class)
	if err != nil {
		return err
	}
	err = k.With(func(w *sim.World) error {
		for _, r := range w.Board() {
			if r.Shop == in.Shop && !r.Bot {
				return nil
			}
		}
		return refuse("shop", "没有这个学生", "there is no such student")
	})
	if err != nil {
		return err
	}
	old, err := s.pin(k, in.Shop)
	if err != nil {
		return err
	}
	pin := digits(4)
	for pin == old {
		pin = digits(4)
	}
	if err := s.st.Put(kindSeat, seatKey(k, in.Shop), []byte(pin)); err != nil {
		return err
	}
	s.guesses.clear("pin/" + seatKey(k, in.Shop))
	return c.JSON(http.StatusOK, map[string]string{"pin": pin})
}

func digits(n int) string {
	raw := make([]byte, n)
	_, _ = rand.Read(raw) // never fails
	for i := range raw {
		raw[i] = '0' + raw[i]%10
	}
	return string(raw)
}
