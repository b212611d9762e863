#!/usr/bin/env python3
"""Builds the reports of all sets from their content: what people write as text becomes Word and plain text.

    python corpus/build.py             rebuild all reports
    python corpus/build.py --check     say whether the reports are up to date (exit status 1 if not)

The notation is described in corpus/README.md. Standard library only: the parts of a .docx are written in
builder/, so that the same content gives the same bytes whatever is installed.
"""

from __future__ import annotations

import argparse
import sys

from builder.notation import ContentError
from builder.reports import CORPUS, built, up_to_date


def main() -> int:
    """Build, or check, and say how it went."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; say which reports are out of date"
    )
    check = parser.parse_args().check
    stale, count = [], 0
    try:
        for name, data in built():
            count += 1
            if up_to_date(name, data):
                continue
            stale.append(name)
            if not check:
                target = CORPUS / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
    except ContentError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 2
    for name in stale:
        print(f"{'out of date' if check else 'written'}: corpus/{name}")
    print(f"{count} reports, {len(stale)} {'out of date' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
