"""Names of municipalities that do not exist, as many as a measurement needs."""

from __future__ import annotations

from typing import Final

FIRST: Final = (
    "Al", "Bjur", "Brun", "Dal", "Ek", "Fager", "Gran", "Hav", "Hög", "Karl", "Klint", "Kvarn", "Lind",
    "Ljung", "Lund", "Mel", "Nor", "Ny", "Ros", "Råd", "Sand", "Sjö", "Sol", "Sten", "Stor", "Ström",
    "Tall", "Vall", "Väst", "Öst",
)  # fmt: skip
LAST: Final = (
    "berga", "boda", "bro", "by", "dala", "fors", "gärde", "hamra", "heda", "holma", "hult", "hyltan", "lösa",
    "mora", "måla", "näs", "rud", "ryd", "sele", "skoga", "sta", "strand", "torp", "träsk", "tuna", "valla",
    "vika", "ånger", "åsa", "ödeshög",
)  # fmt: skip


def town(n: int) -> str:
    """The name of the n-th, from 0; there are 900."""
    return FIRST[n % len(FIRST)] + LAST[n // len(FIRST) % len(LAST)]
