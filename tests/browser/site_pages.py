"The built docs, without a kernel: every page, every frozen picture, and the model that runs in one of them"
import base64, io, json
from functools import cache

from common import ROOT, SHOTS, chromium, click_at, fits, serve, until, watched

DOCS, LIVE = ROOT/"_docs", "[data-live='sampler']"
CASES = [(0, 0, {}), (5, 1, {}), (8, 7, {}), (9, 123456789, {}), (3, 2, dict(cfg=0)), (1, 3, dict(cfg=4)), (6, 4, dict(topK=0)), (2, 5, dict(topK=20, topP=0)),
         (7, 6, dict(temperature=.5)), (4, 8, dict(temperature=1.5, topP=1)), (10, 9, {}), (5, 4294967295, dict(topK=0, topP=0))]   # class, seed, knobs that are not as at the start


def pages():
    "Every page opens at two widths, light and dark, without an error and without a request to another host"
    names = sorted(p.name for p in DOCS.glob("*.html"))
    with serve(DOCS) as base, chromium() as browser:
        with watched(browser, base) as page:
            for n in names: page.goto(f"{base}/{n}", wait_until="load")
        with watched(browser, base, color_scheme="dark", viewport=dict(width=800, height=900)) as page:
            for n in names:
                page.goto(f"{base}/{n}", wait_until="load")
                for width in (1330, 1060, 800):   # two sidebars, one, none
                    page.set_viewport_size(dict(width=width, height=900))
                    assert fits(page), f"{n} is wider than a window of {width} pixels"
    return f"{len(names)} pages"


@cache
def films():
    "The frames that the pure functions make, by the text alternative of their film"
    from var_edu import widgets
    world = widgets.make_world()
    made = [getattr(widgets, f"frozen_{n}")(world) for n in ("peeler", "masks", "leaks", "sampler", "editor")]
    return {f.alt: [pixels(png) for png in f.frames] for f in made}


def pixels(png):
    "Bytes of a picture as (size, colours)"
    from PIL import Image
    img = Image.open(io.BytesIO(png)).convert("RGB")
    return img.size, img.tobytes()


def compare(slider, img, frames):
    "Every position of a frozen experiment shows the picture that the pure function makes"
    for i, want in enumerate(frames):
        slider.evaluate("(e, i) => { e.value = i; e.dispatchEvent(new Event('input', {bubbles: true})) }", i)
        assert pixels(base64.b64decode(img.get_attribute("src").split(",")[1])) == want, f"{slider.get_attribute('aria-label')}, position {i}: not the function's picture"
    return len(frames)


def frozen():
    "Every frozen picture follows its slider, by keyboard and by mouse, and so does its text; each position of the experiments is the pure function's picture"
    moved, same, met = 0, 0, set()
    with serve(DOCS) as base, chromium() as browser, watched(browser, base) as page:
        for n in sorted(p.name for p in DOCS.glob("*.html")):
            page.goto(f"{base}/{n}", wait_until="load")
            for slider in page.locator("div:has(> img + br + input[type=range]) > input").all():
                box = slider.locator("xpath=..")
                shown = lambda: (box.locator("img").get_attribute("src"), box.locator("img").get_attribute("alt"), box.locator("output").inner_text())
                if slider.get_attribute("max") == "0": continue
                for act in (lambda: slider.press("ArrowRight"), lambda: click_at(slider, .97), lambda: slider.press("Home")):
                    before, value = shown(), slider.input_value()
                    act()
                    if slider.input_value() == value: continue
                    until(lambda: all(a != b for a, b in zip(before, shown())), f"{n}: a frozen picture to follow its slider", 10)
                    moved += 1
                if frames := films().get(slider.get_attribute("aria-label")): same += compare(slider, box.locator("img"), frames); met.add(slider.get_attribute("aria-label"))
    assert moved and met == set(films()), f"{moved} moves; experiments without a frozen version: {set(films()) - met}"
    return f"{moved} moves; {same} positions equal the function's pictures"


def pytorch(cases):
    "The tokens of each case, drawn by PyTorch with the numbers of the page"
    from var_edu.browser import PAGE_KNOBS, dice
    from var_edu.pretrained import load_pretrained
    from var_edu.sampling import generate
    vae, var = load_pretrained()
    def one(label, seed, knobs):
        knobs = {dict(topK="top_k", topP="top_p").get(k, k): v for k, v in knobs.items()}
        return [i[0].tolist() for i in generate(vae, var, [label], given=dice(vae.quantizer.scales, seed), **PAGE_KNOBS | knobs).ms_idx_Bl]
    return [one(*c) for c in cases]


def state(page): return page.evaluate(f"({{...document.querySelector(`{LIVE}`).dataset}})")


def settled(page, n):
    "Wait until at least `n` pictures are finished and nothing is being drawn"
    return until(lambda: (s := state(page)) and int(s.get("pictures", 0)) >= n and s["state"] == "ready" and s, f"picture {n} of the live page")


def stopwatch(page):
    "A function: seconds that the thread of the page has worked, whatever else the machine does"
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable")
    return lambda: {m["name"]: m["value"] for m in cdp.send("Performance.getMetrics")["metrics"]}["ThreadTime"]


def start(page, base, name="browser"):
    page.goto(f"{base}/{name}.html", wait_until="load")
    page.locator(".live-start").focus()
    page.keyboard.press("Enter")
    return settled(page, 1)


def set_value(page, name, value):
    "Set a control in one go, as a script: for cases, not for testing the control"
    page.evaluate("""([name, value]) => { const label = [...document.querySelectorAll('.live-controls label')].find(l => l.textContent.startsWith(name));
        const i = label.querySelector('input, select'); i.value = value; i.dispatchEvent(new Event('input', {bubbles: true})) }""", [name, str(value)])


