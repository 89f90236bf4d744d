from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# PostgreSQL's planner thinks little of reading all words of all documents, which takes seconds, so
# for a word that is in most of them it would: in here it must use the indexes. It would also
# compile what looks that dear, which takes longer than running it.
LOOK_UP = """
CREATE FUNCTION skills_search_look_up(tokens tsquery, in_title text) RETURNS SETOF bigint
LANGUAGE sql STABLE PARALLEL SAFE ROWS 2000
SET enable_seqscan = off
SET jit = off
AS $$
    SELECT document_id FROM skills_searchtext
    WHERE array_to_tsvector(string_to_array(btrim(words), ' ')) @@ tokens
    UNION
    SELECT document_id FROM skills_searchtext WHERE title LIKE in_title
$$
"""


def create_function(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(LOOK_UP)


def drop_function(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS skills_search_look_up(tsquery, text)")


class Migration(migrations.Migration):
    dependencies = [("skills", "0006_search_words")]

    operations = [migrations.RunPython(create_function, drop_function)]
