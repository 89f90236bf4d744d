from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

COLUMNS = ("title", "summary", "body")


def add_trigrams(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """On PostgreSQL: an index that answers LIKE '%word%', over text that is not compressed.

    Paragraphs that the index can't rule out have to be looked at; taking them out of compression
    first costs ten times as much as looking.
    """
    if schema_editor.connection.vendor != "postgresql":
        return
    for column in COLUMNS:
        schema_editor.execute(
            f"ALTER TABLE skills_searchtext ALTER COLUMN {column} SET STORAGE EXTERNAL"
        )
        schema_editor.execute(
            f"CREATE INDEX searchtext_{column}_trigrams ON skills_searchtext"
            f" USING gin ({column} gin_trgm_ops)"
        )


def drop_trigrams(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for column in COLUMNS:
        schema_editor.execute(f"DROP INDEX IF EXISTS searchtext_{column}_trigrams")
        schema_editor.execute(
            f"ALTER TABLE skills_searchtext ALTER COLUMN {column} SET STORAGE EXTENDED"
        )


class Migration(migrations.Migration):
    dependencies = [("skills", "0004_site_page_texts")]

    operations = [
        migrations.AddField(
            model_name="searchtext",
            name="summary",
            field=models.TextField(
                blank=True, default="", help_text="summaries and external identifiers"
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="searchtext",
            name="title",
            field=models.TextField(
                help_text="names and other labels, the name itself on the first line"
            ),
        ),
        migrations.AlterField(
            model_name="searchtext",
            name="body",
            field=models.TextField(blank=True, help_text="paragraphs"),
        ),
        TrigramExtension(),
        migrations.RunPython(add_trigrams, drop_trigrams),
    ]
