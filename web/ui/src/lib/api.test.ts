import { afterEach, describe, expect, it, vi } from 'vitest'
import { get, once, post, Refused } from './api'

const answer = (status: number, body: string) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(body, { status })),
  )
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
    expect(refused).toMatchObject({
      status: 422,
      field: 'price',
      text: { zh: '价格应大于 0', en: 'the price must be greater than 0' },
    })
  })
  it('answered by something else than the server is a fault in words', async () => {
    answer(502, '<html>bad gateway</html>')
    const refused = await get('/api/desk').catch((x) => x)
    expect(refused).toMatchObject({ status: 502, field: 'server' })
    expect((refused as Refused).text.zh).not.toBe('')
  })
  it('that reaches nobody says so', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => {
        throw new TypeError('Failed to fetch')
      }),
    )
    const refused = await get('/api/desk').catch((x) => x)
    expect(refused).toBeInstanceOf(Refused)
    expect(refused).toMatchObject({ status: 0, field: 'network' })
  })
})

describe('a call that must not happen twice', () => {
  const sent = () => vi.mocked(fetch).mock.calls.map((c) => JSON.parse(c[1]!.body as string))
  it('asks again under the same id when the answer is lost', async () => {
    vi.useFakeTimers()
    let n = 0
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => {
        if (++n < 3) throw new TypeError('Failed to fetch')
        return new Response('{"ok":true}')
      }),
    )
    const done = once('/api/command', { cancel: { purchase: 1 } })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await done).toEqual({ ok: true })
    const ids = sent().map((b) => b.id)
    expect(ids.length).toBe(3)
    expect(new Set(ids).size).toBe(1)
    expect(ids[0].length).toBeGreaterThanOrEqual(16)
    vi.useRealTimers()
  })
  it('does not ask again when it was refused, and takes another id next time', async () => {
    answer(422, '{"field":"price","text":{"zh":"价","en":"price"}}')
    for (let i = 0; i < 2; i++) expect(await once('/api/command', {}).catch((x) => x)).toBeInstanceOf(Refused)
    expect(sent().length).toBe(2)
    expect(sent()[0].id).not.toBe(sent()[1].id)
  })
})
