// The log on this device: what was done here and is not known to the library yet. What it says is sealed by a
// key that no script can read out; in the clear stand only random ids, where it goes, and when it is too old.
const NAME = 'branchline-log'
const USED = 'branchline-log-used'
export const KEPT_FOR = 14 * 24 * 3600 * 1000

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})

let opened
export function open () {
  opened ??= (async () => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('device')
      request.result.createObjectStore('operations', { keyPath: 'id' })
      request.result.createObjectStore('known')
    }
    return done(request)
  })()
  return opened
}

// Whether this browser has ever written anything down: on other devices nothing is opened at all.
export const wasUsed = () => localStorage.getItem(USED) === 'yes'

async function within (store, mode, work) {
  const transaction = (await open()).transaction(store, mode)
  const result = await work(transaction.objectStore(store))
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
  })
  return result
}

// Two tabs may be first at the same moment: the one key that was put down first is everybody's.
async function once (name, make) {
  const kept = await within('device', 'readonly', (store) => done(store.get(name)))
  if (kept !== undefined) return kept
  const made = await make()
  await within('device', 'readwrite', async (store) => {
    if (await done(store.get(name)) === undefined) await done(store.put(made, name))
  })
  return within('device', 'readonly', (store) => done(store.get(name)))
}

const key = () => once('key', () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']))
export const device = () => once('name', () => crypto.randomUUID())

async function seal (said) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key(), new TextEncoder().encode(JSON.stringify(said)))
  return { iv, box }
}

async function unseal ({ iv, box }) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await key(), box)))
}

// What waits, oldest first; and the ids of what is too old to be sent, which go when somebody has been told.
export async function waiting () {
  const rows = await within('operations', 'readonly', (store) => done(store.getAll()))
  const old = rows.filter((row) => row.until <= Date.now())
  const kept = await Promise.all(rows.filter((row) => !old.includes(row)).map(async (row) => ({ ...row, ...await unseal(row) })))
  return { kept: kept.sort((a, b) => a.made_at - b.made_at), old: old.map((row) => row.id) }
}

export async function write (address, about, kind, payload) {
  localStorage.setItem(USED, 'yes')
  const id = crypto.randomUUID()
  const madeAt = Date.now()
  const sealed = await seal({ kind, payload, made_at: madeAt })
  await within('operations', 'readwrite', (store) => done(store.put({ id, address, about, until: madeAt + KEPT_FOR, ...sealed })))
  return { id, address, about, kind, payload, made_at: madeAt }
}

export async function forget (ids) {
  if (ids.length) await within('operations', 'readwrite', (store) => Promise.all(ids.map((id) => done(store.delete(id)))))
}

// What the library last said of one thing: with what waits it is what the page shows.
export async function learn (about, state, until = Date.now() + KEPT_FOR) {
  const sealed = await seal(state)
  await within('known', 'readwrite', (store) => done(store.put({ until, ...sealed }, about)))
}

export async function known (about) {
  const row = await within('known', 'readonly', (store) => done(store.get(about)))
  return row && row.until > Date.now() ? unseal(row) : undefined
}

// What is known no longer: of everything whose name begins so, but for one.
export async function unlearn (begins, but) {
  await within('known', 'readwrite', async (store) => {
    const names = (await done(store.getAllKeys())).filter((name) => name.startsWith(begins) && name !== but)
    await Promise.all(names.map((name) => done(store.delete(name))))
  })
}
