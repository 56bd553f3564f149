// Captions in our own line: large enough on a phone, there with sound only, and in the reader's own size of type.
export function captions (video, line) {
  let wanted = true
  let inPlayerOfSystem = false

  function draw () {
    const cues = [...video.textTracks].flatMap((track) => [...(track.activeCues ?? [])])
    const last = cues[cues.length - 1]
    line.textContent = last ? last.getCueAsHTML().textContent : ''
    if (last) line.lang = last.track?.language ?? ''
    line.hidden = !wanted || !line.textContent
  }

  function mind (track) {
    track.addEventListener('cuechange', draw)
    // Hidden: its cues come, and the browser draws none of them.
    if (track.mode !== 'hidden') track.mode = inPlayerOfSystem && wanted ? 'showing' : 'hidden'
  }

  function everyTrack () {
    for (const track of video.textTracks) track.mode = inPlayerOfSystem && wanted ? 'showing' : 'hidden'
  }

  video.textTracks.addEventListener('addtrack', ({ track }) => mind(track))
  for (const track of video.textTracks) mind(track)
  // An iPhone shows the picture alone in full screen, where our line is not.
  video.addEventListener('webkitbeginfullscreen', () => { inPlayerOfSystem = true; everyTrack() })
  video.addEventListener('webkitendfullscreen', () => { inPlayerOfSystem = false; everyTrack() })

  return {
    get wanted () { return wanted },
    set wanted (whether) {
      wanted = whether
      everyTrack()
      draw()
    },
  }
}
