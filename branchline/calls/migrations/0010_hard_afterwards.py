"""“That was hard” may be said after the report: of an attempt nothing else changes."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("calls", "0009_screening")]

    operations = [
        migrations.RunSQL(
            "GRANT UPDATE (hard) ON calls_attempt TO branchline_web",
            "REVOKE UPDATE (hard) ON calls_attempt FROM branchline_web",
        )
    ]
