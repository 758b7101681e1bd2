// Puts the running model in place of the frozen pictures of a docs page. No library, no other host. See nbs/workshop/39_browser.ipynb.
import {leaks} from "./leaks.js";
import {masks} from "./masks.js";
import {bar, board, button, choice, el, labelled, said, show} from "./parts.js";
import {entropy, generate, load, painted, peel, softmax} from "./sampler.js";

const NAMES = ["label", "seed", "cfg", "topK", "topP", "temperature"], PACE = 600;   // what an address holds; milliseconds per scale when a picture is played

const SLIDERS = [["temperature", "temperature", .1, 2, .05], ["topK", "top-k (0: all)", 0, 400, 10], ["topP", "top-p (0: all)", 0, 1, .05], ["cfg", "guidance (cfg)", 0, 5, .25]];
const SIZES = JSON.parse(document.querySelector(".live-sizes")?.textContent || "{}");   // model -> file -> bytes
const modelOf = root => root.dataset.model || "small";
const mega = bytes => (bytes / 1e6).toFixed(1), percent = p => p && p < .005 ? "under 1%" : `${Math.round(100 * p)}%`;

function controls(meta, start) {
  const k = {...meta.knobs, ...start}, form = el("form", {className: "live-controls"}), inputs = {}, outputs = {};
  const add = (name, text, input, shown) => { const [l, o] = labelled(text, input, shown); inputs[name] = input; outputs[name] = o; form.append(l); };
  add("label", "class", el("select", {}, ...[...meta.classes, "no class"].map((c, i) => el("option", {value: i, textContent: c, selected: i == k.label}))));
  add("seed", "seed", el("input", {type: "number", min: 0, max: 4294967295, step: 1, value: k.seed, required: true}));
  for (const [name, text, min, max, step] of SLIDERS)
    add(name, text, el("input", {type: "range", min, max: name == "topK" ? Math.min(max, meta.vocab) : max, step, value: k[name]}), String(k[name]));
  return {form, inputs, outputs};
}

function fromAddress(model) {   // what a link to a picture says: class, seed, knobs and chosen tokens; nothing if it says nothing, or speaks of another model
  const q = new URLSearchParams(location.hash.slice(6)), k = {};
  if (!location.hash.startsWith("#draw?") || (q.get("model") ?? "small") != model) return null;
  for (const n of NAMES) if (q.get(n) && isFinite(q.get(n)) && (n != "seed" || /^\d+$/.test(q.get(n)) && q.get(n) < 2 ** 32)) k[n] = Number(q.get(n));
  k.given = (q.get("given") || "").split(",").map(s => s.split(":").map(Number)).filter(p => p.length == 2 && p.every(Number.isInteger));
  return k;
}

function toAddress(model, knobs, given) {
  const q = new URLSearchParams([...model == "small" ? [] : [["model", model]], ...NAMES.map(n => [n, knobs[n]])]);
  if (given.size) q.set("given", [...given].map(p => p.join(":")).join(","));
  history.replaceState(null, "", `#draw?${q}`);
}

function values(inputs) {
  if (!inputs.seed.checkValidity()) throw Error(`The seed must be a whole number from 0 to 4294967295, not "${inputs.seed.value}".`);
  return Object.fromEntries(Object.entries(inputs).map(([n, i]) => [n, Number(i.value)]));
}

