package scenario

import (
	"github.com/shopspring/decimal"

	"chuhai/sim/money"
)

// Text is a wording in the two languages of the house. Neither may be empty.
type Text struct {
	Zh string `yaml:"zh" json:"zh"`
	En string `yaml:"en" json:"en"`
}

// Confidence says how far a figure can be trusted, so that a lesson can show it.
type Confidence string

// The grades of confidence.
const (
	Real      Confidence = "real"      // read in an official text or a published price list
	Estimated Confidence = "estimated" // trade press, or derived from real figures
	Invented  Confidence = "invented"  // chosen for teaching
)

// Source says where a figure comes from.
type Source struct {
	Title      string     `yaml:"title" json:"title"`
	URL        string     `yaml:"url,omitempty" json:"url,omitempty"`
	Date       Date       `yaml:"date" json:"date"` // the date of the publication, or from which the figure holds
	Confidence Confidence `yaml:"confidence" json:"confidence"`
}

// Scenario is a complete, resolved, valid scenario. It is immutable once parsed: worlds share it.
type Scenario struct {
	ID       string
	Title    Text
	Summary  Text
	Level    int  // 1 basic operation, 2 all-round, 3 IP, data compliance, cross-border finance
	Start    Date // the first simulated day
	Days     int  // the last day is Start + Days - 1
	Home     Home
	Credit   Credit
	Goods    []Good
	Segments []Segment
	// Marketplaces, with the categories that each one sells.
	Marketplaces []Marketplace
	Behaviour    Behaviour
	Hubs         []Hub
	Legs         []Leg
	Services     []Service
	Freights     []Freight
	Warehouses   []Warehouse
	Calendars    []Calendar // of the carriers
	Shocks       []Shock    // that can happen
	Scheduled    []Scheduled
	Regimes      []Regime  // of the countries of its marketplaces and warehouses
	Border       Practice  // what these do beside their tariffs
	Exports      []Export  // of the home country
	Headings     []Heading // of the Harmonized System, for looking up
	Rates        Rates
	Wallets      []money.Currency // currencies that shops hold besides those that marketplaces, carriers and warehouses use
	Exchange     *Exchange        // with WithExchange
	Lending      *Lending         // with WithCredit
	Taxes        *Taxes           // with WithTaxes
	Tasks        []Task
	Rubric       []Indicator
	Bots         []BotProfile
	Mechanisms   []Mechanism
	Translations []Work // machine, professional, native; with search
	Contents     []Work // plain first; with search
	PriceWars    []PriceWar
	Evidence     []Evidence
	Timings      []Timing    // of a whole network: see Network
	AfterSales   AfterSales  // with WithService
	Appeals      AppealTerms // with WithHealth
	Enforcement  Enforcement // with WithCompliance, as the three below
	Papers       []Paper
	Rights       []Right
	Privacy      []PrivacyTask
}

// Home is where the shops are.
type Home struct {
	Country  string         `yaml:"country"`
	Currency money.Currency `yaml:"currency"`
	Hub      string         `yaml:"hub"`     // the hub where home stock lies
	Capital  money.Amount   `yaml:"capital"` // paid in on the first day of a shop
}

// Credit is the overdraft of a shop's home-currency account.
type Credit struct {
	Limit  money.Amount    `yaml:"limit"`
	Annual decimal.Decimal `yaml:"annual"` // simple interest a year, actual/365, charged daily on the overdrawn balance
	Source Source          `yaml:"source"`
}

// Good is something a shop can buy from a supplier and sell abroad.
type Good struct {
	ID        string     `yaml:"id"`
	Name      Text       `yaml:"name"`
	Belt      Text       `yaml:"belt"`              // the industrial belt it comes from
	Category  string     `yaml:"category"`          // the choice set it competes in
	Deliver   string     `yaml:"deliver,omitempty"` // warehouse into which suppliers deliver; default home stock
	HS        string     `yaml:"hs"`                // six digits, HS 2022
	HSName    Text       `yaml:"hs_name"`
	Elements  []Element  `yaml:"elements,omitempty"`  // of the export declaration, in their order
	Origin    string     `yaml:"origin,omitempty"`    // country in which it is made; default the home country
	Grams     int        `yaml:"grams"`               // packed
	NetGrams  int        `yaml:"net_grams,omitempty"` // without the packing; 0: not known
	LengthMM  int        `yaml:"length_mm"`
	WidthMM   int        `yaml:"width_mm"`
	HeightMM  int        `yaml:"height_mm"`
	Culture   float64    `yaml:"culture,omitempty"` // 0..1, how much of the story of its origin it carries
	Cargo     []Cargo    `yaml:"cargo,omitempty"`   // what carriers ask about
	Suppliers []Supplier `yaml:"suppliers"`         // at least one
	Source    Source     `yaml:"source"`
}

