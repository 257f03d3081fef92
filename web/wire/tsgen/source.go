package main

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

const module = "chuhai"

// typeDoc is what the Go source says of a type beyond what reflection knows.
type typeDoc struct {
	text      string            // its comment
	fields    map[string]string // the comments of its fields by Go name
	constants []string          // the values of a string type's constants, in the order of the source
}

// source holds what was read of each package, by its import path.
type source map[string]map[string]*typeDoc

// doc is what the source says of a named type of this module.
func (s source) doc(t reflect.Type) (*typeDoc, error) {
	path := t.PkgPath()
	if s[path] == nil {
		types, err := read(path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t, err)
		}
		s[path] = types
	}
	d := s[path][t.Name()]
	if d == nil {
		return nil, fmt.Errorf("%s is not declared in the source of %s", t, path)
	}
	return d, nil
}

// root is the directory of go.mod, at or above the working directory.
func root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod at or above the working directory: run inside the repository")
		}
		dir = up
	}
}

// read parses a package of this module.
func read(path string) (map[string]*typeDoc, error) {
	inside, ok := strings.CutPrefix(path, module+"/")
	if !ok {
		return nil, fmt.Errorf("package %s is not of this module: only decimal.Decimal is known from outside", path)
	}
	top, err := root()
	if err != nil {
		return nil, err
	}
	names, err := filepath.Glob(filepath.Join(top, filepath.FromSlash(inside), "*.go"))
	if err != nil {
		return nil, err
	}
	set := token.NewFileSet()
	var files []*ast.File
	for _, n := range names {
		if strings.HasSuffix(n, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, n, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	p, err := doc.NewFromFiles(set, files, path, doc.AllDecls)
	if err != nil {
		return nil, err
	}
	types := map[string]*typeDoc{}
	for _, t := range p.Types {
		d := &typeDoc{text: t.Doc, fields: map[string]string{}}
		for _, spec := range t.Decl.Specs {
			spec, ok := spec.(*ast.TypeSpec)
			if !ok || spec.Name.Name != t.Name {
				continue
			}
			if d.text == "" {
				d.text = spec.Doc.Text()
			}
			if st, ok := spec.Type.(*ast.StructType); ok {
				for _, f := range st.Fields.List {
					for _, n := range f.Names {
						d.fields[n.Name] = strings.TrimSpace(f.Doc.Text() + f.Comment.Text())
					}
				}
			}
		}
		for _, v := range t.Consts {
			d.constants = append(d.constants, values(v.Decl, t.Name)...)
		}
		types[t.Name] = d
	}
	return types, nil
}

// values are the string constants of a type in a declaration.
func values(decl *ast.GenDecl, name string) []string {
	var out []string
	for _, spec := range decl.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		if id, ok := v.Type.(*ast.Ident); !ok || id.Name != name {
			continue
		}
		for _, e := range v.Values {
			if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					out = append(out, s)
				}
			}
		}
	}
	return out
}
