"""Reads the own text of a mail, where nothing that is attached to it is a report."""

from __future__ import annotations

import html as markup
import re
from dataclasses import replace
from typing import Final

from tertial import mail
from tertial.document import Document, document_id
from tertial.errors import EmptyFile, TertialError, UnknownFormat
from tertial.readers import detect, html, text

MEDIA_TYPE: Final = "message/rfc822"
OUTLOOK: Final = "application/vnd.ms-outlook"
_BODY: Final = re.compile(r"<body\b[^>]*>", re.IGNORECASE)


def read(data: bytes, name: str) -> Document:
    """The text of a mail as a Document, its subject first. What is quoted in it is part of it.

    Raises:
        UnknownFormat: Something attached to it is of a format that tertial reads: that is the report.
        EmptyFile: There is no text in it.
        LockedFile, TooLarge, BrokenFile: It can't be opened.
    """
    opened = mail.read(data, name)
    reports = [member.name for member in opened.attached if is_report(member)]
    if reports:
        raise UnknownFormat(
            f"{name} is a mail with {', '.join(reports[:5])} attached.",
            "Save what is attached, and give that.",
        )
    if not (opened.text.strip() or opened.html.strip()):
        raise EmptyFile(f"{name} holds no text.", "If something is attached to it, save and give that.")
    document = _web(opened, name) if opened.html.strip() else _plain(opened, name)
    return replace(
        document,
        document_id=document_id(data),
        media_type=OUTLOOK if not data.lstrip()[:1].isalpha() else MEDIA_TYPE,
        reader="mail",
        properties={**document.properties, "title": opened.subject},
        warnings=(*document.warnings, *opened.left_out),
    )


def is_report(member: mail.Member) -> bool:
    """Whether something attached is of a format that tertial reads."""
    try:
        detect(member.data, member.name)
    except TertialError:
        return False
    return True


def _web(opened: mail.Mail, name: str) -> Document:
    title = f"<h1>{markup.escape(opened.subject)}</h1>" if opened.subject else ""
    match = _BODY.search(opened.html)
    at = match.end() if match is not None else 0
    page = f'<meta charset="utf-8">{opened.html[:at]}{title}{opened.html[at:]}'
    return html.read(page.encode("utf-8", "replace"), name)


def _plain(opened: mail.Mail, name: str) -> Document:
    lines = f"{opened.subject}\n\n{opened.text}" if opened.subject else opened.text
    return text.read(lines.encode("utf-8", "replace"), name)
