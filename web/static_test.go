package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
)

// Pages are compressed where the browser takes it, keep their type on every machine, and are not sent twice.
func TestPages(t *testing.T) {
	h := newSchool(t)
	b := h.browser()
	encoding := func(v string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Accept-Encoding", v) }
	}
	for at, p := range h.s.pages {
		plain := b.call("GET", at, nil, encoding("identity"))
		if plain.status != http.StatusOK || !bytes.Equal(plain.body, p.plain) || plain.header.Get("Content-Encoding") != "" {
			t.Errorf("%s: %d, %d bytes of %d", at, plain.status, len(plain.body), len(p.plain))
		}
		kind := plain.header.Get("Content-Type")
		for end, want := range map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8"} {
			if strings.HasSuffix(at, end) && kind != want {
				t.Errorf("%s is %q, want %q", at, kind, want)
			}
		}
		small := b.call("GET", at, nil, encoding("br;q=1, gzip;q=0.8"))
		if small.header.Get("Content-Encoding") == "gzip" {
			z, err := gzip.NewReader(bytes.NewReader(small.body))
			if err != nil {
				t.Fatal(err)
			}
			if data, err := io.ReadAll(z); err != nil || !bytes.Equal(data, p.plain) {
				t.Errorf("%s unpacks to something else: %v", at, err)
			}
		} else if len(p.plain) > 1000 {
			t.Errorf("%s is sent uncompressed", at)
		}
		for _, a := range []reply{plain, small} {
			tag := a.header.Get("ETag")
			again := b.call("GET", at, nil, encoding(map[bool]string{true: "gzip", false: "identity"}[a.header.Get("Content-Encoding") == "gzip"]),
				func(r *http.Request) { r.Header.Set("If-None-Match", `"old", W/`+tag) })
			if tag == "" || again.status != http.StatusNotModified || len(again.body) > 0 {
				t.Errorf("%s asked for again with its tag %s: %d, %d bytes", at, tag, again.status, len(again.body))
			}
		}
		if a := b.call("HEAD", at, nil); a.status != http.StatusOK || len(a.body) > 0 {
			t.Errorf("HEAD %s: %d", at, a.status)
		}
	}
	if a, c := b.call("GET", "/desk", nil), b.call("GET", "/desk.html", nil); a.status != http.StatusOK || !bytes.Equal(a.body, c.body) {
		t.Errorf("/desk: %d", a.status)
	}
	if a := b.call("GET", "/", nil, encoding("gzip;q=0")); a.header.Get("Content-Encoding") != "" {
		t.Error("gzip was refused and sent")
	}
	if a := b.must("GET", "/api/me", nil); a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("what a browser is told of itself may be cached: %q", a.header.Get("Cache-Control"))
	}
}
