"""Fetch the WebAssembly runtime of the live docs page from npm into this environment. Once, with a network; without npm the page stays frozen.

    python tools/runtime.py
"""
import base64, hashlib, shutil, subprocess, sys, tarfile, tempfile
from pathlib import Path

PACKAGE, VERSION = "onnxruntime-web", "1.30.0"   # MIT licence, named at the top of its script
INTEGRITY = "sha512-q0y+JrrtukXSzsBWEMccVfqX25LRmosXHF+CaRJmg8pZClzcV7svNc4rKY3jL02Vb7QmRMDs1SigqR4CXAfKYQ=="
FILES = ("ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm")
HOME = Path(sys.prefix)/"share"/f"{PACKAGE}-{VERSION}"
WHY = "the docs page 'In the browser' will show frozen pictures only"


def there():
    "Whether all files are in place"
    return all((HOME/f).is_file() for f in FILES)


def fetch():
    "`npm pack`, check, unpack; what went wrong, or None"
    npm = shutil.which("npm")
    if not npm: return "npm is not installed"
    with tempfile.TemporaryDirectory() as tmp:
        p = subprocess.run([npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", tmp, f"{PACKAGE}@{VERSION}"], capture_output=True, text=True)
        if p.returncode: return f"npm pack {PACKAGE}@{VERSION} failed: {p.stderr.strip()[-300:]}"
        path = next(Path(tmp).glob("*.tgz"))
        got = "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
        if got != INTEGRITY: sys.exit(f"{PACKAGE} {VERSION} is not what was pinned: {got}, expected {INTEGRITY}")
        HOME.mkdir(parents=True, exist_ok=True)
        with tarfile.open(path) as t:
            for f in FILES: (HOME/f).write_bytes(t.extractfile(f"package/dist/{f}").read())


if __name__ == "__main__":
    if not there() and (why := fetch()): print(f"note: {why}; {WHY}. Later: python tools/runtime.py", file=sys.stderr)
