import branchline.core.ids
import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import PrivateWall, SameService


class Migration(migrations.Migration):

    dependencies = [
        ('live', '0007_private'),
        ('places', '0002_data_licence'),
    ]

    operations = [
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', branchline.core.ids.PublicIdField()),
                ('text', models.CharField(max_length=300)),
                ('name', models.CharField(blank=True, help_text='a first name, or none', max_length=30)),
                ('words_hash', models.CharField(help_text='of text and name: sent again it is the same', max_length=64)),
                ('state', models.CharField(choices=[('new', 'New'), ('shown', 'Shown now'), ('answered', 'Answered'), ('aside', 'Put aside')], default='new', max_length=8)),
                ('asked_at', models.DateTimeField()),
                ('shown_at', models.DateTimeField(help_text='the first time', null=True)),
            ],
        ),
        migrations.AddField(
            model_name='broadcast',
            name='takes_questions',
            field=models.BooleanField(db_default=False, default=False, help_text='whoever watches may ask; never of children’s'),
        ),
        migrations.AddConstraint(
            model_name='broadcast',
            constraint=models.CheckConstraint(condition=models.Q(('takes_questions', False), models.Q(('for_children', False), ('private', False)), _connector='OR'), name='live_broadcast_no_child_asks'),
        ),
        migrations.AddField(
            model_name='question',
            name='broadcast',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='live.broadcast'),
        ),
        migrations.AddField(
            model_name='question',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.service'),
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(fields=['broadcast', 'state', 'asked_at'], name='live_question_in_order'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('broadcast', 'words_hash'), name='live_question_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'shown')), fields=('broadcast',), name='live_question_one_shown'),
        ),
        PrivateWall("live_question"),
        SameService(child="live_question", parent="live_broadcast", column="broadcast_id"),
    ]
