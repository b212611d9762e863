"""`--limit NAME=VALUE`: what the user sets of the records of limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from tertial.errors import UsageError

if TYPE_CHECKING:
    from tertial.run import RunLimits
    from tertial.sources import Limits

_LONGEST: Final = 15
"""Characters of a number."""


def limited(given: Sequence[str], of_run: RunLimits, of_sources: Limits) -> tuple[RunLimits, Limits]:
    """Both records with what was given in place of what they hold; the last of a name holds.

    Raises:
        UsageError: A name is in neither, or its value is no number above 0, or none as the limit takes.
    """
    for setting in given:
        name, _, value = setting.partition("=")
        if name in _names(of_run):
            of_run = replace(of_run, **{name: _number(name, value, type(getattr(of_run, name)))})
        elif name in _names(of_sources):
            of_sources = replace(of_sources, **{name: _number(name, value, type(getattr(of_sources, name)))})
        else:
            known = ", ".join([*_names(of_run), *_names(of_sources)])
            raise UsageError(f"There is no limit {name!r}.", f"The limits are {known}.")
    return of_run, of_sources


def _names(limits: Any) -> list[str]:
    return [field.name for field in fields(limits)]


def _number(name: str, value: str, kind: type[float]) -> Any:
    try:
        number = kind(value) if len(value) <= _LONGEST and value.isascii() else 0
    except ValueError:
        number = 0
    if not 0 < number < float("inf"):
        whole = "whole number" if kind is int else "number"
        raise UsageError(
            f"The limit {name} can't be {value!r}.", f"Give a {whole} above 0, as in {name}=500."
        )
    return number
