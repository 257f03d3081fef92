package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"chuhai/sim"
)

func (b *browser) me() (out struct {
	Student *struct {
		Class string
		Shop  int
		Name  string
	}
	Instructor bool
}) {
	b.h.t.Helper()
	if err := json.Unmarshal(b.must("GET", "/api/me", nil).body, &out); err != nil {
		b.h.t.Fatal(err)
	}
	return out
}

// pin is the PIN that a seated browser is shown.
func (b *browser) pin() string {
	b.h.t.Helper()
	var out struct{ PIN string }
	if err := json.Unmarshal(b.must("GET", "/api/desk", nil).body, &out); err != nil {
		b.h.t.Fatal(err)
	}
	return out.PIN
}

func TestAStudentWhoComesBackIsBack(t *testing.T) {
	h := newSchool(t)
	b := h.student("aaa ", " 王  小明 ")
	if me := b.me(); me.Student == nil || me.Student.Name != "王 小明" || me.Student.Class != "AAA" || me.Student.Shop != 4 || me.Instructor {
		t.Fatalf("the door knows %+v", me)
	}
	pin := b.pin()
	h.restart()
	if me := b.me(); me.Student == nil || me.Student.Shop != 4 {
		t.Errorf("after the restart the door knows %+v", me)
	}
	b.must("POST", "/api/join", map[string]any{"code": "AAA", "name": "王 小明"}) // the browser that sits there needs no PIN
	var bot string
	if err := h.s.Class("AAA").With(func(w *sim.World) error { bot = w.Board()[0].Name; return nil }); err != nil {
		t.Fatal(err)
	}
	other := h.browser()
	for _, c := range []struct {
		what, name, pin string
		status          int
		field           string
	}{
		{"the name without its PIN", "王 小明", "", http.StatusUnprocessableEntity, "pin"},
		{"the name with a wrong PIN", "王 小明", "x" + pin, http.StatusUnprocessableEntity, "pin"},
		{"a bot's name", bot, "", http.StatusUnprocessableEntity, "name"},
	} {
		if a := other.call("POST", "/api/join", map[string]any{"code": "AAA", "name": c.name, "pin": c.pin}); a.status != c.status || a.why().Field != c.field {
			t.Errorf("%s: %d %s", c.what, a.status, a.body)
		}
	}
	other.must("POST", "/api/join", map[string]any{"code": "AAA", "name": "王 小明", "pin": pin})
	if me := other.me(); me.Student == nil || me.Student.Shop != 4 {
		t.Errorf("on another machine the door knows %+v", me)
	}
}

// A join whose answer was lost is made again under its id: one shop, and no PIN that nobody has seen is asked for.
func TestAJoinWhoseAnswerWasLostIsMadeAgain(t *testing.T) {
	h := newSchool(t)
	join := map[string]any{"code": "AAA", "name": "甲", "id": "0123456789abcdef01234567"}
	h.browser().must("POST", "/api/join", join) // its answer, cookie included, never arrives
	h.restart()
	b := h.browser()
	b.must("POST", "/api/join", join)
	if me := b.me(); me.Student == nil || me.Student.Shop != 4 {
		t.Errorf("the door knows %+v", me)
	}
	join["id"] = "another-id-0123456789"
	if a := h.browser().call("POST", "/api/join", join); a.why().Field != "pin" {
		t.Errorf("under another id: %d %s", a.status, a.body)
	}
	join["id"] = "short"
	if a := h.browser().call("POST", "/api/join", join); a.why().Field != "id" {
		t.Errorf("under an id that can be guessed: %d %s", a.status, a.body)
	}
}

// Five wrong PINs close a seat for a minute, to the right PIN as well; a new PIN from the instructor opens it, and signs
// out who sat there.
func TestAPINCannotBeGuessed(t *testing.T) {
	h := newSchool(t)
	b, teacher, thief := h.student("AAA", "甲"), h.instructor(), h.browser()
	pin := b.pin()
	join := func(b *browser, pin string) reply {
		return b.call("POST", "/api/join", map[string]any{"code": "AAA", "name": "甲", "pin": pin})
	}
	for range maxGuesses {
		if a := join(thief, "no"); a.status != http.StatusUnprocessableEntity {
			t.Fatalf("a wrong PIN: %d %s", a.status, a.body)
		}
	}
	if a := join(thief, pin); a.status != http.StatusTooManyRequests || !strings.Contains(a.why().Text.En, "wait") || !strings.Contains(a.why().Text.Zh, "秒后") {
		t.Errorf("the right PIN after five wrong ones: %d %s", a.status, a.body)
	}
	var out struct{ PIN string }
	a := teacher.must("POST", "/api/bridge/pin", map[string]any{"class": "AAA", "shop": 4})
	if err := json.Unmarshal(a.body, &out); err != nil || len(out.PIN) != 4 || out.PIN == pin {
		t.Fatalf("the new PIN is %s, the old %s", a.body, pin)
	}
	if a := b.call("GET", "/api/desk", nil); a.status != http.StatusUnauthorized {
		t.Errorf("the browser that sat there under the old PIN: %d", a.status)
	}
	if a := join(thief, pin); a.status != http.StatusUnprocessableEntity {
		t.Errorf("the old PIN: %d %s", a.status, a.body)
	}
	if a := join(b, out.PIN); a.status != http.StatusOK {
		t.Errorf("the new PIN: %d %s", a.status, a.body)
	}
	h.restart()
	if b.pin() != out.PIN {
		t.Error("the new PIN did not survive a restart")
	}
	for _, shop := range []int{0, 1, 99} { // nobody, a bot, nobody
		if a := teacher.call("POST", "/api/bridge/pin", map[string]any{"class": "AAA", "shop": shop}); a.status != http.StatusUnprocessableEntity ||
			a.why().Field != "shop" {
			t.Errorf("a PIN for shop %d: %d %s", shop, a.status, a.body)
		}
	}
}

func TestGuessesAreForgivenAfterAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g guesses
		for i := range maxGuesses {
			if wait := g.take("k"); wait > 0 {
				t.Fatalf("guess %d has to wait %v", i+1, wait)
			}
		}
		if wait := g.take("k"); wait <= 0 || wait > guessPause {
			t.Errorf("the sixth guess waits %v", wait)
		}
		if g.take("other") > 0 {
			t.Error("another seat waits too")
		}
		time.Sleep(guessPause + time.Second)
		if g.take("k") > 0 {
			t.Error("a minute later the seat is still closed")
		}
	})
}

// The instructor may sit in the class as a student in the same browser; neither session harms the other.
func TestDeskAndBridgeInOneBrowser(t *testing.T) {
	h := newSchool(t)
	b := h.instructor()
	b.must("POST", "/api/join", map[string]any{"code": "BBB", "name": "老师"})
	b.must("GET", "/api/bridge", nil)
	b.decide(sim.Command{Publish: &aListing})
	if me := b.me(); me.Student == nil || me.Student.Class != "BBB" || !me.Instructor {
		t.Errorf("the door knows %+v", me)
	}
}

// The password is set once, with the link that was printed; a wrong one is refused, and guessed five times a minute.
func TestTheBridgeIsEnteredWithThePassword(t *testing.T) {
	h := newSchool(t)
	token := h.s.Setup()
	enter := func(b *browser, token, password string) reply {
		return b.call("POST", "/api/bridge/enter", map[string]any{"token": token, "password": password})
	}
	if a := enter(h.browser(), "guess", password); a.why().Field != "token" {
		t.Errorf("a wrong token: %d %s", a.status, a.body)
	}
	if a := enter(h.browser(), token, "short"); a.why().Field != "password" {
		t.Errorf("a short password: %d %s", a.status, a.body)
	}
	if a := enter(h.browser(), token, password); a.status != http.StatusOK {
		t.Fatalf("setting the password: %d %s", a.status, a.body)
	}
	h.restart()
	if h.s.Setup() != "" {
		t.Error("there is still a token after the password was set")
	}
	if a := enter(h.browser(), token, "another password"); a.status == http.StatusOK {
		t.Error("the link set the password twice")
	}
	if a := enter(h.browser(), "", password); a.status != http.StatusOK {
		t.Errorf("the password: %d %s", a.status, a.body)
	}
	for range maxGuesses {
		enter(h.browser(), "", "a wrong password")
	}
	if a := enter(h.browser(), "", password); a.status != http.StatusTooManyRequests {
		t.Errorf("after five wrong passwords: %d %s", a.status, a.body)
	}
}

// A new class under an old code is another class: who sat in the old one does not sit in the new.
func TestASessionEndsWithItsClass(t *testing.T) {
	h := newSchool(t)
	b := h.student("AAA", "甲")
	if err := h.s.RemoveClass("aaa"); err != nil {
		t.Fatal(err)
	}
	if a := b.call("GET", "/api/desk", nil); a.status != http.StatusUnauthorized {
		t.Errorf("after the class is gone: %d %s", a.status, a.body)
	}
	if _, err := h.s.OpenClass("AAA", "", "first-parcel", 9, 4); err != nil {
		t.Fatal(err)
	}
	if a := b.call("GET", "/api/desk", nil); a.status != http.StatusUnauthorized {
		t.Errorf("in a new class of the same code: %d %s", a.status, a.body)
	}
	h.restart()
	if n, day := census(t, h.s.Class("AAA")); n != 4 || day != 0 {
		t.Errorf("the new class has %d shops on day %d", n, day)
	}
}
