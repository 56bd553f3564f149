// How long until it begins. Digits for the eye; those who listen hear the date once, and "in five minutes".
const MINUTE = 60
const FIVE_MINUTES = 5 * MINUTE
const VERY_LATE = 3 * MINUTE
const MISSED = 10 * MINUTE

// `tell.fiveMinutes`, `tell.missed`: once each. That nobody is on air the origin has to have said: it may be away.
export function countdown (page, tell) {
  const starts = Date.parse(page.dataset.starts)
  const clock = page.querySelector('[data-countdown]')
  const calm = matchMedia('(prefers-reduced-motion: reduce)')
  const left = () => starts - Date.now()
  let timer = null
  let told = left() < FIVE_MINUTES * 1000
  const sorry = page.querySelector('[data-missed]')
  let nothing = !sorry.hidden

  function unit (name, value, shown) {
    const part = clock.querySelector(`[data-unit="${name}"]`)
    const words = part.querySelector('[data-one]')
    part.hidden = !shown
    part.querySelector('b').textContent = value
    words.textContent = value === 1 ? words.dataset.one : words.dataset.many
  }

  function draw () {
    const seconds = Math.ceil(left() / 1000)
    const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60]
    clock.hidden = seconds <= 0
    page.querySelector('[data-leave]').hidden = seconds <= 0
    page.querySelector('[data-soon]').hidden = seconds > 0 || seconds < -VERY_LATE
    const missed = nothing && seconds < -MISSED
    if (missed && sorry.hidden) tell.missed()
    sorry.hidden = !missed
    page.querySelector('[data-late]').hidden = missed || seconds >= -VERY_LATE
    if (!told && seconds <= FIVE_MINUTES) {
      told = true
      tell.fiveMinutes()
    }
    if (seconds <= 0) return
    unit('days', days, days > 0)
    unit('hours', hours, days > 0 || hours > 0)
    unit('minutes', minutes, true)
    unit('seconds', seconds % 60, !days && !calm.matches)
  }

  return {
    left,
    // What the origin said last: whether it knows of nothing that is on.
    asked (told) { nothing = told === 'nothing' },
    start () {
      draw()
      timer = setInterval(draw, 1000)
    },
    stop () { clearInterval(timer) },
  }
}
