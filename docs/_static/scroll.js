// What scrolls can be reached with the keyboard, while it scrolls: outputs, tables, formulas and figures that are wider than the window.
const SCROLLERS = ".highlight, .highlight > pre, .table-wrapper, .math-wrapper, .output.text_html, div:has(> img + br + input[type=range])";
const NAMES = {"table-wrapper": "table", "math-wrapper": "formula", highlight: "text"};

function mark(box) {
  const scrolls = /auto|scroll/.test(getComputedStyle(box).overflow) && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1);
  if (!scrolls) { for (const a of ["tabindex", "role", "aria-label"]) if (box.dataset.scrolls) box.removeAttribute(a); delete box.dataset.scrolls; return; }
  const name = Object.entries(NAMES).find(([c]) => box.classList.contains(c) || box.parentElement.classList.contains(c));
  box.dataset.scrolls = "yes"; box.tabIndex = 0;
  box.setAttribute("role", "group"); box.setAttribute("aria-label", `${name ? name[1] : "picture"}, scrolls`);
}

addEventListener("load", () => {
  const boxes = [...document.querySelectorAll(SCROLLERS)], watch = new ResizeObserver(seen => seen.forEach(s => mark(s.target)));
  boxes.forEach(b => watch.observe(b));
});
