"""README.md and the docs site from the notebooks, by nbdev's own processors, without Quarto and without a network.

    python tools/docs.py readme [--check]     README.md from nbs/index.ipynb (--check: is it in step?)
    python tools/docs.py site                 HTML in _docs/: a page per lesson and a reference page per module

No lesson is run: both use the outputs that are kept in the notebooks.
"""
import ast, base64, hashlib, html, io, json, os, re, shutil, subprocess, sys, textwrap
from functools import cache
from importlib.util import find_spec
from pathlib import Path

os.environ["IN_TEST"] = "1"   # nbdev_export() inside a notebook is a no-op while this is set
import yaml
from execnb.nbio import dict2nb, nb2dict
from nbdev.config import get_config
from nbdev.processors import FilterDefaults, add_show_docs, exec_show_docs, rm_export
from rooms import ROOMS, in_room, notebooks
from runtime import ORT

cfg = get_config()
root, lib, nbs = cfg.config_path, cfg.lib_path, cfg.nbs_path
sys.path.insert(0, str(root))
notebooks = cache(notebooks)   # asked for with every cell
DIRECTIVE = re.compile(r"^#\|\s*([\w-]+):\s*(.*?)\s*$")
BASE = "/".join([cfg.doc_host.rstrip("/"), *filter(None, [cfg.doc_baseurl.strip("/")]), ""])   # where the site will stand
OURS = re.compile(r"\[`([^`\]]+)`\]\(" + re.escape(BASE) + r"(?:[\w.-]+/)*([\w.-]+?)\.html#([\w.-]+)\)(?:\{[^}\n]*\})?")   # a link nbdev made


def text(x): return x if isinstance(x, str) else "".join(x)
def page(path): return re.sub(r"^\d+[a-zA-Z0-9]*_", "", path.stem.lower())   # the name nbdev gives the page
def read(path): return json.loads(path.read_text(encoding="utf-8"))
def md(source, id): return dict(cell_type="markdown", metadata={}, source=source, id=id)
def code(source, id): return dict(cell_type="code", metadata={}, source=source, id=id, outputs=[], execution_count=None)


def rm_default_exp(cell):
    "The `#| default_exp` cell says nothing to a reader"
    if "default_exp" in (cell.directives_ or {}): del cell["source"]


class Lesson(FilterDefaults):
    "nbdev's processors for a page on which the exported code stays where the lesson shows it"
    def base_procs(self):
        swap = {add_show_docs: None, exec_show_docs: None, rm_export: rm_default_exp}
        return [q for p in super().base_procs() if (q := swap.get(p, p))]


def process(d, path, procs=Lesson):
    "Notebook dict `d` through nbdev's processors"
    nb = dict2nb(json.loads(json.dumps(d)))
    nb["path_"] = str(path)
    procs()(nb)
    nb.metadata.pop("widgets", None)
    d = nb2dict(nb)
    d["cells"] = [c for c in d["cells"] if not text(c["source"]).startswith("<!-- WARNING")]
    return d


def directives(src):
    "The leading `#| key: value` lines of a cell as a dict, and the rest of the cell"
    lines, d = src.split("\n"), {}
    while lines and (m := DIRECTIVE.match(lines[0])): d[m[1]] = m[2].strip("\"'"); lines.pop(0)
    return d, "\n".join(lines)


def title(src, note=""):
    "The frontmatter cell that nbdev made of `# Title` and `> question`, as markdown again"
    fm = yaml.safe_load(src.strip().strip("-"))
    return f"# {fm['title']}{note}", fm.get("description", "")


# ---- the modules, read without importing them

@cache
def modules():
    "(name, source, tree, lesson) of every module that a notebook exports"
    def found():
        for p in sorted(lib.glob("[!_]*.py")):
            src = p.read_text(encoding="utf-8")
            if m := re.search(r"File to edit: (\S+\.ipynb)", src): yield p.stem, src, ast.parse(src), (lib/m[1]).resolve()
    return list(found())


def exported(tree):
    "The names of `__all__` in the order of the source, each with its syntax node"
    names, out = [], {}
    for n in tree.body:
        if isinstance(n, (ast.FunctionDef, ast.ClassDef)): out[n.name] = n
        elif isinstance(n, (ast.Assign, ast.AnnAssign)):
            for t in getattr(n, "targets", None) or [n.target]:
                if isinstance(t, ast.Name): out[t.id] = n
                if isinstance(t, ast.Name) and t.id == "__all__": names = ast.literal_eval(n.value)
    return {k: v for k, v in out.items() if k in names}


