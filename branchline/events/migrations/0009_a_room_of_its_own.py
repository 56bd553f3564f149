from django.db import migrations, models

import branchline.core.words


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0008_moved_and_placed'),
    ]

    operations = [
        migrations.AddField(
            model_name='occurrence',
            name='room',
            field=branchline.core.words.TranslatedField(blank=True, db_default=models.Value({}, output_field=models.JSONField()), default=branchline.core.words.Translated, help_text="of its own; empty: the event's, where it is at the event's library"),
        ),
    ]
