// Asks the house's service worker to keep this page, with what it is made of, for when there is no network.
const ours = (address) => new URL(address, location.href).origin === location.origin && new URL(address, location.href).pathname.startsWith('/static/')

function made () {
  const loaded = performance.getEntriesByType('resource').map((entry) => entry.name)
  const named = [...document.querySelectorAll('link[href], script[src], img[src], use[href]')].map((each) => each.href?.baseVal ?? each.href ?? each.src)
  return [...new Set([...loaded, ...named].filter((each) => each && ours(each)).map((each) => new URL(each, location.href).href.split('#')[0]))]
}

// Its worker is there when the network goes: a page that is not kept says so kindly.
export async function callWorker () {
  if (!('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register('/worker.js', { scope: '/' })
    return (await navigator.serviceWorker.ready).active
  } catch { /* Without it the page still counts for as long as it stays open. */ }
}

export async function keepThisPage () {
  (await callWorker())?.postMessage({ keep: { page: location.pathname, parts: made() } })
}
