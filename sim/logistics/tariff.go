package logistics

import (
	"slices"

	"github.com/shopspring/decimal"

	"chuhai/sim/money"
	"chuhai/sim/scenario"
)

// Volumetric is the volumetric weight in grams of a package, for a divisor in cm³ per kg; 0 for divisor 0.
func Volumetric(g *scenario.Good, divisor int) int {
	return int(volumetric(int64(g.LengthMM)*int64(g.WidthMM)*int64(g.HeightMM), divisor))
}

func volumetric(mm3 int64, divisor int) int64 {
	if divisor == 0 {
		return 0
	}
	return (mm3 + int64(divisor) - 1) / int64(divisor) // mm³/divisor = grams, since cm³/divisor = kg
}

// Chargeable is the greater of actual and volumetric weight, in grams.
func Chargeable(g *scenario.Good, divisor int) int { return max(g.Grams, Volumetric(g, divisor)) }

// Postage is what a service charges for a parcel of one piece of a good taken on a date, in minor units of the tariff's
// currency: first weight and started steps, the parcel fee, the fuel surcharge and the peak surcharge of the day, each
// rounded half up.
func Postage(t *scenario.Tariff, g *scenario.Good, on scenario.Date) int64 {
	grams := Chargeable(g, t.Divisor)
	price := t.First + t.Parcel
	if over := grams - t.FirstG; over > 0 {
		price += int64((over+t.StepG-1)/t.StepG) * t.Step
	}
	return surcharged(price, int64(grams), t.Fuel, t.Surcharges, on)
}

// surcharged is a price with the surcharges of a date.
func surcharged(price, grams int64, fuel decimal.Decimal, all []scenario.Surcharge, on scenario.Date) int64 {
	peak := decimal.Zero
	var perKG int64
	for i := range all {
		switch u := &all[i]; {
		case !on.In(u.From, u.To):
		case u.Kind == "fuel":
			fuel = u.Share
		default:
			peak = peak.Add(u.Share)
			perKG += u.PerKG
		}
	}
	of := func(share decimal.Decimal) int64 { return decimal.NewFromInt(price).Mul(share).Round(0).IntPart() }
	return price + of(fuel) + of(peak) + (grams+999)/1000*perKG
}

// Load is what is sent together: its mass in grams and its packed volume in mm³.
type Load struct{ Grams, MM3 int64 }

// LoadOf is so many pieces of a good.
func LoadOf(g *scenario.Good, pieces int) Load {
	n := int64(pieces)
	return Load{int64(g.Grams) * n, int64(g.LengthMM) * int64(g.WidthMM) * int64(g.HeightMM) * n}
}

// Chargeable is the greater of a load's actual and volumetric weight, in grams, piece by piece in the same proportion.
func (l Load) Chargeable(divisor int) int64 { return max(l.Grams, volumetric(l.MM3, divisor)) }

// Boxes is how many containers a load needs, by mass or by volume.
func (l Load) Boxes(c *scenario.Container) int64 {
	kg, litres := int64(c.KG)*1000, int64(c.Litres)*1_000_000
	return max((l.Grams+kg-1)/kg, (l.MM3+litres-1)/litres, 1)
}

// FreightCost is what a consignment costs that is handed over on a date, in minor units of the home currency: chargeable
// weight by the kilogram, not less than the minimum, or the containers; the surcharges of the day; and the documents.
func FreightCost(f *scenario.Freight, l Load, on scenario.Date) money.Amount {
	grams := l.Chargeable(f.Divisor)
	charge := max(money.MulDiv(grams, f.PerKG.Minor, 1000), f.Minimum.Minor)
	if f.Container != nil {
		charge = l.Boxes(f.Container) * f.Container.Price.Minor
	}
	return money.Amount{Minor: surcharged(charge, grams, decimal.Zero, f.Surcharges, on) + f.Documents.Minor, Currency: f.Documents.Currency}
}

// Refused is the first property of a good that a carrier does not take; empty when it takes the good.
func Refused(refuses []scenario.Cargo, g *scenario.Good) scenario.Cargo {
	for _, c := range g.Cargo {
		if slices.Contains(refuses, c) {
			return c
		}
	}
	return ""
}
