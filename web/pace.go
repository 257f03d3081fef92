package web

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// What people do at most. A seller who clicks fast stays far below; a script does not.
const (
	callsPerSecond = 40 // of a shop
	callsAtOnce    = 200
	seatsPerSecond = 2 // of an address
	seatsAtOnce    = 120
	maxPaces       = 10_000

	maxGuesses = 5 // wrong PINs or passwords in a row
	guessPause = time.Minute
)

// paces limit how often things happen, by key.
type paces struct {
	mu sync.Mutex
	m  map[string]*rate.Limiter
}

func (p *paces) allow(key string, perSecond rate.Limit, atOnce int) bool {
	p.mu.Lock()
	l := p.m[key]
	if l == nil {
		if p.m == nil || len(p.m) >= maxPaces {
			p.m = map[string]*rate.Limiter{} // forgetting is harmless: it only forgives
		}
		l = rate.NewLimiter(perSecond, atOnce)
		p.m[key] = l
	}
	p.mu.Unlock()
	return l.Allow()
}

// guesses count wrong secrets, by what they are for.
type guesses struct {
	mu sync.Mutex
	m  map[string]*guess
}

type guess struct {
	wrong int
	until time.Time
}

// take counts a guess before it is looked at; a wait above 0 means that it may not be made.
func (g *guesses) take(key string) (wait time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.m == nil {
		g.m = map[string]*guess{}
	}
	k := g.m[key]
	if k == nil {
		k = &guess{}
		g.m[key] = k
	}
	if k.wrong >= maxGuesses {
		if wait := time.Until(k.until); wait > 0 {
			return wait
		}
		k.wrong = 0
	}
	k.wrong++
	k.until = time.Now().Add(guessPause)
	return 0
}

// clear forgives, after a right guess or a new secret.
func (g *guesses) clear(key string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.m, key)
}
