import django.db.models.deletion
from django.db import migrations, models

from branchline.core.walls import SameService


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_would_change'),
        ('live', '0009_captions'),
    ]

    operations = [
        migrations.AddField(
            model_name='runitem',
            name='permission',
            field=models.ForeignKey(help_text='the email or licence itself; copied sheets share it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile'),
        ),
        SameService(child="live_runitem", parent="core_storedfile", column="permission_id"),
    ]
