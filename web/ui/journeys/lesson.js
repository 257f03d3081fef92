// A lesson as journeys hold it: a school with one class, the instructor's hand on its clock, people at their pages, and
// what happens told in steps.
import { after, before } from 'node:test'
import { Instructor } from './caller.js'
import { House } from './house.js'
import { Person, browser } from './people.js'
import { story } from './story.js'

/** Lesson is one class and who sits in it. House and people are there once the first step begins. */
export class Lesson {
  /** people sit in the order of the plans, and carry what their plans say of them. */
  people = []
  /** step tells a step of the story. */
  step = story()

  /** plans are who sits where: name, language, screen, and what else the journey wants to know. Without a scenario the
   *  class is the demo's; its clock stands still either way. */
  constructor(plans, { scenario, bots } = {}) {
    before(async () => {
      this.house = await House.open({ demo: !scenario })
      this.instructor = await Instructor.enter(this.house)
      this.code = scenario ? await this.instructor.open(scenario, { bots }) : this.house.code
      if (!scenario) await this.instructor.clock(this.code, false)
      this.chromium = await browser()
      for (const plan of plans) this.people.push(Object.assign(await Person.sit(this.chromium, plan), plan))
    })
    after(async () => {
      await this.chromium?.close()
      await this.house?.close()
    })
  }

  /** door is the class door, as the blackboard shows it. */
  get door() {
    return `${this.house.origin}/?class=${this.code}`
  }

  /** each tells a step for everyone of whom who says so, one after the other; a failure names the person. */
  each(what, fn, who = () => true) {
    this.step(what, async () => {
      for (const p of this.people.filter(who)) {
        try {
          await fn(p)
        } catch (x) {
          await p.snap('failed')
          throw Object.assign(x, { stack: `${p.name}: ${x.stack}` })
        }
      }
    })
  }

  /** days lets days pass, at most so many, until all of them have what is asked for. */
  days(most, what, has, who = () => true) {
    return this.instructor.until(this.code, most, what, async () => {
      for (const p of this.people.filter(who)) if (!(await has(p))) return false
      return true
    })
  }
}
