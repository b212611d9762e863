"""Takes what the program needs of the trained model from training/model-last to model/."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

HERE = Path(__file__).parent
NEEDED = ("config.cfg", "meta.json", "textcat")
"""Not tokenizer and vocabulary: the tokens are the program's own, and the model knows them by their hash."""

RUNS_WITH = ">=3.8,<4"
"""The spaCy that pyproject.toml asks for: it has the architecture, so any of them reads the model."""

if __name__ == "__main__":
    shutil.rmtree(HERE / "model", ignore_errors=True)
    (HERE / "model").mkdir()
    for name in NEEDED:
        source = HERE / "training" / "model-last" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, HERE / "model" / name)
    meta = HERE / "model" / "meta.json"
    described = json.loads(meta.read_text(encoding="utf-8")) | {"spacy_version": RUNS_WITH}
    meta.write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")
