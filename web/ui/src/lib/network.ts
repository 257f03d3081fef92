import { networkEn } from '../messages/network.en'
import { networkZh, type NetworkMessages } from '../messages/network.zh'
import { locale } from './i18n.svelte'
import type { Traffic } from './wire'

/** n are the messages about the network and stock in the page's language. */
export const n = (): NetworkMessages => (locale.is === 'zh' ? networkZh : networkEn)

/** jammed tells whether a leg or hub is congested enough for people to hear of it: by more than its capacity, and by an
 * eighth slower. What a shock does is told with the shock. */
export const jammed = (t: Traffic) => t.capacity > 0 && t.load > t.capacity && t.slower >= 12