LABELS = dict(label="class", seed="seed", temperature="temperature", topK="top-k", topP="top-p", cfg="guidance")


def live():
    "The model runs in the page: in time, and with the tokens of PyTorch"
    if not (DOCS/"_static"/"live"/"model.json").exists(): return "SKIP: the docs were built without the runtime (python tools/runtime.py, needs npm)"
    want = pytorch(CASES)
    with serve(DOCS) as base, chromium() as browser, watched(browser, base) as page:
        clock = stopwatch(page)
        first = start(page, base)
        worked = clock()
        knobs, times = json.loads(first["knobs"]), []
        for i, (label, seed, other) in enumerate(CASES):
            for k, v in (knobs | dict(label=label, seed=seed) | other).items(): set_value(page, LABELS[k], v)
            goal = knobs | dict(label=label, seed=seed) | other
            s = until(lambda: (s := state(page))["state"] == "ready" and json.loads(s["knobs"]) == goal and s, f"case {goal}")
            assert json.loads(s["tokens"]) == want[i], f"other tokens than PyTorch's for {goal}"
        for n in range(8):   # the first ones are slower: the browser still compiles
            t, count = clock(), int(state(page)["pictures"])
            page.get_by_role("button", name="another seed").click()
            settled(page, count+1)
            times.append(clock()-t)
        wall = state(page)["ms"]
        assert json.loads(start(page, base, "playground")["tokens"]) == json.loads(first["tokens"]), "the playground's page draws something else"
    median = sorted(times)[len(times)//2]
    assert worked < 3 and median < .5, f"too slow: first picture after {worked:.2f} s of work, then {median*1000:.0f} ms each"
    return f"{len(CASES)} pictures equal PyTorch's; thread time: first picture {worked:.2f} s, then {median*1000:.0f} ms each (wall clock here: {int(first['firstMs'])/1000:.1f} s, {wall} ms)"


def controls():
    "Every control of the live page draws a new picture, by keyboard and by mouse; a bad seed gets a sentence and the next change works"
    if not (DOCS/"_static"/"live"/"model.json").exists(): return "SKIP: the docs were built without the runtime (python tools/runtime.py, needs npm)"
    SHOTS.mkdir(parents=True, exist_ok=True)
    for scheme, width in (("light", 1280), ("dark", 800)):
        with serve(DOCS) as base, chromium() as browser, watched(browser, base, color_scheme=scheme, viewport=dict(width=width, height=900)) as page:
            start(page, base)
            for label in page.locator(".live-controls label").all(): move(page, label)
            seed = page.get_by_label("seed").first
            seed.fill("-3")
            until(lambda: state(page)["state"] == "error", "a sentence about the seed")
            assert "whole number from 0" in page.locator(".live-status").inner_text()
            count = int(state(page)["pictures"])
            page.get_by_role("button", name="another seed").press("Enter") if scheme == "light" else seed.fill("5")
            settled(page, count+1)
            assert fits(page)
            assert all("after the" in c.get_attribute("aria-label") for c in page.locator(".live canvas").all())
            page.locator(LIVE).scroll_into_view_if_needed()
            page.locator(LIVE).screenshot(path=str(SHOTS/f"live_{scheme}_{width}.png"))
    return "6 controls, twice each, in two windows"


def move(page, label):
    "One control by keyboard, then by mouse: its value, its shown value and the last picture change"
    box = label.locator("input, select")
    kind = box.get_attribute("type") or "select"
    last = lambda: page.evaluate("[...document.querySelectorAll('.live canvas')].map(c => c.toDataURL()).join()")
    def click():
        if kind == "range": click_at(box, .6)
        elif kind == "select": box.select_option(index=7)
        else: box.click(); page.mouse.wheel(0, 0); box.fill("77")
    keys = dict(range="ArrowLeft", select="ArrowDown", number="ArrowUp")
    for act in (lambda: box.press(keys[kind]), click):
        before, shown, count = box.input_value(), last(), int(state(page)["pictures"])
        act()
        assert box.input_value() != before, f"{label.inner_text()}: the value does not change"
        settled(page, count+1)
        if kind == "range": assert label.locator("output").inner_text() == box.input_value()
        assert json.loads(state(page)["knobs"]) and (last() != shown or box.input_value() in ("0", "1")), f"{label.inner_text()}: the pictures do not change"


def without():
    "Without scripts, without WebAssembly, from a folder: the frozen pictures stay"
    with serve(DOCS) as base, chromium() as browser:
        with watched(browser, base, java_script_enabled=False) as page:
            page.goto(f"{base}/browser.html", wait_until="load")
            assert page.locator(f"{LIVE} img").first.is_visible() and not page.locator(".live-start").count()
        if not (DOCS/"_static"/"live"/"model.json").exists(): return "the rest SKIPPED: no runtime"
        with watched(browser, base, expected="ERR_FAILED|wasm|ArrayBuffer") as page:
            page.route("**/*.wasm", lambda r: r.abort())
            page.goto(f"{base}/browser.html", wait_until="load")
            page.locator(".live-start").click()
            until(lambda: state(page)["state"] == "error", "a sentence about the missing runtime")
            assert "cannot run here" in page.locator(".live-status").inner_text() and page.locator(f"{LIVE} img").first.is_visible()
        with watched(browser, "file://", expected="CORS|ERR_FAILED") as page:
            page.goto((DOCS/"browser.html").as_uri(), wait_until="load")
            assert page.locator(f"{LIVE} img").first.is_visible() and not page.locator(".live-start").count()


CHECKS = dict(pages=pages, frozen=frozen, live=live, controls=controls, without=without)
