import { networkEn } from '../messages/network.en'
import { networkZh, type NetworkMessages } from '../messages/network.zh'
import { locale } from './i18n.svelte'

/** n are the messages about the network and stock in the page's language. */
export const n = (): NetworkMessages => (locale.is === 'zh' ? networkZh : networkEn)
