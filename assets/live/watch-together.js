// What those before a screen may tell: how many they are, and a heart. Nobody learns who; both are numbers.

export function together (part, video, tell) {
  if (!part) return null
  const says = part.querySelector('[data-thanks]')
  const all = part.querySelector('[data-hearts]')
  const many = [...part.querySelectorAll('button[data-people]')]

  for (const one of many) {
    one.addEventListener('click', () => {
      tell('family', `/${one.dataset.people}`)
      for (const each of many) each.setAttribute('aria-pressed', String(each === one))
      says.textContent = says.dataset.people
    })
  }
  part.querySelector('[data-heart]').addEventListener('click', () => {
    tell('heart')
    says.textContent = says.dataset.heart
  })

  video.addEventListener('playing', () => { part.hidden = false }, { once: true })
  video.addEventListener('ended', () => { part.hidden = true })

  return ({ hearts }) => {
    all.textContent = hearts ? all.dataset.words.replace('0', hearts.toLocaleString(document.documentElement.lang)) : ''
  }
}
