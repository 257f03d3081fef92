package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/sim/money"
)

// openCalls are the calls that anyone may make: they let people in and out, tell a browser who it is, or show what the projector
// shows.
var openCalls = map[string]bool{
	"GET /api/me": true, "POST /api/join": true, "GET /api/bridge/setup": true, "POST /api/bridge/enter": true, "POST /api/bridge/leave": true,
	"GET /api/screen": true, "GET /api/qr.svg": true,
}

// Every call × every role. A call under /api/bridge is the instructor's, every other a student's; what is not for a role
// is refused. A new route is held to the same rule by itself.
func TestEveryCallByEveryRole(t *testing.T) {
	h := newSchool(t)
	roles := map[string]*browser{"nobody": h.browser(), "a student of A": h.student("AAA", "甲"), "a student of B": h.student("BBB", "乙"),
		"the instructor": h.instructor()}
	forged := h.browser()
	forged.cookies[studentCookie] = roles["the instructor"].cookies[bridgeCookie]
	forged.cookies[bridgeCookie] = roles["a student of A"].cookies[studentCookie]
	roles["someone who swapped the cookies"] = forged
	tried := 0
	for _, r := range h.s.echo.Routes() {
		if !strings.HasPrefix(r.Path, "/api/") || openCalls[r.Method+" "+r.Path] {
			continue
		}
		bridge := strings.HasPrefix(r.Path, "/api/bridge")
		for who, b := range roles {
			may := who == "the instructor"
			if !bridge {
				may = strings.HasPrefix(who, "a student")
			}
			var body any
			if r.Method != http.MethodGet {
				body = map[string]any{}
			}
			a := b.call(r.Method, r.Path, body)
			tried++
			if refused := a.status == http.StatusUnauthorized && a.why().Field == "session"; refused == may {
				t.Errorf("%s %s by %s: %d %s; allowed should be %v", r.Method, r.Path, who, a.status, a.body, may)
			}
			if a.status >= 500 {
				t.Errorf("%s %s by %s: %d %s", r.Method, r.Path, who, a.status, a.body)
			}
		}
	}
	if tried < 5*15 {
		t.Errorf("only %d calls were tried", tried)
	}
}

// every command type, as a student would send it for the shop of another.
func everyCommand() map[string]sim.Command {
	price := int64(1999)
	return map[string]sim.Command{
		"Open":     {Open: &sim.OpenShop{Name: "another"}},
		"Step":     {Step: &sim.Step{}},
		"Purchase": {Purchase: &aPurchase},
		"Cancel":   {Cancel: &sim.CancelPurchase{Purchase: 1}},
		"Publish":  {Publish: &aListing},
		"Amend":    {Amend: &sim.AmendListing{Listing: 1, Price: &price}},
		"Consign":  {Consign: &sim.SendConsignment{Good: "synthetic-wig", Freight: "rail-hamburg", Quantity: 10}},
		"Finance":  {Finance: &sim.FinanceDecision{Forward: &sim.SellForward{Sell: money.Amount{Minor: 100, Currency: "EUR"}, Days: 9}}},
		"Declare":  {Declare: &sim.DeclareGood{Good: "synthetic-wig", Regime: "eu", HS: "670411", ShareBP: 9000}},
		"Convert":  {Convert: &sim.Convert{From: money.Amount{Minor: 100, Currency: "CNY"}, To: "EUR"}},
		"Ticket":   {Ticket: &sim.AnswerTicket{Ticket: 1, Answer: "explain"}},
		"Dispute":  {Dispute: &sim.AnswerDispute{Dispute: 1, Answer: "accept"}},
		"Seed":     {Seed: &sim.Seed{Listing: 1, Kind: "inserts", Count: 10}},
		"Appeal":   {Appeal: &sim.Appeal{Marketplace: "kaufgarten", Cause: "late", Remedy: "promise", Proof: "transit"}},
		"Paper":    {Paper: &sim.GetPaper{Paper: "gpsr"}},
		"Check":    {Check: &sim.CheckRight{Good: "synthetic-wig", Marketplace: "kaufgarten"}},
		"Licence":  {Licence: &sim.TakeLicence{Right: "shaolin"}},
		"Takedown": {Takedown: &sim.AnswerTakedown{Case: 1, Answer: "withdraw"}},
		"Privacy":  {Privacy: &sim.DoPrivacy{Task: "notice", Answer: "publish"}},
		"Returns":  {Returns: &sim.SetReturns{Marketplace: "kaufgarten"}},

		"Advertise": {Advertise: &sim.Advertise{Listing: 1, Query: "wig", Bid: 20, Budget: 500}},
		"Coupon":    {Coupon: &sim.GiveCoupon{Listing: 1, ShareBP: 1000, Days: 5}},
		"Shipping":  {Shipping: &sim.SetShipping{Marketplace: "kaufgarten", Fee: 490}},
		"Enter":     {Enter: &sim.EnterFestival{Listing: 1, Festival: "black-friday", DiscountBP: 1500}},
		"Logistics": {Logistics: &sim.LogisticsDecision{Reroute: &sim.Reroute{Consignment: 1}}},
		"Network":   {Network: &sim.NetworkDecision{Throw: &sim.Throw{Shock: "border-closed"}}},
		"Leave":     {Leave: &sim.LeaveFestival{Listing: 1, Festival: "black-friday"}},
	}
}

