package sim_test

import (
	"slices"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
)

func law(t testing.TB, w *sim.World, shop int) *sim.ComplianceView {
	t.Helper()
	v, err := w.Compliance(shop)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

var westVase = sim.PublishListing{Good: "vase", Marketplace: "west", Service: "air-de", Price: 219_00, Promise: 12}

// counsel is a small world with the law: shop 甲 has vases of the kiln, and the paper without which nothing is listed in
// the west.
func counsel(t testing.TB, seed uint64, mechanisms string, edits ...[2]string) *sim.World {
	t.Helper()
	w := complete(t, seed, mechanisms, edits...)
	for _, name := range []string{"甲", "乙"} {
		must(t, w, sim.Command{Open: &sim.OpenShop{Name: name}})
	}
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "vase", Supplier: "kiln", Quantity: 80}})
	must(t, w, sim.Command{Shop: 1, Paper: &sim.GetPaper{Paper: "ukca", Good: "vase"}})
	for range 9 {
		step(t, w)
	}
	return w
}

// A paper that must be there before listing is a paper for which one waits, and pays.
func TestNothingIsListedWithoutThePaper(t *testing.T) {
	w := complete(t, 31, "compliance")
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "vase", Supplier: "kiln", Quantity: 20}})
	refused(t, w, sim.Command{Shop: 1, Publish: &westVase}, "marketplace")
	refused(t, w, sim.Command{Shop: 1, Paper: &sim.GetPaper{Paper: "visa", Good: "vase"}}, "paper")
	refused(t, w, sim.Command{Shop: 1, Paper: &sim.GetPaper{Paper: "ukca"}}, "good")
	refused(t, w, sim.Command{Shop: 1, Paper: &sim.GetPaper{Paper: "gpsr", Good: "vase"}}, "good")
	must(t, w, sim.Command{Shop: 1, Paper: &sim.GetPaper{Paper: "ukca", Good: "vase"}})
	refused(t, w, sim.Command{Shop: 1, Paper: &sim.GetPaper{Paper: "ukca", Good: "vase"}}, "paper")
	b, err := w.Journal(1)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Balance(ledger.Compliance, 0); got != 2600_00 {
		t.Errorf("the paper cost %d", got)
	}
	state := func() string {
		for _, p := range law(t, w, 1).Papers {
			if p.Paper == "ukca" && p.Good == "vase" {
				return p.State
			}
		}
		return ""
	}
	for day := range 8 {
		if state() != "ordered" {
			t.Fatalf("day %d: the paper is %q", day, state())
		}
		refused(t, w, sim.Command{Shop: 1, Publish: &westVase}, "marketplace")
		step(t, w)
	}
	if state() != "valid" {
		t.Errorf("after eight days the paper is %q", state())
	}
	must(t, w, sim.Command{Shop: 1, Publish: &westVase})
	east := westVase
	east.Marketplace, east.Service, east.Price = "east", "air-pl", 90_000
	east.Good = "bowl"
	must(t, w, sim.Command{Shop: 1, Publish: &east}) // the east asks for nothing
}

// A paper that is checked now and then is missed one day: the listing is taken down until the paper is there.
func TestAListingWithoutACheckedPaperIsTakenDownUntilItIsThere(t *testing.T) {
	w := counsel(t, 32, "compliance")
	must(t, w, sim.Command{Shop: 1, Check: &sim.CheckRight{Good: "vase", Marketplace: "west"}})
	must(t, w, sim.Command{Shop: 1, Licence: &sim.TakeLicence{Right: "glaze"}})
	must(t, w, sim.Command{Shop: 1, Publish: &westVase})
	barred := func() string {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		return v.Listings[0].Barred
	}
	for barred() == "" && !w.Over() {
		step(t, w)
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		if euro := v.Wallets[1]; euro.Minor > 0 {
			must(t, w, sim.Command{Shop: 1, Convert: &sim.Convert{From: euro, To: "CNY"}})
		}
	}
	if barred() != "paper" {
		t.Fatalf("barred by %q", barred())
	}
	if cases := law(t, w, 1).Cases; len(cases) != 1 || cases[0].Kind != "paper" {
		t.Errorf("cases %+v", cases)
	}
	must(t, w, sim.Command{Shop: 1, Paper: &sim.GetPaper{Paper: "gpsr"}})
	for range 4 {
		step(t, w)
	}
	if barred() != "" {
		t.Errorf("with the paper the listing is still barred by %q", barred())
	}
}

