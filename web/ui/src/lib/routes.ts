import type { Hub, Leg } from './wire'

/** The geometry of the route diagram: stations on a square grid, lines along it at multiples of 45 degrees, lines that
 * share a stretch side by side, names where room is. It knows nothing of the shape of the earth. */

export interface Point {
  x: number
  y: number
}
export interface Line {
  leg: Leg
  points: Point[]
  path: string
  length: number
}
export interface Station {
  hub: Hub
  at: Point
  label: { x: number; y: number; anchor: 'start' | 'middle' | 'end' }
}
export interface Diagram {
  lines: Line[]
  stations: Station[]
  width: number
  height: number
}

/** How far lines of a bundle lie apart, and how round their bends are, in pixels. */
const lane = 9
const bend = 16

/** The longest stretch of empty grid columns that is kept, and where a box is to be filled: of columns, of rows. */
const longest = 3
const filled = { columns: 2, rows: 1 }

/** The most of a box's width that stays free on either side for the names of its edge. */
const edge = 0.11

/** The size of the letters of names where nothing else is said, in pixels. */
const plain = 13

interface Options {
  cell: number
  upright: boolean
  text: (h: Hub) => string
  /** size of the names' letters, in pixels */
  letter?: number
  /** how wide a name is written, in pixels; left out, it is estimated */
  measure?: (name: string) => number
  /** the picture fills this box, whatever the cells become by it */
  fill?: { width: number; height: number }
}

/** layout draws hubs and the legs between them; upright turns the diagram for a narrow screen. */
export function layout(hubs: Hub[], legs: Leg[], o: Options): Diagram {
  const used = hubs.filter((h) => legs.some((l) => l.from === h.id || l.to === h.id))
  const column = squeeze(
    used.map((h) => h.x),
    o.upright ? 2 : o.fill ? filled.columns : longest,
  )
  const row = squeeze(
    used.map((h) => h.y),
    o.fill ? filled.rows : longest,
  )
  const grid = new Map(used.map((h) => [h.id, o.upright ? { x: row(h.y), y: column(h.x) } : { x: column(h.x), y: row(h.y) }]))
  const routes = route(legs, grid)
  const all = [...grid.values()]
  const columns = Math.max(...all.map((p) => p.x)),
    rows = Math.max(...all.map((p) => p.y))
  const zoom = (o.letter ?? plain) / plain
  const broad = (h: Hub) => breadth(o, o.text(h))
  const outer = used.filter((h) => [0, columns].includes(grid.get(h.id)!.x)).map((h) => broad(h) / 2)
  const margin = {
    x: o.fill ? Math.min(Math.max(...outer), edge * o.fill.width) : (o.upright ? 52 : 76) * zoom,
    y: 34 * zoom,
  }
  const cell = o.fill
    ? { x: (o.fill.width - 2 * margin.x) / Math.max(columns, 1), y: (o.fill.height - 2 * margin.y) / Math.max(rows, 1) }
    : { x: o.cell, y: o.cell }
  const place = (p: Point): Point => ({ x: margin.x + p.x * cell.x, y: margin.y + p.y * cell.y })

  const lines = legs.map((leg, i): Line => {
    const points = beside(routes[i].map(place), routes[i], i, routes)
    return { leg, points, path: rounded(points), length: lengths(points) }
  })
  const width = 2 * margin.x + columns * cell.x
  const height = 2 * margin.y + rows * cell.y
  return { lines, stations: name(used, grid, place, lines, width, o), width, height }
}

/** squeeze maps grid positions to 0, 1, 2 … keeping gaps up to most. */
function squeeze(values: number[], most: number): (v: number) => number {
  const sorted = [...new Set(values)].sort((a, b) => a - b)
  const to = new Map<number, number>()
  let at = 0
  sorted.forEach((v, i) => {
    if (i) at += Math.min(v - sorted[i - 1], most)
    to.set(v, at)
  })
  return (v) => to.get(v)!
}

const key = (p: Point) => p.x + ',' + p.y
const step = (a: Point, b: Point) => (a.x < b.x || (a.x === b.x && a.y < b.y) ? key(a) + '|' + key(b) : key(b) + '|' + key(a))

