// Puts the running model in place of the frozen pictures of a docs page. No library, no other host. See nbs/18_browser.ipynb.
import {generate, load} from "./sampler.js";

const SLIDERS = [["temperature", "temperature", .1, 2, .05], ["topK", "top-k (0: all)", 0, 400, 10], ["topP", "top-p (0: all)", 0, 1, .05], ["cfg", "guidance (cfg)", 0, 5, .25]];
const el = (tag, props = {}, ...children) => { const e = Object.assign(document.createElement(tag), props); e.append(...children); return e; };

function labelled(text, input, shown = "") {   // a label, its control, and the visible value
  const output = el("output", {textContent: shown});
  return [el("label", {}, el("span", {textContent: text}), input, output), output];
}

function controls(meta) {
  const k = meta.knobs, form = el("form", {className: "live-controls"}), inputs = {}, outputs = {};
  const add = (name, text, input, shown) => { const [l, o] = labelled(text, input, shown); inputs[name] = input; outputs[name] = o; form.append(l); };
  add("label", "class", el("select", {}, ...[...meta.classes, "no class"].map((c, i) => el("option", {value: i, textContent: c}))));
  add("seed", "seed", el("input", {type: "number", min: 0, max: 4294967295, step: 1, value: 0, required: true}));
  for (const [name, text, min, max, step] of SLIDERS)
    add(name, text, el("input", {type: "range", min, max: name == "topK" ? Math.min(max, meta.vocab) : max, step, value: k[name]}), String(k[name]));
  const again = el("button", {type: "button", textContent: "another seed"});
  form.append(again);
  return {form, inputs, outputs, again};
}

function values(inputs) {
  if (!inputs.seed.checkValidity()) throw Error(`The seed must be a whole number from 0 to 4294967295, not "${inputs.seed.value}".`);
  return Object.fromEntries(Object.entries(inputs).map(([n, i]) => [n, Number(i.value)]));
}

function show(canvas, image, crop) {   // pixels in [0, 1], the padding cut off
  const [, C, Y, X] = image.dims, side = crop || X, from = (X - side) / 2, n = Y * X;
  canvas.width = canvas.height = side;
  const out = new ImageData(side, side);
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) for (let c = 0; c < 4; c++)
    out.data[4 * (y * side + x) + c] = c == 3 ? 255 : Math.round(255 * image.data[(C == 3 ? c : 0) * n + (y + from) * X + x + from]);
  canvas.getContext("2d").putImageData(out, 0, 0);
}

async function run(root, net) {   // wires everything up; a change during a run stops it and starts the next one: nothing is queued
  const {meta} = net, {form, inputs, outputs, again} = controls(meta), status = el("p", {className: "live-status"});
  status.setAttribute("role", "status");
  const canvases = meta.scales.map(p => { const c = el("canvas", {className: "live-picture"}); c.setAttribute("role", "img"); c.setAttribute("aria-label", `not drawn yet`); return c; });
  const strip = el("div", {className: "live-strip"}, ...canvases.map((c, k) => el("figure", {}, c, el("figcaption", {textContent: `${meta.scales[k]} × ${meta.scales[k]}`}))));
  root.replaceChildren(form, strip, status);
  let wanted = 0, busy = false, first = true;
  async function draw() {
    wanted++;
    if (busy) return;
    busy = true;
    for (let turn = 0; turn != wanted;) {
      turn = wanted;
      try { await picture(turn); root.dataset.state = "ready"; }
      catch (e) { status.textContent = e.message; root.dataset.state = "error"; }
    }
    busy = false;
  }
  async function picture(turn) {
    const knobs = values(inputs), start = performance.now(), name = inputs.label.selectedOptions[0].textContent;
    root.dataset.state = "busy";
    const tokens = await generate(net, knobs, async ({k, image}) => {
      show(canvases[k], image, meta.crop);
      canvases[k].setAttribute("aria-label", `${name}, seed ${knobs.seed}, after the ${meta.scales[k]} by ${meta.scales[k]} tokens`);
      await new Promise(r => setTimeout(r));   // let the page breathe
      return turn == wanted;
    });
    if (!tokens) return;
    const now = performance.now(), since = first ? `, ${Math.round(now - root.started)} ms after the click` : "";
    Object.assign(root.dataset, {tokens: JSON.stringify(tokens), knobs: JSON.stringify(knobs), ms: Math.round(now - start), pictures: 1 + Number(root.dataset.pictures || 0)});
    if (first) root.dataset.firstMs = Math.round(now - root.started);
    status.textContent = `${name}, seed ${knobs.seed}: ${tokens.flat().length} tokens in ${root.dataset.ms} ms${since}.`;
    console.info(`var_edu: ${status.textContent}`);
    first = false;
  }
  form.addEventListener("submit", e => e.preventDefault());
  form.addEventListener("input", e => { for (const [n, i] of Object.entries(inputs)) if (i == e.target && i.type == "range") outputs[n].textContent = i.value; draw(); });
  again.addEventListener("click", () => { inputs.seed.value = inputs.seed.checkValidity() ? (Number(inputs.seed.value) + 1) % 4294967296 : 0; draw(); });
  inputs.label.focus();
  await draw();
}

for (const root of document.querySelectorAll("[data-live='sampler']")) {
  const frozen = [...root.childNodes], button = el("button", {type: "button", className: "live-start", textContent: root.dataset.offer || "Run the model in this page (fetches 24 MB)"});
  const note = el("p", {className: "live-status"});
  note.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    root.started = performance.now(); button.disabled = true; note.textContent = "Loading the model …";
    try {
      const net = await load(import.meta.url);
      root.dataset.loadMs = Math.round(performance.now() - root.started);
      await run(root, net);
    } catch (e) {
      root.replaceChildren(...frozen, button, note); button.disabled = false; root.dataset.state = "error";
      note.textContent = `The model cannot run here (${e.message}). The pictures above were drawn beforehand.`;
    }
  });
  root.append(button, note);
  root.dataset.state = "frozen";
}
