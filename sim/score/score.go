// Package score turns what a shop made of its run into points by the scenario's rubric, and says how.
//
// An indicator runs from 0 points at its floor over 60 at par to 100 at its ceiling, in straight lines, and stays within
// them. Where yardstick players take part, the naive set the floor and the informed set par, so that points measure what
// was made of the same market and the same luck; the ceiling lies as far above par as par above floor.
package score

import "chuhai/sim/scenario"

// Points at an indicator's par and ceiling.
const (
	AtPar     = 60
	AtCeiling = 100
)

// Unit is what an indicator's value counts.
type Unit string

// The units.
const (
	Money Unit = "money" // minor units of the home currency
	Share Unit = "share" // 0..1
	Stars Unit = "stars" // 1..5; 0 without reviews
)

// Result is an indicator's value and points, with all that is needed to work them out again.
type Result struct {
	ID      string        `json:"id"`
	Name    scenario.Text `json:"name"`
	Unit    Unit          `json:"unit"`    // of Value, Floor, Par and Ceiling
	Value   float64       `json:"value"`   // 0 while there is nothing to measure
	Floor   float64       `json:"floor"`   // earns 0 points
	Par     float64       `json:"par"`     // earns 60
	Ceiling float64       `json:"ceiling"` // earns 100
	Points  float64       `json:"points"`  // 0..100
	Weight  int           `json:"weight"`  // per cent of the total
	Formula scenario.Text `json:"formula"` // how the value is worked out
	Basis   scenario.Text `json:"basis"`   // where floor, par and ceiling come from
}

// Kind is an indicator's unit and how its value is worked out.
type Kind struct {
	Unit    Unit
	Formula scenario.Text
}

// Kinds are the indicators that a rubric may weigh, by id.
var Kinds = map[string]Kind{
	"profit": {
		Money,
		scenario.Text{
			Zh: "净资产 − 投入资本（外币按当日参考汇率折算；未妥投订单不计收入）",
			En: "equity − capital paid in (foreign money at the day's reference rates; orders not yet delivered do not count)",
		},
	},
	"cash":         {Share, scenario.Text{Zh: "1 − 账户透支天数 ÷ 经营天数", En: "1 − days with an overdrawn account ÷ days played"}},
	"on_time":      {Share, scenario.Text{Zh: "1 − 超过承诺天数的妥投件数 ÷ 妥投件数", En: "1 − deliveries after the promised day ÷ deliveries"}},
	"rating":       {Stars, scenario.Text{Zh: "星级之和 ÷ 评价数", En: "sum of stars ÷ reviews"}},
	"sell_through": {Share, scenario.Text{Zh: "售出件数 ÷ 到货件数", En: "pieces sold ÷ pieces received from suppliers"}},
	"availability": {Share, scenario.Text{Zh: "成交订单 ÷（成交订单 + 因缺货流失的订单）", En: "orders taken ÷ (orders taken + orders lost to empty stock)"}},
	"released": {
		Share,
		scenario.Text{Zh: "1 − 被查验票数 ÷ 报关票数（包裹与备货合计）", En: "1 − consignments held for inspection ÷ consignments declared (parcels and stock)"},
	},
	"response": {
		Share,
		scenario.Text{
			Zh: "按期答复的工单 ÷（按期答复 + 超时未答复）；没有工单时，有妥投即为 1",
			En: "tickets answered in time ÷ (answered in time + not); without tickets 1 once something is delivered",
		},
	},
	"health": {Share, scenario.Text{Zh: "账户状态良好的天数 ÷ 全部天数（各平台合计）", En: "days in good standing ÷ all days, over the marketplaces"}},
	"compliance": {
		Share,
		scenario.Text{Zh: "之前一周没有下架、侵权、刷评或罚款的天数 ÷ 全部天数", En: "days with no takedown, infringement, bought review or fine in the week before ÷ all days"},
	},
	"tasks": {Share, scenario.Text{Zh: "完成的任务 ÷ 全部任务", En: "tasks done ÷ tasks"}},
}

// Evaluate is the result of a value on an indicator whose floor, par and ceiling are final.
func Evaluate(in *scenario.Indicator, value float64, basis scenario.Text) Result {
	k := Kinds[in.ID]
	return Result{in.ID, in.Name, k.Unit, value, in.Floor, in.Par, in.Ceiling, Points(in, value), in.Weight, k.Formula, basis}
}

// Points is the score of a value on an indicator.
func Points(in *scenario.Indicator, value float64) float64 {
	switch {
	case value <= in.Floor:
		return 0
	case value <= in.Par:
		return float64(AtPar*(value-in.Floor)) / (in.Par - in.Floor)
	case value >= in.Ceiling:
		return AtCeiling
	}
	return AtPar + float64((AtCeiling-AtPar)*(value-in.Par))/(in.Ceiling-in.Par)
}

// Total weighs the results; the weights sum to 100.
func Total(rs []Result) float64 {
	sum := 0.0
	for _, r := range rs {
		sum += float64(r.Points*float64(r.Weight)) / 100
	}
	return sum
}
