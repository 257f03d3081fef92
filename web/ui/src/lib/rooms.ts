import { roomsEn } from '../messages/rooms.en'
import { roomsZh, type RoomMessages } from '../messages/rooms.zh'
import { fill, locale } from './i18n.svelte'

/** rooms are the words that several rooms behind the desk share, in the page's language. The desk itself does without them,
 *  so that a student's first load stays small. */
export const rooms = (): RoomMessages => (locale.is === 'zh' ? roomsZh : roomsEn)

/** left is how many days something still takes. */
export const left = (days: number) => (days > 0 ? fill(rooms().buying.toGo, { n: days }) : rooms().buying.today)
