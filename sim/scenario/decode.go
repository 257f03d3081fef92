package scenario

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"math"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v4"

	"chuhai/sim/money"
)

// Problem is one thing wrong with a scenario, where it stands and what to do about it.
type Problem struct {
	File   string
	Line   int // from 1; 0 when the file as a whole is meant
	Column int
	Path   string // e.g. goods[2].suppliers[0].tiers[1].unit
	Text   Text   // what was found and what is allowed
}

// Error is the problem in English and Chinese on one line, as file:line:column: path: text.
func (p Problem) Error() string {
	return fmt.Sprintf("%s: %s / %s", p.place(), p.Text.En, p.Text.Zh)
}

func (p Problem) place() string {
	s := p.File
	if p.Line > 0 {
		s += fmt.Sprintf(":%d:%d", p.Line, p.Column)
	}
	if p.Path != "" {
		s += ": " + p.Path
	}
	return s
}

// Problems is everything wrong with a scenario, in the order of files and lines.
type Problems []Problem

// Error lists the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

type position struct {
	file      string
	line, col int
}

// reader decodes YAML nodes into Go values strictly and remembers where each value stood.
type reader struct {
	problems Problems
	at       map[string]position
	file     string
}

// maxProblems bounds a report: more would not be read.
const maxProblems = 100

func (r *reader) fail(path, zh, en string) {
	if len(r.problems) >= maxProblems {
		return
	}
	pos := r.at[path]
	for up := path; pos.file == "" && up != ""; {
		up = parent(up)
		pos = r.at[up]
	}
	if pos.file == "" {
		pos.file = r.file
	}
	r.problems = append(r.problems, Problem{pos.file, pos.line, pos.col, path, Text{zh, en}})
}

func parent(path string) string {
	if i := strings.LastIndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return ""
}

// read decodes a whole file into out, a pointer to a struct.
func (r *reader) read(file string, data []byte, out any) {
	r.file = file
	if len(data) > MaxFile {
		r.fail("", fmt.Sprintf("文件有 %d 字节，最多 %d", len(data), MaxFile), fmt.Sprintf("the file has %d bytes, at most %d are allowed", len(data), MaxFile))
		return
	}
	if at := invalidUTF8(data); at >= 0 {
		line := bytes.Count(data[:at], []byte("\n")) + 1
		r.problems = append(r.problems, Problem{file, line, at - bytes.LastIndexByte(data[:at], '\n'), "", Text{
			"文件不是 UTF-8 编码（可能是 GBK）：请在编辑器里“另存为”，编码选 UTF-8", "the file is not in UTF-8 (perhaps in GBK): save it as UTF-8"}})
		return
	}
	if len(bytes.TrimSpace(data)) == 0 {
		r.fail("", "文件是空的", "the file is empty")
		return
	}
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil {
		r.problems = append(r.problems, notYAML(file, err))
		return
	}
	root := &doc
	if doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
		root = doc.Content[0]
	}
	r.value(root, reflect.ValueOf(out).Elem(), "")
}

// invalidUTF8 is where a text stops being UTF-8; −1 when it does not, or when it says that it is UTF-16.
func invalidUTF8(data []byte) int {
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return -1
	}
	for at := 0; at < len(data); {
		r, n := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && n == 1 {
			return at
		}
		at += n
	}
	return -1
}

// notYAML is what the YAML reader found wrong.
func notYAML(file string, err error) Problem {
	p := Problem{File: file, Line: 1, Column: 1}
	says := err.Error()
	var load *yaml.LoadError
	if errors.As(err, &load) {
		says = load.Message
		if load.Mark.Line > 0 {
			p.Line, p.Column = load.Mark.Line, max(load.Mark.Column, 1)
		}
	}
	p.Text = Text{"不是合法的 YAML：" + says, "not valid YAML: " + says}
	return p
}

var kinds = map[yaml.Kind]Text{
	yaml.MappingNode:  {"映射（键: 值）", "a mapping (key: value)"},
	yaml.SequenceNode: {"列表（- 项）", "a list (- item)"},
	yaml.ScalarNode:   {"单个值", "a single value"},
	yaml.AliasNode:    {"别名（*名）", "an alias (*name)"},
}

func (r *reader) want(path string, n *yaml.Node, k yaml.Kind) bool {
	if n.Kind == k {
		return true
	}
	found := kinds[n.Kind]
	r.fail(path, fmt.Sprintf("此处是%s，应为%s", found.Zh, kinds[k].Zh), fmt.Sprintf("found %s, want %s", found.En, kinds[k].En))
	return false
}

