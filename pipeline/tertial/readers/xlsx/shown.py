"""Numbers and dates of a sheet as a Swedish Excel shows them, by the formats of their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0 kr", 6: "#,##0 kr", 7: "#,##0.00 kr",
    8: "#,##0.00 kr", 9: "0%", 10: "0.00%", 11: "General", 12: "General", 13: "General",
    14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: "#,##0", 42: "#,##0 kr", 43: "#,##0.00", 44: "#,##0.00 kr", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 49: "@",
}  # fmt: skip
"""What the numbers of formats mean that a file does not spell out (ECMA-376, part 1, 18.8.30)."""
GENERAL: Final = "General"
_MONTHS: Final = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
    "november", "december",
)  # fmt: skip
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<elapsed>[hms]+)\]|\[(?P<condition>[<>=][^\]]*)\]|\[[^\]]*\]|(?P<general>general|standard)"
    r"|(?P<apart>;)|(?P<date>[ymdhs]+|a/p|am/pm)|(?P<mask>[0#?.,]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST: Final = 255
"""Characters of a format; Excel allows no more."""
_MOST_DECIMALS: Final = 30
_BEFORE_LEAP_BUG: Final = 60
"""Excel counts a 29 February 1900, which is day 60."""
_LAST_DAY: Final = 2_958_466
_SPACE: Final = "\u00a0"


@dataclass(slots=True)
class _Section:
    """A part of a format, for positive, negative or no numbers."""

    before: str = ""
    mask: str = ""
    after: str = ""
    percents: int = 0
    dates: str = ""
    elapsed: str = ""
    general: bool = False
    odd: bool = False
    """A fraction, a power of ten or a place for text."""
    conditional: bool = False


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[_Section, ...]:
    found = [_Section()]
    for match in _TOKEN.finditer(code[:_LONGEST]):
        section = found[-1]
        said = match["quoted"] or match["escaped"] or match["currency"] or match["other"] or ""
        if match["apart"]:
            found.append(_Section())
        elif match["general"]:
            section.general = True
        elif match["elapsed"]:
            section.elapsed = match["elapsed"].lower()
        elif match["condition"]:
            section.conditional = True
        elif match["date"]:
            section.dates += match["date"].lower()
        elif match["mask"] and not section.after.strip(_SPACE + " "):
            spaced = "," if section.mask and section.after else ""  # "# ##0", as a Swede types it
            section.mask += spaced + match["mask"]
            section.after = ""
        elif match["mask"]:
            section.odd = True
        else:
            section.percents += match["other"] == "%"
            section.odd = section.odd or match["other"] == "@"
            if section.mask:
                section.after += said
            else:
                section.before += said
            section.dates += ":" if said == ":" else ""
    return tuple(found)


def number(raw: str, code: str, *, from_1904: bool) -> str:
    """What a cell with a number shows; the number itself where its format can't be followed.

    Args:
        raw: The number as the file has it.
        code: Its format, `#,##0.0%`.
        from_1904: The file counts days from 1904, as Excel for Mac did, and not from 1900.
    """
    try:
        value = Decimal(raw.strip())
    except InvalidOperation:
        return raw
    if not value.is_finite() or abs(value.adjusted()) > 300:
        return raw
    sections = _sections(code)
    section = sections[0]
    negative = value < 0
    if len(sections) > 1 and not section.conditional:
        if value == 0 and len(sections) > 2:
            section = sections[2]
        elif negative:
            section, value, negative = sections[1], -value, False
    if section.elapsed:
        return _elapsed(value, section)
    if section.dates.strip(":"):
        return _moment(value, section.dates, from_1904) or _general(value)
    if section.odd or section.conditional:
        return _general(-value if negative and value > 0 else value)
    if section.general:
        return f"{section.before}{_general(abs(value), signed=negative)}{section.after}"
    if not section.mask:
        return (section.before + section.after).strip()
    shown = _masked(abs(value).scaleb(2 * section.percents), section.mask)
    minus = "-" if negative and shown.strip("0,") else ""
    return f"{minus}{section.before.lstrip()}{shown}{section.after.rstrip()}"


def _masked(value: Decimal, mask: str) -> str:
    whole, _, decimals = mask.partition(".")
    bare = whole.rstrip(",")
    if len(bare) < len(whole):
        value = value.scaleb(-3 * (len(whole) - len(bare)))
    elif decimals.endswith(","):
        value = value.scaleb(-3 * (len(decimals) - len(decimals.rstrip(","))))
    decimals = decimals.replace(",", "").replace(".", "")[:_MOST_DECIMALS]
    if value.adjusted() > 25:
        return _general(value)
    rounded = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    digits, _, tail = f"{rounded:f}".partition(".")
    fewest = bare.count("0")
    digits = digits.lstrip("0").rjust(fewest, "0")
    if "," in bare:
        digits = f"{int(digits or 0):,}".replace(",", _SPACE) if digits else ""
    while tail and decimals[len(tail) - 1] != "0" and tail[-1] == "0":
        tail = tail[:-1]
    return f"{digits},{tail}" if tail else digits


def _general(value: Decimal, *, signed: bool = False) -> str:
    """A number without a format: eleven digits at most, as Excel shows it."""
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 15:
        text = str(int(value))
    else:
        text = f"{float(value):.11g}"
        if "e" in text and abs(value) < 1:
            text = f"{value:.15f}".rstrip("0").rstrip(".")
    return ("-" if signed else "") + text.replace(".", ",")


def _elapsed(value: Decimal, section: _Section) -> str:
    seconds = int((abs(value) * 86_400).to_integral_value(ROUND_HALF_UP))
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    if section.elapsed[0] == "m":
        hours, minutes = 0, seconds // 60
    minus = "-" if value < 0 else ""
    shown = f"{minutes}" if section.elapsed[0] == "m" else f"{hours}:{minutes:02}"
    return minus + shown + (f":{rest:02}" if "s" in section.dates or section.elapsed[0] == "s" else "")


def _moment(value: Decimal, parts: str, from_1904: bool) -> str:
    """A day, a month, a year or a time; empty where there is no such day."""
    if not 0 <= value < _LAST_DAY:
        return ""
    days = int(value)
    seconds = int(((value - days) * 86_400).to_integral_value(ROUND_HALF_UP))
    if from_1904:
        begin = datetime(1904, 1, 1)
    else:
        begin = datetime(1899, 12, 31) if days < _BEFORE_LEAP_BUG else datetime(1899, 12, 30)
    try:
        return moment(begin + timedelta(days=days, seconds=seconds), parts)
    except OverflowError:
        return ""


def moment(when: datetime, parts: str) -> str:
    """What of a moment a format of these letters shows, days as ISO dates."""
    timed = "h" in parts or "s" in parts
    months = re.sub(r"h+:m+|m+:s+", "", parts).count("m")
    time = when.strftime("%H:%M:%S" if "s" in parts else "%H:%M") if timed else ""
    if "d" in parts or ("y" in parts and timed):
        return f"{when:%Y-%m-%d} {time}".strip()
    if "y" in parts and months:
        return f"{_MONTHS[when.month - 1]} {when.year}"
    if "y" in parts:
        return str(when.year)
    if months and not timed:
        return _MONTHS[when.month - 1]
    return time
