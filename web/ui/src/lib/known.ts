const key = 'rooms'

/** known are the rooms that have been seen on this computer. */
export function known(): string[] {
  try {
    return (localStorage.getItem(key) ?? '').split(' ').filter(Boolean)
  } catch {
    return []
  }
}

/** know keeps that a room has been seen. */
export function know(room: string) {
  const all = known()
  if (all.includes(room)) return
  try {
    localStorage.setItem(key, [...all, room].join(' '))
  } catch {
    /* private mode: the rooms stay new */
  }
}
