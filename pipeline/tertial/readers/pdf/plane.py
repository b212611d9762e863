"""The plane of a page as it is seen: points from top left, turned as the page is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plane:
    """Turns positions of a PDF, from bottom left, into what a reader of the page sees."""

    left: float
    bottom: float
    width: float
    """As the page is seen."""
    height: float
    turns: int
    """Quarters of a turn, with the clock."""

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.turns == 0:
            return x, self.height - y
        if self.turns == 1:
            return y, x
        if self.turns == 2:
            return self.width - x, y
        return self.width - y, self.height - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a rectangle."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def sides(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float]:
        """Left and right of a rectangle, as `box` has them; quick, as each letter asks."""
        if self.turns or x0 > x1:
            left, _, right, _ = self.box(x0, y0, x1, y1)
            return left, right
        return x0 - self.left, x1 - self.left

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """Which way something runs: to the right, and down."""
        return ((x, -y), (y, x), (-x, y), (-y, -x))[self.turns]
