"""The boards of the reports that are drawn, by their codes."""

from __future__ import annotations

from typing import Final

BOARDS: Final = {
    "KS": "Kommunstyrelsen", "TN": "Tekniska nämnden", "SN": "Socialnämnden",
    "BUN": "Barn- och utbildningsnämnden", "KFN": "Kultur- och fritidsnämnden",
}  # fmt: skip
