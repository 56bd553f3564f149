from django.db import migrations, models


class Migration(migrations.Migration):
    """A session that a file brought keeps the file's number and outcomes as its own."""

    dependencies = [
        ('events', '0009_a_room_of_its_own'),
    ]

    operations = [
        migrations.AddField(
            model_name='attendance',
            name='brought',
            field=models.PositiveIntegerField(help_text='people that a file brought, of no age; what is pressed here is added', null=True),
        ),
        migrations.AddField(
            model_name='attendance',
            name='brought_from',
            field=models.CharField(blank=True, db_default='', help_text='the name of that file', max_length=200),
        ),
        migrations.AddField(
            model_name='attendance',
            name='main_outcome',
            field=models.CharField(blank=True, choices=[('culture', 'Cultural and creative enrichment'), ('reading', 'Increased reading and literacy'), ('digital', 'Increased digital access and literacy'), ('potential', 'Helping everyone achieve their full potential'), ('health', 'Healthier and happier lives'), ('prosperity', 'Greater prosperity'), ('community', 'Stronger more resilient communities')], db_default='', help_text='as that file said; empty: as the event says', max_length=10),
        ),
        migrations.AddField(
            model_name='attendance',
            name='second_outcome',
            field=models.CharField(blank=True, choices=[('culture', 'Cultural and creative enrichment'), ('reading', 'Increased reading and literacy'), ('digital', 'Increased digital access and literacy'), ('potential', 'Helping everyone achieve their full potential'), ('health', 'Healthier and happier lives'), ('prosperity', 'Greater prosperity'), ('community', 'Stronger more resilient communities')], db_default='', help_text='empty: none', max_length=10),
        ),
        # Only files have brought counts that no device wrote down; which file it was nobody knows any more.
        migrations.RunSQL(
            "UPDATE events_attendance SET brought = unsaid WHERE operations = 0 AND closed_at IS NOT NULL",
            migrations.RunSQL.noop,
        ),
    ]
