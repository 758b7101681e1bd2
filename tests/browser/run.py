"""The browser tests: the built docs and JupyterLab in Chromium without a window. Needs `chromium`, no network. Screenshots: build/browser/.

    python tests/browser/run.py [check ...]       make test-browser ARGS="live controls"; docs: all of the docs, jupyter: all of JupyterLab
"""
import sys, time, traceback
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2])]
import lab, site_pages

CHECKS = site_pages.CHECKS | lab.CHECKS
assert len(CHECKS) == len(site_pages.CHECKS) + len(lab.CHECKS), "two checks of one name"


GROUPS = dict(docs=list(site_pages.CHECKS), jupyter=[n for n in lab.CHECKS if n != "speed"])   # that one measures; ask for it by name


def main(names):
    "Run the checks, print a line for each; the number of failures"
    names = [check for n in names or GROUPS for check in GROUPS.get(n, [n])]
    if bad := [n for n in names if n not in CHECKS]: sys.exit(f"no check {', '.join(bad)}; there are {', '.join(CHECKS)}")
    failed = 0
    for name in names:
        start = time.time()
        try: note, ok = CHECKS[name](), "pass"
        except Exception as e: note, ok, failed = f"{type(e).__name__}: {e}\n" + traceback.format_exc()[-1500:], "FAIL", failed+1
        if ok == "pass" and str(note).startswith("SKIP"): ok = "SKIP"
        print(f"{ok}  {time.time()-start:6.1f} s  {name}: {CHECKS[name].__doc__}" + (f"\n      {note}" if note else ""), flush=True)
    return failed


if __name__ == "__main__": sys.exit(min(1, main(sys.argv[1:])))
