"JupyterLab with a kernel: every control of the five experiments, in the playground and in a lesson, and of a lesson's plain sliders"
import hashlib, io, json, statistics, sys, time
from pathlib import Path

from common import ROOT, SHOTS, chromium, click_at, films_of, fits, in_kernel, jupyterlab, open_and_run, troubles, until, watched

sys.path.append(str(ROOT/"tools"))
from runtime import AXE

PLAY, SLIDERS, LESSON = "beyond/13_playground.ipynb", "workshop/31_core.ipynb", "course/03_masks.ipynb"


def moves(control):
    "Ways to move a control, (name, action): by keyboard, then by mouse"
    kind = control.evaluate("e => e.matches('.widget-dropdown') ? 'select' : e.matches('.widget-text') ? 'text' : 'slider'")
    if kind == "select":
        box = control.locator("select")
        def by_mouse(): box.select_option(index=(box.evaluate("e => e.selectedIndex") + 1) % box.locator("option").count())
        def by_key():   # the notebook takes bare arrow keys, so open the list first, as people do
            for key in ("Space", "ArrowUp" if box.evaluate("e => e.selectedIndex == e.length - 1") else "ArrowDown", "Enter"): box.press(key)
        return [("keyboard", by_key), ("mouse", by_mouse)]
    if kind == "slider":
        handle, track = control.locator(".noUi-handle"), control.locator(".noUi-target")
        now, low, high = (float(handle.get_attribute(f"aria-value{n}")) for n in ("now", "min", "max"))
        def by_key(): handle.press("ArrowLeft" if now == high else "ArrowRight")
        return [("keyboard", by_key), ("mouse", lambda: click_at(track, .75 if now < (low+high)/2 else .25))]
    box = control.locator("input")   # a schedule to type
    def by_key(): box.fill("1, 2, 4"); box.press("Enter")
    def by_mouse(): box.click(click_count=3); box.press_sequentially("1, 2, 3, 5"); click_at(control.locator("label"), .5)
    def bad(): box.fill("4, 2"); box.press("Enter")   # a sentence, and the next action works
    return [("a bad value", bad), ("keyboard", by_key), ("mouse", by_mouse)]


def value(control):
    "What a control shows"
    return control.evaluate("e => e.querySelector('select')?.value ?? e.querySelector('input')?.value ?? e.querySelector('.widget-readout')?.textContent")


# ---- plain sliders: an `interactive` called `ui`

DRAWN = """import base64
from IPython.utils.capture import capture_output
with capture_output() as c: ui.f(**ui.kwargs)
print(next((o.data['image/png'] if isinstance(o.data['image/png'], str) else base64.b64encode(o.data['image/png']).decode()).replace(chr(10), '') for o in c.outputs if 'image/png' in o.data))"""


def named(page, *within):
    "Every slider in these elements has the name that its label shows; axe, if it is here, finds nothing critical or serious in them"
    for box in within:
        for slider in page.locator(box).locator(".widget-slider:visible").all():
            label = slider.locator("label").inner_text()
            until(lambda: slider.get_by_role("slider", name=label, exact=True).count() == 1, f"the slider {label!r} in {box} to have a name", 10)
    if not AXE.there(): return "axe SKIPPED: it is not here (python tools/runtime.py, needs npm)"
    page.evaluate(AXE.path("axe.min.js").read_text(encoding="utf-8"))
    bad = [f"{box}: {t}" for box in within for t in troubles(page, within=dict(include=[box], exclude=[".jp-RenderedImage"]))]   # JupyterLab drops the text alternative of a PNG output
    assert not bad, f"{len(bad)} findings:\n" + "\n".join(bad[:12])
    return "axe finds nothing"


def film_by_keys(film):
    "A frozen picture in JupyterLab follows the arrow keys, which belong to the notebook elsewhere"
    slider, img, words = film.locator("input"), film.locator("img"), film.locator("output")
    for key, way in (("Home", 0), ("ArrowRight", 1), ("ArrowUp", 1), ("ArrowLeft", -1), ("ArrowDown", -1)):
        was, seen, at = int(slider.input_value()), (img.get_attribute("src"), words.inner_text()), slider.page.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex")
        slider.press(key)
        if not way: continue
        assert int(slider.input_value()) == was+way, f"{key} moves a frozen slider from {was} to {slider.input_value()}"
        until(lambda: img.get_attribute("src") != seen[0] and words.inner_text() != seen[1], f"the frozen picture to follow {key}", 10)
        assert slider.page.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex") == at, f"{key} walks to another cell"


