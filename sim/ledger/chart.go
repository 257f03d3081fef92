package ledger

import (
	"cmp"
	"slices"

	"chuhai/sim/scenario"
)

// Account is a place in the books. Debits are positive, credits negative.
type Account uint8

// The chart of accounts, in the terms of the Chinese accounting standard for small enterprises (2013).
const (
	Bank         Account = iota // 银行存款
	Platform                    // 应收账款—平台
	TaxReclaim                  // 应交税费—待抵退进口增值税
	Ordered                     // 预付账款—采购
	Inventory                   // 库存商品
	InTransit                   // 在途物资
	Shipped                     // 发出商品
	Deferred                    // 预收账款
	Capital                     // 实收资本
	Exchange                    // 货币兑换
	Sales                       // 主营业务收入
	Refunds                     // 销售退回
	CostOfSales                 // 主营业务成本
	Commission                  // 销售费用—平台佣金
	Postage                     // 销售费用—运费
	WarehouseFee                // 销售费用—海外仓费
	Duty                        // 税金及附加—进口税费
	Loss                        // 营业外支出—货损
	BankCharge                  // 财务费用—手续费
	Interest                    // 财务费用—利息
	PlatformFee                 // 销售费用—平台服务费
	Aftercare                   // 销售费用—售后
	Compliance                  // 管理费用—合规与知识产权
	FXRealised                  // 财务费用—汇兑损益（已实现）
	FXUnrealised                // 财务费用—汇兑损益（未实现）
	Advertising                 // 销售费用—推广费
	Creation                    // 销售费用—文案图片费
	Transfer                    // 其他货币资金—在途
	Margin                      // 其他货币资金—远期保证金
	Forwards                    // 衍生工具—远期外汇
	ForwardGain                 // 投资收益—远期外汇
	ForwardValue                // 公允价值变动—远期外汇
	RefundDue                   // 其他应收款—出口退税
	Payable                     // 应付账款—供应商
	Loan                        // 短期借款
	Advance                     // 短期借款—应收账款融资
	TaxDue                      // 应交税费—境外增值税
	Penalty                     // 营业外支出—滞纳金
	Financing                   // 财务费用—融资费用
	IncomeTax                   // 所得税费用
	IncomeDue                   // 应交税费—应交企业所得税
	InterestDue                 // 应付利息
	Insurance                   // 销售费用—出口信用保险费
	BadDebt                     // 营业外支出—坏账损失
	ClaimDue                    // 其他应收款—保险赔款
	Accounts                    // the number of accounts
)

// Kind is an account's part of the statements.
type Kind string

// The kinds of accounts.
const (
	Asset     Kind = "asset"
	Liability Kind = "liability"
	Equity    Kind = "equity"
	Income    Kind = "income"
	Expense   Kind = "expense"
	Bridge    Kind = "bridge" // joins what leaves in one currency to what comes in another; worth nothing at home
)

