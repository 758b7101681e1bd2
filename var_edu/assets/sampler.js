// The sampling loop of `var_edu.sampling.generate`, for a browser. The two networks run in ONNX Runtime; what is here is
// the loop, the knobs and the dice. Numbers are 64-bit outside the networks, 32-bit inside. Made for nbs/workshop/39_browser.ipynb.

// mulberry32: n numbers from [0, 1), the i-th a function of seed + (i + 1) * 0x6D2B79F5 alone
export function mulberry32(seed, n) {
  const u = new Float64Array(n);
  for (let i = 0, a = seed >>> 0; i < n; i++) {
    a = (a + 0x6D2B79F5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    u[i] = ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  return u;
}

// (1 + t) conditional - t unconditional, over the temperature: the logits of place i
export function guide(logits, i, l, V, t, temperature) {
  const row = new Float64Array(V);
  for (let v = 0; v < V; v++) row[v] = ((1 + t) * logits[i * V + v] - t * logits[(l + i) * V + v]) / temperature;
  return row;
}

// Everything below the k-th largest becomes impossible; codes that tie with it stay
export function keepTopK(row, k) {
  if (!k) return row;
  const least = row.slice().sort()[row.length - k];
  return row.map(x => x < least ? -Infinity : x);
}

// The least likely codes that together hold at most 1 - p become impossible; the likeliest always stays
export function keepTopP(row, p) {
  if (!p) return row;
  const out = row.slice(), weight = weights(row), total = weight.reduce((a, b) => a + b, 0);
  const order = Array.from(row.keys()).filter(v => row[v] > -Infinity).sort((a, b) => row[a] - row[b] || a - b);
  for (let i = 0, below = 0; i < order.length - 1; i++) {
    below += weight[order[i]] / total;
    if (below > 1 - p) break;
    out[order[i]] = -Infinity;
  }
  return out;
}

function weights(row) {
  let top = -Infinity;
  for (const x of row) if (x > top) top = x;
  return row.map(x => Math.exp(x - top));
}

// The first code at which the running sum of probabilities exceeds u
export function pick(row, u) {
  const weight = weights(row), total = weight.reduce((a, b) => a + b, 0);
  let sum = 0;
  for (let v = 0; v < row.length; v++) if ((sum += weight[v]) > u * total) return v;
}

export function softmax(row) {
  const weight = weights(row), total = weight.reduce((a, b) => a + b, 0);
  return weight.map(w => w / total);
}

// In nats; a code of probability 0 adds nothing
export function entropy(row) {
  return softmax(row).reduce((h, p) => p ? h - p * Math.log(p) : h, 0);
}

const tensors = ort => ({f32: (data, dims) => new ort.Tensor("float32", data, dims), i64: a => new ort.Tensor("int64", BigInt64Array.from(a, BigInt), [a.length])});

// The tokens of scale k added to the running sum: the new sum, the input of the next scale, the picture so far
function addScale({ort, meta, paint}, ids, k, f_hat) {
  const {f32, i64} = tensors(ort), {scales, side} = meta, q = k + 1 < scales.length ? scales[k + 1] : 1;
  return paint.run({ids: i64(ids), k: i64([k]), up: f32(Float32Array.from(meta.up[k]), [side, scales[k]]), down: f32(Float32Array.from(meta.down[k]), [q, side]), f_hat});
}

// What tokens paint, scale by scale: the last picture; `onScale({k, ids, image})` after each scale
export async function painted(net, tokens, onScale = () => {}) {
  const {channels: C, side} = net.meta;
  let f_hat = tensors(net.ort).f32(new Float32Array(C * side * side), [1, C, side, side]), image;
  for (let k = 0; k < tokens.length; k++) {
    ({f_hat_out: f_hat, image} = await addScale(net, tokens[k], k, f_hat));
    await onScale({k, ids: tokens[k], image});
  }
  return image;
}

// The tokens of a picture, K arrays: `pixels` in [-1, 1], as large as `meta.image` says
export async function peel(net, pixels) {
  const {scales, image: [c, X]} = net.meta;
  net.peel ??= await net.open("peel.onnx");
  const ids = Array.from((await net.peel.run({img: tensors(net.ort).f32(pixels, [1, c, X, X])})).ids.data, Number);
  return scales.map((p, k) => ids.slice(...[k, k + 1].map(n => scales.slice(0, n).reduce((sum, p) => sum + p * p, 0))));
}

// One picture, scale by scale. `net` comes from `load`; after each scale `onScale({k, ids, image, rows})` may wait, and stops the run by returning
// false. `rows`: the logits that each token was drawn from, after all knobs. `given`: a Map from places (0 .. L-1) to codes that are not drawn
export async function generate(net, {label, seed, cfg, topK, topP, temperature}, onScale = () => {}, given = new Map()) {
  const {ort, meta} = net, {scales, channels: C, vocab: V, side, depth, heads, head_width} = meta, K = scales.length;
  const {f32, i64} = tensors(ort);
  const u = mulberry32(seed, scales.reduce((n, p) => n + p * p, 0)), tokens = [];
  let f_hat = f32(new Float32Array(C * side * side), [1, C, side, side]);
  let x = f32(new Float32Array(2 * scales[0] ** 2 * C), [2, scales[0] ** 2, C]);   // scale 1 sees the start token, whatever is here
  let keys = f32(new Float32Array(0), [depth, 2, heads, 0, head_width]), values = keys, at = 0;
  for (let k = 0; k < K; k++) {
    const l = scales[k] ** 2, places = Array.from({length: l}, (_, i) => at + i);
    const s = await net.step.run({labels: i64([label, meta.classes.length]), x, at: i64(places), keys, values});
    const t = cfg * k / Math.max(1, K - 1), logits = s.logits.data;
    const rows = places.map((_, i) => keepTopP(keepTopK(guide(logits, i, l, V, t, temperature), topK), topP));
    const ids = rows.map((row, i) => given.get(at + i) ?? pick(row, u[at + i]));
    const q = k + 1 < K ? scales[k + 1] : 1, r = await addScale(net, ids, k, f_hat);
    f_hat = r.f_hat_out; keys = s.keys_out; values = s.values_out; at += l;
    x = f32(Float32Array.from([...r.x.data, ...r.x.data]), [2, q * q, C]);
    tokens.push(ids);
    if (await onScale({k, ids, image: r.image, rows}) === false) return null;
  }
  return tokens;
}

// One file, piece by piece: `onBytes` is told how many bytes came; `size`, where it is known, tells a file that was cut off
async function file(url, size, signal, onBytes) {
  const name = url.split("/").pop(), answer = await fetch(url, {signal}), pieces = [];
  if (!answer.ok) throw Error(`${name}: the server answers ${answer.status}`);
  let got = 0;
  try {
    for (const reader = answer.body.getReader();;) {
      const {done, value} = await reader.read();
      if (done) break;
      pieces.push(value); got += value.length; onBytes(value.length);
    }
  } catch (e) { throw signal?.aborted ? e : Error(`${name}: the connection broke after ${got} bytes`); }
  if (size && got != size) throw Error(`${name}: ${got} of ${size} bytes came`);
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

// Fetch the runtime that lies beside this file, and from `folder` the description and two networks. `sizes`: file name -> bytes; `signal` stops it
export async function load(base, {folder = "", sizes = {}, signal, onBytes = () => {}} = {}) {
  const url = (name, at = folder) => new URL(at + name, base).href, get = (name, at) => file(url(name, at), sizes[name], signal, onBytes);
  const [meta, step, paint, wasm] = await Promise.all([get("model.json"), get("step.onnx"), get("paint.onnx"), get("ort-wasm-simd-threaded.wasm", "")]);
  const ort = await import(url("ort.wasm.bundle.min.mjs", ""));
  ort.env.wasm.numThreads = 1;   // more threads would need special headers from the server
  ort.env.wasm.wasmBinary = wasm;
  const session = async bytes => { signal?.throwIfAborted(); return ort.InferenceSession.create(bytes, {executionProviders: ["wasm"]}); };
  const net = {ort, meta: JSON.parse(new TextDecoder().decode(meta)), step: await session(step), paint: await session(paint), open: async name => session(await file(url(name), sizes[name], undefined, () => {}))};
  signal?.throwIfAborted();
  return net;
}
