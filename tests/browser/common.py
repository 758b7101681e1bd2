"What the browser tests share: a server for the site, a JupyterLab, a watched page, and ways to move a control"
import configparser, contextlib, functools, http.server, json, os, re, secrets, shutil, signal, socket, subprocess, sys, tempfile, threading, time, urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SETUP = configparser.ConfigParser(delimiters=["="])
SETUP.read(ROOT/"settings.ini", encoding="utf-8")
BASE = "/" + SETUP["DEFAULT"]["doc_baseurl"].strip("/") if SETUP["DEFAULT"]["doc_baseurl"].strip("/") else ""   # where the site stands on its host
SHOTS = ROOT/"build"/"browser"   # screenshots, to be looked at
CHROMIUM = next(filter(None, map(shutil.which, (ROOT/"tests"/"browser"/"browsers.txt").read_text().split())), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-smooth-scrolling"]
SLOW = 1000*int(os.environ.get("BROWSER_PATIENCE", 120))   # milliseconds to wait for anything


class Site(http.server.SimpleHTTPRequestHandler):
    "The built site as a host of static files hands it out: below the configured base, with its own page for wrong addresses"
    def translate_path(self, path): return super().translate_path(path.removeprefix(BASE) if path.startswith(f"{BASE}/") else "/nowhere")
    def copyfile(self, source, out): self.server.copy(self, source, out)
    def send_error(self, code, *args, **kw):
        if code != 404: return super().send_error(code, *args, **kw)
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(404); self.send_header("Content-Type", "text/html"); self.send_header("Content-Length", str(len(page))); self.end_headers()
        if self.command == "GET": self.wfile.write(page)
    def log_message(self, *args): pass


class Server(http.server.ThreadingHTTPServer):
    copy = staticmethod(lambda request, source, out: shutil.copyfileobj(source, out))   # a test may send slower, or stop half way
    def handle_error(self, request, address): pass   # a browser that hangs up is part of the tests


@contextlib.contextmanager
def serve(folder, copy=Server.copy):
    "The address of a server for the files of a folder"
    with Server(("127.0.0.1", 0), functools.partial(Site, directory=folder)) as srv:
        srv.copy = copy
        threading.Thread(target=srv.serve_forever, daemon=True).start()
        try: yield f"http://127.0.0.1:{srv.server_port}{BASE}"
        finally: srv.shutdown()


@contextlib.contextmanager
def chromium():
    "Chromium without a window"
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try: yield browser
        finally: browser.close()


@contextlib.contextmanager
def watched(browser, base, expected=r"$^", **options):
    "A page that must log no error and ask no other host for anything; `expected`: errors that are part of the test"
    context = browser.new_context(**{"viewport": dict(width=1280, height=900)} | options)
    page, bad = context.new_page(), []
    page.set_default_timeout(SLOW)
    own = (base, base.replace("http", "ws", 1), "data:", "blob:", "about:")
    page.on("console", lambda m: bad.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: bad.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith(own) else bad.append(f"asks another host: {r.url}"))
    try:
        yield page
        left = [b for b in bad if not re.search(expected, b)]
        assert not left, f"{page.url}: {left[:3]}"
    finally: context.close()


def until(f, what, seconds=SLOW/1000):
    "Wait for `f()` to be true"
    end = time.time()+seconds
    while not (r := f()):
        assert time.time() < end, f"waited {seconds:.0f} s for: {what}"
        time.sleep(.05)
    return r


def click_at(target, share):
    "Click on an element at a share of its width"
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    target.page.mouse.click(box["x"] + share*box["width"], box["y"] + box["height"]/2)


def troubles(page, contrast=True, within=None):
    "What axe calls critical or serious in a page, or in the elements `within`, in words; its two rules on colours, which take most of the time, only with `contrast`"
    found = page.evaluate("""async ([contrast, within]) => (await axe.run(within ?? document, {resultTypes: ['violations'], rules: {'color-contrast': {enabled: contrast}, 'link-in-text-block': {enabled: contrast}}}))
        .violations.filter(v => ['critical', 'serious'].includes(v.impact)).map(v => [v.id, v.impact, v.nodes.length, v.nodes[0].html.slice(0, 120)])""", [contrast, within])
    return [f"{impact}: {id}, {n} times, first {html}" for id, impact, n, html in found]


FILM = "div:has(> img + br + input[type=range])"   # frozen pictures with their slider


def films_of(page):
    "The frozen pictures of a page, marked once: asking for `FILM` again and again takes seconds on a long page"
    n = page.evaluate("film => [...document.querySelectorAll(film)].map((e, i) => { e.dataset.film = i }).length", FILM)
    return [page.locator(f"[data-film='{i}']") for i in range(n)]


def fits(page):
    "Whether nothing is wider than the window"
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


# ---- JupyterLab

SETTINGS = {"notebook-extension/tracker": '{"windowingMode": "none"}',   # every cell is in the page, on screen or not
            "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false, "doNotDisturbMode": true}'}


@contextlib.contextmanager
def jupyterlab(notebook, theme="JupyterLab Light", code=(), settings={}):
    "(address, token) of a JupyterLab with settings of its own, which shows a copy of a notebook, or one with the cells `code`"
    work = Path(tempfile.mkdtemp(prefix="var_edu-lab-"))
    (work/notebook).parent.mkdir(exist_ok=True)   # in its room: pictures stand beside the rooms
    if not code: shutil.copy(ROOT/"nbs"/notebook, work/notebook)
    else: (work/notebook).write_text(json.dumps(dict(nbformat=4, nbformat_minor=5, metadata=dict(kernelspec=dict(name="python3", display_name="Python 3")),
                                                     cells=[dict(cell_type="code", id=f"cell-{i}", metadata={}, source=src, outputs=[], execution_count=None) for i, src in enumerate(code)])))
    for folder in ("golden", "images"): shutil.copytree(ROOT/"nbs"/folder, work/folder)   # what lessons read and show
    for name, text in (SETTINGS | {"apputils-extension/themes": json.dumps({"theme": theme})} | settings).items():
        f = work/".settings"/"@jupyterlab"/f"{name}.jupyterlab-settings"
        f.parent.mkdir(parents=True, exist_ok=True); f.write_text(text)
    with socket.socket() as s: s.bind(("127.0.0.1", 0)); port = s.getsockname()[1]
    token, base = secrets.token_hex(16), f"http://127.0.0.1:{port}"
    own = {f"JUPYTER_{n}_DIR": str(work/f".{n}") for n in ("CONFIG", "DATA", "RUNTIME")} | {"JUPYTERLAB_SETTINGS_DIR": str(work/".settings"),
           "JUPYTERLAB_WORKSPACES_DIR": str(work/".workspaces"), "IPYTHONDIR": str(work/".ipython"), "IN_TEST": "1",
           "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])}
    cmd = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0", "--ip=127.0.0.1", f"--IdentityProvider.token={token}",
           f"--ServerApp.root_dir={work}", "--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly"]
    with open(work/"log", "w") as log, subprocess.Popen(cmd, env={**os.environ, **own}, stdout=log, stderr=log, start_new_session=True) as srv:
        try:
            def up():
                with contextlib.suppress(OSError): return urllib.request.urlopen(f"{base}/api?token={token}", timeout=5)
            until(up, "JupyterLab to start")
            yield base, token
        finally:
            os.killpg(srv.pid, signal.SIGTERM)
            srv.wait(30)
            shutil.rmtree(work, ignore_errors=True)


def open_and_run(page, base, token, notebook, wait=True):
    "Open a notebook and Run All; assert that no cell failed. `wait=False`: return at once, `window.allRun` turns true"
    page.goto(f"{base}/lab/tree/{notebook}?token={token}&reset")
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.sessionContext")
    page.evaluate("""async () => { const w = jupyterapp.shell.currentWidget; await w.context.ready; await w.revealed;
        await w.sessionContext.ready; await w.sessionContext.session.kernel.info }""")
    if not wait: return page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.allRun = true }) }")
    page.set_default_timeout(900_000)
    page.evaluate("async () => { await jupyterapp.commands.execute('notebook:run-all-cells') }")   # ends with the last cell
    page.set_default_timeout(SLOW)
    bad = page.evaluate("""jupyterapp.shell.currentWidget.content.widgets.flatMap(c => c.model.type == 'code' ? c.model.outputs.toJSON() : [])
        .filter(o => o.output_type == 'error').map(o => o.ename + ': ' + o.evalue)""")
    assert not bad, bad


def quiet(page, seconds=.6):
    "Wait until the kernel has had nothing to do for a while: code that runs while a widget redraws can swallow its picture"
    idle = [0.]
    def long_enough():
        busy = page.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.status") != "idle"
        idle[0] = 0. if busy else idle[0] or time.time()
        return not busy and time.time()-idle[0] > seconds
    until(long_enough, "the kernel to be quiet")


def in_kernel(page, code, seconds=.6):
    "What `code` prints in the kernel of the open notebook, once it has been quiet for so long"
    quiet(page, seconds)
    out = page.evaluate("""async code => {
        const f = jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({code, store_history: false});
        let out = '';
        f.onIOPub = m => { if (m.header.msg_type == 'stream' && m.content.name == 'stdout') out += m.content.text; if (m.header.msg_type == 'error') out += 'ERROR ' + m.content.ename + ': ' + m.content.evalue };
        await f.done; return out.trim() }""", code)
    assert "ERROR " not in out, out[-500:]
    return out
