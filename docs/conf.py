"Sphinx settings. tools/docs.py copies this folder to _myst/, adds the pages and builds from there."
from importlib.metadata import files
from pathlib import Path
import shutil

project, author = "var_edu", "var_edu contributors"
copyright = "2026 onwards, var_edu contributors"
extensions = ["myst_nb", "sphinx_copybutton", "sphinx_design"]
exclude_patterns = ["_build"]
html_theme, html_title = "furo", "var_edu"
html_static_path, html_css_files = ["_static"], ["custom.css"]
html_show_sourcelink = False
nb_execution_mode = "off"          # the notebooks carry their outputs
nb_merge_streams = True
suppress_warnings = ["myst.header"]   # a reference entry starts at level 3
myst_enable_extensions = ["dollarmath", "amsmath", "attrs_inline", "attrs_block", "colon_fence", "deflist", "tasklist"]
myst_heading_anchors = 4

# MathJax: one self-contained file out of a package, so that no page asks another host for it
mathjax_path = "tex-svg.js"
mathjax3_config = {"svg": {"fontCache": "global"}, "options": {"enableMenu": False}}
shutil.copy(next(f.locate() for f in files("sphinx-mathjax-offline") if f.name == mathjax_path), Path(__file__).parent/"_static")