// Element is one of the particulars that the export declaration asks of a good by its code (申报要素), and the answer.
type Element struct {
	Name  Text `yaml:"name" json:"name"`
	Value Text `yaml:"value" json:"value"`
}

// Supplier is an offer of a good: quality, price tiers and lead time.
type Supplier struct {
	ID      string  `yaml:"id"`
	Name    Text    `yaml:"name"`
	Quality float64 `yaml:"quality"` // 0..1
	MOQ     int     `yaml:"moq"`     // minimum order quantity; equals the first tier's quantity
	Tiers   []Tier  `yaml:"tiers"`   // ascending quantity, descending price
	Lead    Transit `yaml:"lead"`    // from order to home stock
}

// Tier is a unit price from a quantity on, in the home currency.
type Tier struct {
	From int          `yaml:"from"`
	Unit money.Amount `yaml:"unit"`
}

// Transit is a duration in days, shifted lognormal, given by its minimum, median and 90th percentile.
type Transit struct {
	Min    float64 `yaml:"min"`
	Median float64 `yaml:"median"`
	P90    float64 `yaml:"p90"`
}

// Segment is a kind of shopper. The coefficients are those of the attraction model in package market.
type Segment struct {
	ID      string  `yaml:"id"`
	Name    Text    `yaml:"name"`
	Share   float64 `yaml:"share"`             // of all searchers; the shares of a scenario sum to 1
	Price   float64 `yaml:"price"`             // β on ln(price / reference price), > 0
	Week    float64 `yaml:"day_week"`          // δ per promised day up to the 7th
	Late    float64 `yaml:"day_late"`          // δ per promised day beyond the 7th
	Rating  float64 `yaml:"rating"`            // ρ per star of shrunk rating above 4
	Reviews float64 `yaml:"reviews"`           // ν on ln(1 + reviews), capped at 200 reviews
	Quality float64 `yaml:"quality"`           // κ on (quality − 0.5)
	Culture float64 `yaml:"culture,omitempty"` // κ on culture
	Free    float64 `yaml:"free,omitempty"`    // utility lost when shipping is charged, besides the charge itself
}

// Marketplace is a platform in one consumer country, under an invented name.
type Marketplace struct {
	ID         string         `yaml:"id"`
	Name       Text           `yaml:"name"`
	ModelledOn string         `yaml:"modelled_on"` // the published fee schedule it follows
	Country    string         `yaml:"country"`     // ISO 3166 alpha-2
	CountryIn  Text           `yaml:"country_name"`
	Currency   money.Currency `yaml:"currency"`
	Weekdays   [7]float64     `yaml:"weekdays"` // multiplier of searches, Monday first
	Categories []Category     `yaml:"categories"`
	Settlement Settlement     `yaml:"settlement"`
	Source     Source         `yaml:"source"`

	Kind         string             `yaml:"kind,omitempty"`          // one of MarketKinds
	Language     string             `yaml:"language,omitempty"`      // BCP 47, of titles and keywords
	LanguageName Text               `yaml:"language_name,omitempty"` // of Language
	Title        TitleRule          `yaml:"title,omitempty"`
	Mix          map[string]float64 `yaml:"mix,omitempty"` // share of searchers by segment, where it differs from the segments' own; sums to 1
	Queries      []Query            `yaml:"queries,omitempty"`
	Ads          *AdRule            `yaml:"ads,omitempty"`
	Festivals    []Festival         `yaml:"festivals,omitempty"`
	Managed      *Managed           `yaml:"managed,omitempty"` // of the kind managed
	Vouchers     *Vouchers          `yaml:"vouchers,omitempty"`
	Fees         *FeeCard           `yaml:"fees,omitempty"`         // with WithFees
	Health       *HealthTerms       `yaml:"health,omitempty"`       // with WithHealth
	Requirements []Requirement      `yaml:"requirements,omitempty"` // with WithCompliance
}

