// A second press within five seconds is not sent again. The server is idempotent in any case. `data-often` marks a form
// whose every press counts: Panic, again at once after it was taken back; a line that is sung two seconds after another;
// what is put right at once on a page that stays.
const WAIT = 5000

export function guardForms (root) {
  const sent = new WeakMap()
  root.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || 'often' in form.dataset) return
    const now = Date.now()
    if (now - (sent.get(form) ?? -WAIT) < WAIT) {
      event.preventDefault()
      event.stopImmediatePropagation()
      return
    }
    sent.set(form, now)
    const button = event.submitter
    if (button) {
      button.setAttribute('aria-busy', 'true')
      setTimeout(() => button.removeAttribute('aria-busy'), WAIT)
    }
  }, true)
  // A page that comes back by the Back button may be sent again at once.
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    for (const form of root.querySelectorAll('form')) sent.delete(form)
    for (const button of root.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy')
  })
}
