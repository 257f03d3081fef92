package sim_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chuhai/sim"
	"chuhai/sim/ledger"
)

// busier makes the small world's markets large enough for every kind of question.
var busier = [][2]string{{"searches: 60,", "searches: 600,"}, {"searches: 80,", "searches: 800,"}}

// busyCounter is a counter in markets ten times as large.
func busyCounter(t testing.TB, seed uint64, mechanisms string, edits ...[2]string) *sim.World {
	t.Helper()
	return counter(t, seed, mechanisms, append(slices.Clone(busier), edits...)...)
}

// counter is a small world with after-sales in which shop 甲 sells bowls of the shed at the price of better ones, and 乙
// is there.
func counter(t testing.TB, seed uint64, mechanisms string, edits ...[2]string) *sim.World {
	t.Helper()
	w := complete(t, seed, mechanisms, edits...)
	for _, name := range []string{"甲", "乙"} {
		must(t, w, sim.Command{Open: &sim.OpenShop{Name: name}})
	}
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 900}})
	step(t, w)
	step(t, w)
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 7400, Promise: 5}})
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "east", Service: "air-pl", Price: 29_000, Promise: 6}})
	return w
}

func serviceDesk(t testing.TB, w *sim.World, shop int) *sim.ServiceDesk {
	t.Helper()
	d, err := w.Service(shop)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// answerAll answers every open ticket that it can by the first of the answers, in the order of wish, and every dispute
// with the evidence that there is.
func answerAll(t testing.TB, w *sim.World, shop int, wish ...string) {
	t.Helper()
	d := serviceDesk(t, w, shop)
	for _, k := range d.Tickets {
	wishes:
		for _, id := range wish {
			for _, a := range k.Answers {
				if a.ID == id && a.Refused == nil {
					c := sim.AnswerTicket{Ticket: k.Number, Answer: id}
					if id == "partial" {
						c.Minor = k.Price.Minor / 2
					}
					must(t, w, sim.Command{Shop: shop, Ticket: &c})
					break wishes
				}
			}
		}
	}
	for _, k := range d.Disputes {
		if k.State != "disputed" {
			continue
		}
		c := sim.AnswerDispute{Dispute: k.Number, Answer: "contest"}
		for _, e := range k.Evidence {
			if e.Have {
				c.Evidence = append(c.Evidence, e.ID)
			}
		}
		must(t, w, sim.Command{Shop: shop, Dispute: &c})
	}
}

// Every kind of question is asked of a shop that promises too much, and each ends in every way: books balance and goods
// are conserved on every day, and the orders' lives tell the reviews that the listings count.
func TestBuyersAskAndAreAnswered(t *testing.T) {
	kinds, ends := map[string]int{}, map[string]int{}
	for name, wish := range map[string][]string{"explained": {"explain"}, "repaid": {"refund"}, "halved": {"partial"}, "sent again": {"resend", "explain"}, "not answered": nil} {
		w := busyCounter(t, 11, "service", [2]string{"loss: 0.02", "loss: 0.06"})
		for !w.Over() {
			if wish != nil {
				answerAll(t, w, 1, wish...)
			}
			step(t, w)
			if err := w.Check(); err != nil {
				t.Fatal(name, err)
			}
			v, err := w.Shop(1)
			if err != nil {
				t.Fatal(err)
			}
			told, counted := 0, 0
			for _, o := range w.Orders(1, 10_000) {
				if o.Stars > 0 {
					told += o.Stars
				}
			}
			for _, l := range v.Listings {
				counted += int(l.Rating*float64(10+l.Reviews) - 40 + 0.5) // the stars, out of the shrunk rating
			}
			if told != counted {
				t.Fatalf("%s, day %d: the orders tell %d stars, the listings %d", name, w.Day(), told, counted)
			}
		}
		d := serviceDesk(t, w, 1)
		numbers := map[int]bool{}
		for _, k := range d.Tickets {
			kinds[k.Kind]++
			ends[k.State]++
			if numbers[k.Number] {
				t.Errorf("ticket %d is there twice", k.Number)
			}
			numbers[k.Number] = true
			life, err := w.Order(1, k.Order)
			if err != nil {
				t.Fatal(err)
			}
			if life.Ticket != k.Number && !k.Lost || !slices.ContainsFunc(life.Steps, func(s sim.OrderStep) bool { return s.Kind == "asked" }) {
				t.Errorf("%s: the life of order %s does not tell of ticket %d: %+v", name, k.Order, k.Number, life.Steps)
			}
		}
		if wish == nil && (d.Answered > 0 || d.Overdue == 0 || len(d.Disputes) == 0) {
			t.Errorf("%s: %d answered, %d overdue, %d disputes", name, d.Answered, d.Overdue, len(d.Disputes))
		}
	}
	for _, kind := range []string{"where", "damaged", "not_as_described"} {
		if kinds[kind] == 0 {
			t.Errorf("nobody asked %q: %v", kind, kinds)
		}
	}
	for _, end := range []string{"content", "dropped", "arrived", "won", "lost"} {
		if ends[end] == 0 {
			t.Errorf("no ticket ended %q: %v", end, ends)
		}
	}
	t.Log(kinds, ends)
}

// A price is owed to the buyer of a lost parcel until his question is settled: at the end of a run in which every ticket
// was repaid, the books hold no sale that is neither delivered nor repaid.
func TestALostParcelIsRepaidOnce(t *testing.T) {
	w := busyCounter(t, 12, "service", [2]string{"loss: 0.02", "loss: 0.3"})
	for w.Day() < 25 {
		answerAll(t, w, 1, "refund")
		step(t, w)
	}
	for _, id := range []int{1, 2} {
		must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: id, Active: new(false)}})
	}
	for !w.Over() {
		answerAll(t, w, 1, "refund")
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	v, err := w.Shop(1)
	if err != nil {
		t.Fatal(err)
	}
	b, err := w.Journal(1)
	if err != nil {
		t.Fatal(err)
	}
	if v.Lost < 20 || v.UnderWay != 0 {
		t.Fatalf("%d lost, %d under way: want many and none", v.Lost, v.UnderWay)
	}
	for c, cur := range b.Currencies {
		if left := b.Balance(ledger.Deferred, c); left != 0 {
			t.Errorf("%d %s are still owed for orders that are all settled", left, cur)
		}
	}
}