// Shares are the shares of searchers by segment on the marketplace.
func (m *Marketplace) Shares(segments []Segment) []float64 {
	out := make([]float64, len(segments))
	for g := range segments {
		out[g] = segments[g].Share
		if len(m.Mix) > 0 {
			out[g] = m.Mix[segments[g].ID]
		}
	}
	return out
}

// MarketKinds are the kinds of marketplace: search-led with a fulfilment service, a low-price bazaar, one that sets the
// retail price itself, a regional one, one of vouchers, one that sells imports at home.
var MarketKinds = []string{"search", "bazaar", ManagedKind, "regional", "vouchers", "import"}

// ManagedKind is the marketplace that sets the retail price itself; shops bid it a supply price.
const ManagedKind = "managed"

// Category is a choice set of a marketplace: shoppers, prices and fees.
type Category struct {
	ID         string          `yaml:"id"` // as in Good.Category
	Name       Text            `yaml:"name"`
	Searches   float64         `yaml:"searches"`    // searchers a day for each shop of the class
	Outside    float64         `yaml:"outside"`     // weight of buying nothing here, for each shop of the class
	Reference  money.Amount    `yaml:"reference"`   // reference price p̄ for the attraction model, tax included
	Referral   decimal.Decimal `yaml:"referral"`    // commission on the price the consumer pays
	ReferralAt money.Amount    `yaml:"referral_at"` // least commission for an order
	ReturnRate float64         `yaml:"return_rate"` // share of delivered orders returned at quality 0.5
	// Pieces are the shares of orders with 1, 2, 3 … pieces; without it every order has one. With promotions.
	Pieces []float64 `yaml:"pieces,omitempty"`
}

// Settlement is how a marketplace pays out.
type Settlement struct {
	CycleDays   int             `yaml:"cycle_days"`   // a payout every so many days
	ReserveDays int             `yaml:"reserve_days"` // proceeds are held until so many days after delivery
	PayoutFee   decimal.Decimal `yaml:"payout_fee"`   // share of a payout kept by the payment provider
	RefundFee   decimal.Decimal `yaml:"refund_fee"`   // share of the commission kept on a refund
}

// Behaviour is what consumers do after the sale.
type Behaviour struct {
	ReviewOnTime float64    `yaml:"review_on_time"` // share of on-time deliveries that are reviewed
	ReviewLate   float64    `yaml:"review_late"`
	OnTime       [5]float64 `yaml:"stars_on_time"` // distribution over 1..5 stars at quality 0.5
	Late         [5]float64 `yaml:"stars_late"`
	QualityShift float64    `yaml:"quality_shift"` // chance that a review moves one star up (quality 1) or down (quality 0)
	ReviewLag    int        `yaml:"review_lag"`    // reviews arrive 1..ReviewLag days after delivery
	ReturnLag    int        `yaml:"return_lag"`    // returns are refunded 3..3+ReturnLag days after delivery
	PriorStars   float64    `yaml:"prior_stars"`   // the rating of a listing without reviews
	PriorWeight  float64    `yaml:"prior_weight"`  // the number of reviews that prior is worth
	Position     float64    `yaml:"position"`      // exposure falls with rank to the power of minus this
	// Nest is how far listings of one good stand apart from those of others: 1 not at all, towards 0 the more.
	Nest float64 `yaml:"nest,omitempty"`
	// Click is the share of those who see a listing of middling appeal in a result page who open it.
	Click  float64 `yaml:"click,omitempty"`
	Source Source  `yaml:"source"`
}

// Hub is a place where goods change hands or vehicles. X and Y are grid positions on the route diagram, not geography.
type Hub struct {
	ID      string `yaml:"id"` // UN/LOCODE, e.g. CNCGO
	Name    Text   `yaml:"name"`
	Country string `yaml:"country"`
	X       int    `yaml:"x"`
	Y       int    `yaml:"y"`
	// Lat and Lon are degrees north and east; both 0 where the hub stands for a whole country.
	Lat      float64   `yaml:"lat,omitempty"`
	Lon      float64   `yaml:"lon,omitempty"`
	Capacity *Capacity `yaml:"capacity,omitempty"` // of all that starts at the hub; nil: unlimited
}

