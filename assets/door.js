// The list for the door: who is here is ticked with one thumb, and sent when there is a network.
import { follow } from './offline/line.js'

const TICKED = 'events.ticked'
const WALKED_IN = 'events.walked_in'
const WHO = ['adults', 'children']

const fill = (element, number) => {
  element.textContent = (number === 1 ? element.dataset.one : element.dataset.many).replace('%', number)
}
const people = (party) => Math.max(0, party.adults) + Math.max(0, party.children)

// What the library knows and what still waits, as one.
function stand (state, waits) {
  const ticks = { ...state.ticks }
  const walked = { ...state.walked_in }
  for (const { kind, payload } of waits) {
    if (kind === TICKED) ticks[payload.booking] = payload
    if (kind === WALKED_IN) for (const who of WHO) walked[who] += payload[who]
  }
  return { ticks, walked }
}

// Below nought: so many are more than there are seats.
function room ({ capacity, booked }, open, here, walked) {
  const held = open === 'yes' ? here : Math.max(here, Number(booked))
  return Number(capacity) - held - walked
}

function fillIf (element, number) {
  element.hidden = number <= 0
  if (number > 0) fill(element, number)
}

function enhanceSeeking (element, guests) {
  const seek = element.querySelector('[data-door-seek]')
  if (!seek) return
  seek.hidden = false
  seek.addEventListener('input', (event) => {
    const said = event.target.value.trim().toLowerCase()
    const code = said.replace(/\s/g, '')
    for (const guest of guests) guest.hidden = !guest.dataset.find.includes(said) && !guest.dataset.find.includes(code)
    element.querySelector('[data-door-none]').hidden = guests.some((guest) => !guest.hidden)
  })
}

export async function enhanceDoor (element) {
  const guests = [...element.querySelectorAll('[data-booking]')]
  const everybody = element.querySelector('[data-door-here]')
  const seats = element.querySelector('[data-door-seats]')
  const kinds = [...element.querySelectorAll('[data-door-seats-of]')]
  enhanceSeeking(element, guests)
  if (!everybody) return
  let walked = { adults: 0, children: 0 }

  function draw (state, waits) {
    const now = stand(state, waits)
    walked = now.walked
    const here = { adults: 0, children: 0 }
    let missed = 0
    for (const guest of guests) {
      const tick = now.ticks[guest.dataset.booking]
      const words = guest.querySelector('[data-standing-words]')
      guest.dataset.standing = tick?.state ?? 'open'
      words.textContent = words.dataset[guest.dataset.standing] ?? ''
      if (tick?.state === 'came') for (const who of WHO) here[who] += tick[who]
      if (tick?.state === 'missed') missed += people(tick)
    }
    fill(everybody, people(here) + people(walked))
    for (const who of WHO) {
      const number = element.querySelector(`[data-door-${who}]`)
      if (number) number.textContent = Math.max(0, walked[who])
    }
    if (!seats) return
    const { open } = seats.dataset
    const left = room(seats.dataset, open, people(here), people(walked))
    fill(seats, Math.max(0, left))
    fillIf(element.querySelector('[data-door-over]'), -left)
    element.querySelector('[data-door-full]').hidden = left !== 0
    fillIf(element.querySelector('[data-door-expected]'), Number(seats.dataset.booked) - people(here) - missed)
    for (const kind of kinds) {
      const who = kind.dataset.doorSeatsOf
      fill(kind, Math.max(0, room(kind.dataset, open, here[who], Math.max(0, walked[who]))))
    }
  }

  const note = await follow(element, draw)

  async function tick (button) {
    const guest = button.closest('[data-booking]')
    const { booking, adults, children } = guest.dataset
    await note(TICKED, { booking, state: button.dataset.tick, adults: Number(adults), children: Number(children) })
    navigator.vibrate?.(12)
    // The button that was pressed is gone: the one in its place takes the focus.
    guest.querySelector(button.dataset.tick === 'open' ? '[data-tick="came"]' : '[data-tick="open"]').focus({ preventScroll: true })
  }

  async function walk (button) {
    const by = Number(button.dataset.walk)
    const { who } = button.dataset
    if (by > 0 || walked[who] > 0) await note(WALKED_IN, { adults: 0, children: 0, [who]: by })
  }

  element.addEventListener('click', async (event) => {
    const button = event.target.closest('button[data-tick], button[data-walk]')
    if (!button) return
    event.preventDefault()
    await (button.dataset.walk ? walk(button) : tick(button))
  })
  element.dataset.enhanced = 'yes'
}
