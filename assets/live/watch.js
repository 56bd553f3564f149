// The watch page: waits for the picture, plays it, goes on by itself after trouble, and says goodbye.
import { ask, pause } from './watch-asking.js'
import { beats } from './watch-beats.js'
import { captions } from './watch-captions.js'
import { controls } from './watch-controls.js'
import { countdown } from './watch-countdown.js'
import { now } from './watch-now.js'
import { anotherPage } from './watch-page.js'
import { questions } from './watch-questions.js'
import { stream } from './watch-stream.js'
import './sing.js'
import { together } from './watch-together.js'

const AGAIN = 2000
const SOON = 3000
const LATER = 30000
const LONG_BEFORE = 5 * 60 * 1000
const page = document.querySelector('[data-watch]')
const video = page.querySelector('[data-picture]')
const says = page.querySelector('[data-says]')
// What lies over the picture: the first of these that holds.
const OVER = ['over', 'replay', 'waiting', 'trouble', 'refused', 'joining', 'slate', 'paused', 'muted', 'sound-only']
const holds = new Set()

function say (what) {
  says.textContent = says.dataset[what] ?? ''
}

function show () {
  const top = OVER.find((each) => holds.has(each)) ?? 'playing'
  page.dataset.state = top
  for (const part of page.querySelectorAll('[data-show]')) part.hidden = part.dataset.show !== top
  const below = ['waiting', 'over', 'replay'].some((each) => holds.has(each))
  page.classList.toggle('bl-stage--playing', !below)
  video.hidden = below || holds.has('sound-only')
}

function is (what, whether) {
  if (holds.has(what) === whether) return
  whether ? holds.add(what) : holds.delete(what)
  show()
}

function end () {
  const unseen = !holds.has('over')
  asked?.end()
  player.stop()
  holds.clear()
  is('over', true)
  buttons.rest()
  for (const part of document.querySelectorAll('[data-over]')) part.hidden = false
  if (unseen) say('over')
}

const isReplay = page.dataset.state === 'replay'
const player = stream(video, page.dataset.address, {
  slate: (on) => { if (on !== holds.has('slate')) { is('slate', on); say(on ? 'slate' : 'back') } },
  trouble: (on) => { if (on !== holds.has('trouble')) { is('trouble', on); say(on ? 'trouble' : 'back') } },
  ended: end,
}, isReplay)
const buttons = controls(page, video, player, captions(video, page.querySelector('[data-caption]')), {
  soundOnly: (on) => is('sound-only', on),
})
const clock = countdown(page, { fiveMinutes: () => say('soon'), missed: () => say('missedIt') })
const isAnother = anotherPage(page, clock.left)

async function wait () {
  is('waiting', true)
  clock.start()
  for (;;) {
    const told = await ask(page.dataset.address)
    if (told === 'on') return begin()
    if (told === 'over') return end()
    clock.asked(told)
    if (await isAnother()) return location.reload()
    await pause((clock.left() > LONG_BEFORE ? LATER : SOON) * (0.75 + Math.random() / 2))
  }
}

async function begin () {
  if (holds.has('waiting')) say('begun')
  clock.stop()
  holds.clear()
  holds.add('joining')
  show()
  buttons.wake()
  player.start()
  // Whoever has pressed something on this page may be let hear it at once; else browsers start without sound.
  video.muted = !navigator.userActivation?.hasBeenActive
  try {
    await video.play()
  } catch {
    video.muted = true
    await video.play().catch((error) => { if (error.name === 'NotAllowedError') is('refused', true) })
  }
}

for (const press of page.querySelectorAll('[data-do="begin"]')) {
  press.addEventListener('click', () => {
    video.muted = false
    buttons.play()
    // The press goes away under the finger: whoever uses keys goes on from the button that does the same.
    page.querySelector('[data-do="sound"]').focus({ preventScroll: true })
    page.scrollIntoView({ block: 'nearest' })
  })
}
video.addEventListener('playing', () => { is('joining', false); is('refused', false) })
video.addEventListener('play', () => is('paused', false))
video.addEventListener('pause', () => is('paused', !holds.has('joining') && !video.ended))
video.addEventListener('volumechange', () => is('muted', video.muted))
video.addEventListener('playing', () => is('muted', video.muted))
const tell = beats(video, page.dataset.beats)
const asked = questions(page)
now(video, page.dataset.address, [together(document.querySelector('[data-together]'), video, tell), asked?.hear].filter(Boolean), Boolean(asked))

page.querySelector('[data-do="again"]')?.addEventListener('click', async () => {
  await begin()
  buttons.focus()
})

if (isReplay) {
  is('replay', true)
} else if (page.dataset.state === 'joining') {
  ask(page.dataset.address).then(async (told) => {
    if (told === 'over') return end()
    // It is on air, but nothing of it has been let out yet, or the origin is away: the picture comes by itself.
    is('joining', true)
    while (told !== 'on' && told !== 'over') {
      is('trouble', told === 'gone')
      if (await isAnother()) return location.reload()
      await pause(AGAIN)
      told = await ask(page.dataset.address)
    }
    told === 'over' ? end() : begin()
  })
} else {
  wait()
}
