// What is typed while somebody talks is kept on this device until it is saved: a reload, a step back or a telephone that
// rings loses nothing. A page names the one draft it knows of (`data-drafts`: of one caller and one call, and random to
// everybody else); whatever else lies here is removed by it, and all of it by whoever signs out. Sealed as the log is.
import { known, learn, unlearn } from './offline/store.js'

const BEGINS = 'draft:'
const USED = 'branchline-drafts'
const KEPT_FOR = 2 * 3600 * 1000 // as long as a call is one caller's at most
const SOON = 300

const able = () => isSecureContext && 'indexedDB' in window && crypto.subtle
const used = () => localStorage.getItem(USED) === 'yes'

let leaving = false

async function remove (but) {
  await unlearn(BEGINS, but && BEGINS + but)
  if (!but) localStorage.removeItem(USED)
}

export async function keepDrafts (root) {
  if (!able()) return
  const page = root.querySelector('[data-drafts]')
  if (page && used()) await remove(page.dataset.drafts)
  if (page instanceof HTMLFormElement && page.dataset.drafts) await keep(page)
}

export function leaveNothing (root) {
  root.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !('leaving' in form.dataset) || !able() || !used()) return
    event.preventDefault()
    // What was changed by the very tap that signs out is not written again behind it.
    leaving = true
    remove().finally(() => form.submit())
  })
}

async function keep (form) {
  const name = BEGINS + form.dataset.drafts
  const box = form.querySelector('[data-steps]')
  let soon

  async function write () {
    clearTimeout(soon)
    soon = undefined
    if (leaving) return
    localStorage.setItem(USED, 'yes')
    await learn(name, { said: told(form), at: Number(box.dataset.at) }, Date.now() + KEPT_FOR)
  }

  // What the library sends back is newer than what was kept.
  const before = 'sent' in form.dataset ? undefined : await known(name)
  if (before) {
    restore(form, before.said)
    box.dispatchEvent(new CustomEvent('bl-step', { detail: before.at }))
    const says = form.querySelector('[data-draft-says]')
    says.textContent = says.dataset.again
    says.hidden = false
  } else if ('sent' in form.dataset) {
    await write()
  }
  for (const kind of ['input', 'change', 'click']) {
    form.addEventListener(kind, () => { soon ??= setTimeout(write, SOON) })
  }
  document.addEventListener('visibilitychange', () => { if (document.hidden && soon) write() })
}

const choice = ({ type }) => type === 'radio' || type === 'checkbox'
const asked = (form) => [...form.elements].filter((each) => each.name && !/^(hidden|submit|button)$/.test(each.type))

function told (form) {
  return asked(form).filter((each) => !choice(each) || each.checked).map(({ name, value }) => [name, value])
}

function restore (form, said) {
  for (const each of asked(form)) {
    const those = said.filter(([name]) => name === each.name).map(([, value]) => value)
    if (choice(each)) each.checked = those.includes(each.value)
    else each.value = those[0] ?? ''
  }
  // A form that unfolds or hides by what is chosen does so.
  form.querySelectorAll('input:checked').forEach((each) => each.dispatchEvent(new Event('change', { bubbles: true })))
  for (const fold of form.querySelectorAll('details')) {
    fold.open ||= asked(form).some((each) => fold.contains(each) && each.value && (each.checked || !choice(each)))
  }
}
