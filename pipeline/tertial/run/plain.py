"""Records as JSON and back, exactly: each as the list of its fields, in their order.

Not pickle: a dataset, with what the run has kept in it, may come from anybody.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

_Maker = Callable[[Any], Any]


def dumps(record: object) -> bytes:
    """A record of dataclasses, tuples, enums of text, texts, numbers and None."""
    return json.dumps(record, default=_values, separators=(",", ":")).encode("ascii")


def loads(data: bytes, kind: type[T]) -> T:
    """The record of such a class.

    Raises:
        ValueError: The bytes are no such record.
    """
    try:
        maker: Callable[[Any], _Maker | None] = _maker
        made = maker(kind)
        value = json.loads(data)
        return value if made is None else made(value)  # type: ignore[no-any-return]
    except (TypeError, IndexError, KeyError, AttributeError) as error:
        raise ValueError(f"no {kind.__name__}") from error


def _values(record: Any) -> list[Any]:
    names: Callable[[type], tuple[str, ...]] = _names
    return [getattr(record, name) for name in names(type(record))]


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@lru_cache(maxsize=256)
def _maker(kind: Any) -> _Maker | None:
    """What makes a value of a type out of plain JSON; None where JSON gives it as it is."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(*(one for one in inner if one is not type(None)))
    if origin is tuple:
        return _tuple(inner)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return None


def _optional(*kinds: Any) -> _Maker | None:
    if len(kinds) > 1:
        return None
    made = _maker(kinds[0])
    return made and (lambda value: None if value is None else made(value))


def _tuple(inner: tuple[Any, ...]) -> _Maker:
    made = _maker(inner[0]) if len(inner) == 2 and inner[1] is Ellipsis else None
    return tuple if made is None else lambda values: tuple([made(value) for value in values])


def _dataclass(kind: type) -> _Maker:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    makers = [_maker(hints[name]) for name in names]
    special = [(n, made) for n, made in enumerate(makers) if made is not None]

    def make(values: list[Any]) -> Any:
        if len(values) != len(names):
            raise ValueError(f"no {kind.__name__}")
        for n, made in special:
            values[n] = made(values[n])
        return kind(**dict(zip(names, values, strict=True)))

    return make
