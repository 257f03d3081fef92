export const accountZh = {
  lead: '平台怎么评你，规则要你做什么。',
  health: {
    title: '账号健康', none: '还没有在任何平台开店。', limit: '上限', counted: '次数', of: '统计的订单', over: '超标', points: '违规扣分', window: '统计最近 {days} 天妥投的 {n} 单。', tooFew: '满 {n} 单才开始考核。', until: '到 {date} 为止。', cause: '问题在哪', remedy: '已经怎么改', proof: '拿什么证明', choose: '请选择', send: '提交申诉', appeal: '申诉', appealTitle: '申诉：{market}', appealLead: '平台要看到三样：真正的原因、已经做的整改、能核实的证据。三样对得上才会通过。', appealed: '已提交申诉：{market}',
    states: { good: '良好', warned: '警告', demoted: '降权', suspended: '暂停' },
    means: { good: '各项都在标准以内，保持住。', warned: '有指标超标。在期限内降下来，否则会降权。', demoted: '搜索排名被压低。继续超标，账号会被暂停。', suspended: '刊登不再展示，货款暂扣。申诉通过或到期后恢复。' },
    metrics: { order_defects: '订单缺陷率 =（败诉或接受的纠纷 + 超时未答的工单）÷ 统计期内妥投的订单', late: '迟到率 = 晚于承诺送达的订单 ÷ 统计期内妥投的订单', untracked: '轨迹缺失率 = 没有妥投扫描的订单 ÷ 统计期内妥投的订单', cancelled: '取消率 = 卖家在送达前退款的订单 ÷ 统计期内的订单', points: '侵权、缺证、刷评会扣分，扣满就暂停。' },
    appeals: { pending: '申诉审核中，{date} 出结果。', refused: '上次申诉没有通过：原因、整改、证据要对得上。{date} 起可以再申诉。', granted: '申诉已通过。' },
  },
  rules: {
    title: '合规', paper: '证书与登记', papers: '证书与登记', askedBy: '要求的平台', when: '何时要', before: { listing: '刊登前', checked: '会抽查' }, paperStates: { none: '未办', ordered: '办理中', valid: '有效', expired: '已过期' }, get: '办理', authority: '发证机构', takes: '需要', wholeShop: '整个店铺', validUntil: '有效到 {date}', ordered: '已申请：{paper}', noPapers: '你卖的商品和平台不需要额外的证书。', right: '权利', rights: '知识产权', kinds: { mark: '商标', copyright: '著作权', design: '外观专利' }, rightStates: { unchecked: '未查询', clear: '没有冲突', found: '需要授权', licensed: '已授权' }, check: '查询', checkFor: '查询 {money}', checkTitle: '查询权利：{good}', checkWhy: '在商标、著作权和外观数据库里查一遍。花小钱先查，比被下架冻结便宜得多。', checked: '已查询：{good}', unknown: '不查就不知道有没有冲突', noRight: '查过了，可以放心卖', noRights: '先选好要卖的商品，再回来查权利。', owner: '权利人', royalty: '许可费率', licence: '取得授权', licenceTitle: '授权：{right}', licenceWhy: '授权后可以合法销售，许可费按成交额从货款里扣。', licensed: '已取得授权：{right}', terms: '授权 {price}，许可费 {royalty}', pay: '付 {money}', cases: '投诉与下架', frozen: '被冻结的货款：{money}', frozenHere: '冻结货款 {money}，到 {date}。', chance: '胜算', caseStates: { open: '待处理', answered: '已答复', closed: '已结案', lifted: '已恢复' }, caseWhy: { right: '权利人投诉：没有授权就在卖，刊登已下架。', paper: '平台抽查：缺少要求的证书，刊登已下架。' }, answerWhy: { withdraw: '不再卖这件商品，等冻结期满取回货款。', settle: '付和解金，货款很快解冻。', contest: '请律师抗辩。赢了全部恢复，输了照样冻结，律师费不退。' }, answered: '已答复：{answer}', freeOn: '货款解冻', paperFirst: '把证书办下来，刊登就恢复。', holds: '有效期', wouldBe: '正确做法：', privacy: '数据合规', noPrivacy: '现在没有数据合规任务。订单多起来以后，会有买家来行使权利。', decide: '怎么处理', submit: '提交', fine: '处理不当最多罚 {money}', privacySent: '已提交：{title}', privacyStates: { right: '处理得当', wrong: '处理不当', missed: '超时未处理' }, note: '仅供教学。真实业务以当地法律和平台最新规则为准。',
  },
}
export type AccountMessages = typeof accountZh
