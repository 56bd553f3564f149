// The watch page: waits for the picture, plays it, and tells by beats that somebody can see something.
import Hls from 'hls.js'

const ASK = 3000
const BEAT = 15000
const page = document.querySelector('[data-watch]')
const video = page.querySelector('video')
const { origin, prefix } = page.dataset
const address = (which) => `${origin}/live/${prefix}/${which}.m3u8`
let player
let rewound = false

function show (state) {
  page.dataset.state = state
  for (const part of page.querySelectorAll('[data-when]')) part.hidden = !part.dataset.when.split(' ').includes(state)
}

async function isOn () {
  try {
    return (await fetch(address('now'), { cache: 'no-store' })).ok
  } catch {
    return false
  }
}

async function wait () {
  show('waiting')
  while (!(await isOn())) await new Promise((resolve) => setTimeout(resolve, ASK + Math.random() * ASK))
  play()
}

function play () {
  show('on')
  if (!Hls.isSupported()) {
    video.src = address(rewound ? 'all' : 'now')
    return
  }
  player?.destroy()
  player = new Hls({
    liveSyncDuration: 3, liveMaxLatencyDuration: 14, maxLiveSyncPlaybackRate: 1.05, enableWorker: false,
    manifestLoadingMaxRetry: 30, levelLoadingMaxRetry: 30, fragLoadingMaxRetry: 10, backBufferLength: 60,
  })
  player.on(Hls.Events.ERROR, (_event, error) => {
    if (!error.fatal) return
    if (error.type === Hls.ErrorTypes.MEDIA_ERROR) player.recoverMediaError()
    else setTimeout(play, ASK)
  })
  player.on(Hls.Events.LEVEL_UPDATED, (_event, { details }) => { page.dataset.ended = String(!details.live) })
  player.loadSource(address(rewound ? 'all' : 'now'))
  player.attachMedia(video)
}

const drawn = [...crypto.getRandomValues(new Uint8Array(12))].map((each) => each.toString(16).padStart(2, '0')).join('')
setInterval(() => {
  if (page.dataset.state === 'on' && !video.paused) {
    fetch(`${origin}/beat/${prefix}/${drawn}/${Math.round(video.currentTime * 1000)}`, { method: 'POST', keepalive: true }).catch(() => {})
  }
}, BEAT)

for (const button of page.querySelectorAll('[data-do]')) {
  button.addEventListener('click', () => {
    if (button.dataset.do === 'play') video.paused ? video.play() : video.pause()
    if (button.dataset.do === 'sound') video.muted = !video.muted
    if (button.dataset.do === 'start') { rewound = true; play() }
    if (button.dataset.do === 'now') { rewound = false; play() }
    if (button.dataset.do === 'large') page.requestFullscreen?.()
  })
}
video.addEventListener('ended', () => show('over'))
wait()
