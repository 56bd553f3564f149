// TrueType for paper: Typst reads no WOFF. A WOFF 1 file is TrueType whose tables are packed one by one
// (W3C WOFF File Format 1.0), so unpacking them gives the font back.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'

// The word of a family's name that is replaced in its second file, and by what.
const FAMILIES = [
  { family: 'atkinson-hyperlegible-next', faces: ['400-normal', '700-normal', '400-italic'], words: ['Atkinson', 'AtkinExt'] },
  { family: 'literata', faces: ['700-normal'], words: ['Literata', 'LiterExt'] },
]

function unpack (woff) {
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, n) => {
    const entry = 44 + n * 20
    const [offset, packed, length] = [4, 8, 12].map((more) => woff.readUInt32BE(entry + more))
    const body = woff.subarray(offset, offset + packed)
    return {
      tag: woff.subarray(entry, entry + 4),
      sum: woff.readUInt32BE(entry + 16),
      body: packed < length ? inflateSync(body) : body,
    }
  })
  const power = 2 ** Math.floor(Math.log2(count))
  const head = Buffer.alloc(12 + 16 * count)
  head.writeUInt32BE(woff.readUInt32BE(4), 0)
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE((count - power) * 16, 10)
  let offset = head.length
  const bodies = tables.map(({ tag, sum, body }, n) => {
    tag.copy(head, 12 + n * 16)
    head.writeUInt32BE(sum, 16 + n * 16)
    head.writeUInt32BE(offset, 20 + n * 16)
    head.writeUInt32BE(body.length, 24 + n * 16)
    const padded = Buffer.concat([body, Buffer.alloc(-body.length & 3)])
    offset += padded.length
    return padded
  })
  return Buffer.concat([head, ...bodies])
}

// The letters of Latin Extended (the Welsh ŵ and ŷ) come in a file of their own. Typst takes one file a
// family, so they get a family name of their own, of the same length, and stand second in the list.
function rename (font, words) {
  for (const coding of ['utf16le', 'latin1']) {
    const [before, after] = words.map((word) => Buffer.from(word, coding))
    if (coding === 'utf16le') { before.swap16(); after.swap16() }
    for (let at = font.indexOf(before); at >= 0; at = font.indexOf(before, at + 1)) after.copy(font, at)
  }
  return font
}

export async function paperFonts (modules, dist) {
  const folder = join(dist, 'paper')
  await mkdir(folder, { recursive: true })
  const wanted = FAMILIES.flatMap(({ family, faces, words }) =>
    ['latin', 'latin-ext'].flatMap((script) => faces.map((face) => ({ family, words, script, name: `${family}-${script}-${face}` }))))
  await Promise.all(wanted.map(async ({ family, words, script, name }) => {
    const font = unpack(await readFile(join(modules, '@fontsource', family, 'files', `${name}.woff`)))
    await writeFile(join(folder, `${name}.ttf`), script === 'latin-ext' ? rename(font, words) : font)
  }))
}
