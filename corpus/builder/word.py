"""A report as a .docx: the body, running headers and footers, footnotes and comments, in one package."""

from __future__ import annotations

import re
from typing import Any

from builder.body import Body
from builder.notation import Source, blocks_of, inline
from builder.ooxml import NS, PROLOGUE, STAMP, Package
from builder.paragraphs import Look, Paragraphs
from builder.styles import numbering, styles


def word_report(source: Source) -> bytes:
    """A report as a .docx."""
    settings = source.settings
    write = Paragraphs(settings)
    body = Body(settings, write)
    content = body.body(blocks_of(source.body, str(source.path)))
    package = Package()
    package.add("styles", styles(settings, body.met), "styles")
    package.add("numbering", numbering(body.lists), "numbering")
    references = ""
    for key, kind in (("header", "hdr"), ("footer", "ftr")):
        if settings.get(key):
            package.add(key, running(kind, settings[key], write), key)
            references += f'<w:{key}Reference w:type="default" r:id="r{key.capitalize()}"/>'
    if write.footnotes:
        package.add("footnotes", footnotes(write), "footnotes")
    if write.comments:
        package.add("comments", comments(write), "comments")
    settings_xml = (
        f'{PROLOGUE}<w:settings {NS}><w:defaultTabStop w:val="1304"/><w:themeFontLang w:val="sv-SE"/>'
        "</w:settings>"
    )
    package.add("settings", settings_xml, "settings")
    section = f"<w:sectPr>{references}{page(settings)}</w:sectPr>"
    document = f"{PROLOGUE}<w:document {NS}><w:body>{content}{section}</w:body></w:document>"
    title = settings.get("property_title", settings.get("title", ""))
    return package.packed(document, write.links, title)


def page(settings: dict[str, Any]) -> str:
    """The size of the paper, A4 standing or lying, and its margins."""
    size = (
        'w:w="16838" w:h="11906" w:orient="landscape"'
        if settings.get("landscape")
        else 'w:w="11906" w:h="16838"'
    )
    return (
        f"<w:pgSz {size}/>"
        '<w:pgMar w:top="1417" w:right="1134" w:bottom="1417" w:left="1134" '
        'w:header="708" w:footer="708" w:gutter="0"/>'
    )


def running(kind: str, text: str, write: Paragraphs) -> str:
    """A running header or footer; {sida} and {sidor} are the page's number and how many there are."""
    style = "Sidhuvud" if kind == "hdr" else "Sidfot"
    paragraphs = ""
    for line in text.split("<br>"):
        runs = ""
        for part in re.split(r"(\{sid(?:a|or)\})", line.strip()):
            code = {"{sida}": "PAGE", "{sidor}": "NUMPAGES"}.get(part)
            runs += write.field(code, "<w:r><w:t>1</w:t></w:r>") if code else write.runs(inline(part), Look())
        paragraphs += f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'
    return f"{PROLOGUE}<w:{kind} {NS}>{paragraphs}</w:{kind}>"


def footnotes(write: Paragraphs) -> str:
    """footnotes.xml: the two separators that Word wants, and the notes met so far."""
    notes = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes += (
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
        "</w:r></w:p></w:footnote>"
    )
    mark = '<w:r><w:rPr><w:rStyle w:val="Fotnotsreferens"/></w:rPr><w:footnoteRef/></w:r>'
    for n, note in enumerate(write.footnotes, 1):
        runs = write.runs(inline(" " + note), Look())
        notes += (
            f'<w:footnote w:id="{n}"><w:p><w:pPr><w:pStyle w:val="Fotnotstext"/>'
            f"</w:pPr>{mark}{runs}</w:p></w:footnote>"
        )
    return f"{PROLOGUE}<w:footnotes {NS}>{notes}</w:footnotes>"


def comments(write: Paragraphs) -> str:
    """comments.xml: the reviewer's comments met so far."""
    each = "".join(
        f'<w:comment w:id="{n}" w:author="Granskare" w:initials="G" w:date="{STAMP}">'
        f"{write.paragraph(inline(text))}</w:comment>"
        for n, text in enumerate(write.comments)
    )
    return f"{PROLOGUE}<w:comments {NS}>{each}</w:comments>"
