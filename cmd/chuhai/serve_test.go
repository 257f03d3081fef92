package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"chuhai/sim"
	"chuhai/web"
	"chuhai/web/store"
)

// served runs a server until the test ends, or until stop, and returns what it printed up to its last line.
func served(t *testing.T, o opening) (printed string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		o.addr = "127.0.0.1:0"
		err := serve(ctx, o, w)
		w.CloseWithError(io.EOF)
		done <- err
	}()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	}
	t.Cleanup(stop)
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		printed += lines.Text() + "\n"
		if strings.Contains(lines.Text(), "Ctrl+C") {
			go io.Copy(io.Discard, r) //nolint:errcheck // ends with the pipe
			return printed, stop
		}
	}
	t.Fatalf("the server ended with %v after printing %q", <-done, printed)
	return "", nil
}

func TestServePrintsTheDoors(t *testing.T) {
	data := t.TempDir()
	printed, stop := served(t, opening{data: data, demo: true})
	for _, want := range []string{
		`bridge +http://localhost:\d+/bridge\?token=[A-Z2-7]{26}\n`, `class door +http://localhost:\d+/\?class=DEMO\n`, `on the LAN .*this machine alone`,
		`data +` + regexp.QuoteMeta(data) + `\n`, `class code +DEMO\n`,
		`█`, `12 bot shops and a free seat`, `下一步：`, `Next: `,
	} {
		if !regexp.MustCompile(want).MatchString(printed) {
			t.Errorf("no %q in:\n%s", want, printed)
		}
	}
	if strings.Contains(printed, "\x1b") {
		t.Error("escape sequences, though standard output is no terminal")
	}
	stop()
	if printed, _ = served(t, opening{data: data, demo: true}); !strings.Contains(printed, "goes on from day") {
		t.Errorf("the second start does not say that the demo goes on:\n%s", printed)
	}
}

// Where students enter depends on the address that was chosen and on the machine's networks; the code to scan is the
// likeliest door.
func TestTheDoorsThatArePrinted(t *testing.T) {
	for _, c := range []struct {
		what, at string
		lan      []string
		says     []string
	}{
		{"a classroom", "[::]:8765", []string{"192.168.1.20"},
			[]string{"bridge         http://localhost:8765/bridge\n", "on the LAN     http://192.168.1.20:8765/\n", "防火墙允许 chuhai", "firewall"}},
		{"a cable and a wireless network", "0.0.0.0:80", []string{"192.168.1.20", "10.0.0.7"},
			[]string{"on the LAN     http://192.168.1.20:80/\n", "或 or http://10.0.0.7:80/\n"}},
		{"one address", "10.0.0.7:8765", []string{"192.168.1.20"},
			[]string{"bridge         http://10.0.0.7:8765/bridge\n", "on the LAN     http://10.0.0.7:8765/\n"}},
		{"this machine alone", "127.0.0.1:8765", []string{"192.168.1.20"},
			[]string{"on the LAN     --addr 127.0.0.1:8765 只供本机使用", "class door   http://localhost:8765/\n"}},
		{"no network", "[::]:8765", nil, []string{"未找到局域网地址", "no LAN address was found"}},
	} {
		at, err := net.ResolveTCPAddr("tcp", c.at)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		(&doors{at: at, lan: c.lan}).print(&out)
		for _, want := range c.says {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: no %q in\n%s", c.what, want, out.String())
			}
		}
	}
}

