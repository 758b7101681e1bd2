"""Fetch two JavaScript packages from npm into this environment, once, with a network: the WebAssembly runtime of the live docs page,
and axe, which looks for what a reader without mouse or sight would stumble over. Without npm the page stays frozen and the check is skipped.

    python tools/runtime.py
"""
import base64, hashlib, shutil, subprocess, sys, tarfile, tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Package:
    "A pinned package: name, version, hash of its archive, the files we need of it, and what is lost without it"
    name: str; version: str; integrity: str; files: tuple; why: str

    @property
    def home(self): return Path(sys.prefix)/"share"/f"{self.name}-{self.version}"
    def path(self, file): return self.home/Path(file).name
    def there(self): return all(self.path(f).is_file() for f in self.files)

    def fetch(self):
        "`npm pack`, check, unpack; what went wrong, or None"
        npm = shutil.which("npm")
        if not npm: return "npm is not installed"
        with tempfile.TemporaryDirectory() as tmp:
            p = subprocess.run([npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", tmp, f"{self.name}@{self.version}"], capture_output=True, text=True)
            if p.returncode: return f"npm pack {self.name}@{self.version} failed: {p.stderr.strip()[-300:]}"
            path = next(Path(tmp).glob("*.tgz"))
            got = "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
            if got != self.integrity: sys.exit(f"{self.name} {self.version} is not what was pinned: {got}, expected {self.integrity}")
            self.home.mkdir(parents=True, exist_ok=True)
            with tarfile.open(path) as t:
                for f in self.files: self.path(f).write_bytes(t.extractfile(f"package/{f}").read())


ORT = Package("onnxruntime-web", "1.30.0",   # MIT licence, named at the top of its script
    "sha512-q0y+JrrtukXSzsBWEMccVfqX25LRmosXHF+CaRJmg8pZClzcV7svNc4rKY3jL02Vb7QmRMDs1SigqR4CXAfKYQ==",
    ("dist/ort.wasm.bundle.min.mjs", "dist/ort-wasm-simd-threaded.wasm"), "the docs page 'In the browser' will show frozen pictures only")
AXE = Package("axe-core", "4.14.1",   # MPL 2.0, named at the top of the script; used in tests only, never part of the site
    "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    ("axe.min.js",), "the browser check 'axe' will be skipped")


if __name__ == "__main__":
    for package in (ORT, AXE):
        if not package.there() and (why := package.fetch()): print(f"note: {why}; {package.why}. Later: python tools/runtime.py", file=sys.stderr)
