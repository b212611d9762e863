"""The end of a reading: the Document that a Draft has become, if there is anything in it."""

from __future__ import annotations

from tertial.document import Document, Draft
from tertial.errors import EmptyFile


def finished(draft: Draft, remedy: str) -> Document:
    """What was drafted, as a Document.

    Args:
        remedy: What to do where nothing but pictures or marks was found.

    Raises:
        EmptyFile: There is no text in it.
    """
    document = draft.finish()
    if not document.text.strip():
        raise EmptyFile(f"{document.source} holds no text.", remedy)
    return document
