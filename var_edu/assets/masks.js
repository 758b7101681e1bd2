// The mask explorer of a docs page: the data (which token sees which, and what the detector said) come from Python, here they are drawn.
import {board, el, labelled, said} from "./parts.js";

const PALE = 235, mix = (color, tint) => tint.map((t, c) => Math.round(.55 * t + .45 * color[c])), rgb = c => `rgb(${c.join()})`;

// In place of the frozen pictures of `root`: every token of every mask and schedule of `data` (made by `page_masks`)
export function masks(root, {colors, names, worlds}) {
  const pick = options => el("select", {}, ...options.map((o, i) => el("option", {value: i, textContent: o}))), form = el("form", {className: "live-controls"});
  const schedule = pick(worlds.map(w => w.scales.join(", "))), mask = pick(names), query = el("input", {type: "range", min: 0, step: 1});
  const [row, shown] = labelled("query token", query), stage = el("div"), status = el("p", {className: "live-status"});
  form.append(labelled("mask", mask)[0], row, labelled("schedule", schedule)[0]);
  let boards, strip, words, world, starts, L;
  function arrange() {   // another schedule: as many boards as scales
    world = worlds[schedule.value];
    starts = world.scales.map((_, k) => world.scales.slice(0, k).reduce((n, p) => n + p * p, 0)); L = starts.at(-1) + world.scales.at(-1) ** 2;
    query.max = L - 1;
    boards = world.scales.map((p, k) => board(p, i => { query.value = starts[k] + i; draw(); }, i => draw(i === undefined ? undefined : starts[k] + i)));
    boards.forEach((b, k) => { b.place.classList.add("ruled"); b.place.style.setProperty("--p", world.scales[k]); });
    words = world.scales.map(() => el("div", {className: "live-word"}));
    strip = el("canvas", {className: "live-row", width: L, height: 1});
    stage.replaceChildren(el("p", {className: "live-key", textContent: `the sequence of ${L} tokens; black: the query`}), strip,
      el("div", {className: "live-strip"}, ...world.scales.map((p, k) => el("figure", {}, el("figcaption", {textContent: `${p} × ${p}`}), boards[k].place, words[k]))));
  }
  function draw(q = Number(query.value)) {
    const {bits, verdict, leaks} = world.masks[names[mask.value]], k = starts.findLastIndex(s => s <= q), raw = atob(bits);
    const sees = j => raw.charCodeAt(q * L + j >> 3) >> 7 - (q * L + j & 7) & 1, all = Array.from({length: L}, (_, j) => sees(j)), pen = strip.getContext("2d");
    let count = 0;
    world.scales.forEach((p, n) => {
      const own = all.slice(starts[n], starts[n] + p * p), seen = own.reduce((a, b) => a + b, 0);
      own.forEach((s, i) => { pen.fillStyle = starts[n] + i == q ? "#000" : rgb(s ? colors[n] : [PALE, PALE, PALE]); pen.fillRect(starts[n] + i, 0, 1, 1); });
      boards[n].paint(own.map((s, i) => rgb(s ? mix(world.picture[n][i], colors[n]) : [PALE, PALE, PALE])), `${seen} of ${p * p} tokens at ${p} by ${p} may be seen`);
      boards[n].point(n == k ? q - starts[n] : undefined);
      words[n].textContent = leaks === null ? "undefined" : leaks.includes(n) ? "LEAKS" : "clean";
      words[n].classList.toggle("bad", words[n].textContent != "clean");
      count += seen;
    });
    said(strip, `${count} of ${L} tokens may be seen`);
    shown.textContent = query.value;   // the sentence names the token under the pointer
    status.textContent = `Token ${q}, at ${world.scales[k]} x ${world.scales[k]}, sees ${count} of ${L} tokens. ${verdict}`;
    root.dataset.sees = all.join("");
  }
  schedule.addEventListener("input", arrange);
  form.addEventListener("input", () => draw());
  form.addEventListener("submit", e => e.preventDefault());
  status.setAttribute("role", "status");
  arrange();
  query.value = root.querySelector("input[type=range]")?.value ?? 0;
  draw();
  const held = root.contains(document.activeElement);
  root.replaceChildren(form, stage, status, el("p", {className: "live-key", textContent: "Point at a token; a click holds it."}));
  if (held) query.focus();
  root.dataset.state = "ready";
}
