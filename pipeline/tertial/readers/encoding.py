"""Bytes of a text file to characters: marks, UTF-8, UTF-16, then code pages of Swedish by plausibility."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, and how they were had."""

    text: str
    encoding: str
    """Name of the encoding as Python spells it."""
    repaired: int = 0
    """How many bytes were no characters of it; they stand as their Windows-1252 characters, or as U+FFFD."""


_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CODE_PAGES: Final = ("cp1252", "mac-roman", "cp850", "iso8859-15", "iso8859-1")
"""Eight-bit encodings of Swedish text, the likeliest first; of equally plausible ones the first is taken."""

_SAMPLE: Final = 1 << 18
"""How many bytes are looked at to guess; a file has one encoding throughout."""

_BESIDE: Final = re.compile(rb"(?s).?[\x80-\xff]+.?")
"""The bytes outside ASCII with those beside them, which are all that tells encodings apart."""
_CUT_OFF: Final = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")


@lru_cache(maxsize=2)
def decode(data: bytes) -> Decoded:
    """The characters of a text file, without a byte order mark. Never raises."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide:
        return _lenient(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    sample = data[:_SAMPLE]
    letters = b"".join(_BESIDE.findall(sample))
    encoding = _code_page(letters, sample)
    mixed = _lenient(_CUT_OFF.sub(b"", letters), "utf-8").text
    if plausibility(mixed) > plausibility(letters.decode(encoding, "replace")):
        encoding = "utf-8"
    return _lenient(data, encoding)


def _lenient(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        pass
    if encoding == "utf-8":
        text = data.decode("utf-8", "surrogateescape")
        strays = [c for c in text if "\udc80" <= c <= "\udcff"]
        table = {ord(c): bytes([ord(c) - 0xDC00]).decode("cp1252", "replace") for c in set(strays)}
        return Decoded(text.translate(table), encoding, len(strays))
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: of mostly Latin text every other byte is zero."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 4 or not sample.count(0):
        return ""
    even, odd = sample[0::2], sample[1::2]
    zeros_even, zeros_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros_odd > 0.6 and zeros_even < 0.1:
        return "utf-16-le"
    if zeros_even > 0.6 and zeros_odd < 0.1:
        return "utf-16-be"
    return ""


_AROUND: Final = re.compile(r"(?s)(.?)([^\x00-\x7f])(?=(.?))")
_PUNCTUATION: Final = frozenset("–—…•’‘“”»«§°½¼·´×±²³€£©®™†\u00a0")
_QUOTES: Final = frozenset("’‘“”„»«…–—•")


def plausibility(text: str) -> float:
    """How much the characters outside ASCII look like Swedish: 1 for each that does, below 0 for others.

    A letter counts by its neighbours: "förskola" is likely, "fˆrskola", "f”rskola" and "fÖrskola" are not.
    """
    score = 0.0
    for (before, found, after), times in Counter(_AROUND.findall(text)).items():
        score += times * _likeliness(before, found, after)
    return score


def _likeliness(before: str, found: str, after: str) -> float:
    if found in "åäö":
        return 1.0 if not (before.isupper() and after.isupper()) else -1.0
    if found in "ÅÄÖ":
        if before.islower():
            return -2.0
        return 1.0 if after.isalpha() or before.isupper() else 0.2
    if found in "éÉèüàáëïçêô":
        return 0.4 if before.isalpha() or after.isalpha() else -0.5
    if found in "æøÆØñõãíóúßÜÈ":
        return -0.4
    if found in _PUNCTUATION:
        glued = found in _QUOTES and before.isalpha() and after.isalpha() and found not in "’–"
        return -1.0 if glued else 0.4
    if not found.isprintable():
        return -3.0
    return -1.5


def _code_page(letters: bytes, sample: bytes) -> str:
    scores = []
    for rank, encoding in enumerate(CODE_PAGES):
        text = letters.decode(encoding, "replace")
        scores.append((plausibility(text), -rank, encoding))
    best = max(scores)
    if best[0] > 0:
        return best[2]
    return _guessed(sample) or best[2]


def _guessed(sample: bytes) -> str:
    """What chardet says of text that does not look Swedish, where it is one of the code pages."""
    import chardet

    guess = (chardet.detect(sample).get("encoding") or "").casefold().replace("_", "-")
    try:
        name = codecs.lookup(guess).name
    except LookupError:
        return ""
    return name if name in CODE_PAGES else ""


_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_NO_WRITING: Final = re.compile(r"[^\w\s]")
_LOOK: Final = 1 << 15
"""How many bytes tell whether a file is writing."""


def looks_like_text(data: bytes) -> bool:
    """Whether bytes are writing: hardly any control characters, and characters that go together."""
    decoded = decode(data[:_LOOK])
    sample = decoded.text
    if len(_CONTROL.findall(sample)) > max(1, len(sample) // 100):
        return False
    if decoded.encoding in CODE_PAGES and plausibility(sample) < -len(sample) / 20:
        return False
    others = len(_NO_WRITING.findall(sample))
    return others <= 0.6 * len(sample) or len(sample) < 40
