// A picture with its text alternative, a sentence below it, and boxes on it that are picked or painted
// by mouse, finger or keyboard (arrows move, space picks). Where picking follows the pointer, a click holds the box;
// Shift, the right button or a finger that starts on paint erases. No dependencies; `model` is the kernel's half.
const STEP = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const middle = ([x, y, w, h]) => [x + w / 2, y + h / 2]

// The next box in a direction: straight ahead counts once, sideways three times
function neighbour(boxes, from, [dx, dy]) {
  const [x0, y0] = middle(boxes[from])
  let best = from, least = Infinity
  boxes.forEach((box, i) => {
    const [x, y] = middle(box)
    const ahead = (x - x0) * dx + (y - y0) * dy, aside = Math.abs((x - x0) * dy) + Math.abs((y - y0) * dx)
    if (ahead > .5 && ahead + 3 * aside < least) [best, least] = [i, ahead + 3 * aside]
  })
  return best
}

// `marks` ('0' or '1' per box) with every box around box `at` set to `to`
function paint(boxes, marks, at, to, brush) {
  const [x0, y0] = middle(boxes[at])
  return boxes.map(([x, y, w, h], i) =>
    Math.hypot((x + w / 2 - x0) / w, (y + h / 2 - y0) / h) < brush ? to : marks[i] || '0').join('')
}

// PNG bytes as an address: shown sooner than a blob, and nothing has to be given back
function dataURL(png) {
  const bytes = new Uint8Array(png.buffer, png.byteOffset, png.byteLength)
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return `data:image/png;base64,${btoa(text)}`
}

function add(parent, tag, attributes = {}) {
  const e = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value)
  return parent.appendChild(e)
}

// A kernel that still has cells to run may hear nothing: whoever moves a control and gets no answer is told so
const DEAF = 'The kernel is still running other cells. It answers when they are done.'

function listen(model, el) {
  const deaf = add(el, 'div', { class: 'deaf', role: 'status' }), gone = new AbortController()
  let asked = null
  model.on('msg:custom', () => { clearTimeout(asked); asked = null; deaf.textContent = '' })
  function ask() {
    if (asked !== null) return
    asked = setTimeout(() => { deaf.textContent = DEAF }, 1500)
    model.send({ there: true })
  }
  function begin() { // when the experiment is on the page
    const box = el.closest('.var-edu-live')
    if (box) for (const what of ['input', 'change', 'click', 'pointerdown', 'keydown']) box.addEventListener(what, ask, { capture: true, signal: gone.signal })
    else if (!gone.signal.aborted) requestAnimationFrame(begin)
  }
  begin()
  return () => gone.abort()
}

