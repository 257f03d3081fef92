package sim_test

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The engine's code keeps to what gives the same bits everywhere. Each finding names the rule that it breaks.
func TestTheEngineIsWrittenDeterministically(t *testing.T) {
	packages := listEngine(t)
	if len(packages) < 8 {
		t.Fatalf("only %d packages of the engine were found", len(packages))
	}
	for _, p := range packages {
		for _, f := range p.findings() {
			t.Error(f)
		}
	}
}

// The rules find what they are for: each line of the specimen marked WANT breaks one, and no other does.
func TestTheRulesOfDeterminismFindWhatTheyAreFor(t *testing.T) {
	const specimen = `package specimen

import (
	"math"
	"time"
	"sync" // WANT import
	"chuhai/sim/draw"
)

var table = [2]float64{1, 2}
var counter int

type point struct{ x float64 }

func f(a, b, c float64, m map[string]int, p *point) (float64, int) {
	var _ sync.Mutex
	_ = time.Now                  // WANT clock
	_ = time.UTC
	counter++                     // WANT variable
	table[0] = a                  // WANT variable
	q := &table                   // WANT variable
	_ = math.Exp(a)               // WANT math
	_ = math.Sqrt(a)
	d := a*b + c                  // WANT product
	d += a * b                    // WANT product
	d = c - -(a * b)              // WANT product
	e := a * b                    // WANT product
	p.x *= a                      // WANT product
	_ = draw.Exp(a * b)           // WANT product
	d += float64(a*b) + float64(float64(a*b)*c) + a/b
	d += float64(a * b * c)
	if a*b < c && 2*3.5 > c {
		d++
	}
	n := int(a * b)               // WANT conversion
	n += int(min(max(a, 0), 9))
	n += len(q) + int(e)          // WANT conversion
	n += int(math.Floor(c)) // bounded: c is a share
	for range m {                 // WANT map
		n++
	}
	for range m { // order does not matter: it counts
		n++
	}
	go f(a, b, c, m, p)           // WANT goroutine
	return d, n
}
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "specimen.go", specimen, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	p := &enginePackage{path: "specimen", fset: fset, files: []*ast.File{file}}
	if err := p.check(exportData(t, "math", "sync", "time", "chuhai/sim/draw")); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range p.findings() {
		line := fmt.Sprint(f.line)
		got[line] = f.rule
	}
	for i, line := range strings.Split(specimen, "\n") {
		_, want, _ := strings.Cut(line, "// WANT ")
		if have := got[fmt.Sprint(i+1)]; have != want {
			t.Errorf("line %d %q: found %q, want %q", i+1, strings.TrimSpace(line), have, want)
		}
	}
}

// exactMath are the functions of package math whose result IEEE 754 fixes to the last bit.
var exactMath = map[string]bool{"Sqrt": true, "Floor": true, "Ceil": true, "Trunc": true, "Abs": true, "Frexp": true, "Float64bits": true, "Float64frombits": true, "IsNaN": true, "IsInf": true, "NaN": true, "Inf": true, "FMA": true}

// foreign are packages whose answers come from outside the world, or that share state between worlds.
var foreign = []string{"math/rand", "math/rand/v2", "crypto/rand", "os", "runtime", "sync", "sync/atomic", "unsafe", "net", "hash/maphash"}

// clocks are the functions of package time that look outside the world; the calendar's are welcome.
var clocks = map[string]bool{"time.Now": true, "time.Since": true, "time.Until": true, "time.Sleep": true, "time.After": true, "time.AfterFunc": true, "time.Tick": true, "time.NewTimer": true, "time.NewTicker": true, "time.LoadLocation": true}

type enginePackage struct {
	path  string
	fset  *token.FileSet
	files []*ast.File
	info  types.Info
	types *types.Package
}

type finding struct {
	file       string
	line       int
	rule, what string
}

func (f finding) String() string { return fmt.Sprintf("%s:%d: %s: %s", f.file, f.line, f.rule, f.what) }

func goList(t *testing.T, format string, args ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-f", format}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// exportData imports packages, and all that they import, from what the compiler wrote about them.
func exportData(t *testing.T, packages ...string) types.Importer {
	t.Helper()
	files := map[string]string{}
	for _, line := range goList(t, "{{.ImportPath}}={{.Export}}", append([]string{"-export", "-deps"}, packages...)...) {
		path, file, _ := strings.Cut(line, "=")
		files[path] = file
	}
	return importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		data, err := os.ReadFile(files[path])
		return io.NopCloser(bytes.NewReader(data)), err
	})
}

// listEngine parses and checks the packages of the engine, without their tests.
func listEngine(t *testing.T) []*enginePackage {
	imports := exportData(t, "chuhai/sim/...")
	var out []*enginePackage
	for _, line := range goList(t, `{{.ImportPath}} {{.Dir}} {{join .GoFiles " "}}`, "chuhai/sim/...") {
		words := strings.Fields(line)
		p := &enginePackage{path: words[0], fset: token.NewFileSet()}
		for _, name := range words[2:] {
			f, err := parser.ParseFile(p.fset, filepath.Join(words[1], name), nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			p.files = append(p.files, f)
		}
		if err := p.check(imports); err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

func (p *enginePackage) check(imports types.Importer) (err error) {
	p.info = types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: imports}
	p.types, err = config.Check(p.path, p.fset, p.files, &p.info)
	return err
}

// findings are the places that break a rule, by file and line.
func (p *enginePackage) findings() []finding {
	var out []finding
	for _, f := range p.files {
		reasons := map[int]string{} // by line: the comment on it
		for _, g := range f.Comments {
			for _, c := range g.List {
				reasons[p.fset.Position(c.Pos()).Line] = strings.TrimSpace(strings.TrimPrefix(c.Text, "//"))
			}
		}
		report := func(n ast.Node, rule, format string, args ...any) {
			at := p.fset.Position(n.Pos())
			out = append(out, finding{filepath.Base(filepath.Dir(at.Filename)) + "/" + filepath.Base(at.Filename), at.Line, rule, fmt.Sprintf(format, args...)})
		}
		excused := func(n ast.Node, prefix string) bool {
			at := p.fset.Position(n.Pos()).Line
			for _, line := range []int{at, at - 1} {
				if why, ok := strings.CutPrefix(reasons[line], prefix); ok && len(strings.TrimSpace(why)) > 4 {
					return true
				}
			}
			return false
		}
		var stack []ast.Node
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil {
				stack = stack[:len(stack)-1]
				return true
			}
			switch n := n.(type) {
			case *ast.ImportSpec:
				if path := strings.Trim(n.Path.Value, `"`); slices.Contains(foreign, path) {
					report(n, "import", "%s: a world is a function of its scenario, seed and commands alone", path)
				}
			case *ast.SelectorExpr:
				switch name := p.function(n); {
				case strings.HasPrefix(name, "math.") && !exactMath[n.Sel.Name]:
					report(n, "math", "%s differs between processors: use package draw", name)
				case clocks[name]:
					report(n, "clock", "%s reads the wall clock: a world has days of its own", name)
				}
			case *ast.GoStmt, *ast.SelectStmt, *ast.SendStmt, *ast.ChanType:
				report(n, "goroutine", "the scheduler must not decide")
			case *ast.RangeStmt:
				if _, ok := p.info.TypeOf(n.X).Underlying().(*types.Map); ok && !excused(n, "order does not matter:") {
					report(n, "map", "a map has no order: sort the keys, or say why in a comment: order does not matter: …")
				}
			case *ast.BinaryExpr:
				if n.Op == token.MUL && p.float(n) && !p.rounded(stack) {
					report(n, "product", "a product may be fused with a later sum: write float64(x*y)")
				}
			case *ast.CallExpr:
				if p.unboundedConversion(n) && !excused(n, "bounded:") {
					report(n, "conversion", "a float beyond the integer's range converts differently by processor: clamp it with min and max, or say why in a comment: bounded: …")
				}
				if id, ok := n.Fun.(*ast.Ident); ok && (id.Name == "clear" || id.Name == "delete" || id.Name == "copy") && p.shared(n.Args[0]) {
					report(n, "variable", "worlds share what a package holds: it must not change")
				}
			case *ast.AssignStmt:
				if n.Tok == token.MUL_ASSIGN && p.float(n.Lhs[0]) {
					report(n, "product", "a product may be fused with a later sum: write x = float64(x*y)")
				}
				for _, x := range n.Lhs {
					if n.Tok != token.DEFINE && p.shared(x) {
						report(n, "variable", "worlds share what a package holds: it must not change")
					}
				}
			case *ast.IncDecStmt:
				if p.shared(n.X) {
					report(n, "variable", "worlds share what a package holds: it must not change")
				}
			case *ast.UnaryExpr:
				if n.Op == token.AND && p.shared(n.X) {
					report(n, "variable", "worlds share what a package holds: it must not change")
				}
			}
			stack = append(stack, n)
			return true
		})
	}
	slices.SortFunc(out, func(a, b finding) int { return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line)) })
	return out
}

