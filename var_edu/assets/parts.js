// What the pages of the docs are put together from: elements, controls, pixels, token maps. No library. See nbs/workshop/39_browser.ipynb.
export const el = (tag, props = {}, ...children) => { const e = Object.assign(document.createElement(tag), props); e.append(...children); return e; };
export const said = (e, name) => { e.setAttribute("role", "img"); e.setAttribute("aria-label", name); return e; };
export const button = (text, act) => { const b = el("button", {type: "button", textContent: text}); b.addEventListener("click", act); return b; };
export const choice = (text, input) => el("label", {className: "live-choice"}, el("span", {textContent: text}), input);

export function labelled(text, input, shown = "") {   // a label, its control, and the visible value
  const output = el("output", {textContent: shown});
  return [el("label", {}, el("span", {textContent: text}), input, output), output];
}

export function show(canvas, image, crop) {   // pixels in [0, 1], the padding cut off
  const [, C, Y, X] = image.dims, side = crop || X, from = (X - side) / 2, n = Y * X;
  canvas.width = canvas.height = side;
  const out = new ImageData(side, side);
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) for (let c = 0; c < 4; c++)
    out.data[4 * (y * side + x) + c] = c == 3 ? 255 : Math.round(255 * image.data[(C == 3 ? c : 0) * n + (y + from) * X + x + from]);
  canvas.getContext("2d").putImageData(out, 0, 0);
}

export function bar(share, text, color = "") {   // a number that can be seen
  const fill = el("span", {className: "live-fill"});
  Object.assign(fill.style, {width: `${100 * share}%`, background: color});
  return [el("span", {className: "live-bar", ariaHidden: "true"}, fill), el("span", {textContent: text})];
}

export function board(p, choose, peek) {   // a token map: one square per token; a click chooses a token, the pointer shows one while it is there
  const canvas = said(el("canvas", {className: "live-map", width: p, height: p}), "not drawn yet"), mark = el("span", {className: "live-mark", hidden: true});
  const under = e => {
    const box = canvas.getBoundingClientRect(), at = (x, w) => Math.min(p - 1, Math.max(0, Math.floor(x / w * p)));
    return at(e.clientY - box.top, box.height) * p + at(e.clientX - box.left, box.width);
  };
  canvas.addEventListener("click", e => choose(under(e)));
  canvas.addEventListener("pointermove", e => { if (e.pointerType == "mouse") peek(under(e)); });
  canvas.addEventListener("pointerleave", () => peek());
  return {place: el("div", {className: "live-board"}, canvas, mark),
    paint(colors, what) {   // of the tokens, row by row; in words
      const pen = canvas.getContext("2d");
      colors.forEach((c, i) => { pen.fillStyle = c; pen.fillRect(i % p, Math.floor(i / p), 1, 1); });
      said(canvas, what);
    },
    point(i) {   // undefined: at nothing
      mark.hidden = i === undefined;
      if (!mark.hidden) Object.assign(mark.style, {width: `${100 / p}%`, height: `${100 / p}%`, left: `${100 * (i % p) / p}%`, top: `${100 * Math.floor(i / p) / p}%`});
    }};
}