/** ways are all routes from a to b with one diagonal stretch, in grid steps. */
function ways(a: Point, b: Point): Point[][] {
  const dx = b.x - a.x,
    dy = b.y - a.y
  const diagonal = Math.min(Math.abs(dx), Math.abs(dy))
  const straight = Math.max(Math.abs(dx), Math.abs(dy)) - diagonal
  const sx = Math.sign(dx),
    sy = Math.sign(dy)
  const flat = Math.abs(dx) >= Math.abs(dy)
  const out: Point[][] = []
  for (let before = 0; before <= (diagonal ? straight : 0); before++) {
    const way = [a]
    for (let i = 0; i < straight + diagonal; i++) {
      const p = way[way.length - 1]
      const slant = i >= before && i < before + diagonal
      way.push(
        slant || (!diagonal && sx !== 0 && sy !== 0)
          ? { x: p.x + sx, y: p.y + sy }
          : flat
            ? { x: p.x + sx, y: p.y }
            : { x: p.x, y: p.y + sy },
      )
    }
    out.push(way)
  }
  return out
}

/** route chooses for each leg the way with the least of what makes a diagram hard to read. */
function route(legs: Leg[], grid: Map<string, Point>): Point[][] {
  const stations = new Set([...grid.values()].map(key))
  const options = legs.map((l) => ways(grid.get(l.from)!, grid.get(l.to)!))
  const order = legs.map((_, i) => i).sort((a, b) => options[a].length - options[b].length || a - b)
  const chosen: Point[][] = []
  const steps = new Map<string, number>()
  const points = new Map<string, number>()
  for (const i of order) {
    let best = Infinity
    for (const way of options[i]) {
      let cost = 0
      for (let k = 1; k < way.length; k++) {
        const a = way[k - 1],
          b = way[k]
        const shared = steps.get(step(a, b)) ?? 0
        cost += 3 * shared
        if (k < way.length - 1) cost += stations.has(key(b)) ? 60 : shared ? 0 : 2 * (points.get(key(b)) ?? 0)
        if (a.x !== b.x && a.y !== b.y) cost += 2 * (steps.get(step({ x: a.x, y: b.y }, { x: b.x, y: a.y })) ?? 0)
      }
      const bends = turns(way)
      cost += 0.6 * bends
      if (cost < best) {
        best = cost
        chosen[i] = way
      }
    }
    const way = chosen[i]
    for (let k = 1; k < way.length; k++) {
      const s = step(way[k - 1], way[k])
      steps.set(s, (steps.get(s) ?? 0) + 1)
      if (k < way.length - 1) points.set(key(way[k]), (points.get(key(way[k])) ?? 0) + 1)
    }
  }
  return chosen
}

function turns(way: Point[]): number {
  let n = 0
  for (let k = 2; k < way.length; k++)
    if (way[k].x - way[k - 1].x !== way[k - 1].x - way[k - 2].x || way[k].y - way[k - 1].y !== way[k - 1].y - way[k - 2].y) n++
  return n
}

/** beside moves a line off the middle where it shares its steps with others. */
function beside(points: Point[], way: Point[], self: number, routes: Point[][]): Point[] {
  const off = way.slice(1).map((b, k) => {
    const s = step(way[k], b)
    const sharing = routes.map((r, i) => (r.some((p, j) => j > 0 && step(r[j - 1], p) === s) ? i : -1)).filter((i) => i >= 0)
    const d = (sharing.indexOf(self) - (sharing.length - 1) / 2) * lane
    const a = points[k],
      c = points[k + 1]
    const forward = a.x < c.x || (a.x === c.x && a.y < c.y) ? 1 : -1
    const len = Math.hypot(c.x - a.x, c.y - a.y)
    return { d, x: (-(c.y - a.y) / len) * d * forward, y: ((c.x - a.x) / len) * d * forward }
  })
  const out: Point[] = [{ x: points[0].x + off[0].x, y: points[0].y + off[0].y }]
  for (let k = 1; k < points.length; k++) {
    const p = points[k],
      here = off[k - 1],
      next = off[k]
    if (!next) {
      out.push({ x: p.x + here.x, y: p.y + here.y })
      continue
    }
    const same = way[k + 1].x - way[k].x === way[k].x - way[k - 1].x && way[k + 1].y - way[k].y === way[k].y - way[k - 1].y
    if (same && here.d === next.d) continue
    if (same) {
      // the bundle grows or shrinks: change lanes over a short stretch
      const u = { x: (points[k + 1].x - p.x) * 0.14, y: (points[k + 1].y - p.y) * 0.14 }
      out.push({ x: p.x - u.x + here.x, y: p.y - u.y + here.y }, { x: p.x + u.x + next.x, y: p.y + u.y + next.y })
    } else out.push(meet(points[k - 1], p, here, points[k + 1], next))
  }
  return out
}

