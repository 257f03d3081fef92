export const serviceZh = {
  lead: '先回最急的；能解释清楚的别急着退，该退的别拖。',
  tickets: '工单', disputes: '纠纷', waiting: '待答复', answered: '按时答复', overdue: '超时', overdueHint: '超时会计入订单缺陷', response: '平均响应', daysN: '{n} 天', none: '还没有买家提问。货慢、货损、和描述不符、上门收费，都会变成工单：先把承诺做到。', allAnswered: '工单都答复了。', pick: '从左边选一张工单。', left: '还剩 {n} 天', lastDay: '今天截止', number: '工单号', kind: '类型', order: '订单号', opened: '提出', due: '截止', answer: '答复', outcome: '结果', openedOn: '{date} 提出', answerBy: '{date} 前答复', seeOrder: '看订单 {order}', yourAnswer: '怎么答复', free: '不花钱', howMuch: '退多少（买家付了 {price}）', partialHint: '退得越多，越多买家满意。', send: '发送', sent: '已答复：{answer}', confirm: '确认答复', cost: '大约花费', expect: '预计效果', final: '发出后不能撤回。', unanswered: '到期不答复，买家可能发起纠纷，纠纷败诉计入订单缺陷。', parcelLost: '承运人确认包裹已丢失，解释没有用。',
  states: { open: '待答复', answered: '已答复，等买家', content: '买家满意', dropped: '买家放弃', arrived: '包裹已到', disputed: '待举证', contested: '等平台裁定', won: '胜诉', lost: '败诉' },
  answers: { explain: '解释说明', refund: '全额退款', partial: '部分退款', resend: '补发', return: '寄回后退款' },
  noDisputes: '没有纠纷。按时答复工单，大多数问题走不到这一步。', disputeTitle: '纠纷 · 订单 {order}', contest: '抗辩', contestWhy: '把证据交给平台裁定。有妥投记录最有力。', accept: '接受', acceptWhy: '全额退款，计入订单缺陷。', evidence: '证据', missing: '没有', chance: '按这些证据，约 {share} 的胜算。', disputeSent: { accept: '已接受，货款退给买家', contest: '证据已提交，等平台裁定' },
  returns: { tab: '退货地址', title: '本地退货地址', lead: '买家在本国退货，才有“寄回后退款”这个选项；退回的货检查后大多能再卖。没有退货地址，退款的货只能不要了。', nowhere: '不设，退款的货不要', cost: '每件退货约 {money}，约 {share} 能再卖', noWarehouse: '这个国家或地区没有海外仓', saved: '退货地址已设置', none: '已取消退货地址' },
}
export type ServiceMessages = typeof serviceZh
