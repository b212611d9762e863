"""How a database made by an earlier version of tertial becomes one of this version; run by alembic."""
