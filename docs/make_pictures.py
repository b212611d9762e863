"""Draws docs/pictures: what `tertial compare` and `tertial show` print of the corpus, as SVG.

The commands themselves print; only the width is chosen, and of the comparison a few matters are kept.
The pictures fetch nothing: they name fonts that computers have, and no web address.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Final
from unittest.mock import patch

from click.testing import CliRunner
from rich.console import CONSOLE_SVG_FORMAT, Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from tertial import stores
from tertial.cli import main
from tertial.compare import Comparison, side_by_side
from tertial.dataset import Dataset, Row
from tertial.run import process

ROOT: Final = Path(__file__).parents[1]
PICTURES: Final = ROOT / "docs" / "pictures"
REPORTS: Final = ROOT / "corpus" / "reports" / "almvik"
COMPARE: Final = ("compare", "out", "--municipality", "Almvik", "--from", "2022-T1", "--to", "2022-T3")
MATTERS: Final = ("samlad ingång", "fast omsorgskontakt", "särskilt boende", "taxan för parkering", "e-arkiv")
"""Words of the titles of the matters in the picture; all others are left out."""
SHOWN: Final = ("samlad ingång", "2022-T2")
"""Words of the title of the item that is shown, and its report."""
WIDTH: Final = 112
"""Columns; more would be too small to read on a page."""

FONTS: Final = '"DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace'


def pictures() -> dict[str, str]:
    """The pictures by file name, of a fresh run over the reports."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        for _ in process([REPORTS], out, stores.write):
            pass
        data = Dataset(out)
        item = next(
            row["item_id"]
            for row in data.rows("observations")
            if SHOWN[0] in row["title"] and f"{row['year']}-{row['period']}" == SHOWN[1]
        )
        return {
            "compare.svg": _drawn(COMPARE, out),
            "show.svg": _drawn(("show", "out", item), out),
        }


def _few(dataset: Dataset, chosen: Sequence[Row]) -> Comparison:
    """The comparison with the matters of the picture alone."""
    whole = side_by_side(dataset, chosen)
    kept = tuple(matter for words in MATTERS for matter in whole.matters if words in matter.title)
    return replace(whole, matters=kept)


def _drawn(call: tuple[str, ...], out: Path) -> str:
    """What a command prints, under the words that a user writes."""
    console = Console(record=True, width=WIDTH, file=StringIO(), highlight=False, force_terminal=True)
    arguments = [str(out) if word == "out" else word for word in call]
    with patch("rich.console.Console", return_value=console), patch("tertial.compare.side_by_side", _few):
        done = CliRunner().invoke(main, arguments)
    if done.exit_code:
        raise SystemExit(done.output)
    console.print()
    drawn = console.export_svg(
        title=f"tertial {' '.join(call)}",
        theme=DEFAULT_TERMINAL_THEME,
        code_format=_template(),
        font_aspect_ratio=0.632,  # that of the fonts at a size where their box lines meet
        unique_id=call[0],
    )
    drawn = re.sub(r'(?s)<defs>.*?</defs>| clip-path="[^"]*"', "", drawn)  # lines are not cut where they meet
    return "\n".join(line.strip() for line in drawn.splitlines() if line.strip()) + "\n"


def _template() -> str:
    """Rich's page for a terminal without its comment and its fonts from the web."""
    page = re.sub(r"<!--.*?-->|@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    page = page.replace("Fira Code, monospace", FONTS).replace("font-family: arial", f"font-family: {FONTS}")
    return page.replace("{char_height}px", "21px")


def words(picture: str) -> str:
    """The text that a picture shows."""
    return " ".join(re.sub(r"<[^>]+>|&#160;", " ", re.sub(r"(?s)<style>.*?</style>", "", picture)).split())


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for name, picture in pictures().items():
        (PICTURES / name).write_text(picture, encoding="utf-8", newline="\n")
