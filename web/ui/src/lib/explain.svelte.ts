/** Reason is what stands behind a figure: the formula in words, its inputs, their result, where it comes from. */
export interface Reason {
  title: string
  formula?: string
  inputs?: { label: string; value: string; sum?: boolean }[]
  note?: string
  /** The room in which to read on. */
  room?: string
}

export const open = $state<{ reason: Reason | null; x: number; y: number; from: HTMLElement | null }>({
  reason: null,
  x: 0,
  y: 0,
  from: null,
})

export function explain(reason: Reason, from: HTMLElement) {
  const r = from.getBoundingClientRect()
  open.reason = reason
  open.x = Math.max(12, Math.min(r.left, innerWidth - 352))
  open.y = r.bottom + 6
  open.from = from
}

export function close() {
  if (!open.reason) return
  open.reason = null
  open.from?.focus()
}
