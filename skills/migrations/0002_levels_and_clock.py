from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LEVELS = [
    (
        1,
        "junior",
        "Junior",
        "You finish tasks that somebody else has cut to size. You know when you are stuck, ask early, "
        "and can explain what your change does; someone reviews everything before it reaches users.",
    ),
    (
        2,
        "middle",
        "Middle",
        "You are handed a problem instead of a task and come back with something that works, tested and "
        "documented. You need help with what is new, not with what is ordinary, and you review others' work.",
    ),
    (
        3,
        "senior",
        "Senior",
        "You own a system, including what goes wrong in it at night and next year. You say which problem "
        "is worth solving, make the trade-offs visible, and people around you get better at the work.",
    ),
    (
        4,
        "lead",
        "Lead",
        "Your result is a team's result. You settle how things are done, decide with incomplete facts, "
        "trade time against risk with other teams, and notice early when people or plans drift.",
    ),
    (
        5,
        "principal",
        "Principal",
        "Your decisions bind several teams for years. You find the problems nobody has been given, stop work "
        "that should not be done, and are asked for the judgement that no one else in the company can make.",
    ),
]


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    level = apps.get_model("skills", "Level")
    level.objects.bulk_create(
        level(rank=rank, slug=slug, name=name, summary=summary)
        for rank, slug, name, summary in LEVELS
    )
    apps.get_model("skills", "MatrixClock").objects.create(pk=1)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("skills", "Level").objects.all().delete()
    apps.get_model("skills", "MatrixClock").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("skills", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
