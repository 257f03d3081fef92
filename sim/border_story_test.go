package sim_test

import (
	"fmt"
	"slices"
	"testing"

	"chuhai/sim"
	"chuhai/sim/ledger"
)

// ruledUpon is a world under a strict border, played to its end with one declaration of shop 1.
func ruledUpon(t *testing.T, without string, d *sim.DeclareGood, each func(*sim.World)) *sim.World {
	t.Helper()
	w := strictBorder(t, without)
	furnish(t, w, func() { must(t, w, sim.Command{Shop: 1, Declare: d}) })
	for !w.Over() {
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
		each(w)
	}
	return w
}

// A parcel that customs checks tells in its own life what was checked, why, by which rule, at what cost, and how it ended;
// what was sent back or seized is not lost, and its carrier pays nothing for it.
func TestAParcelTellsWhatCustomsDecided(t *testing.T) {
	bowl := func(documents ...string) *sim.DeclareGood {
		return &sim.DeclareGood{Good: "bowl", Regime: "eu", HS: "691200", ShareBP: 10_000, Documents: documents}
	}
	low := &sim.DeclareGood{Good: "vase", Regime: "eu", HS: "691310", ShareBP: 6_000, Documents: []string{}}
	code := &sim.DeclareGood{Good: "bowl", Regime: "eu", HS: "691310", ShareBP: 10_000, Documents: []string{"permit"}}
	for _, c := range []struct {
		name, without string
		declare       *sim.DeclareGood
		why           []string
		ends          []string // that occur
		never         []string
	}{
		{"honest", "hold", bowl("permit"), []string{}, []string{"released"}, []string{"reassessed", "held", "sent_back", "seized"}},
		{"without permit, held", "hold", bowl(), []string{"document"}, []string{"held"}, []string{"sent_back", "seized", "reassessed"}},
		{"without permit, returned", "return", bowl(), []string{"document"}, []string{"sent_back"}, []string{"held", "seized"}},
		{"without permit, seized", "seize", bowl(), []string{"document"}, []string{"seized"}, []string{"held", "sent_back"}},
		{"undervalued", "hold", low, []string{"value"}, []string{"reassessed"}, []string{"held"}},
		{"wrong code", "hold", code, []string{"code"}, []string{"reassessed", "sent_back", "seized"}, []string{"held"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ruledUpon(t, c.without, c.declare, func(*sim.World) {})
			v, err := w.Shop(1)
			if err != nil {
				t.Fatal(err)
			}
			count, seen := map[string]int64{}, map[string]bool{}
			for _, row := range w.Orders(1, 10_000) {
				count[row.Status]++
				life, err := w.Order(1, row.Number)
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range life.Steps {
					if s.Kind != "inspected" || row.Good != c.declare.Good {
						continue
					}
					r := s.Ruling
					if r == nil || r.Rule.Zh == "" || r.Rule.En == "" || r.Source.Title == "" {
						t.Fatalf("order %s: nothing tells why it was inspected: %+v", row.Number, r)
					}
					seen[r.End] = true
					if fault := r.End != "released"; fault != (r.Fine > 0) || fault && !slices.Equal(r.Why, c.why) || !fault && len(r.Why) > 0 {
						t.Errorf("order %s: %+v, want the reasons %v and a fine", row.Number, r, c.why)
					}
					if a := life.Account; a.Fines != r.Arrears+r.Fine || (row.Status == "sent_back") != (a.Back > 0) && r.End == "sent_back" && row.Status != "held" {
						t.Errorf("order %s: the account has %+v, the ruling %+v", row.Number, a, r)
					}
					if r.End == "sent_back" && r.Arrears > 0 || r.End == "seized" && r.Arrears > 0 {
						t.Errorf("order %s pays arrears on goods that did not come in: %+v", row.Number, r)
					}
				}
				if (row.Status == "sent_back" || row.Status == "seized") && (life.Account.Repaid != life.Account.Price-life.Account.VAT || life.Account.Border != 0) {
					t.Errorf("order %s: its buyer has not got his money back, or duty was paid: %+v", row.Number, life.Account)
				}
			}
			for _, e := range c.ends {
				if !seen[e] {
					t.Errorf("no parcel was ever %s: %v", e, seen)
				}
			}
			for _, e := range c.never {
				if seen[e] {
					t.Errorf("a parcel was %s", e)
				}
			}
			if count["lost"] != v.Lost || count["sent_back"] != v.SentBack || count["seized"] != v.Seized || count["ordered"]+count["in_transit"]+count["held"] != v.UnderWay {
				t.Errorf("the orders tell %v; the shop has %d lost, %d sent back, %d seized, %d under way", count, v.Lost, v.SentBack, v.Seized, v.UnderWay)
			}
		})
	}
}

