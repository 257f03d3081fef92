package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"reflect"
	"runtime/debug"
	"strings"

	"github.com/labstack/echo/v4"

	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/class"
)

// maxBody is the most that a call may send.
const maxBody = 64 << 10

// refusal is a rejection with the status by which programs tell what kind it is.
type refusal struct {
	status int
	why    *sim.Rejection
}

// Error is the rejection's.
func (r *refusal) Error() string { return r.why.Error() }

// Unwrap is the rejection.
func (r *refusal) Unwrap() error { return r.why }

func refuse(field, zh, en string) error {
	return &sim.Rejection{Field: field, Text: scenario.Text{Zh: zh, En: en}}
}

func refuseAs(status int, field, zh, en string) error {
	return &refusal{status, &sim.Rejection{Field: field, Text: scenario.Text{Zh: zh, En: en}}}
}

// calm turns a handler's panic into an error.
func calm(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			}
		}()
		return next(c)
	}
}

// secure sets what every answer carries, bounds the body, and turns away posts that another site makes a browser send.
func secure(next echo.HandlerFunc) echo.HandlerFunc {
	origin := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "+
			"connect-src 'self' ws: wss:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		if strings.HasPrefix(c.Request().URL.Path, "/api/") {
			h.Set("Cache-Control", "no-store")
		}
		if err := origin.Check(c.Request()); err != nil {
			return refuseAs(http.StatusForbidden, "origin", "请求来自其他网站，已拒绝", "the request comes from another site and is refused")
		}
		c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, maxBody)
		return next(c)
	}
}

// fault answers errors: a rejection with its field and both languages, everything else without its insides.
func fault(err error, c echo.Context) {
	if c.Response().Committed {
		if err != nil {
			slog.Error("an answer was cut short", "path", c.Request().URL.Path, "err", err)
		}
		return
	}
	status, why := answerTo(err)
	if status == http.StatusInternalServerError || status == http.StatusInsufficientStorage {
		slog.Error("request failed", "method", c.Request().Method, "path", c.Request().URL.Path, "err", err)
	}
	if err := c.JSON(status, why); err != nil {
		slog.Debug("no answer", "err", err)
	}
}

func answerTo(err error) (status int, why *sim.Rejection) {
	says := func(field, zh, en string) *sim.Rejection {
		return &sim.Rejection{Field: field, Text: scenario.Text{Zh: zh, En: en}}
	}
	var f *refusal
	var r *sim.Rejection
	var h *echo.HTTPError
	switch {
	case errors.As(err, &f):
		return f.status, f.why
	case errors.As(err, &r) && r.Field == "session":
		return http.StatusUnauthorized, r
	case errors.As(err, &r):
		return http.StatusUnprocessableEntity, r
	case errors.Is(err, class.ErrStopped):
		return http.StatusServiceUnavailable, says("class", "班级已关闭，请稍后重新进入", "the class is closed: enter again later")
	case class.DiskFull(err):
		return http.StatusInsufficientStorage, &sim.Rejection{Field: "server", Text: class.CannotSave(err)}
	case errors.Is(err, errNotFound), errors.As(err, &h) && h.Code == http.StatusNotFound:
		return http.StatusNotFound, says("path", "没有这个页面", "there is no such page")
	case errors.As(err, &h) && h.Code == http.StatusMethodNotAllowed:
		return h.Code, says("method", "请求方法不对", "this path does not take that method")
	case errors.As(err, &h) && h.Code < http.StatusInternalServerError:
		return h.Code, says("request", "请求无效", http.StatusText(h.Code))
	}
	return http.StatusInternalServerError, says("server", "服务器出错，请告诉老师", "the server failed: tell the instructor")
}

// body reads a JSON body strictly: one object of known fields.
func body(c echo.Context, into any) error {
	if kind, _, err := mime.ParseMediaType(c.Request().Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return refuseAs(http.StatusUnsupportedMediaType, "request", "请求应为 application/json", "the request must be application/json")
	}
	d := json.NewDecoder(c.Request().Body)
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return unreadable(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		if err != nil {
			return unreadable(err)
		}
		return refuse("request", "请求应只含一个 JSON 对象", "the request must hold one JSON object")
	}
	return nil
}

// unreadable says what is wrong with a body, at the field where that is known.
func unreadable(err error) error {
	var large *http.MaxBytesError
	var typed *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	var why *sim.Rejection
	unknown, isUnknown := strings.CutPrefix(err.Error(), "json: unknown field ")
	switch {
	case errors.As(err, &large):
		return refuseAs(http.StatusRequestEntityTooLarge, "request", fmt.Sprintf("请求过大，最多 %d 字节", large.Limit),
			fmt.Sprintf("the request is too large: at most %d bytes", large.Limit))
	case errors.As(err, &typed):
		field := typed.Field[strings.LastIndexByte(typed.Field, '.')+1:]
		if field == "" {
			field = "request"
		}
		found, want := foundName(typed.Value), kindName(typed.Type.Kind())
		return refuse(field, fmt.Sprintf("%s：收到%s，应为%s", field, found.Zh, want.Zh), fmt.Sprintf("%s: found %s, want %s", field, found.En, want.En))
	case isUnknown:
		field := strings.Trim(unknown, `"`)
		return refuse(field, "没有名为 "+field+" 的字段", "there is no field "+field)
	case errors.As(err, &syntax):
		return refuse("request", fmt.Sprintf("请求不是有效的 JSON（第 %d 字节）", syntax.Offset), fmt.Sprintf("the request is not valid JSON (byte %d)", syntax.Offset))
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return refuse("request", "请求不完整", "the request is cut off")
	case errors.As(err, &why):
		return why
	}
	return refuse("request", "无法读懂请求："+err.Error(), "the request cannot be read: "+err.Error())
}

// foundName is what a field was given, in words; value is as encoding/json describes it.
func foundName(value string) scenario.Text {
	switch value {
	case "string":
		return kindName(reflect.String)
	case "bool":
		return kindName(reflect.Bool)
	case "array":
		return kindName(reflect.Slice)
	case "object":
		return kindName(reflect.Struct)
	}
	number := strings.TrimPrefix(value, "number ")
	return scenario.Text{Zh: " " + number, En: number}
}

// kindName is what a field wants, in words.
func kindName(k reflect.Kind) scenario.Text {
	switch k {
	case reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint64:
		return scenario.Text{Zh: " 18 位以内的整数", En: "a whole number of at most 18 digits"}
	case reflect.String:
		return scenario.Text{Zh: "文字", En: "text"}
	case reflect.Bool:
		return scenario.Text{Zh: " true 或 false", En: "true or false"}
	case reflect.Float64:
		return scenario.Text{Zh: "数字", En: "a number"}
	case reflect.Slice, reflect.Array:
		return scenario.Text{Zh: "列表", En: "a list"}
	}
	return scenario.Text{Zh: "对象", En: "an object"}
}
