import { locale } from '../../lib/i18n.svelte'
import { marketEn } from '../../messages/market.en'
import { marketZh, type MarketMessages } from '../../messages/market.zh'

/** w are the words of search, ads and promotion in the page's language. */
export const w = (): MarketMessages => (locale.is === 'zh' ? marketZh : marketEn)