// Every command type × every role: whatever shop and listing a command names, the shop of another stays as it is, and
// only a shop's own student moves it.
func TestEveryCommandByEveryRole(t *testing.T) {
	h := newSchool(t)
	commands := everyCommand()
	for i := range reflect.TypeFor[sim.Command]().NumField() {
		if f := reflect.TypeFor[sim.Command]().Field(i); f.Type.Kind() == reflect.Pointer && reflect.ValueOf(commands[f.Name]).FieldByName(f.Name).IsNil() {
			t.Errorf("the command %s is not tried", f.Name)
		}
	}
	owner := h.student("AAA", "甲") // shop 4, after three bots
	const shop = 4
	roles := map[string]*browser{"nobody": h.browser(), "a classmate": h.student("AAA", "丙"), "a student of B": h.student("BBB", "乙"),
		"the instructor": h.instructor()}
	owner.decide(sim.Command{Publish: &aListing})
	owner.decide(sim.Command{Purchase: &aPurchase})
	var mine sim.ShopView
	if err := json.Unmarshal(h.shop("AAA", shop), &mine); err != nil {
		t.Fatal(err)
	}
	for name, c := range commands {
		c.Shop = shop
		if c.Amend != nil {
			c.Amend.Listing = mine.Listings[0].Number
		}
		for who, b := range roles {
			before, day := h.shop("AAA", shop), h.s.Class("AAA")
			shops, was := census(t, day)
			a := b.call("POST", "/api/command", c)
			if after := h.shop("AAA", shop); !bytes.Equal(before, after) {
				t.Errorf("%s by %s moved another's shop: %s became %s", name, who, before, after)
			}
			if n, d := census(t, day); n != shops || d != was {
				t.Errorf("%s by %s made %d shops on day %d of %d on day %d", name, who, n, d, shops, was)
			}
			if student := strings.Contains(who, "a "); !student && a.status != http.StatusUnauthorized {
				t.Errorf("%s by %s: %d %s", name, who, a.status, a.body)
			}
		}
		before := h.shop("AAA", shop)
		a := owner.call("POST", "/api/command", c)
		switch {
		case name == "Open" || name == "Step" || name == "Network":
			if a.status != http.StatusUnprocessableEntity || a.why().Field != "command" {
				t.Errorf("%s by its owner: %d %s", name, a.status, a.body)
			}
		case a.status == http.StatusOK && bytes.Equal(before, h.shop("AAA", shop)):
			t.Errorf("%s by its owner was accepted and changed nothing", name)
		}
	}
}

func census(t *testing.T, k interface {
	With(func(*sim.World) error) error
}) (shops, day int) {
	t.Helper()
	if err := k.With(func(w *sim.World) error { shops, day = w.Shops(), w.Day(); return nil }); err != nil {
		t.Fatal(err)
	}
	return shops, day
}

// Nobody reads another's shop: not by naming its order, not by asking for it in a query, not on the socket.
func TestNobodyReadsAnothersShop(t *testing.T) {
	h := newSchool(t)
	owner, classmate, stranger := h.student("AAA", "甲"), h.student("AAA", "丙"), h.student("BBB", "乙")
	owner.decide(sim.Command{Publish: &aListing})
	owner.decide(sim.Command{Purchase: &aPurchase})
	h.days("AAA", 18)
	_, m := owner.watch("")
	if m.Shop == nil || m.Shop.Shop != 4 || m.Class.Code != "AAA" || len(m.Shop.Recent) == 0 {
		t.Fatalf("the owner sees %+v", m.Shop)
	}
	number := m.Shop.Recent[0].Number
	owner.must("GET", "/api/order?number="+number, nil)
	for who, b := range map[string]*browser{"a classmate": classmate, "a stranger": stranger} {
		for _, path := range []string{"/api/order?number=" + number, "/api/order?shop=4&number=" + number} {
			if a := b.call("GET", path, nil); a.status == http.StatusOK {
				t.Errorf("%s reads %s: %s", who, path, a.body)
			}
		}
		for _, path := range []string{"/api/orders", "/api/books", "/api/journal.csv", "/api/desk", "/api/score", "/api/me"} {
			one, other := b.call("GET", path, nil), b.call("GET", path+"?shop=4&class=AAA", nil)
			if one.status != http.StatusOK || !bytes.Equal(one.body, other.body) {
				t.Errorf("%s gets something else when %s is asked for shop 4: %d %.200s", who, path, other.status, other.body)
			}
			if bytes.Contains(other.body, []byte(number)) {
				t.Errorf("%s reads the owner's order at %s", who, path)
			}
		}
	}
	for _, c := range []struct {
		who   string
		b     *browser
		query string
		class string
		shop  int // 0: no shop at all
	}{
		{"a classmate", classmate, "", "AAA", 5},
		{"a classmate who names the shop", classmate, "?shop=4", "AAA", 5},
		{"a stranger", stranger, "", "BBB", 4},
		{"a stranger who knows the class code", stranger, "?class=AAA&shop=4", "AAA", 0},
		{"the projector", h.browser(), "?class=aaa", "AAA", 0},
		{"the instructor", h.instructor(), "?class=AAA&shop=4", "AAA", 0},
	} {
		_, m := c.b.watch(c.query)
		shop := 0
		if m.Shop != nil {
			shop = m.Shop.Shop
		}
		if m.Class == nil || m.Class.Code != c.class || shop != c.shop || c.class == "BBB" && m.Shop.Name != "乙" {
			t.Errorf("%s sees class %+v and shop %d, want class %s and shop %d", c.who, m.Class, shop, c.class, c.shop)
		}
	}
	for query, want := range map[string]int{"": http.StatusUnauthorized, "?class=NONE": http.StatusUnprocessableEntity} {
		if _, resp, err := h.browser().dial(query); err == nil || resp.StatusCode != want {
			t.Errorf("nobody opens a socket at %q: %v", query, err)
		}
	}
}
