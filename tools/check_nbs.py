"""The house rules for notebooks, as far as a machine can check them.

    python tools/check_nbs.py [nbs/workshop/31_core.ipynb ...]
"""
import ast, json, re, sys
from pathlib import Path
from statistics import median, quantiles

from rooms import NBS, in_room, notebooks

ROOT = Path(__file__).resolve().parent.parent
MAX_KB, MAX_LINES = 300, 40
MAX_CELLS, MAX_CELL, MAX_WIDTH = 90, 15, 140   # of a lesson of the course before its folded part; lines of a cell that exports and imports nothing; characters of a line of a module
MACHINE = re.compile(r"(?<![\w.:/~-])/(?:home|root|Users|tmp|work|opt|mnt|var/folders|usr/(?:lib|local))/\S*|\b[A-Z]:\\\\?Users")
IMG = re.compile(r"<img\b[^>]*>")


def text(x): return x if isinstance(x, str) else "".join(x)
def is_function(n): return isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))


def parse(src):
    "The syntax tree of a cell, or None if it is not plain Python (magics)"
    try: return ast.parse(re.sub(r"^(\s*)[%!].*$", r"\1pass", src, flags=re.M))
    except SyntaxError: return None


def opening(cells):
    "The first cell is `# Title`, an empty line and `> one question`, and nothing else"
    first = text(cells[0]["source"]).strip() if cells and cells[0]["cell_type"] == "markdown" else ""
    if not re.fullmatch(r"# [^\n]+\n\n> [^\n]+", first): yield "first cell is not '# Title' + empty line + '> question' alone"


def long_functions(tree):
    for f in ast.walk(tree):
        if is_function(f) and (n := f.end_lineno - f.lineno + 1) > MAX_LINES: yield f"{f.name} has {n} lines, {MAX_LINES} at most"


def undocumented(tree):
    "Public functions and classes of an exported cell, and their public methods, without a docstring"
    for n in tree.body:
        if not is_function(n) and not isinstance(n, ast.ClassDef) or n.name[0] == "_": continue
        inner = [m for m in n.body if is_function(m) and m.name[0] != "_" and m.name not in ("forward", "extra_repr")] if isinstance(n, ast.ClassDef) else []
        for m in [n, *inner]:
            if not ast.get_docstring(m): yield f"{m.name} has no docstring"


def code_rules(src):
    "Rules for the source of a code cell"
    tree = parse(src)
    if tree is None: return
    body = [n for n in tree.body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))]
    imports = [isinstance(n, (ast.Import, ast.ImportFrom)) for n in body]
    if any(imports) and not all(imports) and "nbdev_export()" not in src: yield "imports share a cell with other code"
    if re.search(r"\binteract(?:ive)?\(", src) and "def turn(" not in src: yield "sliders without names: use `turn` of core"
    yield from long_functions(tree)
    if re.match(r"#\|\s*exports?\b", src): yield from undocumented(tree)


def output_rules(o):
    "Rules for one output of a code cell"
    data, meta = o.get("data", {}), o.get("metadata", {})
    if o["output_type"] == "error": yield f"an output is an error: {o['ename']}"
    if any("widget-view" in k for k in data): yield "an output is a widget view (kept state breaks nbdev)"
    for k in data:
        if k.startswith("image/") and not meta.get(k, {}).get("alt", "").strip(): yield f"{k} output without alt text"
    yield from html_rules(text(data.get("text/html", "")))
    for s in (text(o.get("text", "")), *(text(v) for k, v in data.items() if k.startswith("text/"))):
        if m := MACHINE.search(s): yield f"an output names a place on one machine: {m[0]}"


def html_rules(s):
    if any(not re.search(r"""\balt=["'][^"']""", i) for i in IMG.findall(s)): yield "<img> without alt text"
    if re.search(r"""(?:src|href)=["'](?:https?:)?//[^"']+\.(?:js|css)\b""", s): yield "HTML that loads a script or style from another host"


def cell_rules(c):
    "Every rule for one cell"
    src = text(c["source"])
    if m := MACHINE.search(src): yield f"names a place on one machine: {m[0]}"
    if c["cell_type"] == "markdown":
        if re.search(r"!\[\s*\]\(", src): yield "picture without alt text"
        if re.search(r"^:{3,}", src, re.M): yield "a fenced div; use plain markdown"
        yield from html_rules(src)
    elif c["cell_type"] == "code":
        yield from code_rules(src)
        for o in c.get("outputs", []): yield from output_rules(o)


CHECKS = "## Checks for maintainers"   # the last heading of a lesson; what follows is folded, and still runs


def read_part(cells):
    "The cells that a reader meets: those before the folded part"
    at = next((i for i, c in enumerate(cells) if text(c["source"]).strip().startswith(CHECKS)), len(cells))
    return cells[:at]


