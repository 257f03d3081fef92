package web

import (
	"bytes"
	"mime"
	"testing"
)

// The file of a student's books is named after the shop, also when the browser has to be told letters beyond ASCII; the
// gradebook after the class.
func TestADownloadIsNamedAfterWhoseItIs(t *testing.T) {
	h := newSchool(t)
	student, teacher := h.student("AAA", "豫见 & 郑州"), h.instructor()
	for _, c := range []struct {
		b          *browser
		path, want string
	}{
		{student, "/api/books.xlsx", "chuhai-shop-4-豫见___郑州.xlsx"},
		{student, "/api/journal.csv", "chuhai-shop-4-豫见___郑州-journal.csv"},
		{teacher, "/api/bridge/gradebook.xlsx?class=AAA", "AAA-gradebook-day0.xlsx"},
		{teacher, "/api/bridge/record.zip?class=AAA", "AAA-run-day0.zip"},
	} {
		a := c.b.must("GET", c.path, nil)
		how, named, err := mime.ParseMediaType(a.header.Get("Content-Disposition"))
		if err != nil || how != "attachment" || named["filename"] != c.want || len(bytes.TrimSpace(a.body)) == 0 {
			t.Errorf("%s: %q is %s %v, %v; want %q", c.path, a.header.Get("Content-Disposition"), how, named, err, c.want)
		}
	}
}
