package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/skip2/go-qrcode"

	"chuhai/web"
	"chuhai/web/store"
)

// demoCode is the class that serve --demo seats.
const demoCode = "DEMO"

func serveCommand(args []string, out, errs io.Writer) error {
	f := flags("serve", "serve a school in the browser / 启动课堂服务", "  chuhai serve --demo\n  chuhai serve --addr :8080 --data ./data", errs)
	addr := f.String("addr", ":8765", "the address to listen on / 监听地址")
	data := f.String("data", "data", "where everything is kept / 数据目录")
	demo := f.Bool("demo", false, "seat a class of 12 bots and start its days / 开一个演示班")
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) > 0 {
		return fmt.Errorf("%w: unexpected %q / 多余的参数", errUsage, names[0])
	}
	ln, err := net.Listen("tcp", *addr)
	if err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			return fmt.Errorf("the port of %s is in use; choose another with --addr / 端口已被占用，请用 --addr 另选: %w", *addr, err)
		}
		return fmt.Errorf("cannot listen on %s / 无法监听: %w", *addr, err)
	}
	defer ln.Close()
	st, err := store.Open(*data)
	if err != nil {
		return err
	}
	defer st.Close()
	s, err := web.New(st)
	if err != nil {
		return err
	}
	defer s.Close()
	code := ""
	if *demo {
		code = demoCode
		c := s.Class(demoCode)
		if c == nil {
			if c, err = s.OpenClass(demoCode, "", "rail-express", uint64(time.Now().UnixNano()), 12); err != nil {
				return err
			}
		}
		if err := c.Clock(true, 10); err != nil {
			return err
		}
	}
	greet(out, s, ln.Addr().(*net.TCPAddr).Port, code)
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(ln) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return server.Close()
	}
	return nil
}

// greet prints the two doors: the bridge for the instructor, the class door for students, with a QR code of the latter.
func greet(out io.Writer, s *web.Server, port int, code string) {
	local := "http://localhost:" + strconv.Itoa(port)
	lan := ""
	if ip := web.LANAddress(); ip != "" {
		lan = "http://" + net.JoinHostPort(ip, strconv.Itoa(port))
	}
	fmt.Fprintln(out, "出海 Chuhai")
	if token := s.Setup(); token != "" {
		fmt.Fprintf(out, "\n教师台 bridge        %s/bridge?token=%s\n                     (一次性链接，用于设置密码 / one-time link to set the password)\n", local, token)
	} else {
		fmt.Fprintf(out, "\n教师台 bridge        %s/bridge\n", local)
	}
	door := ""
	if code != "" {
		door = "/?class=" + code
	}
	fmt.Fprintf(out, "学生入口 class door   %s%s\n", local, door)
	if lan != "" {
		fmt.Fprintf(out, "局域网 on the LAN     %s%s\n", lan, door)
	}
	if codes := s.Codes(); len(codes) > 0 {
		fmt.Fprintf(out, "班级码 class code     %s\n", strings.Join(codes, ", "))
	}
	if lan != "" {
		if q, err := qrcode.New(lan+door, qrcode.Low); err == nil {
			fmt.Fprintf(out, "\n%s\n", q.ToSmallString(false))
		}
	}
	fmt.Fprintln(out, "Ctrl+C 停止 / stops")
}
