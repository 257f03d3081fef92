package class

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/web/store"
)

// plain appends records to a plain file and syncs each, the least that durability costs on a disk, and returns how long
// each took.
func plain(b *testing.B, dir string, n int, slower time.Duration) (took []time.Duration) {
	f, err := os.CreateTemp(dir, "plain")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	rec := make([]byte, 100)
	for range n {
		begun := time.Now()
		if _, err := f.Write(rec); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
		time.Sleep(slower)
		took = append(took, time.Since(begun))
	}
	return took
}

// at is a percentile of durations.
func at(percent int, d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)*percent/100]
}

func total(d []time.Duration) (sum time.Duration) {
	for _, v := range d {
		sum += v
	}
	return sum
}

// commits counts what a class makes durable: every Append is one transaction, for which bbolt syncs twice.
type commits struct {
	*store.Store
	n      atomic.Int64
	slower time.Duration // each sync
}

const syncsOfCommit = 2

func (c *commits) Append(class string, first uint64, recs [][]byte) error {
	c.n.Add(1)
	time.Sleep(syncsOfCommit * c.slower)
	return c.Store.Append(class, first, recs)
}

// The bars of durable commands.
const (
	leastCommands = 50.0 // that one fsync makes durable
	mostFsyncs    = 5.0  // that 99 of 100 acknowledgements take at the most
)

// BenchmarkDurableCommands lets 512 browsers send one decision after another, each waiting for its acknowledgement, and
// in the same run appends and syncs a plain file on the same disk, one record after another. What counts: how many
// commands one fsync makes durable, how many times as fast that is as the plain file, and how long an acknowledgement
// takes in plain fsyncs, at the median and at the 99th percentile of both.
//
// On a disk that syncs faster than the processor can carry out the decisions of 512 browsers, an acknowledgement waits for
// the processor. So the same is played on a disk that syncs as slowly as that of a classroom's PC: this one, and each sync
// of both sides takes longer by so much.
func BenchmarkDurableCommands(b *testing.B) {
	for _, d := range []struct {
		name   string
		slower time.Duration
	}{{"this disk", 0}, {"one slower by 4 ms", 4 * time.Millisecond}} {
		var each, slowest float64
		b.Run(d.name, func(b *testing.B) { each, slowest = durable(b, d.slower) })
		verdict("commands made durable by one fsync, "+d.name, each, leastCommands, "", each >= leastCommands)
		verdict("99 of 100 acknowledgements, "+d.name, slowest, mostFsyncs, "fsyncs", slowest <= mostFsyncs)
	}
}

// durable measures how many commands one fsync makes durable, and the fsyncs that all but the slowest acknowledgements take.
func durable(b *testing.B, slower time.Duration) (each, slowest float64) {
	const writers, shops, samples = 512, 64, 200
	dir := b.TempDir()
	st, err := store.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	bundle, err := scenarios.Load("first-parcel")
	if err != nil {
		b.Fatal(err)
	}
	log := &commits{Store: st, slower: slower}
	c, err := Open(log, Meta{Code: "B", Bundle: bundle, Seed: 1, Secret: []byte("secret")})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	for i := range shops {
		if _, err := c.Seat("shop "+strconv.Itoa(i), ""); err != nil {
			b.Fatal(err)
		}
		if err := c.Do(sim.Command{Shop: i + 1, Publish: &sim.PublishListing{Good: "synthetic-wig", Marketplace: "kaufgarten", Service: "express-de", Price: 3490, Promise: 8}}); err != nil {
			b.Fatal(err)
		}
	}
	fsyncs := plain(b, dir, samples, slower)
	log.n.Store(0)
	waits := make([][]time.Duration, writers)
	var next atomic.Int64
	var wg sync.WaitGroup
	b.ResetTimer()
	for w := range writers {
		wg.Go(func() {
			for {
				n := next.Add(1)
				if n > int64(b.N) {
					return
				}
				active := n%2 == 0
				begun := time.Now()
				if err := c.DoOnce(strconv.FormatInt(n, 10), sim.Command{Shop: w%shops + 1, Amend: &sim.AmendListing{Listing: w%shops + 1, Active: &active}}); err != nil {
					b.Error(err)
					return
				}
				waits[w] = append(waits[w], time.Since(begun))
			}
		})
	}
	wg.Wait()
	took := b.Elapsed()
	b.StopTimer()
	fsyncs = append(fsyncs, plain(b, dir, samples, slower)...)
	acks := slices.Concat(waits...)
	each, slowest = float64(b.N)/float64(syncsOfCommit*log.n.Load()), float64(at(99, acks))/float64(at(99, fsyncs))
	b.ReportMetric(float64(b.N)/took.Seconds(), "commands/s")
	b.ReportMetric(each, "commands/fsync")
	b.ReportMetric(float64(b.N)*total(fsyncs).Seconds()/float64(len(fsyncs))/took.Seconds(), "×plain")
	b.ReportMetric(float64(at(50, acks))/float64(at(50, fsyncs)), "p50-fsyncs")
	b.ReportMetric(slowest, "p99-fsyncs")
	return each, slowest
}

// verdict prints a figure with its bar for a person to read.
func verdict(what string, got, bar float64, unit string, met bool) {
	word := map[bool]string{true: "met", false: "NOT MET"}[met]
	fmt.Fprintf(os.Stderr, "%-58s %8.2f %-10s bar %6.2f  %s\n", what, got, unit, bar, word)
}
