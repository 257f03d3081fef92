// Package store keeps what must not be lost: the log of each class, its snapshots, and small records. It is one bbolt
// file. All writes go through one goroutine, which commits everything that waited in one transaction with one fsync and
// only then lets the callers go on.
//
// The store promises that what it acknowledged is there after a crash, and that a damaged record is found when read. It
// does not interpret records.
package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// Limits.
const (
	MaxRecord = 1 << 20 // bytes of one record of a log
	waiting   = 4096    // writes that may wait for the writer
	maxGroup  = 1024    // writes in one transaction
	lockWait  = time.Second
	readChunk = 256 // records copied out in one read transaction
)

// Errors that callers tell apart.
var (
	ErrGap    = errors.New("the log does not continue where the writer thinks it ends")
	ErrClosed = errors.New("the store is closed")
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var (
	logs      = []byte("logs")
	snapshots = []byte("snapshots")
	records   = []byte("records")
)

// Store is an open file. It is safe for concurrent use.
type Store struct {
	db     *bolt.DB
	path   string
	writes chan write
	quit   chan struct{}
	done   chan struct{}
	stop   sync.Once
	commit func() error // called inside the transaction, before it commits: a seam for tests of failing disks
}

type write struct {
	do  func(*bolt.Tx) error
	err chan error
}

// Open opens the store in a directory, which it makes when it is missing.
func Open(dir string) (*Store, error) {
	path := filepath.Join(dir, "chuhai.db")
	fail := func(en, zh string, err error) (*Store, error) {
		return nil, fmt.Errorf("%s: %s / %s: %w", path, en, zh, err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fail("cannot make the data directory; choose another with --data", "无法创建数据目录，请用 --data 另选", err)
	}
	var db *bolt.DB
	err := uncut(path)
	if err == nil {
		err = guard(func() (err error) {
			db, err = bolt.Open(path, 0o600, &bolt.Options{Timeout: lockWait})
			return err
		})
	}
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return fail("another chuhai is using it; stop that one or choose another directory with --data", "另一个 chuhai 正在使用，请先停止它，或用 --data 另选", err)
	case errors.Is(err, os.ErrPermission), errors.Is(err, syscall.EROFS):
		return fail("the data directory cannot be written; choose another with --data", "数据目录不可写，请用 --data 另选", err)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, bolterrors.ErrChecksum):
		return fail("this is no data file, or a damaged one; put back a copy, or move it away to begin anew", "这不是数据文件，或文件已损坏；请换回备份，或移走该文件重新开始", err)
	case err != nil:
		return fail("cannot open the data file", "无法打开数据文件", err)
	}
	err = guard(func() error {
		return db.Update(func(tx *bolt.Tx) error {
			for _, b := range [][]byte{logs, snapshots, records} {
				if _, err := tx.CreateBucketIfNotExists(b); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		db.Close()
		return fail("cannot write the data file", "无法写入数据文件", err)
	}
	s := &Store{db: db, path: path, writes: make(chan write, waiting), quit: make(chan struct{}), done: make(chan struct{})}
	go s.run()
	return s, nil
}

// Close waits for the writes under way and closes the file. Closing it again does nothing.
func (s *Store) Close() error {
	s.stop.Do(func() { close(s.quit) })
	<-s.done
	return s.db.Close()
}

// run is the writer: one transaction for all that waited. A write that fails is answered with its own error and the
// others are tried again without it.
func (s *Store) run() {
	defer close(s.done)
	for {
		var group []write
		select {
		case w := <-s.writes:
			group = append(group, w)
		case <-s.quit:
			for {
				select {
				case w := <-s.writes:
					w.err <- ErrClosed
				default:
					return
				}
			}
		}
		for more := true; more && len(group) < maxGroup; {
			select {
			case w := <-s.writes:
				group = append(group, w)
			default:
				more = false
			}
		}
		for len(group) > 0 {
			bad := -1
			err := guard(func() error {
				return s.db.Update(func(tx *bolt.Tx) error {
					for i, w := range group {
						if err := guard(func() error { return w.do(tx) }); err != nil {
							bad = i
							return err
						}
					}
					if s.commit != nil {
						return s.commit()
					}
					return nil
				})
			})
			if bad >= 0 {
				group[bad].err <- err
				group = append(group[:bad], group[bad+1:]...)
				continue
			}
			for _, w := range group {
				w.err <- err
			}
			group = nil
		}
	}
}

func (s *Store) write(do func(*bolt.Tx) error) error {
	w := write{do, make(chan error, 1)}
	select {
	case s.writes <- w:
	case <-s.quit:
		return ErrClosed
	}
	select {
	case err := <-w.err:
		if err != nil {
			return fmt.Errorf("%s: %w", s.path, err)
		}
		return nil
	case <-s.done:
		return ErrClosed
	}
}

func seqKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

// seal puts a checksum before a record; open takes it off and compares.
func seal(data []byte) []byte {
	out := binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(data)), crc32.Checksum(data, castagnoli))
	return append(out, data...)
}

func unseal(v []byte) ([]byte, error) {
	if len(v) < 4 || crc32.Checksum(v[4:], castagnoli) != binary.BigEndian.Uint32(v) {
		return nil, fmt.Errorf("%w: it does not match its checksum / 与校验和不符", ErrDamage)
	}
	return append([]byte(nil), v[4:]...), nil
}

// Append adds records to a class's log, the first of them as number first, which must follow the last. It returns after
// they are durable; on an error none of them is.
func (s *Store) Append(class string, first uint64, recs [][]byte) error {
	for _, r := range recs {
		if len(r) > MaxRecord {
			return fmt.Errorf("a record of %d bytes: the most is %d", len(r), MaxRecord)
		}
	}
	return s.write(func(tx *bolt.Tx) error {
		b, err := tx.Bucket(logs).CreateBucketIfNotExists([]byte(class))
		if err != nil {
			return err
		}
		b.FillPercent = 1
		if last := lastSeq(b); first != last+1 {
			return fmt.Errorf("class %s: record %d after %d: %w", class, first, last, ErrGap)
		}
		for i, r := range recs {
			if err := b.Put(seqKey(first+uint64(i)), seal(r)); err != nil {
				return err
			}
		}
		return nil
	})
}

func lastSeq(b *bolt.Bucket) uint64 {
	if k, _ := b.Cursor().Last(); k != nil {
		return binary.BigEndian.Uint64(k)
	}
	return 0
}

// Last is the number of a class's last record; 0 for an empty log.
func (s *Store) Last(class string) (last uint64, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		if b := tx.Bucket(logs).Bucket([]byte(class)); b != nil {
			last = lastSeq(b)
		}
		return nil
	})
	return last, err
}

