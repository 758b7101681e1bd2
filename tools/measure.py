"""The numbers of the model card: measure the bundled weights on the Fashion-MNIST test set and write them into the card.

    python tools/measure.py --judge judge.py [--model small] [--per-class 200] [--seed 0]

JUDGE is a script that prints one JSON line (accuracy, fd, spread, per_class) for an .npz of `images` and `labels`, with a classifier that
took no part in training. Everything else comes from the command line of the package, as a user would call it. Needs the full test set.
"""
import argparse, json, resource, statistics, subprocess, sys, tempfile, time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
CARD = ROOT/"var_edu"/"assets"/"small.json"


def call(*cmd, line=-1):
    "Run a command, return one line of its output (the last)"
    print("+", *map(str, cmd[1:]), flush=True)
    return subprocess.run([str(c) for c in cmd], check=True, stdout=subprocess.PIPE, text=True).stdout.strip().splitlines()[line]


def cli(*args, **kw): return call(sys.executable, "-m", "var_edu", *args, **kw)


def psnr(a, b): return -10*np.log10(np.square(a.astype(np.float64)/255 - b.astype(np.float64)/255).mean())


def import_seconds(code):
    "CPU seconds of a fresh Python that runs `code`"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def import_ratio(runs=7):
    "Importing everything that the package itself names, over importing torch alone; run by turns, medians"
    codes = "import torch", "from var_edu import load_pretrained, generate, VQVAE, VAR"
    for code in codes: import_seconds(code)
    times = [[import_seconds(code) for code in codes] for _ in range(runs)]
    bare, ours = (statistics.median(t) for t in zip(*times))
    return ours/bare


def rows(judge, per_class, seed, tmp):
    "Measure; one dict per row of the table"
    rec, smp, mix = (Path(tmp)/f"{n}.npz" for n in ("rec", "smp", "mix"))
    cli("reconstruct", "--split", "test", "--n", 10_000, "--out", rec)
    d = np.load(rec)
    if len(d["images"]) != 10_000: raise SystemExit(f"this needs the full test set, found {len(d['images'])} pictures")
    j = json.loads(call(sys.executable, judge, rec, "--key", "reconstructions"))
    usage = json.loads(cli("bench", "numbers", "--n", 10_000))
    speed = [cli("bench", "speed", "--runs", 25, line=i).split(", ")[-1] for i in (0, 1)]
    start = time.time()
    cli("sample", "--per-class", per_class, "--seed", seed, "--out", smp)
    took, s = time.time()-start, json.loads(call(sys.executable, judge, smp))
    return [
        dict(what="tokenizer: PSNR of 10,000 test pictures, 28 x 28 centre", value=f"{psnr(d['images'], d['reconstructions']):.2f} dB"),
        dict(what="tokenizer: accuracy of a classifier on the reconstructions (real pictures: .922)", value=f"{j['accuracy']:.3f}"),
        dict(what="tokenizer: Fréchet distance of the reconstructions (real training pictures: 0.2 to 0.5)", value=f"{j['fd']:.2f}"),
        dict(what="codebook used on the test set: total; by scale 1 alone", value=f"{usage['usage']['total']:.1%}; {usage['usage']['used'][0]:.1%}"),
        dict(what=f"samples, {10*per_class:,} with the default settings: accuracy", value=f"{s['accuracy']:.3f}"),
        dict(what="samples: Fréchet distance (2,000 real training pictures: 0.8 to 1.2)", value=f"{s['fd']:.2f}"),
        dict(what="samples: spread (1: as varied as real pictures)", value=f"{s['spread']:.2f}"),
        dict(what="samples: accuracy of the worst class", value=f"{min(s['per_class'].values()):.2f}"),
        dict(what="samples: seconds for all of them, on 2 CPU cores", value=f"{took:.0f}"),
        dict(what="raster order at equal width and depth, with guidance, 2 CPU cores: 1 picture; 64 at a time", value="; ".join(speed)),
        dict(what="importing the package with its models, over importing torch alone (CPU seconds; `import var_edu` by itself loads no torch)", value=f"{import_ratio():.2f} times")]


if __name__ == "__main__":
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--judge", required=True); a.add_argument("--per-class", type=int, default=200); a.add_argument("--seed", type=int, default=0)
    a = a.parse_args()
    with tempfile.TemporaryDirectory() as tmp: table = rows(a.judge, a.per_class, a.seed, tmp)
    card = json.loads(CARD.read_text()) | dict(numbers=table, seed=a.seed, command=f"python tools/measure.py --judge judge.py --per-class {a.per_class} --seed {a.seed}")
    CARD.write_text(json.dumps(card, indent=1)+"\n")
    print(*(f"{r['what']}: {r['value']}" for r in table), sep="\n")
