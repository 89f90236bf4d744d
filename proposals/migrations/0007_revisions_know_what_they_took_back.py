from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_what_was_taken_back(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The audit log knew it by its number alone."""
    Event = apps.get_model("proposals", "Event")
    Revision = apps.get_model("skills", "Revision")
    taking_back = Event.objects.filter(kind="revision_reverted").select_related("revision")
    for event in taking_back.exclude(revision=None):
        event.revision.reverts = Revision.objects.filter(
            document=event.document_id, number=event.data.get("reverted", 0)
        ).first()
        event.revision.save(update_fields=["reverts"])


class Migration(migrations.Migration):
    dependencies = [("proposals", "0006_what_reverts_take_back")]

    operations = [
        migrations.RunPython(say_what_was_taken_back, migrations.RunPython.noop, elidable=True)
    ]
