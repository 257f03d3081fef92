package wire_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"chuhai/scenarios"
	"chuhai/sim"
	"chuhai/sim/scenario"
	"chuhai/web/wire"
)

// nilLists are the paths of the lists in v that JSON would show as null.
func nilLists(v reflect.Value, at string) []string {
	var out []string
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			out = nilLists(v.Elem(), at)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			tag := f.Tag.Get("json")
			if !f.IsExported() || tag == "-" || strings.Contains(tag, ",omit") && v.Field(i).IsZero() {
				continue
			}
			out = append(out, nilLists(v.Field(i), at+"."+f.Name)...)
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			out = append(out, nilLists(it.Value(), fmt.Sprintf("%s[%v]", at, it.Key()))...)
		}
	case reflect.Slice:
		if v.IsNil() {
			return []string{at}
		}
		for i := range v.Len() {
			out = append(out, nilLists(v.Index(i), fmt.Sprintf("%s[%d]", at, i))...)
		}
	}
	return out
}

// The browser counts on lists being lists: an empty one is [], never null.
func TestListsAreNeverNull(t *testing.T) {
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) {
			bundle, err := scenarios.Load(name)
			if err != nil {
				t.Fatal(err)
			}
			s, err := scenario.Parse(bundle)
			if err != nil {
				t.Fatal(err)
			}
			look := func(what string, v any) {
				t.Helper()
				for _, at := range nilLists(reflect.ValueOf(v), what) {
					t.Error(at, "is nil")
				}
			}
			look("catalogue", wire.NewCatalogue(s))
			w, err := sim.New(s, 7)
			if err != nil {
				t.Fatal(err)
			}
			do := func(c sim.Command) {
				t.Helper()
				if err := w.Apply(c); err != nil {
					t.Fatal(err)
				}
			}
			all := func() {
				t.Helper()
				view, err := w.Shop(1)
				if err != nil {
					t.Fatal(err)
				}
				look("shop", view)
				books, err := w.Books(1, 100)
				if err != nil {
					t.Fatal(err)
				}
				look("books", books)
				look("board", w.Board())
				look("scores", w.Scores())
				look("vehicles", w.AllMoving())
				look("overview", w.Overview())
				look("news", w.News())
				rates, err := w.RateHistories()
				if err != nil {
					t.Fatal(err)
				}
				look("rates", rates)
				if s.Uses(scenario.WithService) {
					desk, err := w.Service(1)
					if err != nil {
						t.Fatal(err)
					}
					look("service", desk)
				}
				ads, err := w.Ads(1)
				if err != nil {
					t.Fatal(err)
				}
				look("ads", ads)
				if s.Uses(scenario.WithSearch) {
					for _, l := range view.Listings {
						words, err := w.Keywords(1, l.Marketplace, l.Good, "", "")
						if err != nil {
							t.Fatal(err)
						}
						look("keywords", words)
						page, err := w.Search(1, l.Marketplace, words[0].Query)
						if err != nil {
							t.Fatal(err)
						}
						look("search", page)
						funnel, err := w.Funnel(1, l.Number)
						if err != nil {
							t.Fatal(err)
						}
						look("funnel", funnel)
					}
				}
				if s.Uses(scenario.WithHealth) {
					health, err := w.Health(1)
					if err != nil {
						t.Fatal(err)
					}
					look("health", health)
				}
				if s.Uses(scenario.WithCompliance) {
					law, err := w.Compliance(1)
					if err != nil {
						t.Fatal(err)
					}
					look("compliance", law)
				}
				orders := w.Orders(1, 100)
				look("orders", orders)
				for _, o := range orders {
					life, err := w.Order(1, o.Number)
					if err != nil {
						t.Fatal(err)
					}
					look("order", life)
				}
			}
			do(sim.Command{Open: &sim.OpenShop{Name: "豫见"}})
			all()
			good, supplier := s.Goods[0], s.Goods[0].Suppliers[0]
			do(sim.Command{Shop: 1, Purchase: &sim.PlacePurchase{Good: good.ID, Supplier: supplier.ID, Quantity: supplier.MOQ}})
			mp, service := s.Marketplaces[0], s.Services[0]
			papers := 0 // days until those that the marketplace asks for are there
			for _, k := range s.Papers {
				get := sim.GetPaper{Paper: k.ID}
				if !k.PerShop {
					get.Good = good.ID
				}
				do(sim.Command{Shop: 1, Paper: &get})
				papers = max(papers, k.Days)
			}
			for range papers {
				do(sim.Command{Step: &sim.Step{}})
			}
			publish := sim.PublishListing{Good: good.ID, Marketplace: mp.ID, Service: service.ID, Price: mp.Categories[0].Reference.Minor, Promise: service.Promise}
			do(sim.Command{Shop: 1, Publish: &publish})
			if len(s.Freights) > 0 {
				plans, err := w.Plan(1, good.ID, "", 10)
				if err != nil {
					t.Fatal(err)
				}
				look("plans", plans)
			}
			quote, err := w.Quote(1, publish, 0)
			if err != nil {
				t.Fatal(err)
			}
			look("quote", quote)
			all()
			for range min(s.Days, 18) {
				do(sim.Command{Step: &sim.Step{}})
				all()
			}
			if len(w.Orders(1, 1)) == 0 {
				t.Error("no order came in: this test sees too little")
			}
		})
	}
}
