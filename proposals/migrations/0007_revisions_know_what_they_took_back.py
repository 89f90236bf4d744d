from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_what_was_taken_back(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The audit log knew it by its number alone."""
    Event = apps.get_model("proposals", "Event")
    Revision = apps.get_model("skills", "Revision")
    for event in Event.objects.filter(kind="revision_reverted"):
        taking_back = Revision.objects.filter(pk=event.revision_id or 0)
        reverted = Revision.objects.filter(
            document=event.document_id, number=event.data.get("reverted", 0)
        )
        taking_back.update(reverts=reverted.first())


class Migration(migrations.Migration):
    dependencies = [("proposals", "0006_what_reverts_take_back")]

    operations = [
        migrations.RunPython(say_what_was_taken_back, migrations.RunPython.noop, elidable=True)
    ]
