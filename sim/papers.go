package sim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim/ledger"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Papers are what goes with goods that leave the country: all that the manifest or the declaration form, the commercial
// invoice and the packing list of an order or a consignment say. They are the same facts four times, and must agree.
type Papers struct {
	Kind        string             `json:"kind"`   // order, consignment
	Number      string             `json:"number"` // of it
	Mode        string             `json:"mode"`   // supervision mode: 9610, 9810
	ModeName    scenario.Text      `json:"mode_name"`
	ModeSource  scenario.Source    `json:"mode_source"`
	Shop        string             `json:"shop"`        // consignor
	Marketplace scenario.Text      `json:"marketplace"` // on which an order was placed
	Consignee   scenario.Text      `json:"consignee"`   // the warehouse of a consignment
	Destination string             `json:"destination"` // country
	Origin      string             `json:"origin"`      // country
	Placed      int                `json:"placed"`      // day of the order, or of sending
	Exported    int                `json:"exported"`    // day on which it left or is expected to
	From        string             `json:"from"`        // hub
	To          string             `json:"to"`          // hub
	Transport   scenario.Mode      `json:"transport"`   // of the leg over the border
	Carrier     scenario.Text      `json:"carrier"`     // service or freight
	Good        string             `json:"good"`
	HS          string             `json:"hs"`
	Elements    []scenario.Element `json:"elements"`
	Pieces      int64              `json:"pieces"`
	Grams       int64              `json:"grams"`       // gross, of all pieces
	Net         int64              `json:"net"`         // grams of the goods alone, of all pieces; 0: not known
	Exit        string             `json:"exit"`        // hub from which they leave the country
	Vehicle     string             `json:"vehicle"`     // the leg over the border
	Voyage      string             `json:"voyage"`      // its day of departure, as eight digits
	Waybill     string             `json:"waybill"`     // the carrier's number
	Contract    string             `json:"contract"`    // the number of the order or of the shop's own booking, as on the invoice
	FormSource  scenario.Source    `json:"form_source"` // by which the form is filled in
	Value       money.Amount       `json:"value"`       // of the goods, without tax and freight
	Unit        decimal.Decimal    `json:"unit"`        // value of a piece
	Freight     money.Amount       `json:"freight"`
	Documents   []string           `json:"documents"` // that the supervision mode asks for
}

// The supervision modes under which shops of the lessons export.
const (
	retailExport    = "9610" // parcel by parcel to consumers
	warehouseExport = "9810" // to an overseas warehouse
)

// OrderPapers are the papers of an order that is sent from home.
func (w *World) OrderPapers(number int, order string) (*Papers, error) {
	life, err := w.Order(number, order)
	if err != nil {
		return nil, err
	}
	sh := &w.st.Shops[number-1]
	sold, _ := w.orderOf(sh, order)
	o := &w.st.Offers[sold.Offer]
	sv := &w.s.Services[o.Service]
	if o.Place > 0 {
		return nil, reject(
			"number",
			"订单 %[1]s 从 %[2]s 发货，不再报出口；看那批备货的单据",
			"order %[1]s is sent from %[2]s and is not exported again: see the papers of the consignment",
			order,
			w.places[o.Place],
		)
	}
	p := w.papers(sh, int(o.Good), retailExport)
	p.Kind, p.Number, p.Placed = "order", order, life.Row.Placed
	mp := &w.s.Marketplaces[o.Market]
	p.Marketplace, p.Destination, p.Carrier = mp.Name, mp.Country, sv.Name
	w.routed(p, w.net.Services[o.Service])
	for _, s := range life.Steps {
		if s.Kind == "export_cleared" || s.Kind == "departed" && p.Exported < 0 {
			p.Exported = s.Day
		}
	}
	p.Pieces, p.Grams, p.Net = int64(o.Pieces), int64(life.Grams), int64(w.s.Goods[o.Good].NetGrams)*int64(o.Pieces)
	p.Waybill, p.Contract = waybill(sv.ID, order), order
	w.exits(p, w.net.Services[o.Service], life.Steps, life.Row.Placed+sv.Handle)
	p.Value = money.Amount{Minor: o.goods(), Currency: mp.Currency}
	if !w.managed(int(o.Market)) {
		sale, err := w.borderTerms(o, w.period(life.Row.Placed))
		if err != nil {
			return nil, err
		}
		p.Value.Minor = mulDiv(o.goods(), o.Price-sale.VAT, o.Price)
	}
	p.Freight = money.Amount{Minor: w.carried(int(o.Service), int(o.Good), int(o.Pieces), life.Row.Placed+sv.Handle), Currency: w.currencies[o.Postal]}
	return p.priced(), nil
}

