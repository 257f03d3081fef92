import { afterEach, describe, expect, it, vi } from 'vitest'
import { get, post, Refused } from './api'

const answer = (status: number, body: string) => vi.stubGlobal('fetch', vi.fn(async () => new Response(body, { status })))
afterEach(() => vi.unstubAllGlobals())

describe('a call', () => {
  it('brings the body', async () => {
    answer(200, '{"shop":3}')
    expect(await get('/api/desk')).toEqual({ shop: 3 })
  })
  it('sends a decision as JSON', async () => {
    answer(200, '{"ok":true}')
    await post('/api/command', { cancel: { purchase: 1 } })
    expect(vi.mocked(fetch).mock.calls[0]).toMatchObject(['/api/command', { method: 'POST', body: '{"cancel":{"purchase":1}}' }])
  })
  it('that is refused says the field and what to do, in both languages', async () => {
    answer(422, '{"field":"price","text":{"zh":"价格应大于 0","en":"the price must be greater than 0"}}')
    const refused = await post('/api/command', {}).catch((x) => x)
    expect(refused).toBeInstanceOf(Refused)
    expect(refused).toMatchObject({ status: 422, field: 'price', text: { zh: '价格应大于 0', en: 'the price must be greater than 0' } })
  })
  it('answered by something else than the server is a fault in words', async () => {
    answer(502, '<html>bad gateway</html>')
    const refused = await get('/api/desk').catch((x) => x)
    expect(refused).toMatchObject({ status: 502, field: 'server' })
    expect((refused as Refused).text.zh).not.toBe('')
  })
  it('that reaches nobody says so', async () => {
    vi.stubGlobal('fetch', vi.fn(async () => { throw new TypeError('Failed to fetch') }))
    const refused = await get('/api/desk').catch((x) => x)
    expect(refused).toBeInstanceOf(Refused)
    expect(refused).toMatchObject({ status: 0, field: 'network' })
  })
})
