"""One page with all questions that people really asked, made from the lists at the end of the lessons.

    python tools/questions.py [--check]     write nbs/questions.ipynb (--check: is it in step?)
"""
import json, re, sys

from rooms import NBS, notebooks

ITEM = re.compile(r"(?:[-*] )?(\*\*|\*)(?P<ask>[^*].+?)\1 *(?P<rest>.*)")   # a question in bold or italics, then threads and answer
LINK = re.compile(r"\[[^\]]+\]\((?:[^()]|\([^()]*\))*\)")
INTRO = """# Questions people really asked

> Has somebody asked this before?"""
LEAD = """Each was asked by a user of VAR, or of its neighbours, in public; the links lead to the threads. The answer stands at the end of the lesson, in full, and the lesson has the cell that shows it. {n} questions."""


def questions(nb):
    "(question, links to its threads, sections that answer it) of one lesson, from its list"
    md = ["".join(c["source"]) for c in nb["cells"] if c["cell_type"] == "markdown"]
    heads = {m.strip() for s in md for m in re.findall(r"^#{2,4} (.+)$", s, re.M)}
    for s in md:
        at = re.search(r"^## Questions people really asked$", s, re.M)
        if not at: continue
        for line in re.split(r"\n## ", s[at.end():])[0].splitlines():
            if m := ITEM.match(line.strip()):
                lead = re.match(r"\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", m["rest"])   # the threads: a first pair of parentheses with links in it
                threads = LINK.findall(lead[0]) if lead else []
                named = dict.fromkeys(n for n in re.findall(r"\*+([^*]+?)\*+", m["rest"]) if n.strip('"“”') in heads or n in heads)
                yield m["ask"].strip(), threads, list(named)


def page():
    "The notebook, as text"
    parts, n = [], 0
    for p in notebooks()[:-1]:
        nb = json.loads(p.read_text(encoding="utf-8"))
        found = list(questions(nb))
        if not found: continue
        n += len(found)
        title = re.sub(r"^# ", "", "".join(nb["cells"][0]["source"]).splitlines()[0])
        rows = [f"- **{ask}**" + (f" ({', '.join(threads)})" if threads else "") + (f" See {', '.join(f'*{h}*' for h in named)}." if named else "") for ask, threads, named in found]
        parts.append(f"## [{title}]({p.relative_to(NBS).as_posix()})\n\n" + "\n".join(rows))
    cells = [dict(cell_type="markdown", id=f"questions{i:02}", metadata={}, source=s.splitlines(True)) for i, s in enumerate([INTRO, LEAD.format(n=n), *parts])]
    meta = dict(kernelspec=dict(display_name="python3", language="python", name="python3"))
    return json.dumps(dict(cells=cells, metadata=meta, nbformat=4, nbformat_minor=5), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    file, text = NBS/"questions.ipynb", page()
    if "--check" in sys.argv:
        if not file.exists() or file.read_text(encoding="utf-8") != text: sys.exit("nbs/questions.ipynb is out of step: run make export")
    else: file.write_text(text, encoding="utf-8")