// ConsignmentPapers are the papers of a consignment to a warehouse abroad.
func (w *World) ConsignmentPapers(number, consignment int) (*Papers, error) {
	if number < 1 || number > len(w.st.Shops) {
		return nil, reject("shop", "没有 %d 号店铺", "there is no shop %d", number)
	}
	sh := &w.st.Shops[number-1]
	if consignment < 1 || consignment > len(sh.Consigned) {
		return nil, reject("consignment", "本店没有 %d 号备货", "the shop has no consignment %d", consignment)
	}
	k := &sh.Consigned[consignment-1]
	f := &w.s.Freights[k.Freight]
	wh := w.warehouse(f.Warehouse)
	p := w.papers(sh, k.Good, warehouseExport)
	p.Kind, p.Number, p.Placed, p.Exported = "consignment", decimal.NewFromInt(int64(consignment)).String(), k.Sent, k.Sent
	p.Consignee, p.Destination, p.Carrier = wh.Name, wh.Country, f.Name
	w.routed(p, w.net.Freights[k.Freight])
	p.Value, p.Freight = money.Amount{Currency: w.currencies[0]}, money.Amount{Currency: w.currencies[0]}
	for e := range sh.Book.Journal.All() {
		if e.Cause != ledger.Consign || e.Ref() != aConsignment(consignment-1) || int(e.Day) != k.Sent {
			continue
		}
		switch e.Account {
		case ledger.Inventory:
			p.Value.Minor -= e.Minor
		case ledger.Bank:
			p.Freight.Minor -= e.Minor
		}
	}
	p.Pieces = k.Quantity
	p.Grams, p.Net = k.Quantity*int64(w.s.Goods[k.Good].Grams), k.Quantity*int64(w.s.Goods[k.Good].NetGrams)
	p.Contract = fmt.Sprintf("%s-%02d-%03d", eight(w.s.Start+scenario.Date(k.Sent)), number, consignment)
	p.Waybill = waybill(f.ID, p.Contract)
	var left []OrderStep
	for _, s := range k.Steps {
		left = append(left, OrderStep{Day: s.Day, Kind: s.Kind, Hub: s.Hub})
	}
	p.Exported = w.exits(p, w.net.Freights[k.Freight], left, k.Sent)
	return p.priced(), nil
}

// papers are what all papers of a good say under a supervision mode.
func (w *World) papers(sh *shop, g int, mode string) *Papers {
	good := &w.s.Goods[g]
	p := &Papers{
		Mode:      mode,
		Shop:      sh.Name,
		Origin:    w.origin(g),
		Good:      good.ID,
		HS:        good.HS,
		Elements:  append([]scenario.Element{}, good.Elements...),
		Exported:  -1,
		Documents: []string{},
	}
	for i := range w.s.Exports {
		x := &w.s.Exports[i]
		for _, m := range x.Modes {
			if m.ID == mode && w.Date().In(m.From, m.To) {
				p.ModeName, p.ModeSource, p.FormSource = m.Name, x.Cite(m.Source), x.Cite(forms[mode])
				p.Documents = append(p.Documents, m.Documents...)
			}
		}
	}
	return p
}

// forms are the sources by which the papers of each mode are filled in.
var forms = map[string]string{retailExport: "manifest", warehouseExport: "declaration-form"}

// waybill is a carrier's number for what a shop sends under a number.
func waybill(carrier, number string) string { return strings.ToUpper(carrier) + "-" + number }

// eight is a date as forms write it: 20260701.
func eight(d scenario.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// exits fills in where, by what and when the goods leave the home country, and returns the day: on the first leg that ends
// abroad, by what the steps tell of it, or by usual times from the day on which they are sent.
func (w *World) exits(p *Papers, chain []int, steps []OrderStep, day int) int {
	for _, leg := range chain {
		l := &w.s.Legs[leg]
		if w.countryOf(l.To) == w.s.Home.Country {
			day += w.net.Legs[leg].Typical(w.s.Start + scenario.Date(day))
			continue
		}
		for _, s := range steps {
			if s.Kind == "departed" && s.Hub == l.From {
				day = s.Day
			}
		}
		p.Exit, p.Vehicle, p.Voyage = l.From, l.ID, eight(w.s.Start+scenario.Date(day))
		break
	}
	return day
}

// countryOf is the country of a hub; a leg of the last mile ends in a country itself.
func (w *World) countryOf(hub string) string {
	if i := slices.IndexFunc(w.s.Hubs, func(h scenario.Hub) bool { return h.ID == hub }); i >= 0 {
		return w.s.Hubs[i].Country
	}
	return hub
}

// routed fills in the ends of a way and how it crosses the border: by its longest means of transport, which is not the road.
func (w *World) routed(p *Papers, chain []int) {
	if len(chain) == 0 {
		return
	}
	p.From, p.To = w.net.Legs[chain[0]].From, w.net.Legs[chain[len(chain)-1]].To
	for _, leg := range chain {
		if m := w.s.Legs[leg].Mode; p.Transport == "" || p.Transport == scenario.Road {
			p.Transport = m
		}
	}
	p.Transport = cmp.Or(p.Transport, scenario.Road)
}

// unitPlaces is how finely the value of a piece is declared.
const unitPlaces = 4

func (p *Papers) priced() *Papers {
	p.Unit = p.Value.Decimal().DivRound(decimal.NewFromInt(max(p.Pieces, 1)), unitPlaces)
	return p
}
