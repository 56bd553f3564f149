from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0001_outbox'),
        ('places', '0001_places'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='message',
            name='messages_message_open',
        ),
        migrations.RemoveIndex(
            model_name='message',
            name='messages_message_newest',
        ),
        migrations.RemoveField(
            model_name='printrun',
            name='pages',
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state__in', ['queued', 'sending', 'uncertain', 'failed'])), fields=['service', 'state', 'due_at'], name='messages_message_open'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['service', 'id'], name='messages_message_newest'),
        ),
    ]
