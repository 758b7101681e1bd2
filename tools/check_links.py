"""Every local link, picture and #fragment of a built site leads somewhere, and no page loads anything from another host.

    python tools/check_links.py _docs
"""
import re, sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "audio": "src", "video": "src", "embed": "src", "link": "href"}
FAR = re.compile(r"""(?:@import\s+|url\()["']?((?:https?:)?//[^"')\s]+)|\bimport\(?\s*["']((?:https?:)?//[^"']+)""")


class Page(HTMLParser):
    "What a page defines (ids), points at (refs) and loads"
    def __init__(self, html):
        super().__init__()
        self.ids, self.refs, self.loads, self.noalt = set(), [], [], 0
        self.loads += ["".join(m) for m in FAR.findall(html)]
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.ids.update(a[k] for k in ("id", "name") if a.get(k))
        if tag == "a" and a.get("href"): self.refs.append(a["href"])
        if a.get(LOADS.get(tag)) and a.get("rel") != "canonical": self.loads.append(a[LOADS[tag]])
        if tag == "img" and not a.get("alt") and "figure" in (a.get("class") or ""): self.noalt += 1


def problem(url, file, pages, load):
    "What is wrong with a link of a page, or None"
    s = urlsplit(url)
    if s.netloc or s.scheme in ("http", "https"): return f"loads {url}" if load else None
    if s.scheme: return None
    target = (file.parent/unquote(s.path)).resolve() if s.path else file
    if target.is_dir(): target /= "index.html"
    if not target.exists(): return f"no file for {url}"
    if s.fragment and target in pages and unquote(s.fragment) not in pages[target].ids: return f"no id for {url}"


def main(folder):
    root = Path(folder).resolve()
    pages = {f: Page(f.read_text(encoding="utf-8")) for f in root.rglob("*.html")}
    if not pages: sys.exit(f"no pages in {folder}")
    bad = [f"{f.name}: {why}" for f, p in pages.items() for load, urls in ((True, p.loads), (False, p.refs))
           for u in urls if (why := problem(u, f, pages, load))]
    bad += [f"{f.name}: {p.noalt} figures without alt text" for f, p in pages.items() if p.noalt]
    bad += [f"{f.name}: loads {''.join(m)}" for f in root.rglob("*.css") for m in FAR.findall(f.read_text(encoding="utf-8"))]
    print("\n".join(bad) or f"{len(pages)} pages: every link leads somewhere, nothing comes from another host")
    return bool(bad)


if __name__ == "__main__": sys.exit(main(*sys.argv[1:]))
