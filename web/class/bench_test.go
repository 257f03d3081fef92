package class

import (
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

// plain appends records to a plain file and syncs each, the least that durability costs on this disk, and returns how
// long each took.
func plain(b *testing.B, dir string, n int) (took []time.Duration) {
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
	n atomic.Int64
}

const syncsOfCommit = 2

func (c *commits) Append(class string, first uint64, recs [][]byte) error {
	c.n.Add(1)
	return c.Store.Append(class, first, recs)
}

// BenchmarkDurableCommands lets 512 browsers send one decision after another, each waiting for its acknowledgement, and
// in the same run appends and syncs a plain file on the same disk, one record after another. What counts: how many
// commands one fsync makes durable (bar: 50), how many times as fast that is as the plain file, and how long an
// acknowledgement takes in plain fsyncs, at the median and at the 99th percentile of both (bar: 5 at the latter).
func BenchmarkDurableCommands(b *testing.B) {
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
	log := &commits{Store: st}
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
	fsyncs := plain(b, dir, samples)
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
	fsyncs = append(fsyncs, plain(b, dir, samples)...)
	acks := slices.Concat(waits...)
	b.ReportMetric(float64(b.N)/took.Seconds(), "commands/s")
	b.ReportMetric(float64(b.N)/float64(syncsOfCommit*log.n.Load()), "commands/fsync")
	b.ReportMetric(float64(b.N)*total(fsyncs).Seconds()/float64(len(fsyncs))/took.Seconds(), "×plain")
	b.ReportMetric(float64(at(50, acks))/float64(at(50, fsyncs)), "p50-fsyncs")
	b.ReportMetric(float64(at(99, acks))/float64(at(99, fsyncs)), "p99-fsyncs")
}
