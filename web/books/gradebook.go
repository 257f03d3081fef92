package books

import (
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"

	"chuhai/sim"
	"chuhai/sim/money"
	"chuhai/sim/scenario"
	"chuhai/sim/score"
)

// Columns of the gradebook before the indicators, and those of each indicator.
const (
	gradeHead = 4 // 学号, 姓名, shop, rank
	gradeEach = 2 // value, points
)

// Gradebook is a class's scores for the grade system: one row a student, the columns for student number and name left
// empty to be filled in, each indicator's value and points, and the total. Bots have no row.
func Gradebook(scores []sim.ShopScore, home money.Currency) Table {
	return grades(scores, home, scenario.Text{Zh: "成绩册", En: "Gradebook"}, "gradebook", false)
}

// WriteGradebook writes the gradebook as an xlsx workbook: the students, the bots for comparison, and the rubric that
// the totals refer to. Its title says of which class it is.
func WriteGradebook(out io.Writer, title string, scores []sim.ShopScore, home money.Currency) error {
	return Workbook(
		out,
		title,
		[]Table{Gradebook(scores, home), grades(scores, home, scenario.Text{Zh: "机器人对照", En: "Bots"}, "bots", true), rubric(scores, home)},
	)
}

func grades(scores []sim.ShopScore, home money.Currency, name scenario.Text, id string, bots bool) Table {
	t := Table{ID: id, Name: name, Head: []string{"学号 Student ID", "姓名 Name", "店铺 Shop", "名次 Rank"}, fixed: 3}
	if len(scores) > 0 {
		for _, r := range scores[0].Results {
			t.Head = append(t.Head, r.Name.Zh+" "+r.Name.En, fmt.Sprintf("得分 Points（%d%%）", r.Weight))
		}
	}
	t.Head = append(t.Head, "总评 Total", "备注 Remarks")
	for _, s := range scores {
		if s.Bot != bots {
			continue
		}
		row := []any{nil, nil, s.Name, rankOf(scores, s)}
		at := len(t.Rows) + 2
		var terms []string
		sum := decimal.Zero
		for i, r := range s.Results {
			points := decimal.NewFromFloat(r.Points).Round(1)
			row = append(row, measure(r.Unit, r.Value, home), points)
			terms = append(terms, fmt.Sprintf("%s%d*%d", column(gradeHead+gradeEach*i+gradeEach), at, r.Weight))
			sum = sum.Add(points.Mul(decimal.NewFromInt(int64(r.Weight))))
		}
		row = append(row, Formula{"ROUND((" + strings.Join(terms, "+") + ")/100,1)", sum.DivRound(decimal.NewFromInt(100), 1), 1}, nil)
		t.Rows = append(t.Rows, row)
	}
	return t
}

// rankOf is a shop's place by total among its like: students among students, bots among bots. Equal totals share one.
func rankOf(scores []sim.ShopScore, s sim.ShopScore) int {
	rank := 1
	for _, o := range scores {
		if o.Bot == s.Bot && o.Total > s.Total {
			rank++
		}
	}
	return rank
}

// measure is an indicator's value as a cell: money in whole units, shares and stars as they are.
func measure(u score.Unit, v float64, home money.Currency) any {
	if u == score.Money {
		return money.Amount{Minor: int64(v), Currency: home}
	}
	return decimal.NewFromFloat(v).Round(4)
}

// rubric is what the points follow from.
func rubric(scores []sim.ShopScore, home money.Currency) Table {
	t := Table{ID: "rubric", Name: scenario.Text{Zh: "评分标准", En: "Rubric"},
		Head: []string{"指标", "Indicator", "权重 Weight %", "0 分 Floor", "60 分 Par", "100 分 Ceiling", "算法", "Formula"}, fixed: 2}
	if len(scores) == 0 {
		return t
	}
	for _, r := range scores[0].Results {
		t.Rows = append(t.Rows, []any{r.Name.Zh, r.Name.En, r.Weight, measure(r.Unit, r.Floor, home), measure(r.Unit, r.Par, home),
			measure(r.Unit, r.Ceiling, home), r.Formula.Zh, r.Formula.En})
	}
	return t
}
