import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("skills", "0009_reverted_revisions"),
        ("proposals", "0005_worker_leases"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="reverts",
            field=models.ForeignKey(
                help_text="what it asks to take back",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revert_proposals",
                to="skills.revision",
            ),
        ),
    ]