function inside({scales, vocab, colors}, put) {   // a look inside: token maps, entropy per scale, and the likeliest codes of one token, each of which can be put there
  const starts = scales.map((_, k) => scales.slice(0, k).reduce((n, p) => n + p * p, 0)), L = starts.at(-1) + scales.at(-1) ** 2, seen = [];
  const token = el("input", {type: "number", min: 0, max: L - 1, step: 1, value: 0, required: true}), line = el("p", {className: "live-token"}), codes = el("ol", {className: "live-codes"});
  const boards = scales.map((p, k) => board(p, i => { token.value = starts[k] + i; list(); }, i => list(i === undefined ? undefined : starts[k] + i))), entropies = scales.map(() => el("div", {className: "live-entropy"}));
  function list(j = Number(token.value)) {
    const ok = j != token.value || token.checkValidity(), k = starts.findLastIndex(s => s <= j), i = j - starts[k], p = scales[k];
    boards.forEach((b, n) => b.point(ok && n == k ? i : undefined));
    codes.replaceChildren();
    line.textContent = ok ? "" : `The token must be a whole number from 0 to ${L - 1}, not "${token.value}".`;
    if (!ok || !seen[k]) return;
    const share = softmax(seen[k].rows[i]), likeliest = Array.from(share.keys()).filter(v => share[v]).sort((a, b) => share[b] - share[a] || a - b).slice(0, 10), drawn = seen[k].ids[i];
    line.textContent = `Token ${j}, of the ${p} × ${p} in row ${Math.floor(i / p) + 1} and column ${i % p + 1}, is code ${drawn} (${percent(share[drawn])}). Likeliest codes:`;
    codes.append(...likeliest.map(v => el("li", {}, el("span", {textContent: `code ${v}`}), ...bar(share[v], percent(share[v]), colors[v]), place(j, v, v == drawn))));
  }
  function place(j, v, there) {
    const b = button(there ? "here" : "put here", () => { put(j, v); token.focus(); });
    b.disabled = there;
    b.setAttribute("aria-label", there ? `here: code ${v} is token ${j}` : `put here: code ${v} becomes token ${j}, and the finer scales are drawn again`);
    return b;
  }
  token.addEventListener("input", () => list());
  return {boards, entropies, list, form: choice(`token to look at, 0 to ${L - 1} (or click on it)`, token), line, codes,
    nats: () => seen.map(s => s.nats),
    note({k, ids, rows}) {   // without rows nothing was drawn: the tokens were read from a picture
      seen[k] = rows && {ids, rows, nats: rows.reduce((h, row) => h + entropy(row), 0) / rows.length};
      boards[k].paint(ids.map(v => colors[v]), `codes of the ${scales[k]} by ${scales[k]} tokens: ${ids.join(", ")}`);
      entropies[k].replaceChildren(...(rows ? bar(seen[k].nats / Math.log(vocab), `${seen[k].nats.toFixed(2)} nats`) : []));
    }};
}

function own({image: [channels, side], crop, scales, classes, background}, use, complete) {   // a place to draw a picture, or to open one; `use` gets its pixels in [-1, 1]
  const zoom = Math.max(1, Math.round(280 / crop)), wide = crop * zoom;
  const paper = said(el("canvas", {className: "live-paper", width: wide, height: wide}), `a ${background} square to draw on with the mouse or a finger`), pen = paper.getContext("2d", {willReadFrequently: true});
  const open = el("input", {type: "file", accept: "image/*"}), invert = el("input", {type: "checkbox"}), keep = el("select", {}, ...scales.slice(0, -1).map((p, k) => el("option", {value: k + 1, textContent: `${p} × ${p}`, selected: k == 1})));
  const clear = () => { pen.fillStyle = background; pen.fillRect(0, 0, wide, wide); }, value = (rgb, c, at = 0) => channels == 3 ? rgb[at + c] : .299 * rgb[at] + .587 * rgb[at + 1] + .114 * rgb[at + 2];
  clear();
  const ground = pen.getImageData(0, 0, 1, 1).data, light = ground[0] + ground[1] + ground[2] > 382;
  Object.assign(pen, {imageSmoothingQuality: "high", strokeStyle: light ? "#000" : "#fff", lineWidth: wide / 13, lineCap: "round", lineJoin: "round"});
  paper.addEventListener("pointerdown", e => { paper.setPointerCapture(e.pointerId); pen.beginPath(); pen.moveTo(e.offsetX, e.offsetY); e.preventDefault(); });
  paper.addEventListener("pointermove", e => { if (e.buttons) { pen.lineTo(e.offsetX, e.offsetY); pen.stroke(); } });
  open.addEventListener("change", async () => {
    if (!open.files.length) return;
    try {
      const picture = await createImageBitmap(open.files[0]), fit = wide / Math.max(picture.width, picture.height), [w, h] = [picture.width * fit, picture.height * fit];
      clear(); pen.drawImage(picture, (wide - w) / 2, (wide - h) / 2, w, h);
      use(pixels());
    } catch { use(null, `${open.files[0].name} is not a picture that this browser can read.`); }
  });
  function pixels() {   // shrunk to what the model knows by averaging areas, the background around it
    const from = (side - crop) / 2, out = Float32Array.from({length: channels * side * side}, (_, i) => value(ground, Math.floor(i / side ** 2)) / 127.5 - 1), sign = invert.checked ? -1 : 1, rgba = pen.getImageData(0, 0, wide, wide).data;
    for (let y = 0; y < crop; y++) for (let x = 0; x < crop; x++) for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let j = y * zoom; j < (y + 1) * zoom; j++) for (let i = x * zoom; i < (x + 1) * zoom; i++) sum += value(rgba, c, 4 * (j * wide + i));
      out[c * side * side + (y + from) * side + x + from] = sign * (sum / zoom ** 2 / 127.5 - 1);
    }
    return out;
  }
  return el("details", {className: "live-own"}, el("summary", {textContent: "Your own picture: draw it, or open a file, and peel it"}), paper,
    el("div", {className: "live-buttons"}, button("peel it", () => use(pixels())), button("clear", clear)),
    choice("open a file", open), choice(light ? "light on dark: invert it" : "dark on light: invert it", invert),
    el("div", {className: "live-buttons"}, choice("keep the scales up to", keep), button("draw the rest as the class above", () => complete(Number(keep.value)))),
    el("p", {className: "live-key", textContent: `It stays in this browser. The model has seen ${classes.length} kinds of things${channels == 1 ? ", grey" : ", in colour"} on ${background}, ${crop} pixels wide: its codes were made for those.`}));
}

