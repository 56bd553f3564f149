// Three plain fields for a date; where the browser has a calendar of its own, a button opens it.
function enhanceDate (block) {
  if (block.dataset.enhanced || !('showPicker' in HTMLInputElement.prototype)) return
  block.dataset.enhanced = 'yes'
  const [day, month, year] = ['day', 'month', 'year'].map((part) => block.querySelector(`[data-part="${part}"]`))
  if (!day || !month || !year) return
  const holder = document.createElement('span')
  holder.className = 'bl-datetime__pick'
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'bl-textbutton'
  button.textContent = block.dataset.pick
  const native = document.createElement('input')
  native.type = 'date'
  native.tabIndex = -1
  native.setAttribute('aria-hidden', 'true')
  button.addEventListener('click', () => {
    const [d, m, y] = [day, month, year].map((field) => field.value.padStart(2, '0'))
    if (/^\d{4}$/.test(y)) native.value = `${y}-${m}-${d}`
    native.showPicker()
  })
  native.addEventListener('change', () => {
    if (!native.value) return
    const [y, m, d] = native.value.split('-')
    year.value = y
    month.value = String(Number(m))
    day.value = String(Number(d))
    year.dispatchEvent(new Event('change', { bubbles: true }))
  })
  holder.append(button, native)
  block.append(holder)
}

export function enhanceDates (scope) {
  if (scope.matches?.('[data-date]')) enhanceDate(scope)
  scope.querySelectorAll('[data-date]').forEach(enhanceDate)
}
