"""The trained model of themes: what it sees of an item, and what it expects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tertial.resources import model_dir
from tertial.swedish.names import names
from tertial.swedish.words import fold, words
from tertial.vocabulary import Theme

if TYPE_CHECKING:
    from spacy.language import Language

LENGTH: Final = 400
"""Characters of the text that it sees."""
PIECES: Final = (4, 5)
"""Letters in the pieces of a title's words that it sees: compounds share them."""
LONG: Final = 4
"""Words of more letters are seen in pieces too."""
STEM: Final = 6
"""Letters of a word of the text that it sees."""
_PLAIN: Final = re.compile(r"(?<![\w-])[a-zåäöéü][\w-]{3,}")


def expected(title: str, area: str, text: str) -> dict[Theme, float]:
    """The share that the model gives to each theme; they sum to 1."""
    from spacy.tokens import Doc

    nlp = _model()
    doc = nlp.get_pipe("textcat")(Doc(nlp.vocab, words=list(signs(title, area, text))))
    return {Theme(name): share for name, share in doc.cats.items()}


def signs(title: str, area: str, text: str) -> Iterator[str]:
    """What the model sees of an item: words and pieces of words of the title, words of the area and text.

    Names are left out, and of the text all that begins with a capital: where a place lies says nothing of
    another municipality's matters.
    """
    yield "item"  # so that no item is nothing
    named = names(title)
    for word in words(title):
        if word in named:
            continue
        yield f"title {word}"
        if len(word) > LONG:
            whole = f"<{word}>"
            for length in PIECES:
                yield from (f"piece {whole[n : n + length]}" for n in range(len(whole) - length + 1))
    yield from (f"area {word}" for word in words(area))
    told = (word for word in _PLAIN.findall(text[:LENGTH]) if fold(word) not in named)
    yield from dict.fromkeys(f"text {fold(word)[:STEM]}" for word in told)


@lru_cache(maxsize=1)
def _model() -> Language:
    import spacy
    from spacy.vocab import Vocab

    # Its own vocabulary works out the shape and more of each new word.
    return spacy.load(model_dir("theme"), vocab=Vocab(), exclude=["tokenizer", "vocab"])
