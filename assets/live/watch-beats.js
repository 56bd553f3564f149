// A screen says how many seconds of picture or sound it has had, under a name drawn by lot that is kept nowhere. When
// it is left it says so; when it was loaded again it says that too, and takes the place of the one that has just left.
const BEAT = 15000
const LEAP = 2

export function beats (video, address) {
  const drawn = [...crypto.getRandomValues(new Uint8Array(12))].map((each) => each.toString(16).padStart(2, '0')).join('')
  const wasLoadedAgain = performance.getEntriesByType('navigation')[0]?.type === 'reload'
  let had = 0
  let last = null

  function tell (what, more = '') {
    const to = address.replace('/beat/', `/${what}/`)
    fetch(`${to}/${drawn}${more}`, { method: 'POST', keepalive: true, credentials: 'omit' }).catch(() => {})
  }
  const say = (what) => tell(what, `/${Math.round(had * 1000)}`)

  video.addEventListener('timeupdate', () => {
    const forward = last === null ? 0 : video.currentTime - last
    const isThere = !document.hidden || !video.muted // nobody sees or hears what is muted behind another window
    if (isThere && forward > 0 && forward < LEAP) had += forward
    last = video.currentTime
  })
  video.addEventListener('playing', () => wasLoadedAgain ? tell('again') : say('beat'), { once: true })
  setInterval(() => {
    if (!video.paused && !video.ended && video.currentTime) say('beat')
  }, BEAT)
  addEventListener('pagehide', () => { if (had) say('bye') })
  return tell
}