// An instructor who forgot the password gets a new one-time link; who was let in by the old password is out.
func TestAForgottenPasswordIsSetAnew(t *testing.T) {
	data := t.TempDir()
	link := regexp.MustCompile(`(http://localhost:\d+)/bridge\?token=(\w+)`)
	enter := func(base, token, password string) (status int, cookie string) {
		t.Helper()
		resp, err := http.Post(base+"/api/bridge/enter", "application/json", strings.NewReader(fmt.Sprintf(`{"token":%q,"password":%q}`, token, password)))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		for _, c := range resp.Cookies() {
			cookie = c.String()
		}
		return resp.StatusCode, cookie
	}
	see := func(base, cookie string) int {
		t.Helper()
		req, err := http.NewRequest("GET", base+"/api/bridge", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Cookie", cookie)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		return resp.StatusCode
	}
	printed, stop := served(t, opening{data: data})
	m := link.FindStringSubmatch(printed)
	_, old := enter(m[1], m[2], "the first")
	if got := see(m[1], old); got != http.StatusOK {
		t.Fatalf("the first password lets in with %d", got)
	}
	stop()
	printed, stop = served(t, opening{data: data, forgotten: true})
	if m = link.FindStringSubmatch(printed); m == nil {
		t.Fatalf("no one-time link in\n%s", printed)
	}
	if got := see(m[1], old); got != http.StatusUnauthorized {
		t.Errorf("who came in by the forgotten password still is: %d", got)
	}
	status, cookie := enter(m[1], m[2], "the second")
	if got := see(m[1], cookie); status != http.StatusOK || got != http.StatusOK {
		t.Errorf("the second password: %d, then %d", status, got)
	}
	stop()
	if printed, _ = served(t, opening{data: data}); strings.Contains(printed, "token=") {
		t.Errorf("a link for setting the password once more:\n%s", printed)
	}
}

// A lesson that cannot be taught keeps the server from starting, and is named like any other mistake of its file; a whole
// one is taught.
func TestServeALessonOfOnesOwn(t *testing.T) {
	dir := t.TempDir()
	broken := file(t, filepath.Join(dir, "broken.yaml"), strings.Replace(lesson(t), "days: 60", "days: sixty", 1))
	again := file(t, filepath.Join(dir, "again.yaml"), lesson(t))
	for path, want := range map[string]string{broken: broken + ":22:7: days: ", again: again + ": id: there is a lesson of the id rail-express already",
		filepath.Join(dir, "none.yaml"): "cannot read the scenario"} {
		if code, _, errs := chuhai(t, "serve", "--addr", "127.0.0.1:0", "--data", filepath.Join(dir, "data"), "--lesson", path); code != 1 ||
			!strings.Contains(errs, want) || !strings.ContainsFunc(errs, han) {
			t.Errorf("%s: exit %d: %s; want %q", path, code, errs, want)
		}
	}
	own := file(t, filepath.Join(dir, "own.yaml"), strings.Replace(lesson(t), "id: rail-express", "id: our-express", 1))
	served(t, opening{data: filepath.Join(dir, "data"), lessons: list{own}})
}

// A demo that has been played to its end gives way to a new one.
func TestAFinishedDemoIsReplaced(t *testing.T) {
	data := t.TempDir()
	st, err := store.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	s, err := web.New(st)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.OpenClass(demoCode, "", "first-parcel", 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if err := c.Do(sim.Command{Step: &sim.Step{}}); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if printed, _ := served(t, opening{data: data, demo: true}); !strings.Contains(printed, "a new one is open") {
		t.Errorf("the finished demo was not replaced:\n%s", printed)
	}
}

// What keeps the server from starting is an exit code of 1 and a remedy, in both languages.
func TestServeSaysWhyItCannotStart(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	garbage := filepath.Join(dir, "garbage")
	if err := os.MkdirAll(garbage, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(garbage, "chuhai.db"), bytes.Repeat([]byte("no data "), 4096), 0o600); err != nil {
		t.Fatal(err)
	}
	used := filepath.Join(dir, "used")
	st, err := store.Open(used)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for _, c := range []struct {
		what, addr, data string
		says             []string
	}{
		{"a port in use", taken.Addr().String(), dir, []string{"in use", "--addr", "端口已被占用"}},
		{"an address without a port", "localhost", dir, []string{"HOST:PORT", "主机:端口"}},
		{"a port that does not exist", ":99999", dir, []string{"HOST:PORT", "主机:端口"}},
		{"another machine's address", "192.0.2.1:0", dir, []string{"HOST:PORT", "主机:端口"}},
		{"a data directory that is a file", "127.0.0.1:0", file, []string{file, "--data", "数据目录"}},
		{"a data directory that cannot be made", "127.0.0.1:0", "/proc/none", []string{"/proc/none", "--data", "数据目录"}},
		{"a data directory in use", "127.0.0.1:0", used, []string{"another chuhai", "--data", "另一个 chuhai"}},
		{"a data file that is none", "127.0.0.1:0", garbage, []string{"put back a copy", "请换回备份"}},
	} {
		code, _, errs := chuhai(t, "serve", "--addr", c.addr, "--data", c.data)
		if code != 1 {
			t.Errorf("%s: exit code %d, want 1", c.what, code)
		}
		for _, want := range c.says {
			if !strings.Contains(errs, want) {
				t.Errorf("%s: %q does not say %q", c.what, errs, want)
			}
		}
	}
	if code, _, errs := chuhai(t, "serve", "--log", "loud"); code != 2 || !strings.Contains(errs, "loud") {
		t.Errorf("an unknown log level: %d %s", code, errs)
	}
	if code, _, errs := chuhai(t, "serve", "here"); code != 2 || !strings.Contains(errs, fmt.Sprintf("%q", "here")) {
		t.Errorf("an argument too many: %d %s", code, errs)
	}
}
