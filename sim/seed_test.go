package sim_test

import (
	"testing"

	"chuhai/sim"
)

// reviewsOf are a listing's reviews and rating.
func reviewsOf(t testing.TB, w *sim.World, shop, listing int) (int, float64) {
	t.Helper()
	for _, l := range listingsOf(t, w, shop) {
		if l.Number == listing {
			return l.Reviews, l.Rating
		}
	}
	t.Fatalf("shop %d has no listing %d", shop, listing)
	return 0, 0
}

// Samples cost pieces and postage and bring the opinions of those who got them; no listing gets more than the programme
// takes.
func TestSamplesBringHonestReviews(t *testing.T) {
	w := counter(t, 41, "service", [2]string{"searches: 60,", "searches: 0,"}, [2]string{"searches: 80,", "searches: 0,"})
	before, err := w.Shop(1)
	if err != nil {
		t.Fatal(err)
	}
	must(t, w, sim.Command{Shop: 1, Seed: &sim.Seed{Listing: 1, Kind: "samples", Count: 30}})
	refused(t, w, sim.Command{Shop: 1, Seed: &sim.Seed{Listing: 1, Kind: "samples", Count: 1}}, "count")
	refused(t, w, sim.Command{Shop: 2, Seed: &sim.Seed{Listing: 1, Kind: "samples", Count: 1}}, "listing")
	refused(t, w, sim.Command{Shop: 1, Seed: &sim.Seed{Listing: 2, Kind: "praise", Count: 1}}, "kind")
	after, err := w.Shop(1)
	if err != nil {
		t.Fatal(err)
	}
	if pieces := before.Stock[0].Quantity - after.Stock[0].Quantity; pieces != 30 || after.Wallets[0].Minor >= before.Wallets[0].Minor || after.Profit >= before.Profit {
		t.Errorf("%d pieces given away; cash %v before, %v after", pieces, before.Wallets[0], after.Wallets[0])
	}
	run(t, w, 30)
	if n, rating := reviewsOf(t, w, 1, 1); n < 15 || n > 30 || rating < 2 || rating > 4.8 {
		t.Errorf("%d reviews, rating %.2f", n, rating)
	}
}

// A card in the parcel brings more reviews of the same kind, as long as there are cards.
func TestCardsBringMoreReviews(t *testing.T) {
	play := func(cards int) (reviews int) {
		w := busyCounter(t, 42, "service")
		if cards > 0 {
			must(t, w, sim.Command{Shop: 1, Seed: &sim.Seed{Listing: 2, Kind: "inserts", Count: cards}})
		}
		run(t, w, 40)
		n, _ := reviewsOf(t, w, 1, 2)
		return n
	}
	without, few, many := play(0), play(60), play(5000)
	if without >= few || few >= many {
		t.Errorf("reviews: %d without cards, %d with sixty, %d with cards for all", without, few, many)
	}
}

// Bought reviews lift a rating until they are found; then all of them are gone, with points and a fine for each.
func TestBoughtReviewsAreFound(t *testing.T) {
	w := counter(t, 43, "service, health, compliance", [2]string{"before: listing", "before: checked"}, [2]string{"searches: 80,", "searches: 0,"})
	must(t, w, sim.Command{Shop: 1, Seed: &sim.Seed{Listing: 1, Kind: "bought", Count: 20}})
	run(t, w, 6)
	n, rating := reviewsOf(t, w, 1, 1)
	if n == 0 || rating < 4.2 {
		t.Fatalf("%d bought reviews came, rating %.2f", n, rating)
	}
	found := 0
	for w.Day() < 50 && found == 0 {
		step(t, w)
		v, err := w.Shop(1)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range v.Events {
			if e.Kind == "fake_found" {
				found += int(e.Count)
			}
		}
	}
	if n, _ := reviewsOf(t, w, 1, 1); found != 20 || n != 0 {
		t.Errorf("%d bought reviews were found, %d are left", found, n)
	}
	if standing(t, w, 1).Points < 6 {
		t.Errorf("%d points", standing(t, w, 1).Points)
	}
}