def folding(cells):
    "The folded part is folded in JupyterLab, too, and nothing of a lesson follows it"
    rest = cells[len(read_part(cells)):]
    if rest and not rest[0]["metadata"].get("jp-MarkdownHeadingCollapsed"): yield f"{CHECKS!r} is not folded: its cell needs the metadata jp-MarkdownHeadingCollapsed: true"
    if rest and not text(rest[0]["source"]).strip() == CHECKS: yield f"{CHECKS!r} needs a cell of its own"
    if any(re.match(r"##? ", text(c["source"])) for c in rest[1:] if c["cell_type"] == "markdown"): yield f"{CHECKS!r} is not the last heading"


def minutes(cells):
    "Reading time: 200 words and 25 lines of code a minute"
    words = sum(len(text(c["source"]).split()) for c in cells if c["cell_type"] == "markdown")
    lines = sum(bool(l.strip()) for c in cells if c["cell_type"] == "code" for l in text(c["source"]).splitlines())
    return words/200 + lines/25


def lesson(cells):
    "A lesson of the course is read in one sitting, and a cell at one look; what it exports may be a function as long as any"
    if (n := len(read_part(cells))) > MAX_CELLS: yield f"{n} cells before the folded part, {MAX_CELLS} at most"
    for i, c in enumerate(cells):
        src = text(c["source"])
        if c["cell_type"] == "code" and not src.startswith(("#| export", "import ", "from ")) and (n := sum(bool(l.strip()) for l in src.splitlines())) > MAX_CELL: yield f"cell {i}: {n} lines, {MAX_CELL} at most"


def notebook_rules(path):
    "Everything wrong with one notebook"
    nb, kb = json.loads(path.read_text(encoding="utf-8")), path.stat().st_size/1000
    yield from opening(nb["cells"])
    yield from folding(nb["cells"])
    if "widgets" in nb["metadata"]: yield "the notebook holds widget state"
    if kb > MAX_KB: yield f"{kb:.0f} kB, {MAX_KB} at most"
    if path in in_room("course"): yield from lesson(nb["cells"])
    code = [c for c in nb["cells"] if c["cell_type"] == "code"]
    if code and not any(c["outputs"] for c in code): yield "no outputs are kept; run it with tools/run_nbs.py"
    for i, c in enumerate(nb["cells"]):
        for why in cell_rules(c): yield f"cell {i}: {why}"


def python_rules(path):
    "Scripts and modules: no long functions, no places on one machine"
    src = path.read_text(encoding="utf-8")
    yield from long_functions(ast.parse(src))
    if path.parent.name == "var_edu" and path.name != "_modidx.py": yield from (f"line {i}: {len(l)} characters, {MAX_WIDTH} at most" for i, l in enumerate(src.splitlines(), 1) if len(l) > MAX_WIDTH)
    if path != Path(__file__).resolve() and (m := MACHINE.search(src)): yield f"names a place on one machine: {m[0]}"


def hours():
    "Reading time of the course, in whole hours; the home page must say the same"
    return round(sum(minutes(read_part(json.loads(p.read_text(encoding="utf-8"))["cells"])) for p in in_room("course"))/60)


def shape(path):
    "Cells and minutes to read, lines per code cell (median, 90th percentile) and size, to be read by a person"
    nb = json.loads(path.read_text(encoding="utf-8"))
    n = [sum(bool(l.strip()) for l in text(c["source"]).splitlines()) for c in nb["cells"] if c["cell_type"] == "code"]
    p90 = quantiles(n, n=10)[-1] if len(n) > 1 else sum(n)
    read = read_part(nb["cells"])
    return f"{path.name:28} {len(read):3} of {len(nb['cells']):3} cells, {minutes(read):2.0f} min, code lines {median(n or [0]):2.0f} / {p90:2.0f}, {path.stat().st_size/1000:3.0f} kB"


def main(args):
    nbs = [Path(a).resolve() for a in args] or notebooks()
    scripts = [] if args else [ROOT/"setup.py", *ROOT.glob("docs/*.py"), *ROOT.glob("tools/*.py"), *ROOT.glob("var_edu/*.py")]
    bad = [f"{p.relative_to(ROOT)}: {why}" for rules, paths in ((notebook_rules, nbs), (python_rules, scripts)) for p in paths for why in rules(p)]
    if not args and f"{hours()} hours of reading" not in (NBS/"index.ipynb").read_text(encoding="utf-8"): bad.append(f"nbs/index.ipynb: must say '{hours()} hours of reading', by count")
    print("\n".join([*map(shape, nbs), *bad]))
    return len(bad)


if __name__ == "__main__": sys.exit(1 if main(sys.argv[1:]) else 0)