// function is the full name of the package's function that a selector names; empty for anything else.
func (p *enginePackage) function(s *ast.SelectorExpr) string {
	if f, ok := p.info.Uses[s.Sel].(*types.Func); ok {
		return f.FullName()
	}
	return ""
}

// float reports whether an expression is a floating-point number that is not a constant.
func (p *enginePackage) float(x ast.Expr) bool {
	tv := p.info.Types[x]
	b, ok := tv.Type.Underlying().(*types.Basic)
	return ok && tv.Value == nil && b.Info()&types.IsFloat != 0
}

// rounded reports whether a product on top of the stack goes into nothing that could be fused with it: a conversion
// rounds it; other products, quotients and comparisons take it as it is.
func (p *enginePackage) rounded(stack []ast.Node) bool {
	for i := len(stack) - 1; i >= 0; i-- {
		switch n := stack[i].(type) {
		case *ast.ParenExpr:
			continue
		case *ast.UnaryExpr:
			continue
		case *ast.CallExpr:
			return p.info.Types[n.Fun].IsType()
		case *ast.BinaryExpr:
			switch n.Op {
			case token.MUL, token.QUO, token.LSS, token.LEQ, token.GTR, token.GEQ, token.EQL, token.NEQ:
				return true
			}
		}
		return false
	}
	return false
}

// unboundedConversion reports whether a call converts a float to an integer without clamping it there and then.
func (p *enginePackage) unboundedConversion(c *ast.CallExpr) bool {
	if !p.info.Types[c.Fun].IsType() || len(c.Args) != 1 || !p.float(c.Args[0]) {
		return false
	}
	b, ok := p.info.TypeOf(c.Fun).Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsInteger == 0 {
		return false
	}
	clamped := false
	ast.Inspect(c.Args[0], func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if id, ok := call.Fun.(*ast.Ident); ok && (id.Name == "min" || id.Name == "max") {
				clamped = true
			}
		}
		return true
	})
	return !clamped
}

// shared reports whether an expression is rooted in a variable that a package holds.
func (p *enginePackage) shared(x ast.Expr) bool {
	for {
		switch e := x.(type) {
		case *ast.ParenExpr:
			x = e.X
		case *ast.IndexExpr:
			x = e.X
		case *ast.SelectorExpr:
			if v, ok := p.info.Uses[e.Sel].(*types.Var); ok && !v.IsField() {
				return v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
			}
			x = e.X
		case *ast.Ident:
			v, ok := p.info.Uses[e].(*types.Var)
			return ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
		default:
			return false
		}
	}
}
