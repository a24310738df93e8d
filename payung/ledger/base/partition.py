"""How does a migration make a table whose rows stand in one partition for each load?"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState


class CreateInLedger(CreateModel):
    """CreateModel in the schema `ledger`."""

    suffix = ""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make the table with all its constraints; its indexes follow when the migration ends."""
        model = to_state.apps.get_model(app_label, self.name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        # SET LOCAL ends with the migration's transaction, deferred indexes included.
        schema_editor.execute("SET LOCAL search_path = ledger, public")
        sql, params = schema_editor.table_sql(model)
        schema_editor.execute(sql + self.suffix, params or None)
        schema_editor.deferred_sql.extend(schema_editor._model_indexes_sql(model))


class CreateByGeneration(CreateInLedger):
    """CreateModel in the schema `ledger`, partitioned by `generation`."""

    suffix = " PARTITION BY LIST (generation)"
