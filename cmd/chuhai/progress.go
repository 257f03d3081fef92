package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// progress draws a bar on one line of a terminal; a file or a pipe gets none.
type progress struct {
	out  io.Writer // nil without a terminal
	what string
}

// newProgress is the progress of some work, told in both languages.
func newProgress(out io.Writer, what string) *progress {
	if f, ok := out.(*os.File); ok {
		if st, err := f.Stat(); err == nil && st.Mode()&os.ModeCharDevice != 0 {
			return &progress{out, what}
		}
	}
	return &progress{}
}

// show draws how much is done of all.
func (p *progress) show(done, all int) {
	if p.out == nil || all <= 0 {
		return
	}
	const cells = 30
	full := cells * min(done, all) / all
	fmt.Fprintf(p.out, "\r%s [%s%s] %d/%d", p.what, strings.Repeat("#", full), strings.Repeat(".", cells-full), done, all)
}

// end wipes the bar, so that what follows starts on a clean line.
func (p *progress) end() {
	if p.out != nil {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