def sliders():
    "A lesson's plain sliders: each has a name, by keyboard and mouse it changes the picture, and that is the one that the kernel would draw; the frozen one moves by arrow keys"
    moved = 0
    with jupyterlab(SLIDERS) as (base, token), chromium() as browser, watched(browser, base) as page:
        open_and_run(page, base, token, SLIDERS)
        area = page.locator(".widget-interact").first
        img = area.locator(".jp-RenderedImage img")
        for control in area.locator(".widget-dropdown, .widget-slider").all():
            for name, act in moves(control):
                before, seen = value(control), img.get_attribute("src")
                act()
                until(lambda: value(control) != before, f"{control.inner_text()!r} to move by {name}")
                want = in_kernel(page, DRAWN)
                until(lambda: img.count() == 1 and img.get_attribute("src").split(",")[1].replace("\n", "") == want, f"the kernel's picture after {control.inner_text()!r} by {name}")
                moved += img.get_attribute("src") != seen
        film = films_of(page)[0]
        note = named(page, ".widget-interact", "[data-film='0']")
        film_by_keys(film)
    assert moved, "no move changed the picture"
    return f"{moved} moves changed the picture; {note}"


# ---- experiments: a `Live` with .values(), .picture, .wait(); what the picture must be is asked of the pure function

EXPERIMENTS = {"Scale peeler": "peeler", "Mask explorer": "masks", "Leak lab": "leaks", "Sampler": "sampler", "Editor": "editor"}
ANSWER = """import hashlib, json
from var_edu import views, widgets
def answer(live, world):
    fresh = views.World(world.vae, world.var, world.img_NCYX, world.labels, world.classes)
    try: want = getattr(views, {'peeler': 'peeler_view', 'masks': 'mask_view', 'leaks': 'leak_view', 'sampler': 'sampler_view', 'editor': 'editor_view'}[live.name])(fresh, **live.wait().values())
    except ValueError as e: return [None, None, f"No new picture: {widgets.sentence(e)}"]
    return [hashlib.sha1(want.png).hexdigest(), want.alt, want.note]
"""
PICTURE = """async e => { const img = e.querySelector('img'); if (!img?.complete || !img.naturalWidth) return null;
    const d = await crypto.subtle.digest('SHA-1', await (await fetch(img.src)).arrayBuffer());
    return [[...new Uint8Array(d)].map(x => x.toString(16).padStart(2, '0')).join(''), img.alt, e.querySelector('p').textContent] }"""


def answered(page, area, kernel, what):
    "Wait until picture, text alternative and sentence of an experiment are what the pure function gives at the shown values"
    asked = []
    def shown():
        if not asked or time.time() > asked[-1][0] + 5: asked.append((time.time(), json.loads(in_kernel(page, f"{ANSWER}print(json.dumps(answer({kernel})))", .2))))   # a move may have come late
        got, want = area.locator(".var-edu-picture").last.evaluate(PICTURE), asked[-1][1]
        return got and got[0 if want[0] else 2:] == want[0 if want[0] else 2:] and got   # a refused setting: the sentence counts, the old picture stays
    return until(shown, f"the kernel's picture of {kernel} after {what}")


def experiment(page, area, kernel):
    "Every control of one experiment by keyboard and mouse; returns (moves, moves that changed the picture). `kernel`: its names there, 'live, world'"
    area.wait_for(state="visible")
    seen, moved, changed = answered(page, area, kernel, "opening"), 0, 0
    left = area.locator(".widget-dropdown, .widget-slider, .widget-text").all()
    first = left[0]
    for slider in area.locator(".widget-slider").all():   # a screen reader says what it moves
        label = slider.locator("label").inner_text()
        if slider.is_visible(): assert slider.get_by_role("slider", name=label, exact=True).count() == 1, f"{kernel}: the slider {label!r} has no name"
    for turn in range(6):   # in the editor some controls belong to one kind of edit: the first control brings them out
        for control in [c for c in left if c.is_visible()]:
            label = control.locator("label").inner_text()
            for name, act in moves(control):
                before = value(control)
                act()
                until(lambda: value(control) != before, f"{kernel}, {label}: to move by {name}")
                after = answered(page, area, kernel, f"{label} by {name}")
                moved, changed, seen = moved+1, changed + (after[0] != seen[0]), after
            left.remove(control)
        if not left: break
        moves(first)[1][1]()
        seen = answered(page, area, kernel, "another kind")
    assert not left, f"{kernel}: {len(left)} controls never appeared"
    for pad in [p for p in area.locator(".frame.active").all() if p.is_visible()]:   # painting and picking: one click, then the keyboard
        click_at(pad, .5); seen2 = answered(page, area, kernel, "a click on the picture")
        for key in ("ArrowRight", "ArrowDown", "Space"): pad.press(key)
        after = answered(page, area, kernel, "keys on the picture")
        moved, changed, seen = moved+2, changed + (seen2 != seen) + (after != seen2), after
    for button in [b for b in area.locator("button").all() if b.is_visible()]:   # clear the board, take a ready-made hole
        for act in (button.click, lambda: button.press("Enter")): act(); answered(page, area, kernel, button.inner_text())
        moved, changed = moved+2, changed+2
    return moved, changed


