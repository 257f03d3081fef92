package store

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	bolt "go.etcd.io/bbolt"
)

// ErrDamage is in every error about what was stored and can no longer be read.
var ErrDamage = errors.New("damaged / 已损坏")

// guard runs fn; what bbolt panics about, and a page that the disk cannot give, become ErrDamage.
func guard(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrDamage, p)
		}
	}()
	return fn()
}

// view reads in a short transaction.
func (s *Store) view(fn func(*bolt.Tx) error) error {
	return guard(func() error { return s.db.View(fn) })
}

// uncut is an error when a data file has lost its end. bbolt would map what is not there.
func uncut(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: lockWait})
	if err != nil {
		return err
	}
	defer db.Close()
	return db.View(func(tx *bolt.Tx) error {
		if want := tx.Size(); info.Size() < want {
			return fmt.Errorf(
				"%w: the file is cut off: %d of %d bytes are there; put back a copy, or move the file away to begin anew / 文件不完整，请换回备份，或移走该文件重新开始",
				ErrDamage,
				info.Size(),
				want,
			)
		}
		return nil
	})
}
