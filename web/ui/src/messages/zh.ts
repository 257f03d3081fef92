export const zh = {
  brand: '出海', tagline: '跨境电商实训沙盘', language: 'English', sellerCentre: '卖家中心', skip: '跳到正文', disconnected: '与课堂断开，正在重连…', connecting: '正在进入课堂…', lost: '丢件', sending: '发送中…', comma: '，', colon: '：', times: '× {n}',
  unloaded: '页面没有加载成功。', reload: '刷新', more: '更多', waiting: '{n} 项待办', myPin: '我的 PIN', pinHint: '换电脑时，用店名和 PIN 回到本店',
  nav: { desk: '工作台', sourcing: '选品采购', listings: '商品刊登', orders: '订单与物流', customs: '关务税务', finance: '资金', board: '竞赛榜' },
  navShort: { desk: '工作台', sourcing: '选品', listings: '刊登', orders: '订单', customs: '关务', finance: '资金', board: '竞赛' },
  day: '第 {day}/{days} 天', dayOnly: '第 {day} 天', days: '{n} 天', nextDay: '{n} 秒后下一天', paused: '已暂停', running: '进行中', over: '本轮结束',
  cash: '可用资金', profit: '净利润', rank: '名次', orders: '订单', delivered: '已妥投', late: '迟到', returned: '退货', rating: '评分', onTime: '准时妥投率', available: '可结算', reserved: '留存中', netWorth: '净资产', up: '增', down: '减',
  confirm: '确认', cancel: '取消', undo: '撤销', undone: '已撤销', close: '关闭', save: '保存', done: '已完成', readOn: '去看明细', showMore: '再显示 {n} 条', csv: '导出 CSV', error: '没有成功：{text}', teaching: '仅供教学，不作报关依据', all: '全部', from: '从', price: '价格', quantity: '数量', total: '合计', status: '状态', good: '商品', marketplace: '平台', service: '物流渠道', unit: '单价', quality: '品质', stock: '库存', home: '国内仓', shop: '店铺', bot: '机器人', me: '我', source: '依据', date: '日期', amount: '金额', item: '项目',
  why: {
    cash: '人民币账户里随时能用的钱。外币要先结汇。', profit: '净利润 = 净资产 − 投入资本，外币按今日参考汇率折算。和账上的利润表一致。', underWay: '在途订单 = 全部订单 − 已妥投 − 丢件', onTime: '准时妥投率 =（已妥投 − 迟到）÷ 已妥投', onTimeNote: '超过承诺天数才到，算迟到：买家会打低分。', held: '妥投后，货款先留存在平台，过了留存期变为可结算，到放款日打到外币账户。',
  },
  overview: {
    ordersYesterday: '昨日新单', salesHint: '成交 {money}', underWay: '在途订单', vehicles: '{n} 批在路上', lostHint: '丢件 {lost} · 退货 {returned}', lateHint: '迟到 {n} 单', held: '平台未结算 {currency}', heldHint: '可结算 {money}', profitHint: '开店至今', tasks: '新手任务 {done}/{all}', goTo: '去{room}', todo: '今日待办', todoN: '今日待办 · {n} 项', nothing: '没有待办。看看刊登的排名和毛利率，或等新的一天。', overNothing: '本轮已结束。', equity: '净资产走势', events: '经营动态', noEvents: '还没有动态。先采购一批货，到货后刊登到平台，买家就会来。', heard: '第 {day} 天：{text}',
  },
  todo: {
    debt: '资金透支 {money}', debtWhy: '透支按日计息，额度用完就不能再采购。先结汇，或等回款。', stockout: '断货：{good} · {market}', stockoutWhy: '断货期间买家转去别家，排名也会掉。尽快补货。', stockoutComing: '{n} 件在路上，到货后自动恢复销售。', low: '{good}只够卖 {n} 天', lowWhy: '供应商交期最长约 {n} 天，现在下单才接得上。', stars: '{good}评分 {stars}', starsWhy: '低分多半来自迟到或品质。换更稳的物流渠道，或换供应商。', held: '{n} 票货在海关查验', heldWhy: '查验按抽中概率发生，放行后继续派送。', late: '{n} 个订单可能晚于承诺', lateWhy: '承诺天数短于实际时效。调长承诺，或换更快的渠道。', buy: '还没有货，先采购', buyWhy: '选一家供应商，达到起订量就能下单。', list: '{good}到货了，还没刊登', listWhy: '有库存不上架，资金就压在仓库里。', convert: '{money} 可结汇', convertWhy: '采购用人民币支付。汇率天天变，先看今天的点差。',
  },
  kinds: { received: '采购到货', stocked: '海外仓入库', settled: '平台回款', reclaimed: '进口增值税退回', orders: '新订单', dispatched: '交运', cleared: '清关放行', inspected: '海关查验', delivered: '妥投', lost: '丢件', returned: '退货退款', review: '收到评价', stockout: '断货' },
  result: { title: '本轮成绩', of: '分（满分 100）', weight: '权重', next: '回看订单和资金，想一想：哪个决定最值钱？哪个可以更早做？' },
  route: { title: '线路示意图', shape: '站与线只表示先后，不表示地理位置', air: '航空', rail: '铁路', road: '公路', sea: '海运', moving: '在途', parcels: '{n} 个包裹', pieces: '备货 {n} 件', eta: '约 {n} 天', still: '路上还没有货。买家下单、交运之后，包裹会沿线路移动。' },
  door: { headline: '把河南好货，卖到全世界', lead: '选品、刊登、定价、发货、清关、回款：一家跨境店铺的每个决定，都由你来做。', title: '进入课堂', code: '班级码', codeHint: '看老师屏幕上的班级码', name: '店名', nameHint: '不用注册，起个店名就能开店', pin: 'PIN', pinHint: '开店时显示在工作台左下角；忘了请找老师', returning: '我开过店，用 PIN 回来', enter: '进入', entering: '正在进入…', welcome: '欢迎回来', continueAs: '以“{name}”继续', another: '换个店名，或进别的班级', privacy: '只记录店名和经营数据，只用于教学；不要手机号、证件或照片。', inApp: '正在应用内置浏览器中打开。要导出文件，请点右上角菜单，选“在浏览器打开”。' },
  buying: {
    lead: '先看到岸成本，再决定买什么、买多少。', goods: '选品', purchases: '采购单', consign: '备货', factory: '出厂价', reference: '市场参考价', weight: '毛重', stocks: '库存', coming: '在途 {n}', packed: '包装 {size} cm', supplier: '供应商', moq: '起订量', leadTime: '交期', pieces: '{n} 件', span: '{a}–{b} 天', tiers: '阶梯价', fewer: '减少', more: '增加', underMoq: '起订量 {n} 件', nextTier: '再加 {n} 件，单价降到 {unit}', cashAfter: '付款后资金 {money}', buy: '采购', confirmBuy: '确认采购', pay: '货款', cashThen: '资金', arrives: '预计到货', arrivesAt: '{a}，最晚约 {b}', overdraft: '资金不够，将占用透支额度并按日计息。', undoNote: '货款当场支付。今天之内可以撤销，明天起不能退。', payNow: '付款下单', bought: '已采购：{good} × {n}', to: '卖到哪里、怎么送', door: '时效（中位–九成）', landed: '到岸成本', breakEven: '保本价', profitAt: '按参考价卖，每件毛利', landingAt: '到岸成本测算：{supplier}，单价 {unit}', landingNote: '每件：进货、运费、进口税费。参考价是同类商品的市场中间价，真正的售价由你定。', cost: '货款', placedOn: '下单', due: '预计到货', toGo: '还有 {n} 天', states: { placed: '生产中', received: '已入库', cancelled: '已撤销' }, noPurchases: '还没有采购单。选一家供应商，达到起订量就能下单，到货后就可以刊登。', browse: '去选品',
  },
  consign: {
    title: '备货到海外仓', lead: '货先到海外仓，买家下单后本地派送，时效短、评价好；代价是压货和头程运费。比一比再发。', nothing: '国内仓没有现货。先采购，到货后再备货。', have: '现货 {n}', howMany: '发多少（现货 {n} 件）', days: '到仓时效', landed: '到仓成本（每件）', landedFormula: '到仓成本 =（货值 + 头程运费 + 关税）÷ 件数', inboundNote: '上架费按件另收，计入海外仓费。', freightCost: '头程运费', perPiece: '每件 {money}', duty: '关税', vat: '进口增值税（以后退回）', inbound: '上架费', chargeable: '计费重', carbon: '碳排放', fastest: '最快', cheapest: '成本最低', greenest: '碳排最低', send: '发货', sent: '已发往海外仓：{good} × {n}', list: '备货记录', confirm: '确认备货', by: '头程', arrives: '预计到仓', payNow: '现在付：头程运费', payLater: '清关入仓时付：税费和上架费', final: '交给承运人后不能撤回。', cashNote: '头程运费现在付；税费在清关时付，进口增值税过一段时间退回。', value: '货值', due: '预计', track: '物流轨迹', states: { under_way: '运输中', held: '海关查验', stocked: '已入仓' }, kinds: { ordered: '下单', departed: '出发', arrived: '到达', held: '查验', cleared: '放行', delivered: '送达', lost: '丢失', stocked: '入仓' }, none: '还没有备货。销量稳定后，用班列把货备到海外仓。', noWarehouse: '本剧本没有海外仓。',
  },
  calc: {
    profit: '毛利', vat: '增值税', commission: '平台佣金', weight: '计费重', marginFormula: '毛利率 = 毛利 ÷（售价 − 增值税）', goods: '进货成本', postage: '运费', border: '进口税费', landed: '到岸成本', landedFormula: '到岸成本 = 进货成本 + 运费 + 进口税费', chargeable: '计费重 {n} g：实重与体积重取大。',
  },
  listing: {
    create: '新刊登', edit: '编辑', editTitle: '编辑刊登：{good}', margin: '毛利率', rank: '搜索排名', funnel: '昨日漏斗', funnelFormula: '搜索 › 曝光 › 订单：多少人搜这一类，多少人看到我，多少人下单', searches: '搜索', views: '曝光量', conversion: '转化率', missed: '因断货错失 {n} 单', sold: '14 天销量', soldLabel: '最近 14 天每天销量：{list}', noReviews: '暂无评价', off: '已下架', out: '断货', pick: '选中 {good}', chosen: '已选 {n} 条', pause: '下架', resume: '上架', paused: '已下架', resumed: '已上架', promised: '承诺 {n} 天', reprice: '改价', none: '还没有刊登。先算清到岸成本和毛利率，再发布；有库存才会有人下单。', trendOrders: '每天订单', trendRank: '排名', changed: '刊登已更新', published: '已刊登：{good} · {market}', publish: '发布', have: '现货 {n}', noHome: '国内仓无货', noAway: '海外仓无货', referenceHint: '市场参考价 {money}', promise: '承诺时效', promiseHint: '下单到妥投；越短越好卖，做不到会丢评价', day: '天', useReference: '参考价', evenPlus: '保本价加两成', underEven: '低于保本价 {even}：每卖一件亏 {loss}。', shortPromise: '这个渠道九成包裹 {n} 天内到；承诺 {promise} 天，会有不少迟到。', noStock: '这个仓没有现货，发布后显示断货，不会有订单。', preview: '买家看到的样子', deliveredBy: '{n} 天内送达', fromChina: '含税', math: '每件测算', actual: '实重 {n} g', each: '每件毛利',
  },
  assessment: { title: '海关计算', nothing: '没有要缴的税费。', fromWarehouse: '货已在海外仓清关，派送时不再有进口税费。', reclaim: '可退回', payers: { marketplace: '平台从售价中代扣代缴', seller_marketplace: '平台向卖家收取', seller_carrier: '承运人垫付，向卖家收取' } },
  order: {
    lead: '在途 {way} · 已妥投 {done} · 迟到 {late}', number: '订单号', where: '所在路段', placed: '下单', promise: '承诺送达', due: '预计／实际', risk: '可能迟到', lateOrRisk: '迟到或可能迟到', starsLabel: '{n} 星', none: '还没有订单。有货、有刊登、价格和时效合适，买家就会下单。', noneHere: '没有这种状态的订单。', title: '订单 {number}', expected: '预计', dayN: '第 {n} 天', promiseDay: '承诺送达日', account: '这一单的账', paid: '买家支付 {money}', weight: '实重 {grams} g，计费重 {chargeable} g',
    states: { ordered: '待交运', in_transit: '运输中', held: '海关查验', delivered: '已妥投', lost: '丢件', returned: '已退货' },
    kinds: { paid: '买家付款', handed_over: '交运', export_cleared: '出口放行（9610 清单核放）', departed: '出发', arrived: '到达', inspected: '海关查验', cleared: '进口清关放行', delivered: '妥投', lost: '丢件', reviewed: '买家评价', returned: '退货退款', payable: '过留存期，可结算', paid_out: '平台放款' },
  },
  customs: {
    lead: '从国内直邮的每条刊登，按今天的规则逐行测算：税基 × 税率 = 金额，谁付，依据是什么。', held: '{n} 票包裹正在海关查验，通常几天内放行。', seeHeld: '查看', none: '还没有从国内直邮的刊登。刊登后，这里逐行显示进口税费怎么算。', listings: '我的刊登', assessed: '{good} → {country}', paid: '买家支付（含税）', lessVat: '减：价内增值税 {rate}', intrinsic: '申报价值（不含税、不含运费）', onDay: '按 {date} 有效的规则计算。', dateRule: '适用哪天的规则，看进口申报被接受的那一天，不看下单日。新规生效前后，同一件货的税费会不同：提前看公告，算进售价。', code: 'HS 编码', hs: 'HS 编码', chapter: '章 › 品目 › 子目', hsWhy: '编码决定税率和是否有反倾销税，也决定按税号计的定额费用：一个包裹里有几个不同税号，就收几份。', mode: '监管方式 9610', modeWhy: '跨境电商零售出口：清单核放、汇总申报，适合小包直邮。', allCodes: '全部商品的归类', description: '商品名称及描述',
  },
  board: { rule: '按净利润排名；并列时，先入座的在前', mine: '我的名次', gap: '距前一名', leading: '领先', rose: '升 {n}', fell: '降 {n}' },
}
export type Messages = typeof zh
