"""Pictures of a municipality's overview, as SVG; each tells what a table beside it tells too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from tertial.errors import UsageError
from tertial.report.overview import NONE, STATUSES
from tertial.vocabulary import Status

COLOURS: Final = {
    Status.GENOMFORT.value: "#1f7a3f",
    Status.DELVIS_GENOMFORT.value: "#8fae2b",
    Status.INTE_GENOMFORT.value: "#b3261e",
    Status.PAGAR.value: "#2f6fb5",
    Status.EJ_PABORJAT.value: "#d9a441",
    Status.VILANDE.value: "#8a5a00",
    Status.UTGAR.value: "#6b7280",
    Status.EJ_BEDOMT.value: "#a78bba",
    NONE: "#d4d8dd",
}
"""Of statuses; neighbours differ in lightness, too."""
_FONT: Final = "Verdana, DejaVu Sans, sans-serif"
_PADDING: Final = {"left": 40, "right": 25, "top": 8, "bottom": 8}
"""Pixels round a picture: a reader's letters may be wider than those that it was measured by."""
_WIDTH: Final = 560
_ROW: Final = 24
"""Pixels a bar is high."""


def bars(rows: Sequence[tuple[str, Sequence[int]]], none: str) -> str:
    """A bar for each row, parted by status; as SVG.

    Args:
        rows: What each bar is of, and how many have each of `STATUSES`.
        none: What no status is called.

    Raises:
        UsageError: What draws is not installed.
    """
    alt = _altair()
    order = [status or none for status in STATUSES]
    values = [
        {"row": name, "status": status or none, "n": n, "place": place}
        for name, counts in rows
        for place, (status, n) in enumerate(zip(STATUSES, counts, strict=True))
        if n
    ]
    used = [status for status in order if any(value["status"] == status for value in values)]
    colours = {status or none: colour for status, colour in COLOURS.items()}
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_bar(stroke="white", strokeWidth=1)
        .encode(
            y=alt.Y("row:N", sort=[name for name, _ in rows], title=None),
            x=alt.X("sum(n):Q", title=None, axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color(
                "status:N",
                scale=alt.Scale(domain=used, range=[colours[status] for status in used]),
                legend=alt.Legend(title=None, orient="top", columns=5, labelLimit=200),
            ),
            order=alt.Order("place:Q"),
        )
        .properties(width=_WIDTH, height=_ROW * len(rows))
    )
    return _svg(chart)


def rates(rows: Sequence[tuple[str, float, float, float, int]]) -> str:
    """A point with its interval for each row: name, rate, low, high (0–1), and of how many; as SVG."""
    alt = _altair()
    values = [
        {"row": f"{name} (n={n})", "rate": rate, "low": low, "high": high}
        for name, rate, low, high, n in rows
    ]
    percent = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("row:N", sort=[value["row"] for value in values], title=None)
    )
    lines = base.mark_rule(strokeWidth=2, color="#4b5563").encode(
        x=alt.X("low:Q", scale=alt.Scale(domain=[0, 1]), axis=percent, title=None), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=90, color="#0b4f9e", opacity=1).encode(x="rate:Q")
    return _svg((lines + points).properties(width=_WIDTH, height=_ROW * len(rows)))


def _svg(chart: Any) -> str:
    """The picture, to be put into a page."""
    import vl_convert

    chart = chart.configure(font=_FONT, background="white", padding=_PADDING).configure_axis(
        labelLimit=260, labelFontSize=12, gridColor="#e5e7eb", labelColor="#1b1f24"
    )
    svg = vl_convert.vegalite_to_svg(chart.to_dict(validate=False), vl_version="6.1")
    # What it says of its parts is English and Vega's; a page gives it a text of its own.
    return re.sub(r""" (?:role|aria-[a-z]+)="[^"]*\"""", "", re.sub(r"<\?xml[^>]*\?>\s*", "", svg))


def _altair() -> Any:
    try:
        import altair
        import vl_convert  # noqa: F401
    except ImportError as error:
        raise UsageError(
            "What draws the report's pictures is not installed.", "Install it: pip install 'tertial[report]'."
        ) from error
    return altair
