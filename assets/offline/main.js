// On pages of the desk: sends what this device wrote down earlier, and brings counts and ticks to life.
// Where a browser can't keep a sealed log, the plain forms of the page do the same.
import { wasUsed } from './store.js'
import { send } from './send.js'
import { callWorker, keepThisPage } from './keep.js'
import { enhanceCount } from '../count.js'
import { enhanceDoor } from '../door.js'
import { enhancePack } from '../pack.js'

const able = isSecureContext && 'indexedDB' in window && crypto.subtle && crypto.randomUUID

async function begin () {
  const count = document.querySelector('[data-count]')
  const door = document.querySelector('[data-door]')
  const pack = document.querySelector('[data-pack]')
  if (count) await enhanceCount(count)
  if (pack) await enhancePack(pack)
  if (door) {
    await enhanceDoor(door)
    await callWorker()
  }
  if (document.querySelector('[data-keep]')) await keepThisPage()
  if (!count && !door && !pack && wasUsed()) await send()
}

if (able) begin().catch(() => { /* The forms of the page are still there. */ })
