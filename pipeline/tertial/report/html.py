"""The report page: what became of the matters of each municipality, in one file that needs no network."""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from tertial import __version__
from tertial.compare import Standing
from tertial.dataset import Dataset, report_label, report_order
from tertial.report import pictures
from tertial.report.names import Lang
from tertial.report.overview import NONE, STATUSES, MatterPage, Overview, overview
from tertial.report.pages import TEMPLATES, render, words
from tertial.report.parts import Part, parts
from tertial.views.listing import Listing
from tertial.vocabulary import FlagCode, Status, Step
from tertial.workspace import MANIFEST

MOST_ITEMS: Final = 9_000
"""A page of more items is slow to open; then each municipality has its own, and an index leads to them."""
MOST_PLACES: Final = 40
"""So is one of more municipalities, as each has its pictures."""
SIGNS: Final = {
    Status.GENOMFORT: "●",
    Status.DELVIS_GENOMFORT: "◐",
    Status.INTE_GENOMFORT: "✕",
    Status.PAGAR: "▶",
    Status.EJ_PABORJAT: "○",
    Status.VILANDE: "‖",
    Status.UTGAR: "⊘",
    Status.EJ_BEDOMT: "?",
    NONE: "–",
}
"""Shapes that tell statuses from each other where colours don't."""
_PLAIN: Final = str.maketrans("åäö ", "aao-")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pictures:
    statuses: Markup
    by_board: Markup
    rates: Markup


def write_report(dataset: Dataset, path: Path, lang: Lang = "sv") -> list[Path]:
    """The page, or an index and a folder of pages beside it where the archive is large; what was written.

    The same dataset gives the same bytes.

    Raises:
        UsageError: What draws the pictures is not installed.
    """
    documents = list(dataset.rows("documents"))
    n_items = sum(int(row["n_items"]) for row in documents)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        municipalities = parts(dataset, Path(place))
        if (n_items <= MOST_ITEMS and len(municipalities) <= MOST_PLACES) or len(municipalities) == 1:
            told = [_overview(part, n, lang) for n, part in enumerate(municipalities)]
            page = _page(dataset, [one for one in told if one is not None], lang)
            path.write_text(page, encoding="utf-8", newline="\n")
            return [path]
        return _split(dataset, municipalities, path, lang)


def _split(dataset: Dataset, municipalities: Sequence[Part], path: Path, lang: Lang) -> list[Path]:
    """A page for each municipality, in a folder named after the index."""
    folder = path.with_name(f"{path.stem}-kommuner")
    folder.mkdir(exist_ok=True)
    rows: list[dict[str, Any]] = []
    written = [path]
    for n, part in enumerate(municipalities):
        one = _overview(part, n, lang)
        if one is None:
            continue
        name = f"{n + 1:03}-{_slug(part.name) or 'x'}.html"
        (folder / name).write_text(_page(part, [one], lang), encoding="utf-8", newline="\n")
        written.append(folder / name)
        rows.append(
            {
                "municipality": part.name,
                "href": f"{folder.name}/{name}",
                "reports": len(one.comparison.reports),
                "matters": len(one.matters),
                "flags": len(one.flags),
                "gone": len(one.gone),
            }
        )
    lead = _lead(dataset, sum(row["matters"] for row in rows), sum(row["flags"] for row in rows), lang)
    page = render("index.html", lang, rows=rows, lead=lead, version=_version(dataset))
    path.write_text(page, encoding="utf-8", newline="\n")
    return written


def _overview(part: Part, number: int, lang: Lang) -> Overview | None:
    return overview(part, part.name, number, lang)


