"""Mails give what is attached to them, and their own text where nothing that is attached is a report."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial import mail
from tertial.analysis import analyse
from tertial.document import document_id
from tertial.errors import BrokenFile, EmptyFile, LockedFile, TertialError, TooLarge, UnknownFormat
from tertial.readers import detect, read
from tests import msg_maker

REPORT = (Path(__file__).parents[1] / "corpus/reports/almvik/2022-T1.docx").read_bytes()
TOLD = "Uppföljning av uppdrag T2 2023\n\n1. Bygga en ny skola i Norrby (BUN)\nUppdraget pågår.\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def letter(text: str = "Hej!", **attached: bytes) -> EmailMessage:
    """A mail with files by their names, in which two underscores stand for a dot."""
    message = EmailMessage()
    message["Subject"] = "Sv: VB: Uppföljning T2 för Älmvik"
    message["From"] = "Anna Ek <anna@almvik.example>"
    message["To"] = "ks@almvik.example"
    message["MIME-Version"] = "1.0"
    message.set_content(text)
    for name, data in attached.items():
        said = name.replace("__", ".")
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=said)
    return message


def kinds(text: str = "Hej!", **attached: bytes) -> list[bytes]:
    """The same mail of both kinds."""
    names = {name.replace("__", "."): data for name, data in attached.items()}
    subject = "Sv: VB: Uppföljning T2 för Älmvik"
    return [letter(text, **attached).as_bytes(), msg_maker.mail(subject, text, attached=names)]


@pytest.mark.parametrize("which", [0, 1], ids=["eml", "msg"])
def test_what_is_attached_is_had(which: int) -> None:
    """Its bytes and its name, of whatever kind the mail is."""
    data = kinds(rapport__docx=REPORT, Årsbokslut__txt=b"Klart.")[which]
    assert detect(data, "a.bin").name == mail.kind(data) == ("eml", "msg")[which]
    found = list(mail.members(data, "a.bin"))
    assert [(member.name, member.data) for member in found] == [
        ("rapport.docx", REPORT),
        ("Årsbokslut.txt", b"Klart."),
    ]
    opened = mail.read(data, "a.bin")
    assert (opened.subject, opened.text.strip()) == ("Uppföljning T2 för Älmvik", "Hej!")
    with pytest.raises(UnknownFormat, match=r"a mail with rapport\.docx, Årsbokslut\.txt attached"):
        read(data, "a.bin")


@pytest.mark.parametrize("which", [0, 1], ids=["eml", "msg"])
def test_a_mail_without_a_report_attached_is_read_itself(which: int) -> None:
    """Its subject, then its text; pictures and signatures attached are no reports."""
    data = kinds(TOLD, logga__png=PICTURE, smime__p7s=b"abc")[which]
    document = read(data, "almvik/mejl.msg")
    assert document.text.startswith("Uppföljning T2 för Älmvik\n\nUppföljning av uppdrag T2 2023")
    assert (document.reader, document.document_id) == ("mail", document_id(data))
    assert document.media_type == ("message/rfc822", "application/vnd.ms-outlook")[which]
    assert [item.title for item in analyse(data, "almvik/mejl").items] == ["Bygga en ny skola i Norrby"]


def test_a_mail_in_html_keeps_its_table() -> None:
    """The page goes before the plain text that says the same."""
    page = "<html><body><table><tr><td>Bygga en skola</td><td>Pågår</td></tr></table></body></html>"
    message = letter()
    message.add_alternative(page, subtype="html")
    for data in (message.as_bytes(), msg_maker.mail("Uppföljning", "Hej!", html=page.encode())):
        document = read(data, "a.eml")
        assert [cell.text for cell in document.tables[0].rows[0]] == ["Bygga en skola", "Pågår"]
        assert document.blocks[0].kind == "heading"


def test_a_mail_in_a_mail_is_a_mail() -> None:
    """With a name of its own, and with what is attached to it."""
    outer = letter("Se bifogat.")
    outer.add_attachment(letter(rapport__docx=REPORT))
    (inner,) = mail.members(outer.as_bytes(), "a.eml")
    assert inner.name == "Uppföljning T2 för Älmvik.eml"
    assert [member.name for member in mail.members(inner.data, inner.name)] == ["rapport.docx"]


def test_names_are_bare_and_differ() -> None:
    """Folders, signs that no name may have and names that are said twice do no harm."""
    message = letter()
    for said in (
        "../../etc/passwd",
        "C:\\tmp\\a.docx",
        "A.docx",
        "rapport\x00<1>.txt",
        "..",
        "x" * 400 + ".pdf",
    ):
        message.add_attachment(b"a", maintype="application", subtype="pdf", filename=said)
    names = [member.name for member in mail.members(message.as_bytes(), "a.eml")]
    assert names[:3] == ["passwd", "a.docx", "A (2).docx"]
    assert all(name and "/" not in name and "\\" not in name and len(name) <= 150 for name in names)
    assert len({name.casefold() for name in names}) == 6


@pytest.mark.parametrize("data", [REPORT, b"Status: klart", b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc"])
def test_other_files_are_no_mails(data: bytes) -> None:
    """Neither a report, a text with a colon, nothing, nor half an old Office file."""
    assert mail.kind(data) == ""


def test_encrypted_mails_are_locked() -> None:
    """It is said so, and what to do."""
    data = b"MIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA"
    for locked in (data, msg_maker.mail("T2", kind="IPM.Note.SMIME")):
        with pytest.raises(LockedFile, match=r"a\.eml is encrypted"):
            mail.read(locked, "a.eml")


def test_a_subject_without_end_is_cut() -> None:
    """Of a subject of many encoded words the beginning is read."""
    data = b"Subject: " + b"=?utf-8?q?T2?= " * 4_000 + b"\nTo: a\nMIME-Version: 1.0\n\nHej"
    assert 0 < len(mail.read(data, "a.eml").subject) < 20_000 / 5


def test_empty_and_endless_mails_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail without text; one with too many files or parts within parts."""
    with pytest.raises(EmptyFile):
        read(letter("").as_bytes(), "a.eml")
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(200))
    with pytest.raises(TooLarge, match="nested too deep"):
        mail.read(f"MIME-Version: 1.0\n{parts}\n\nHej".encode(), "a.eml")
    with monkeypatch.context() as unparsed, pytest.raises(TooLarge, match="nested too deep"):
        unparsed.setattr(mail.email, "message_from_bytes", None)  # it is refused before it is parsed
        mail.read(f"MIME-Version: 1.0\n{parts}\n\nHej".encode(), "a.eml")
    monkeypatch.setattr(mail, "MOST_ATTACHED", 1)
    with pytest.raises(TooLarge, match="more than 1 files"):
        mail.read(kinds(a__txt=b"a", b__txt=b"b")[1], "a.msg")


