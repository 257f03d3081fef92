// The real binary, built once for a test file, serving from a directory of its own on a free port.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../../..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'chuhai-journey-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))

let binary
function build() {
  if (binary) return binary
  binary = join(scratch, 'chuhai')
  execFileSync('go', ['build', '-o', binary, './cmd/chuhai'], { cwd: top, stdio: ['ignore', 'inherit', 'inherit'] })
  return binary
}

/** folder is a new empty directory, gone when the tests are over. */
export const folder = () => mkdtempSync(join(scratch, 'data-'))

/** How long a server may take to print its doors or to stop, in milliseconds. */
const patience = 30_000
/** The seed of classes: a journey is about people, not about luck. */
export const luck = '7'

/** House is a running server and the doors that it printed. */
export class House {
  /** bridge is the instructor's link, with the one-time token while no password is set. */
  bridge = ''
  /** door is the students' link as printed, with the class in it where there is one. */
  door = ''
  /** lines are all that was printed. */
  lines = []

  static async open({ data = folder(), demo = false, port = 0 } = {}) {
    const h = new House()
    h.data = data
    h.demo = demo
    h.process = spawn(
      build(),
      ['serve', '--addr', `127.0.0.1:${port}`, '--data', data, ...(demo ? ['--demo', '--seed', luck] : [])],
      { cwd: scratch },
    )
    h.ended = new Promise((done) => h.process.once('exit', done))
    h.process.stderr.on('data', (d) => h.lines.push('stderr: ' + d))
    await new Promise((ready, fail) => {
      const late = setTimeout(() => fail(new Error(`no doors after ${patience} ms:\n${h.lines.join('\n')}`)), patience)
      h.ended.then((code) => fail(new Error(`the server ended with ${code}:\n${h.lines.join('\n')}`)))
      createInterface({ input: h.process.stdout }).on('line', (line) => {
        h.lines.push(line)
        const link = /http:\/\/localhost\S*/.exec(line)?.[0]
        if (link?.includes('/bridge')) h.bridge ||= link
        else if (link) h.door ||= link
        if (h.bridge && h.door && line.includes('Ctrl+C')) {
          clearTimeout(late)
          ready()
        }
      })
    })
    return h
  }

  get origin() {
    return new URL(this.door).origin
  }
  get port() {
    return Number(new URL(this.door).port)
  }
  get token() {
    return new URL(this.bridge).searchParams.get('token') ?? ''
  }
  get code() {
    return new URL(this.door).searchParams.get('class') ?? ''
  }

  /** close asks the server to stop, and waits until it has. */
  async close() {
    this.process.kill('SIGTERM')
    const late = setTimeout(() => this.process.kill('SIGKILL'), patience)
    await this.ended
    clearTimeout(late)
  }

  /** crash ends the server as a power cut would. */
  async crash() {
    this.process.kill('SIGKILL')
    await this.ended
  }

  /** damage changes a text in the data file of a server that has ended, wherever it stands there. */
  async damage(from, to) {
    const file = join(this.data, 'chuhai.db')
    const was = readFileSync(file, 'latin1')
    const now = was.replaceAll(from, to)
    if (now === was || from.length !== to.length) throw new Error(`${file} cannot be damaged at ${from}`)
    writeFileSync(file, now, 'latin1')
  }

  /** again starts a server on the same data and port. */
  again() {
    return House.open({ data: this.data, port: this.port, demo: this.demo })
  }
}
