"""What a caller tells at the end: “that was hard” may be said after the report (of an attempt nothing else changes), and
who asks to be rung once at an hour is rung then, whatever hours they like else."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("calls", "0009_screening")]

    operations = [
        migrations.AddField(
            model_name="callee",
            name="asked_for",
            field=models.DateTimeField(
                help_text="they asked to be rung once then, also where it is no hour they like",
                null=True,
            ),
        ),
        migrations.RunSQL(
            "GRANT UPDATE (hard) ON calls_attempt TO branchline_web",
            "REVOKE UPDATE (hard) ON calls_attempt FROM branchline_web",
        )
    ]