def methods(node, tree):
    "The documented public methods of a class: in its body, and those that `@patch_to(Class)` adds"
    if not isinstance(node, ast.ClassDef): return []
    added = [f for f in tree.body for d in getattr(f, "decorator_list", []) if isinstance(d, ast.Call) and ast.unparse(d) == f"patch_to({node.name})"]
    return [f for f in node.body + added if isinstance(f, ast.FunctionDef) and f.name[0] != "_" and ast.get_docstring(f)]


def raises(node, tree):
    "What a function says when it refuses: its `raise` statements, and those of the private helpers it calls"
    if isinstance(node, ast.ClassDef): node = next((f for f in node.body if getattr(f, "name", "") == "__init__"), ast.Pass())
    private = {f.name: f for f in tree.body if isinstance(f, ast.FunctionDef) and f.name[0] == "_"}
    called = {c.func.id for c in ast.walk(node) if isinstance(c, ast.Call) and isinstance(c.func, ast.Name)}
    found = {}
    for f in [node, *(private[n] for n in sorted(called & private.keys()))]:
        for r in ast.walk(f):
            if isinstance(r, ast.Raise) and isinstance(r.exc, ast.Call) and r.exc.args:
                found[f"`` {ast.unparse(r.exc.func)}: {message(r.exc.args[0])} ``"] = 1
    return list(found)


def message(node):
    "The text of an error message, with the values it names in braces"
    if isinstance(node, ast.Constant): return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(p.value if isinstance(p, ast.Constant) else "{" + ast.unparse(p.value) + "}" for p in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add): return message(node.left) + message(node.right)
    return "{" + ast.unparse(node) + "}"


# ---- notebook cells to MyST

def links(s):
    "Links between pages: nbdev's to the reference, the lesson's to other lessons, files of the repository to their place"
    made = {page(lesson): name for name, _, _, lesson in modules()}   # lesson -> module: mostly one name
    s = OURS.sub(lambda m: f'<a href="api_{made.get(m[2], m[2])}.html#{m[3]}"><code>{m[1]}</code></a>', s)
    s = s.replace("](../images/", "](images/")
    for p in notebooks(): s = re.sub(rf"\]\((?:\.\./)?(?:{'|'.join(ROOMS)[1:]})?/?{re.escape(p.name)}", f"]({page(p)}.ipynb", s)
    s = re.sub(r"\]\((?:\.\./)+([\w./-]+)\)", rf"]({cfg.git_url}/blob/{cfg.branch}/\1)", s)
    return re.sub(r"(\[[^\]]*\]\([^)]*\))\{[^}\n]*\}", r"\1", s)   # Pandoc's attributes on links


def picture(o, static):
    "A PNG output as HTML, with the alt text of its metadata; the file goes to `static`"
    png, meta = base64.b64decode(text(o["data"]["image/png"])), o.get("metadata", {}).get("image/png", {})
    name = hashlib.sha1(png).hexdigest()[:16] + ".png"
    (static/name).write_bytes(png)
    size = "".join(f' {k}="{meta[k]}"' for k in ("width", "height") if k in meta)
    alt = meta.get("alt", "").replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    o["data"] = {"text/html": f'<img class="figure" src="_static/{name}" alt="{alt}"{size}>'}
    o["metadata"] = {}


def only_tests(src):
    "Is there nothing in a cell but asserts and calls of `test_...`? A reader of the page may pass those over"
    try: body = ast.parse(src).body
    except SyntaxError: return False   # magics
    called = lambda n: getattr(getattr(getattr(n, "value", None), "func", None), "id", "")
    return bool(body) and all(isinstance(n, ast.Assert) or isinstance(n, ast.Expr) and called(n).startswith(("test_", "assert_")) for n in body)


