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
      const status = await putUntil(chunk, (state) => tell(state, waiting.length, unkept))
      waiting.shift()
      ended = Boolean(REFUSED[status])
      tell(REFUSED[status] ?? (status === 202 ? 'taken-over' : 'sending'), waiting.length, unkept)
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

// What a page that was closed, killed or loaded again has left. `tell(left)` before each piece and at the end.
export async function sendWhatIsLeft (tell) {
  const left = await kept()
  for (let sent = 0; sent < left.length; sent++) {
    tell(left.length - sent)
    await putUntil(left[sent], () => tell(left.length - sent))
  }
  if (left.length) tell(0)
}
