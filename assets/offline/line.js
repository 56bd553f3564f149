// One thing on a page that is written down here and sent when it can be: what the library knows of it, what
// still waits, and an honest sentence about both.
import { forget, known, learn, waiting, write } from './store.js'
import { send } from './send.js'

const SOON = 400
const FIRST = 1000
const LAST = 15000

const words = (element, name, number) => (element.dataset[name] ?? '').replace('%', number)

// `draw(state, waits)` shows the numbers; gives back `note(kind, payload)`.
export async function follow (element, draw) {
  const { address, about } = element.dataset
  const says = element.querySelector('[data-log-says]')
  const refusals = element.querySelector('[data-log-refused]')
  const started = JSON.parse(element.dataset.state)
  let state = started
  let soon
  let pause = FIRST

  const mine = async () => (await waiting()).kept.filter((each) => each.about === about)

  const before = await known(about)
  if (before && (before.operations >= started.operations || (await mine()).length)) state = before
  else await learn(about, started)

  async function show (went) {
    const waits = await mine()
    draw(state, waits)
    const left = waits.length
    const number = left === 1 ? words(says, 'one') : words(says, 'many', left)
    const why = { away: words(says, 'away'), pin: words(says, 'pin') }[went] ?? ''
    const sentence = left ? `${number}. ${why}`.trim() : went === 'away' ? words(says, 'savedAway') : words(says, 'saved')
    says.dataset.tone = left ? 'soon' : 'good'
    if (says.textContent !== sentence) says.textContent = sentence
  }

  async function tell (sentences) {
    const { old } = await waiting()
    const all = [...new Set(sentences), ...(old.length ? [words(refusals, 'gone', old.length)] : [])]
    if (!all.length) return
    refusals.hidden = false
    refusals.textContent = all.join(' ')
    await forget(old)
  }

  async function sync () {
    clearTimeout(soon)
    const before = state.operations
    const result = await send(address, about)
    if (result.state) state = result.state
    // Where something has just happened, here or on another device, more may: look soon, then ever more seldom.
    pause = state.operations > before ? FIRST : Math.min(2 * pause, LAST)
    await tell(result.refused)
    await show(result.went)
    clearTimeout(soon)
    if (!document.hidden) soon = setTimeout(sync, pause)
  }

  function wake () {
    pause = FIRST
    sync()
  }

  async function note (kind, payload) {
    await write(address, about, kind, payload)
    await show(navigator.onLine ? '' : 'away')
    clearTimeout(soon)
    soon = setTimeout(sync, SOON)
  }

  await show('')
  window.addEventListener('online', wake)
  window.addEventListener('offline', () => show('away'))
  document.addEventListener('visibilitychange', () => { if (!document.hidden) wake() })
  sync()
  return note
}
