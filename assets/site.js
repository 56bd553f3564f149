// Everything here is a kindness on top of pages that work without it.
import 'htmx.org/dist/htmx.esm.js'
import { CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink, createAll } from 'govuk-frontend'
import { enhanceParties } from './party.js'
import { guardForms } from './guard.js'
import { enhanceDates } from './dates.js'
import { enhanceSteps } from './steps.js'
import { keepDrafts, leaveNothing } from './draft.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

function enhance (scope) {
  for (const component of [CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink]) {
    createAll(component, undefined, { scope, onError: () => {} })
  }
  tidyRadios(scope)
  enhanceParties(scope)
  enhanceDates(scope)
  enhanceSteps(scope)
}

// govuk-frontend puts aria-expanded on radios, which ARIA does not allow there; what opens follows at once.
function tidyRadios (scope) {
  scope.querySelectorAll('input[type="radio"][aria-expanded]').forEach((radio) => radio.removeAttribute('aria-expanded'))
}

enhance(document)
// After govuk-frontend's own listeners, which were added just now.
document.addEventListener('click', () => tidyRadios(document))
window.addEventListener('pageshow', () => tidyRadios(document))
guardForms(document)
leaveNothing(document)
keepDrafts(document).catch(() => { /* Then the page keeps it as long as it is open. */ })
document.addEventListener('htmx:after:swap', (event) => enhance(event.target instanceof Element ? event.target : document))
