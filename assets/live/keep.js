// What a studio has recorded and not yet sent: kept in the browser, so that neither a lost network nor a reload nor a
// killed tab loses it. Each piece says where it goes, so that pieces of several broadcasts are never mixed up.
const NAME = 'branchline-live'
const CHUNKS = 'chunks'
const KEPT_FOR = 12 * 3600 * 1000 // as long as the pass in a piece's address lasts
const MOST = 1024 ** 3

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})

let opened

async function store (mode) {
  opened ??= (async () => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(CHUNKS, { keyPath: ['address', 'number'] })
    return asked(request)
  })()
  return (await opened).transaction(CHUNKS, mode).objectStore(CHUNKS)
}

// Bytes that this browser still takes for us: none of a private window that keeps nothing.
export async function room () {
  const { quota = 0, usage = 0 } = await navigator.storage?.estimate?.().catch(() => ({})) ?? {}
  return Math.max(0, Math.min(MOST, quota / 2) - usage)
}

// False when the browser has no room or keeps nothing: then it is only in memory.
export async function keep (chunk) {
  try {
    if (await room() < chunk.content.size) return false
    await asked((await store('readwrite')).put({ ...chunk, at: Date.now() }))
    return true
  } catch {
    return false
  }
}

export async function drop (chunk) {
  try {
    await asked((await store('readwrite')).delete([chunk.address, chunk.number]))
  } catch { /* it was never kept */ }
}

// In order of session and number. What is too old for anybody to take it goes.
export async function kept () {
  try {
    const all = await asked((await store('readonly')).getAll())
    const old = all.filter(({ at }) => at < Date.now() - KEPT_FOR)
    for (const chunk of old) await drop(chunk)
    return all.filter((chunk) => !old.includes(chunk))
  } catch {
    return []
  }
}
