// The studio: a phone's camera and microphone become numbered chunks.
import { sender, sendWhatIsLeft } from './sender.js'

const TIMESLICE = 1000 // Safari gives empty pieces below that
const KINDS = ['video/mp4;codecs=avc1.42E01F,mp4a.40.2', 'video/webm;codecs=h264,opus', 'video/webm;codecs=vp8,opus', 'video/mp4', 'video/webm']

const studio = document.querySelector('[data-studio]')
const picture = studio.querySelector('video')
const says = studio.querySelector('[data-says]')
const words = studio.dataset
let stream
let recorder
let out
let lock

function show (state) {
  studio.dataset.state = state
  for (const part of studio.querySelectorAll('[data-when]')) part.hidden = !part.dataset.when.split(' ').includes(state)
}

function say (text) { says.textContent = text }

async function camera () {
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, facingMode: 'user' },
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: true },
    })
  } catch (error) {
    say(error.name === 'NotFoundError' ? words.noCamera : words.notAllowed)
    return
  }
  picture.srcObject = stream
  await picture.play()
  say('')
  show('ready')
  meter()
}

function meter () {
  const level = studio.querySelector('[data-level]')
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    level.value = Math.min(1, Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length) * 4)
  }, 150)
}

async function begin (form, submitter) {
  const asked = new FormData(form, submitter)
  const response = await fetch(form.action, { method: 'POST', body: asked, headers: { Accept: 'application/json' } })
  const told = await response.json()
  if (!response.ok) {
    say(told.sentence)
    show(told.takeOver ? 'other' : 'ready')
    return
  }
  record(told.address)
}

function record (address) {
  out = sender((state, left) => {
    studio.dataset.sending = state
    say({ sending: left > 3 ? words.catchingUp : words.live, waiting: words.noNetwork, full: words.full, 'taken-over': words.takenOver, forgotten: words.forgotten, twice: words.takenOver }[state])
    if (['taken-over', 'forgotten', 'twice'].includes(state)) stop()
  })
  const kind = KINDS.find((each) => MediaRecorder.isTypeSupported(each))
  recorder = new MediaRecorder(stream, { mimeType: kind, videoBitsPerSecond: 1800000, audioBitsPerSecond: 128000, videoKeyFrameIntervalDuration: 2000 })
  let number = 0
  const began = performance.now()
  recorder.ondataavailable = ({ data }) => {
    if (!data.size) return
    out.add({ address, number: number++, recorded: Math.round(performance.now() - began), content: data })
  }
  recorder.start(TIMESLICE)
  show('live')
  say(words.live)
  navigator.wakeLock?.request('screen').then((given) => { lock = given }, () => {})
}

function stop () {
  if (recorder?.state === 'recording') recorder.stop()
  lock?.release()
  show('ready')
}

async function finish (form) {
  stop()
  await out?.done()
  form.submit()
}

studio.querySelector('[data-camera]').addEventListener('click', camera)
for (const form of studio.querySelectorAll('form[data-begin]')) {
  form.addEventListener('submit', (event) => { event.preventDefault(); begin(form, event.submitter) })
}
studio.querySelector('form[data-end]').addEventListener('submit', (event) => { event.preventDefault(); finish(event.target) })
addEventListener('beforeunload', (event) => { if (recorder?.state === 'recording' || out?.left) event.preventDefault() })
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && recorder?.state === 'recording') navigator.wakeLock?.request('screen').then((given) => { lock = given }, () => {})
})
show('off')
sendWhatIsLeft()
