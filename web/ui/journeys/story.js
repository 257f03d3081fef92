// A story is told in steps, each on the ground of those before.
import { test } from 'node:test'

/** story makes the function that tells a step. After one that failed the rest fails at once, since it would only repeat
 * what is wrong. */
export function story() {
  let failed = ''
  return (what, fn) =>
    test(what, async () => {
      if (failed) throw `not reached: “${failed}” failed`
      failed = what
      await fn()
      failed = ''
    })
}
