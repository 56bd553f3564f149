// What the origin knows of a broadcast, by its smallest playlist: nothing (yet), on, over; or the origin is gone.
const PATIENCE = 8000

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

export async function ask (address, list = 'now') {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), PATIENCE)
  try {
    const answer = await fetch(`${address}/audio/${list}.m3u8`, { cache: 'no-store', credentials: 'omit', signal: giveUp.signal })
    if (!answer.ok) return answer.status === 404 ? 'nothing' : 'gone'
    return (await answer.text()).includes('#EXT-X-ENDLIST') ? 'over' : 'on'
  } catch {
    return 'gone'
  } finally {
    clearTimeout(timer)
  }
}
