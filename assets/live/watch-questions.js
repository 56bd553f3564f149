import { ErrorSummary } from 'govuk-frontend'
import { write } from './writing.js'

// Questions: the one that staff show, below the picture, and the box in which somebody writes one.
export function questions (page) {
  const place = page.querySelector('[data-question]')
  if (!place) return null
  const part = (name) => place.querySelector(`[data-${name}]`)
  const box = document.querySelector('[data-ask]')
  const form = box?.querySelector('form')
  const field = () => form.elements.question

  function hear ({ asks = false, question = null }) {
    if (asks || question) place.hidden = false
    write(part('question-words'), question?.text ?? '')
    write(part('question-name'), question?.name ?? '')
    part('by').hidden = !question?.name
    part('shown').hidden = !question
    part('none').hidden = Boolean(question)
    // Nobody's words are taken away from under their hands: what comes too late is answered in a sentence.
    if (box && (asks || !field().value)) box.hidden = !asks
  }

  // As on every page of the house: the summary has the focus, and leads to its field. Nothing is taken from what was
  // typed since.
  function putRight (html) {
    const typed = [...form.querySelectorAll('input, textarea')].map((each) => each.value)
    form.innerHTML = html
    form.querySelectorAll('input, textarea').forEach((each, place) => { each.value = typed[place] })
    const summary = form.querySelector('.govuk-error-summary')
    if (summary) new ErrorSummary(summary)
  }

  // What was refused is put right and sent again at once; a press that follows an answer says nothing new.
  let sending = false
  let thanked = false
  form?.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (sending || (thanked && !field().value)) return
    sending = true
    const says = box.querySelector('[data-ask-says]')
    says.textContent = ''
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' }, credentials: 'omit' }).catch(() => null)
    const told = await answer?.json().catch(() => null)
    says.textContent = told ? told.sentence ?? '' : says.dataset.away
    sending = false
    thanked = Boolean(answer?.ok && told)
    if (told?.form) return putRight(told.form)
    field().focus()
    if (thanked) field().value = ''
  })

  return {
    hear,
    end () {
      hear({})
      place.hidden = true
    },
  }
}
