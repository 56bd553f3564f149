// Words by tap: the page's buttons send what is sung, in order, without leaving the page. What is tapped without a
// network is kept, and sent with the time that has passed since.
const ASK = 2000
const FIRST_PAUSE = 400
const LONGEST_PAUSE = 4000

const form = document.querySelector('form[data-words]')
const part = (name) => form.querySelector(`[data-${name}]`)
const lines = [...form.querySelectorAll('[data-line]')]
const begins = [...form.querySelectorAll('[data-begin]')]
const says = form.dataset
const waiting = []
let at = -1 // the line that is shown, or was last
let sending = false
let asked = 0

const say = (text) => { part('says').textContent = text }
const titleOf = (button) => button.closest('ol > li').querySelector('[data-title]').textContent.trim()
const words = (button) => button.textContent.trim()

function offer (button, line, none) {
  button.disabled = !line
  button.value = line?.value ?? ''
  if (none !== undefined) part('words-next').textContent = line ? words(line) : none
}

// `line`: the button of the line that is shown, `item`: that of what has begun; neither: nothing is shown.
function show (line, item) {
  for (const each of lines) each.removeAttribute('aria-current')
  line?.setAttribute('aria-current', 'true')
  if (line) at = lines.indexOf(line)
  else if (item) at = lines.findIndex((each) => each.closest('ol > li') === item.closest('ol > li')) - 1
  part('now').textContent = line ? words(line) : says.nothing
  const of = line ?? item
  if (of) part('item').textContent = titleOf(of)
  offer(part('next'), lines[at + 1], says.over)
  offer(part('before'), lines[at - 1])
}

function find (told) {
  return [lines.find((each) => each.value && each.value === told.line), begins.find((each) => each.value && each.value === told.item)]
}

async function send () {
  if (sending) return
  sending = true
  let pause = FIRST_PAUSE
  while (waiting.length) {
    const [body, when] = waiting[0]
    body.set('ago', String(Math.round(performance.now() - when)))
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } })
      const told = await answer.json()
      waiting.shift()
      pause = FIRST_PAUSE
      if (!answer.ok) say(told.sentence)
      else if (!waiting.length) say(says.shown)
    } catch {
      say(says.kept)
      await new Promise((resolve) => setTimeout(resolve, pause))
      pause = Math.min(pause * 1.6, LONGEST_PAUSE)
    }
  }
  asked = performance.now()
  sending = false
}

function tap (button) {
  if (button.disabled) return
  const body = new FormData(form, button)
  body.set('key', crypto.randomUUID())
  waiting.push([body, performance.now()])
  navigator.vibrate?.(15)
  const [line, item] = find({ [button.name]: button.value })
  show(line, item)
  send()
}

// Somebody else may tap too, or the broadcast begins.
async function follow () {
  const began = performance.now()
  try {
    const told = await (await fetch(says.state, { headers: { Accept: 'application/json' } })).json()
    if (sending || waiting.length || asked > began) return
    const [line, item] = find(told)
    if (!told.running) say(says.off)
    else if (part('says').textContent === says.off) say('')
    if (line && line !== lines[at]) {
      show(line, item)
      say(says.together)
    }
  } catch { /* the next time */ }
}

at = lines.findIndex((each) => each.hasAttribute('aria-current'))
if (at < 0 && part('next').value) at = lines.findIndex((each) => each.value === part('next').value) - 1
form.addEventListener('submit', (event) => { event.preventDefault(); tap(event.submitter) })
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  const to = { ' ': 'next', ArrowRight: 'next', ArrowLeft: 'before', n: 'none', N: 'none' }[event.key]
  // A button that has the focus is pressed by the space bar itself.
  if (!to || (event.key === ' ' && event.target.closest('button, a, summary'))) return
  event.preventDefault()
  tap(part(to))
})
setInterval(follow, ASK)
