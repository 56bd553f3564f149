// How it goes, as the studio tells it while somebody films: trouble, who watches, how full the line is, what is asked.
import { write } from './writing.js'

export function tellHow (told, find, word) {
  show(find('[data-trouble]'), told.trouble)
  show(find('[data-watching]'), watching(told.watching, word))
  show(find('[data-line]'), full(told.line, word))
  const asked = find('[data-asked]')
  if (!asked) return
  asked.hidden = !told.question
  write(find('[data-asked-words]'), told.question ?? '')
  write(find('[data-asked-new]'), told.new_questions ? `(${told.new_questions})` : '')
}

function show (part, text) {
  part.hidden = !text
  write(part, text)
}

function watching (screens, word) {
  if (screens == null) return ''
  return screens === 1 ? word('watching-one') : word('watching', screens)
}

function full (line, word) {
  if (!line?.level) return ''
  return word(line.level === 1 ? 'line-low' : 'line-sound', line.percent)
}
