import { icons, type IconName } from '../parts/icons'
import { along, type Diagram, type Line } from './routes'
import type { Vehicle } from './wire'

/** The sign of each mode of transport, and the token of its colour. */
export const modes: Record<string, { icon: IconName; colour: string }> = {
  air: { icon: 'plane', colour: '--air' },
  rail: { icon: 'train-front', colour: '--rail' },
  road: { icon: 'truck', colour: '--road' },
  sea: { icon: 'ship', colour: '--sea-mode' },
}

/** A marker's size in pixels of the diagram, and the most that it counts. */
const size = { width: 42, height: 21 }
const most = 999

interface Marker {
  line: Line
  at: number
  load: number
  boxed: boolean
}

/** painter draws vehicles on a canvas that lies over the diagram. share is how much of the day has passed: a vehicle goes
 * the rest of its way in its expected days. Those that would cover each other are counted together. zoom enlarges
 * the markers, for the back row. */
export function painter(canvas: HTMLCanvasElement, d: Diagram, vehicles: Vehicle[], zoom = 1): (share: number) => void {
  const lines = new Map(d.lines.map((l) => [l.leg.id, l]))
  const style = getComputedStyle(canvas)
  const colour = Object.fromEntries(Object.entries(modes).map(([k, v]) => [k, style.getPropertyValue(v.colour).trim()]))
  const sign = Object.fromEntries(Object.entries(modes).map(([k, v]) => [k, new Path2D(icons[v.icon])]))
  const c = canvas.getContext('2d')!
  const scale = Math.max(1, Math.min(2, devicePixelRatio * (canvas.clientWidth / d.width || 1)))
  canvas.width = d.width * scale
  canvas.height = d.height * scale

  const gather = (share: number): Marker[] => {
    const out: Marker[] = []
    for (const v of vehicles) {
      const line = lines.get(v.leg)
      if (!line) continue
      const gone = v.waiting ? 0 : Math.min(v.progress + ((1 - v.progress) / v.eta) * share, 1)
      const at = 0.06 + 0.88 * gone // clear of the stations
      const load = v.parcels + v.pieces
      const twin = out.find(
        (o) => o.line === line && o.boxed === v.pieces > 0 && Math.abs(o.at - at) * line.length < size.width * zoom,
      )
      if (twin) twin.load += load
      else out.push({ line, at, load, boxed: v.pieces > 0 })
    }
    return out
  }
  return (share) => {
    c.setTransform(scale, 0, 0, scale, 0, 0)
    c.clearRect(0, 0, d.width, d.height)
    c.font = `600 11px ${style.fontFamily}`
    c.textAlign = 'center'
    c.lineCap = c.lineJoin = 'round'
    for (const m of gather(share)) {
      const p = along(m.line, m.at)
      const mode = m.line.leg.mode
      c.setTransform(scale * zoom, 0, 0, scale * zoom, p.x * scale, p.y * scale)
      c.beginPath()
      pill(c, size.width, size.height, m.boxed ? 4 : size.height / 2)
      c.fillStyle = colour[mode] ?? '#555'
      c.strokeStyle = '#fff'
      c.lineWidth = 2
      c.fill()
      c.stroke()
      c.fillStyle = '#fff'
      c.fillText(m.load > most ? most + '+' : String(m.load), 8, 4)
      c.transform(0.58, 0, 0, 0.58, -17, -7)
      c.lineWidth = 2.4
      if (sign[mode]) c.stroke(sign[mode])
    }
  }
}

/** pill outlines a rounded box around the origin. */
function pill(c: CanvasRenderingContext2D, w: number, h: number, r: number) {
  const [x, y] = [w / 2, h / 2]
  c.moveTo(-x + r, -y)
  c.arcTo(x, -y, x, y, r)
  c.arcTo(x, y, -x, y, r)
  c.arcTo(-x, y, -x, -y, r)
  c.arcTo(-x, -y, x, -y, r)
  c.closePath()
}