// Mode is a means of transport.
type Mode string

// The modes.
const (
	Air  Mode = "air"
	Rail Mode = "rail"
	Sea  Mode = "sea"
	Road Mode = "road"
)

// Leg is a stretch between two hubs with its departures.
type Leg struct {
	ID       string    `yaml:"id"`
	Name     Text      `yaml:"name"`
	From     string    `yaml:"from"`
	To       string    `yaml:"to"`
	Mode     Mode      `yaml:"mode"`
	KM       int       `yaml:"km"`
	Departs  []int     `yaml:"departs,omitempty"` // weekdays, 1 Monday … 7 Sunday; empty: every day
	Transit  Transit   `yaml:"transit"`
	Capacity *Capacity `yaml:"capacity,omitempty"` // nil: unlimited
	Room     *Room     `yaml:"room,omitempty"`     // nil: unlimited
	Carbon   float64   `yaml:"carbon"`             // g CO2e per tonne-kilometre, well to wheel
	// Queue is the wait at the start that is not for the timetable: consolidation, gauge change; it adds to the transit.
	Queue        *Transit `yaml:"queue,omitempty"`
	GaugeChanges int      `yaml:"gauge_changes,omitempty"` // on the way
	Detour       bool     `yaml:"-"`                       // used only where another leg is closed
	Source       Source   `yaml:"source"`
}

// Tariff is the price of carrying one parcel.
type Tariff struct {
	Currency money.Currency  `yaml:"currency"`
	FirstG   int             `yaml:"first_g"`
	First    int64           `yaml:"first"` // minor units, for the first weight
	StepG    int             `yaml:"step_g"`
	Step     int64           `yaml:"step"`              // minor units, for each started step above the first weight
	Parcel   int64           `yaml:"parcel,omitempty"`  // minor units, for each parcel, besides
	Fuel     decimal.Decimal `yaml:"fuel,omitempty"`    // surcharge as a share of the rest
	Divisor  int             `yaml:"divisor,omitempty"` // cm³ per kg of volumetric weight; 0: actual weight only
	// Surcharges hold for a time, by the day on which the carrier takes the parcel.
	Surcharges []Surcharge `yaml:"surcharges,omitempty"`
}

// Service is what a shop books to send an order to a consumer: a chain of legs and a tariff.
type Service struct {
	ID        string   `yaml:"id"`
	Name      Text     `yaml:"name"`
	Kind      string   `yaml:"kind"` // express, postal, line, rail, local
	From      string   `yaml:"from"` // "home", or the warehouse that it serves
	Countries []string `yaml:"countries"`
	Legs      []string `yaml:"legs"`
	// Customs is the number of legs travelled when import customs decides; -1 when the goods are already cleared.
	Customs int    `yaml:"customs"`
	Traffic string `yaml:"traffic,omitempty"` // as which import customs sees its parcels, one of Traffics; default parcel
	Handle  int    `yaml:"handle"`            // days from order to handover
	Promise int    `yaml:"promise"`           // the delivery promise the carrier suggests, in days from order
	MaxG    int    `yaml:"max_g"`
	// Loss is the share of parcels lost on the way. It is one draw for the whole way, as carriers publish it for the service and
	// nobody by leg; it comes out on the day on which the parcel should be at the door.
	Loss    float64 `yaml:"loss"`
	Refuses []Cargo `yaml:"refuses,omitempty"`
	Claim   *Claim  `yaml:"claim,omitempty"` // without it the carrier pays nothing for what it loses
	Tariff  Tariff  `yaml:"tariff"`
	Source  Source  `yaml:"source"`
}

