import { locale } from '../../lib/i18n.svelte'
import { accountEn } from '../../messages/account.en'
import { accountZh, type AccountMessages } from '../../messages/account.zh'

/** words are the words of account health and compliance in the page's language. */
export const words = (): AccountMessages => (locale.is === 'zh' ? accountZh : accountEn)
