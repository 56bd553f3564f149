import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PrivateWall, SameService


class Migration(migrations.Migration):

    dependencies = [
        ('live', '0005_counts'),
        ('places', '0002_data_licence'),
    ]

    operations = [
        migrations.AddField(
            model_name='broadcast',
            name='missed_at',
            field=models.DateTimeField(help_text='when staff were told that it should have begun', null=True),
        ),
        migrations.AddField(
            model_name='broadcast',
            name='quiet_since',
            field=models.DateTimeField(help_text='since when it has been black and silent: somebody may have forgotten it', null=True),
        ),
        migrations.CreateModel(
            name='Tick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('consent', 'No child is in the picture whose parent has not agreed'), ('names', 'Name badges are off or covered, mine too'), ('behind', 'Nothing private is behind me: no screen, no list, no notice board'), ('sheet', 'Everything we sing, read or play may go out live')], max_length=10)),
                ('ticked_by', models.BigIntegerField(help_text='the account', null=True)),
                ('ticked_at', models.DateTimeField()),
                ('broadcast', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ticks', to='live.broadcast')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('broadcast', 'what'), name='live_tick_once')],
            },
        ),
        PrivateWall("live_tick"),
        SameService(child="live_tick", parent="live_broadcast", column="broadcast_id"),
    ]
