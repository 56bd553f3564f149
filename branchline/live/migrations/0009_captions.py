import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PrivateWall, SameService


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_would_change'),
        ('live', '0008_questions'),
        ('places', '0002_data_licence'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaptionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='from 1')),
                ('way', models.CharField(choices=[('typed', 'Changed on the page'), ('file', 'Brought in from a file'), ('back', 'Back to an earlier version')], max_length=5)),
                ('back_to', models.PositiveIntegerField(help_text='the version it is the same as', null=True)),
                ('lines', models.JSONField(help_text="in order: [begins, ends, {language: words}], by the stream's clock in milliseconds")),
                ('made_by', models.BigIntegerField(help_text='the account', null=True)),
                ('made_at', models.DateTimeField()),
                ('broadcast', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='caption_versions', to='live.broadcast')),
                ('original', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.storedfile')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('broadcast', 'number'), name='live_captions_version'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='live_captions_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('back_to__isnull', False), ('back_to__lt', models.F('number')), ('way', 'back')), models.Q(models.Q(('way', 'back'), _negated=True), ('back_to__isnull', True)), _connector='OR'), name='live_captions_back_to')],
            },
        ),
        PrivateWall("live_captionversion"),
        SameService(child="live_captionversion", parent="live_broadcast", column="broadcast_id"),
        SameService(child="live_captionversion", parent="core_storedfile", column="original_id"),
    ]
