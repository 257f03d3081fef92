import { locale } from '../../lib/i18n.svelte'
import { serviceEn } from '../../messages/service.en'
import { serviceZh, type ServiceMessages } from '../../messages/service.zh'

/** c are the words of after-sales in the page's language. */
export const c = (): ServiceMessages => (locale.is === 'zh' ? serviceZh : serviceEn)
