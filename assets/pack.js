// A pack of calls beside its paper: how each went is written down here at once, and sent when there is a network.
import { follow } from './offline/line.js'

const TOLD = 'calls.told'

export async function enhancePack (element) {
  const calls = [...element.querySelectorAll('[data-slip]')]
  const labelled = (call, outcome) => call.querySelector(`input[value="${CSS.escape(outcome)}"]`)?.labels[0].textContent ?? element.dataset.typed

  // What was told first counts, as it does in the library.
  function draw (state, waits) {
    const told = { ...state.told }
    for (const { kind, payload } of waits) {
      const call = kind === TOLD && calls.find(({ dataset }) => dataset.slip === payload.slip)
      if (call) told[call.dataset.number] ??= payload.outcome
    }
    for (const call of calls) {
      const outcome = told[call.dataset.number]
      const said = call.querySelector('[data-pack-told]')
      said.hidden = !outcome
      if (outcome) said.querySelector('span').textContent = labelled(call, outcome)
      call.querySelector('details').hidden = Boolean(outcome)
      call.querySelector('[data-pack-plain]').hidden = true
    }
  }

  const note = await follow(element, draw)

  for (const call of calls) {
    call.querySelector('button').addEventListener('click', async () => {
      const chosen = call.querySelector('input[type="radio"]:checked')
      call.querySelector('[role="alert"]').hidden = Boolean(chosen)
      if (!chosen) return
      const flags = [...call.querySelectorAll('[data-flag]')].map((each) => [each.dataset.flag, each.checked])
      await note(TOLD, { slip: call.dataset.slip, outcome: chosen.value, ...Object.fromEntries(flags) })
      const said = call.querySelector('[data-pack-told]')
      said.tabIndex = -1
      said.focus()
    })
  }
  element.dataset.enhanced = 'yes'
}
