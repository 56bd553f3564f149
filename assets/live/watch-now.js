// What changes while it plays, asked of the origin: hearts; where questions are taken, also whether one may be asked and
// which one is shown. Every screen asks at moments of its own.
const LOOK = 15000
const LOOK_FOR_QUESTIONS = 8000

export function now (video, address, heard, mayBeAsked) {
  const often = (mayBeAsked ? LOOK_FOR_QUESTIONS : LOOK) * (0.85 + Math.random() * 0.3)

  async function look () {
    if (document.hidden || video.paused) return
    const answer = await fetch(`${address}/now.json`, { credentials: 'omit' }).catch(() => null)
    if (!answer?.ok) return
    const told = await answer.json()
    for (const hear of heard) hear(told)
  }
  if (heard.length) {
    video.addEventListener('playing', () => {
      look()
      setInterval(look, often)
    }, { once: true })
  }
}
