// A screen says how many seconds of picture or sound it has had, under a name drawn by lot that is kept nowhere.
const BEAT = 15000
const LEAP = 2

export function beats (video, address) {
  const drawn = [...crypto.getRandomValues(new Uint8Array(12))].map((each) => each.toString(16).padStart(2, '0')).join('')
  let had = 0
  let last = null
  video.addEventListener('timeupdate', () => {
    const forward = last === null ? 0 : video.currentTime - last
    if (forward > 0 && forward < LEAP) had += forward
    last = video.currentTime
  })
  setInterval(() => {
    if (video.paused || video.ended || !video.currentTime) return
    fetch(`${address}/${drawn}/${Math.round(had * 1000)}`, { method: 'POST', keepalive: true, credentials: 'omit' }).catch(() => {})
  }, BEAT)
}
