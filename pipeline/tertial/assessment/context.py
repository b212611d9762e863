"""What is known of a report when its entries are judged: its year and period, its boards, its legend."""

from __future__ import annotations

from dataclasses import dataclass, field

from tertial.assessment.legend import Legend
from tertial.boards import Register
from tertial.document import Document
from tertial.identify import Identity
from tertial.vocabulary import DocumentType, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of a report when its entries are judged."""

    year: int | None
    period: Period | None
    register: Register
    document_type: DocumentType
    legend: Legend = field(default_factory=Legend)

    @classmethod
    def build(
        cls, document: Document, identity: Identity, register: Register, document_type: DocumentType
    ) -> Context:
        """The context of a document, with the legend that it holds."""
        return cls(
            year=identity.year,
            period=identity.period,
            register=register,
            document_type=document_type,
            legend=Legend.of(document),
        )