// chart is what each account is. Codes are those of the standard's list of accounts; a code with a point is a detail
// account of the shop's own. The bridge has the code of the standard for business enterprises, which knows it (分账制).
var chart = [Accounts]struct {
	code string
	kind Kind
	name scenario.Text
}{
	Bank:         {"1002", Asset, scenario.Text{Zh: "银行存款", En: "Cash at bank"}},
	Platform:     {"1122", Asset, scenario.Text{Zh: "应收账款—平台", En: "Receivable from marketplaces"}},
	Ordered:      {"1123", Asset, scenario.Text{Zh: "预付账款—采购", En: "Prepaid purchases"}},
	InTransit:    {"1402", Asset, scenario.Text{Zh: "在途物资", En: "Goods in transit to the warehouse"}},
	Inventory:    {"1405", Asset, scenario.Text{Zh: "库存商品", En: "Inventory"}},
	Shipped:      {"1406", Asset, scenario.Text{Zh: "发出商品", En: "Goods shipped to buyers"}},
	TaxReclaim:   {"2221.01", Asset, scenario.Text{Zh: "应交税费—待抵退进口增值税", En: "Recoverable import VAT"}},
	Deferred:     {"2203", Liability, scenario.Text{Zh: "预收账款", En: "Orders not yet delivered"}},
	Capital:      {"3001", Equity, scenario.Text{Zh: "实收资本", En: "Paid-in capital"}},
	Exchange:     {"3002", Bridge, scenario.Text{Zh: "货币兑换", En: "Currency exchange"}},
	Sales:        {"5001.01", Income, scenario.Text{Zh: "主营业务收入", En: "Sales"}},
	Refunds:      {"5001.02", Income, scenario.Text{Zh: "销售退回", En: "Sales returns"}},
	CostOfSales:  {"5401", Expense, scenario.Text{Zh: "主营业务成本", En: "Cost of sales"}},
	Duty:         {"5403", Expense, scenario.Text{Zh: "税金及附加—进口税费", En: "Import duty and tax"}},
	Commission:   {"5601.01", Expense, scenario.Text{Zh: "销售费用—平台佣金", En: "Marketplace commission"}},
	Postage:      {"5601.02", Expense, scenario.Text{Zh: "销售费用—运费", En: "Postage"}},
	WarehouseFee: {"5601.03", Expense, scenario.Text{Zh: "销售费用—海外仓费", En: "Overseas warehouse fees"}},
	PlatformFee:  {"5601.04", Expense, scenario.Text{Zh: "销售费用—平台服务费", En: "Marketplace fees"}},
	Aftercare:    {"5601.05", Expense, scenario.Text{Zh: "销售费用—售后", En: "After-sales"}},
	Advertising:  {"5601.07", Expense, scenario.Text{Zh: "销售费用—推广费", En: "Advertising"}},
	Creation:     {"5601.06", Expense, scenario.Text{Zh: "销售费用—文案图片费", En: "Translation and content"}},
	Compliance:   {"5602.01", Expense, scenario.Text{Zh: "管理费用—合规与知识产权", En: "Compliance and rights"}},
	BankCharge:   {"5603.01", Expense, scenario.Text{Zh: "财务费用—手续费", En: "Payment and bank charges"}},
	Interest:     {"5603.02", Expense, scenario.Text{Zh: "财务费用—利息", En: "Interest"}},
	FXRealised:   {"5603.03", Expense, scenario.Text{Zh: "财务费用—汇兑损益（已实现）", En: "Exchange differences, realised"}},
	FXUnrealised: {"5603.04", Expense, scenario.Text{Zh: "财务费用—汇兑损益（未实现）", En: "Exchange differences, unrealised"}},
	Transfer:     {"1012.01", Asset, scenario.Text{Zh: "其他货币资金—在途", En: "Cash in transit"}},
	Margin:       {"1012.02", Asset, scenario.Text{Zh: "其他货币资金—远期保证金", En: "Margins of forwards"}},
	RefundDue:    {"1221", Asset, scenario.Text{Zh: "其他应收款—出口退税", En: "Export VAT refund receivable"}},
	Loan:         {"2001.01", Liability, scenario.Text{Zh: "短期借款", En: "Bank loans"}},
	Advance:      {"2001.02", Liability, scenario.Text{Zh: "短期借款—应收账款融资", En: "Advances on receivables"}},
	InterestDue:  {"2231", Liability, scenario.Text{Zh: "应付利息", En: "Interest owed"}},
	Payable:      {"2202", Liability, scenario.Text{Zh: "应付账款—供应商", En: "Payable to suppliers"}},
	TaxDue:       {"2221.02", Liability, scenario.Text{Zh: "应交税费—境外增值税", En: "VAT collected abroad and owed"}},
	Forwards:     {"3101", Asset, scenario.Text{Zh: "衍生工具—远期外汇", En: "Forward contracts, at today's worth"}},
	ForwardGain:  {"5111.01", Income, scenario.Text{Zh: "投资收益—远期外汇（已实现）", En: "Forward contracts, realised"}},
	ForwardValue: {"5111.02", Income, scenario.Text{Zh: "公允价值变动—远期外汇（未实现）", En: "Forward contracts, unrealised"}},
	Financing:    {"5603.05", Expense, scenario.Text{Zh: "财务费用—融资费用", En: "Cost of early payment"}},
	Penalty:      {"5711.02", Expense, scenario.Text{Zh: "营业外支出—罚款、滞纳金与和解", En: "Fines, surcharges and settlements"}},
	Insurance:    {"5601.08", Expense, scenario.Text{Zh: "销售费用—出口信用保险费", En: "Export credit insurance"}},
	BadDebt:      {"5711.03", Expense, scenario.Text{Zh: "营业外支出—坏账损失", En: "Bad debts"}},
	ClaimDue:     {"1221.02", Asset, scenario.Text{Zh: "其他应收款—保险赔款", En: "Insurance claims receivable"}},
	IncomeTax:    {"5801", Expense, scenario.Text{Zh: "所得税费用", En: "Income tax"}},
	IncomeDue:    {"2221.03", Liability, scenario.Text{Zh: "应交税费—应交企业所得税", En: "Income tax owed"}},
	Loss:         {"5711.01", Expense, scenario.Text{Zh: "营业外支出—货损", En: "Goods lost"}},
}

// Names are the accounts' names.
var Names = func() (names [Accounts]scenario.Text) {
	for a := range chart {
		names[a] = chart[a].name
	}
	return names
}()

// ByCode are all accounts in the order of their codes, as statements list them.
var ByCode = func() (all [Accounts]Account) {
	for a := range Accounts {
		all[a] = a
	}
	slices.SortStableFunc(all[:], func(a, b Account) int { return cmp.Compare(chart[a].code, chart[b].code) })
	return all
}()

// Code is the account's number in the chart.
func (a Account) Code() string { return chart[a].code }

// Kind is the account's part of the statements.
func (a Account) Kind() Kind { return chart[a].kind }

// ProfitAndLoss reports whether the account belongs to the profit and loss statement.
func (a Account) ProfitAndLoss() bool { return a.Kind() == Income || a.Kind() == Expense }

// BalanceSheet reports whether the account is an asset or a liability: what a shop is worth is their sum.
func (a Account) BalanceSheet() bool { return a.Kind() == Asset || a.Kind() == Liability }

// Cash reports whether the account holds money that the shop can spend, or that is on its way to its bank.
func (a Account) Cash() bool { return a == Bank || a == Transfer }

// worth are the accounts of the balance sheet, which every day's valuation runs through.
var worth = func() (out []Account) {
	for a := range Accounts {
		if a.BalanceSheet() {
			out = append(out, a)
		}
	}
	return out
}()
