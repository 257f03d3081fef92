package store

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("CHUHAI_STORE_WRITER"); dir != "" {
		writeUntilKilled(dir)
	}
	goleak.VerifyTestMain(m)
}

func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLogSurvivesReopening(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for i := uint64(1); i <= 600; i++ {
		if err := s.Append("a", i, [][]byte{fmt.Appendf(nil, "record %d", i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Append("a", 602, [][]byte{nil}); !errors.Is(err, ErrGap) {
		t.Errorf("a gap was not noticed: %v", err)
	}
	if err := s.PutSnapshot("a", 600, []byte("state")); err != nil {
		t.Fatal(err)
	}
	if err := s.Put("k", "x", []byte("v")); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	defer s.Close()
	n := 0
	if err := s.Read("a", 1, func(seq uint64, rec []byte) error {
		n++
		if string(rec) != fmt.Sprintf("record %d", seq) {
			t.Errorf("record %d is %q", seq, rec)
		}
		return nil
	}); err != nil || n != 600 {
		t.Errorf("%d records, %v", n, err)
	}
	if seq, data, ok, err := s.Snapshot("a"); !ok || seq != 600 || string(data) != "state" || err != nil {
		t.Errorf("snapshot %d %q %v %v", seq, data, ok, err)
	}
	if v, ok, err := s.Get("k", "x"); !ok || string(v) != "v" || err != nil {
		t.Errorf("record %q %v %v", v, ok, err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "another chuhai") {
		t.Errorf("a second opening: %v", err)
	}
}

func TestADamagedRecordIsFound(t *testing.T) {
	s := open(t, t.TempDir())
	defer s.Close()
	if err := s.Append("a", 1, [][]byte{[]byte("one"), []byte("two")}); err != nil {
		t.Fatal(err)
	}
	if err := s.db.Update(func(tx *bolt.Tx) error {
		return tx.Bucket(logs).Bucket([]byte("a")).Put(seqKey(2), []byte("\x00\x00\x00\x00twx"))
	}); err != nil {
		t.Fatal(err)
	}
	err := s.Read("a", 1, func(uint64, []byte) error { return nil })
	if !errors.Is(err, ErrDamage) || !strings.Contains(err.Error(), "record 2") {
		t.Errorf("error %v, want damage at record 2", err)
	}
}

func TestAFullDiskAcknowledgesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	defer s.Close()
	full := errors.New("no space left on device")
	var broken atomic.Bool
	broken.Store(true)
	s.commit = func() error {
		if broken.Load() {
			return full
		}
		return nil
	}
	if err := s.Append("a", 1, [][]byte{[]byte("x")}); !errors.Is(err, full) {
		t.Fatalf("error %v", err)
	}
	if last, _ := s.Last("a"); last != 0 {
		t.Errorf("last %d after a failed append", last)
	}
	broken.Store(false)
	if err := s.Append("a", 1, [][]byte{[]byte("x")}); err != nil {
		t.Errorf("after the disk is back: %v", err)
	}
}

// writeUntilKilled appends from eight writers and prints what was acknowledged.
func writeUntilKilled(dir string) {
	s, err := Open(dir)
	if err != nil {
		panic(err)
	}
	var out sync.Mutex
	for c := range 8 {
		go func() {
			class := strconv.Itoa(c)
			last, _ := s.Last(class)
			for seq := last + 1; ; seq++ {
				if err := s.Append(class, seq, [][]byte{fmt.Appendf(nil, "%d", seq)}); err != nil {
					panic(err)
				}
				out.Lock()
				fmt.Printf("%s %d\n", class, seq)
				out.Unlock()
			}
		}()
	}
	select {}
}

// kill -9 at any moment: what was acknowledged is there.
func TestNothingAcknowledgedIsLost(t *testing.T) {
	dir := t.TempDir()
	acked := map[string]uint64{}
	for round := range 6 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "CHUHAI_STORE_WRITER="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(100+37*round)*time.Millisecond, func() { cmd.Process.Kill() })
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			class, n, ok := strings.Cut(lines.Text(), " ")
			if seq, err := strconv.ParseUint(n, 10, 64); ok && err == nil {
				acked[class] = max(acked[class], seq)
			}
		}
		_ = cmd.Wait()
	}
	if len(acked) == 0 {
		t.Fatal("nothing was ever acknowledged")
	}
	s := open(t, dir)
	defer s.Close()
	for class, want := range acked {
		got := uint64(0)
		if err := s.Read(class, 1, func(seq uint64, _ []byte) error { got = seq; return nil }); err != nil {
			t.Error(err)
		}
		if got < want {
			t.Errorf("class %s: acknowledged up to %d, found %d", class, want, got)
		}
	}
}

// BenchmarkAppend512Writers against BenchmarkRawAppendFsync on the same disk: records for each fsync.
func BenchmarkAppend512Writers(b *testing.B) {
	s := open(b, b.TempDir())
	defer s.Close()
	before := s.db.Stats()
	rec := make([]byte, 200)
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range 512 {
		wg.Go(func() {
			class := strconv.Itoa(w)
			for seq := uint64(1); next.Add(1) <= int64(b.N); seq++ {
				if err := s.Append(class, seq, [][]byte{rec}); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	after := s.db.Stats()
	b.ReportMetric(float64(b.N)/float64(max(1, after.TxStats.GetWrite()-before.TxStats.GetWrite()))*1, "records/write")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

func BenchmarkRawAppendFsync(b *testing.B) {
	f, err := os.Create(b.TempDir() + "/raw")
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	rec := make([]byte, 200)
	for b.Loop() {
		if _, err := f.Write(rec); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "fsyncs/s")
}
