import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import SameService


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_limits'),
    ]

    operations = [
        migrations.AddField(
            model_name='storedfile',
            name='height',
            field=models.PositiveIntegerField(help_text='pixels', null=True),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='smaller_than',
            field=models.ForeignKey(help_text='the largest copy of the same picture', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='smaller', to='core.storedfile'),
        ),
        migrations.AddField(
            model_name='storedfile',
            name='width',
            field=models.PositiveIntegerField(help_text='pixels', null=True),
        ),
        SameService('core_storedfile', 'core_storedfile', 'smaller_than_id'),
    ]
