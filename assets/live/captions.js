// Captions at the desk: the replay beside its lines. A press on a line plays from there; "Now" writes down where the
// replay is. Without script, or while the replay is not up, the page is the same without it.
import Hls from 'hls.js'

const MOMENT = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:[.,]\d+)?)$/
const player = document.querySelector('[data-player]')
const video = player.querySelector('video')
const says = player.querySelector('[data-says]')
const address = `${player.dataset.player}/all.m3u8`

// Seconds, or nothing where no time is written.
function read (text) {
  const found = text.trim().match(MOMENT)
  if (!found) return null
  const [, hours = 0, minutes = 0, seconds] = found
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'))
}

// As the page writes it: "1:02.4", "1:00:02.0".
function write (seconds) {
  const tenths = Math.round(seconds * 10)
  const left = `${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`
  const minutes = Math.floor(tenths / 600)
  return minutes < 60 ? `${minutes}:${left}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${left}`
}

function begin () {
  if (Hls.isSupported()) {
    const stream = new Hls({ enableWorker: false, maxBufferLength: 10, startPosition: 0 })
    stream.loadSource(address)
    stream.attachMedia(video)
  } else {
    video.src = address
  }
  player.hidden = false
}

for (const line of document.querySelectorAll('[data-line]')) {
  const play = line.querySelector('[data-play]')
  play.hidden = false
  play.addEventListener('click', () => {
    const at = read(line.querySelector('[data-time]').value)
    if (at !== null) video.currentTime = at
    video.play().catch(() => {})
  })
  for (const button of line.querySelectorAll('[data-now]')) {
    const field = document.getElementById(button.dataset.now)
    button.hidden = false
    button.addEventListener('click', () => {
      field.value = write(video.currentTime)
      says.textContent = `${button.dataset.words} ${field.value}`
    })
  }
}
begin()