def lesson():
    "An experiment in its own lesson: every control by keyboard and mouse; picture, alt text and sentence are the kernel's"
    with jupyterlab(LESSON) as (base, token), chromium() as browser, watched(browser, base) as page:
        open_and_run(page, base, token, LESSON)
        moved, changed = experiment(page, page.locator(".var-edu-masks").first, "lab, play")
        note = named(page, ".var-edu-live")
    assert changed > .6*moved, f"of {moved} moves only {changed} changed the picture"
    return f"{changed} of {moved} moves changed the picture; {note}"


QUEUE = ["from var_edu.views import make_world\nfrom var_edu.widgets import *\nplay = make_world()\nlab = peeler_lab(play)\nlab", "import time\ntime.sleep(6)",
         "end = time.time() + 6\nwhile time.time() < end: pass"]   # what waits behind an experiment after Run All: cells that rest, and that compute
PLAIN = {"apputils-extension/kernels-settings": '{"commsOverSubshells": "disabled"}'}   # as front ends without subshells do it


def asked(page, area):
    "(seconds until an experiment answered, whether cells were still waiting then, what it said meanwhile)"
    note, deaf, start, told = area.locator(".var-edu-view p"), area.locator(".deaf"), time.time(), ""
    was = note.inner_text()
    area.get_by_role("slider", name="scales").press("ArrowRight")
    while note.inner_text() == was:
        told = told or deaf.inner_text()
        assert time.time() < start+60, "no answer in a minute"
        time.sleep(.05)
    return time.time()-start, not page.evaluate("window.allRun ?? false"), told


def meanwhile():
    "After Run All an experiment answers while later cells run, where there are subshells; where there are none, it says that it waits, and then answers"
    seconds = []
    for settings in ({}, PLAIN):
        with jupyterlab("queue.ipynb", code=QUEUE, settings=settings) as (base, token), chromium() as browser, watched(browser, base) as page:
            open_and_run(page, base, token, "queue.ipynb", wait=False)
            area = page.locator(".var-edu-peeler")
            until(lambda: area.count() and area.locator(".var-edu-view p").inner_text(), "the first picture")
            spent, running, told = asked(page, area)
            seconds.append(spent)
            if settings:
                assert "still running other cells" in told, "a deaf experiment says nothing"
                until(lambda: not area.locator(".deaf").is_visible(), "the sentence to go", 10)
            else: assert running and spent < 5 and not told, f"an answer after {spent:.1f} s; cells still waiting: {running}; {told}"
            until(lambda: page.evaluate("window.allRun ?? false"), "all cells to have run")
            spent, _, told = asked(page, area)
            assert spent < 5 and not told, f"with nothing else to do, an answer after {spent:.1f} s; {told}"
    return f"an answer after {seconds[0]:.1f} s; without subshells after {seconds[1]:.1f} s"


def save(page, area):
    "The editor's link gives the picture that the pure function made"
    with page.expect_download() as got: area.get_by_role("link", name="Save the result").click()
    assert got.value.suggested_filename == "edited.png"
    want = in_kernel(page, "import hashlib\nfrom var_edu.views import View, editor_view, tile\nlive = play.labs['Editor'].wait()\n"
                     "view = editor_view(play.world, **live.values()); print(hashlib.sha1(View(tile(view.facts['image'][0], play.world.vae.image_side), '', '').png).hexdigest())")
    assert hashlib.sha1(Path(got.value.path()).read_bytes()).hexdigest() == want, "the saved picture is another one"


