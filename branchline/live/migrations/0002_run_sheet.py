import branchline.core.ids
import branchline.core.words
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PrivateWall, SameService


class Migration(migrations.Migration):

    dependencies = [
        ('live', '0001_broadcasts'),
        ('places', '0002_data_licence'),
    ]

    operations = [
        migrations.CreateModel(
            name='RunItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('place', models.PositiveSmallIntegerField(help_text='in the sheet, from 0')),
                ('kind', models.CharField(choices=[('rhyme', 'Rhyme'), ('song', 'Song'), ('story', 'Book or story'), ('talk', 'Talk')], default='rhyme', max_length=8)),
                ('title', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('creator', models.CharField(blank=True, help_text='author, composer', max_length=200)),
                ('publisher', models.CharField(blank=True, help_text='publisher, arranger', max_length=200)),
                ('isbn', models.CharField(blank=True, help_text='13 digits', max_length=13)),
                ('basis', models.CharField(blank=True, choices=[('out_of_copyright', 'Out of copyright'), ('own', 'Our own'), ('licence', 'We have a licence'), ('permission', 'The publisher or author allows it')], help_text='empty: unknown', max_length=20)),
                ('basis_note', models.CharField(blank=True, max_length=300)),
                ('live_ok', models.BooleanField(default=False)),
                ('replay_ok', models.BooleanField(default=False)),
                ('replay_until', models.DateField(help_text='the last day; empty: no end', null=True)),
                ('broadcast', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='live.broadcast')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('place', models.PositiveSmallIntegerField(help_text='in its item, from 0')),
                ('text', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='live.runitem')),
            ],
        ),
        migrations.CreateModel(
            name='Cue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('tapped_at', models.DateTimeField()),
                ('key', models.CharField(help_text='of the tap: sent again it is the same', max_length=64)),
                ('rehearsal', models.BooleanField(default=False)),
                ('broadcast', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cues', to='live.broadcast')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='live.line')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='cues', to='live.runitem')),
            ],
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('broadcast', 'place'), name='live_item_place'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('live_ok', False), ('replay_ok', False)), models.Q(('basis', ''), _negated=True), _connector='OR'), name='live_item_by_what_right'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis__in', ('licence', 'permission')), _negated=True), models.Q(('basis_note', ''), _negated=True), _connector='OR'), name='live_item_says_why'),
        ),
        migrations.AddConstraint(
            model_name='runitem',
            constraint=models.CheckConstraint(condition=models.Q(('replay_ok', True), ('replay_until', None), _connector='OR'), name='live_item_replay_until'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('item', 'place'), name='live_line_place'),
        ),
        migrations.AddIndex(
            model_name='cue',
            index=models.Index(fields=['broadcast', 'tapped_at'], name='live_cue_in_order'),
        ),
        migrations.AddConstraint(
            model_name='cue',
            constraint=models.UniqueConstraint(fields=('broadcast', 'key'), name='live_cue_once'),
        ),
        migrations.AddConstraint(
            model_name='cue',
            constraint=models.CheckConstraint(condition=models.Q(('line', None), ('item__isnull', False), _connector='OR'), name='live_cue_line_of_item'),
        ),
        PrivateWall("live_runitem"),
        PrivateWall("live_line"),
        PrivateWall("live_cue"),
        SameService(child="live_runitem", parent="live_broadcast", column="broadcast_id"),
        SameService(child="live_line", parent="live_runitem", column="item_id"),
        SameService(child="live_cue", parent="live_broadcast", column="broadcast_id"),
        SameService(child="live_cue", parent="live_runitem", column="item_id"),
        SameService(child="live_cue", parent="live_line", column="line_id"),
    ]
