// Sends chunks in order, each as often as it takes. What can't be sent waits here and in the browser's store.
import { drop, keep, kept } from './keep.js'

const FIRST_PAUSE = 500
const LONGEST_PAUSE = 4000
const PATIENCE = 15000
const OVER = { 403: 'forgotten', 409: 'twice', 410: 'taken-over' }

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function put (chunk) {
  try {
    const response = await fetch(chunk.address + chunk.number, {
      method: 'PUT',
      body: chunk.content,
      headers: { 'X-Recorded': String(chunk.recorded) },
      signal: AbortSignal.timeout(PATIENCE),
    })
    return response.status
  } catch {
    return 0
  }
}

// `tell(state)`: sending, waiting (no network), full (the disk over there), or why it is over.
export function sender (tell) {
  const waiting = []
  let busy = false
  let over = false

  async function work () {
    if (busy) return
    busy = true
    let wait = FIRST_PAUSE
    while (waiting.length && !over) {
      const chunk = waiting[0]
      const status = await put(chunk)
      if (status === 204 || status === 202) {
        waiting.shift()
        await drop(chunk)
        wait = FIRST_PAUSE
        tell(status === 204 ? 'sending' : 'taken-over', waiting.length)
      } else if (OVER[status]) {
        over = true
        tell(OVER[status], waiting.length)
      } else {
        tell(status === 507 ? 'full' : 'waiting', waiting.length)
        await pause(wait)
        wait = Math.min(wait * 1.6, LONGEST_PAUSE)
      }
    }
    busy = false
  }

  return {
    async add (chunk) {
      waiting.push(chunk)
      // A private window has no store: then memory has to do.
      await keep(chunk).catch(() => {})
      work()
    },
    async done () {
      while (waiting.length && !over) await pause(100)
    },
    get left () { return waiting.length },
  }
}

// What a page that was closed or reloaded has left. Resolves when all that is still wanted has been sent.
export async function sendWhatIsLeft () {
  const left = await kept().catch(() => [])
  for (const chunk of left) {
    for (let tries = 0; tries < 5; tries++) {
      const status = await put(chunk)
      if (status === 204 || status === 202 || OVER[status]) {
        await drop(chunk)
        break
      }
      await pause(FIRST_PAUSE)
    }
  }
  return left.length
}
