import branchline.core.ids
import branchline.core.words
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PrivateWall, SameService


class Migration(migrations.Migration):
    """The room as it stands, in one step. A database that went the steps before has it already."""

    initial = True

    replaces = [
        ('surveys', '0001_surveys'),
    ]

    dependencies = [
        ('places', '0001_room'),
    ]

    operations = [
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('title', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated)),
                ('intro', branchline.core.words.TranslatedField(blank=True, default=branchline.core.words.Translated, help_text='a line of our own above the questions; may be empty')),
                ('sets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), help_text='keys of question sets: ons4-1', size=None)),
                ('about_kind', models.CharField(blank=True, help_text='events.occurrence', max_length=40)),
                ('about_id', models.CharField(blank=True, help_text='its public id', max_length=40)),
                ('asked_when', models.CharField(choices=[('once', 'Once, after it'), ('twice', 'Before and after, to see what changed')], default='once', max_length=6)),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField(help_text='no more answers from the public', null=True)),
                ('closed_at', models.DateTimeField(help_text='closed by a person: no more at all', null=True)),
                ('salt', models.CharField(blank=True, help_text='for the codes of pairs; destroyed at closing', max_length=64)),
                ('made_at', models.DateTimeField()),
                ('branch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.branch')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
            ],
            options={
                'indexes': [models.Index(fields=['service', 'about_kind', 'about_id'], name='surveys_survey_about'), models.Index(fields=['service', '-opens_at', '-public_id'], name='surveys_survey_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__isnull', True), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='surveys_survey_forwards'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('salt', ''), _connector='OR'), name='surveys_survey_salt_gone'), models.CheckConstraint(condition=models.Q(('sets', []), _negated=True), name='surveys_survey_asks')],
            },
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('answers', models.JSONField(default=dict, help_text='{question id: code}')),
                ('how', models.CharField(choices=[('link', 'By link'), ('qr', 'By the square code'), ('paper', 'On paper'), ('read_out', 'Read out')], max_length=8)),
                ('moment', models.CharField(choices=[('once', 'Once'), ('before', 'Before'), ('after', 'After')], max_length=6)),
                ('pair_code', models.CharField(blank=True, help_text='a hash that joins before and after; of nobody’s name', max_length=64)),
                ('language', models.CharField(max_length=2)),
                ('received_at', models.DateTimeField()),
                ('entered_by', models.BigIntegerField(help_text='the account that typed paper in; null when the person sent it', null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='surveys.survey')),
            ],
            options={
                'indexes': [models.Index(fields=['survey', 'moment'], name='surveys_response_of_survey'), models.Index(fields=['service', 'received_at'], name='surveys_response_age')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('moment', 'once'), _negated=True), ('pair_code', ''), _connector='OR'), name='surveys_response_pair_needs_two'), models.CheckConstraint(condition=models.Q(models.Q(('entered_by__isnull', True), ('how__in', ('link', 'qr'))), ('how__in', ('paper', 'read_out')), _connector='OR'), name='surveys_response_entered_by')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('question', models.CharField(max_length=60)),
                ('words', models.TextField(max_length=1000)),
                ('looks_personal', models.BooleanField(help_text='an address, number or postcode stands in it')),
                ('language', models.CharField(max_length=2)),
                ('received_on', models.DateField(help_text='the day only: a moment would lead to the answers')),
                ('struck_at', models.DateTimeField(help_text='when somebody took names out', null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='surveys.survey')),
            ],
            options={
                'indexes': [models.Index(fields=['survey', '-received_on', '-public_id'], name='surveys_remark_newest'), models.Index(fields=['service', 'received_on'], name='surveys_remark_age')],
            },
        ),
        migrations.CreateModel(
            name='AskedCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=[('once', 'Once'), ('before', 'Before'), ('after', 'After')], max_length=6)),
                ('people', models.PositiveIntegerField(default=0)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked_counts', to='surveys.survey')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('survey', 'moment'), name='surveys_askedcount_one_a_moment')],
            },
        ),
        PrivateWall('surveys_survey'),
        PrivateWall('surveys_response'),
        PrivateWall('surveys_remark'),
        PrivateWall('surveys_askedcount'),
        SameService(child='surveys_response', parent='surveys_survey', column='survey_id'),
        SameService(child='surveys_remark', parent='surveys_survey', column='survey_id'),
        SameService(child='surveys_askedcount', parent='surveys_survey', column='survey_id'),
    ]