def beside(area, width):
    "In a narrow window the result stands beside the painting, so that both are seen at once"
    area.locator(".widget-dropdown", has_text="edit").locator("select").select_option("inpaint")
    pad, view = area.locator(".var-edu-pad"), area.locator(".var-edu-view img")
    pad.wait_for(state="visible"); pad.scroll_into_view_if_needed()
    a, b = pad.bounding_box(), view.bounding_box()
    if width < 900: assert a["x"] + a["width"] <= b["x"] and b["y"] < a["y"] + a["height"] and b["width"] > a["width"], f"painting {a}, result {b}"


# ---- how long from the key to the picture

TIMED = {"Scale peeler": "scales", "Mask explorer": "query token", "Leak lab": "seed", "Sampler": "seed", "Editor": "seed"}
STOPWATCH = """import time
live, spent = play.labs[{title!r}], []
def stopwatch(show):
    def timed(values): t = time.perf_counter(); show(values); spent.append(1000*(time.perf_counter()-t))
    return timed
live._show = stopwatch(live._show)"""
EVENTS = """area => { area.times = []; let at = 0;
    area.stop?.abort(); const { signal } = area.stop = new AbortController();
    area.addEventListener('keydown', () => { at = performance.now() }, { signal, capture: true });
    area.querySelector('.var-edu-view img').addEventListener('load', () => area.times.push(performance.now() - at), { signal }) }"""


def stopwatched(page, area, title, n=12):
    "Milliseconds from a key on the main slider to the picture: (in the kernel, in the browser), medians of `n` keys, one at a time"
    handle = area.locator(".widget-slider", has_text=TIMED[title]).locator(".noUi-handle")
    handle.press("Home")
    in_kernel(page, STOPWATCH.format(title=title))
    area.evaluate(EVENTS)
    handle.focus()
    for i in range(n):
        time.sleep(.4)   # time enough for a picture; nobody may ask for it meanwhile, the cores are few
        page.keyboard.press("ArrowRight" if title != "Scale peeler" or i % 8 < 4 else "ArrowLeft")   # the peeler has five positions
    spent = json.loads(in_kernel(page, "import json; print(json.dumps(spent)); del live._show"))
    assert len(spent) == len(area.evaluate("a => a.times")) == n, f"{title}: {len(spent)} pictures for {n} keys"
    return statistics.median(spent), statistics.median(area.evaluate("a => a.times"))


# ---- what a hand does: point, drag, and lose patience

def hold(page, area):
    "Pointing chooses the query token, a click holds it while the pointer moves on, and another click lets it go"
    box, token = area.locator(".frame.active").last.bounding_box(), area.locator(".widget-slider", has_text="query token").locator(".noUi-handle")
    def point(x): page.mouse.move(box["x"] + x*box["width"], box["y"] + .5*box["height"], steps=5)
    def now(): return int(float(token.get_attribute("aria-valuenow")))
    def click(): page.mouse.down(); page.mouse.up()
    point(.1); until(lambda: now() == 0, "the only token of the first scale")
    click(); point(.9); page.mouse.move(5, 5); time.sleep(.5)
    assert now() == 0, f"token {now()} after a click that should have held token 0"
    point(.1); click(); point(.3); until(lambda: 1 <= now() <= 4, "a token of the second scale")
    answered(page, area, "play.labs['Mask explorer'], play.world", "pointing")


def erase(page, area):
    "Shift and the right button erase what a click painted"
    pad, kernel = area.locator(".frame.active").first, "play.labs['Scale peeler'], play.world"
    area.get_by_role("button", name="clear").click()
    for how in ("Shift", "the right button"):
        click_at(pad, .5); painted = answered(page, area, kernel, "painting")
        if how == "Shift": page.keyboard.down("Shift"); click_at(pad, .5); page.keyboard.up("Shift")
        else: page.mouse.down(button="right"); page.mouse.up(button="right")   # the pointer is still there
        erased = answered(page, area, kernel, "erasing")
        assert "your drawing is empty" not in painted[2] and "your drawing is empty" in erased[2], f"{how}: {painted[2]} -> {erased[2]}"


