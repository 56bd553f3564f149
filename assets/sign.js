// A signature drawn with a finger, a pen or a mouse: kept as a path on a sheet of 600 by 200 in a hidden field. Without this
// script, or by keyboard, one signs by a typed name or before a witness.
import SignaturePad from 'signature_pad'

const WIDE = 600
const box = document.querySelector('[data-sign]')
const form = box.closest('form')
const sheet = box.querySelector('canvas')
const kept = form.elements.drawing
const pad = new SignaturePad(sheet, { minWidth: 1.5, maxWidth: 3.5, penColor: '#111' })
const unit = () => WIDE / sheet.clientWidth

function fit () {
  const ratio = Math.max(devicePixelRatio, 1)
  sheet.width = sheet.clientWidth * ratio
  sheet.height = sheet.clientHeight * ratio
  sheet.getContext('2d').scale(ratio, ratio)
  pad.fromData(strokes(kept.value))
}

// One that is a dot alone is no stroke.
function path () {
  const scale = unit()
  const written = pad.toData().map(({ points }) => points.map(({ x, y }) => `${at(x * scale)} ${at(y * scale)}`))
  return written.filter((points) => points.length > 1).map((points) => `M${points.join('L')}`).join('')
}

const at = (n) => Math.min(9999, Math.max(0, Math.round(n)))

function strokes (said) {
  const scale = unit()
  return said.split('M').filter(Boolean).map((stroke) => ({
    points: stroke.split('L').map((point) => {
      const [x, y] = point.split(' ').map((n) => Number(n) / scale)
      return { x, y, time: 0, pressure: 0.5 }
    }),
    penColor: '#111', dotSize: 0, minWidth: 1.5, maxWidth: 3.5, velocityFilterWeight: 0.7, compositeOperation: 'source-over',
  }))
}

function show () {
  const drawn = form.elements.way.value === 'drawn'
  if (box.hidden === !drawn) return
  box.hidden = !drawn
  if (drawn) fit()
}

pad.addEventListener('endStroke', () => { kept.value = path() })
box.querySelector('button').addEventListener('click', () => { pad.clear(); kept.value = '' })
form.addEventListener('change', show)
addEventListener('resize', () => { if (!box.hidden) fit() })
show()
