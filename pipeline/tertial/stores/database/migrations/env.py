"""What alembic runs: the migrations over the connection that it is given."""

from __future__ import annotations

from alembic import context

from tertial.stores.database.schema import VERSIONS

context.configure(connection=context.config.attributes["connection"], version_table=VERSIONS)
context.run_migrations()