// What customs found names the good, the declaration and the border, in events and in the shop's record, and their costs
// are those of the books.
func TestFindingsAreToldOneByOne(t *testing.T) {
	told := map[string]int64{}
	var cost int64
	w := ruledUpon(t, "hold", &sim.DeclareGood{Good: "vase", Regime: "eu", HS: "691200", ShareBP: 6_000, Documents: []string{"permit"}}, func(w *sim.World) {
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range v.Events {
			if e.Fault != nil && e.Day == w.Day()-1 && e.Declared != "" {
				told[e.Kind] += e.Count
				cost += e.Minor
				if e.Good != "vase" || e.Market == "" || e.Border.Zh == "" || e.Declared != "691200" || e.ShareBP != 6_000 || e.Why == "" {
					t.Errorf("the event does not say what was found: %+v", e)
				}
			}
		}
	})
	r, err := w.CustomsRecord(1)
	if err != nil {
		t.Fatal(err)
	}
	count, sum := map[string]int64{}, int64(0)
	for _, f := range r.Findings {
		count["customs_"+f.End] += f.Count
		sum += f.Arrears + f.Fine
	}
	if fmt.Sprint(count) != fmt.Sprint(told) || sum != cost || sum != balance(t, w, 1, ledger.Penalty) || sum == 0 {
		t.Errorf("found %v for %d, told %v for %d, the books say %d", count, sum, told, cost, balance(t, w, 1, ledger.Penalty))
	}
}

// A border looks more closely at a shop of which it has found goods declared wrong: the more the more often, and less as
// time passes; at its neighbour it looks as ever.
func TestOffendersAreExaminedMoreOften(t *testing.T) {
	closely := 0
	ruledUpon(t, "hold", &sim.DeclareGood{Good: "bowl", Regime: "eu", HS: "691310", ShareBP: 3_000, Documents: []string{"permit"}}, func(w *sim.World) {
		r, err := w.CustomsRecord(1)
		if err != nil {
			t.Fatal(err)
		}
		// by hand: 1 + 0.5 × the sum over findings of the last 20 days of count × (21 − age) / 20, at most 4
		factor := 1.0
		for _, f := range r.Findings {
			if age := w.Day() - f.Day; age >= 1 && age <= 20 {
				factor += 0.5 * float64(f.Count) * float64(21-age) / 20
			}
		}
		want := 0.1 * min(factor, 4)
		if got := r.Watched[0].Now; got < want-0.002 || got > want+0.002 {
			t.Errorf("day %d: examined at %.4f, want %.4f", w.Day(), got, want)
		}
		if k := r.Watched[0]; k.Now > k.Usual {
			closely++
			if k.Until <= w.Day() {
				t.Errorf("day %d: never forgotten: %+v", w.Day(), k)
			}
		}
		other, err := w.CustomsRecord(2)
		if err != nil {
			t.Fatal(err)
		}
		if k := other.Watched[0]; k.Now != k.Usual || k.Until != 0 {
			t.Errorf("day %d: the neighbour is looked at too: %+v", w.Day(), k)
		}
	})
	r, err := ruledUpon(t, "hold", &sim.DeclareGood{Good: "bowl", Regime: "eu", HS: "691200", ShareBP: 10_000, Documents: []string{"permit"}}, func(*sim.World) {}).CustomsRecord(1)
	if err != nil || len(r.Findings) > 0 || len(r.Figures) < 5 {
		t.Errorf("an honest shop's record: %+v, %v", r, err)
	}
	for _, f := range r.Figures {
		if f.Name.Zh == "" || f.Name.En == "" || f.Value.Zh == "" || f.Value.En == "" || f.Source.Title == "" {
			t.Errorf("a figure without words or source: %+v", f)
		}
	}
	if closely == 0 {
		t.Error("customs never looked more closely")
	}
}

// Stock that customs does not let in is written off or comes back at a cost; the insurer does not pay, and no duty falls.
func TestStockIsTurnedBackOrSeized(t *testing.T) {
	for _, without := range []string{"return", "seize"} {
		ends := map[string]bool{}
		for seed := range uint64(40) {
			w := strictBorderOf(t, without, seed)
			furnish(t, w, func() {
				must(t, w, sim.Command{Shop: 1, Declare: &sim.DeclareGood{Good: "bowl", Regime: "eu", HS: "691200", ShareBP: 10_000, Documents: []string{}}})
			})
			before := int64(0)
			for !w.Over() {
				step(t, w)
				if err := w.Check(); err != nil {
					t.Fatal(err)
				}
				v, err := w.Shop(1)
				if err != nil {
					t.Fatal(err)
				}
				k := v.Consignments[0]
				if ends[k.State] || k.State != "sent_back" && k.State != "seized" {
					continue
				}
				ends[k.State] = true
				before++
				if last := k.Steps[len(k.Steps)-1]; last.Kind != k.State {
					t.Errorf("%s: the last step is %+v", k.State, last)
				}
				loss, freight, stock := int64(0), int64(0), int64(0)
				b, err := w.Journal(1)
				if err != nil {
					t.Fatal(err)
				}
				for e := range b.Journal.All() {
					if e.Cause != ledger.Turned || e.Subject != ledger.AConsign {
						continue
					}
					switch e.Account {
					case ledger.Loss:
						loss += e.Minor
					case ledger.Postage:
						freight += e.Minor
					case ledger.InTransit:
						stock -= e.Minor
					case ledger.TaxReclaim, ledger.Duty:
						t.Errorf("tax on goods that did not come in: %+v", e)
					}
				}
				// 60 bowls of 20 CNY, carried for 60 × 0.6 kg × 9.50 CNY + 50 CNY = 392 CNY (by volume 60 × 2.304 dm³ / 3 = 46.08 kg: 487.76 CNY)
				switch goods, out := int64(60*2000), int64(48776); {
				case k.State == "seized" && (loss != goods+out || freight != 0):
					t.Errorf("seized: %d lost, %d of freight", loss, freight)
				case k.State == "sent_back" && (loss != 0 || stock != out || freight != out+int64(0.5*float64(out))):
					t.Errorf("sent back: %d lost, %d of freight, %d taken out of the goods", loss, freight, stock)
				}
			}
		}
		if want := map[string]string{"return": "sent_back", "seize": "seized"}[without]; !ends[want] {
			t.Errorf("%s: no consignment was %s", without, want)
		}
	}
}

