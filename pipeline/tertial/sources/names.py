"""Names of files and of members of archives: made readable, and looked at for what is no report."""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import suppress
from typing import Final

from tertial.readers.encoding import plausibility

_LITTER: Final = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx"})
"""Files and folders that operating systems leave behind."""

_CODE_PAGES: Final = ("cp850", "cp1252", "cp437", "mac-roman")
"""In which Windows, DOS and old Macs wrote names; of equally likely ones the first is taken."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DRIVE: Final = re.compile(r"[A-Za-z]:")


def litter(name: str) -> str:
    """What kind of file or folder that is no report by its name; empty for all others."""
    if name.startswith("~$"):
        return "an editor's temporary"
    if name.startswith("."):
        return "a hidden"
    return "the operating system's own" if name.casefold() in _LITTER else ""


def clean_name(name: str) -> str:
    """A file name in NFC; bytes that are no UTF-8 are read as Swedish, control characters are U+FFFD."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        with suppress(UnicodeEncodeError):  # a lone surrogate that stands for no byte
            name = decoded(name.encode("utf-8", "surrogateescape"))
    return _CONTROL.sub("\ufffd", unicodedata.normalize("NFC", name))


def decoded(name: bytes) -> str:
    """A name of which the encoding is not told: UTF-8, else the code page in which it looks most Swedish."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        texts = [name.decode(page, "replace") for page in _CODE_PAGES]
        return max(texts, key=plausibility)


def member_name(raw: str) -> str:
    """The name of a member as a path: "/" between folders, without "." and what is empty."""
    parts = clean_name(raw).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".")) or "(without a name)"


def name_fault(raw: str, most: int) -> tuple[str, str] | None:
    """Why a member can't go by its name and what to do, as the end of a sentence and a sentence."""
    path = raw.replace("\\", "/")
    if len(path) > most:
        return f"has a name of more than {most} characters", "Give it a shorter name, and pack it anew."
    if ".." in path.split("/"):
        return 'leads out of the archive by ".."', "Look who made the archive; pack the file anew."
    if path.startswith("/"):
        return "has an absolute path", "Look who made the archive; pack the file anew with a relative path."
    if _DRIVE.match(path):
        return "names a drive", "Look who made the archive; pack the file anew with a relative path."
    return None


def short(name: str) -> str:
    """A name as it goes into a message."""
    return name if len(name) <= 200 else f"{name[:99]}…{name[-100:]}"


def file_litter(path: str) -> str:
    """What kind of litter a member or one of the folders that it lies in is; empty where it is none."""
    *folders, last = path.split("/")
    for folder in folders:
        if kind := litter(folder):
            return f"in {kind} folder"
    kind = litter(last)
    return f"{kind} file" if kind else ""


def system_name(path: str | os.PathLike[str]) -> str:
    """A path of this machine as it goes into a message."""
    return clean_name(os.fspath(path))