// Read calls fn with each record of a class's log from a number on, in order. Records are copied out in short
// transactions, so fn may take its time.
func (s *Store) Read(class string, from uint64, fn func(seq uint64, rec []byte) error) error {
	for {
		type rec struct {
			seq  uint64
			data []byte
		}
		var chunk []rec
		err := s.view(func(tx *bolt.Tx) error {
			b := tx.Bucket(logs).Bucket([]byte(class))
			if b == nil {
				return nil
			}
			c := b.Cursor()
			for k, v := c.Seek(seqKey(from)); k != nil && len(chunk) < readChunk; k, v = c.Next() {
				seq := binary.BigEndian.Uint64(k)
				data, err := unseal(v)
				if err != nil {
					return fmt.Errorf("record %d: %w", seq, err)
				}
				chunk = append(chunk, rec{seq, data})
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("%s: class %s, after record %d: %w", s.path, class, from-1+uint64(len(chunk)), err)
		}
		for _, r := range chunk {
			if r.seq != from {
				return fmt.Errorf("%s: class %s: record %d follows %d: %w", s.path, class, r.seq, from-1, ErrGap)
			}
			if err := fn(r.seq, r.data); err != nil {
				return err
			}
			from++
		}
		if len(chunk) < readChunk {
			return nil
		}
	}
}

// PutSnapshot stores a class's state after a record of its log; the newest two are kept.
func (s *Store) PutSnapshot(class string, seq uint64, data []byte) error {
	return s.write(func(tx *bolt.Tx) error {
		b, err := tx.Bucket(snapshots).CreateBucketIfNotExists([]byte(class))
		if err != nil {
			return err
		}
		if err := b.Put(seqKey(seq), seal(data)); err != nil {
			return err
		}
		c := b.Cursor()
		kept := 0
		for k, _ := c.Last(); k != nil; k, _ = c.Prev() {
			if kept++; kept > 2 {
				if err := c.Delete(); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Snapshot is a class's newest whole snapshot; a damaged one is passed over.
func (s *Store) Snapshot(class string) (seq uint64, data []byte, ok bool, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		b := tx.Bucket(snapshots).Bucket([]byte(class))
		if b == nil {
			return nil
		}
		c := b.Cursor()
		for k, v := c.Last(); k != nil && !ok; k, v = c.Prev() {
			if d, err := unseal(v); err == nil {
				seq, data, ok = binary.BigEndian.Uint64(k), d, true
			}
		}
		return nil
	})
	if errors.Is(err, ErrDamage) {
		return 0, nil, false, nil
	}
	return seq, data, ok, err
}

func recordKey(kind, key string) []byte { return []byte(kind + "\x00" + key) }

// Put stores a small record under a kind and a key.
func (s *Store) Put(kind, key string, v []byte) error {
	return s.write(func(tx *bolt.Tx) error { return tx.Bucket(records).Put(recordKey(kind, key), seal(v)) })
}

// Delete removes a record; a missing one is no error.
func (s *Store) Delete(kind, key string) error {
	return s.write(func(tx *bolt.Tx) error { return tx.Bucket(records).Delete(recordKey(kind, key)) })
}

// Get reads a record.
func (s *Store) Get(kind, key string) (v []byte, ok bool, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		raw := tx.Bucket(records).Get(recordKey(kind, key))
		if raw == nil {
			return nil
		}
		ok = true
		v, err = unseal(raw)
		return err
	})
	return v, ok && err == nil, err
}

// Each calls fn with every record of a kind, in the order of their keys; a damaged one comes with its error instead of
// its value.
func (s *Store) Each(kind string, fn func(key string, v []byte, err error)) error {
	type record struct {
		key string
		v   []byte
		err error
	}
	var all []record
	prefix := recordKey(kind, "")
	err := s.view(func(tx *bolt.Tx) error {
		c := tx.Bucket(records).Cursor()
		for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
			key := string(k[len(prefix):])
			data, err := unseal(v)
			if err != nil {
				err = fmt.Errorf("%s: %s %s: %w", s.path, kind, key, err)
			}
			all = append(all, record{key, data, err})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %s: %w", s.path, kind, err)
	}
	for _, r := range all {
		fn(r.key, r.v, r.err)
	}
	return nil
}

// Drop removes a class's log and snapshots, and of the kinds named the records whose key is the class or begins with
// the class and a slash. All of it goes, or nothing.
func (s *Store) Drop(class string, kinds ...string) error {
	return s.write(func(tx *bolt.Tx) error {
		for _, b := range [][]byte{logs, snapshots} {
			if err := tx.Bucket(b).DeleteBucket([]byte(class)); err != nil && !errors.Is(err, bolterrors.ErrBucketNotFound) {
				return err
			}
		}
		b := tx.Bucket(records)
		for _, kind := range kinds {
			if err := b.Delete(recordKey(kind, class)); err != nil {
				return err
			}
			prefix := recordKey(kind, class+"/")
			c := b.Cursor()
			for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Seek(prefix) {
				if err := c.Delete(); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