// Freight is what a shop books to restock a warehouse: a chain of legs priced by weight and volume, customs included.
type Freight struct {
	ID        string       `yaml:"id"`
	Name      Text         `yaml:"name"`
	Mode      Mode         `yaml:"mode"`
	From      string       `yaml:"from,omitempty"`      // the warehouse where it starts: a transfer; empty: home
	Warehouse string       `yaml:"warehouse,omitempty"` // without it the route can be compared, and no scenario can use it
	Legs      []string     `yaml:"legs"`
	Customs   int          `yaml:"customs"`
	Traffic   string       `yaml:"traffic,omitempty"` // as which import customs sees its consignments, one of Traffics; default stock
	PerKG     money.Amount `yaml:"per_kg"`            // per kg of chargeable weight
	Minimum   money.Amount `yaml:"minimum"`           // least charge of a consignment
	Documents money.Amount `yaml:"documents"`
	Divisor   int          `yaml:"divisor,omitempty"` // cm³ per kg; 6000 air, 3000 rail LCL, 1000 sea LCL; 0: actual weight only
	// Container makes it a full container load: boxes take the place of PerKG and Minimum.
	Container *Container `yaml:"container,omitempty"`
	Refuses   []Cargo    `yaml:"refuses,omitempty"`
	// Loss is the share of consignments that come in short or spoilt: one draw for the whole way, found out on arrival, as
	// insurers count it.
	Loss       float64     `yaml:"loss,omitempty"`
	Insurance  *Insurance  `yaml:"insurance,omitempty"` // without it the consignment cannot be insured
	Surcharges []Surcharge `yaml:"surcharges,omitempty"`
	Source     Source      `yaml:"source"`
}

// Warehouse is an overseas warehouse.
type Warehouse struct {
	ID       string         `yaml:"id"`
	Name     Text           `yaml:"name"`
	Hub      string         `yaml:"hub"`
	Country  string         `yaml:"country"`
	Currency money.Currency `yaml:"currency"`
	Inbound  int64          `yaml:"inbound"` // minor units for each unit received
	PickPack int64          `yaml:"pick_pack"`
	FreeDays int            `yaml:"free_days"`
	Storage  int64          `yaml:"storage"` // minor units per m³ and day after the free days
	// Ages are dearer rates for goods that lie long, by ascending day.
	Ages     []Age  `yaml:"ages,omitempty"`
	Disposal int64  `yaml:"disposal,omitempty"` // minor units for each unit destroyed
	Source   Source `yaml:"source"`
}

// Task is one guided step of a lesson, done when the shop has taken Count decisions or reached Count facts of kind Done.
type Task struct {
	ID    string `yaml:"id" json:"id"`
	Title Text   `yaml:"title" json:"title"`
	Why   Text   `yaml:"why" json:"why"`
	Room  string `yaml:"room" json:"room"` // the room of the desk where it is done
	Done  string `yaml:"done" json:"done"` // purchase, received, listing, order, dispatched, cleared, delivered, review, settled, converted, consignment, ticket, title (an own one), advert, festival (entered), paper, checked (a search in the registers), forward
	Count int    `yaml:"count" json:"count"`
}

// Indicator is a line of the rubric: the score runs from 0 at Floor over 60 at Par to 100 at Ceiling. Money is in whole
// units of the home currency, shares are 0..1, ratings 1..5.
type Indicator struct {
	ID      string  `yaml:"id" json:"id"` // one of Indicators
	Name    Text    `yaml:"name" json:"name"`
	Weight  int     `yaml:"weight" json:"weight"` // the weights sum to 100
	Floor   float64 `yaml:"floor" json:"floor"`
	Par     float64 `yaml:"par" json:"par"`
	Ceiling float64 `yaml:"ceiling" json:"ceiling"`
	// Yardstick takes Floor and Par from the naive and the informed bots of the same world where they play.
	Yardstick bool `yaml:"yardstick,omitempty" json:"yardstick"`
}

// Temperament is how a bot plays.
type Temperament string

// The three temperaments.
const (
	Naive     Temperament = "naive"     // copies the cheapest rival, runs out of stock
	Heuristic Temperament = "heuristic" // cost plus a margin, reorders at a point
	Informed  Temperament = "informed"  // prices at the mark-up that the market bears, balances speed and cost
)

// BotProfile is a rival shop.
type BotProfile struct {
	Name        Text        `yaml:"name"`
	Temperament Temperament `yaml:"temperament"`
}
