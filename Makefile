# make run: from the reports in corpus/ to tables in out/.   make test: everything that must hold.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
REAL   := ../shared

# Tests start the command many times; what Python has compiled once it need not compile again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test score bench formats scans fuzz soak models snapshots clean

run: $(VENV)/.installed
	$(BIN)/tertial run corpus/reports --out out --excel
	@echo "The tables are in $(CURDIR)/out: CSV and Parquet files, and all of them in tertial.sqlite; begin with tertial.xlsx."

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n 3 --dist loadfile

# How well the tables agree with what people read in the same reports: the real ones, the sets of corpus/, and
# what the municipalities' own tables of nämnder add (only in train has any one).
GROUPS := --by family --by format --by period --families corpus/layouts.csv --interval
FIGURES := $(foreach figure,items item_boards assessments_explicit assessments sections measures item_theme \
  evidence_re-slices no_items_where_none_are,--metric "$(subst _, ,$(figure))")

score: $(VENV)/.installed
	@if [ -d $(REAL)/gold ]; then \
	  echo "The real reports ($(REAL)):" && \
	  $(BIN)/tertial run --quiet $(REAL)/seeds --out build/score/real && \
	  $(BIN)/tertial evaluate build/score/real $(REAL)/gold; fi
	@for set in train test hard; do \
	  case $$set in train) of=corpus tables="--boards corpus/boards";; *) of=corpus/$$set tables=;; esac; \
	  printf '\n%s (%s): figure, %s:\n' $$set $$of '90 % interval (the wider of Wilson, bootstrap over documents)'; \
	  $(BIN)/tertial run --quiet $$of/reports $$tables --out build/score/$$set; \
	  $(BIN)/tertial evaluate build/score/$$set $$of/gold $(GROUPS) $(FIGURES) || exit; \
	done
	@printf '\nTwo people about the same reports (corpus/second):\n'
	@$(BIN)/python corpus/agreement.py
	@printf '\ntrain, without the tables in corpus/boards:\n'
	@$(BIN)/tertial run --quiet corpus/reports --out build/score/bare
	@$(BIN)/tertial evaluate build/score/bare corpus/gold --interval $(FIGURES)

bench: $(VENV)/.installed-dev
	$(BIN)/python bench/read_docx.py
	$(BIN)/python bench/whole_run.py
	$(BIN)/python -m bench.database
	$(BIN)/python -m bench.export
	$(BIN)/python -m bench.many_files
	$(BIN)/python -m bench.linking
	$(BIN)/python -m bench.report

# How far the reports in corpus/ say the same as .doc, .rtf, OpenDocument, web pages, PDF and sheets as in Word.
formats: $(VENV)/.installed
	$(BIN)/python -m bench.formats

# How much is found in scanned reports.
scans: $(VENV)/.installed
	$(BIN)/python -m bench.scans

# Every reader with changed reports, SECONDS for each: a document or a refusal comes out, and in time.
fuzz: $(VENV)/.installed-dev
	$(PIP) -e '.[fuzz]'
	$(BIN)/python bench/fuzz.py $(SECONDS)

# Runs over an archive that changes, killed and started again for so many MINUTES (60); the books are checked.
soak: $(VENV)/.installed-dev
	$(BIN)/python -m bench.soak $(MINUTES)

# The trained models anew from corpus/, and what each adds to the rules on municipalities that it has not seen.
models: $(VENV)/.installed
	$(BIN)/python models/confidence/fit.py
	$(BIN)/python -m models.linking.fit
	for project in models/*/project.yml; do \
	  PATH="$(CURDIR)/$(BIN):$$PATH" PYTHONPATH="$(CURDIR)/models" $(BIN)/python -m spacy project run all $$(dirname $$project) --force || exit; done

# What the tests compare with word for word, and a person reads in the diff.
snapshots: $(VENV)/.installed
	$(BIN)/python -m tests.snapshots
	$(BIN)/python docs/make_dataset.py
	$(BIN)/python docs/make_pictures.py
	$(BIN)/python -m docs.make_screens

clean:
	rm -rf out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps say that what pyproject.toml asks for is in place.
$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e '.[report,review]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "tertial needs Python 3.11 or later; say which with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
