/** What the desk and the bridge say of shocks to the network, of plans and of stock. */
export const networkZh = {
  on: '正在影响', told: '{date} 起', until: '预计到 {date}', waits: '滞留包裹 {n}', moved: '已绕行 {n}',
  reroute: '改道绕行', rerouteTitle: '改道绕行', rerouteWhy: '等线路开通不要钱，但要等；改道马上走，运费另付，计入货物成本。', by: '绕行线路', cost: '改道费', days: '这一段时效', rerouted: '已改道：{good}',
  insure: '投保货运险（保费 {money}）', insureWhy: '货损按货值加运费的 110% 赔付；保费计入到仓成本。', loss: '货损概率', interest: '在途资金成本', refused: { battery: '不收带电货', liquid: '不收液体膏体', magnet: '不收带磁货', food: '不收食品', brand: '不收品牌货' }, closed: '线路受“{shock}”影响，货会滞留',
  stocking: '按近两周销量', lot: '经济批量', point: '补货点', reserve: '安全库存', perPiece: '每件总成本', perPieceWhy: '运费 + 在途资金 + 持有 + 订货 + 缺货与货损', daily: '{n} 件',
  stock: '库存', place: '仓库', home: '国内仓', average: '平均成本', coming: '在途', setPoint: '设补货点', pointTitle: '补货点：{good}，{place}', pointWhy: '库存加在途降到补货点时，工作台提醒你；只提醒，不会自动花钱。', when: '降到多少件提醒', bring: '每次补多少件', from: '从哪里补', save: '保存', end: '取消补货点', saved: '已保存补货点', ended: '已取消补货点', due: '该补货了', fine: '够用',
  proposals: '补货建议', propose: '{good} · {place}：现有 {have}，在途 {coming}，补 {n} 件', spend: '预计付款 {money}', short: '发货地还差 {n} 件', buyNow: '按建议采购', sendNow: '按建议发货', sent: '已按建议补货：{good} × {n}', todo: '补货点到了：{good}，{place}', todoWhy: '现有 {have}，在途 {coming}，补货点 {point}。',
  dispose: '销毁', disposeTitle: '销毁库存', disposeWhy: '销毁后不能恢复：货值记作损失，海外仓另收销毁费。卖不动又超龄的货，仓租会一直涨。', howMany: '销毁多少件', disposed: '已销毁：{good} × {n}', none: '还没有库存。',
  risk: '丢件 {loss}% · 碳 {carbon} kg',
  shocks: '突发事件', shocksWhy: '让线路出状况：口岸关闭、换轨积压、航班削减、涨价。学生会马上看到消息，货会滞留、绕行或变贵。', noShocks: '本剧本没有突发事件。', notice: '提前 {n} 天预告', lasts: '持续 {n} 天', throw: '发布', thrown: '已发布：{name}', lift: '提前结束', lifted: '已结束：{name}', over: '已结束', waited: '等待的包裹·天', most: '最多一天', pieces: '等待的备货·件天', sum: '绕行费用', close: '关闭', history: '本轮发生过的',
}
export type NetworkMessages = typeof networkZh
