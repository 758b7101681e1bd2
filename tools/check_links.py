"""Every local link, picture and #fragment of a built site leads somewhere, and no page loads anything from another host.
Search engines and messengers find what they look for: a description of each page, a card, an icon, a map of the site.

    python tools/check_links.py _docs
"""
import re, sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "audio": "src", "video": "src", "embed": "src", "link": "href"}
FAR = re.compile(r"""(?:@import\s+|url\()["']?((?:https?:)?//[^"')\s]+)|\bimport\(?\s*["']((?:https?:)?//[^"']+)""")


class Page(HTMLParser):
    "What a page defines (ids), points at (refs) and loads"
    def __init__(self, html):
        super().__init__()
        self.ids, self.refs, self.loads, self.noalt, self.meta = set(), [], [], 0, {}
        self.loads += ["".join(m) for m in FAR.findall(html)]
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.ids.update(a[k] for k in ("id", "name") if a.get(k))
        if tag == "a" and a.get("href"): self.refs.append(a["href"])
        if a.get(LOADS.get(tag)) and a.get("rel") != "canonical": self.loads.append(a[LOADS[tag]])
        if tag == "meta": self.meta[a.get("name") or a.get("property")] = a.get("content")
        if tag == "base": self.meta["base"] = a.get("href")
        if tag == "link": self.meta[a.get("rel")] = a.get("href")
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


LOOKED_FOR = ("description", "canonical", "shortcut icon", "og:title", "og:description", "og:image", "og:image:alt", "og:url", "twitter:card")


def unseen(root, pages):
    "What search engines and messengers would miss"
    meta = {f.name: p.meta for f, p in pages.items()}
    bad = [f"{n}: no {k}" for n, m in meta.items() for k in LOOKED_FOR if not m.get(k)]
    if bad: return bad
    base = meta["index.html"]["canonical"].removesuffix("index.html")
    bad = [f"{n}: {k} is {m[k]}, not below {base}" for n, m in meta.items() for k in ("canonical", "og:image") if not m[k].startswith(base)]
    bad += [f"{n}: no file for {m['og:image']}" for n, m in meta.items() if not (root/m["og:image"].removeprefix(base)).is_file()]
    twice = Counter(m["description"] for n, m in meta.items() if n != "search.html")
    bad += [f"{k} pages are described by: {d}" for d, k in twice.items() if k > 1]
    listed = re.findall("<loc>(.*?)</loc>", (root/"sitemap.xml").read_text(encoding="utf-8")) if (root/"sitemap.xml").is_file() else []
    wanted = {base + n for n in meta if n not in ("404.html", "search.html")}
    bad += [f"sitemap.xml: {u} is {'missing' if u in wanted else 'no page'}" for u in sorted(wanted ^ set(listed))]
    if (meta.get("404.html") or {}).get("base") != urlsplit(base).path: bad.append(f"404.html: there is none, or it does not begin at {urlsplit(base).path}")
    return bad


def main(folder):
    root = Path(folder).resolve()
    pages = {f: Page(f.read_text(encoding="utf-8")) for f in root.rglob("*.html")}
    if not pages: sys.exit(f"no pages in {folder}")
    bad = [f"{f.name}: {why}" for f, p in pages.items() for load, urls in ((True, p.loads), (False, p.refs))
           for u in urls if (why := problem(u, f, pages, load))]
    bad += [f"{f.name}: {p.noalt} figures without alt text" for f, p in pages.items() if p.noalt]
    bad += [f"{f.name}: loads {''.join(m)}" for f in root.rglob("*.css") for m in FAR.findall(f.read_text(encoding="utf-8"))]
    bad += unseen(root, pages)
    print("\n".join(bad) or f"{len(pages)} pages: every link leads somewhere, nothing comes from another host")
    return bool(bad)


if __name__ == "__main__": sys.exit(main(*sys.argv[1:]))
