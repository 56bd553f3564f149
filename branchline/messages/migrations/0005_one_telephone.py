from django.db import migrations

from branchline.core import telephones


def to_the_service(apps, schema_editor):
    """A number that stood in the letters only is the service's from now on."""
    here = schema_editor.connection.alias
    Service = apps.get_model("places", "Service")
    for sender in apps.get_model("messages", "Sender")._base_manager.using(here).exclude(telephone=""):
        number = telephones.plain(sender.telephone)
        if number:
            Service._base_manager.using(here).filter(pk=sender.service_id, phone="").update(phone=number)


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0004_calls'),
        ('places', '0004_poster_codes'),
    ]

    operations = [
        migrations.RunPython(to_the_service, migrations.RunPython.noop),
        migrations.RemoveField(model_name='sender', name='telephone'),
    ]
