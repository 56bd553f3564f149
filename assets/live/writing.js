// What several pages write, written one way.

// A screen reader reads again what is set again.
export function write (part, text) {
  if (part.textContent !== text) part.textContent = text
}

// Seconds as a clock: 4:05, or 1:04:05.
export function clockWords (seconds) {
  const two = (number) => String(number).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(Math.floor(seconds) % 60)}`
}