def nested(depth: int, inner: str) -> str:
    """The headers and the body of so many parts in each other."""
    for n in range(depth):
        inner = f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n{inner}\n--b{n}--\n"
    return inner


MANY = "Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 300
DEEP = nested(60, "\nHej").replace("=b", "=c").replace("--b", "--c")


@pytest.mark.parametrize(
    ("depth", "inner", "read"),
    [
        (1, f"Content-Type: text/plain\n\n{MANY}", True),
        (0, f"\n{MANY}", True),
        (1, "\n--b0\n".join(nested(1, "\nHej").replace("b0", f"c{n}") for n in range(300)), True),
        (40, "Content-Type: text/plain\n\nboundary=" + "x boundary=" * 300, True),
        (60, "\nHej", False),
        (1, f"Content-Type: message/rfc822\n\n{DEEP}", False),
        (0, f"Content-Type: multipart/digest; boundary=d\n\n--d\n\n{DEEP}", False),
    ],
)
def test_boundaries_count_where_they_are_headers(depth: int, inner: str, read: bool) -> None:
    """Within each other, neither in a text that quotes a mail nor one after the other."""
    data = f"MIME-Version: 1.0\nTo: a\n{nested(depth, inner)}".encode()
    if read:
        mail.read(data, "a.eml")
        return
    with pytest.raises(TooLarge, match="nested too deep"):
        mail.read(data, "a.eml")


SOUND = kinds(TOLD, rapport__docx=b"PK" + bytes(300))


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(SOUND), st.integers(0, 10_000), st.integers(0, 300), st.binary(max_size=20))
def test_changed_bytes_end_in_a_document_or_an_error(data: bytes, at: int, length: int, put: bytes) -> None:
    """Whatever is cut out of a mail or put into it."""
    at %= len(data)
    changed = data[:at] + put + data[at + length :]
    try:
        list(mail.members(changed, "a.eml"))
        assert read(changed, "a.eml").source == "a.eml"
    except TertialError as error:
        assert "a.eml" in error.problem


def test_a_damaged_mail_is_broken() -> None:
    """One of Outlook of which a part is missing."""
    with pytest.raises(BrokenFile, match="cut off or damaged"):
        mail.read(SOUND[1][:700], "a.msg")
