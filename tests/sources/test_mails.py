"""A mail is an archive of what is attached to it, and a report where nothing attached is one."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from tertial import stores
from tertial.run import Outcome, Processed, process
from tertial.sources import Container, Source, discover
from tests.ole_maker import compound
from tests.sources.archives import zipped

REPORT = """Uppföljning av uppdrag T2 2023

Almviks kommun

1. Bygg en ny ishall
Uppdraget pågår.

2. Se över taxan
Uppdraget är genomfört.
"""


def mail(text: str, **attached: bytes) -> bytes:
    """A mail with files attached, by their names with `_` for the point."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "bo@almvik.example", "revisorerna@almvik.example", "Sv: T2"
    made["Message-ID"] = "<1@almvik.example>"
    made.set_content(text)
    for name, data in attached.items():
        made.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return bytes(made)


def found(folder: Path) -> dict[str, str]:
    """What is discovered, and what kind of thing each is."""
    return {one.name: type(one).__name__ for one in discover([folder])}


def test_a_report_attached_to_a_mail_is_read(tmp_path: Path) -> None:
    """By the name of the mail and its own; the mail's greeting is no report."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "post.eml").write_bytes(mail("Hej, här kommer den.", T2_txt=REPORT.encode()))
    assert found(tmp_path / "in") == {"post.eml": "Container", "post.eml!/T2.txt": "Source"}
    events = list(process([tmp_path / "in"], tmp_path / "out", stores.write))
    (done,) = [event for event in events if isinstance(event, Processed)]
    assert (done.source, done.outcome) == ("post.eml!/T2.txt", Outcome.READ)
    assert done.report is not None and done.report.n_items == 2


def test_an_archive_attached_to_a_mail_is_opened(tmp_path: Path) -> None:
    """And a mail in an archive."""
    inner = mail("Hej!", rapporter_zip=zipped(("T2.txt", REPORT.encode())))
    (tmp_path / "allt.zip").write_bytes(zipped(("post.eml", inner)))
    names = [one.name for one in discover([tmp_path]) if isinstance(one, Source)]
    assert names == ["allt.zip!/post.eml!/rapporter.zip!/T2.txt"]


def test_a_mail_that_is_the_report_stays_a_file(tmp_path: Path) -> None:
    """Its text is read where only something else is attached."""
    (tmp_path / "T2.eml").write_bytes(mail(REPORT, schema_mp3=b"ID3\x04" + bytes(200)))
    assert found(tmp_path) == {"T2.eml": "Source"}


@pytest.mark.parametrize("name", ["WordDocument", "Workbook"])
def test_an_old_office_file_is_no_mail(name: str, tmp_path: Path) -> None:
    """It begins as a mail of Outlook's does."""
    (tmp_path / "T2.doc").write_bytes(compound(name))
    assert not any(isinstance(one, Container) for one in discover([tmp_path]))
