// What the worker answers for a page of the desk that needs the network when there is none. Of itself only: no
// style sheet or font of ours may be at hand.
const WORDS = {
  en: {
    title: 'There is no connection',
    why: 'This page is not kept on this device, so it needs a network. What you have written down here is kept, and is sent when there is one again.',
    still: 'The count of a date that was opened here before still opens.',
    again: 'Try again',
  },
  cy: {
    title: 'Nid oes cysylltiad',
    why: 'Nid yw’r dudalen hon yn cael ei chadw ar y ddyfais hon, felly mae angen rhwydwaith. Mae’r hyn a nodwyd gennych yma yn cael ei gadw, a’i anfon pan fydd rhwydwaith eto.',
    still: 'Mae tudalen gyfrif a agorwyd yma o’r blaen yn dal i agor.',
    again: 'Rhowch gynnig arall arni',
  },
}
const STYLE = `:root { color-scheme: light dark; --paper: #fbf8f1; --ink: #1b2a2f; --line: #005e5d; --under: #fff }
@media (prefers-color-scheme: dark) { :root { --paper: #10191b; --ink: #f3eee2; --line: #7fd1c8; --under: #10191b } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.5 system-ui, sans-serif }
main { max-width: 34rem; margin: 0 auto; padding: 48px 20px }
h1 { font: 650 1.75rem/1.2 Georgia, serif; margin: 0 0 16px }
a { display: inline-block; margin-top: 12px; padding: 14px 22px; border-radius: 10px; background: var(--line); color: var(--under); font-weight: 650; text-decoration: none }
a:focus-visible { outline: 3px solid #1b2a2f; background: #fd0; color: #1b2a2f }`

export function unplugged (path) {
  const language = path.startsWith('/cy/') ? 'cy' : 'en'
  const { title, why, still, again } = WORDS[language]
  const page = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${why}</p><p>${still}</p><a href="">${again}</a></main></body></html>`
  return new Response(page, { status: 503, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } })
}
