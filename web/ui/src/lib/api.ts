import type { Text } from './i18n.svelte'

/** Refused is an answer that is not a success: the field at fault and what to do. */
export class Refused extends Error {
  constructor(
    public status: number,
    public field: string,
    public text: Text,
  ) {
    super(text.en)
  }
}

const tries = 3

/** fresh is an id that nobody else has made or can guess. crypto.randomUUID does not exist on a plain-http page. */
export const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, '0')).join('')

/** once posts what must not happen twice. When the answer is lost it asks again under the same id, and the server carries it out once. */
export async function once<T>(path: string, body: object): Promise<T> {
  const id = fresh()
  for (let n = 1; ; n++) {
    try {
      return await post<T>(path, { ...body, id })
    } catch (x) {
      if (n === tries || !(x instanceof Refused) || x.status !== 0) throw x
      await new Promise((r) => setTimeout(r, 1000 * n))
    }
  }
}

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  let r: Response
  try {
    r = await fetch(path, init)
  } catch {
    throw new Refused(0, 'network', { zh: '连不上服务器，请稍后再试', en: 'the server cannot be reached, try again' })
  }
  const body = await r.json().catch(() => null)
  if (!r.ok) throw new Refused(r.status, body?.field ?? 'server', body?.text ?? { zh: '服务器出错', en: 'the server failed' })
  return body as T
}
export const get = <T>(path: string) => call<T>(path)
export const post = <T>(path: string, body: unknown) =>
  call<T>(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

/** asked posts a question that somebody is still typing, once it has stood still for so many ms, and tells the answer or
 *  why there is none. What it returns calls it off: an effect ends with it. */
export function asked<T>(path: string, body: unknown, told: (answer: T | null, refused: Refused | null) => void, still = 150) {
  const wait = setTimeout(
    () =>
      post<T>(path, body).then(
        (answer) => told(answer, null),
        (x: Refused) => told(null, x),
      ),
    still,
  )
  return () => clearTimeout(wait)
}