def drag(page, area):
    "A quick drag is not queued, the picture never goes blank meanwhile, and the last one is right"
    handle, track = area.locator(".widget-slider", has_text="seed").locator(".noUi-handle"), area.locator(".widget-slider", has_text="seed").locator(".noUi-target")
    area.evaluate("""area => { const img = area.querySelector('.var-edu-view img'); area.blank = 0; area.watch = true;
        const look = () => { area.blank += !img.naturalWidth; if (area.watch) requestAnimationFrame(look) }; look() }""")
    made = int(in_kernel(page, "print(play.labs['Sampler'].count)"))
    at, box = handle.bounding_box(), track.bounding_box()
    y = at["y"] + at["height"]/2
    page.mouse.move(at["x"] + at["width"]/2, y); page.mouse.down()
    for i in range(60): page.mouse.move(box["x"] + box["width"]*(i % 30)/30, y)
    page.mouse.up()
    answered(page, area, "play.labs['Sampler'], play.world", "a drag")
    made = int(in_kernel(page, "print(play.labs['Sampler'].count)")) - made
    assert made < 30, f"{made} pictures for 60 moves of the mouse"
    assert not area.evaluate("area => { area.watch = false; return area.blank }"), "the picture was blank for a moment"


SLOWLY = """import time
live = play.labs['Sampler']; fast = live.view
def slowly(**kw):
    for step in range(100): time.sleep(.1); kw['tick'](step, 100)
    return fast(**kw)
live.view = slowly"""


def cancel(page, area):
    "A slow picture shows a bar and a button that stops it; the same button draws again"
    in_kernel(page, SLOWLY)
    area.locator(".widget-slider", has_text="seed").locator(".noUi-handle").press("ArrowLeft")
    until(area.locator(".widget-hprogress").is_visible, "the bar")
    area.get_by_role("button", name="Cancel").click()
    until(lambda: area.locator(".var-edu-view p").inner_text() == "No new picture: Cancelled", "the picture to be cancelled")
    until(lambda: not area.locator(".widget-hprogress").is_visible(), "the bar to go")
    in_kernel(page, "live.view = fast")
    area.get_by_role("button", name="Draw again").press("Enter")
    answered(page, area, "play.labs['Sampler'], play.world", "drawing again")


# ---- the playground

def keep(area, path):
    "A small picture of an experiment as it opens, for README and lessons"
    from PIL import Image
    area.page.evaluate("document.activeElement.blur()")
    shown = lambda how: area.evaluate("(e, how) => { e.closest('.var-edu-playground').querySelector('.widget-toggle-buttons').style.visibility = how }", how)
    shown("hidden")   # the shadow of the buttons falls into the picture
    img = Image.open(io.BytesIO(area.screenshot())).convert("RGB")
    shown("")
    img.crop((0, 0, img.width, img.height-3)).quantize(256, dither=0).save(path, optimize=True)   # below is the edge of the cell


def awake(page):
    "Run All of the playground's lesson is done in time, and once the playground is on screen it answers, whatever has still to run: (seconds in all, until an answer)"
    start = time.time()
    area = page.locator(".var-edu-playground .var-edu-peeler").first
    area.wait_for(state="visible")
    note = lambda: area.locator(".var-edu-view p").inner_text()
    until(note, "the first picture")
    shown, asked = note(), time.time()
    area.get_by_role("slider", name="scales").press("ArrowRight")
    until(lambda: note() != shown, "an answer", 10)
    answer = time.time()-asked
    until(lambda: page.evaluate("window.allRun"), "all cells to have run")
    assert (total := time.time()-start) < 90, f"Run All took {total:.0f} s"
    area.get_by_role("slider", name="scales").press("ArrowLeft")   # as it was
    return total, answer


def play(page, width, use):
    "All experiments in one window, one after the other; `use(title, name, area)` does something with each"
    SHOTS.mkdir(parents=True, exist_ok=True)
    for title, name in EXPERIMENTS.items():
        page.get_by_role("button", name=title, exact=True).first.press("Enter")
        area = page.locator(f".var-edu-playground .var-edu-{name}").first
        answered(page, area, f"play.labs[{title!r}], play.world", "opening")
        use(title, name, area)
        assert fits(page), f"{title} is wider than a window of {width} pixels"
        page.locator(".var-edu-playground").first.scroll_into_view_if_needed()
        page.screenshot(path=str(SHOTS/f"play_{name}_{width}.png"))


