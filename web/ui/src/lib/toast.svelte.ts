import { untrack } from 'svelte'

/** Toast is a short answer to what somebody just did. undo takes it back where the world allows; today says that it is
 * allowed on the same day only. */
export interface Toast {
  id: number
  text: string
  tone: 'done' | 'fault'
  undo?: () => void
  today?: boolean
}

/** How long a toast stays, in milliseconds; faults stay longer, they have to be read. */
const stay = { done: 6000, fault: 12000 }
const most = 3
let last = 0

export const toasts = $state<Toast[]>([])

export function toast(text: string, tone: Toast['tone'] = 'done', undo?: () => void, today = false) {
  const id = ++last
  toasts.push({ id, text, tone, undo, today })
  if (toasts.length > most) toasts.shift()
  setTimeout(() => dismiss(id), stay[tone])
}

export function dismiss(id: number) {
  const at = toasts.findIndex((t) => t.id === id)
  if (at >= 0) toasts.splice(at, 1)
}

/** newDay takes away what could be undone yesterday. */
export function newDay() {
  for (const t of untrack(() => [...toasts])) if (t.today) dismiss(t.id)
}