// A better answer to the same buyers never displeases one whom a worse one pleases, and words alone cost no money.
func TestWhatAnswersDo(t *testing.T) {
	play := func(wish ...string) (content int, profit int64) {
		w := busyCounter(t, 13, "service")
		for !w.Over() {
			answerAll(t, w, 1, wish...)
			step(t, w)
		}
		for _, k := range serviceDesk(t, w, 1).Tickets {
			if k.State == "content" {
				content++
			}
		}
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		return content, v.Profit
	}
	words, _ := play("explain")
	half, _ := play("partial")
	all, _ := play("refund")
	if words >= half || half >= all {
		t.Errorf("content: %d by words, %d by half of the price, %d by all of it", words, half, all)
	}
}

// Numbers that are unknown, closed or another shop's are refused with their field, and so is what cannot be answered.
func TestTicketsThatCannotBeAnswered(t *testing.T) {
	w := busyCounter(t, 11, "service")
	for serviceDesk(t, w, 1).Tickets == nil || len(serviceDesk(t, w, 1).Tickets) < 3 {
		step(t, w)
	}
	d := serviceDesk(t, w, 1)
	open := d.Tickets[slices.IndexFunc(d.Tickets, func(k sim.Ticket) bool { return k.State == "open" })]
	for name, c := range map[string]struct {
		command sim.Command
		field   string
	}{
		"another shop's ticket":      {sim.Command{Shop: 2, Ticket: &sim.AnswerTicket{Ticket: open.Number, Answer: "explain"}}, "ticket"},
		"a ticket that is not there": {sim.Command{Shop: 1, Ticket: &sim.AnswerTicket{Ticket: 9999, Answer: "explain"}}, "ticket"},
		"ticket 0":                   {sim.Command{Shop: 1, Ticket: &sim.AnswerTicket{Answer: "explain"}}, "ticket"},
		"a threat":                   {sim.Command{Shop: 1, Ticket: &sim.AnswerTicket{Ticket: open.Number, Answer: "threaten"}}, "answer"},
		"a part that is all":         {sim.Command{Shop: 1, Ticket: &sim.AnswerTicket{Ticket: open.Number, Answer: "partial", Minor: open.Price.Minor}}, "minor"},
		"a part of nothing":          {sim.Command{Shop: 1, Ticket: &sim.AnswerTicket{Ticket: open.Number, Answer: "partial"}}, "minor"},
		"an explanation with money":  {sim.Command{Shop: 1, Ticket: &sim.AnswerTicket{Ticket: open.Number, Answer: "explain", Minor: 5}}, "minor"},
		"a ticket as a dispute":      {sim.Command{Shop: 1, Dispute: &sim.AnswerDispute{Dispute: open.Number, Answer: "accept"}}, "dispute"},
		"returns to nowhere":         {sim.Command{Shop: 1, Returns: &sim.SetReturns{Marketplace: "north"}}, "marketplace"},
		"returns to a harbour":       {sim.Command{Shop: 1, Returns: &sim.SetReturns{Marketplace: "west", Warehouse: "home"}}, "warehouse"},
		"returns where no van goes":  {sim.Command{Shop: 1, Returns: &sim.SetReturns{Marketplace: "east", Warehouse: "hamburg"}}, "warehouse"},
	} {
		before := w.StateDigest()
		var r *sim.Rejection
		if err := w.Apply(c.command); !errors.As(err, &r) || r.Field != c.field {
			t.Errorf("%s: %v, want a refusal of %q", name, err, c.field)
		}
		if w.StateDigest() != before {
			t.Errorf("%s changed the world", name)
		}
	}
	answer := sim.Command{Shop: 1, Ticket: &sim.AnswerTicket{Ticket: open.Number, Answer: "explain"}}
	must(t, w, answer)
	var r *sim.Rejection
	if err := w.Apply(answer); !errors.As(err, &r) || r.Field != "ticket" {
		t.Errorf("the same ticket is answered twice: %v", err)
	}
	for range 12 {
		step(t, w)
	}
	if err := w.Apply(answer); !errors.As(err, &r) || r.Field != "ticket" {
		t.Errorf("a closed ticket is answered: %v", err)
	}
	plain := complete(t, 1, "")
	must(t, plain, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	if err := plain.Apply(answer); !errors.As(err, &r) || r.Field != "command" {
		t.Errorf("a world without after-sales: %v", err)
	}
}

// With a local address, returned pieces come back into stock and are sold again; without one they are written off.
func TestReturnsComeBackToALocalAddress(t *testing.T) {
	play := func(warehouse string) *sim.World {
		w := busyCounter(t, 14, "service", [2]string{"return_rate: 0.1}", "return_rate: 0.6}"})
		must(t, w, sim.Command{Shop: 1, Returns: &sim.SetReturns{Marketplace: "west", Warehouse: warehouse}})
		for !w.Over() {
			answerAll(t, w, 1, "return", "explain")
			step(t, w)
			if err := w.Check(); err != nil {
				t.Fatal(err)
			}
		}
		return w
	}
	stock := func(w *sim.World) (pieces int64) {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range v.Stock {
			if s.Place == "hamburg" {
				pieces += s.Quantity
			}
		}
		return pieces
	}
	local, nowhere := play("hamburg"), play("")
	if stock(local) == 0 || stock(nowhere) != 0 {
		t.Errorf("%d pieces came back to Hamburg, %d without an address", stock(local), stock(nowhere))
	}
	b, err := local.Journal(1)
	if err != nil {
		t.Fatal(err)
	}
	if b.Balance(ledger.Aftercare, 0) <= 0 {
		t.Error("returns cost nothing")
	}
}

// Buyers who are asked to pay at the door complain, and the proof of what was paid decides most of their disputes; where
// goods must fit, buyers ask about sizes.
func TestDoorstepChargesAndSizes(t *testing.T) {
	w := busyCounter(t, 15, "service", [2]string{"doorstep: 0.1", "doorstep: 0.9"}, [2]string{"categories: [human-hair-wigs,", "categories: [ware, human-hair-wigs,"})
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "vase", Supplier: "kiln", Quantity: 80}})
	run(t, w, 7)
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "vase", Marketplace: "west", Service: "air-de", Price: 219_00, Promise: 14}})
	kinds := map[string]int{}
	for !w.Over() {
		answerAll(t, w, 1, "explain")
		step(t, w)
	}
	won, lost := 0, 0
	d := serviceDesk(t, w, 1)
	for _, k := range d.Tickets {
		kinds[k.Kind]++
		if k.Kind == "charge" && k.Good != "vase" {
			t.Errorf("the buyer of a %s for less than 150 euro was charged at the door", k.Good)
		}
	}
	for _, k := range d.Disputes {
		switch {
		case k.Kind == "charge" && k.State == "won":
			won++
		case k.Kind == "charge" && k.State == "lost":
			lost++
		}
	}
	if kinds["charge"] == 0 || kinds["size"] == 0 || won <= lost {
		t.Errorf("questions %v; of disputes about charges %d won, %d lost", kinds, won, lost)
	}
}

