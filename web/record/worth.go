package record

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"

	"chuhai/sim"
)

// Value keeps what each shop of the world that the run led to was worth at each day's end, so that Verify can say whose
// books differ.
func (r *Run) Value(w *sim.World) error {
	r.Worth = make([][]int64, w.Day())
	for shop := range w.Shops() {
		v, err := w.Shop(shop + 1)
		if err != nil {
			return err
		}
		late := w.Day() - len(v.Equity) // days before the shop opened
		for day := range r.Worth {
			var worth int64
			if day >= late {
				worth = v.Equity[day-late]
			}
			r.Worth[day] = append(r.Worth[day], worth)
		}
	}
	return nil
}

// worth is the table of Worth: a row a day, a column a shop, minor units.
func (r *Run) worth() []byte {
	var b bytes.Buffer
	b.WriteString("day")
	shops := 0
	if n := len(r.Worth); n > 0 {
		shops = len(r.Worth[n-1])
	}
	for shop := range shops {
		fmt.Fprintf(&b, ",shop %d", shop+1)
	}
	for day, row := range r.Worth {
		fmt.Fprintf(&b, "\n%d", day+1)
		for _, v := range row {
			fmt.Fprintf(&b, ",%d", v)
		}
	}
	b.WriteString("\n")
	return b.Bytes()
}

func readWorth(files fs.FS, name string) ([][]int64, error) {
	data, err := fs.ReadFile(files, WorthFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s is no table / 不是表格: %w", path.Join(name, WorthFile), err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s is empty / 文件为空", path.Join(name, WorthFile))
	}
	out := make([][]int64, len(rows)-1)
	for day, row := range rows[1:] {
		for _, f := range row[1:] {
			v, err := strconv.ParseInt(f, 10, 64)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path.Join(name, WorthFile), day+2, err)
			}
			out[day] = append(out[day], v)
		}
	}
	return out, nil
}
