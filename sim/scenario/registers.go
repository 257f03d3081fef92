package scenario

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Register is where a shop that owes VAT or GST itself is registered: for which buyers and goods, and when it files.
type Register struct {
	ID        string          `yaml:"id"`
	Name      Text            `yaml:"name"`
	Countries []string        `yaml:"countries"` // of the buyers
	Supplies  string          `yaml:"supplies"`  // one of Supplies
	Currency  money.Currency  `yaml:"currency"`  // of the return: what was collected in others is converted on the period's last day
	Months    int             `yaml:"months"`    // of a period: 1, 2, 3, 6 or 12, as the calendar divides the year
	Due       Deadline        `yaml:"due"`
	Share     decimal.Decimal `yaml:"share"` // of the tax, as a fine for each deadline that is missed
	Least     money.Amount    `yaml:"least"` // fine, in the currency of the return
	Again     int             `yaml:"again"` // days from a missed deadline to the next
	Source    Source          `yaml:"source"`
}

// The supplies that a register is for.
const (
	Imported = "imported" // parcels from outside the buyer's customs territory
	Stocked  = "stocked"  // out of a warehouse in the buyer's country
	Remote   = "remote"   // out of a warehouse in another country
)

// Supplies are the kinds of supplies, in the order in which the engine numbers them.
var Supplies = []string{Imported, Stocked, Remote}

// Deadline is a day of the month that is so many months after a period's last one, or its last day where it has fewer.
type Deadline struct {
	Months int `yaml:"months"`
	Day    int `yaml:"day"`
}

func (r *reader) registers(all []Register) {
	ids := map[string]bool{}
	for i := range all {
		g, p := &all[i], fmt.Sprintf("taxes.registers[%d]", i)
		r.check(g.ID != "" && !ids[g.ID], p+".id", "编号不可为空或重复", "the id must not be empty or used twice")
		ids[g.ID] = true
		r.text(p+".name", g.Name)
		r.check(len(g.Countries) > 0, p+".countries", "至少一个国家", "want at least one country")
		r.oneOf(p+".supplies", g.Supplies, Supplies...)
		r.currency(p+".currency", g.Currency)
		r.check(g.Months >= 1 && 12%g.Months == 0, p+".months", "应为 1、2、3、4、6 或 12", "want 1, 2, 3, 4, 6 or 12")
		r.check(g.Due.Months >= 1 && g.Due.Months <= 12, p+".due.months", "应在 1 到 12 之间", "want 1 to 12")
		r.check(g.Due.Day >= 1 && g.Due.Day <= 31, p+".due.day", "应在 1 到 31 之间", "want 1 to 31")
		r.share(p+".share", g.Share.InexactFloat64())
		r.amount(p+".least", g.Least, g.Currency, 0)
		r.check(g.Again >= 1 && g.Again <= 90, p+".again", "应在 1 到 90 之间", "want 1 to 90")
		r.source(p+".source", g.Source)
	}
}

// Register is the index of the register for supplies of a kind to buyers of a country; −1: there is none.
func (t *Taxes) Register(country, supplies string) int {
	return slices.IndexFunc(t.Registers, func(g Register) bool { return g.Supplies == supplies && slices.Contains(g.Countries, country) })
}

// Supply is the kind of supply that a sale to a country from a place is; the home country's warehouse is "".
func (s *Scenario) Supply(country, place string) string {
	at := slices.IndexFunc(s.Warehouses, func(h Warehouse) bool { return h.ID == place })
	switch {
	case at < 0 || s.Warehouses[at].Country == s.Home.Country:
		return Imported
	case s.Warehouses[at].Country == country:
		return Stocked
	}
	return Remote
}