// afterSale draws any decision after the sale, sensible or absurd.
func afterSale(t *rapid.T) sim.Command {
	number := rapid.IntRange(-1, 40)
	market := rapid.SampledFrom([]string{"east", "west", "north"})
	good := rapid.SampledFrom([]string{"bowl", "vase", "tea", ""})
	c := sim.Command{Shop: rapid.IntRange(1, 2).Draw(t, "shop")}
	switch rapid.IntRange(0, 13).Draw(t, "kind") {
	case 0, 1:
		c.Ticket = &sim.AnswerTicket{Ticket: number.Draw(t, "ticket"), Answer: rapid.SampledFrom([]string{"explain", "refund", "partial", "resend", "return", "pray"}).Draw(t, "answer"), Minor: rapid.SampledFrom([]int64{0, 0, 1, 3000, 1 << 60}).Draw(t, "minor")}
	case 2:
		c.Dispute = &sim.AnswerDispute{Dispute: number.Draw(t, "dispute"), Answer: rapid.SampledFrom([]string{"accept", "contest", "weep"}).Draw(t, "answer"), Evidence: rapid.SliceOfN(rapid.SampledFrom([]string{"tracking", "invoice", "photos", "chat", "oath"}), 0, 3).Draw(t, "evidence")}
	case 3:
		c.Returns = &sim.SetReturns{Marketplace: market.Draw(t, "marketplace"), Warehouse: rapid.SampledFrom([]string{"", "hamburg", "home", "moon"}).Draw(t, "warehouse")}
	case 4:
		c.Seed = &sim.Seed{Listing: number.Draw(t, "listing"), Kind: rapid.SampledFrom([]string{"samples", "inserts", "bought", "praise"}).Draw(t, "means"), Count: rapid.SampledFrom([]int{-1, 0, 1, 5, 30, 31, 1 << 40}).Draw(t, "count")}
	case 5:
		c.Appeal = &sim.Appeal{Marketplace: market.Draw(t, "marketplace"), Cause: rapid.SampledFrom([]string{"late", "points", "luck"}).Draw(t, "cause"), Remedy: rapid.SampledFrom([]string{"promise", "remove", ""}).Draw(t, "remedy"), Proof: rapid.SampledFrom([]string{"transit", "papers", ""}).Draw(t, "proof")}
	case 6:
		c.Paper = &sim.GetPaper{Paper: rapid.SampledFrom([]string{"ukca", "gpsr", "visa"}).Draw(t, "paper"), Good: good.Draw(t, "good")}
	case 7:
		c.Check = &sim.CheckRight{Good: good.Draw(t, "good"), Marketplace: market.Draw(t, "marketplace")}
	case 8:
		c.Licence = &sim.TakeLicence{Right: rapid.SampledFrom([]string{"glaze", "sun"}).Draw(t, "right")}
	case 9:
		c.Takedown = &sim.AnswerTakedown{Case: number.Draw(t, "case"), Answer: rapid.SampledFrom([]string{"withdraw", "settle", "contest", "bribe"}).Draw(t, "answer")}
	case 10:
		c.Privacy = &sim.DoPrivacy{Task: rapid.SampledFrom([]string{"notice", "access", "peace"}).Draw(t, "task"), Answer: rapid.SampledFrom([]string{"publish", "copy", "fee", "silence"}).Draw(t, "answer")}
	default:
		c.Shop, c.Step = 0, &sim.Step{}
	}
	return c
}