def code_cell(c, src, static):
    "A code cell for myst-nb: directives become tags, pictures carry their alt text, solutions are folded"
    dr, c["source"] = directives(src)
    tags = [t for k, v, t in (("echo", "false", "remove-input"), ("output", "false", "remove-output"),
            ("include", "false", "remove-cell"), ("code-fold", "true", "hide-input")) if dr.get(k) == v]
    for o in c.get("outputs", []):
        if "image/png" in o.get("data", {}): picture(o, static)
    solution = "solution" in c["metadata"].get("tags", [])
    test = not solution and not tags and only_tests(c["source"])
    c["metadata"] = {"tags": tags + ["hide-cell"] * solution + ["hide-input"] * test}
    if name := "a solution" * solution or "the test" * test: c["metadata"]["mystnb"] = {"code_prompt_show": f"Show {name}", "code_prompt_hide": f"Hide {name}"}
    return c


def lesson(path, static):
    "The page of a lesson: its notebook, with a pointer to the reference above each exported definition"
    d = read(path)
    api = {n: m for m, _, tree, nb in modules() if nb == path for n in exported(tree)}
    out = []
    for raw in d["cells"]:
        if raw["cell_type"] != "code" or not re.match(r"#\|\s*exports?\b", text(raw["source"])): continue
        names = [n for n in re.findall(r"^(?:def|class) (\w+)|^(\w+) *=", text(raw["source"]), re.M) for n in n if n in api]
        raw["metadata"]["exported"] = names
    for c in process(d, path)["cells"]:
        src, names = text(c["source"]), c["metadata"].pop("exported", [])
        if c["cell_type"] == "raw" and src.startswith("---"):
            h1, question = title(src)
            out.append(md(h1 + (f"\n\n{{.lead}}\n{links(question)}" if question else ""), "title"))
        elif c["cell_type"] == "markdown": out.append(md(links(src), c["id"]))
        elif c["cell_type"] == "code":
            refs = ", ".join(f'<a id="src-{n}" href="api_{api[n]}.html#{n.lower()}"><code>{n}</code></a>' for n in names)
            if refs: out.append(md(f'<p class="exported">goes into the library: {refs}</p>', f"ref-{c['id']}"))
            out.append(code_cell(c, src, static))
    return {**d, "cells": out, "metadata": {"kernelspec": d["metadata"].get("kernelspec", {})}}


def signature(src, node):
    "A definition up to its body as it stands in the source: names, types, defaults and the comment on each parameter"
    init = [f for f in node.body if isinstance(node, ast.ClassDef) and isinstance(f, ast.FunctionDef) and f.name == "__init__"]
    parts = []
    for n in [node, *init]:
        body, lines = n.body[0], src.encode().splitlines()[n.lineno-1:n.body[0].lineno]
        if isinstance(body, (ast.FunctionDef, ast.ClassDef)) and body.decorator_list: lines = lines[:body.decorator_list[0].lineno - body.lineno or None]
        lines[-1] = lines[-1][:body.col_offset]
        parts += [textwrap.indent(textwrap.dedent(b"\n".join(lines).decode()).strip(), "    " * (n is not node))]
    return "\n".join(p for p in parts if p)


def entry(shown, name, home, sig, errors):
    "One `show_doc` output: nbdev's anchor, a link to the lesson, the signature as written, and the errors"
    anchor = f'id="{name.lower()}" ' * ("." in name)   # Sphinx itself makes the others
    shown = re.sub(r"\A---\n\n|^\[source\]\(\S+?\)(\{.*\})?\n\n", "", shown, flags=re.M)
    shown = re.sub(r"^#+ .*$", f'### {name}\n\n<a {anchor}class="src" href="{home}">in the lesson</a>', shown, count=1, flags=re.M)
    if "```python\n" in shown: shown = re.sub(r"^```python\n.*?^```$", lambda m: f"```python\n{sig}\n```", shown, count=1, flags=re.M | re.S)
    if errors: shown += "\n\nRefuses with\n" + "\n".join(f"- {e}" for e in errors)
    return links(shown)


