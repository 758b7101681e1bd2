# Needs git, make and Python 3.11 or later. Everything goes into .venv; to start over, remove it.
PYTHON ?= python3
CONSTRAINTS ?= constraints.txt
ARGS ?=
BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help lab test test-browser chromium docs weights judge export clean

help:  ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

$(STAMP): settings.ini setup.py tools/runtime.py $(CONSTRAINTS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "var_edu needs Python 3.11 or later, this is " + sys.version.split()[0] + "; try: make PYTHON=python3.12")'
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@echo "installing into .venv (a few minutes the first time)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-compile $(if $(CONSTRAINTS),-c $(CONSTRAINTS)) -e '.[dev]'
	@$(BIN)/python tools/runtime.py
	@touch $@

lab: $(STAMP)  ## open the notebooks in JupyterLab (on a server: make lab ARGS=--no-browser)
	cd nbs && ../$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) --LabApp.extension_manager=readonly --LabApp.default_url=/lab/tree/index.ipynb $(ARGS)

test:  ## run every test (only some: make test ARGS="style docs")
	@$(MAKE) --no-print-directory -j2 $(STAMP) $(if $(ARGS),$(if $(filter browser,$(ARGS)),chromium),chromium)
	@$(BIN)/python tools/test.py $(ARGS)

test-browser: $(STAMP) chromium  ## docs and JupyterLab in Chromium, each control by mouse and keyboard (some: ARGS="live lesson")
	@$(BIN)/python tools/docs.py site
	@$(BIN)/python tests/browser/run.py $(ARGS)

chromium:   # the shell without windows is a fifth quicker than the whole browser
	@for c in $$(cat tests/browser/browsers.txt); do command -v $$c >/dev/null && exit; done; \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && { apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null 2>&1 \
	  || apt-get install -y -qq --no-install-recommends chromium >/dev/null; }; } || echo "no Chromium here: install chromium or google-chrome, or the browser is NOT TESTED"

docs: $(STAMP)  ## build the site in _docs/ and check its links
	$(BIN)/python tools/docs.py site
	$(BIN)/python tools/check_links.py _docs

judge: $(STAMP)  ## train the judge of picture quality again (minutes)
	$(BIN)/python -c "from var_edu.evaluation import *; from var_edu.data import load_fashion; save_judge(train_judge(load_fashion('train', download=True), load_fashion('test', download=True)), 'var_edu/assets/judge.safetensors')"

export: $(STAMP)  ## notebooks -> modules and README.md; strips notebook noise
	$(BIN)/python tools/questions.py
	$(BIN)/nbdev_export
	$(BIN)/nbdev_clean
	$(BIN)/nbdev_sidebar
	$(BIN)/python tools/docs.py readme

weights: $(STAMP)  ## train the bundled weights again, from the full data set (hours on a CPU; resumes where it stopped)
	$(BIN)/var_edu train small --data full --out weights $(ARGS)
	cp weights/small.safetensors weights/small.json var_edu/assets/
	$(BIN)/var_edu bench numbers --card
	$(BIN)/var_edu train emoji --out weights $(ARGS)
	cp weights/emoji.safetensors weights/emoji.json var_edu/assets/
	$(BIN)/var_edu bench numbers --model emoji --card

clean:  ## remove what the targets built, except .venv
	rm -rf _docs _myst _proc jupyter_execute build dist
