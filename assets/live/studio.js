// The studio: a phone's camera and microphone become numbered chunks; checks before, and big buttons while it is live.
import { tellHow } from './air.js'
import { cannot, devices, facesUs, film, letGo, otherThan, recorder } from './camera.js'
import { device, lookAndListen, measure } from './checks.js'
import { sender, sendWhatIsLeft } from './sender.js'
import { handOver, openAnother, stop as stopOld } from './turning.js'
import { clockWords, write } from './writing.js'

const ASK = 4000
const MANY = 3
const studio = document.querySelector('[data-studio]')
const find = (what) => studio.querySelector(what)
const mineIs = `branchline-live ${studio.dataset.studio}`
const me = { stream: null, recording: null, out: null, session: null, bits: 1_000_000, stopped: false, turning: false, lock: null, quiet: () => {} }
let runs = { standing: studio.dataset.standing, panic: studio.dataset.panic === 'true', session: null, seconds: 0, forgotten: false }
let began = 0

const word = (name, number) => find(`[data-word="${name}"]`).textContent.replace('%', number)
const say = (text) => { find('[data-says]').textContent = text }

// Shows each part whose conditions hold.
function draw () {
  const running = ['rehearsal', 'on_air'].includes(runs.standing)
  const mine = Number(sessionStorage.getItem(mineIs))
  const holds = {
    camera: Boolean(me.stream), live: Boolean(me.recording), stopped: me.stopped, running, panic: runs.panic, forgotten: runs.forgotten,
    planned: runs.standing === 'planned', onair: runs.standing === 'on_air', rehearsal: runs.standing === 'rehearsal', ended: runs.standing === 'ended',
    // What this page itself sent before it was loaded again is no other device.
    other: runs.session !== null && runs.session !== me.session && runs.session !== mine,
  }
  studio.dataset.state = holds.live ? 'live' : holds.camera ? 'ready' : 'off'
  studio.dataset.standing = runs.standing
  studio.dataset.panic = String(runs.panic)
  for (const part of studio.querySelectorAll('[data-when]')) {
    part.hidden = !part.dataset.when.split(' ').every((each) => each[0] === '!' ? !holds[each.slice(1)] : holds[each])
  }
}

function tell (check, words, tone) {
  const row = find(`[data-check="${check}"]`)
  const told = (Array.isArray(words) ? words : words ? [[words]] : []).map(([name, number]) => word(name, number)).join(' ')
  row.hidden = !told
  row.dataset.tone = tone
  write(row.querySelector('[data-tells]'), told)
  if (check === 'network') find('[data-probe-again]').hidden = tone === 'good' || tone === 'quiet'
}

async function turnOn (chosen = { facing: 'user' }) {
  const why = cannot()
  if (why) return say(word(why))
  me.quiet()
  letGo(me.stream)
  try {
    me.stream = await film(chosen)
  } catch (reason) {
    me.stream = null
    say(word(reason))
    return draw()
  }
  say('')
  me.stopped = false
  await mirror()
  await ask()
  draw()
  me.quiet = lookAndListen(me.stream, find('video'), tell, (level) => { find('[data-level]').value = level })
  offer(await devices(me.stream))
}

// One's own picture.
async function mirror () {
  for (const track of me.stream.getTracks()) track.onended = lost
  const picture = find('video')
  picture.srcObject = me.stream
  picture.classList.toggle('bl-studio__mirror', facesUs(me.stream))
  await picture.play().catch(() => {})
}

// The other camera while it is live: this studio takes over from itself. Where that fails it goes on as it was, or stops and says so.
async function turnLive () {
  if (me.turning) return
  me.turning = true
  const { stream, recording, out } = me
  try {
    for (const track of stream.getTracks()) track.onended = null
    const next = await openAnother(recording, stream, await otherThan(stream))
    await handOver(recording, out)
    const further = { take_over: '1', ...(runs.standing === 'rehearsal' && { rehearsal: '1' }) }
    const pressed = await press(find('form[data-begin]'), undefined, further).catch(() => undefined)
    const goesOn = !pressed?.ok && recording.state === 'recording'
    me.stream = goesOn ? stream : next
    if (pressed?.ok) send(pressed.told)
    else say(pressed?.told.sentence ?? word('no-page'))
    if (!goesOn) stopOld(recording)
    if (!pressed?.ok && !goesOn) stop()
    letGo(goesOn ? next : stream)
    await mirror()
  } catch (reason) {
    if (recording.state !== 'recording') return lost()
    for (const track of stream.getTracks()) track.onended = lost
    say(word(reason))
  } finally {
    me.turning = false
    draw()
  }
}

async function look () {
  me.bits = await measure(studio.dataset.probe, tell)
  await device(me.bits, tell)
}

function offer ({ cameras, microphones }) {
  find('[data-turn]').hidden = cameras.length < 2
  find('[data-choices]').hidden = cameras.length < 2 && microphones.length < 2
  for (const [name, all] of [['camera', cameras], ['microphone', microphones]]) {
    find(`[data-choose="${name}"]`).replaceChildren(...all.map(({ id, label, now }) => new Option(label, id, now, now)))
  }
}

// The camera was pulled out, or another app has taken it.
function lost () {
  stop()
  letGo(me.stream)
  me.stream = null
  say(word('camera-gone'))
  draw()
}

async function press (form, submitter, further = {}) {
  const body = new FormData(form, submitter)
  for (const [name, value] of Object.entries(further)) body.set(name, value)
  const response = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } })
  return { ok: response.ok, told: await response.json() }
}

