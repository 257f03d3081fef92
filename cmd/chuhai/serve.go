package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"chuhai/sim"
	"chuhai/web"
	"chuhai/web/class"
	"chuhai/web/store"
)

// The demo: a class that goes on by itself, with rivals and a free seat.
const (
	demoCode     = "DEMO"
	demoScenario = "rail-express"
	demoBots     = 12
	demoSeconds  = 10 // of a day
)

// Limits of the HTTP server. A socket is no request: they do not bind it.
const (
	headerWait = 10 * time.Second
	readWait   = 30 * time.Second
	idleWait   = 2 * time.Minute
	maxHeader  = 64 << 10
	grace      = 3 * time.Second // for requests under way when the server stops
)

// windowsAddrInUse is what Windows says when a port is taken (WSAEADDRINUSE).
const windowsAddrInUse = syscall.Errno(10048)

func serveCommand(args []string, out, errs io.Writer) error {
	f := flags("serve", "serve a school in the browser / 启动课堂服务", `
  chuhai serve --demo
  chuhai serve --demo --seed 7  # the same luck each time / 每次运气相同
  chuhai serve --addr :8080 --data ./data
  chuhai serve --lesson my-lesson.yaml  # a lesson of your own beside the built-in / 加上自编剧本
  chuhai serve --new-password   # when the bridge's password is forgotten / 忘记教师台密码时
`, out)
	var o opening
	f.StringVar(&o.addr, "addr", ":8765", "the address to listen on / 监听地址")
	f.StringVar(&o.data, "data", "data", "where everything is kept / 数据目录")
	f.BoolVar(&o.demo, "demo", false, fmt.Sprintf("seat a class of %d bots and start its days / 开一个演示班", demoBots))
	f.Uint64Var(&o.seed, "seed", 0, "the luck of a new demo class; 0: another each time / 演示班的随机种子，0 为每次不同")
	f.Var(&o.lessons, "lesson", "a scenario of your own, as a `FILE` or a folder, again for each / 自编剧本，可重复")
	f.BoolVar(&o.forgotten, "new-password", false, "forget the bridge's password and print a one-time link to set another / 重设教师台密码")
	var level slog.Level
	f.TextVar(&level, "log", slog.LevelInfo, "what to log: `level` is debug, info, warn or error / 日志级别")
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) > 0 {
		return fmt.Errorf("%w: unexpected %q / 多余的参数", errUsage, names[0])
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(errs, &slog.HandlerOptions{Level: level})))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl+C does not wait
	err = serve(ctx, o, out)
	if class.DiskFull(err) {
		return fmt.Errorf("the disk is full: free some space, or choose another with --data / 磁盘已满：请清出空间，或用 --data 换一个磁盘: %w", err)
	}
	return err
}

// opening is how a school is opened.
type opening struct {
	addr, data string
	demo       bool
	seed       uint64 // of a new demo class; 0 is another each time
	lessons    list   // scenarios beside the built-in
	forgotten  bool   // the bridge's password
}

// serve serves a school until ctx ends.
func serve(ctx context.Context, o opening, out io.Writer) error {
	ln, err := listen(o.addr)
	if err != nil {
		return err
	}
	defer ln.Close()
	st, err := store.Open(o.data)
	if err != nil {
		return err
	}
	defer st.Close()
	s, err := web.New(st)
	if err != nil {
		return err
	}
	defer s.Close()
	for _, name := range o.lessons {
		b, _, err := load(name)
		if err != nil {
			return err
		}
		if err := s.AddLesson(b); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if o.forgotten {
		if err := s.ForgetPassword(); err != nil {
			return err
		}
	}
	d := doors{at: ln.Addr().(*net.TCPAddr), lan: web.LANAddresses(), data: o.data, token: s.Setup(), codes: s.Codes(), broken: s.Broken()}
	if o.demo {
		if d.demo, err = openDemo(s, o.seed); err != nil {
			return err
		}
		d.codes = s.Codes()
	}
	d.print(out)
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: headerWait, ReadTimeout: readWait, IdleTimeout: idleWait, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(ln) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	wait, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if server.Shutdown(wait) != nil {
		server.Close()
	}
	<-failed
	return nil
}

func listen(addr string) (net.Listener, error) {
	ln, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		return ln, nil
	case errors.Is(err, syscall.EADDRINUSE), errors.Is(err, windowsAddrInUse):
		return nil, fmt.Errorf("the port of %s is in use, perhaps by a chuhai that runs already; stop it or choose another with --addr :8766 / "+
			"端口已被占用，可能 chuhai 已在运行：请先停止它，或用 --addr :8766 另选: %w", addr, err)
	case errors.Is(err, os.ErrPermission):
		return nil, fmt.Errorf("no permission to listen on %s; choose a port above 1023 with --addr :8765 / "+
			"无权监听该端口，请用 --addr :8765 选 1023 以上的端口: %w", addr, err)
	}
	return nil, fmt.Errorf("cannot listen on %q; --addr wants HOST:PORT or :PORT, such as :8765 / "+
		"无法监听，--addr 应为 主机:端口 或 :端口，例如 :8765: %w", addr, err)
}

// openDemo lets the demo class's days pass, opening it anew when it is missing, over or damaged, and says which.
func openDemo(s *web.Server, seed uint64) (what string, err error) {
	c := s.Class(demoCode)
	if c != nil {
		over, day := false, 0
		if err := c.With(func(w *sim.World) error { over, day = w.Over(), w.Day(); return nil }); err != nil {
			return "", err
		}
		if !over {
			return fmt.Sprintf("演示班从第 %d 天继续，之前的操作都在 / the demo class goes on from day %d with all that was decided", day+1, day+1), c.Clock(true, demoSeconds)
		}
	}
	what = fmt.Sprintf("演示班已开：%d 家机器人店铺，空位等你 / the demo class is open: %d bot shops and a free seat", demoBots, demoBots)
	if damaged := s.Broken()[demoCode]; c != nil || damaged != nil {
		what = "上一轮演示已结束，已重开一班 / the last demo was over: a new one is open"
		if damaged != nil {
			what = "上一个演示班打不开（已损坏，或来自其他版本），已重开一班 / the last demo could not be opened, damaged or of another version: a new one is open"
		}
		if err := s.RemoveClass(demoCode); err != nil {
			return "", err
		}
	}
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	if c, err = s.OpenClass(demoCode, "", demoScenario, seed, demoBots); err != nil {
		return "", err
	}
	return what, c.Clock(true, demoSeconds)
}