def _page(dataset: Dataset, places: Sequence[Overview], lang: Lang) -> str:
    script = (TEMPLATES / "report.js").read_text(encoding="utf-8")
    matters = [matter for place in places for matter in place.matters]
    codes = {code for matter in matters for code in matter.codes}
    forecasts = {place.id: _forecasts(place.forecasts) for place in places}
    return render(
        "report.html",
        lang,
        title=words("report_title", lang),
        lead=_lead(dataset, len(matters), sum(len(place.flags) for place in places), lang),
        version=_version(dataset),
        places=places,
        boards=sorted({board for matter in matters for board in matter.boards}),
        years=sorted({year for matter in matters for year in matter.years}),
        codes=[code.value for code in FlagCode if code in codes],
        statuses=STATUSES,
        steps=[step.value for step in Step],
        pictures={place.id: _drawn(place, forecasts[place.id], lang) for place in places},
        forecasts=forecasts,
        script=Markup(script),
        script_hash="sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        sign=lambda status: SIGNS.get(status, "?"),
        slug=lambda status: _slug(status) or "none",
        between=_between,
        apart=_apart,
        percent=lambda share: f"{share:.0%}".replace("%", " %"),
        shown_statuses=_shown_statuses,
    )


def _shown_statuses(matter: MatterPage) -> list[str]:
    return [status or "-" for status in matter.statuses]


def _drawn(place: Overview, forecasts: Sequence[dict[str, Any]], lang: Lang) -> _Pictures:
    none = words("no_status", lang)
    known = [one for one in forecasts if one["hit_rate"] is not None]
    whole = words("whole_item", lang)
    rates = [
        (
            f"{one['name'] or whole} {one['year']}-{one['period']}",
            one["hit_rate"],
            one["low"],
            one["high"],
            one["hits"] + one["misses"],
        )
        for one in known
    ]
    return _Pictures(
        statuses=Markup(pictures.bars(place.statuses, none)),
        by_board=Markup(pictures.bars(place.by_board, none) if place.by_board else ""),
        rates=Markup(pictures.rates(rates) if rates else ""),
    )


def _forecasts(listing: Listing) -> list[dict[str, Any]]:
    """A row for each board, year and period, of the years that stand side by side."""
    found = []
    years = sorted({name.rpartition("_")[2] for name in listing.head[2:]})
    for row in listing.rows:
        told = dict(zip(listing.head, row, strict=True))
        for year in years:
            if told[f"n_{year}"]:
                figures = {
                    name.rpartition("_")[0]: value for name, value in told.items() if name.endswith(year)
                }
                found.append({"name": row[0], "period": row[1], "year": year, **figures})
    return sorted(found, key=lambda one: (one["name"], one["year"], one["period"]))


def _between(standing: Standing) -> str:
    """What the boards say where nothing is said of the whole."""
    return "; ".join(f"{board}: {status}" for board, status in standing.boards)


def _apart(standing: Standing) -> str:
    """The boards that say another than the whole."""
    whole = {*standing.outcome.split(" / "), *(f"{one} (prognos)" for one in standing.forecast.split(" / "))}
    return "; ".join(f"{board}: {status}" for board, status in standing.boards if status not in whole)


def _slug(text: str) -> str:
    plain = text.casefold().translate(_PLAIN)
    return "".join(sign for sign in plain if sign.isalnum() or sign == "-")


def _lead(dataset: Dataset, n_matters: int, n_flags: int, lang: Lang) -> str:
    documents = list(dataset.rows("documents"))
    names = sorted({row["municipality"] for row in documents} - {""})
    dated = sorted((row for row in documents if row["year"]), key=report_order)
    labels = [report_label(row["year"], row["period"]) for row in dated]
    return words(
        "report_lead",
        lang,
        documents=words("documents_one" if len(documents) == 1 else "documents_many", lang, n=len(documents)),
        municipalities=", ".join(names)
        if 0 < len(names) <= 3
        else words("municipalities_many", lang, n=len(names)),
        periods="–".join(dict.fromkeys((labels[0], labels[-1]))) if labels else "",
        items=sum(int(row["n_items"]) for row in documents),
        matters=n_matters,
        flags=n_flags,
    )


def _version(dataset: Dataset) -> str:
    folder = dataset.whole.folder if isinstance(dataset, Part) else dataset.folder
    path = folder / MANIFEST
    return str(json.loads(path.read_text(encoding="utf-8"))["tertial"]) if path.is_file() else __version__
