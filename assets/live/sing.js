// Sing along: the words of the song large, the line that is sung now largest. Fed by the captions of the picture, with no
// request of its own.
const sheet = document.querySelector('[data-songs]')

function singing () {
  const video = document.querySelector('[data-picture]')
  const dialog = sheet.querySelector('[data-singing]')
  const words = sheet.querySelector('[data-singing-words]')
  const title = sheet.querySelector('[data-singing-title]')
  const open = sheet.querySelector('[data-sing]')
  const lines = [...sheet.querySelectorAll('[data-line]')]
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  let song = null
  let at = -1

  // The line that says this: the nearest after the last one, since songs say some lines twice.
  function find (text) {
    const same = lines.map((line, number) => number).filter((number) => [lines[number].dataset.en, lines[number].dataset.cy].includes(text))
    return same.find((number) => number >= at) ?? same[0] ?? -1
  }

  function turnTo (next) {
    if (next === song) return
    song = next
    words.replaceChildren(...[...song.querySelectorAll('[data-line]')].map((line) => line.cloneNode(true)))
    title.textContent = song.querySelector('[data-title]').textContent
  }

  // A line that stands in no song sheet (its words may not be given away) is shown alone, as the caption is.
  function alone (text) {
    song = null
    const line = document.createElement('span')
    line.className = 'bl-song__line'
    line.textContent = text
    line.setAttribute('aria-current', 'true')
    words.replaceChildren(line)
  }

  function sung (text) {
    const number = find(text)
    if (number < 0) return alone(text)
    at = number
    turnTo(lines[number].closest('[data-song]'))
    const here = [...words.children]
    const now = here[[...song.querySelectorAll('[data-line]')].indexOf(lines[number])]
    for (const line of here) line.removeAttribute('aria-current')
    now.setAttribute('aria-current', 'true')
    now.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' })
  }

  function follow (track) {
    track.addEventListener('cuechange', () => {
      const cues = [...(track.activeCues ?? [])]
      if (cues.length) sung(cues[cues.length - 1].getCueAsHTML().textContent)
    })
  }

  video.textTracks.addEventListener('addtrack', ({ track }) => follow(track))
  for (const track of video.textTracks) follow(track)
  open.hidden = false
  open.addEventListener('click', () => {
    document.body.classList.add('bl-singing')
    dialog.showModal()
    words.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' })
  })
  sheet.querySelector('[data-sing-close]').addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => document.body.classList.remove('bl-singing'))
}

if (sheet) {
  const print = sheet.querySelector('[data-print]')
  print.hidden = false
  print.addEventListener('click', () => window.print())
  singing()
}
