import branchline.live.models.broadcasts
import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PrivateWall, SameService


class Migration(migrations.Migration):

    dependencies = [
        ('live', '0002_run_sheet'),
        ('places', '0002_data_licence'),
    ]

    operations = [
        migrations.AddField(
            model_name='broadcast',
            name='recording_removed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='Replay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prefix', models.CharField(default=branchline.live.models.broadcasts.new_prefix, max_length=22, unique=True)),
                ('until', models.DateField(help_text='the last day')),
                ('talk', models.BooleanField(help_text='what belongs to no item of the run sheet is in it')),
                ('put_up_at', models.DateTimeField()),
                ('taken_down_at', models.DateTimeField(null=True)),
                ('laid_out_for', models.DateField(help_text='the day whose rights it keeps to', null=True)),
                ('seconds', models.FloatField(default=0.0)),
                ('broadcast', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='replay', to='live.broadcast')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('taken_down_at__isnull', True), ('taken_down_at__gte', models.F('put_up_at')), _connector='OR'), name='live_replay_forwards'), models.CheckConstraint(condition=models.Q(('seconds__gte', 0)), name='live_replay_seconds')],
            },
        ),
        PrivateWall("live_replay"),
        SameService(child="live_replay", parent="live_broadcast", column="broadcast_id"),
    ]
