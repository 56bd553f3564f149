// The one service worker of the house. It keeps only pages that ask for it and that the server allows
// (Branchline-May-Be-Kept), with their styles, scripts and fonts; everything else it lets through untouched.
import { unplugged } from './unplugged.js'

const PAGES = 'branchline-pages-1'
const PARTS = 'branchline-parts-1'
const KEPT_FOR = 14 * 24 * 3600 * 1000
const PATIENCE = 4000
const KEPT_AT = 'branchline-kept-at'
const DESK = /^(\/cy)?\/[^/]+\/desk\//
const LASTING = /\.[0-9a-f]{12}\.\w+$/

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(Promise.all([self.clients.claim(), sweep()])))
self.addEventListener('message', (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep))
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== 'GET' || address.origin !== location.origin) return
  if (request.mode === 'navigate' && DESK.test(address.pathname)) event.respondWith(page(request, address.pathname))
  else if (address.pathname.startsWith('/static/')) event.respondWith(part(request, address.pathname))
})

async function put (cache, address, answer) {
  const headers = new Headers(answer.headers)
  headers.set(KEPT_AT, String(Date.now()))
  await cache.put(address, new Response(await answer.blob(), { status: 200, headers }))
}

async function keep ({ page, parts }) {
  const answer = await fetch(page, { credentials: 'same-origin', redirect: 'error', cache: 'no-store' })
  const pages = await caches.open(PAGES)
  if (!answer.ok || answer.headers.get('branchline-may-be-kept') !== 'yes') return pages.delete(page)
  await put(pages, page, answer)
  const kept = await caches.open(PARTS)
  await Promise.all(parts.map(async (address) => {
    if (await kept.match(address)) return
    const got = await fetch(address)
    if (got.ok) await put(kept, address, got)
  }))
  await sweep()
}

// The network first, since it knows more; what is kept when there is none, or when it takes too long; else a
// page that says so.
async function page (request, path) {
  const kept = await (await caches.open(PAGES)).match(path)
  if (!kept || isOld(kept)) return fetch(request).catch(() => unplugged(path))
  const later = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE))
  return Promise.race([fetch(request).catch(() => kept), later])
}

async function part (request, path) {
  const kept = await caches.match(request, { cacheName: PARTS })
  if (kept && LASTING.test(path)) return kept
  return fetch(request).catch((problem) => { if (kept) return kept; throw problem })
}

const isOld = (answer) => Number(answer.headers.get(KEPT_AT)) < Date.now() - KEPT_FOR

async function sweep () {
  for (const name of [PAGES, PARTS]) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const answer = await cache.match(request)
      if (answer && isOld(answer)) await cache.delete(request)
    }
  }
}
