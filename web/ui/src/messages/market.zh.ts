export const marketZh = {
  lead: '让买家搜得到、愿意点、放心买。',
  tabs: { keywords: '关键词', ads: '站内推广', promotions: '活动与优惠', page: '买家搜索页' },
  managed: '全托管平台：零售价、大促、运费和退货都由平台定，你报供货价、备足货就行。', supply: '供货价', supplyHint: '平台加价后零售；同款有人报得更低，加价会被压缩。',
  keywords: {
    lead: '先看买家搜什么，再写标题：搜得多、和商品对得上、同行少的词优先。', keyword: '关键词', searches: '日搜索量', season: '× {n}', relevance: '和商品的相关度', reach: '标题要求', rivals: '同行刊登', bid: '首位出价', inTitle: '标题', covered: '已覆盖', add: '加入标题', advertise: '投广告', table: '关键词调研', none: '这个类目还没有关键词数据。', nothingSold: '这个平台没有可卖的类目。', saveTitle: '保存标题', listWith: '用这个标题去刊登', translationNow: '翻译：{level}',
    reaches: { machine: '机器翻译即可', professional: '需要专业翻译', native: '需要母语撰写' },
  },
  title: {
    label: '标题（{language}）', emptyHint: '不写标题，平台只用类目的第一个词，机器翻译。', characters: '{n}/{most} 个字符', keywords: '关键词 {n}/{most} 个', coverage: '覆盖相关搜索的 {share}', keywordsOf: '可以加入标题的关键词', chipsHint: '点一下加入标题，数字是日搜索量。超出的关键词会互相摊薄，堆砌没有用。', saved: '标题已更新', translation: '翻译', content: '图文内容', once: '一次性 {money}', free: '免费', bought: '已有更好的', chosen: '使用中', reachMore: '能用上 {n} 个关键词', work: '制作费 {money}，一次付清，用于这条刊登。', payTitle: '确认制作费', payNow: '付款并保存', payPublish: '付款并发布',
  },
  funnel: {
    ask: '为什么没有出单？', askShort: '诊断', title: '为什么没有出单？{good} · {market}', mine: '我', rival: '同行中位数', rivalShort: '同行', chart: '最近 {n} 天，平均每天', weak: '最弱', beside: '和同行比', byKeyword: '按关键词看', keyword: '关键词', rank: '排名', notFound: '搜不到', higher: '偏高', lower: '偏低', history: '最近 {n} 天', effect: '对销量的影响', barred: { right: '刊登被投诉下架，搜不到了。', paper: '缺少要求的证书，刊登被下架。', suspended: '账号在这个平台被暂停，刊登不展示。' }, toAccount: '去处理', unpublished: '刊登已下架，买家搜不到。', resume: '重新上架', allWell: '每一步都不比同行差，流量和转化都正常。', grow: '想再多卖：加关键词、报活动，或者开一个新平台。', alone: '这里还没有同行可比。', aloneWhy: '没人竞争，也可能是需求小。看搜索量够不够，价格和时效合不合适；把标题写好，先占住位置。', tooEarly: '还没有数据。发布后走一天，再来看漏斗。', noKeyword: '标题里没有买家会搜的词，所以没人看到。', note: '漏斗从搜索到下单，一步步数人。同行是同一个平台、同一类目的其他刊登，取中位数。数字是平均每天的期望值，和真实订单会有出入。',
    steps: { searches: '被搜索', shown: '曝光', clicks: '点击', orders: '下单' },
    rates: { searches: '搜索', shown: '看到的比例', clicks: '点击率', orders: '转化率' },
    verdict: { searches: '会搜到你的人太少：每天 {mine} 次，同行 {rival} 次。', shown: '搜的人不少，看到你的太少：只有 {mine} 看到，同行 {rival}。', clicks: '看到了却不点：点击率 {mine}，同行 {rival}。', orders: '点进来却不买：转化率 {mine}，同行 {rival}。' },
    levers: {
      title: { why: '标题没有用上买家常搜的词。改标题，覆盖更多搜索。', go: '去改标题' }, translation: { why: '好词要更好的翻译才写得出来，机器翻译的说法买家不搜。', go: '去升级翻译' }, rank: { why: '排名靠后，买家翻不到。排名看相关度、近期转化和销量：先用推广或优惠把第一批单做起来。', go: '去提升排名' }, ads: { why: '自然排名还靠后，广告位可以先把曝光买回来。算好一单的推广费再出价。', go: '去投广告' }, price: { why: '同样的货，别人卖得便宜。看保本价，还有空间就降一点。', go: '去改价' }, promise: { why: '承诺时效比别人长，买家等不及。换快的渠道，或备货到海外仓。', go: '去改时效' }, rating: { why: '评分低或评价少，买家不放心。先把迟到、破损和工单处理好。', go: '去看售后' }, content: { why: '图文太简单，买家看不出好在哪里。补上细节图或文化故事。', go: '去补图文' }, stock: { why: '断货了，买家搜到也买不了，排名还会掉。', go: '去补货' }, papers: { why: '缺证书，平台不让卖或者已经下架。', go: '去办证' }, shipping: { why: '运费把总价推高了。降运费，或设满额包邮。', go: '去改运费' },
    },
    signs: { price: '价格', rating: '评分', reviews: '评价数', promise: '承诺时效', rank: '排名', keywords: '标题里的关键词', content: '图文等级', shipping: '运费', translation: '翻译等级' },
  },
  page: {
    keyword: '买家输入', screen: '屏幕', pc: '电脑', phone: '手机', asShopper: '买家看到的搜索结果', sponsored: '广告', mine: '我的', stars: '{n} 星', shipping: '运费 {money}', free: '包邮', photos: '细节图', video: '图文故事', searches: '每天约 {n} 次搜索，共 {all} 条结果。', mineAt: '我排在第 {n} 位。', notFound: '我的刊登不在结果里：标题没有覆盖这个词。', nobody: '这个词还没有人刊登。', note: '这是今天开市前的结果页。广告位按出价和质量竞价；自然排名看相关度、转化、销量和账号健康。',
  },
  ads: {
    title: '推广计划', create: '新建推广', keyword: '关键词', bid: '出价', budget: '日预算', place: '平均位置', shown: '曝光', clicks: '点击', ctr: '点击率', cpc: '点击单价', spent: '花费', sales: '推广成交', perOrder: '每单推广费', acos: '广告销售成本比', stop: '停投', stopped: '已停投', off: '已停', paused: '预算已用完', none: '还没有推广。排名靠后的新品，可以先买几个精准长尾词的广告位；先算好每单推广费，不要超过每件毛利。', days: '每天的花费和成交', clicksHint: '{n} 次点击，每次 {money}', ordersHint: '{n} 单', bidChanged: '出价 {from} → {to}', budgetChanged: '日预算 {from} → {to}', dear: '亏', dearWhy: '每单推广费高过一件的毛利：卖一单亏一单。降出价、换长尾词，或先把转化做上去。', cheapWhy: '每单推广费低于一件的毛利，可以考虑加预算。', leaves: '推广前每件毛利', ctrFormula: '点击率 = 点击 ÷ 曝光', perOrderFormula: '每单推广费 = 花费 ÷ 推广订单', acosFormula: '广告销售成本比 = 花费 ÷ 推广成交额', note: '广告位按出价 × 质量分排队，实际扣费由下一名决定，通常低于出价。预算用完，当天不再展示。', notCovered: '标题没有覆盖这个词，质量分低，点击会更贵。', perDay: '每天 {n} 次', bidClick: '每次点击最高出价', firstSlot: '现在首位约 {money}，起价 {least}', budgetDay: '每天预算', budgetHint: '用完就停，第二天恢复', mostClicks: '每天点击', atLeastClicks: '至少 {n} 次', mostDay: '每天最多花', breakEven: '不亏的最低转化', oneIn: '每 {n} 次点击成 1 单', lossAlready: '现在的售价不赚钱，投广告只会亏得更快。先调价。', auction: '出价是上限。先小预算试两三天，看每单推广费，再加减。', start: '开始投放，每天最多 {money}', started: '已开始投放：{keyword}', noListing: '这个平台还没有在售的刊登。先刊登，再推广。',
  },
  festivals: {
    title: '平台大促', lead: '报名的商品有活动标和额外曝光，代价是折扣和坑位费。先备足货：大促断货最可惜。', none: '这个平台本轮没有大促。', window: '活动期', peak: '高峰日', deadline: '报名截止', least: '最低折扣', fee: '坑位费', noFee: '免费', open: '可报名，还剩 {n} 天', standing: { over: '已结束', on: '进行中', open: '可报名', closed: '报名已截止' }, enter: '报名', enterN: '报名 {n} 个商品', enterTitle: '报名：{festival}', which: '参加的商品', discount: '活动折扣（减百分之几）', leastHint: '至少减 {share}', entered: '已报名：{good} · {festival}', leave: '退出', left: '已退出：{good} · {festival}', stockFirst: '高峰日的单量可能翻倍。截止前可以退出，活动开始后不能退。',
  },
  coupons: {
    title: '优惠券', coupon: '当前', give: '发券', giveTitle: '发优惠券：{good}', off: '减', forDays: '有效', pays: '买家付', until: '到', given: '{good}已发券：减 {share}', end: '停发', ended: '优惠券已停', none: '这个平台还没有刊登。先刊登，再发券。', loss: '用券后每卖一件亏 {money}。', note: '券显示在搜索结果里，促点击也促下单。长期发券等于降价，别让买家习惯。', giveNow: '发券，减 {share}%',
  },
  postage: {
    title: '运费模板', fee: '买家付运费', feeHint: '每单；填 0 就是全部包邮', from: '满多少包邮', fromHint: '填 0 表示不设满额包邮', saved: '运费模板已更新', freeNow: '现在：全部包邮，运费由你承担。', nowFee: '现在：每单收 {fee}。', nowBoth: '现在：每单收 {fee}，满 {from} 包邮。',
  },
  reviews: {
    title: '评价与口碑', none: '还没有刊登。', how: '怎么做', count: '数量', fromStock: '从库存里出，货和运费算推广费；这条刊登最多 {n} 件', cost: '大约花费', followers: '粉丝 {n} 人，被选中的机会多 {share}。', noFollowers: '还没有粉丝。买家满意，会慢慢关注你的店。', kinds: { samples: '送测样品', inserts: '包裹放卡片', bought: '买评价（违规）' }, why: { samples: '送给真实买家试用，如实评价。评价慢，但干净。', inserts: '卡片请买家留评，不许诺好处。留评率会高一点。', bought: '平台会查：查到就删光假评价、罚款、扣分，账号可能受限。' }, go: { samples: '送出，约 {money}', inserts: '印卡片，{money}', bought: '仍要购买，{money}' }, done: { samples: '已送出样品：{good} × {n}', inserts: '已放入卡片：{good} × {n}', bought: '已购买评价：{good} × {n}' },
  },
}
export type MarketMessages = typeof marketZh
