"""Paragraphs of mere letters are read from the source, and say the same as read from the tree."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.document import Document
from tertial.errors import BrokenFile
from tertial.readers.docx import forget_templates, plain, read
from tertial.readers.docx.styles import Styles
from tests.docx_maker import NAMESPACES, make, parse

_STYLES = (
    '<w:style w:type="paragraph" w:styleId="R1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Signs"/>'
    '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:style>'
)
_NOTES = '<w:footnote w:id="1"><w:p><w:r><w:t>Noten</w:t></w:r></w:p></w:footnote>'
_FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_RUNS = (
    "<w:r><w:t>Skolan är klar.</w:t></w:r>",
    '<w:r w:rsidRPr="00AB12CD"><w:t xml:space="preserve"> nämnden </w:t></w:r>',
    "<w:r><w:rPr><w:b/></w:rPr><w:t>Uppdrag: bygg ny skola</w:t></w:r>",
    '<w:r><w:rPr><w:i/><w:sz w:val="30"/></w:rPr><w:t>under året</w:t></w:r>',
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r>",
    '<w:r><w:rPr><w:color w:val="00B050"/></w:rPr><w:t>●</w:t></w:r>',
    '<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>J</w:t></w:r>',
    '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    "<w:r><w:t>Vård &amp; omsorg</w:t></w:r>",
    "<w:r><w:t>1 > 0</w:t></w:r>",
    "<w:r><w:t>med\n   radbyte</w:t></w:r>",
    "<w:r><w:t>hårt\u00a0mellanslag\u00ad</w:t></w:r>",
    "<w:r><w:t>\uf0fc</w:t></w:r>",
    "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/></w:r>",
    "<w:r><w:t>c</w:t><w:lastRenderedPageBreak/><w:t>d</w:t></w:r>",
    "<w:r><w:t></w:t><w:t/></w:r>",
    "<w:r/>",
    '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="3" w:name="_Toc1"/><w:bookmarkEnd w:id="3"/>',
    '<w:hyperlink r:id="x"><w:r><w:t>länk</w:t></w:r></w:hyperlink>',
    "<w:ins><w:r><w:t>infogat</w:t></w:r></w:ins>",
    '<w:r><w:footnoteReference w:id="1"/></w:r>',
    "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
    _FIELD.format("begin"),
    "<w:r><w:instrText> TOC </w:instrText></w:r>",
    _FIELD.format("separate"),
    _FIELD.format("end"),
    "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p>"
    "</w:txbxContent></wps:txbx></mc:Choice></mc:AlternateContent></w:r>",
)
_RARE_RUNS = (
    "<w:del><w:r><w:delText>struket</w:delText></w:r></w:del>",
    "<!-- <w:t>en kommentar</w:t> -->",
    "<w:r><w:t><![CDATA[<w:p>]]></w:t></w:r>",
)
_PROPERTIES = (
    "",
    '<w:pPr><w:pStyle w:val="R1"/></w:pPr>',
    '<w:pPr><w:pStyle w:val="S"/></w:pPr>',
    '<w:pPr><w:outlineLvl w:val="1"/><w:rPr><w:b/></w:rPr></w:pPr>',
    '<w:pPr><w:shd w:val="clear" w:fill="FFFF00"/></w:pPr>',
    "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>",
)
_runs = st.lists(st.sampled_from(_RUNS), max_size=4).map("".join)
_paragraphs = st.builds(
    lambda ids, properties, runs: f"<w:p{ids}>{properties}{runs}</w:p>",
    st.sampled_from(["", ' w:rsidR="00AB12CD" w14:paraId="1A"']),
    st.sampled_from(_PROPERTIES),
    _runs,
)
_cells = st.lists(_paragraphs, min_size=1, max_size=2).map(
    lambda inner: f'<w:tc><w:tcPr><w:shd w:fill="BFBFBF"/></w:tcPr>{"".join(inner)}</w:tc>'
)
_tables = st.lists(_cells, min_size=1, max_size=3).map(
    lambda row: f"<w:tbl><w:tr>{''.join(row)}</w:tr></w:tbl>"
)
_marks = st.sampled_from(["", "\n  ", "<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>", "<w:p/>"])
_bodies = st.lists(st.one_of(_paragraphs, _paragraphs, _tables, _marks), max_size=9).map("".join)


def _by_tree(body: str) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "take_out", lambda blob, styles, moulds: (blob, []))
        return _read(body)


def _read(body: str) -> Document:
    return parse(f"{body}<w:p><w:r><w:t>Slut</w:t></w:r></w:p>", styles=_STYLES, footnotes=_NOTES)


def _n_taken(body: str) -> int:
    source = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    return len(plain.take_out(source.encode(), Styles(None), {})[1])


@settings(max_examples=400, deadline=None)
@given(_bodies)
def test_a_document_is_the_same_whichever_way_its_paragraphs_are_read(body: str) -> None:
    """What is taken out of the source is what the tree would have said, with places, looks and numbers."""
    assert _read(body) == _by_tree(body)


@pytest.mark.parametrize("rare", _RARE_RUNS)
@given(body=_bodies, paragraph=_paragraphs)
@settings(max_examples=30, deadline=None)
def test_what_may_hide_markup_is_left_to_the_tree(rare: str, body: str, paragraph: str) -> None:
    """A comment, CDATA or a tracked deletion changes nothing of how the rest is read."""
    marked = body + paragraph.replace("</w:p>", f"{rare}</w:p>")
    assert _read(marked) == _by_tree(marked)


def test_paragraphs_of_mere_letters_are_taken_out() -> None:
    """Runs that differ in how they look are no hindrance; a tab, an entity, a link and a field are."""
    assert _n_taken(f"<w:p>{''.join(_RUNS[:4])}</w:p>" * 3) == 3
    for run in (_RUNS[8], _RUNS[13], _RUNS[19], _RUNS[23]):
        assert _n_taken(f"<w:p>{_RUNS[0]}{run}</w:p>") == 0


@pytest.mark.parametrize("broken", ["<w:r><w:b></w:r>", "<w:r><w:t>a</w:t></w:p>", "<w:r w:x=1/>"])
def test_malformed_markup_is_still_found(broken: str) -> None:
    """A part is not read for want of parsing where its markup is no proper XML."""
    forget_templates()
    good = f"<w:p>{_RUNS[0]}</w:p>"
    with pytest.raises(BrokenFile):
        read(make(f"{good}<w:p>{_RUNS[0]}{broken}</w:p>{good}"), "report.docx")
