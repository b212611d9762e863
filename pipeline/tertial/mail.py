"""Mails (.eml, .msg): their own text, and the files attached to them as a name and bytes each."""

from __future__ import annotations

import email
import email.header
import email.parser
import email.policy
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import BinaryIO, Final, Literal

from tertial.errors import BrokenFile, LockedFile, TertialError, TooLarge

MOST_ATTACHED: Final = 1_000
"""Files that a mail may have attached."""
DEEPEST: Final = 50
"""Parts within parts."""
HEAD: Final = (
    r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,100}?(?i:MIME-Version|Message-ID|Return-Path|Received):"
)
"""How the text of a mail begins."""
_BEGINS: Final = 16_384
_RECEIVED: Final = re.compile(r"^(?:to|cc|received|delivered-to|message-id|return-path):", re.I | re.M)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES: Final = "__properties_version1.0"
_OUTLOOKS: Final = _PROPERTIES.encode("utf-16-le")
_NOT_ATTACHED: Final = frozenset(
    {
        "text/calendar", "application/pkcs7-signature", "application/x-pkcs7-signature",
        "application/pgp-signature", "application/ms-tnef", "message/delivery-status",
        "message/disposition-notification", "text/rfc822-headers",
    }
)  # fmt: skip
"""Parts that mail programs add, and nobody attached."""
_ADDED: Final = re.compile(r"ATT\d{5}\.(?:txt|html?|dat|bin|c)|smime\.p7s|winmail\.dat", re.IGNORECASE)
_ENCRYPTED: Final = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_ANSWERED: Final = re.compile(r"(?:(?:re|sv|vb|fw|fwd|vs)\s*:\s*)+", re.IGNORECASE)
_NO_NAME: Final = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]")
_LONGEST_NAME: Final = 150
_LONGEST_HEADER: Final = 20_000
"""Characters of a header that are read; the time for encoded words grows with their square."""
_HEADER: Final = re.compile(rb"From |[!-9;-~]*:|[\t ]")
_BOUNDARY: Final = re.compile(rb"boundary(?:\*\d*\*?)?\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """A file that is attached to a mail."""

    name: str
    """A bare file name in NFC, without a folder; no two in a mail are the same."""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What is in a mail."""

    subject: str
    """Without what tells that it answers another: `Sv:`."""
    text: str
    """Its own text as plain text; empty where it has only HTML."""
    html: str
    attached: tuple[Member, ...]
    left_out: tuple[str, ...] = ()
    """What of it can't be had, a sentence each."""


def kind(data: bytes) -> Literal["eml", "msg", ""]:
    """What kind of mail bytes are; empty for none. A web archive begins as one does, without a receiver."""
    if data.startswith(_OLE):
        return "msg" if is_outlook(io.BytesIO(data)) else ""
    begins = data[:_BEGINS].decode("latin-1").replace("\r\n", "\n")
    return "eml" if re.match(HEAD, begins) and _RECEIVED.search(begins.partition("\n\n")[0]) else ""


def is_outlook(file: BinaryIO) -> bool:
    """Whether a file in compound form is a mail of Outlook's, by the names of its parts alone."""
    import olefile

    try:
        with olefile.OleFileIO(file) as parts:
            return bool(parts.exists(_PROPERTIES))
    except Exception:  # olefile raises whatever damaged bytes lead it to
        return False


def may_be_outlook(file: BinaryIO) -> bool:
    """Whether a file in compound form has anywhere the name of what each mail of Outlook's has."""
    file.seek(0)
    seam = b""
    while part := file.read(1 << 20):
        if _OUTLOOKS in (seam + part).lower():
            return True
        seam = part[-len(_OUTLOOKS) :]
    return False


def members(data: bytes, name: str) -> Iterator[Member]:
    """The files attached to a mail, in their order; a mail that is attached to it is one, with its own.

    Args:
        name: What the mail is called, for messages.

    Raises:
        LockedFile, TooLarge, BrokenFile: It can't be opened.
    """
    yield from read(data, name).attached


def read(data: bytes, name: str) -> Mail:
    """A mail of either kind, which its bytes tell.

    Raises:
        LockedFile, TooLarge, BrokenFile: It can't be opened.
    """
    try:
        return _outlook(data, name) if data.startswith(_OLE) else _internet(data, name)
    except TertialError:
        raise
    except Exception as error:  # email and oxmsg raise whatever damaged bytes lead them to
        raise BrokenFile(
            f"{name} is a mail that is cut off or damaged.", "Save it anew in the mail program."
        ) from error


def _internet(data: bytes, name: str) -> Mail:
    # Each line is held against each boundary that is open.
    if sum(1 for _ in _BOUNDARY.finditer(data)) > DEEPEST and _depth(data) > DEEPEST:
        raise TooLarge(f"{name} has parts nested too deep, or too many.", "Save what is attached to it.")
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    attached = _Attached(name)
    for part in _parts(message, name):
        kind = part.get_content_type()
        if kind in _ENCRYPTED:
            raise LockedFile(
                f"{name} is encrypted.", "Save the mail, or what is attached, without encryption."
            )
        if kind == "message/rfc822":
            inner = part.get_payload()
            inner = inner[0] if isinstance(inner, list) and inner else inner
            if isinstance(inner, Message):
                attached.add(f"{_subject(_header(inner, 'subject')) or 'mail'}.eml", inner.as_bytes())
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or kind in _NOT_ATTACHED:
            continue
        said = _file_name(part)
        inline = part.get_content_disposition() != "attachment"
        if kind in texts and inline and not said:
            texts[kind].append(_decoded(payload, part.get_content_charset()))
        elif not (inline and kind.startswith("image/")):
            attached.add(said, payload)
    return Mail(
        subject=_subject(_header(message, "subject")),
        text="\n\n".join(texts["text/plain"]),
        html=next(iter(texts["text/html"]), ""),
        attached=tuple(attached.members),
    )


def _depth(data: bytes) -> int:
    """How many boundaries are open at once where most are, up to one too many; no body is parsed.

    Headers stand at the beginning, after a boundary that is open, and after the headers of a mail attached.
    """
    opened: list[bytes] = []
    digests: list[bool] = []
    head: list[bytes] | None = []
    deepest = 0
    for line in data.splitlines(keepends=True):
        said = line.rstrip(b" \t\r\n").removeprefix(b"--") if line.startswith(b"--") else b""
        bare = said if said in opened else said.removesuffix(b"--")
        if said and bare in opened:
            left = opened.index(bare) + (said == bare)
            del opened[left:], digests[left:]
            head = [] if said == bare else None
        elif head is not None and _HEADER.match(line):
            head.append(line)
        elif head is not None:
            part = email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(b"".join(head))
            if any(digests[-1:]) and "content-type" not in part:
                part.set_default_type("message/rfc822")
            head = [] if part.get_content_maintype() == "message" else None
            boundary = part.get_boundary() if part.get_content_maintype() == "multipart" else None
            if boundary is not None:
                opened.append(boundary.encode("ascii", "surrogateescape"))
                digests.append(part.get_content_subtype() == "digest")
                deepest = max(deepest, len(opened))
            if deepest > DEEPEST:
                break
    return deepest


def _parts(message: Message, name: str) -> Iterator[Message]:
    """The parts of a mail that have no parts; those of a mail within it are its own."""
    waiting = [(message, 0)]
    n_parts = 0
    while waiting:
        part, depth = waiting.pop()
        n_parts += 1
        if depth > DEEPEST or n_parts > 10 * MOST_ATTACHED:
            raise TooLarge(f"{name} has parts nested too deep, or too many.", "Save what is attached to it.")
        inside = part.get_payload()
        kind = part.get_content_type()
        if isinstance(inside, list) and kind != "message/rfc822" and kind not in _ENCRYPTED:
            waiting += [(one, depth + 1) for one in reversed(inside) if isinstance(one, Message)]
        else:
            yield part


def _outlook(data: bytes, name: str) -> Mail:
    from oxmsg import Message as Outlook

    message = Outlook.load(data)
    if "smime" in message.message_class.casefold().replace(".multipartsigned", ""):
        raise LockedFile(f"{name} is encrypted.", "Save the mail, or what is attached, without encryption.")
    attached = _Attached(name)
    left_out = []
    for one in message.attachments:
        file = one.file_bytes
        said = one.file_name or one.properties.str_prop_value(_SHORT_NAME) or ""
        if file is None:
            left_out.append(f"{_bare(said) or 'A mail'}, which is attached to it by Outlook, was left out.")
        elif not ((one.mime_type or "").startswith("image/") and one.properties.str_prop_value(_CONTENT_ID)):
            attached.add(said, file)
    try:
        html = message.html_body or ""
    except (LookupError, UnicodeError):
        html = ""
    return Mail(
        subject=_subject(message.subject),
        text=message.body or "",
        html=html,
        attached=tuple(attached.members),
        left_out=tuple(left_out),
    )


_SHORT_NAME: Final = 0x3704
_CONTENT_ID: Final = 0x3712
"""Properties of something attached ([MS-OXPROPS] 2.594, 2.585)."""


class _Attached:
    """Gathers what is attached to a mail, under names that differ."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._known: set[str] = set()
        self.members: list[Member] = []

    def add(self, said: str, data: bytes) -> None:
        if _ADDED.fullmatch(said):
            return
        if len(self.members) >= MOST_ATTACHED:
            raise TooLarge(
                f"{self._name} has more than {MOST_ATTACHED:,} files attached.",
                "Save those that are reports.",
            )
        bare = _bare(said) or f"bilaga {len(self.members) + 1}"
        stem, dot, ending = bare.rpartition(".")
        chosen, n = bare, 1
        while chosen.casefold() in self._known:
            n += 1
            chosen = f"{stem} ({n}){dot}{ending}" if stem else f"{bare} ({n})"
        self._known.add(chosen.casefold())
        self.members.append(Member(chosen, data))


def _bare(said: str) -> str:
    """A file name without folders and signs that no file name has."""
    last = _NO_NAME.sub("", said.replace("\\", "/")).rstrip("/").rpartition("/")[2]
    last = last.encode("utf-8", "replace").decode("utf-8")
    bare = unicodedata.normalize("NFC", " ".join(last.split())).strip(". ")
    if len(bare) > _LONGEST_NAME:
        stem, dot, ending = bare.rpartition(".")
        bare = f"{stem[: _LONGEST_NAME - 10]}{dot}{ending[:9]}" if stem else bare[:_LONGEST_NAME]
    return bare


def _file_name(part: Message) -> str:
    try:
        return _unfolded(part.get_filename() or "")
    except Exception:  # parameters of a header that is damaged
        return ""


def _header(part: Message, name: str) -> str:
    try:
        return _unfolded(str(part.get(name) or ""))
    except Exception:  # a header that is damaged
        return ""


def _unfolded(text: str) -> str:
    """A header's text with its encoded words read: `=?utf-8?q?T2?=`."""
    pieces = email.header.decode_header(text[:_LONGEST_HEADER])
    return "".join(
        piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces
    ).strip()


def _decoded(data: bytes, charset: str | None) -> str:
    for known in (charset, "utf-8"):
        try:
            return data.decode(known or "utf-8")
        except (LookupError, UnicodeError):
            continue
    return data.decode("cp1252", "replace")


def _subject(said: str) -> str:
    return _ANSWERED.sub("", " ".join(said.split()), count=1).strip()
