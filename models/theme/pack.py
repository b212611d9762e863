"""Takes what the program needs of the trained model from training/model-last to model/."""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).parent
NEEDED = ("config.cfg", "meta.json", "textcat")
"""Not tokenizer and vocabulary: the tokens are the program's own, and the model knows them by their hash."""

if __name__ == "__main__":
    shutil.rmtree(HERE / "model", ignore_errors=True)
    (HERE / "model").mkdir()
    for name in NEEDED:
        source = HERE / "training" / "model-last" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, HERE / "model" / name)