function render({ model, el }) {
  el.classList.add('var-edu-picture')
  const frame = add(el, 'div', { class: 'frame', 'data-lm-suppress-shortcuts': 'true' })
  const img = add(frame, 'img'), ink = add(frame, 'canvas', { 'aria-hidden': 'true' })
  const place = add(el, 'span', { class: 'place', role: 'status' }), note = add(el, 'p', { role: 'status' })
  const boxes = () => model.get('boxes'), active = () => model.get('mode') !== 'view' && boxes().length > 0
  let at = Math.max(0, model.get('picked')), now = null, to = null, last = null, held = false

  function draw() {
    ink.hidden = !active()
    if (ink.hidden) return
    const c = ink.getContext('2d'), marks = model.get('marks')
    ink.width = img.naturalWidth || 1; ink.height = img.naturalHeight || 1
    c.fillStyle = model.get('ink')
    boxes().forEach(([x, y, w, h], i) => { if (marks[i] === '1') c.fillRect(x, y, w, h) })
    const ring = ([x, y, w, h]) => [['#fff', 4], ['#000', 2]].forEach(([color, wide]) => {
      c.strokeStyle = color; c.lineWidth = wide; c.strokeRect(x, y, w, h)
    })
    if (model.get('mode') === 'pick' && boxes()[model.get('picked')]) ring(boxes()[model.get('picked')])
    if (active() && document.activeElement === frame && boxes()[at]) ring(boxes()[at])
  }
  function send(name, value) {
    if (model.get(name) !== value) { model.set(name, value); model.save_changes() }
    draw()
  }
  function under(event) { // index of the box under the pointer, or -1
    const r = img.getBoundingClientRect()
    const px = (event.clientX - r.left) * img.naturalWidth / r.width, py = (event.clientY - r.top) * img.naturalHeight / r.height
    return boxes().findIndex(([x, y, w, h]) => px >= x && px < x + w && py >= y && py < y + h)
  }
  function use(i) { // pick or paint box i
    if (i < 0) return
    at = i
    if (model.get('mode') === 'pick') send('picked', i)
    else send('marks', paint(boxes(), model.get('marks'), i, to, model.get('brush')))
  }
  const turned = i => model.get('marks')[i] === '1' ? '0' : '1'

  frame.addEventListener('pointerdown', e => {
    if (!active() || e.button && model.get('mode') === 'pick') return
    frame.focus({ preventScroll: true }); frame.setPointerCapture(e.pointerId); e.preventDefault()
    const i = under(e)
    if (i < 0) return
    to = e.pointerType === 'touch' ? turned(i) : e.shiftKey || e.button === 2 ? '0' : '1' // a finger has no second button
    last = e; held = !held || i !== model.get('picked'); use(i)
  })
  frame.addEventListener('pointermove', e => {
    if (!active()) return
    const ours = frame.hasPointerCapture(e.pointerId) // else a button was pressed elsewhere, on a slider perhaps
    if (model.get('mode') === 'pick') { if (ours || model.get('follow') && !held && !e.buttons) use(under(e)); return }
    if (!ours || to === null) return
    const [x, y] = last ? [last.clientX, last.clientY] : [e.clientX, e.clientY] // fill in what a fast hand skipped
    const n = Math.max(1, Math.ceil(Math.hypot(e.clientX - x, e.clientY - y) / 4))
    for (let s = 1; s <= n; s++) use(under({ clientX: x + (e.clientX - x) * s / n, clientY: y + (e.clientY - y) * s / n }))
    last = e
  })
  frame.addEventListener('lostpointercapture', () => { to = last = null })
  frame.addEventListener('contextmenu', e => { if (active() && model.get('mode') === 'paint') { e.preventDefault(); e.stopPropagation() } }) // the right button erases
  frame.addEventListener('keydown', e => {
    if (!active() || e.ctrlKey || e.metaKey || e.altKey) return
    if (STEP[e.key]) {
      at = neighbour(boxes(), Math.min(at, boxes().length - 1), STEP[e.key])
      if (model.get('follow')) send('picked', at)
    } else if (e.key === ' ' || e.key === 'Enter') { to = turned(at); use(at); to = null }
    else return
    e.preventDefault(); e.stopPropagation(); draw()
    place.textContent = `place ${at + 1} of ${boxes().length}${model.get('marks')[at] === '1' ? ', painted' : ''}`
  })
  for (const name of ['focus', 'blur']) frame.addEventListener(name, draw)
  img.addEventListener('load', draw)

  const show = {
    png() { // decoded before it is shown: the old picture stays until then, so that nothing flickers
      if (!model.get('png').byteLength) { now = null; return img.removeAttribute('src') }
      const next = new Image(), put = () => { if (next === now) img.src = next.src } // a newer one may have come meanwhile
      now = next
      next.src = dataURL(model.get('png'))
      next.decode().then(put, put)
    },
    alt() { img.alt = model.get('alt') },
    note() { note.textContent = model.get('note') },
    stale() { frame.classList.toggle('stale', model.get('stale')) },
    width() { frame.style.width = model.get('width') || 'auto' },
    mode() {
      const how = { pick: 'Arrow keys move, space picks.', paint: 'Arrow keys move, space paints or erases.' }[model.get('mode')]
      frame.classList.toggle('active', active())
      if (active()) for (const [n, v] of [['tabindex', 0], ['role', 'application'], ['aria-label', `${model.get('label')}. ${how}`]]) frame.setAttribute(n, v)
      draw()
    },
    picked() { at = Math.max(0, model.get('picked')); draw() },
    marks: draw, boxes() { show.mode() }, ink: draw,
  }
  for (const [name, f] of Object.entries(show)) { f(); model.on(`change:${name}`, f) }
  const leave = model.get('_dom_classes').includes('var-edu-view') ? listen(model, el) : () => {}
  return () => { leave(); for (const [name, f] of Object.entries(show)) model.off(`change:${name}`, f) }
}
export default { render }
