"""Run notebooks in place and keep their outputs, without widget state (it breaks nbdev and has random ids).

    python tools/run_nbs.py [--test] [nbs/workshop/31_core.ipynb ...]     --test: with IN_TEST=1, the short version
"""
import os, re, sys, time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbdev.clean import nbdev_clean
from nbdev.config import get_config

from rooms import notebooks

cfg = get_config()
SKIP = re.compile(r"^\s*#\s*\|\s*(?:eval:\s*false|%s)\b" % "|".join(cfg.tst_flags.split()), re.M | re.I)
VIEW = "application/vnd.jupyter.widget-view+json"


def as_shown(outputs):
    "What a terminal would show: pieces of one stream joined, of each progress bar the last state only"
    kept = []
    for o in outputs:
        if o.output_type == "stream" and kept and kept[-1].output_type == "stream" and kept[-1].name == o.name: kept[-1].text += o.text
        else: kept.append(o)
    for o in kept:
        if o.output_type == "stream": o.text = "\n".join(line.split("\r")[-1] for line in o.text.split("\n"))
    return [o for o in kept if o.output_type != "stream" or o.text.strip()]


def run(path):
    "Run one notebook from top to bottom"
    nb, start = nbformat.read(path, 4), time.time()
    code = [c for c in nb.cells if c.cell_type == "code"]
    kept = {c["id"]: c.metadata.get("tags", []) for c in code}
    for c in code:
        if SKIP.search(c.source) or "nbdev_export(" in c.source: c.metadata["tags"] = [*kept[c["id"]], "skip-execution"]
    NotebookClient(nb, timeout=3600, extra_arguments=["--IPKernelApp.log_level=ERROR"],
                   resources={"metadata": {"path": str(path.parent)}}).execute()
    for c in code:
        c.outputs = as_shown([o for o in c.outputs if VIEW not in o.get("data", {})])
        c.metadata.pop("tags", None)
        if kept[c["id"]]: c.metadata["tags"] = kept[c["id"]]
    nb.metadata.pop("widgets", None)
    nbformat.write(nb, path)
    nbdev_clean.__wrapped__(str(path))
    print(f"{path.name}: {time.time()-start:.0f} s, {path.stat().st_size//1000} kB", flush=True)


if __name__ == "__main__":
    args = sys.argv[1:]
    os.environ["PYTHONPATH"] = str(cfg.config_path)
    if "--test" in args: os.environ["IN_TEST"] = "1"; args.remove("--test")
    for p in [Path(a) for a in args] or notebooks(): run(p)