async function begin (form, submitter) {
  const mine = runs.session !== null && runs.session === Number(sessionStorage.getItem(mineIs))
  const pressed = await press(form, submitter, mine ? { take_over: '1' } : {}).catch(() => undefined)
  if (pressed?.ok) return record(pressed.told)
  if (pressed?.told.other) await ask()
  say(pressed?.told.sentence ?? word('no-page'))
  find('[data-list] input[type=checkbox]:not(:checked)')?.focus()
}

function send ({ address, session }) {
  say('')
  me.session = session
  sessionStorage.setItem(mineIs, session)
  // What a session before this one still sends is nobody's trouble.
  const out = sender((...told) => { if (me.out === out) heard(...told) })
  me.out = out
  me.recording = recorder(me.stream, me.bits, (chunk) => out.add({ address, ...chunk }))
  me.recording.onerror = lost
}

async function record (told) {
  me.quiet()
  me.quiet = () => {}
  send(told)
  await ask()
  draw()
  find('[data-network]').textContent = word('air-sending')
  find('[data-air]').focus()
  stayAwake()
}

function heard (state, left, unkept) {
  if (['taken-over', 'over', 'forgotten', 'twice', 'refused'].includes(state)) return stopBecause(state)
  if (!me.recording) return
  const name = state === 'sending' ? (left > MANY ? 'air-slow' : 'air-sending') : `air-${state}`
  const told = word(name, left) + (unkept && left > MANY ? ` ${word('air-unkept')}` : '')
  write(find('[data-network]'), told)
  studio.dataset.network = state
}

function stopBecause (state) {
  if (!me.recording) return
  stop()
  me.stopped = true
  sessionStorage.removeItem(mineIs)
  letGo(me.stream)
  me.stream = null
  say(word(`stopped-${state}`))
  ask()
  draw()
}

function stop () {
  if (me.recording?.state === 'recording') me.recording.stop()
  me.recording = null
  me.lock?.release().catch(() => {})
}

async function finish (form) {
  if (me.recording) stop()
  const left = me.out?.left
  if (left > 1) say(word('air-ending', left))
  await me.out?.done()
  sessionStorage.removeItem(mineIs)
  form.submit()
}

async function ask () {
  try {
    const response = await fetch(studio.dataset.now, { headers: { Accept: 'application/json' } })
    if (response.ok) learn(await response.json())
  } catch { /* the line about the network says it */ }
}

function learn (told) {
  runs = told
  began = performance.now() - told.seconds * 1000
  if (told.standing === 'ended') stopBecause('over')
  else if (me.recording && !me.turning && told.session !== null && told.session > me.session) stopBecause('taken-over')
  tellHow(told, find, word)
  // Not "all is well" beside it.
  find('[data-network]').hidden = Boolean(told.trouble) && studio.dataset.network === 'sending'
  draw()
}

function stayAwake () {
  navigator.wakeLock?.request('screen').then((given) => { me.lock = given }, () => {})
}

function tick () {
  find('[data-timer]').textContent = clockWords(Math.max(0, (performance.now() - began) / 1000))
}

function wire () {
  find('[data-camera]').addEventListener('click', async () => {
    await turnOn()
    if (!me.stream) return
    find('[data-ready]').focus()
    look()
  })
  find('[data-probe-again]').addEventListener('click', look)
  find('[data-turn]').addEventListener('click', () => {
    me.recording ? turnLive() : otherThan(me.stream).then(turnOn)
  })
  for (const choice of studio.querySelectorAll('[data-choose]')) {
    choice.addEventListener('change', () => turnOn({ camera: find('[data-choose="camera"]').value, microphone: find('[data-choose="microphone"]').value }))
  }
  for (const form of studio.querySelectorAll('form[data-begin]')) {
    form.addEventListener('submit', (event) => { event.preventDefault(); begin(form, event.submitter) })
  }
  for (const form of studio.querySelectorAll('form[data-press]')) {
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const pressed = await press(form, event.submitter).catch(() => undefined)
      if (!pressed?.ok) return say(pressed?.told.sentence ?? word('no-page'))
      say('')
      learn(pressed.told)
      if (form.hidden) find('.bl-studio__thumb form:not([hidden]) button')?.focus()
    })
  }
  for (const form of studio.querySelectorAll('form[data-end]')) {
    form.addEventListener('submit', (event) => { event.preventDefault(); finish(form) })
  }
  const end = find('.bl-studio__end')
  end.addEventListener('toggle', () => { if (end.open) end.scrollIntoView({ block: 'nearest' }) })
  const list = find('[data-list]')
  list.addEventListener('change', ({ target }) => {
    const told = new FormData()
    told.set('csrfmiddlewaretoken', list.elements.csrfmiddlewaretoken.value)
    told.set('what', target.value)
    if (target.checked) told.set('on', '1')
    fetch(list.action, { method: 'POST', body: told, headers: { Accept: 'application/json' } }).then((response) => { if (!response.ok) throw response }).catch(() => {
      target.checked = !target.checked
      say(word('no-page'))
    })
  })
  addEventListener('beforeunload', (event) => { if (me.recording || me.out?.left) event.preventDefault() })
  document.addEventListener('visibilitychange', () => { if (!document.hidden && me.recording) stayAwake() })
  setInterval(() => { if (!document.hidden || me.recording) ask() }, ASK)
  setInterval(tick, 500)
  ask()
  draw()
}

if (studio.dataset.standing !== 'ended') wire()
sendWhatIsLeft((left) => {
  const line = find('[data-left]')
  line.hidden = false
  line.textContent = left ? word('left', left) : word('left-sent')
})
