import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PrivateWall, SameService


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_would_change'),
        ('live', '0004_push_doors'),
        ('places', '0002_data_licence'),
    ]

    operations = [
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('screens', models.PositiveIntegerField(help_text='that showed a moving picture at all')),
                ('peak', models.PositiveIntegerField(help_text='screens at one moment')),
                ('stayed', models.PositiveIntegerField(help_text='screens with a minute of picture or more')),
                ('minutes', models.DecimalField(decimal_places=2, help_text='on all screens together', max_digits=12)),
                ('given_minutes', models.DecimalField(decimal_places=2, help_text='in the segments that players were given', max_digits=12)),
                ('told', models.PositiveIntegerField(help_text='screens before which somebody said how many')),
                ('people', models.PositiveIntegerField(help_text='how many they said')),
                ('hearts', models.PositiveIntegerField(default=0)),
                ('replays', models.PositiveIntegerField(default=0, help_text='screens afterwards, so far')),
                ('digest', models.CharField(help_text='SHA-256 of the lines', max_length=64)),
                ('made_at', models.DateTimeField()),
                ('broadcast', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='live.broadcast')),
                ('lines', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('peak__lte', models.F('screens')), ('stayed__lte', models.F('screens'))), name='live_certificate_of_screens')],
            },
        ),
        migrations.CreateModel(
            name='Minute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text='from 0, since the first screen came')),
                ('watching', models.PositiveIntegerField(help_text='screens, as their beats say')),
                ('players', models.PositiveIntegerField(help_text='as the segments say that were given out')),
                ('broadcast', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='live.broadcast')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('broadcast', 'number'), name='live_minute_once')],
            },
        ),
        PrivateWall("live_minute"),
        PrivateWall("live_certificate"),
        SameService(child="live_minute", parent="live_broadcast", column="broadcast_id"),
        SameService(child="live_certificate", parent="live_broadcast", column="broadcast_id"),
        SameService(child="live_certificate", parent="core_storedfile", column="lines_id"),
    ]
