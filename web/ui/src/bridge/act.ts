import { Refused } from '../lib/api'
import { fill, tx, type Text } from '../lib/i18n.svelte'
import { toast } from '../lib/toast.svelte'
import { b } from './text'

/** why is what to tell a person of a failure. */
export const why = (x: unknown): Text => (x instanceof Refused ? x.text : { zh: String(x), en: String(x) })

/** attempt does something and tells when it fails. */
export async function attempt(work: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await work()
    if (done) toast(done)
    return true
  } catch (x) {
    toast(fill(b().failed, { text: tx(why(x)) }), 'fault')
    return false
  }
}
