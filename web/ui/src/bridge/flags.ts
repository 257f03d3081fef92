import type { Flag } from '../lib/wire'
import type { IconName } from '../parts/icons'

/** flagIcon stands beside a flag's word. */
export const flagIcon: Record<Flag, IconName> = {
  overdrawn: 'wallet',
  stuck: 'circle-alert',
  stock_out: 'package-x',
  losing: 'trending-down',
  barred: 'shield-check',
  unheard: 'headset',
  idle: 'hourglass',
}
