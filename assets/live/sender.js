// Sends chunks in order, each as often as it takes. What can't be sent waits here and in the browser's store.
import { drop, keep, kept } from './keep.js'

const FIRST_PAUSE = 500
const LONGEST_PAUSE = 4000
const PATIENCE = 15000
const TAKEN = [202, 204]
const REFUSED = { 400: 'refused', 403: 'forgotten', 409: 'twice', 410: 'over', 413: 'refused' }
const FULL = 507

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

// Until it is taken, or will never be. `tell(state)`: waiting (no network), full (the disk over there).
async function putUntil (chunk, tell) {
  for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 1.6, LONGEST_PAUSE)) {
    const status = await put(chunk)
    if (TAKEN.includes(status) || REFUSED[status]) {
      await drop(chunk)
      return status
    }
    tell(status === FULL ? 'full' : 'waiting')
    await Promise.race([pause(wait), new Promise((resolve) => addEventListener('online', resolve, { once: true }))])
  }
}

// `tell(state, left)`: sending; waiting or full; taken-over: somebody else is on the air, what is left goes to the
// recording; or forgotten, twice, over, refused: nothing of this session is taken any more.
export function sender (tell) {
  const waiting = []
  let busy = false
  let ended = false
  let unkept = false

  async function work () {
    if (busy) return
    busy = true
    while (waiting.length && !ended) {
      const chunk = waiting[0]
<<<<<<< HEAD
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
=======
      const status = await putUntil(chunk, (state) => tell(state, waiting.length, unkept))
      waiting.shift()
      ended = Boolean(REFUSED[status])
      tell(REFUSED[status] ?? (status === 202 ? 'taken-over' : 'sending'), waiting.length, unkept)
>>>>>>> cbdd0ad (Let staff go live with one hand: checks before, a list that has to be looked at, Panic in the thumb's reach)
    }
    busy = false
  }

  return {
    async add (chunk) {
      waiting.push(chunk)
      const stored = keep(chunk)
      work()
      unkept = !(await stored)
    },
    async done () {
      while (waiting.length && !ended) await pause(100)
    },
    get left () { return ended ? 0 : waiting.length },
  }
}

<<<<<<< HEAD
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
=======
// What a page that was closed, killed or loaded again has left. `tell(left)` before each piece and at the end.
export async function sendWhatIsLeft (tell) {
  const left = await kept()
  for (let sent = 0; sent < left.length; sent++) {
    tell(left.length - sent)
    await putUntil(left[sent], () => tell(left.length - sent))
>>>>>>> cbdd0ad (Let staff go live with one hand: checks before, a list that has to be looked at, Panic in the thumb's reach)
  }
  if (left.length) tell(0)
}
