// Command tsgen writes the browser's types from the Go types that cross the wire, so that the two sides cannot drift
// apart: `go generate ./web/wire` after a change, and a test that fails when somebody forgets.
//
// Names, fields and comments are those of the Go source. A slice is an array, and the server promises never to send
// null for one (a test of package wire holds it). decimal.Decimal is the branded string Decimal: it is exact, and not to
// be added up in a browser. A string type with constants is the union of them. What can be left out is optional. Every
// other kind is an error: better no types than wrong ones.
package main

import (
	"flag"
	"fmt"
	"os"
	"reflect"

	"chuhai/sim"
	"chuhai/sim/customs"
	"chuhai/web/wire"
)

// roots are the values that cross the wire; what they contain follows by itself. A new one is one line here.
var roots = []reflect.Type{
	reflect.TypeFor[wire.Message](),
	reflect.TypeFor[wire.Catalogue](),
	reflect.TypeFor[wire.Fault](),
	reflect.TypeFor[sim.Command](),
	reflect.TypeFor[sim.Quote](),
	reflect.TypeFor[sim.FreightPlan](),
	reflect.TypeFor[sim.ConversionQuote](),
	reflect.TypeFor[sim.OrderLife](),
	reflect.TypeFor[sim.Books](),
	reflect.TypeFor[sim.StatementsView](),
	reflect.TypeFor[sim.Contribution](),
	reflect.TypeFor[sim.Exposure](),
	reflect.TypeFor[sim.ForwardView](),
	reflect.TypeFor[sim.HedgeQuote](),
	reflect.TypeFor[sim.Forecast](),
	reflect.TypeFor[sim.Settlement](),
	reflect.TypeFor[sim.CreditView](),
	reflect.TypeFor[sim.LoanQuote](),
	reflect.TypeFor[sim.TaxView](),
	reflect.TypeFor[sim.ShopScore](),
	reflect.TypeFor[sim.RateHistory](),
	reflect.TypeFor[sim.ServiceDesk](),
	reflect.TypeFor[sim.KeywordRow](),
	reflect.TypeFor[sim.Funnel](),
	reflect.TypeFor[sim.SearchPage](),
	reflect.TypeFor[sim.AdsReport](),
	reflect.TypeFor[sim.HealthView](),
	reflect.TypeFor[sim.ComplianceView](),
	reflect.TypeFor[customs.Found](),
	reflect.TypeFor[sim.Declared](),
	reflect.TypeFor[sim.CustomsRecord](),
	reflect.TypeFor[sim.Crossing](),
	reflect.TypeFor[sim.BorderTable](),
	reflect.TypeFor[sim.Papers](),
	reflect.TypeFor[wire.Shock](),
	reflect.TypeFor[wire.Bridge](),
	reflect.TypeFor[wire.SeatRow](),
	reflect.TypeFor[wire.Overview](),
	reflect.TypeFor[wire.Panel](),
	reflect.TypeFor[wire.Screen](),
}

// TypeScript is the whole text of the browser's types.
func TypeScript() ([]byte, error) {
	g := newGenerator()
	for _, t := range roots {
		if err := g.add(t); err != nil {
			return nil, err
		}
	}
	return g.text(), nil
}

func main() {
	out := flag.String("out", "", "the file to write; standard output without it")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "tsgen:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	text, err := TypeScript()
	if err != nil {
		return err
	}
	if out == "" {
		_, err = os.Stdout.Write(text)
		return err
	}
	return os.WriteFile(out, text, 0o644)
}
