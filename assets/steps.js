// A long form in short steps: one section at a time, with the keys 1 to 9 for its choices and Enter for the next. Without
// this script the sections stand one below the other, and the form is the same.
// What has no key any more is grave: that they want no more calls, that they have died.
const KEYS = '123456789'

export function enhanceSteps (scope) {
  scope.querySelectorAll('[data-steps]:not([data-enhanced])').forEach(enhance)
  scope.querySelectorAll('[data-branches]:not([data-enhanced])').forEach(branch)
}

// A script that branches: what the answers do not lead to is out of sight, and nothing is chosen in it.
function branch (box) {
  const steps = [...box.querySelectorAll('[data-at]')]
  box.dataset.enhanced = 'yes'
  // Where an answer leads is shown by going there.
  box.querySelectorAll('label').forEach((label) => { label.textContent = label.textContent.replace(/ \(→ \d+\)\s*$/, '') })
  const show = () => {
    let next = 0
    steps.forEach((step, place) => {
      step.hidden = place < next
      if (step.hidden) {
        step.querySelectorAll('input:checked').forEach((choice) => { choice.checked = false })
        return
      }
      const leads = Object.fromEntries(step.dataset.leads.split(' ').filter(Boolean).map((pair) => pair.split(':')))
      const chosen = step.querySelector('input:checked')
      // Without an answer the longest way round: what is meant for one answer alone is not said yet.
      const to = chosen ? leads[chosen.value] : Math.max(...Object.values(leads).map(Number), 0)
      next = to ? steps.findIndex((each) => each.dataset.at === String(to)) : place + 1
    })
  }
  box.addEventListener('change', show)
  show()
}

function enhance (box) {
  const steps = [...box.querySelectorAll('[data-step]')]
  if (steps.length < 2) return
  box.dataset.enhanced = 'yes'
  const nav = document.createElement('div')
  nav.className = 'bl-steps__nav'
  const back = button(box.dataset.back, 'govuk-button govuk-button--secondary')
  const next = button(box.dataset.next, 'govuk-button')
  const where = document.createElement('p')
  where.className = 'bl-soft'
  where.setAttribute('role', 'status')
  const end = button(box.dataset.end, 'bl-textbutton bl-steps__end')
  // What sends the form stands where “Next” stood: the thumb stays where it is.
  const save = box.querySelector('[data-save]')
  nav.append(where, end, back, next, save)
  box.append(nav)
  // Some steps are for some answers alone: nobody is asked what was talked about when nobody was there.
  const said = () => box.querySelector('[data-decides] input:checked')?.value
  const wanted = (step) => !step.dataset.only || !said() || step.dataset.only.split(' ').includes(said())
  const parts = [...box.querySelectorAll('[data-only]:not([data-step])')]
  const decides = steps.findIndex((step) => 'decides' in step.dataset)
  // What is of use only before anybody was rung.
  const early = box.parentElement.querySelector('[data-early]')
  const way = () => steps.filter((step, n) => wanted(step) || n === at)
  let at = Math.max(0, steps.findIndex((step) => step.querySelector('.govuk-error-message')))
  const show = (place, focus) => {
    at = Math.min(steps.length - 1, Math.max(0, place))
    steps.forEach((step, n) => { step.hidden = n !== at })
    parts.forEach((part) => { part.hidden = !wanted(part) || (!said() && Boolean(part.closest('[data-decides]'))) })
    const last = at === steps.length - 1
    back.hidden = at === 0
    next.hidden = last
    save.hidden = !last
    end.hidden = last || at < decides || !said()
    if (early) early.hidden = at >= decides
    box.dataset.at = at
    where.textContent = box.dataset.where.replace('%n', way().indexOf(steps[at]) + 1).replace('%all', way().length)
    if (focus) {
      heading(steps[at])?.focus({ preventScroll: true })
      // Each step begins at its top, below what stands above all of them.
      box.scrollIntoView({ block: 'start' })
    }
  }
  const go = (by) => {
    const there = way()
    show(steps.indexOf(there[Math.min(there.length - 1, Math.max(0, there.indexOf(steps[at]) + by))]), true)
  }
  back.addEventListener('click', () => go(-1))
  next.addEventListener('click', () => go(1))
  end.addEventListener('click', () => show(steps.length - 1, true))
  // Whoever comes back to a call that was begun stands where they were.
  box.addEventListener('bl-step', ({ detail }) => show(detail, false))
  box.addEventListener('change', () => show(at, false))
  // In this box alone: elsewhere on the page a letter or a number means what it always does (WCAG 2.1.4).
  box.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && at < steps.length - 1) {
      // Else the browser would send the form from the middle of it.
      event.preventDefault()
      go(1)
      return
    }
    const chosen = typing(event.target) ? -1 : KEYS.indexOf(event.key)
    if (chosen < 0) return
    const choices = [...steps[at].querySelectorAll('input[type="radio"], input[type="checkbox"]')].filter(seen)
    choices[chosen]?.click()
  })
  // Whatever is looked for in a step that is hidden is brought into sight: an error's link, a field the browser minds.
  box.ownerDocument.addEventListener('click', (event) => {
    const link = event.target.closest?.('.govuk-error-summary a[href^="#"]')
    const step = link && document.getElementById(link.hash.slice(1))?.closest('[data-step]')
    if (step) show(steps.indexOf(step), false)
  }, true)
  show(at, false)
}

function button (words, classes) {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = classes
  made.textContent = words
  return made
}

function heading (step) {
  const found = step.querySelector('h1, h2, legend, label')
  if (found && !found.hasAttribute('tabindex')) found.setAttribute('tabindex', '-1')
  return found
}

function seen (choice) {
  return choice.getClientRects().length > 0
}

function typing (target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(textarea|select)$/i.test(target.tagName) ||
    (target.tagName === 'INPUT' && !/^(radio|checkbox|button|submit)$/.test(target.type)))
}
