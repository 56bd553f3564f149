import branchline.core.ids
import branchline.core.words
import branchline.live.models.broadcasts
import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PrivateWall, PublishedWall, SameService


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('events', '0010_as_a_file_said'),
        ('places', '0002_data_licence'),
    ]

    operations = [
        migrations.CreateModel(
            name='Broadcast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('title', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('for_children', models.BooleanField(default=True, help_text='no question box, not even as a setting')),
                ('pace', models.PositiveSmallIntegerField(choices=[(2, 'Closer: about 9 seconds behind'), (4, 'Steadier: about 14 seconds behind')], default=2)),
                ('prefix', models.CharField(default=branchline.live.models.broadcasts.new_prefix, max_length=22, unique=True)),
                ('rehearsal_prefix', models.CharField(default=branchline.live.models.broadcasts.new_prefix, max_length=22, unique=True)),
                ('standing', models.CharField(choices=[('planned', 'Planned'), ('rehearsal', 'Rehearsal: nobody sees it'), ('on_air', 'On air'), ('ended', 'Ended')], default='planned', max_length=10)),
                ('starts_at', models.DateTimeField()),
                ('on_air_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('panicked_at', models.DateTimeField(help_text='the slate is on until it is emptied', null=True)),
                ('made_at', models.DateTimeField()),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.branch')),
                ('occurrence', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='broadcast', to='events.occurrence')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
        ),
        migrations.CreateModel(
            name='LiveListing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(help_text="the broadcast's", max_length=10, unique=True)),
                ('occurrence_public_id', models.CharField(blank=True, max_length=10)),
                ('title', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('branch_name', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('standing', models.CharField(choices=[('planned', 'Planned'), ('rehearsal', 'Rehearsal: nobody sees it'), ('on_air', 'On air'), ('ended', 'Ended')], max_length=10)),
                ('starts_at', models.DateTimeField()),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text='from 1 in its broadcast')),
                ('source', models.CharField(choices=[('browser', 'The studio page'), ('srt', 'OBS, by SRT'), ('rtmp', 'OBS, by RTMP')], max_length=8)),
                ('began_by', models.BigIntegerField(help_text='the account', null=True)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('broadcast', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='live.broadcast')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
        ),
        migrations.AddIndex(
            model_name='broadcast',
            index=models.Index(fields=['service', '-starts_at', '-public_id'], name='live_broadcast_newest'),
        ),
        migrations.AddConstraint(
            model_name='broadcast',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', 'ended'), ('ended_at__isnull', False)), models.Q(models.Q(('standing', 'ended'), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='live_broadcast_ended_when'),
        ),
        migrations.AddConstraint(
            model_name='broadcast',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing', 'on_air'), _negated=True), ('on_air_at__isnull', False), _connector='OR'), name='live_broadcast_on_air_when'),
        ),
        migrations.AddIndex(
            model_name='livelisting',
            index=models.Index(fields=['standing', 'starts_at'], name='live_listing_by_standing'),
        ),
        migrations.AddConstraint(
            model_name='livelisting',
            constraint=models.CheckConstraint(condition=models.Q(('standing', 'ended'), _negated=True), name='live_listing_not_ended'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('broadcast', 'number'), name='live_session_number'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('broadcast',), name='live_session_one_open'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='live_session_from_one'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='live_session_forwards'),
        ),
        PrivateWall("live_broadcast"),
        PrivateWall("live_session"),
        PublishedWall("live_livelisting"),
        SameService(child="live_session", parent="live_broadcast", column="broadcast_id"),
        SameService(child="live_broadcast", parent="events_occurrence", column="occurrence_id"),
    ]
