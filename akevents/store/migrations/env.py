"""Alembic's entry: migrations run on the connection that store/migrate.py hands over."""

from alembic import context

from akevents.store.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",  # SQLite changes a table by rebuilding it
    user_module_prefix="akevents.store.types.",
)
with context.begin_transaction():
    context.run_migrations()