// infringe plays until the unlicensed vase is found in the west.
func infringe(t testing.TB, seed uint64, mechanisms string) *sim.World {
	t.Helper()
	w := counsel(t, seed, mechanisms)
	must(t, w, sim.Command{Shop: 1, Paper: &sim.GetPaper{Paper: "gpsr"}})
	must(t, w, sim.Command{Shop: 1, Publish: &westVase})
	for len(law(t, w, 1).Cases) == 0 {
		if w.Day() > 50 {
			t.Fatal("nobody found the vase")
		}
		step(t, w)
		for _, k := range law(t, w, 1).Privacy {
			if k.Task == "notice" && k.State == "open" {
				must(t, w, sim.Command{Shop: 1, Privacy: &sim.DoPrivacy{Task: "notice", Answer: "publish"}})
			}
		}
	}
	return w
}

// A case by its answer: what it costs, when the proceeds are free again, and whether the good can be sold afterwards.
func TestATakedownByItsAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		answer  string
		penalty int64 // fines and settlements, home currency
		lawyer  int64
		days    [2]int // until the proceeds are free
	}{
		"withdrawn":    {"withdraw", 0, 0, [2]int{5, 9}},
		"settled":      {"settle", 3000_00, 0, [2]int{2, 3}},
		"contested":    {"contest", 3000_00, 6000_00, [2]int{5, 9}}, // and lost, as most are
		"not answered": {"", 3000_00, 0, [2]int{5, 9}},
	} {
		w := infringe(t, 33, "compliance, health")
		v := law(t, w, 1)
		if k := v.Cases[0]; k.State != "open" || k.Kind != "right" || k.Listing != 1 || len(k.Answers) != 3 || len(v.Frozen) != 1 || v.Rights[slices.IndexFunc(v.Rights, func(r sim.RightRow) bool { return r.Right == "glaze" })].State != "found" {
			t.Fatalf("%s: case %+v, frozen %v", name, k, v.Frozen)
		}
		if points := standing(t, w, 1).Points; points < 4 {
			t.Errorf("%s: an infringement gave %d points", name, points)
		}
		b, err := w.Journal(1)
		if err != nil {
			t.Fatal(err)
		}
		paid := b.Balance(ledger.Compliance, 0)
		if c.answer != "" {
			refused(t, w, sim.Command{Shop: 2, Takedown: &sim.AnswerTakedown{Case: 1, Answer: c.answer}}, "case")
			refused(t, w, sim.Command{Shop: 1, Takedown: &sim.AnswerTakedown{Case: 1, Answer: "bribe"}}, "answer")
			must(t, w, sim.Command{Shop: 1, Takedown: &sim.AnswerTakedown{Case: 1, Answer: c.answer}})
			refused(t, w, sim.Command{Shop: 1, Takedown: &sim.AnswerTakedown{Case: 1, Answer: c.answer}}, "case")
		}
		days := 0
		for len(law(t, w, 1).Frozen) > 0 {
			step(t, w)
			days++
			if err := w.Check(); err != nil {
				t.Fatal(err)
			}
		}
		step(t, w)
		if days < c.days[0] || days > c.days[1] {
			t.Errorf("%s: the proceeds were free after %d days, want %v", name, days, c.days)
		}
		if b, err = w.Journal(1); err != nil {
			t.Fatal(err)
		}
		if got := b.Balance(ledger.Penalty, 0); got != c.penalty {
			t.Errorf("%s: fines and settlements of %d, want %d", name, got, c.penalty)
		}
		if got := b.Balance(ledger.Compliance, 0) - paid; got != c.lawyer {
			t.Errorf("%s: the lawyer took %d, want %d", name, got, c.lawyer)
		}
		shop, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		if shop.Listings[0].Barred != "right" {
			t.Errorf("%s: the vase is barred by %q", name, shop.Listings[0].Barred)
		}
		must(t, w, sim.Command{Shop: 1, Licence: &sim.TakeLicence{Right: "glaze"}})
		step(t, w)
		if shop, err = w.Shop(1); err != nil {
			t.Fatal(err)
		}
		if shop.Listings[0].Barred != "" {
			t.Errorf("%s: with a licence the vase is still barred by %q", name, shop.Listings[0].Barred)
		}
	}
}

// While proceeds are frozen nothing is paid out, and afterwards all of it is.
func TestFrozenProceedsArePaidLater(t *testing.T) {
	w := infringe(t, 33, "compliance, health")
	euro := func() int64 {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		return v.Wallets[1].Minor
	}
	before := euro()
	for len(law(t, w, 1).Frozen) > 0 {
		if euro() != before {
			t.Fatal("frozen proceeds were paid out")
		}
		step(t, w)
	}
	for range 8 {
		step(t, w)
	}
	if euro() <= before {
		t.Error("what was frozen is never paid out")
	}
}

