import { locale } from '../../lib/i18n.svelte'
import { customsEn } from '../../messages/customs.en'
import { customsZh, type CustomsMessages } from '../../messages/customs.zh'

/** c are the words of the customs room in the page's language. */
export const c = (): CustomsMessages => (locale.is === 'zh' ? customsZh : customsEn)
