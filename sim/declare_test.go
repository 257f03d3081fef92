package sim_test

import (
	"errors"
	"strings"
	"testing"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/ledger"
	"chuhai/sim/scenario"
)

// strictBorder is the small world with a border that fines: what is declared wrong is examined five times as often and
// pays four times what it evaded, at least 20 EUR; bowls need a permit.
func strictBorder(t *testing.T, without string) *sim.World {
	t.Helper()
	return strictBorderOf(t, without, 2026)
}

func strictBorderOf(t *testing.T, without string, seed uint64) *sim.World {
	t.Helper()
	reference := strings.Replace(string(smallReference), "reclaim_days: 9", "risk: 5, penalty: 4, fine: 20.00 EUR, reclaim_days: 9", 1)
	reference = strings.Replace(reference, "    inspection:", `    gates:
      - {id: permit, name: {zh: 许可证, en: Permit}, hs: 6912, document: permit, without: `+without+`, from: 2026-01-01, source: test}
    inspection:`, 1)
	s, err := scenario.Parse(scenario.Bundle{scenario.Main: []byte(smallScenario), "small.yaml": []byte(reference), "rates.csv": []byte(smallRates)})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.New(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// balance is an account of a shop at the end of a run.
func balance(t *testing.T, w *sim.World, shop int, a ledger.Account) int64 {
	t.Helper()
	b, err := w.Journal(shop)
	if err != nil {
		t.Fatal(err)
	}
	return b.Balance(a, 0)
}

// declaring plays the small world to its end with one declaration of shop 1, on the day that it opens.
func declaring(t *testing.T, without string, d *sim.DeclareGood) *sim.World {
	t.Helper()
	w := strictBorder(t, without)
	furnish(t, w, func() {
		if d != nil {
			must(t, w, sim.Command{Shop: 1, Declare: d})
		}
	})
	for !w.Over() {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// A vase of 219 EUR at 60 % of its value passes as a low-value parcel: it bears less at the border, until it is found. Who
// declares what is so is never fined.
func TestAWrongDeclarationSavesUntilItIsFound(t *testing.T) {
	honest := declaring(t, "hold", &sim.DeclareGood{Good: "vase", Regime: "eu", HS: "691310", ShareBP: 10_000, Documents: []string{}})
	low := declaring(t, "hold", &sim.DeclareGood{Good: "vase", Regime: "eu", HS: "691310", ShareBP: 6_000, Documents: []string{}})
	if p := balance(t, honest, 1, ledger.Penalty); p != 0 {
		t.Errorf("an honest shop is fined %d", p)
	}
	if p := balance(t, low, 1, ledger.Penalty); p <= 0 {
		t.Errorf("undervalued vases are never found: fined %d", p)
	}
	if p := balance(t, low, 2, ledger.Penalty); p != 0 {
		t.Errorf("the neighbour is fined %d", p)
	}
	if h, l := balance(t, honest, 1, ledger.Duty), balance(t, low, 1, ledger.Duty); l >= h {
		t.Errorf("duty at 60 %% of the value comes to %d, at the full value to %d", l, h)
	}
	if honest.Marks(1)["declared"] != 1 {
		t.Errorf("milestones %v", honest.Marks(1))
	}
}

// A missing permit has the consequence that the border names; the permit avoids it.
func TestAMissingDocument(t *testing.T) {
	bowls := func(documents ...string) *sim.DeclareGood {
		return &sim.DeclareGood{Good: "bowl", Regime: "eu", HS: "691200", ShareBP: 10_000, Documents: documents}
	}
	with := declaring(t, "seize", bowls("permit"))
	if p := balance(t, with, 1, ledger.Penalty); p != 0 {
		t.Errorf("fined %d in spite of the permit", p)
	}
	for _, without := range scenario.Refusals {
		w := declaring(t, without, bowls())
		if p := balance(t, w, 1, ledger.Penalty); p <= 0 {
			t.Errorf("%s: nobody is fined", without)
		}
		view, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		down := false
		for _, l := range view.Listings {
			down = down || !l.Active && l.Good == "bowl"
		}
		if down != (without == "delist") {
			t.Errorf("%s: a listing is down: %t", without, down)
		}
		if n := w.Totals(); (n.SentBack > 0) != (without == "return") || (n.Seized > 0) != (without == "seize") {
			t.Errorf("%s: %d parcels are sent back, %d seized", without, n.SentBack, n.Seized)
		}
	}
}

// What cannot be declared is refused at its field.
func TestADeclarationIsRefusedAtItsField(t *testing.T) {
	w := strictBorder(t, "hold")
	furnish(t, w, func() {})
	for _, c := range []struct {
		field string
		d     sim.DeclareGood
	}{
		{"good", sim.DeclareGood{Good: "ship", Regime: "eu", HS: "691310", ShareBP: 10_000}},
		{"regime", sim.DeclareGood{Good: "vase", Regime: "mars", HS: "691310", ShareBP: 10_000}},
		{"hs", sim.DeclareGood{Good: "vase", Regime: "eu", HS: "6913", ShareBP: 10_000}},
		{"share_bp", sim.DeclareGood{Good: "vase", Regime: "eu", HS: "691310", ShareBP: 99}},
		{"share_bp", sim.DeclareGood{Good: "vase", Regime: "eu", HS: "691310", ShareBP: 10_001}},
		{"documents", sim.DeclareGood{Good: "vase", Regime: "eu", HS: "691310", ShareBP: 10_000, Documents: []string{""}}},
	} {
		var r *sim.Rejection
		if err := w.Apply(sim.Command{Shop: 1, Declare: &c.d}); !errors.As(err, &r) || r.Field != c.field || r.Text.Zh == "" || r.Text.En == "" {
			t.Errorf("%+v: %v, want a refusal at %s", c.d, err, c.field)
		}
	}
}

// A desk can show every good at every border: as the forwarder declares it, and as the shop does.
func TestDeclarationsAreShown(t *testing.T) {
	w := strictBorder(t, "hold")
	furnish(t, w, func() {
		must(t, w, sim.Command{Shop: 1, Declare: &sim.DeclareGood{Good: "bowl", Regime: "eu", HS: "691200", ShareBP: 9_000}})
	})
	for shop, own := range map[int]bool{1: true, 2: false} {
		all, err := w.Declarations(shop)
		if err != nil || len(all) != 2 {
			t.Fatalf("%+v, %v", all, err)
		}
		if d := all[0]; d.Good != "bowl" || d.Own != own || len(d.Needs) != 1 || d.Needs[0].Met == own || own && d.ShareBP != 9_000 {
			t.Errorf("shop %d: %+v", shop, d)
		}
	}
	if _, err := w.Declarations(9); err == nil {
		t.Error("a shop that does not exist has declarations")
	}
}

// At every built-in border a wrong declaration costs at least what it saves, on average: the chance to be found times what
// is then paid.
func TestMisdeclaringCostsOnAverage(t *testing.T) {
	all, err := scenario.ReadCustoms(scenarios.With(nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range all.Regimes {
		times := 1 + g.Inspect.Penalty.InexactFloat64()
		if cost := g.Inspect.Red * g.Inspect.Risk * times; cost < 1 || g.Inspect.Fine == nil {
			t.Errorf("%s: a wrong declaration costs %.2f times what it saves", g.ID, cost)
		}
	}
}