// Whatever shops decide after the sale: the books balance, goods and parcels are conserved, a refusal names its field in
// both languages and changes nothing, and a snapshot goes on as the world does.
func TestWhateverTheShopsDecideAfterTheSale(t *testing.T) {
	start := counsel(t, 16, "fees, service, health, compliance", busier...)
	for shop := 1; shop <= 2; shop++ {
		must(t, start, sim.Command{Shop: shop, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 300}})
	}
	step(t, start)
	must(t, start, sim.Command{Shop: 1, Publish: &westVase})
	for shop := 1; shop <= 2; shop++ {
		must(t, start, sim.Command{Shop: shop, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "east", Service: "air-pl", Price: 29_000, Promise: 6}})
	}
	for range 12 {
		step(t, start)
	}
	rounds := 10 // of rapid's hundred sequences
	if testing.Short() {
		rounds = 1
	}
	for range rounds {
		rapid.Check(t, func(t *rapid.T) {
			w := start.Fork()
			for range rapid.IntRange(1, 40).Draw(t, "length") {
				c := afterSale(t)
				decided(t, w, c)
			}
			goesOn(t, start, w)
		})
	}
}

// The account of an order that was repaid shows what went back, and its profit is after it.
func TestARepaidOrderShowsIt(t *testing.T) {
	w := busyCounter(t, 17, "service")
	for w.Day() < 40 {
		answerAll(t, w, 1, "refund")
		step(t, w)
	}
	repaid := 0
	for _, k := range serviceDesk(t, w, 1).Tickets {
		life, err := w.Order(1, k.Order)
		if err != nil {
			t.Fatal(err)
		}
		a := life.Account
		if a.Profit != a.Price-a.VAT-a.Commission-a.Fees-a.Postage-a.Border-a.Cost-a.Repaid {
			t.Errorf("order %s: %+v", k.Order, a)
		}
		if k.Answer == "refund" {
			repaid++
			if net := a.Price - a.VAT; a.Repaid < net*80/100 || a.Repaid > net {
				t.Errorf("order %s: %d went back of %d", k.Order, a.Repaid, net)
			}
		}
	}
	if repaid == 0 {
		t.Error("nobody was repaid")
	}
}

// What a shop answers is nothing to another that it does not compete with: its worth is the same to the last fen.
func TestAnothersAnswersChangeNothing(t *testing.T) {
	play := func(wish ...string) []int64 {
		w := complete(t, 18, "service, health, compliance", append(slices.Clone(busier), [2]string{"before: listing", "before: checked"})...)
		for shop, name := range []string{"甲", "乙"} {
			must(t, w, sim.Command{Open: &sim.OpenShop{Name: name}})
			must(t, w, sim.Command{Shop: shop + 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 600}})
		}
		step(t, w)
		must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 7400, Promise: 6}})
		must(t, w, sim.Command{Shop: 2, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "east", Service: "air-pl", Price: 29_000, Promise: 6}})
		for !w.Over() {
			answerAll(t, w, 2, wish...)
			step(t, w)
		}
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		return v.Equity
	}
	if kind, silent := play("refund"), play(); !slices.Equal(kind, silent) {
		t.Error("the shop's worth changed with its neighbour's answers")
	}
}
