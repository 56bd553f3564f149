// Sends what waits, batch by batch; what the library has taken is forgotten here. One at a time on a device,
// however many tabs there are, so that what a state says and what still waits never overlap.
import { device, forget, learn, waiting } from './store.js'

const BATCH = 150
const PATIENCE = 15000

const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? ''

const alone = (work) => navigator.locks ? navigator.locks.request('branchline-log', work) : work()

async function post (address, body, untouched) {
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token(), ...(untouched && { 'Branchline-By-Itself': 'yes' }) }
  const answer = await fetch(address, {
    method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout?.(PATIENCE),
  })
  return { status: answer.type === 'opaqueredirect' ? 401 : answer.status, said: answer.headers.get('Content-Type')?.startsWith('application/json') ? await answer.json() : {} }
}

// What happened, in a word: sent; away (no network); pin (somebody has to say who they are); refused.
async function batch (address, about, operations) {
  const body = { about, device: await device(), sent_at: Date.now(), operations: operations.map(({ id, kind, made_at, payload }) => ({ id, kind, made_at, payload })) }
  let got
  try {
    got = await post(address, body, operations.length === 0)
  } catch {
    return { went: 'away', refused: [] }
  }
  if ([401, 403, 404].includes(got.status)) return { went: 'pin', refused: [] }
  if (got.status >= 500) return { went: 'away', refused: [] }
  if (got.status !== 200) return { went: 'refused', refused: [got.said.sentence].filter(Boolean) }
  const answers = Object.entries(got.said.answers)
  // What somebody else may send stays until they are here.
  const settled = answers.filter(([, answer]) => !answer.later)
  await learn(about, got.said.state)
  await forget(settled.map(([id]) => id))
  return {
    went: settled.length < answers.length ? 'pin' : 'sent',
    state: got.said.state,
    refused: settled.map(([, answer]) => answer.refused).filter(Boolean),
  }
}

// About one thing, or everything that waits on this device. Asks for the state even when nothing waits.
export function send (address, about) {
  return alone(async () => {
    const { kept } = await waiting()
    const mine = about ? kept.filter((each) => each.about === about) : kept
    const groups = new Map(about ? [[about, { address, operations: [] }]] : [])
    for (const each of mine) {
      if (!groups.has(each.about)) groups.set(each.about, { address: each.address, operations: [] })
      groups.get(each.about).operations.push(each)
    }
    const result = { went: 'sent', refused: [] }
    for (const [what, group] of groups) {
      for (let start = 0; start === 0 || start < group.operations.length; start += BATCH) {
        const one = await batch(group.address, what, group.operations.slice(start, start + BATCH))
        result.refused.push(...one.refused)
        result.state = one.state ?? result.state
        if (one.went !== 'sent') { result.went = one.went; break }
      }
    }
    return result
  })
}
