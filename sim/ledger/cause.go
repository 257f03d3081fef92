package ledger

import "chuhai/sim/scenario"

// Cause says what made a posting.
type Cause uint8

// The causes.
const (
	Opening Cause = iota
	Purchase
	Receipt
	Consign
	Arrive
	Order
	Dispatch
	Clearance
	Delivery
	Charge
	Lost
	Return
	Settle
	Convert
	Storage
	InterestRun
	Reclaimed
	Subscription
	Comply
	Penalise
	AfterSales
	Advertise
	Create
	ForwardMade
	ForwardEnded
	Arrived
	SupplierPaid
	LoanDrawn
	LoanRepaid
	PaidEarly
	Taxed
	TaxFiled
	TaxClaimed
	TaxFined
	Disposed
	Indemnity
	Turned
	CameBack
	TaxAccrued
	Insured
	WrittenOff
	Causes
)

// CauseNames are the causes' names.
var CauseNames = [Causes]scenario.Text{
	Turned:       {Zh: "退运与没收", En: "Turned back or seized"},
	CameBack:     {Zh: "退运货入库", En: "Goods came back"},
	Comply:       {Zh: "合规与授权", En: "Compliance and licences"},
	Penalise:     {Zh: "罚款与和解", En: "Fines and settlements"},
	Opening:      {Zh: "投入资本", En: "Capital paid in"},
	Purchase:     {Zh: "采购", En: "Purchase"},
	Receipt:      {Zh: "到货入库", En: "Goods received"},
	Consign:      {Zh: "海外仓发货", En: "Consignment sent"},
	Arrive:       {Zh: "海外仓入库", En: "Consignment arrived"},
	Order:        {Zh: "下单", En: "Orders"},
	Dispatch:     {Zh: "交运", En: "Dispatch"},
	Clearance:    {Zh: "清关", En: "Customs clearance"},
	Delivery:     {Zh: "妥投", En: "Delivery"},
	Charge:       {Zh: "平台扣费", En: "Marketplace charges"},
	Lost:         {Zh: "丢件", En: "Parcels lost"},
	Return:       {Zh: "退货退款", En: "Return and refund"},
	Settle:       {Zh: "回款", En: "Payout"},
	Convert:      {Zh: "兑换", En: "Conversion"},
	Storage:      {Zh: "仓储", En: "Storage"},
	InterestRun:  {Zh: "利息", En: "Interest"},
	Reclaimed:    {Zh: "进口增值税退回", En: "Import VAT refunded"},
	Subscription: {Zh: "平台月费", En: "Subscription"},
	AfterSales:   {Zh: "售后处理", En: "After-sales"},
	Advertise:    {Zh: "推广", En: "Advertising"},
	Create:       {Zh: "翻译和图片", En: "Translation and content"},
	ForwardMade:  {Zh: "远期签约", En: "Forward agreed"},
	ForwardEnded: {Zh: "远期到期或平仓", En: "Forward ended"},
	Arrived:      {Zh: "在途到账", En: "Money arrived"},
	SupplierPaid: {Zh: "支付货款", En: "Supplier paid"},
	LoanDrawn:    {Zh: "借款", En: "Loan drawn"},
	LoanRepaid:   {Zh: "还款", En: "Loan repaid"},
	PaidEarly:    {Zh: "应收账款融资", En: "Paid early"},
	TaxAccrued:   {Zh: "计提所得税", En: "Income tax accrued"},
	Insured:      {Zh: "出口信用保险", En: "Export credit insurance"},
	WrittenOff:   {Zh: "坏账核销", En: "Bad debt written off"},
	Disposed:     {Zh: "库存销毁", En: "Stock destroyed"},
	Indemnity:    {Zh: "货损赔付", En: "Claim paid"},
	Taxed:        {Zh: "代收增值税", En: "VAT collected"},
	TaxFiled:     {Zh: "申报纳税", En: "Tax return"},
	TaxClaimed:   {Zh: "出口退税", En: "Export VAT refund"},
	TaxFined:     {Zh: "逾期罚款", En: "Late filing"},
}

// Subject is the kind of thing that a posting is about: where a reader finds the command or the event behind it.
type Subject uint8

// The subjects. Numbers count from 1 within a shop, of marketplaces and warehouses in the scenario's order.
const (
	TheShop     Subject = iota // the shop as a whole
	APurchase                  // purchase number
	AConsign                   // consignment number
	AMarket                    // a marketplace's day: its orders open by day and listing
	AConversion                // conversion number
	AForward                   // forward contract number
	ALoan                      // loan or advance number
	AFiling                    // tax return number
	ATicket                    // ticket number
	Subjects
)

