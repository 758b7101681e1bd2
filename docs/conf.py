"Sphinx settings. tools/docs.py copies this folder to _myst/, adds the pages and builds from there."
from html import escape
from importlib.metadata import files
from pathlib import Path
from urllib.parse import urlsplit
import shutil

project, author = "var_edu", "var_edu contributors"
copyright = "2026 onwards, var_edu contributors"
extensions = ["myst_nb", "sphinx_copybutton", "sphinx_design"]
exclude_patterns = ["_build"]
html_theme, html_title = "furo", "var_edu"
html_static_path, html_css_files, html_js_files = ["_static"], ["custom.css"], ["scroll.js"]
html_favicon, html_show_sourcelink, html_use_index = "_static/favicon.svg", False, False
nb_execution_mode = "off"          # the notebooks carry their outputs
nb_merge_streams = True
nb_render_markdown_format = "myst"    # else a table that a cell makes stays a row of bars
suppress_warnings = ["myst.header"]   # a reference entry starts at level 3
myst_enable_extensions = ["dollarmath", "amsmath", "attrs_inline", "attrs_block", "colon_fence", "deflist", "tasklist"]
myst_heading_anchors = 4

# MathJax: one self-contained file out of a package, so that no page asks another host for it
mathjax_path = "tex-svg.js"
mathjax3_config = {"svg": {"fontCache": "global"}, "options": {"enableMenu": False}}
shutil.copy(next(f.locate() for f in files("sphinx-mathjax-offline") if f.name == mathjax_path), Path(__file__).parent/"_static")


def head(app, pagename, templatename, context, doctree):
    "What search engines and messengers show of a page: its question, the card, and for the page of wrong addresses where the site begins"
    lead = next(doctree.findall(lambda n: "lead" in getattr(n, "attributes", {}).get("classes", [])), None) if doctree else None
    base, text = app.config.html_baseurl, lead.astext() if lead else app.config.description
    title = app.env.titles[pagename].astext() if pagename in app.env.titles else project
    names = {"description": text, "twitter:card": "summary_large_image"}
    og = {"type": "website", "site_name": project, "title": title, "description": text, "url": context["pageurl"], "image": f"{base}_static/card.png", "image:alt": app.config.card_alt}
    meta = [f'<meta name="{k}" content="{escape(v)}">' for k, v in names.items()] + [f'<meta property="og:{k}" content="{escape(v)}">' for k, v in og.items()]
    if pagename == "404": meta.insert(0, f'<base href="{urlsplit(base).path}">')   # it answers at any depth
    context["metatags"] = context.get("metatags", "") + "\n".join(["", *meta, ""])


def setup(app):
    for name in ("description", "card_alt"): app.add_config_value(name, "", "html")
    app.connect("html-page-context", head)
