from django.db import migrations, models


class Migration(migrations.Migration):
    """A date that gets another day and a date that gets another place each keep their own moment."""

    dependencies = [
        ('events', '0007_drawn_early'),
    ]

    operations = [
        migrations.AddField(
            model_name='occurrence',
            name='placed_at',
            field=models.DateTimeField(help_text='when it got another place last', null=True),
        ),
        migrations.AlterField(
            model_name='occurrence',
            name='moved_at',
            field=models.DateTimeField(help_text='when it got another day or time last', null=True),
        ),
        # Until now the one took what was kept of the other away, so one moment is enough to tell whose it is.
        migrations.RunSQL(
            "UPDATE events_occurrence SET placed_at = moved_at, moved_at = NULL"
            " WHERE moved_at IS NOT NULL AND was_at <> '{}'::jsonb",
            migrations.RunSQL.noop,
        ),
    ]
