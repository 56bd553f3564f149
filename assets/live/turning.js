// Another camera while it is live. A recorder that runs can't be given one, so a new session of this same studio takes
// over from the one before: opened first and begun last, so that nobody sees more than a short jump.
import { film, letGo } from './camera.js'
import { pause } from './watch-asking.js'

const ENOUGH = 1500

// Its stream. Many phones open one camera at a time: there the old one is let go first. Throws the name of a word.
export async function openAnother (recording, stream, chosen) {
  try {
    return await film(chosen)
  } catch (reason) {
    if (reason !== 'camera-busy') throw reason
  }
  stop(recording)
  letGo(stream)
  return film(chosen)
}

// All that was filmed until now has arrived over there, or has been on its way for long enough. Once another session
// has begun it would be for the recording alone.
export async function handOver (recording, out) {
  if (recording.state === 'recording') {
    const given = new Promise((resolve) => recording.addEventListener('dataavailable', resolve, { once: true }))
    recording.requestData()
    await given
  }
  await Promise.race([out.done(), pause(ENOUGH)])
}

export function stop (recording) {
  recording.onerror = null
  if (recording.state === 'recording') recording.stop()
}
