from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0002_talking_and_telling")]

    operations = [
        migrations.AddField(
            model_name="watch",
            name="stopped_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
