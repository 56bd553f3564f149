// Camera and microphone of this device: what can be had of them, and why not.
const KINDS = ['video/mp4;codecs=avc1.42E01F,mp4a.40.2', 'video/webm;codecs=h264,opus', 'video/webm;codecs=vp8,opus', 'video/mp4', 'video/webm']
const WHY = { NotAllowedError: 'not-allowed', SecurityError: 'not-allowed', NotFoundError: 'no-camera', OverconstrainedError: 'no-camera', NotReadableError: 'camera-busy', AbortError: 'camera-busy' }

// Why this browser can't film at all, if so.
export function cannot () {
  if (!navigator.mediaDevices?.getUserMedia) return isSecureContext ? 'no-recorder' : 'not-secure'
  return globalThis.MediaRecorder ? undefined : 'no-recorder'
}

// `chosen`: { facing } or { camera, microphone } by their ids. Throws the name of a word.
export async function film (chosen) {
  const video = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }
  if (chosen.camera) video.deviceId = { exact: chosen.camera }
  else video.facingMode = chosen.facing
  // For singing and music: what makes a telephone call clear makes a song choppy.
  const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: true }
  if (chosen.microphone) audio.deviceId = { exact: chosen.microphone }
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio })
  } catch (error) {
    throw WHY[error.name] ?? 'no-camera'
  }
}

export const letGo = (stream) => stream?.getTracks().forEach((track) => track.stop())

export async function devices (stream) {
  const all = await navigator.mediaDevices.enumerateDevices()
  const now = stream.getTracks().map((track) => track.getSettings().deviceId)
  const of = (kind) => all.filter((each) => each.kind === kind).map(({ deviceId, label }) => ({ id: deviceId, label, now: now.includes(deviceId) }))
  return { cameras: of('videoinput'), microphones: of('audioinput') }
}

export const facesUs = (stream) => stream.getVideoTracks()[0]?.getSettings().facingMode !== 'environment'

// What the one after this is called: the other side of a phone or tablet, or the next one of several.
export async function otherThan (stream) {
  const { facingMode, deviceId } = stream.getVideoTracks()[0].getSettings()
  if (facingMode) return { facing: facesUs(stream) ? 'environment' : 'user' }
  const { cameras, microphones } = await devices(stream)
  const at = cameras.findIndex((each) => each.id === deviceId)
  return { camera: cameras[(at + 1) % cameras.length].id, microphone: microphones.find((each) => each.now)?.id }
}

// A second at a time: Safari gives empty pieces below that.
export function recorder (stream, bits, take) {
  const mimeType = KINDS.find((each) => MediaRecorder.isTypeSupported(each))
  const made = new MediaRecorder(stream, { mimeType, videoBitsPerSecond: bits, audioBitsPerSecond: 128000, videoKeyFrameIntervalDuration: 2000 })
  let number = 0
  const began = performance.now()
  made.ondataavailable = ({ data }) => {
    if (data.size) take({ number: number++, recorded: Math.round(performance.now() - began), content: data })
  }
  made.start(1000)
  return made
}