func (r *reader) value(n *yaml.Node, v reflect.Value, path string) {
	r.at[path] = position{r.file, n.Line, n.Column}
	if a, ok := v.Addr().Interface().(*money.Amount); ok {
		r.scalar(n, path, "金额，如 12.50 CNY", func() (err error) { *a, err = money.Parse(n.Value); return err })
		return
	}
	if d, ok := v.Addr().Interface().(*decimal.Decimal); ok {
		r.scalar(n, path, "十进制数字", func() (err error) { *d, err = parseDecimal(n.Value); return err })
		return
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		r.scalar(n, path, written(u), func() error { return u.UnmarshalText([]byte(n.Value)) })
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		r.value(n, v.Elem(), path)
	case reflect.Struct:
		r.mapping(n, v, path)
	case reflect.Slice:
		if r.want(path, n, yaml.SequenceNode) {
			v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
			for i, c := range n.Content {
				r.value(c, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
			}
		}
	case reflect.Map:
		r.table(n, v, path)
	case reflect.Array:
		if !r.want(path, n, yaml.SequenceNode) {
			return
		}
		if len(n.Content) != v.Len() {
			r.fail(path, fmt.Sprintf("有 %d 项，应为 %d 项", len(n.Content), v.Len()), fmt.Sprintf("found %d items, want %d", len(n.Content), v.Len()))
			return
		}
		for i, c := range n.Content {
			r.value(c, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
		}
	case reflect.String:
		r.scalar(n, path, "文字", func() error { v.SetString(n.Value); return nil })
	case reflect.Bool:
		r.scalar(n, path, " true 或 false", func() error {
			if n.Value != "true" && n.Value != "false" {
				return fmt.Errorf("%q: want true or false", n.Value)
			}
			v.SetBool(n.Value == "true")
			return nil
		})
	case reflect.Int, reflect.Int64:
		r.scalar(n, path, " ±10^15 以内的整数", func() error {
			i, err := strconv.ParseInt(n.Value, 10, 64)
			if err != nil || i > money.MaxMinor || i < -money.MaxMinor {
				return fmt.Errorf("%q: want a whole number between ±10^15", n.Value)
			}
			v.SetInt(i)
			return nil
		})
	case reflect.Float64:
		r.scalar(n, path, "数字", func() error {
			f, err := strconv.ParseFloat(n.Value, 64)
			if err != nil || math.IsInf(f, 0) || math.IsNaN(f) || !plain(n.Value) {
				return fmt.Errorf("%q: want a number", n.Value)
			}
			v.SetFloat(f)
			return nil
		})
	default:
		panic("scenario: no rule to read a " + v.Type().String())
	}
}

// written says in Chinese how a value that reads itself is written.
func written(u encoding.TextUnmarshaler) string {
	switch u.(type) {
	case *Date:
		return "日期，如 2026-07-01"
	case *MonthDay:
		return "月-日，如 11-11"
	case *Headings:
		return "以空格分隔的二到六位 HS 编码，如 0902 691310"
	}
	return "另一种写法"
}

// scalar reads a single value by set, whose error says in English what it wants; zh says it in Chinese.
func (r *reader) scalar(n *yaml.Node, path, zh string, set func() error) {
	if !r.want(path, n, yaml.ScalarNode) {
		return
	}
	if len(n.Value) > maxScalar {
		r.fail(
			path,
			fmt.Sprintf("值有 %d 字节，最多 %d", len(n.Value), maxScalar),
			fmt.Sprintf("the value has %d bytes, at most %d are allowed", len(n.Value), maxScalar),
		)
		return
	}
	if err := set(); err != nil {
		r.fail(path, fmt.Sprintf("%.40q：应为%s", n.Value, zh), err.Error())
	}
}

func (r *reader) mapping(n *yaml.Node, v reflect.Value, path string) {
	if !r.want(path, n, yaml.MappingNode) {
		return
	}
	fields := map[string]int{}
	var allowed, required []string
	for i := range v.NumField() {
		name, opts, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
		if name == "" || name == "-" {
			continue
		}
		fields[name] = i
		allowed = append(allowed, name)
		if opts != "omitempty" {
			required = append(required, name)
		}
	}
	sort.Strings(allowed)
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if len(key.Value) > maxKey {
			key.Value = strings.ToValidUTF8(key.Value[:maxKey], "") + "…"
		}
		sub := join(path, key.Value)
		r.at[sub] = position{r.file, key.Line, key.Column}
		field, ok := fields[key.Value]
		switch {
		case !ok:
			list := strings.Join(allowed, ", ")
			r.fail(sub, fmt.Sprintf("没有名为 %q 的键，可用：%s", key.Value, list), fmt.Sprintf("unknown key %q, allowed: %s", key.Value, list))
		case seen[key.Value]:
			r.fail(sub, fmt.Sprintf("键 %q 重复", key.Value), fmt.Sprintf("key %q is given twice", key.Value))
		default:
			r.value(n.Content[i+1], v.Field(field), sub)
		}
		seen[key.Value] = true
	}
	for _, name := range required {
		if !seen[name] {
			r.fail(path, fmt.Sprintf("缺少 %q", name), fmt.Sprintf("missing %q", name))
		}
	}
}

// table reads a mapping whose keys are ids.
func (r *reader) table(n *yaml.Node, v reflect.Value, path string) {
	if !r.want(path, n, yaml.MappingNode) {
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if len(key.Value) > maxKey {
			key.Value = strings.ToValidUTF8(key.Value[:maxKey], "") + "…"
		}
		sub, name := join(path, key.Value), reflect.ValueOf(key.Value)
		r.at[sub] = position{r.file, key.Line, key.Column}
		if v.MapIndex(name).IsValid() {
			r.fail(sub, fmt.Sprintf("键 %q 重复", key.Value), fmt.Sprintf("key %q is given twice", key.Value))
			continue
		}
		item := reflect.New(v.Type().Elem()).Elem()
		r.value(n.Content[i+1], item, sub)
		v.SetMapIndex(name, item)
	}
}

// parseDecimal reads a decimal number written in plain digits; an exponent could make it too long to hold.
func parseDecimal(s string) (decimal.Decimal, error) {
	const digits = 32
	d, err := decimal.NewFromString(s)
	if err != nil || len(s) > digits || strings.Trim(s, "+-.0123456789") != "" {
		return decimal.Zero, fmt.Errorf("%q: want a decimal number in at most %d plain digits", s, digits)
	}
	return d, nil
}

// plain reports whether a number is written in decimal digits, as people do.
func plain(s string) bool { return strings.Trim(s, "+-.eE0123456789") == "" }

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
