/** What only the finance room says. */
export const financeZh = {
  tabs: { statements: '三大报表', contribution: '利润拆分', hedge: '锁汇', forecast: '现金预测', credit: '融资', taxes: '税务', papers: '收结汇单据', journal: '分录' },
  by: { day: '按天', week: '按周', run: '全程' },
  item: '项目', total: '合计', profit: '利润', worth: '净资产', capital: '实收资本', retained: '未分配利润', cash: '现金流量表', opening: '期初现金', closing: '期末现金', profitAndLoss: '利润表', balanceSheet: '资产负债表',
  activity: { operating: '经营活动', investing: '远期外汇', financing: '筹资活动', exchange: '汇率影响' },
  tie: '三张表互相勾稽：利润等于净资产的变动（扣除投入资本），现金各项之和等于现金余额的变动。',
  kept: '每笔外币按当天参考汇率入账；结转时与账面的差额是已实现汇兑损益，还在手里的是未实现汇兑损益。',
  period: '{from} 至 {to}', at: '{date} 末',
  group: { sales: '净销售额', goods: '货物成本', fees: '平台费用', logistics: '物流费用', taxes: '进口税费', promotion: '推广和内容', other: '其他' }, divide: { listing: '按刊登', marketplace: '按平台', country: '按国家/地区' }, orders: '订单', returned: '退货', contribution: '贡献利润', rest: '不归属任何平台', restOf: '{market}（不归属单条刊登）',
  contributionWhy: '扣掉货款、平台费用、运费、税费、推广和退货之后，每一部分给店铺带来多少。各行之和就是利润。', noSales: '还没有可以拆分的损益。卖出第一单后再来看。',
  exposure: '汇率敞口', open: '敞口', wallet: '账户', expected: '待收', sold: '已锁汇', risk: '30 天在险金额', riskWhy: '按最近 60 个交易日的波动，30 天内二十次里有十九次亏不到这个数。', noExposure: '没有外币敞口。外币到账或有订单待收时，这里显示汇率会影响多少钱。', volatility: '年化波动率',
  hedge: '锁汇计算器', hedgeLead: '和银行约定将来某天按今天定好的汇率结汇。汇率跌了不亏，涨了也不多赚。', amount: '锁定金额', days: '期限（天）', due: '到期日', spot: '今日参考汇率', middle: '远期中间价', rate: '银行远期价', locked: '锁定收入', margin: '保证金（到期退回）', free: '还可锁定 {money}', tooMuch: '超过了还可锁定的 {money}：远期要有真实的应收款做背景', agree: '签约', agreed: '已锁汇 {money}，到期 {date}', confirm: '确认锁汇', confirmNote: '签约后不能撤销；可以提前平仓，按当天银行价结算差额。', outcomes: '到期那天汇率若变动', sigma: '{n} 个标准差', same: '不变', unhedged: '不锁汇', hedged: '锁汇',
  contracts: '远期合约', stateOf: '状态', noContracts: '还没有远期合约。', state: { running: '未到期', delivered: '已交割', netted: '差额结算', closed: '已平仓' }, worth2: '现值或结果', close: '平仓', closed: '已平仓', confirmClose: '确认平仓', closeNote: '按今天的银行价结算差额，之后汇率再变也与这份合约无关。', number: '编号', sell: '卖出', made: '签约日',
  hedgeWhy: '远期损益和外币本身的汇兑损益方向相反，合起来就是锁定的汇率。', delivered: '到期时账户里的外币不够，就按差额结算。',
  forecast: '未来 30 天现金', homeCash: '人民币账户', allCash: '全部账户（按今日汇率）', lowest: '最低：{date}，{money}', short: '{date} 起人民币账户会透支。提前结汇，或推迟采购。', enough: '未来 30 天人民币账户不会透支。', flows: '收支明细', sure: '已确定', likely: '按通常时效估计',
  flow: { payout: '平台放款（可提）', reserve: '平台放款（留存到期）', under_way: '在途订单回款', transfer: '兑换在途', forward: '远期交割', margin: '退回保证金', supplier: '付供应商货款', repay: '归还提前收款', tax_return: '申报缴税', postage: '运费', border: '进口税费', tax_refund: '退税', wallet: '账户余额' },
  noFlows: '未来 30 天没有可以预见的收支。', kind: '类型',
  papers: '结汇、购汇水单', paperKind: { settlement: '结汇', purchase: '购汇', exchange: '外币兑换' }, paperLead: '每笔兑换都有水单。出口收汇还要申报涉外收入，写明交易编码。', noPapers: '还没有兑换。结汇后，水单和涉外收入申报单在这里。', code: '交易编码', channel: '渠道', arrives: '到账日', result: '已实现汇兑损益', cost: '点差和手续费', teaching: '仅供教学', receipt: '涉外收入申报单', slip: '结汇水单', show: '看单据', print: '打印', purpose: '交易附言', goods: '跨境电商货款', got: '到账金额', day: '日期', fee: '手续费', shop: '收款人',
  line: '透支和赊购', limit: '透支额度', drawn: '已用额度', annual: '年利率（按日计息）', ceiling: '赊购额度', owed: '应付供应商', termsNote: '赊购 {days} 天后付款，加价 {share}。在选品采购里下单时选择。', payable: '采购单 {n}', early: '提前收款', earlyNote: '用平台欠你的货款融资：最多 {share}，收 {fee} 的费用，放款时自动归还。', most: '最多 {money}', outstanding: '未还', ask: '申请', advanced: '已到账 {money}', administered: '透支超过额度，店铺处于托管中：外币会自动结汇还款，还清前不能采购、发货、推广和锁汇。',
  taxLead: '代收的增值税不是收入，是欠税务局的钱；按月申报，逾期每次罚款。', month: '税期', tax: '应缴税款', fined: '罚款次数', file: '申报缴纳', filed: '已申报缴纳', filedOn: '{date} 已申报', buyFirst: '外币不够，先购汇', returns: '增值税申报', noReturns: '没有要申报的税期。平台代扣代缴的国家，不用自己申报。', owedTax: '代收未缴', claimTitle: '出口退税', claimable: '可申报退税', claimNote: '有进项发票的货出口后，可退采购价里的增值税；退回来的冲减主营业务成本。', claim: '申报退税', claimed: '已申报退税 {money}', paysOn: '预计 {date} 到账', paidOn: '{date} 已到账', income: '企业所得税估算', rateOf: '实际税负', estimate: '预计应缴', incomeNote: '按开店至今的利润估算，不入账；小型微利企业减按 25% 计入应纳税所得额，按 20% 的税率缴纳。',
  channelFee: '固定手续费', channelDays: '到账', today: '当天', inDays: '{n} 天后',
}
export type FinanceMessages = typeof financeZh
