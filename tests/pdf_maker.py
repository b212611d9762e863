"""Makes small PDF files by hand: letters at given places, rules, fills and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

FONTS = {"": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique"}
HEIGHT = 842


@dataclass
class Page:
    """A page of A4; positions are points from top left, of letters where they stand."""

    content: list[str] = field(default_factory=list)
    picture: bool = False

    def text(self, x: float, y: float, text: str, size: float = 11, font: str = "") -> Page:
        """Letters on one line."""
        shown = text.encode("cp1252").decode("latin-1")
        shown = "".join(f"\\{c}" if c in "()\\" else c for c in shown)
        self.content.append(f"BT /F{list(FONTS).index(font)} {size} Tf {x} {HEIGHT - y} Td ({shown}) Tj ET")
        return self

    def lines(self, x: float, y: float, texts: Sequence[str], pitch: float = 14, **look: object) -> Page:
        """Lines one under the other."""
        for n, text in enumerate(texts):
            self.text(x, y + n * pitch, text, **look)  # type: ignore[arg-type]
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """A straight line."""
        self.content.append(f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> Page:
        """A filled rectangle, its colour in hexadecimal."""
        rgb = " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (0, 2, 4))
        self.content.append(f"q {rgb} rg {x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f Q")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Page:
        """The rules of a table whose cells are not merged."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        return self


def pdf(*pages: Page, trailer: str = "") -> bytes:
    """The bytes of a file with these pages."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    kids = [4 + len(FONTS) + 2 * n for n in range(len(pages))]
    add(b"<< /Type /Catalog /Pages 2 0 R >>")
    add(f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode())
    for name in FONTS.values():
        font = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        add(font.encode())
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    add(image + b" /Length 1 >>\nstream\n\x80\nendstream")
    fonts = " ".join(f"/F{n} {3 + n} 0 R" for n in range(len(FONTS)))
    for page, number in zip(pages, kids, strict=True):
        add(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HEIGHT}] /Contents {number + 1} 0 R "
            f"/Resources << /Font << {fonts} >> /XObject << /P {3 + len(FONTS)} 0 R >> >> >>".encode()
        )
        content = page.content + (["q 595 0 0 842 0 0 cm /P Do Q"] if page.picture else [])
        stream = "\n".join(content).encode("latin-1")
        add(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    out, offsets = b"%PDF-1.7\n", []
    for n, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{n} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return out
