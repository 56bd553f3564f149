// What those before a screen may tell: how many they are, and a heart. Nobody learns who; both are numbers.
const LOOK = 15000

export function together (part, video, address, tell) {
  if (!part) return
  const says = part.querySelector('[data-thanks]')
  const all = part.querySelector('[data-hearts]')
  const many = [...part.querySelectorAll('[data-people]')]

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

  async function look () {
    if (document.hidden || video.paused) return
    const answer = await fetch(`${address}/now.json`, { credentials: 'omit' }).catch(() => null)
    if (!answer?.ok) return
    const { hearts } = await answer.json()
    all.textContent = hearts ? all.dataset.words.replace('0', hearts.toLocaleString(document.documentElement.lang)) : ''
  }
  video.addEventListener('playing', () => {
    part.hidden = false
    look()
    setInterval(look, LOOK)
  }, { once: true })
  video.addEventListener('ended', () => { part.hidden = true })
}
