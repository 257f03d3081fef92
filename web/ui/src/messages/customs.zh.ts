export const customsZh = {
  tabs: { rules: '测算与规则', classify: '商品归类', compare: '各国对比' },
  classify: {
    title: '查 HS 编码', lead: '先分清货是什么：材质、用途、怎么做的。编码定了，税才定。', query: '商品名或编码开头', hint: '中文、英文都行；也可以输入前几位数字', mine: '试试店里的货', near: '容易归错的编码', why: '怎么分', none: '没有找到“{q}”。换个说法：换成材质加用途，或只写品名。', noNear: '这个编码没有常见的混淆。', duty: '比一比税', found: '{n} 个可能的编码，最像的在前',
    lesson: '一字之差，79%', lessonLead: '同样是瓷，能盛食物、上餐桌的是餐具（6911），只供摆设的是装饰品（6913）。2026-02-07 起，欧盟对原产中国的瓷餐具征 79% 反倾销税，装饰品没有。',
    pair: '同一票货，两个编码', at: '货值 {money}，{date} 申报，从中国寄到{country}', differs: '错归一次，差 {money}', same: '这个国家或地区对两个编码要的一样多。', honest: '编码由货决定，不由税决定。为了少缴税而改编码是伪报：查到要补税、罚款，货也可能被扣。',
  },
  compare: {
    title: '同一票货，各国各要多少', lead: '按一票货测算，不含目的国税的货值。汇率用本班今天的海关汇率；改日期只换规则，不换汇率。', good: '商品', own: '自己填', hs: 'HS 编码（六位）', price: '货值（不含税）', freight: '国际运费', grams: '毛重（克）', date: '申报日期', other: '对比日期', otherHint: '不填就只算一天', today: '今天', change: '某条规则生效前后', pickChange: '选一条规则', traffic: '怎么寄', traffics: { parcel: '快递包裹', postal: '邮政包裹', stock: '备货（大货）', bonded_stock: '入保税区', bonded_sale: '保税区零售' }, scheme: '销售税谁代收', schemes: { marketplace: '平台代扣代缴', seller: '卖家已登记税号', none: '没人代收' }, suppose: '连拟议的规则一起算',
    country: '国家/地区', treatment: '通关方式', duty: '关税', tax: '增值税等', fees: '手续费', total: '合计', share: '占货值', moved: '{date} 合计', delta: '变化', missing: '缺 {currency} 汇率', rate: '1 {currency} =', rateLead: '这些货币没有参考汇率，查到后填进来再算：', rows: '{n} 个国家/地区，点一行看逐行算法', lines: '{country}：逐行算法', converted: '按 1 {a} = {rate} {b} 折算', pays: '货值 {intrinsic}，CIF {cif} {currency}', needs: '要交的单证', lacking: '缺', banned: '禁止',
  },
}
export type CustomsMessages = typeof customsZh
