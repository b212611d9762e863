"""Full-text search over the items, and the views that people ask for most."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_VIEWS = {
    "statements": """
        SELECT d.municipality, d.year, d.period, d.source, i.item_id, i.kind, i.title, i.theme,
               a.board, a.assessment, a.modality, a.deviation, a.basis, a.confidence, a.evidence, a.address
        FROM assessments a
        JOIN items i ON i.item_id = a.item_id
        JOIN documents d ON d.document_id = i.document_id
        """,
    "matters": """
        SELECT DISTINCT t.thread_id, t.municipality, t.title AS matter, t.outcome, t.change, t.n_reports,
               o.year, o.period, o.item_id, o.title, o.source
        FROM threads t
        JOIN observations o ON o.thread_id = t.thread_id
        """,
    "flagged": """
        SELECT d.municipality, d.year, d.period, f.severity, f.code, f.message, f.board,
               f.item_id, i.title, f.evidence, d.source
        FROM flags f
        JOIN documents d ON d.document_id = f.document_id
        LEFT JOIN items i ON i.item_id = f.item_id
        """,
}


def upgrade() -> None:
    """Makes them, and fills the search with what is there."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5 "
            '(item_id UNINDEXED, title, text, tokenize = "unicode61 remove_diacritics 0")'
        )
        op.execute("INSERT INTO search SELECT item_id, title, text FROM items ORDER BY item_id")
    else:
        op.execute(
            "CREATE TABLE search (item_id text PRIMARY KEY REFERENCES items DEFERRABLE INITIALLY DEFERRED, "
            "words tsvector)"
        )
        op.execute(
            "INSERT INTO search SELECT item_id, setweight(to_tsvector('swedish', coalesce(title, '')), 'A') "
            "|| to_tsvector('swedish', left(coalesce(text, ''), 200000)) FROM items"
        )
        op.execute("CREATE INDEX search_words ON search USING gin (words)")
    for name, query in _VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")
