package aftersales_test

import (
	"testing"

	"chuhai/sim/aftersales"
	"chuhai/sim/scenario"
)

// The course of a question, move by move.
func TestAQuestionRunsItsCourse(t *testing.T) {
	type course struct {
		moves []aftersales.Move
		end   string
	}
	for name, c := range map[string]course{
		"answered, and the buyer is content":           {[]aftersales.Move{aftersales.Answer, aftersales.Please}, "content"},
		"answered, and the buyer lets it be":           {[]aftersales.Move{aftersales.Answer, aftersales.GiveUp}, "dropped"},
		"answered in vain, contested and won":          {[]aftersales.Move{aftersales.Answer, aftersales.Complain, aftersales.Contest, aftersales.Uphold}, "won"},
		"answered in vain, contested and lost":         {[]aftersales.Move{aftersales.Answer, aftersales.Complain, aftersales.Contest, aftersales.Concede}, "lost"},
		"not answered, disputed and accepted":          {[]aftersales.Move{aftersales.Complain, aftersales.Concede}, "lost"},
		"not answered, and the buyer gives up":         {[]aftersales.Move{aftersales.GiveUp}, "dropped"},
		"the parcel arrives before there is an answer": {[]aftersales.Move{aftersales.Arrive}, "arrived"},
		"the parcel arrives after the answer":          {[]aftersales.Move{aftersales.Answer, aftersales.Arrive}, "arrived"},
	} {
		s := aftersales.Open
		for i, m := range c.moves {
			if s.Closed() {
				t.Fatalf("%s: closed after %d moves", name, i)
			}
			next, ok := s.Next(m)
			if !ok {
				t.Fatalf("%s: move %d cannot be made in state %s", name, i, aftersales.Names[s])
			}
			s = next
		}
		if aftersales.Names[s] != c.end || !s.Closed() {
			t.Errorf("%s: ends as %s, want %s", name, aftersales.Names[s], c.end)
		}
	}
}

// What is closed stays closed; nobody answers twice, and nobody contests what is not disputed.
func TestMovesThatCannotBeMade(t *testing.T) {
	for s := range aftersales.State(len(aftersales.Names)) {
		for m := aftersales.Answer; m <= aftersales.Concede; m++ {
			next, ok := s.Next(m)
			if !ok && next != s {
				t.Errorf("%s: a move that cannot be made changes the state", aftersales.Names[s])
			}
			if ok && s.Closed() {
				t.Errorf("%s is closed, and goes on to %s", aftersales.Names[s], aftersales.Names[next])
			}
		}
	}
	for _, c := range []struct {
		s aftersales.State
		m aftersales.Move
	}{{aftersales.Answered, aftersales.Answer}, {aftersales.Open, aftersales.Contest}, {aftersales.Disputed, aftersales.Answer}, {aftersales.Contested, aftersales.Contest}, {aftersales.Disputed, aftersales.Please}} {
		if _, ok := c.s.Next(c.m); ok {
			t.Errorf("move %d can be made in state %s", c.m, aftersales.Names[c.s])
		}
	}
}

var broken = scenario.TicketKind{
	Answers:  []scenario.AnswerTerms{{ID: "explain", Content: 0.1}, {ID: "partial", Content: 0.7}, {ID: "refund", Content: 1}},
	Evidence: []scenario.Proof{{ID: "photos", Weight: 0.6}, {ID: "chat", Weight: 0.3}, {ID: "tracking", Weight: 0.4}},
}

// A greater part of the price pleases more buyers: from those whom an explanation pleases to all.
func TestAGreaterPartPleasesMore(t *testing.T) {
	for _, c := range []struct{ part, want float64 }{{0, 0.1}, {0.25, 0.4}, {0.5, 0.7}, {0.75, 0.85}, {1, 1}, {2, 1}, {-1, 0.1}} {
		if got := aftersales.Pleased(&broken, "partial", c.part); got < c.want-1e-12 || got > c.want+1e-12 {
			t.Errorf("%g of the price pleases %g, want %g", c.part, got, c.want)
		}
	}
	if aftersales.Pleased(&broken, "resend", 0) != 0 {
		t.Error("an answer that cannot be given pleases somebody")
	}
}

// Evidence adds up, to almost certainty and no further; what is not to the point counts nothing.
func TestEvidenceAddsUp(t *testing.T) {
	for _, c := range []struct {
		evidence []string
		want     float64
	}{{nil, 0}, {[]string{"invoice"}, 0}, {[]string{"photos"}, 0.6}, {[]string{"photos", "photos"}, 0.6}, {[]string{"photos", "chat", "tracking"}, 0.95}} {
		if got := aftersales.Upheld(&broken, c.evidence); got < c.want-1e-12 || got > c.want+1e-12 {
			t.Errorf("%v: %g, want %g", c.evidence, got, c.want)
		}
	}
}