/** meet is where two shifted stretches that turn at p cross. */
function meet(a: Point, p: Point, first: Point, b: Point, second: Point): Point {
  const d1 = { x: p.x - a.x, y: p.y - a.y },
    d2 = { x: b.x - p.x, y: b.y - p.y }
  const cross = d1.x * d2.y - d1.y * d2.x
  const q = { x: p.x + second.x - (p.x + first.x), y: p.y + second.y - (p.y + first.y) }
  const t = (q.x * d2.y - q.y * d2.x) / cross
  return { x: p.x + first.x + d1.x * t, y: p.y + first.y + d1.y * t }
}

/** rounded is the svg path of a line with its bends made round. */
function rounded(points: Point[]): string {
  let d = `M${at(points[0])}`
  for (let k = 1; k < points.length - 1; k++) {
    const p = points[k]
    const r = Math.min(bend, gap(points[k - 1], p) / 2, gap(p, points[k + 1]) / 2)
    d += `L${at(toward(p, points[k - 1], r))}Q${at(p)} ${at(toward(p, points[k + 1], r))}`
  }
  return d + `L${at(points[points.length - 1])}`
}
const at = (p: Point) => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`
const gap = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y)
const toward = (p: Point, q: Point, r: number): Point => {
  const l = gap(p, q) || 1
  return { x: p.x + ((q.x - p.x) / l) * r, y: p.y + ((q.y - p.y) / l) * r }
}
const lengths = (points: Point[]) => points.slice(1).reduce((n, p, i) => n + gap(points[i], p), 0)

/** along is the point of a line at a share of its length. */
export function along(line: Line, share: number): Point {
  let left = Math.max(0, Math.min(1, share)) * line.length
  for (let k = 1; k < line.points.length; k++) {
    const l = gap(line.points[k - 1], line.points[k])
    if (left <= l) return toward(line.points[k - 1], line.points[k], left)
    left -= l
  }
  return line.points[line.points.length - 1]
}

/** breadth is how wide a name is written, with a little room around it. */
const breadth = (o: Options, name: string) =>
  8 + (o.measure?.(name) ?? [...name].reduce((n, c) => n + (o.letter ?? plain) * (c > '⺀' ? 1 : 0.54), 0))

/** name puts each station's name where it covers least. */
function name(
  hubs: Hub[],
  grid: Map<string, Point>,
  place: (p: Point) => Point,
  lines: Line[],
  width: number,
  o: Options,
): Station[] {
  const letter = o.letter ?? plain
  const z = letter / plain
  const drawn: Point[] = lines.flatMap((l) =>
    Array.from({ length: Math.ceil(l.length / 8) + 1 }, (_, i) => along(l, (i * 8) / l.length)),
  )
  const taken: { x: number; y: number; w: number; h: number }[] = []
  return hubs.map((hub) => {
    const p = place(grid.get(hub.id)!)
    const w = breadth(o, o.text(hub))
    const h = letter + 4
    const spots = [
      { x: p.x, y: p.y + 13 + 14 * z, anchor: 'middle' as const, cost: 0 },
      { x: p.x, y: p.y - 17, anchor: 'middle' as const, cost: 0.5 },
      { x: p.x + 16, y: p.y + 5 * z, anchor: 'start' as const, cost: 1 },
      { x: p.x - 16, y: p.y + 5 * z, anchor: 'end' as const, cost: 1 },
      { x: p.x + 11, y: p.y + 9 + 13 * z, anchor: 'start' as const, cost: 1.5 },
      { x: p.x + 11, y: p.y - 12, anchor: 'start' as const, cost: 1.5 },
      { x: p.x - 11, y: p.y + 9 + 13 * z, anchor: 'end' as const, cost: 1.5 },
      { x: p.x - 11, y: p.y - 12, anchor: 'end' as const, cost: 1.5 },
    ]
    let best = spots[0],
      least = Infinity
    for (const s of spots) {
      const box = { x: s.anchor === 'start' ? s.x : s.anchor === 'end' ? s.x - w : s.x - w / 2, y: s.y - letter, w, h }
      let cost = s.cost
      for (const q of drawn)
        if (q.x > box.x - 4 && q.x < box.x + box.w + 4 && q.y > box.y - 3 && q.y < box.y + box.h + 3) cost += 1
      for (const t of taken) if (box.x < t.x + t.w && box.x + box.w > t.x && box.y < t.y + t.h && box.y + box.h > t.y) cost += 40
      if (box.x < 0 || box.x + box.w > width) cost += 200
      if (cost < least) {
        least = cost
        best = s
      }
    }
    taken.push({
      x: best.anchor === 'start' ? best.x : best.anchor === 'end' ? best.x - w : best.x - w / 2,
      y: best.y - letter,
      w,
      h,
    })
    taken.push({ x: p.x - 10, y: p.y - 10, w: 20, h: 20 })
    return { hub, at: p, label: best }
  })
}