// A search costs little and shows the right; a licence takes its royalty of what is delivered, and nobody is found. To
// know nothing costs more.
func TestCheckingBeforeListingCostsLittle(t *testing.T) {
	play := func(check bool) *sim.World {
		w := counsel(t, 34, "compliance, health")
		must(t, w, sim.Command{Shop: 1, Paper: &sim.GetPaper{Paper: "gpsr"}})
		refused(t, w, sim.Command{Shop: 1, Licence: &sim.TakeLicence{Right: "glaze"}}, "right")
		if check {
			must(t, w, sim.Command{Shop: 1, Check: &sim.CheckRight{Good: "vase", Marketplace: "west"}})
			refused(t, w, sim.Command{Shop: 1, Check: &sim.CheckRight{Good: "vase", Marketplace: "west"}}, "good")
			must(t, w, sim.Command{Shop: 1, Licence: &sim.TakeLicence{Right: "glaze"}})
			refused(t, w, sim.Command{Shop: 1, Licence: &sim.TakeLicence{Right: "glaze"}}, "right")
		}
		must(t, w, sim.Command{Shop: 1, Publish: &westVase})
		for !w.Over() {
			step(t, w)
			if err := w.Check(); err != nil {
				t.Fatal(err)
			}
		}
		return w
	}
	careful, careless := play(true), play(false)
	if n := len(law(t, careful, 1).Cases); n != 0 {
		t.Errorf("a licensed shop has %d cases", n)
	}
	if n := len(law(t, careless, 1).Cases); n == 0 {
		t.Error("a shop without a licence was never found")
	}
	b, err := careful.Journal(1)
	if err != nil {
		t.Fatal(err)
	}
	var sales, royalty int64 // valued at each day's rate, as the books are
	for e := range b.Journal.All() {
		switch {
		case e.Account == ledger.Sales:
			sales -= e.Home
		case e.Account == ledger.Compliance:
			royalty += e.Minor
		}
	}
	royalty -= 2600_00 + 1200_00 + 60_00 + 500_00
	if low, high := sales*45/1000, sales*55/1000; royalty < low || royalty > high {
		t.Errorf("royalties of %d on sales of %d: want a twentieth", royalty, sales)
	}
	a, err := careful.Shop(1)
	if err != nil {
		t.Fatal(err)
	}
	c, err := careless.Shop(1)
	if err != nil {
		t.Fatal(err)
	}
	if a.Profit <= c.Profit {
		t.Errorf("profit of %d with care, %d without", a.Profit, c.Profit)
	}
}

// A duty of data protection comes up with the orders, and is done right, wrong or not at all.
func TestDutiesOfDataProtection(t *testing.T) {
	w := counsel(t, 35, "compliance, health", [2]string{"searches: 60,", "searches: 1500,"})
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 600}})
	refused(t, w, sim.Command{Shop: 1, Privacy: &sim.DoPrivacy{Task: "notice", Answer: "publish"}}, "task")
	step(t, w)
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "east", Service: "air-pl", Price: 25_000, Promise: 9}})
	answers := map[string]string{"notice": "publish", "access": "fee"} // the second is wrong; the others are not answered
	for !w.Over() {
		step(t, w)
		for _, k := range law(t, w, 1).Privacy {
			if k.State != "open" {
				if k.Why == nil || k.Right == "" {
					t.Errorf("%s is over, and nobody says why", k.Task)
				}
				continue
			}
			if k.Why != nil || k.Right != "" {
				t.Errorf("%s is open, and tells its answer", k.Task)
			}
			if a := answers[k.Task]; a != "" {
				refused(t, w, sim.Command{Shop: 1, Privacy: &sim.DoPrivacy{Task: k.Task, Answer: "pray"}}, "answer")
				must(t, w, sim.Command{Shop: 1, Privacy: &sim.DoPrivacy{Task: k.Task, Answer: a}})
				refused(t, w, sim.Command{Shop: 1, Privacy: &sim.DoPrivacy{Task: k.Task, Answer: a}}, "task")
			}
		}
	}
	got := map[string]string{}
	var fines int64
	for _, k := range law(t, w, 1).Privacy {
		got[k.Task] = k.State
		if k.State != "right" {
			fines += k.Fine
		}
	}
	if got["notice"] != "right" || got["access"] != "wrong" || got["export"] != "missed" {
		t.Errorf("duties ended %v", got)
	}
	b, err := w.Journal(1)
	if err != nil {
		t.Fatal(err)
	}
	if paid := b.Balance(ledger.Penalty, 0); paid != fines {
		t.Errorf("fines of %d were paid, want %d", paid, fines)
	}
}