async function run(root, net, begin) {   // wires everything up; a change during a run stops it and starts the next one: nothing is queued
  const {meta} = net, {form, inputs, outputs} = controls(meta, begin), status = el("p", {className: "live-status"}), L = meta.scales.reduce((n, p) => n + p * p, 0);
  const given = new Map((begin?.given || []).filter(([j, v]) => j >= 0 && j < L && v >= 0 && v < meta.vocab)), initial = values(inputs), images = [];
  const look = inside(meta, (j, v) => { given.set(j, v); draw(); });
  status.setAttribute("role", "status");
  const set = k => { for (const [n, v] of Object.entries(k)) { inputs[n].value = v; if (inputs[n].type == "range") outputs[n].textContent = inputs[n].value; } };
  const below = n => Math.floor(Math.random() * n), big = said(el("canvas", {className: "live-big"}), "not drawn yet"), stage = el("figcaption");
  form.append(el("div", {className: "live-buttons"},
    button("surprise me", () => { given.clear(); set({label: below(meta.classes.length), seed: below(10000)}); draw(); }),
    button("another seed", () => { inputs.seed.value = inputs.seed.checkValidity() ? (Number(inputs.seed.value) + 1) % 4294967296 : 0; draw(); }),
    button("play scale by scale", () => play()),
    button("reset", () => { given.clear(); set(initial); draw(); })));
  const canvases = meta.scales.map(() => said(el("canvas", {className: "live-picture"}), "not drawn yet"));
  const strip = el("div", {className: "live-strip"}, ...meta.scales.map((p, k) => el("figure", {}, el("figcaption", {textContent: `${p} × ${p}`}), canvases[k], look.boards[k].place, look.entropies[k])));
  const key = el("p", {className: "live-key", textContent: `From top to bottom: the picture after each scale, the tokens in the colours of their codes, and the entropy of what they were drawn from, per token, of at most ${Math.log(meta.vocab).toFixed(1)} nats.`});
  root.replaceChildren(form, el("figure", {className: "live-stage"}, big, stage), status, strip, key, look.form, look.line, look.codes, own(meta, mine, complete));
  let wanted = 0, busy = false, first = true, film = 0;
  function enlarge(k) { show(big, images[k], meta.crop); stage.textContent = `after the ${meta.scales[k]} × ${meta.scales[k]} tokens`; said(big, `the picture ${stage.textContent}`); }
  let read = null;   // the tokens of the reader's picture
  async function mine(pixels, why) {
    if (!pixels) { status.textContent = why; return; }
    while (busy) await new Promise(r => setTimeout(r, 20));   // until the drawing that is under way is done
    const before = wanted;
    busy = true; film++;
    try {
      read = await peel(net, pixels);
      await painted(net, read, async step => {
        images[step.k] = step.image; enlarge(step.k); show(canvases[step.k], step.image, meta.crop); look.note(step);
        said(canvases[step.k], `your picture, after the ${meta.scales[step.k]} by ${meta.scales[step.k]} tokens`);
        await new Promise(r => setTimeout(r));
      });
      look.list();
      root.dataset.peeled = JSON.stringify(read);
      status.textContent = `Your picture as ${L} tokens, painted scale by scale. Nothing was drawn: the tokens were read.`;
    } catch (e) { status.textContent = `The picture cannot be peeled here (${e.message}).`; }
    busy = false;
    if (wanted != before) draw();   // a control was moved meanwhile
  }
  function complete(kept) {
    if (!read) { status.textContent = "Peel a picture first."; return; }
    given.clear();
    read.slice(0, kept).flat().forEach((v, j) => given.set(j, v));
    draw();
  }
  async function play() {   // again from the first scale; a new picture ends it
    const mine = ++film;
    for (let k = 0; k < images.length && mine == film; k++) { enlarge(k); await new Promise(r => setTimeout(r, PACE)); }
  }
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
    film++;
    const tokens = await generate(net, knobs, async step => {
      const {k, image} = step;
      images[k] = image;
      enlarge(k);
      show(canvases[k], image, meta.crop);
      said(canvases[k], `${name}, seed ${knobs.seed}, after the ${meta.scales[k]} by ${meta.scales[k]} tokens`);
      look.note(step);
      await new Promise(r => setTimeout(r));   // let the page breathe
      return turn == wanted;
    }, given);
    if (!tokens) return;
    toAddress(modelOf(root), knobs, given);
    look.list();
    const now = performance.now(), since = first ? `, ${Math.round(now - root.started)} ms after the click` : "";
    Object.assign(root.dataset, {tokens: JSON.stringify(tokens), knobs: JSON.stringify(knobs), nats: JSON.stringify(look.nats()), ms: Math.round(now - start), pictures: 1 + Number(root.dataset.pictures || 0)});
    if (first) root.dataset.firstMs = Math.round(now - root.started);
    status.textContent = `${name}, seed ${knobs.seed}: ${tokens.flat().length} tokens in ${root.dataset.ms} ms${since}.${given.size ? ` ${given.size} of them put there by you.` : ""} The address of this page now leads to this picture.`;
    console.info(`var_edu: ${status.textContent}`);
    first = false;
  }
  form.addEventListener("submit", e => e.preventDefault());
  form.addEventListener("input", e => { for (const [n, i] of Object.entries(inputs)) if (i == e.target && i.type == "range") outputs[n].textContent = i.value; draw(); });
  inputs.label.focus();
  await draw();
}

