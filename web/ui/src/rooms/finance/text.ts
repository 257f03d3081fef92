import { locale } from '../../lib/i18n.svelte'
import { financeEn } from '../../messages/finance.en'
import { financeZh, type FinanceMessages } from '../../messages/finance.zh'

/** f are the messages of the finance room in the page's language. */
export const f = (): FinanceMessages => (locale.is === 'zh' ? financeZh : financeEn)
