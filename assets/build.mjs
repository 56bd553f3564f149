// Builds branchline/core/static/core/dist: site.css, site.js, fonts and the icon sprite.
// Run by `npm run build`; needs Node 20 or newer and the packages in package-lock.json.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import * as sass from 'sass'
import { paperFonts } from './paper-fonts.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, '..', 'node_modules')
const dist = join(here, '..', 'branchline', 'core', 'static', 'core', 'dist')

async function styles () {
  const { css } = await sass.compileAsync(join(here, 'styles', 'site.scss'), {
    loadPaths: [modules],
    quietDeps: true,
    charset: false,
  })
  const { code } = await esbuild.transform(css, { loader: 'css', minify: true, target: ['chrome90', 'firefox90', 'safari14'] })
  await writeFile(join(dist, 'site.css'), code)
}

// `site` is on every page, `offline` on those of the desk; `worker` is the house's service worker (core/offline);
// `studio`, `words`, `captions` and `watch` are on those pages of the room live,
// `sign` where something is signed on the screen.
async function script () {
  await esbuild.build({
    entryPoints: { site: join(here, 'site.js'), offline: join(here, 'offline', 'main.js'), worker: join(here, 'offline', 'worker.js'), studio: join(here, 'live', 'studio.js'), watch: join(here, 'live', 'watch.js'), words: join(here, 'live', 'words.js'), copy: join(here, 'live', 'copy.js'), sign: join(here, 'sign.js'), captions: join(here, 'live', 'captions.js') },
    outdir: dist,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2020'],
    legalComments: 'none',
    logLevel: 'error',
  })
}

// Latin Extended carries the Welsh ŵ and ŷ.
async function fonts () {
  await mkdir(join(dist, 'fonts'), { recursive: true })
  const faces = ['atkinson-hyperlegible-next', 'literata'].flatMap((family) =>
    ['latin', 'latin-ext'].flatMap((script) =>
      ['normal', 'italic'].map((style) => [family, `${family}-${script}-wght-${style}.woff2`])))
  await Promise.all(faces.map(([family, file]) =>
    cp(join(modules, '@fontsource-variable', family, 'files', file), join(dist, 'fonts', file))))
}

async function icons () {
  const names = JSON.parse(await readFile(join(here, 'icons.json'), 'utf8'))
  const symbols = await Promise.all(names.map(async (name) => {
    const svg = await readFile(join(modules, 'lucide-static', 'icons', `${name}.svg`), 'utf8')
    const body = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, '')}</symbol>`
  }))
  const licence = '<!-- Icons: Lucide (lucide.dev), ISC licence -->'
  await writeFile(join(dist, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${licence}${symbols.join('')}</svg>\n`)
}

const started = Date.now()
await mkdir(dist, { recursive: true })
await Promise.all([styles(), script(), fonts(), paperFonts(modules, dist), icons()])
console.log(`Built the assets in ${Date.now() - started} ms`)