// SubjectNames are the subjects' names.
var SubjectNames = [Subjects]scenario.Text{
	TheShop:     {Zh: "本店", En: "the shop"},
	APurchase:   {Zh: "采购单", En: "purchase"},
	AConsign:    {Zh: "备货单", En: "consignment"},
	AMarket:     {Zh: "平台当日", En: "a marketplace's day"},
	AConversion: {Zh: "兑换单", En: "conversion"},
	AForward:    {Zh: "远期合约", En: "forward"},
	ALoan:       {Zh: "融资", En: "loan"},
	AFiling:     {Zh: "申报", En: "tax return"},
	ATicket:     {Zh: "工单", En: "ticket"},
}

// Ref is what a posting is about.
type Ref struct {
	Subject Subject
	Number  uint32
}

// CashLine is a line of the cash flow statement, by the direct method.
type CashLine uint8

// The lines, in the order and the terms of the standard's statement. Conversions between the shop's own currencies are
// no flow: what they gain or cost stands in the effect of exchange rates.
const (
	OtherFlow CashLine = iota // of causes that name no line
	FromMarketplaces
	TaxRefunds
	ToSuppliers
	ToCarriers
	ToWarehouses
	TaxesPaid
	ForwardFlow
	OwnersCapital
	Borrowed
	InterestPaid
	NoFlow
	CashLines
)

// CashLineNames are the lines' names.
var CashLineNames = [CashLines]scenario.Text{
	FromMarketplaces: {Zh: "销售商品收到的现金（平台放款）", En: "Received from marketplaces"},
	TaxRefunds:       {Zh: "收到的税费返还", En: "Tax refunds received"},
	ToSuppliers:      {Zh: "购买商品支付的现金", En: "Paid to suppliers"},
	ToCarriers:       {Zh: "支付的运费", En: "Paid to carriers"},
	ToWarehouses:     {Zh: "支付的海外仓费", En: "Paid to warehouses"},
	TaxesPaid:        {Zh: "支付的税费", En: "Taxes and duties paid"},
	OtherFlow:        {Zh: "其他与经营活动有关的现金", En: "Other operating cash"},
	ForwardFlow:      {Zh: "远期外汇的保证金和结算", En: "Margins and settlement of forwards"},
	Borrowed:         {Zh: "借款和还款净额", En: "Loans drawn less repaid"},
	OwnersCapital:    {Zh: "吸收投资者投资收到的现金", En: "Capital paid in"},
	InterestPaid:     {Zh: "支付的利息", En: "Interest paid"},
	NoFlow:           {Zh: "汇率变动对现金的影响", En: "Effect of exchange rates on cash"},
}

// StatementOrder are the lines in the order of the statement.
var StatementOrder = [CashLines]CashLine{
	FromMarketplaces,
	TaxRefunds,
	ToSuppliers,
	ToCarriers,
	ToWarehouses,
	TaxesPaid,
	OtherFlow,
	ForwardFlow,
	OwnersCapital,
	Borrowed,
	InterestPaid,
	NoFlow,
}

// Activity is the part of the statement that a line stands in.
func (l CashLine) Activity() string {
	switch l {
	case ForwardFlow:
		return "investing"
	case OwnersCapital, Borrowed, InterestPaid:
		return "financing"
	case NoFlow:
		return "exchange"
	}
	return "operating"
}

// flows is the line that a cause's cash goes to.
var flows = [Causes]CashLine{
	Opening:      OwnersCapital,
	Purchase:     ToSuppliers,
	Consign:      ToCarriers,
	Arrive:       ToWarehouses,
	Dispatch:     ToCarriers,
	Clearance:    TaxesPaid,
	Settle:       FromMarketplaces,
	Convert:      NoFlow,
	Storage:      ToWarehouses,
	InterestRun:  InterestPaid,
	Reclaimed:    TaxRefunds,
	Disposed:     ToWarehouses,
	ForwardMade:  ForwardFlow,
	ForwardEnded: ForwardFlow,
	Arrived:      NoFlow,
	SupplierPaid: ToSuppliers,
	LoanDrawn:    Borrowed,
	LoanRepaid:   Borrowed,
	PaidEarly:    Borrowed,
	TaxFiled:     TaxesPaid,
	TaxClaimed:   TaxRefunds,
	TaxFined:     TaxesPaid,
}

// Flow is the line of the cash flow statement that the cause's cash goes to.
func (c Cause) Flow() CashLine { return flows[c] }
