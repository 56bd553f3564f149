// What only the page itself says while somebody waits: that its date is cancelled, or at another time now, or that it has
// ended before anything came of it. It is the same bytes for everybody, so whatever cache stands before it may answer.
// Ten thousand who wait ask for a dozen pages a second, or three dozen once it is missed.
const BETWEEN = 15 * 60 * 1000
const MISSED = 5 * 60 * 1000
const AWAY = 60 * 1000

// Returns a question to ask now and then: is the page another one now? Every screen looks at moments of its own, and soon
// after the start, when it is missed, and when somebody comes back to it.
export function anotherPage (page, left) {
  let looked = Date.now()
  let next = looked + BETWEEN * (0.75 + Math.random() / 2)
  let early = left() > 0
  const soon = (within) => { next = Math.min(next, Date.now() + Math.random() * within) }

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && Date.now() - looked > AWAY) soon(1000)
  })

  return async () => {
    if (early && left() <= 0) {
      early = false
      soon(MISSED)
    }
    if (Date.now() < next) return false
    looked = Date.now()
    next = looked + BETWEEN * (0.75 + Math.random() / 2)
    const answer = await fetch(location.href, { cache: 'no-cache' }).catch(() => null)
    if (!answer?.ok) return false
    const found = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-watch]')
    return Boolean(found) && (['over', 'replay'].includes(found.dataset.state) || found.dataset.starts !== page.dataset.starts)
  }
}
