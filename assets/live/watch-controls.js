// The player's own buttons.
import { clockWords } from './writing.js'

const SETTLED = 300 // milliseconds after the last step on the line, so that ten steps by the keyboard are one journey
// What lies over the picture while nothing new comes: with the newest, yet not live.
const AWAY = ['joining', 'trouble', 'refused', 'slate']

export function controls (page, video, player, captions, tell) {
  const bar = page.querySelector('[data-controls]')
  const button = (name) => bar.querySelector(`[data-do="${name}"]`)
  const slider = bar.querySelector('[data-seek]')
  const clock = bar.querySelector('[data-clock]')
  const quality = bar.querySelector('[data-quality]')
  const isReplay = page.classList.contains('bl-stage--replay')
  let held = false
  let paused = null
  let timer = null
  let settling = null

  function swap (part, on) {
    for (const each of part.querySelectorAll('[data-when-on]')) each.hidden = !on
    for (const each of part.querySelectorAll('[data-when-off]')) each.hidden = on
  }

  function press (name, on) {
    button(name).setAttribute('aria-pressed', String(on))
    swap(button(name), on)
  }

  const isNewest = () => player.isLive && !video.paused
  const isLive = () => isNewest() && !AWAY.includes(page.dataset.state)

  function tellTime (at) {
    const [minute, all] = [Math.floor(at / 60) + 1, Math.max(1, Math.ceil(player.total / 60))]
    const words = isLive() && !held ? slider.dataset.now : slider.dataset.words.replace('{at}', Math.min(minute, all)).replace('{all}', all)
    if (slider.getAttribute('aria-valuetext') !== words) slider.setAttribute('aria-valuetext', words)
    clock.textContent = isReplay ? `${clockWords(at)} / ${clockWords(player.total)}` : clockWords(at)
    slider.style.setProperty('--part', Number(slider.max) ? slider.value / slider.max : 1)
  }

  function draw () {
    const [newest, live] = [isNewest(), isLive()]
    const catchUp = button('catch-up')
    catchUp.setAttribute('aria-disabled', String(newest))
    for (const [name, holds] of [['live', live], ['waiting', newest && !live], ['behind', !newest]]) {
      catchUp.querySelector(`[data-when-${name}]`).hidden = !holds
    }
    if (held) return
    const at = paused?.at ?? player.at
    // Whole steps, so that the newest is the very end.
    slider.max = Math.ceil(player.total / slider.step) * slider.step
    slider.value = newest ? slider.max : Math.floor(at)
    tellTime(at)
  }

  function play () {
    if (!video.paused) return
    if (paused) player.resume(paused.at, (performance.now() - paused.since) / 1000)
    else video.play().catch(() => {})
  }

  function rest () {
    paused = { at: player.at, since: performance.now() }
    video.pause()
  }

  const presses = {
    play: () => (video.paused ? play() : rest()),
    sound: () => { video.muted = !video.muted },
    captions: () => {
      captions.wanted = !captions.wanted
      press('captions', captions.wanted)
    },
    'catch-up': () => {
      if (button('catch-up').getAttribute('aria-disabled') === 'true') return
      const pausedLive = player.isLive && video.paused
      clearTimeout(settling)
      held = false
      paused = null
      pausedLive ? player.choose(quality.value) : player.catchUp()
    },
    large: () => {
      if (document.fullscreenElement) document.exitFullscreen()
      else if (page.requestFullscreen) page.requestFullscreen()
      else video.webkitEnterFullscreen?.()
    },
  }
  for (const [name, act] of Object.entries(presses)) button(name).addEventListener('click', act)

  slider.addEventListener('input', () => {
    held = true
    tellTime(Number(slider.value))
  })
  slider.addEventListener('change', () => {
    clearTimeout(settling)
    settling = setTimeout(() => {
      held = false
      paused = null
      if (Number(slider.value) >= Number(slider.max)) player.catchUp()
      else player.goTo(Number(slider.value))
      draw()
    }, SETTLED)
  })
  quality.addEventListener('change', () => {
    tell.soundOnly(quality.value === '-sound')
    player.choose(quality.value)
  })
  video.addEventListener('volumechange', () => press('sound', !video.muted))
  video.addEventListener('play', () => { paused = null; swap(button('play'), true) })
  video.addEventListener('pause', () => { paused ??= { at: player.at, since: performance.now() }; swap(button('play'), false) })
  document.addEventListener('fullscreenchange', () => press('large', Boolean(document.fullscreenElement)))

  return {
    play,
    focus () { button('play').focus({ preventScroll: true }) },
    wake () {
      press('sound', !video.muted)
      timer ??= setInterval(draw, 500)
      draw()
    },
    rest () {
      clearInterval(timer)
      timer = null
      if (document.fullscreenElement) document.exitFullscreen()
    },
  }
}