def reference(mod, src, tree, path):
    "The reference page of a module: every exported name, documented by nbdev's `show_doc`"
    import_ = code(f"from {lib.name}.{mod} import *", "import")
    cells, after = [md(f"# {mod}", "title"), import_], {}
    for n, node in exported(tree).items():
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            line = ast.get_source_segment(src, node)
            cells.append(md(f'### {n}\n\n<a class="src" href="{page(path)}.html#src-{n}">in the lesson</a>\n\n```python\n{line}\n```', f"c-{n}"))
            continue
        for f, full in [(node, n)] + [(m, f"{n}.{m.name}") for m in methods(node, tree)]:
            id = "doc-" + full.replace(".", "-")
            cells.append(code(f"show_doc({full})", id))
            after[id] = full, f"{page(path)}.html#src-{n}", signature(src, f), raises(f, tree)
    d = dict(cells=cells, metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "python3"}}, nbformat=4, nbformat_minor=5)
    lead = f"What [{page(path)}]({page(path)}.ipynb) exports. {(ast.get_docstring(tree) or '').splitlines()[0] if ast.get_docstring(tree) else ''}"
    out = [md(f"# var_edu.{mod}\n\n{{.lead}}\n{lead.strip()}", "title")]
    for c in process(d, path, FilterDefaults)["cells"]:
        if c["id"] in after:
            shown = "\n\n".join(text(o["data"]["text/markdown"]) for o in c["outputs"] if "text/markdown" in o.get("data", {}))
            out.append(md(entry(shown, *after[c["id"]]), c["id"]))
        elif c["cell_type"] == "markdown": out.append(md(links(text(c["source"])), c["id"]))
    return {**d, "cells": out}


def index_of_names():
    "A page that lists every exported name with its first line, by module; no table, so that a phone hides nothing of it"
    out = ["# Every name\n\n{.lead}\nWhat the library exports, module by module, in one line each."]
    for mod, _, tree, _ in modules():
        out.append(f"## {mod}")
        for n, node in sorted(exported(tree).items(), key=lambda x: x[0].lower()):
            doc = (ast.get_docstring(node) or " ").splitlines()[0] if not isinstance(node, (ast.Assign, ast.AnnAssign)) else "a constant"
            out.append(f'<a href="api_{mod}.html#{n.lower()}"><code>{n}</code></a>\n: {doc}')
    return "\n\n".join(out) + "\n"


# ---- the model that runs in a page

def live(static):
    "The exported models, the scripts and the runtime in `static`/live; what is missing if it cannot be made (pages stay frozen then)"
    if missing := [n for n in ("onnx", "onnxscript") if not find_spec(n)]: return f"{' and '.join(missing)} not installed"
    if not ORT.there(): return "no WebAssembly runtime; with npm: python tools/runtime.py"
    from var_edu.browser import SCRIPTS, export_browser, export_networks
    made = root/"build"/f"live-{hashlib.sha1(b''.join(p.read_bytes() for p in (*sorted(lib.glob('*.py')), *sorted(lib.glob('assets/*.safetensors'))))).hexdigest()[:12]}"
    if not made.exists():
        from var_edu.pretrained import BUNDLED, about, load_pretrained
        part = made.with_suffix(".part")
        export_browser(*load_pretrained(), part, about())
        for name in BUNDLED[1:]: export_networks(*load_pretrained(name), part/name, about(name))
        part.rename(made)
    shutil.copytree(made, static/"live")
    for f in (*map(ORT.path, ORT.files), *(lib/"assets"/n for n in SCRIPTS)): shutil.copy(f, static/"live")


def draw_here(cells):
    "Below the first picture of the home page: a place where the running model draws the last of its rows again, or whatever a reader asks for; below the second, if there is one, a place for emoji"
    figures = [i for i, c in enumerate(cells) if "class=\"figure\"" in str(c.get("outputs", ""))][:2]
    cells.insert(figures[-1]+1, md('A second model draws emoji, in colour:\n\n<div data-live="sampler" data-model="emoji" class="live"></div>', "draw-emoji-here"))
    cells.insert(figures[0]+1, md('<div data-live="sampler" data-starts="[{&quot;label&quot;: 8, &quot;seed&quot;: 0}]" class="live"></div>', "draw-here"))


def enliven(d, folder):
    "Add the script to a page that has a place for a running model, and how much each model will fetch"
    if any("data-live=" in s for c in d["cells"] for s in (text(c["source"]), *(text(o.get("data", {}).get("text/html", "")) for o in c.get("outputs", [])))):
        of = lambda home: {f.name: f.stat().st_size for f in (*(home/n for n in ("model.json", "step.onnx", "paint.onnx")), folder/ORT.path(ORT.files[1]).name)}
        sizes = {"small": of(folder)} | {f.parent.name: of(f.parent) for f in sorted(folder.glob("*/model.json"))}
        d["cells"].append(md(f'<script type="application/json" class="live-sizes">{json.dumps(sizes)}</script>\n<script type="module" src="_static/live/live.js"></script>', "live"))


# ---- what a site needs beside its pages

