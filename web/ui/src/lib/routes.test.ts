import { describe, expect, it } from 'vitest'
import { along, layout, type Diagram } from './routes'
import type { Hub, Leg } from './wire'

const hub = (id: string, x: number, y: number): Hub => ({ id, name: { zh: id, en: id }, x, y })
const leg = (from: string, to: string, mode: Leg['mode'], n = 0): Leg => ({
  id: `${from}-${to}-${n}`,
  name: { zh: '', en: '' },
  from,
  to,
  mode,
})
const hubs = [
  hub('郑州', 1, 3),
  hub('阿拉山口', 4, 4),
  hub('马拉舍维奇', 7, 4),
  hub('汉堡', 9, 4),
  hub('列日', 7, 2),
  hub('德国买家', 11, 2),
  hub('波兰买家', 11, 4),
  hub('没有线路', 3, 9),
]
const legs = [
  leg('郑州', '列日', 'air'),
  leg('郑州', '列日', 'air', 1),
  leg('郑州', '阿拉山口', 'rail'),
  leg('阿拉山口', '马拉舍维奇', 'rail'),
  leg('马拉舍维奇', '汉堡', 'rail'),
  leg('列日', '汉堡', 'road'),
  leg('列日', '德国买家', 'road'),
  leg('列日', '波兰买家', 'road'),
  leg('汉堡', '德国买家', 'road'),
  leg('汉堡', '波兰买家', 'road'),
]
const lying = { cell: 80, upright: false, text: (h: Hub) => h.name.zh }
const upright = { ...lying, upright: true }
const wall = { ...lying, letter: 20, fill: { width: 1100, height: 460 } }
const draw = (o: Parameters<typeof layout>[2]) => layout(hubs, legs, o)
const station = (d: Diagram, id: string) => d.stations.find((s) => s.hub.id === id)!

describe.each([
  ['lying', lying],
  ['upright', upright],
  ['on the wall', wall],
])('the route diagram, %s', (_, o) => {
  const d = draw(o)
  const letter = (o as { letter?: number }).letter ?? 13

  it('shows the stations that have a line, and no other', () => {
    expect(d.stations.map((s) => s.hub.id).sort()).toEqual(
      hubs
        .filter((h) => h.id !== '没有线路')
        .map((h) => h.id)
        .sort(),
    )
  })
  it('begins and ends each line at its stations', () => {
    for (const l of d.lines) {
      for (const [p, s] of [
        [along(l, 0), station(d, l.leg.from)],
        [along(l, 1), station(d, l.leg.to)],
      ] as const)
        expect(Math.hypot(p.x - s.at.x, p.y - s.at.y)).toBeLessThan(14)
    }
  })
  it('keeps lines of the same way side by side', () => {
    const [a, b] = d.lines
    for (const share of [0.1, 0.5, 0.9]) {
      const [p, q] = [along(a, share), along(b, share)]
      expect(Math.hypot(p.x - q.x, p.y - q.y)).toBeGreaterThan(4)
    }
  })
  it('leads no line through a station that it does not serve', () => {
    for (const l of d.lines) {
      for (const s of d.stations.filter((s) => s.hub.id !== l.leg.from && s.hub.id !== l.leg.to)) {
        for (let k = 0; k <= 100; k++) {
          const p = along(l, k / 100)
          expect(Math.hypot(p.x - s.at.x, p.y - s.at.y)).toBeGreaterThan(10)
        }
      }
    }
  })
  it('keeps everything inside the picture', () => {
    for (const l of d.lines)
      for (const p of l.points) {
        expect(p.x).toBeGreaterThan(0)
        expect(p.x).toBeLessThan(d.width)
        expect(p.y).toBeGreaterThan(0)
        expect(p.y).toBeLessThan(d.height)
      }
  })
  it('writes no name over another', () => {
    const boxes = d.stations.map((s) => {
      const w = [...s.hub.name.zh].length * letter
      return {
        left: s.label.anchor === 'start' ? s.label.x : s.label.anchor === 'end' ? s.label.x - w : s.label.x - w / 2,
        w,
        y: s.label.y,
      }
    })
    boxes.forEach((a, i) =>
      boxes
        .slice(i + 1)
        .forEach((b) => expect(a.left < b.left + b.w && b.left < a.left + a.w && Math.abs(a.y - b.y) < letter).toBe(false)),
    )
  })
})

it('lies wide on a screen and stands tall on a phone', () => {
  const [wide, tall] = [draw(lying), draw(upright)]
  expect(wide.width).toBeGreaterThan(wide.height)
  expect(tall.height).toBeGreaterThan(tall.width)
})
it('fills its panel on the wall, names and all', () => {
  const d = draw(wall)
  expect([d.width, d.height]).toEqual([wall.fill.width, wall.fill.height])
  for (const s of d.stations) {
    const w = [...s.hub.name.zh].length * wall.letter
    const left = s.label.anchor === 'start' ? s.label.x : s.label.anchor === 'end' ? s.label.x - w : s.label.x - w / 2
    expect(left).toBeGreaterThanOrEqual(0)
    expect(left + w).toBeLessThanOrEqual(d.width)
  }
})
it('goes along a line evenly', () => {
  const l = draw(lying).lines[3]
  const [a, b, c] = [along(l, 0.25), along(l, 0.5), along(l, 0.75)]
  expect(Math.hypot(b.x - a.x, b.y - a.y)).toBeCloseTo(Math.hypot(c.x - b.x, c.y - b.y), 1)
})
