// The leak lab of a docs page: an honest program beside one that peeks, both run here. What the detector says of each comes from Python.
import {bar, el, labelled, said, show} from "./parts.js";
import {generate, painted} from "./sampler.js";

const places = truth => new Map(truth.flat().entries());   // tokens that are given: place -> code
const best = row => row.reduce((top, x, v) => x > row[top] ? v : top, 0);

async function forced(net, label, truth, breathe) {   // one scale after the other: hear what the model would say, then hand it the truth
  const ids = [];
  await generate(net, {label, seed: 0, cfg: 0, topK: 0, topP: 0, temperature: 1}, ({rows}) => { ids.push(rows.map(best)); return breathe(); }, places(truth));
  return ids;
}

// As `PIPELINES` of lesson 13: (net, settings, true tokens, scales told, what to do after each scale) -> tokens, of which those of the
// scales told give way to the true ones; less than K of them, or null, if `breathe` said stop
const PROGRAMS = {
  "honest drawing": (net, knobs, truth, told, breathe) => generate(net, knobs, breathe, places(truth.slice(0, told))),
  "teacher-forced argmax": (net, knobs, truth, told, breathe) => forced(net, knobs.label, truth, breathe),
  "off by one": (net, knobs, truth, told, breathe) => generate(net, knobs, breathe, places(truth.slice(0, told + 1))),
  "encode and decode": async (net, knobs, truth) => truth};

function db(a, b) {   // PSNR of two pictures in [0, 1]
  const mse = a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0) / a.length;
  return -10 * Math.log10(Math.max(mse, 1e-12));
}

// In place of the frozen pictures of `root`; `data` as made by `page_leaks`
export async function leaks(root, net, {pictures, used, colors}, begin) {
  const {meta} = net, K = meta.scales.length, names = meta.scales.map(p => `${p} × ${p}`), form = el("form", {className: "live-controls"});
  const pick = options => el("select", {}, ...options.map(([value, textContent]) => el("option", {value, textContent}))), slide = (max, value) => el("input", {type: "range", min: 0, max, step: 1, value});
  const inputs = {told: slide(K, begin), program: pick(Object.keys(used).slice(1).map(n => [n, n])), picture: pick(pictures.map((p, i) => [i, meta.classes[p.label] ?? "no class"])), seed: slide(99, 0)};
  const outputs = {}, status = el("p", {className: "live-status"}), cards = ["the picture", "tokenizer", "honest", "wrong"].map(() => ({title: el("figcaption", {className: "live-pair"}), canvas: said(el("canvas", {className: "live-picture"}), "not drawn yet")}));
  for (const [n, text] of [["told", "scales given"], ["program", "wrong program"], ["picture", "picture"], ["seed", "seed"]]) { const [row, output] = labelled(text, inputs[n]); outputs[n] = output; form.append(row); }
  inputs.picture.value = pictures.length - 1;
  const rows = ["honest", "wrong"].map(who => ({who, bars: names.map(() => el("td")), lights: names.map(() => el("td"))}));
  const table = el("table", {className: "live-lights"}, el("caption", {textContent: "share of true tokens, and which truth the result depends on"}), el("tr", {}, el("td"), ...names.map(n => el("th", {scope: "col", textContent: n}))),
    ...rows.flatMap(r => [el("tr", {}, el("th", {scope: "row", textContent: `${r.who}: equal to the truth`}), ...r.bars), el("tr", {}, el("th", {scope: "row", textContent: `${r.who}: truth used?`}), ...r.lights)]));
  status.setAttribute("role", "status");
  const held = root.contains(document.activeElement), wide = el("div", {className: "table-wrapper container", tabIndex: 0}, table), stage = el("div", {}, el("div", {className: "live-strip"}, ...cards.map(c => el("figure", {}, c.title, c.canvas))), wide);
  wide.setAttribute("role", "group"); wide.setAttribute("aria-label", "table, scrolls");
  root.replaceChildren(form, stage, status, el("p", {className: "live-key", textContent: "The page throws its own dice: what is drawn here differs from what was drawn beforehand."}));
  let wanted = 0, busy = false;
  function put(card, title, value, image) { card.title.textContent = `${title}\n${value}`; show(card.canvas, image, meta.crop); said(card.canvas, `${title} ${value}`); }
  async function one(turn) {
    const told = Number(inputs.told.value), program = inputs.program.value, {label, pixels, tokens: truth} = pictures[inputs.picture.value];
    const knobs = {...meta.knobs, label, seed: Number(inputs.seed.value)}, done = [truth], breathe = async () => { await new Promise(r => setTimeout(r)); return turn == wanted; };
    for (const name of ["honest drawing", program]) {
      const ids = await PROGRAMS[name](net, knobs, truth, told, breathe);
      if (!await breathe()) return;
      done.push([...truth.slice(0, told), ...ids.slice(told)]);
    }
    const real = pixels.map(x => x / 255), images = [], values = [];
    for (const ids of done) { const image = await painted(net, ids); images.push(image); values.push(db(real, image.data)); if (!await breathe()) return; }
    put(cards[0], "the picture", inputs.picture.selectedOptions[0].textContent, {dims: images[0].dims, data: real});
    ["tokenizer", "honest", "wrong"].forEach((what, n) => put(cards[n + 1], what, `${values[n].toFixed(1)} dB`, images[n]));
    rows.forEach((r, n) => names.forEach((_, k) => {
      const same = done[n + 1][k].filter((v, i) => v == truth[k][i]).length / truth[k].length, on = used[n ? program : "honest drawing"][told].includes(k);
      r.bars[k].replaceChildren(...bar(same, `${Math.round(100 * same)}%`, `rgb(${colors[k].join()})`));
      r.lights[k].textContent = !on ? "drawn" : k < told ? "given" : "TRUTH USED";
      r.lights[k].className = on && k >= told ? "bad" : "";
    }));
    const hidden = used[program][told].filter(k => k >= told).map(k => names[k]);
    status.textContent = `${told} of ${K} scales given. Honest drawing: ${values[1].toFixed(1)} dB. ${program[0].toUpperCase() + program.slice(1)} `
      + (hidden.length ? `uses the truth at ${hidden.join(", ")}, which nobody declared` : "uses nothing but what is declared") + `: ${values[2].toFixed(1)} dB. Ceiling, the tokenizer: ${values[0].toFixed(1)} dB.`;
    Object.assign(root.dataset, {tokens: JSON.stringify(done), db: JSON.stringify(values), pictures: 1 + Number(root.dataset.pictures || 0)});
  }
  async function draw() {   // a change during a run stops it and starts the next one: nothing is queued
    for (const n of ["told", "seed"]) outputs[n].textContent = inputs[n].value;
    wanted++;
    if (busy) return;
    busy = true; root.dataset.state = "busy"; stage.setAttribute("aria-busy", "true");
    for (let turn = 0; turn != wanted;) {
      turn = wanted;
      try { await one(turn); root.dataset.state = "ready"; }
      catch (e) { status.textContent = e.message; root.dataset.state = "error"; }
    }
    busy = false; stage.setAttribute("aria-busy", "false");
  }
  form.addEventListener("input", draw);
  form.addEventListener("submit", e => e.preventDefault());
  if (held) inputs.told.focus();
  await draw();
}