LOST = """---
orphan: true
---
# There is no such page

{.lead}
The address is wrong, or the page has moved.

Everything is within reach of the [home page](index.ipynb), where the lessons begin, and of [every name](names.md) of the library. Or search, in the column of links.
"""


def card(static):
    "The picture that goes with a link to the site: what the model drew for the home page, under the title; its text alternative"
    from PIL import Image, ImageDraw, ImageFont
    home = read(nbs/cfg.readme_nb)["cells"]
    o = next(o for c in home for o in c.get("outputs", []) if "image/png" in o.get("data", {}))
    figure, board = Image.open(io.BytesIO(base64.b64decode(text(o["data"]["image/png"])))).convert("RGB"), Image.new("RGB", (1200, 630), "white")
    figure = figure.resize([round(n*420/figure.height) for n in figure.size], Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(board)
    for y, size, line in ((36, 60, cfg.title), (114, 25, cfg.description)): pen.text((600, y), line, "black", ImageFont.load_default(size), anchor="ma")
    board.paste(figure, ((1200-figure.width)//2, 180))
    board.save(static/"card.png")
    return o["metadata"]["image/png"]["alt"]


BOX = re.compile(r'(<div class="(?:output |highlight-(?!python))[^"]*)("><div class="highlight"><pre[^>]*>)(.*?)(?=</pre>)', re.S)
PICTURE = re.compile(r'<img [^>]*src="(_images/[^"]*)"[^>]*>')   # a screenshot in a text
NAMED = {'role="heading"><span class="caption-text"': 'role="heading" aria-level="2"><span class="caption-text"', ' aria-label="Toggle hidden content"': "",
         '<aside class="sidebar-drawer"': '<aside aria-label="Site" class="sidebar-drawer"', '<aside class="toc-drawer': '<aside aria-label="This page" class="toc-drawer'}


def aligned(m):
    "A block of text, marked if two of its lines have columns: those must not wrap"
    lines = html.unescape(re.sub(r"<[^>]*>", "", m[3])).splitlines()
    return m[1] + " aligned"*(sum(bool(re.search(r"\S(?: {2,}|\s*\|\s*)\S", l)) for l in lines) > 1) + m[2] + m[3]


def folded(page):
    "The last part of a lesson, for those who maintain it, behind a line that opens it"
    if not (m := re.search(r'<section id="checks-for-maintainers">\s*(<h2>.*?</h2>)', page, re.S)): return page
    depth, at = 1, m.end()
    for tag in re.finditer(r"<section\b|</section>", page[m.end():]):
        depth += 1 if tag[0] != "</section>" else -1
        if not depth: at = m.end() + tag.start(); break
    return f'{page[:m.end()]}\n<details class="checks"><summary>Show the checks</summary>\n{page[m.end():at]}</details>\n{page[at:]}'


def finish(page):
    "What the theme leaves open on a finished page: names for screen readers, tables made of spaces, screenshots that open in full size"
    page = folded(page)
    for a, b in NAMED.items(): page = page.replace(a, b)
    return BOX.sub(aligned, PICTURE.sub(r'<a class="screenshot" href="\1">\g<0></a>', page)).replace('<th class="head"><p></p></th>', '<td></td>')


def sitemap(names):
    "All pages for search engines"
    return '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' + "".join(f"<url><loc>{BASE}{n}</loc></url>\n" for n in names) + "</urlset>\n"


def site():
    "Write the pages to _myst/, let Sphinx make HTML of them (every warning is an error), and finish it"
    work, out = root/"_myst", cfg.doc_path
    shutil.rmtree(work, ignore_errors=True); shutil.copytree(root/"docs", work)
    shutil.copytree(nbs/"images", work/"images")
    save = lambda name, d: (work/f"{name}.ipynb").write_text(json.dumps(d, indent=1), encoding="utf-8")
    pages = {page(p): lesson(p, work/"_static") for p in notebooks()}
    refs = {f"api_{m[0]}": reference(*m) for m in modules()}
    tree = lambda caption, names: f":::{{toctree}}\n:hidden:\n:caption: {caption}\n" + "\n".join(names) + "\n:::"
    if refs: (work/"names.md").write_text(index_of_names(), encoding="utf-8")
    (work/"404.md").write_text(LOST, encoding="utf-8")
    rooms = {caption or "Start here": [page(p) for p in in_room(room) if p.stem not in ("index", "questions")] for room, caption in ROOMS.items()}
    toc = [tree(caption, names) for caption, names in rooms.items() if names] + [tree("Asked", ["questions"])] + ([tree("Reference", ["names", *refs])] if refs else [])
    pages["index"]["cells"].append(md("\n\n".join(toc), "toctree"))
    if why := live(work/"_static"): print(f"docs: pages show frozen pictures only: {why}")
    else:
        draw_here(pages["index"]["cells"])
        for d in pages.values(): enliven(d, work/"_static"/"live")
    for name, d in {**pages, **refs}.items(): save(name, d)
    shutil.rmtree(out, ignore_errors=True)
    told = dict(html_baseurl=BASE, description=cfg.description, card_alt=card(work/"_static"))
    done = subprocess.run([sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", *(f"-D{k}={v}" for k, v in told.items()), str(work), str(out)])
    for f in out.glob("*.html"): f.write_text(finish(f.read_text(encoding="utf-8")), encoding="utf-8")
    (out/"sitemap.xml").write_text(sitemap(sorted({f.name for f in out.glob("*.html")} - {"404.html", "search.html"})), encoding="utf-8")
    sys.exit(done.returncode)


# ---- README.md

def readme_output(o, images):
    "One output of a cell as markdown; a picture is added to `images`"
    data = o.get("data", {})
    if "image/png" in data:
        name = f"README_files/{len(images)+1}.png"
        images[name] = base64.b64decode(text(data["image/png"]))
        return f"![{o.get('metadata', {}).get('image/png', {}).get('alt', '')}]({name})"
    for kind in ("text/markdown", "text/html"):
        if kind in data: return text(data[kind]).strip()
    out = text(data.get("text/plain") or o.get("text") or "").rstrip()
    return out and "\n".join("    " + line for line in out.split("\n"))


def readme_cell(c, images):
    "One cell of the processed index notebook as markdown"
    src = text(c["source"]).strip("\n")
    if c["cell_type"] == "raw":
        h1, question = title(src)
        return f"{h1}\n\n<!-- Made from {nbs.name}/{cfg.readme_nb} by tools/docs.py readme; edit the notebook. -->\n\n> {question}"
    if c["cell_type"] == "markdown":
        home = {page(p): p.relative_to(root).as_posix() for p in notebooks()}
        src = OURS.sub(lambda m: f"[`{m[1]}`]({home.get(m[2], nbs.name)})", src)
        for p in notebooks(): src = src.replace(f"]({p.relative_to(nbs).as_posix()}", f"]({p.relative_to(root).as_posix()}")
        return re.sub(r"\]\(\.\./", "](", src.replace("](images/", f"]({nbs.name}/images/"))
    dr, body = directives(src)
    parts = [] if dr.get("echo") == "false" or not body.strip() else [f"```python\n{body}\n```"]
    if dr.get("output") != "false":
        parts += [readme_output(o, images) for o in c.get("outputs", [])]
    return "\n\n".join(p for p in parts if p)


def join(parts):
    "One text of many parts; code follows code in one block (in a notebook, imports have a cell of their own)"
    out = []
    for p in (p.strip("\n") for p in parts if p.strip()):
        if out and all(q.startswith("```python\n") for q in (out[-1], p)) and out[-1].endswith("\n```"): p = out.pop()[:-3] + p[9:]
        out.append(p)
    return "\n\n".join(out)


def readme(check=False):
    "README.md from the kept outputs of the index notebook: the same bytes every time"
    path, images = nbs/cfg.readme_nb, {}
    parts = [readme_cell(c, images) for c in process(read(path), path)["cells"]]
    files = {"README.md": (join(parts) + "\n").encode(), **images}
    if check:
        bad = [n for n, b in files.items() if not (root/n).exists() or (root/n).read_bytes() != b]
        bad += [n for f in (root/"README_files").glob("*") if (n := f.relative_to(root).as_posix()) not in files]
        sys.exit(f"not in step with {path.name}: {' '.join(bad)}; run make export" if bad else 0)
    shutil.rmtree(root/"README_files", ignore_errors=True)
    for n, b in files.items(): (root/n).parent.mkdir(exist_ok=True); (root/n).write_bytes(b)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["readme"]: readme()
        case ["readme", "--check"]: readme(check=True)
        case ["site"]: site()
        case _: sys.exit(__doc__)
