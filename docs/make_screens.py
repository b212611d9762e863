"""Takes docs/pictures/*.png: the report page and the review of the corpus, as Chromium shows them.

Needs Chromium; what the pages show is tested in tests/report.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from docs.make_pictures import PICTURES
from tertial import stores
from tertial.dataset import open_dataset
from tertial.report.html import write_report
from tertial.run import process
from tests.report.browser import chromium
from tests.review.test_app import served

REPORTS: Final = Path(__file__).parents[1] / "corpus" / "reports" / "stortjarna"
SIZE: Final = {"width": 1240, "height": 860}


def main() -> None:
    """Takes the pictures anew."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        out, path = Path(name) / "out", Path(name) / "rapport.html"
        for _ in process([REPORTS], out, stores.write):
            pass
        write_report(open_dataset(out), path)
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        page.goto(path.as_uri())
        page.screenshot(path=PICTURES / "report.png")
        page.goto(f"{path.as_uri()}#k0m4")
        page.wait_for_timeout(300)
        page.screenshot(path=PICTURES / "report-matter.png")
        with served(out) as (address, _):
            page.goto(address)
            page.get_by_label("Ditt namn").fill("Anna Berg")
            page.keyboard.press("Enter")
            page.wait_for_url("**/q/1")
            page.goto(page.url.replace("/q/1", "/q/2"))
            page.screenshot(path=PICTURES / "review.png")


if __name__ == "__main__":
    main()
