// The stream itself: hls.js where a browser lets it, the browser's own player elsewhere (older iPhones). Whatever is
// lost comes back without anybody pressing anything.
import Hls from 'hls.js'
import { ask, pause } from './watch-asking.js'

const AGAIN = 2000
const BEHIND = 3 // seconds behind the newest that live is
const TOO_FAR = 14 // seconds behind from which a player that slept jumps to now
const STILL = 3 // looks without a new picture: something is wrong
const STUCK = 15 // looks after which a player that has what it needs is started anew
const SLATE = 'slate'

// `isReplay`: the address is of what is over, which is all there at once and begins at its start.
export function stream (video, address, tell, isReplay = false) {
  const byItself = !Hls.isSupported()
  let player = null
  let quality = ''
  let back = isReplay ? 0 : null // seconds since the start where somebody wants to be; null: with everybody
  let goal = null // where it is on its way to
  let edge = { total: 0, shift: 0 }
  let still = 0
  let before = -1
  let saved = 0
  let helping = false
  let over = false

  const source = () => `${address}/${byItself || back !== null ? 'all' : 'now'}${quality}.m3u8`

  function load () {
    player?.destroy()
    still = 0
    if (byItself) {
      video.src = source()
      video.addEventListener('loadedmetadata', () => { if (back !== null) video.currentTime = back }, { once: true })
      return
    }
    player = new Hls({
      enableWorker: false, backBufferLength: 60, maxBufferLength: 20,
      liveSyncDuration: BEHIND, liveMaxLatencyDuration: back === null ? TOO_FAR : Infinity,
      maxLiveSyncPlaybackRate: back === null ? 1.05 : 1,
      startPosition: back ?? -1,
    })
    player.subtitleDisplay = false
    player.on(Hls.Events.ERROR, (_event, error) => { if (error.fatal) help(error) })
    player.on(Hls.Events.LEVEL_UPDATED, (_event, { details }) => {
      const total = back === null ? (details.endSN + 1) * details.targetduration : details.edge
      edge = { total, shift: total - details.edge }
    })
    player.on(Hls.Events.FRAG_CHANGED, (_event, { frag }) => tell.slate(frag.title === SLATE))
    player.loadSource(source())
    player.attachMedia(video)
  }

  async function help (error) {
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR && performance.now() - saved > 10000) {
      saved = performance.now()
      player.recoverMediaError()
      return
    }
    if (helping || over) return
    helping = true
    tell.trouble(true)
    let told
    do {
      await pause(AGAIN * (0.75 + Math.random() / 2))
      told = await ask(address, isReplay ? 'all' : 'now')
      if (isReplay && told === 'nothing') return tell.ended() // taken down meanwhile
    } while (told === 'gone' || told === 'nothing')
    helping = false
    if (over) return
    if (told === 'over' && back === null) return tell.ended()
    again()
  }

  function again () {
    const sounded = !video.muted
    load()
    video.muted = !sounded
    video.play().catch(() => {})
  }

  // Once a second: does the picture go on? It stands still when the network is away, the origin is gone or nothing new comes.
  function look () {
    if (over || video.paused || helping) return
    still = video.currentTime === before ? still + 1 : 0
    before = video.currentTime
    if (still === 0 && video.readyState > 2) tell.trouble(false)
    if (still === STILL) tell.trouble(true)
    if (still >= STUCK && video.readyState > 2) again()
    if (!isReplay && still && still % 4 === 0) {
      ask(address).then((told) => { if (told === 'over' && still > 4 && back === null) tell.ended() })
    }
    if (byItself && !isReplay) lookAtSlate()
  }

  async function lookAtSlate () {
    const answer = await fetch(`${address}/audio/now.m3u8`, { credentials: 'omit' }).catch(() => null)
    if (!answer?.ok) return
    const titles = [...(await answer.text()).matchAll(/#EXTINF:[\d.]+,(.*)/g)].map((found) => found[1])
    tell.slate(back === null && titles[titles.length - 2] === SLATE)
  }

  for (const there of ['seeked', 'playing']) video.addEventListener(there, () => { goal = null })
  video.addEventListener('ended', () => tell.ended())
  video.addEventListener('error', () => { if (byItself) help({ type: 'native' }) })
  let looking = null

  return {
    start () {
      over = false
      load()
      looking ??= setInterval(look, 1000)
    },
    stop () {
      over = true
      clearInterval(looking)
      looking = null
      player?.destroy()
      player = null
      video.removeAttribute('src')
    },
    // Seconds since the event's start: where this screen is, and how long it is so far.
    get at () { return goal ?? (byItself ? video.currentTime : Math.max(0, video.currentTime + edge.shift)) },
    get total () { return byItself ? (video.seekable.length ? video.seekable.end(0) : 0) : edge.total },
    get isLive () { return !isReplay && back === null && (byItself ? this.total - video.currentTime < 20 : true) },
    goTo (seconds) {
      const loaded = (back !== null || byItself) && video.readyState > 0
      back = goal = Math.max(0, Math.min(seconds, this.total - BEHIND))
      if (loaded) video.currentTime = back
      else again()
    },
    catchUp () {
      if (byItself) {
        back = null
        video.currentTime = this.total - BEHIND
      } else if (back !== null) {
        back = null
        again()
      }
    },
    choose (which) {
      const at = this.at
      quality = which
      if (back !== null) back = at
      again()
    },
    // What was paused for long goes on where it was: whoever wants to be with everybody catches up.
    resume (at, seconds) {
      if (seconds > BEHIND * 2 && back === null && !byItself) this.goTo(at)
      else video.play().catch(() => {})
    },
  }
}