function download(total, stop) {   // how much has come, and a way out
  const track = el("progress", total ? {max: total, value: 0} : {}), count = el("span"), box = el("div", {className: "live-load"}, track, count, button("cancel", stop));
  let got = 0;
  track.setAttribute("aria-label", "fetching the model");
  const add = n => { got += n; if (total) track.value = got; count.textContent = total ? `${mega(got)} of ${mega(total)} MB` : `${mega(got)} MB`; };
  add(0);
  return {box, add};
}

async function data(name, signal) {
  const answer = await fetch(new URL(name, import.meta.url), {signal});
  if (!answer.ok) throw Error(`${name}: the server answers ${answer.status}`);
  return answer.json();
}

for (const root of document.querySelectorAll("[data-live='masks']")) data("masks.json").then(d => masks(root, d), () => {});   // needs no model; without its file the frozen pictures stay

for (const root of document.querySelectorAll("[data-live='sampler'], [data-live='leaks']")) {
  const draws = root.dataset.live == "sampler", model = modelOf(root), linked = draws && fromAddress(model), sizes = SIZES[model] || {}, total = Object.values(sizes).reduce((a, b) => a + b, 0);
  const folder = model == "small" ? "" : `${model}/`, does = !draws ? "Run both programs" : folder ? `Run the ${model} model` : "Run the model";
  const frozen = [...root.childNodes], starts = JSON.parse(root.dataset.starts || "[]"), slider = root.querySelector("input[type=range]"), note = el("p", {className: "live-status"});
  const offer = button(`${does} in this page${total ? ` (fetches ${Math.round(total / 1e6)} MB)` : ""}`, async () => {
    const control = new AbortController();
    const back = (state, sentence) => { control.abort(); root.replaceChildren(...frozen, offer, note); root.dataset.state = state; note.textContent = sentence; offer.focus(); };
    const {box, add} = download(total, () => back("frozen", "Cancelled. The pictures above were drawn beforehand."));
    root.started = performance.now(); note.textContent = "Loading the model …"; root.dataset.state = "loading";
    offer.replaceWith(box);
    box.lastChild.focus();
    try {
      const facts = draws ? null : await data("leaks.json", control.signal), net = await load(import.meta.url, {folder, sizes, signal: control.signal, onBytes: add});
      root.dataset.loadMs = Math.round(performance.now() - root.started);
      if (draws) await run(root, net, linked || starts[Number(slider?.value ?? 0)]);
      else await leaks(root, net, facts, Number(slider?.value ?? 1));
    } catch (e) { if (!control.signal.aborted) back("error", `The model cannot run here (${e.message}). The pictures above were drawn beforehand.`); }
  });
  offer.className = "live-start";
  note.setAttribute("role", "status");
  root.append(offer, note);
  if (linked) { note.textContent = "This address leads to one picture: run the model to see it drawn."; root.scrollIntoView({block: "center"}); }
  root.dataset.state = "frozen";
}