// Where the shop answers its buyers, whoever waits for what customs keeps asks for it: the desk says that it will not come,
// and who is refunded has his money back once.
func TestBuyersAskForWhatCustomsKeeps(t *testing.T) {
	w := busyCounter(t, 5, "service", [2]string{"reclaim_days: 9", "risk: 9, penalty: 4, fine: 20.00 EUR, reclaim_days: 9"},
		[2]string{"    inspection:", "    gates:\n      - {id: permit, name: {zh: 许可证, en: Permit}, hs: 6912, document: permit, without: seize, from: 2026-01-01, source: test}\n    inspection:"})
	must(t, w, sim.Command{Shop: 1, Declare: &sim.DeclareGood{Good: "bowl", Regime: "eu", HS: "691200", ShareBP: 10_000, Documents: []string{}}})
	asked := 0
	for !w.Over() {
		for _, k := range serviceDesk(t, w, 1).Tickets {
			if k.Stopped != "" {
				if asked++; k.Stopped != "seized" || k.Lost {
					t.Fatalf("ticket %d: %+v", k.Number, k)
				}
			}
		}
		answerAll(t, w, 1, "refund", "explain")
		step(t, w)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	n := w.Totals()
	if asked == 0 || n.Seized == 0 {
		t.Fatalf("%d seized, %d asked for", n.Seized, asked)
	}
	count := map[string]int64{}
	for _, row := range w.Orders(1, 10_000) {
		count[row.Status]++
		life, err := w.Order(1, row.Number)
		if err != nil {
			t.Fatal(err)
		}
		if a := life.Account; row.Status == "seized" && life.Ticket > 0 && a.Repaid > a.Price-a.VAT {
			t.Errorf("order %s: repaid %d of %d", row.Number, a.Repaid, a.Price-a.VAT)
		}
	}
	if count["seized"] != n.Seized || count["lost"] != n.Lost {
		t.Errorf("the orders tell %v, the world has %d seized and %d lost", count, n.Seized, n.Lost)
	}
}

// A carrier that pays for what it loses does not pay for what customs keeps.
func TestNoCarrierPaysForWhatCustomsSeizes(t *testing.T) {
	w := complete(t, 7, "service",
		[2]string{"promise: 7, max_g: 20000, loss: 0.02,", "promise: 7, max_g: 20000, loss: 0, claim: {limit: 300.00 CNY, days: 3},"},
		[2]string{"reclaim_days: 9", "risk: 9, penalty: 4, fine: 20.00 EUR, reclaim_days: 9"},
		[2]string{"    inspection:", "    gates:\n      - {id: permit, name: {zh: 许可证, en: Permit}, hs: 6912, document: permit, without: seize, from: 2026-01-01, source: test}\n    inspection:"})
	must(t, w, sim.Command{Open: &sim.OpenShop{Name: "甲"}})
	must(t, w, sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: "bowl", Supplier: "shed", Quantity: 900}})
	must(t, w, sim.Command{Shop: 1, Declare: &sim.DeclareGood{Good: "bowl", Regime: "eu", HS: "691200", ShareBP: 10_000, Documents: []string{}}})
	step(t, w)
	step(t, w)
	must(t, w, sim.Command{Shop: 1, Publish: &sim.PublishListing{Good: "bowl", Marketplace: "west", Service: "air-de", Price: 6400, Promise: 9}})
	for !w.Over() {
		step(t, w)
	}
	b, err := w.Journal(1)
	if err != nil {
		t.Fatal(err)
	}
	for e := range b.Journal.All() {
		if e.Cause == ledger.Indemnity {
			t.Fatalf("somebody paid: %+v", e)
		}
	}
	if n := w.Totals(); n.Seized == 0 || n.Lost != 0 || balance(t, w, 1, ledger.Loss) <= 0 {
		t.Errorf("%d seized, %d lost, %d written off", n.Seized, n.Lost, balance(t, w, 1, ledger.Loss))
	}
}
