// Package scenarios holds the built-in scenarios and the reference files they select from, embedded in the binary: one
// folder a scenario, and reference for what they share. Every figure names its source where it stands.
package scenarios

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"chuhai/sim/scenario"
)

//go:embed reference */scenario.yaml
var files embed.FS

// Names are the built-in scenarios, in the order of lessons.
func Names() []string {
	return []string{"first-parcel", "rail-express", "choose-the-way", "open-market", "lock-the-rate"}
}

// Load is the bundle of a built-in scenario.
func Load(name string) (scenario.Bundle, error) {
	main, err := files.ReadFile(name + "/" + scenario.Main)
	if err != nil || name == "reference" {
		return nil, fmt.Errorf("no scenario %q; there are: %s / 没有剧本 %q，现有：%s", name, strings.Join(Names(), ", "), name, strings.Join(Names(), "、"))
	}
	return With(main), nil
}

// With is a bundle of the given scenario file and the built-in reference files.
func With(main []byte) scenario.Bundle {
	b := scenario.Bundle{scenario.Main: main}
	entries, err := fs.ReadDir(files, "reference")
	if err != nil {
		panic("scenarios: the reference files are embedded: " + err.Error())
	}
	for _, e := range entries {
		name := path.Join("reference", e.Name())
		data, err := files.ReadFile(name)
		if err != nil {
			panic("scenarios: the reference files are embedded: " + err.Error())
		}
		b[name] = data
	}
	return b
}
