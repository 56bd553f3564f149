// Party chooser: a big − and + beside each number, and the total said aloud.
function stepButton (words, sign) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'bl-party__step'
  button.setAttribute('aria-label', words)
  button.innerHTML = `<svg class="bl-icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${sign === 1 ? 'M5 12h14M12 5v14' : 'M5 12h14'}"/></svg>`
  return button
}

function number (input) {
  const value = Number.parseInt(input.value, 10)
  return Number.isNaN(value) ? 0 : value
}

function enhanceParty (party) {
  if (party.dataset.enhanced) return
  party.dataset.enhanced = 'yes'
  const inputs = [...party.querySelectorAll('input[type="number"]')]
  const total = party.querySelector('[data-party-total]')
  const refreshers = inputs.map((input) => {
    const less = stepButton(input.dataset.less, -1)
    const more = stepButton(input.dataset.more, 1)
    const low = Number(input.min || 0)
    const high = input.max === '' ? Infinity : Number(input.max)
    const move = (by) => {
      input.value = String(Math.min(high, Math.max(low, number(input) + by)))
      input.dispatchEvent(new Event('change', { bubbles: true }))
    }
    less.addEventListener('click', () => move(-1))
    more.addEventListener('click', () => move(1))
    input.before(less)
    input.after(more)
    return () => {
      // aria-disabled, not disabled: focus must not be lost at the end of the range.
      less.setAttribute('aria-disabled', String(number(input) <= low))
      more.setAttribute('aria-disabled', String(number(input) >= high))
    }
  })
  const refresh = () => {
    refreshers.forEach((each) => each())
    const sum = inputs.reduce((all, input) => all + number(input), 0)
    if (total) total.textContent = (sum === 1 ? total.dataset.one : total.dataset.many).replace('%', sum)
  }
  party.addEventListener('change', refresh)
  refresh()
}

export function enhanceParties (scope) {
  if (scope.matches?.('[data-party]')) enhanceParty(scope)
  scope.querySelectorAll('[data-party]').forEach(enhanceParty)
}
