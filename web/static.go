package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"chuhai/web/ui"
)

// page is an embedded file, compressed once.
type page struct {
	kind  string // Content-Type
	plain []byte
	gz    []byte
	tag   string // of the content; each encoding adds its own ending
}

// kinds are the content types of what the UI is built of. They do not depend on the machine, as the mime package's do.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
	".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon", ".webp": "image/webp", ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8",
}

// pages reads the embedded UI, by path.
func pages() (map[string]*page, error) {
	out := map[string]*page{}
	root, err := fs.Sub(ui.Dist, "dist")
	if err != nil {
		return nil, err
	}
	err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		kind, ok := kinds[path.Ext(name)]
		if !ok {
			return fmt.Errorf("web/ui/dist/%s: no content type is known for %q", name, path.Ext(name))
		}
		sum := sha256.Sum256(data)
		p := &page{kind: kind, plain: data, tag: hex.EncodeToString(sum[:12])}
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			return err
		}
		if _, err := z.Write(data); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		if b.Len() < len(data) {
			p.gz = b.Bytes()
		}
		out["/"+name] = p
		return nil
	})
	return out, err
}

// static serves the embedded UI. Names carry no version, so a browser asks each time and is mostly told that nothing
// changed.
func (s *Server) static(c echo.Context) error {
	at := path.Clean("/" + c.Request().URL.Path)
	if methods := s.methods[at]; methods != nil {
		c.Response().Header().Set("Allow", strings.Join(methods, ", "))
		return echo.ErrMethodNotAllowed
	}
	if at == "/" {
		at = "/index.html"
	}
	p := s.pages[at]
	if p == nil {
		p = s.pages[at+".html"]
	}
	if p == nil {
		return errNotFound
	}
	data, tag := p.plain, `"`+p.tag+`"`
	h := c.Response().Header()
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if p.gz != nil && takesGzip(c.Request()) {
		h.Set("Content-Encoding", "gzip")
		data, tag = p.gz, `"`+p.tag+`-gz"`
	}
	h.Set("ETag", tag)
	if matches(c.Request().Header.Get("If-None-Match"), tag) {
		h.Del("Content-Encoding")
		return c.NoContent(http.StatusNotModified)
	}
	h.Set("Content-Length", strconv.Itoa(len(data)))
	return c.Blob(http.StatusOK, p.kind, data)
}

// takesGzip reports whether a browser accepts gzip.
func takesGzip(r *http.Request) bool {
	for one := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(one), ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			weight, err := strconv.ParseFloat(strings.TrimPrefix(strings.ReplaceAll(q, " ", ""), "q="), 64)
			return err != nil || weight > 0
		}
	}
	return false
}

// matches reports whether an If-None-Match header names a tag.
func matches(header, tag string) bool {
	return header == "*" || slices.ContainsFunc(strings.Split(header, ","),
		func(one string) bool { return strings.TrimPrefix(strings.TrimSpace(one), "W/") == tag })
}
