export const customsZh = {
  tabs: { rules: '测算与规则', classify: '商品归类', compare: '各国对比', papers: '单据' },
  classify: {
    title: '查 HS 编码', lead: '先分清货是什么：材质、用途、怎么做的。编码定了，税才定。', query: '商品名或编码开头', hint: '中文、英文都行；也可以输入前几位数字', mine: '试试店里的货', near: '容易归错的编码', why: '怎么分', none: '没有找到“{q}”。换个说法：换成材质加用途，或只写品名。', noNear: '这个编码没有常见的混淆。', duty: '比一比税', found: '{n} 个可能的编码，最像的在前',
    lesson: '一字之差，79%', lessonLead: '同样是瓷，能盛食物、上餐桌的是餐具（6911），只供摆设的是装饰品（6913）。2026-02-07 起，欧盟对原产中国的瓷餐具征 79% 反倾销税，装饰品没有。',
    pair: '同一票货，两个编码', at: '货值 {money}，{date} 申报，从中国寄到{country}', differs: '错归一次，差 {money}', same: '这个国家或地区对两个编码要的一样多。', honest: '编码由货决定，不由税决定。为了少缴税而改编码是伪报：查到要补税、罚款，货也可能被扣。',
  },
  compare: {
    title: '同一票货，各国各要多少', lead: '按一票货测算，不含目的国税的货值。汇率用本班今天的海关汇率；改日期只换规则，不换汇率。', good: '商品', own: '自己填', hs: 'HS 编码（六位）', price: '货值（不含税）', freight: '国际运费', grams: '毛重（克）', date: '申报日期', other: '对比日期', otherHint: '不填就只算一天', today: '今天', change: '某条规则生效前后', pickChange: '选一条规则', traffic: '怎么寄', traffics: { parcel: '快递包裹', postal: '邮政包裹', stock: '备货（大货）', bonded_stock: '入保税区', bonded_sale: '保税区零售' }, scheme: '销售税谁代收', schemes: { marketplace: '平台代扣代缴', seller: '卖家已登记税号', none: '没人代收' }, suppose: '连拟议的规则一起算',
    country: '国家/地区', treatment: '通关方式', duty: '关税', tax: '增值税等', fees: '手续费', total: '合计', share: '占货值', moved: '{date} 合计', delta: '变化', missing: '缺 {currency} 汇率', rate: '1 {currency} =', rateLead: '这些货币没有参考汇率，查到后填进来再算：', rows: '{n} 个国家/地区，点一行看逐行算法', lines: '{country}：逐行算法', converted: '按 1 {a} = {rate} {b} 折算', pays: '货值 {intrinsic}，CIF {cif} {currency}', needs: '要交的单证', lacking: '缺', banned: '禁止',
  },
  papers: {
    title: '出口单据', lead: '选一票货，看它的报关单或清单、商业发票、装箱单。几张纸上的品名、数量、价值、重量必须一致，这叫单单相符。', pick: '哪一票', orders: '订单（9610 直邮）', consignments: '备货（9810 海外仓）', none: '还没有可以出单的货：直邮的订单或发往海外仓的备货，都会在这里出单。', which: '看哪张', kinds: { form: '报关单', manifest: '申报清单', invoice: '商业发票', packing: '装箱单' }, print: '打印', blank: '空白栏由报关企业或海关填写。', teaching: '仅供教学 · 不是海关单证，不能用于报关', row: '{number} · {good} × {n}', source: '监管方式依据',
    formTitle: '出口货物报关单', manifestTitle: '跨境电子商务零售出口申报清单', invoiceTitle: '商业发票', packingTitle: '装箱单',
    f: { preNo: '预录入编号', customsNo: '海关编号', listNo: '清单编号', consignor: '境内发货人', exitPort: '出境关别', exportDate: '出口日期', declareDate: '申报日期', record: '备案号', consignee: '境外收货人', transport: '运输方式', vehicle: '运输工具名称及航次号', waybill: '提运单号', producer: '生产销售单位', mode: '监管方式', nature: '征免性质', licence: '许可证号', contract: '合同协议号', trade: '贸易国（地区）', arrival: '运抵国（地区）', toPort: '指运港', leavePort: '离境口岸', packing: '包装种类', packages: '件数', gross: '毛重（千克）', net: '净重（千克）', term: '成交方式', freight: '运费', insurance: '保费', misc: '杂费', attached: '随附单证及编号', marks: '标记唛码及备注', item: '项号', code: '商品编号', nameSpec: '商品名称及规格型号', quantity: '数量及单位', unitTotal: '单价/总价/币制', origin: '原产国（地区）', final: '最终目的国（地区）', source: '境内货源地', exemption: '征免', related: '特殊关系确认', influence: '价格影响确认', royalty: '支付特许权使用费确认', self: '自报自缴', declarant: '报关人员', unitSeal: '申报单位（签章）', remarks: '海关批注及签章', seller: '电商企业', platform: '电商平台', orderNo: '订单编号', logistics: '物流企业', parcelNo: '物流运单编号', port: '申报口岸', sku: '企业商品货号', unit: '单位', price: '单价', total: '总价', currency: '币制', no: '编号', date: '日期', from: '发货人', to: '收货人', terms: '贸易术语', way: '运输', goods: '品名', amount: '金额', sum: '合计', cartons: '件数', size: '尺寸（毫米）', each: '每件毛重（千克）', signature: '签字' },
    buyer: '境外消费者', pieces: '件', exempt: '照章征税', natureOf: '一般征税', no: '否', modes: { air: '航空运输', rail: '铁路运输', sea: '水路运输', road: '公路运输' }, wrap: '纸箱', elements: '申报要素', fob: 'FOB', valueNote: '申报的是成交价：不含目的国税、不含国际运费。',
    documents: { order: '订单', payment: '支付单', waybill: '物流单', contract: '合同', invoice: '发票', 'packing-list': '装箱单', 'warehouse-record': '海外仓备案', 'market-record': '市场采购备案' },
  },
}
export type CustomsMessages = typeof customsZh
