// The count at the door: each press is written down here at once and sent when there is a network.
import { follow } from './offline/line.js'

const COUNTED = 'events.counted'
const CLOSED = 'events.count_closed'

export async function enhanceCount (element) {
  const bands = [...element.querySelectorAll('[data-band]')]
  const total = element.querySelector('[data-count-total]')
  const aloud = element.querySelector('[data-count-aloud]')
  const undo = element.querySelector('[data-count-undo]')
  const closed = element.querySelector('[data-count-closed]')
  const typed = element.querySelector('[data-count-typed]')
  const pressed = []
  let heads = {}

  const people = (number) => (number === 1 ? total.dataset.one : total.dataset.many).replace('%', number)

  function draw (state, waits) {
    heads = { ...state.heads }
    for (const { kind, payload } of waits) if (kind === COUNTED) heads[payload.band] = (heads[payload.band] ?? 0) + payload.by
    for (const band of bands) {
      const number = Math.max(0, heads[band.dataset.band] ?? 0)
      band.querySelector('[data-count-number]').textContent = number
      band.querySelector('[data-by="-1"]').setAttribute('aria-disabled', String(number === 0))
    }
    total.textContent = people(Object.values(heads).reduce((all, each) => all + Math.max(0, each), 0))
    undo.setAttribute('aria-disabled', String(pressed.length === 0))
    if (closed) closed.hidden = !(state.closed || waits.some(({ kind }) => kind === CLOSED))
  }

  const note = await follow(element, draw)

  async function count (band, by) {
    await note(COUNTED, { band, by })
    const name = bands.find((each) => each.dataset.band === band).dataset.name
    aloud.textContent = `${name}: ${Math.max(0, heads[band] ?? 0)}. ${total.textContent}`
    navigator.vibrate?.(12)
  }

  element.addEventListener('click', async (event) => {
    const button = event.target.closest('button')
    if (!button || !element.contains(button)) return
    const by = Number(button.dataset.by)
    if (by || button === undo || button.matches('[data-count-close]')) event.preventDefault()
    if (button.getAttribute('aria-disabled') === 'true') return
    if (by) {
      const { band } = button.closest('[data-band]').dataset
      pressed.push({ band, by })
      await count(band, by)
    } else if (button === undo) {
      const last = pressed.pop()
      if (last) await count(last.band, -last.by)
    } else if (button.matches('[data-count-close]')) {
      await note(CLOSED, {})
    }
  })
  // Numbers typed are the difference to what stands here now, not to what stood here when the page came.
  const fields = [...typed.querySelectorAll('input[type="number"]')]
  typed.closest('details').addEventListener('toggle', () => {
    for (const field of fields) field.value = Math.max(0, heads[field.name] ?? 0)
  })
  typed.addEventListener('submit', async (event) => {
    if (fields.some((field) => !/^\d{1,4}$/.test(field.value))) return
    event.preventDefault()
    for (const field of fields) {
      const by = Number(field.value) - Math.max(0, heads[field.name] ?? 0)
      if (by) await count(field.name, by)
    }
    typed.closest('details').open = false
  })
  element.dataset.enhanced = 'yes'
}
