import { expect, it } from 'vitest'
import { icons } from './icons'

const sources = Object.entries(import.meta.glob<string>('../**/*.{svelte,ts}', { query: '?raw', import: 'default', eager: true }))
  .filter(([f]) => !/icons(\.test)?\.ts$/.test(f))
  .map(([, text]) => text)
  .join('\n')

it('carries only the icons that some page shows', () => {
  expect(Object.keys(icons).filter((n) => !sources.includes(`'${n}'`) && !sources.includes(`"${n}"`))).toEqual([])
})
