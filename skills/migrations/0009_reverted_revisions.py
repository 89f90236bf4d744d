import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("skills", "0008_growth")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="reverts",
            field=models.ForeignKey(
                help_text="the one that this took back, all of it",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reverted_by",
                to="skills.revision",
            ),
        ),
    ]
