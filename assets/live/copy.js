// A button beside something long: one press, and it can be pasted elsewhere. Without script it is marked by hand.
for (const button of document.querySelectorAll('[data-copy]')) {
  const field = document.getElementById(button.dataset.copy)
  const words = button.querySelector('span')
  const before = words.textContent
  button.hidden = !navigator.clipboard
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(field.value)
    field.select()
    words.textContent = button.dataset.copied
    setTimeout(() => { words.textContent = before }, 3000)
  })
}
