package store

import (
	"bufio"
	"bytes"
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

// filled is a closed store of two classes, large enough for pages of their own.
func filled(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s := open(t, dir)
	for _, class := range []string{"a", "b"} {
		var recs [][]byte
		for seq := range 500 {
			recs = append(recs, fmt.Appendf(nil, "%s %0180d", class, seq+1))
		}
		if err := s.Append(class, 1, recs); err != nil {
			t.Fatal(err)
		}
		if err := s.PutSnapshot(class, 500, fmt.Appendf(nil, "snapshot of %s", class)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A page of one class's log is lost: reading says in which class and after which record; the other class is whole.
func TestALostPageIsNamed(t *testing.T) {
	dir := filled(t)
	path := dir + "/chuhai.db"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	size := os.Getpagesize()
	lost := 0
	for at := 0; at+size <= len(data); at += size {
		if page := data[at : at+size]; bytes.Contains(page, fmt.Appendf(nil, "a %0180d", 300)) {
			clear(page)
			lost++
		}
	}
	if lost == 0 {
		t.Fatal("the record is on no page")
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	defer s.Close()
	read := func(class string) (n int, err error) {
		err = s.Read(class, 1, func(uint64, []byte) error { n++; return nil })
		return n, err
	}
	if n, err := read("a"); !errors.Is(err, ErrDamage) || !strings.Contains(err.Error(), "class a, after record ") || n >= 300 {
		t.Errorf("class a: %d records and %v", n, err)
	}
	if n, err := read("b"); n != 500 || err != nil {
		t.Errorf("class b: %d records and %v", n, err)
	}
	if err := s.Append("b", 501, [][]byte{[]byte("goes on")}); err != nil {
		t.Errorf("class b does not go on: %v", err)
	}
	if err := s.Drop("a"); err == nil {
		return // what is left of it could be freed
	} else if !errors.Is(err, ErrDamage) {
		t.Errorf("dropping the damaged class: %v", err)
	}
	if err := s.Append("b", 502, [][]byte{[]byte("goes on")}); err != nil {
		t.Errorf("after that class b does not go on: %v", err)
	}
}

// The file is cut at every tenth of its length: opening says how much is there, and never crashes.
func TestACutFileIsRefused(t *testing.T) {
	dir := filled(t)
	path := dir + "/chuhai.db"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for tenth := 1; tenth < 10; tenth++ {
		if err := os.WriteFile(path, data[:len(data)*tenth/10], 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir)
		if err != nil {
			refused++
			if !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "/") {
				t.Errorf("cut at %d tenths: %v", tenth, err)
			}
			continue
		}
		for _, class := range []string{"a", "b"} { // the end of the file may be unused
			n := 0
			if err := s.Read(class, 1, func(uint64, []byte) error { n++; return nil }); err != nil || n != 500 {
				t.Errorf("cut at %d tenths it opens, with %d records of %s and %v", tenth, n, class, err)
			}
		}
		s.Close()
	}
	if refused < 5 {
		t.Errorf("only %d of 9 cuts were noticed", refused)
	}
}

// A file that is something else is named, with what to do, and left as it is.
func TestAFileThatIsNoDataFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	path := dir + "/chuhai.db"
	foreign := bytes.Repeat([]byte("姓名,学号\n"), 4096)
	if err := os.WriteFile(path, foreign, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(dir)
	if err == nil {
		t.Fatal("a list of names was opened as a data file")
	}
	for _, want := range []string{path, "put back a copy", "请换回备份"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, foreign) {
		t.Errorf("the file was changed (%v)", err)
	}
}

// A class is dropped with its snapshots and the records that are its own, and nothing else goes.
func TestDropTakesAClassAndNothingElse(t *testing.T) {
	s := open(t, filled(t))
	defer s.Close()
	for _, key := range []string{"a", "a/1", "a/22", "ab", "b/1"} {
		if err := s.Put("seat", key, []byte(key)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Put("other", "a", nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Drop("a", "seat"); err != nil {
		t.Fatal(err)
	}
	if last, err := s.Last("a"); last != 0 || err != nil {
		t.Errorf("the log of a still ends at %d, %v", last, err)
	}
	if _, _, ok, _ := s.Snapshot("a"); ok {
		t.Error("a snapshot of a is still there")
	}
	if last, err := s.Last("b"); last != 500 || err != nil {
		t.Errorf("the log of b ends at %d, %v", last, err)
	}
	var left []string
	if err := s.Each("seat", func(key string, _ []byte, err error) {
		if err != nil {
			t.Error(err)
		}
		left = append(left, key)
	}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(left, " "); got != "ab b/1" {
		t.Errorf("left are %q", got)
	}
	if _, ok, _ := s.Get("other", "a"); !ok {
		t.Error("a record of another kind is gone")
	}
	if err := s.Drop("nobody", "seat"); err != nil {
		t.Errorf("dropping what is not there: %v", err)
	}
}
