import { locale } from '../lib/i18n.svelte'
import { bridgeEn } from '../messages/bridge.en'
import { bridgeZh, type BridgeMessages } from '../messages/bridge.zh'

/** b are the messages of the bridge and the projector in the page's language. */
export const b = (): BridgeMessages => (locale.is === 'zh' ? bridgeZh : bridgeEn)
