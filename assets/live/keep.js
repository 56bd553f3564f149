// What a studio has recorded and not yet sent: kept in the browser, so that neither a lost network nor a reload loses it.
const NAME = 'branchline-live'
const CHUNKS = 'chunks'

function asked (request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

let opened

async function store (mode) {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(CHUNKS, { keyPath: ['address', 'number'] })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return (await opened).transaction(CHUNKS, mode).objectStore(CHUNKS)
}

export async function keep (chunk) {
  await asked((await store('readwrite')).put(chunk))
}

export async function drop (chunk) {
  await asked((await store('readwrite')).delete([chunk.address, chunk.number]))
}

// In order of session and number.
export async function kept () {
  return asked((await store('readonly')).getAll())
}