// A ring that buys itself reviews every week does not come out ahead of the same shop without them.
func TestARingOfBoughtReviewsDoesNotPay(t *testing.T) {
	seeds := uint64(6)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		play := func(ring bool) int64 {
			w := counter(t, 50+seed, "service, health, compliance", [2]string{"before: listing", "before: checked"})
			for !w.Over() {
				if ring && w.Day()%7 == 3 {
					for listing := 1; listing <= 2; listing++ {
						must(t, w, sim.Command{Shop: 1, Seed: &sim.Seed{Listing: listing, Kind: "bought", Count: 10}})
					}
				}
				answerAll(t, w, 1, "partial", "explain")
				v, err := w.Shop(1)
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range v.Wallets[1:] {
					if m.Minor > 0 {
						must(t, w, sim.Command{Shop: 1, Convert: &sim.Convert{From: m, To: "CNY"}})
					}
				}
				step(t, w)
			}
			v, err := w.Shop(1)
			if err != nil {
				t.Fatal(err)
			}
			return v.Profit
		}
		if honest, ring := play(false), play(true); ring >= honest {
			t.Errorf("seed %d: %d with a ring, %d without", seed, ring, honest)
		} else {
			t.Logf("seed %d: %d with a ring, %d without", seed, ring, honest)
		}
	}
}

// Dear and poor is rated worse than the same piece at a modest price: buyers judge by what they expected.
func TestStarsJudgeWhatWasClaimed(t *testing.T) {
	play := func(price int64) float64 {
		w := busyCounter(t, 44, "service", [2]string{"loss: 0.02", "loss: 0"})
		must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Price: &price, Promise: new(20)}})
		run(t, w, 50)
		n, rating := reviewsOf(t, w, 1, 1)
		if n < 20 {
			t.Fatalf("at %d only %d reviews", price, n)
		}
		return rating
	}
	if dear, cheap := play(110_00), play(45_00); dear >= cheap {
		t.Errorf("rated %.2f at 110 euro, %.2f at 45", dear, cheap)
	}
}

// A following grows with content buyers, forgets without them, and lifts demand by less than it grows.
func TestAFollowingGrowsAndForgets(t *testing.T) {
	w := busyCounter(t, 45, "service")
	must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Price: new(int64(38_00)), Promise: new(20)}})
	followers := func() sim.Followers { return serviceDesk(t, w, 1).Followers[1] }
	run(t, w, 30)
	grown := followers()
	if grown.Followers < 3 || grown.Pull <= 0 || grown.Pull > 0.2 {
		t.Errorf("after a month %+v", grown)
	}
	for listing := 1; listing <= 2; listing++ {
		must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: listing, Active: new(false)}})
	}
	run(t, w, 25)
	if later := followers(); later.Followers >= grown.Followers || later.Pull >= grown.Pull {
		t.Errorf("nobody sells, and %d followers have become %d", grown.Followers, later.Followers)
	}
	if other := serviceDesk(t, w, 2).Followers[1]; other.Followers != 0 || other.Pull != 0 {
		t.Errorf("a shop that never sold has %+v", other)
	}
}

// The indicators of after-sales measure what they say, and are 0 or 1 while there is nothing to measure.
func TestIndicatorsOfAfterSales(t *testing.T) {
	rubric := [2]string{"  - {id: tasks, name: {zh: 任务, en: Tasks}, weight: 40, floor: 0, par: 0.7, ceiling: 1}\n",
		"  - {id: response, name: {zh: 及时答复, en: Response}, weight: 20, floor: 0, par: 0.7, ceiling: 1}\n  - {id: health, name: {zh: 账户健康, en: Health}, weight: 10, floor: 0, par: 0.7, ceiling: 1}\n  - {id: compliance, name: {zh: 合规, en: Compliance}, weight: 10, floor: 0, par: 0.7, ceiling: 1}\n"}
	w := counter(t, 46, "service, health, compliance", rubric, [2]string{"before: listing", "before: checked"})
	must(t, w, sim.Command{Shop: 1, Amend: &sim.AmendListing{Listing: 1, Promise: new(3)}})
	value := func(shop int, id string) float64 {
		for _, r := range w.Scores()[shop-1].Results {
			if r.ID == id {
				return r.Value
			}
		}
		t.Fatalf("no %s", id)
		return 0
	}
	for w.Day() < 30 {
		answerAll(t, w, 1, "explain")
		step(t, w)
	}
	for !w.Over() {
		step(t, w) // the second month nobody answers, and a duty of data protection is missed
	}
	d := serviceDesk(t, w, 1)
	if want := float64(d.Answered) / float64(d.Answered+d.Overdue); value(1, "response") != want || want <= 0 || want >= 1 {
		t.Errorf("response %.3f, want %.3f", value(1, "response"), want)
	}
	if h := value(1, "health"); h <= 0 || h >= 1 {
		t.Errorf("health of a shop that is often late: %.3f", h)
	}
	if c := value(1, "compliance"); c <= 0 || c >= 1 {
		t.Errorf("compliance of a shop that missed a duty: %.3f", c)
	}
	for id, want := range map[string]float64{"response": 0, "health": 1, "compliance": 1} {
		if got := value(2, id); got != want {
			t.Errorf("%s of a shop that never sold is %.3f, want %g", id, got, want)
		}
	}
}
