"JupyterLab with a kernel: every control of a lesson's widget, and of the five experiments of the playground"
import hashlib, json

from common import ROOT, SHOTS, chromium, click_at, fits, in_kernel, jupyterlab, open_and_run, until, watched

LESSON = "04_masks.ipynb"   # its widget is an `interactive` called `ui`
AREA = ".widget-interact"
SHOWN = """import base64
from IPython.utils.capture import capture_output
with capture_output() as c: ui.f(**ui.kwargs)
print(next((o.data['image/png'] if isinstance(o.data['image/png'], str) else base64.b64encode(o.data['image/png']).decode()).replace(chr(10), '') for o in c.outputs if 'image/png' in o.data))"""


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
    return [("keyboard", by_key), ("mouse", by_mouse)]


def value(control):
    "What a control shows"
    return control.evaluate("e => e.querySelector('select')?.value ?? e.querySelector('input')?.value ?? e.querySelector('.widget-readout')?.textContent")


def lesson():
    "A lesson's widget: each control by keyboard and mouse changes the picture, and it is the one that the kernel would draw"
    moved = 0
    with jupyterlab(LESSON) as (base, token), chromium() as browser, watched(browser, base) as page:
        open_and_run(page, base, token, LESSON)
        area = page.locator(AREA).first
        img = area.locator(".jp-RenderedImage img")
        for control in area.locator(".widget-dropdown, .widget-slider").all():
            for name, act in moves(control):
                before, seen = value(control), img.get_attribute("src")
                act()
                until(lambda: value(control) != before, f"{control.inner_text()!r} to move by {name}")
                want = in_kernel(page, SHOWN)
                until(lambda: img.count() == 1 and img.get_attribute("src").split(",")[1].replace("\n", "") == want, f"the kernel's picture after {control.inner_text()!r} by {name}")
                moved += img.get_attribute("src") != seen
        SHOTS.mkdir(parents=True, exist_ok=True)
        area.scroll_into_view_if_needed(); page.screenshot(path=str(SHOTS/"lab_lesson.png"))
    assert moved >= 4, f"only {moved} moves changed the picture"
    return f"{moved} moves changed the picture"


# ---- the playground: `play = playground()`; play.labs[title] has .values(), .picture, .wait()

PLAY = "13_playground.ipynb"
EXPERIMENTS = {"Scale peeler": "peeler", "Mask explorer": "masks", "Leak lab": "leaks", "Sampler": "sampler", "Editor": "editor"}
ANSWER = """import hashlib, json
live = play.labs[{title!r}]; live.wait()
fresh = World(play.world.vae, play.world.var, play.world.img_NCYX, play.world.labels, play.world.classes)
try: want = VIEWS[{title!r}](fresh, **live.values()); print(json.dumps([hashlib.sha1(want.png).hexdigest(), want.alt, want.note]))
except ValueError as e: print(json.dumps([None, None, f"No new picture: {{sentence(e)}}"]))"""
PICTURE = """async e => { const img = e.querySelector('img'); if (!img?.complete || !img.naturalWidth) return null;
    const d = await crypto.subtle.digest('SHA-1', await (await fetch(img.src)).arrayBuffer());
    return [[...new Uint8Array(d)].map(x => x.toString(16).padStart(2, '0')).join(''), img.alt, e.querySelector('p').textContent] }"""


def answered(page, area, title, what):
    "Wait until picture, text alternative and sentence of an experiment are what the pure function gives at the shown values"
    want = json.loads(in_kernel(page, ANSWER.format(title=title)))
    def shown():
        got = area.locator(".var-edu-picture").last.evaluate(PICTURE)
        return got and got[0 if want[0] else 2:] == want[0 if want[0] else 2:] and got   # a refused setting: the sentence counts, the old picture stays
    return until(shown, f"the kernel's picture in {title} after {what}")


def experiment(page, title):
    "Every visible control of one experiment by keyboard and mouse; returns (moves, moves that changed the picture)"
    page.get_by_role("button", name=title, exact=True).first.press("Enter")
    area = page.locator(f".var-edu-{EXPERIMENTS[title]}").first
    area.wait_for(state="visible")
    seen, moved, changed = answered(page, area, title, "opening"), 0, 0
    left = area.locator(".widget-dropdown, .widget-slider, .widget-text").all()
    first = left[0]
    for turn in range(6):   # in the editor some controls belong to one kind of edit: the first control brings them out
        for control in [c for c in left if c.is_visible()]:
            label = control.locator("label").inner_text()
            for name, act in moves(control):
                before = value(control)
                act()
                until(lambda: value(control) != before, f"{title}, {label}: to move by {name}")
                after = answered(page, area, title, f"{label} by {name}")
                moved, changed, seen = moved+1, changed + (after[0] != seen[0]), after
            left.remove(control)
        if not left: break
        moves(first)[1][1]()
        seen = answered(page, area, title, "another kind")
    assert not left, f"{title}: {len(left)} controls never appeared"
    for pad in area.locator(".frame.active").all():   # painting and picking: one click, then the keyboard
        if not pad.is_visible(): continue
        click_at(pad, .5); seen2 = answered(page, area, title, "a click on the picture")
        for key in ("ArrowRight", "ArrowDown", "Space"): pad.press(key)
        after = answered(page, area, title, "keys on the picture")
        moved, changed, seen = moved+2, changed + (seen2 != seen) + (after != seen2), after
    for button in [b for b in area.locator("button").all() if b.is_visible()]:   # clear the board, take a ready-made hole
        for act in (button.click, lambda: button.press("Enter")): act(); answered(page, area, title, button.inner_text())
        moved, changed = moved+2, changed+2
    return moved, changed


def play(theme, width):
    "All experiments in one window"
    total = []
    with jupyterlab(PLAY, theme) as (base, token), chromium() as browser, watched(browser, base, viewport=dict(width=width, height=1000)) as page:
        open_and_run(page, base, token, PLAY)
        page.evaluate("""async () => { const nb = jupyterapp.shell.currentWidget.content;   // `play` was given a new value further down
            nb.activeCellIndex = nb.widgets.findIndex(c => /^play = playground\\(\\)\\nplay$/m.test(c.model.sharedModel.source.trim()));
            await jupyterapp.commands.execute('notebook:run-cell') }""")
        SHOTS.mkdir(parents=True, exist_ok=True)
        for title, name in EXPERIMENTS.items():
            total.append(experiment(page, title))
            page.locator(".var-edu-playground").first.scroll_into_view_if_needed()
            page.screenshot(path=str(SHOTS/f"play_{name}_{theme.split()[-1].lower()}_{width}.png"))
    return total


def playground():
    "The playground: every control of the five experiments by keyboard and mouse; picture, alt text and sentence are the kernel's"
    light = play("JupyterLab Light", 1280)
    bad = [t for t, (moved, changed) in zip(EXPERIMENTS, light) if changed < .6*moved]
    assert not bad, f"too few moves change the picture: {dict(zip(EXPERIMENTS, light))}"
    return "moves, and those that changed the picture: " + ", ".join(f"{t} {m}/{c}" for t, (m, c) in zip(EXPERIMENTS, light))


def dark():
    "The playground in the dark theme at 800 pixels"
    return str(play("JupyterLab Dark", 800))


CHECKS = dict(lesson=lesson, playground=playground, dark=dark)
