"""Makes pages of templates: whatever a report says stays text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tertial.report.names import Lang, column_name, value_name
from tertial.resources import read_toml

TEMPLATES: Final = Path(__file__).parent / "templates"


def render(template: str, lang: Lang, **given: Any) -> str:
    """A page in a language; what it is given is escaped, and stands as it is."""
    made = _environment().get_template(template)
    return made.render(
        lang=lang,
        say=lambda key, **values: words(key, lang, **values),
        column=lambda name: column_name(name, lang),
        named=lambda vocabulary, value: value_name(vocabulary, value, lang),
        style=Markup((TEMPLATES / "style.css").read_text(encoding="utf-8")),
        **given,
    )


def words(key: str, lang: Lang, **values: object) -> str:
    """What stands on pages beside the reports' own words."""
    return str(read_toml("pages.toml")[key][lang]).format(**values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
