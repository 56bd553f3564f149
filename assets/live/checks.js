// What a studio looks at before anybody sees it: light, sound, network and the device itself. Each tells a word.
import { room } from './keep.js'

const BLACK = 8
const DARK = 55
const BRIGHT = 225
const HEARD = 0.012
const CLIPPED = 0.985
const QUALITIES = [
  { name: 'network-good', needs: 3_600_000, bits: 1_800_000 },
  { name: 'network-fair', needs: 2_000_000, bits: 1_000_000 },
  { name: 'network-weak', needs: 0, bits: 600_000 },
]
const SOUND_BITS = 128_000
const LONG = 60

// How light a picture is, from 0 to 255.
function light (video, canvas) {
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  pen.drawImage(video, 0, 0, canvas.width, canvas.height)
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
  let sum = 0
  for (let at = 0; at < data.length; at += 4) sum += 0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2]
  return sum / (data.length / 4)
}

export function lightWord (mean) {
  if (mean < BLACK) return ['light-black', 'wrong']
  if (mean < DARK) return ['light-dark', 'soon']
  return mean > BRIGHT ? ['light-bright', 'soon'] : ['light-good', 'good']
}

// Looks and listens until it is stopped. `tell(check, word, tone)`; `level(from 0 to 1)`.
export function lookAndListen (stream, video, tell, level) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 18 })
  const looking = setInterval(() => {
    if (!video.videoWidth) return
    tell('light', ...lightWord(light(video, canvas)))
    tell('upright', video.videoHeight > video.videoWidth ? 'upright' : '', 'soon')
  }, 500)
  if (!stream.getAudioTracks().length) {
    tell('sound', 'sound-none', 'wrong')
    return () => clearInterval(looking)
  }
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let heard = 0
  let clipped = 0
  tell('sound', 'sound-quiet', 'soon')
  const listening = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    let squares = 0
    let peak = 0
    for (const each of samples) { squares += each * each; peak = Math.max(peak, Math.abs(each)) }
    const loud = Math.sqrt(squares / samples.length)
    level(Math.min(1, loud * 4))
    heard += loud > HEARD
    clipped = peak >= CLIPPED ? Math.min(clipped + 4, 20) : Math.max(clipped - 1, 0)
    if (clipped > 8) tell('sound', 'sound-loud', 'soon')
    else if (heard >= 3) tell('sound', 'sound-heard', 'good')
  }, 100)
  return () => { clearInterval(looking); clearInterval(listening); context.close() }
}

async function upload (address, bytes) {
  const began = performance.now()
  const response = await fetch(address, { method: 'PUT', body: new Uint8Array(bytes), signal: AbortSignal.timeout(8000) })
  if (!response.ok) throw new Error(response.status)
  return (bytes * 8000) / Math.max(1, performance.now() - began)
}

// Bits a second to the place that takes the pieces, and which picture they carry.
export async function measure (address, tell) {
  tell('network', 'network-wait', 'quiet')
  try {
    let speed = await upload(address, 200_000)
    if (speed > 1_000_000) speed = await upload(address, 1_000_000)
    const found = QUALITIES.find(({ needs }) => speed >= needs)
    tell('network', found.name, found.needs ? 'good' : 'soon')
    return found.bits
  } catch {
    tell('network', 'network-none', 'wrong')
    return QUALITIES.at(-1).bits
  }
}

export async function device (bits, tell) {
  const battery = await navigator.getBattery?.().catch(() => undefined)
  const minutes = Math.floor((await room() * 8) / (bits + SOUND_BITS) / 60)
  const words = []
  if (battery && !battery.charging && battery.level < 0.3) words.push(['device-battery', Math.round(battery.level * 100)])
  if (!navigator.wakeLock) words.push(['device-awake'])
  if (minutes < 1) words.push(['device-none'])
  else words.push(minutes > LONG ? ['device-long'] : ['device-room', minutes])
  tell('device', words, words.length > 1 || minutes < 1 ? 'soon' : 'good')
}