def playground():
    "The playground: it answers while Run All goes on; every control of the five experiments by keyboard and mouse; picture, alt text and sentence are the kernel's"
    moved, width = {}, 1280
    with jupyterlab(PLAY) as (base, token), chromium() as browser, watched(browser, base, viewport=dict(width=width, height=1000)) as page:
        open_and_run(page, base, token, PLAY, wait=False)
        total, answer = awake(page)
        def use(title, name, area):
            keep(area, SHOTS/f"lab_{name}.png")
            if name == "masks": hold(page, area)
            moved[title] = experiment(page, area, f"play.labs[{title!r}], play.world")
            if name == "peeler": erase(page, area)
            if name == "sampler": drag(page, area); cancel(page, area)
            if name == "editor": save(page, area); beside(area, width)
        play(page, width, use)
    assert all(c > .6*m for m, c in moved.values()), f"too few moves change the picture: {moved}"
    return f"all cells in {total:.0f} s, an answer after {answer:.2f} s; moves, and those that changed the picture: " + ", ".join(f"{t} {m}/{c}" for t, (m, c) in moved.items())


TRUSTED = "jupyterapp.shell.currentWidget.content.widgets.every(c => c.model.type != 'code' || c.model.trusted)"


def trust():
    "In a notebook that is not trusted a frozen slider is off and says what it needs; when it is trusted, it moves by mouse and keys"
    with jupyterlab(PLAY) as (base, token), chromium() as browser, watched(browser, base) as page:
        page.goto(f"{base}/lab/tree/{PLAY}?token={token}&reset")
        until(lambda: films_of(page), "a frozen picture")
        film = films_of(page)[0]
        film.wait_for(state="visible")
        slider, need, img = film.locator("input"), film.get_by_text("needs scripts"), film.locator("img")
        assert not page.evaluate(TRUSTED), "a copied notebook is trusted"
        assert need.is_visible() and slider.is_disabled(), "a dead slider says nothing"
        film.screenshot(path=str(SHOTS/"untrusted.png"))
        page.evaluate("() => { jupyterapp.commands.execute('notebook:trust') }")
        page.locator(".jp-Dialog .jp-mod-accept").click()
        until(lambda: films_of(page) and slider.is_enabled() and not need.count(), "the slider to come alive")   # it is drawn anew
        before = img.get_attribute("src")
        click_at(slider, .9)
        until(lambda: img.get_attribute("src") != before, "another picture")
        film_by_keys(film)


def speed(rounds=5):
    "How long from a key to the picture, in a notebook with nothing but the playground: a report, no test"
    times = {title: [] for title in EXPERIMENTS}
    with jupyterlab("speed.ipynb", code=["from var_edu.widgets import *\nplay = playground()\nplay"]) as (base, token), chromium() as browser, watched(browser, base) as page:
        open_and_run(page, base, token, "speed.ipynb")
        for title in list(EXPERIMENTS)*rounds:
            page.get_by_role("button", name=title, exact=True).first.press("Enter")
            area = page.locator(f".var-edu-playground .var-edu-{EXPERIMENTS[title]}").first
            answered(page, area, f"play.labs[{title!r}], play.world", "opening")
            times[title].append([round(ms, 1) for ms in stopwatched(page, area, title)])
    SHOTS.mkdir(parents=True, exist_ok=True)
    (SHOTS/"times.json").write_text(json.dumps(times, indent=1) + "\n")   # lesson 13 shows a kept copy
    return "ms from the key to the picture, medians of 12 keys in each round:\n" + "\n".join(f"      {t:14} " + "  ".join(f"{b:.0f} (kernel {k:.0f})" for k, b in ts) for t, ts in times.items())


def dark():
    "The playground in the dark theme at 800 pixels: each experiment opens, fits, and moves by keyboard"
    moved, width = [], 800
    with jupyterlab(PLAY, "JupyterLab Dark") as (base, token), chromium() as browser, watched(browser, base, viewport=dict(width=width, height=1000)) as page:
        open_and_run(page, base, token, PLAY, wait=False)
        awake(page)
        def use(title, name, area):
            name, act = next(m for control in area.locator(".widget-dropdown, .widget-slider").all() for m in moves(control))
            act()
            moved.append(answered(page, area, f"play.labs[{title!r}], play.world", name))
            if title == "Editor": beside(area, width)
        play(page, width, use)
    return f"{len(moved)} experiments"


CHECKS = dict(sliders=sliders, lesson=lesson, meanwhile=meanwhile, trust=trust, playground=playground, speed=speed, dark=dark)
