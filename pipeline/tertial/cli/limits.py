"""`--limit NAME=VALUE`: what the user sets of a record of limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    T = TypeVar("T", bound=DataclassInstance)


def limited(limits: T, given: Sequence[str]) -> T:
    """The limits with those that were given in place of the others.

    Raises:
        click.BadParameter: One is not known, or its value is no number above 0.
    """
    known = [field.name for field in fields(limits)]
    values: dict[str, Any] = {}
    for text in given:
        name, _, value = text.partition("=")
        if name not in known:
            raise click.BadParameter(f"{text}: there is no limit {name!r}; there are {', '.join(known)}.")
        try:
            values[name] = float(value)
        except ValueError:
            values[name] = 0.0
        if not values[name] > 0:
            raise click.BadParameter(f"{text}: write a number above 0 after {name}=.")
    return replace(limits, **values)
