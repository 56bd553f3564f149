"""Tables of the importer framework: what came in, from which file, and what it changed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..ids import PublicIdField
from ..tables import TableClass


class State(models.TextChoices):
    """How a run stands."""

    CHECKING = "checking", _("Being read")
    CHECKED = "checked", _("Waits for your yes")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Brought in")
    STOPPED = "stopped", _("Stopped")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class ImportRun(models.Model):
    """One file brought in. Without a service it is the country's geography or a national list."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    public_id = PublicIdField()
    service_id = models.BigIntegerField(null=True, db_index=True)
    importer = models.CharField(max_length=60, help_text="room.name: places.english_libraries")
    about = models.CharField(
        max_length=10, blank=True, help_text="public id of what the file is about, in its room"
    )
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(help_text="bytes, unpacked")
    original = models.CharField(
        max_length=200, blank=True, help_text="where the file itself is kept"
    )
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    started_by = models.CharField(max_length=60, blank=True, help_text="kind:id of who did it")
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    touched = ArrayField(
        models.BigIntegerField(), default=list, help_text="services whose rows it wrote"
    )
    problems = models.JSONField(default=list, help_text="the first findings, in words")
    would_change = models.JSONField(
        default=list,
        help_text="of a file that waits: the first [line, row number, who, [[what, before, after]]]",
    )

    # What only a file from the desk needs, which is read in the background and asked about.
    file = models.CharField(max_length=10, blank=True, help_text="public id of the kept original")
    lines = models.PositiveIntegerField(
        default=0, help_text="about how many rows there are to read"
    )
    headings = models.JSONField(default=list, help_text="as they stand in the file")
    chosen = models.JSONField(default=dict, help_text="{our column: its heading, or nothing}")
    notes = models.JSONField(default=list, help_text="about the file as a whole, in words")
    asides = models.JSONField(default=dict, help_text="{name: row numbers} of lists set aside")
    stopped_because = models.TextField(blank=True)
    taken_home = models.JSONField(
        default=list, help_text="[who, when]: each time the file or a list of it was downloaded"
    )
    taken_back = models.JSONField(default=dict, help_text="removed, restored, kept: in words")

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["service_id", "-started_at"], name="core_importrun_newest")]
        constraints = [
            # Two files of one kind at once would undo each other's comparisons.
            models.UniqueConstraint(
                fields=["service_id", "importer"],
                condition=Q(state__in=("running", "undoing")),
                name="core_importrun_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.importer} {self.public_id}"

    @property
    def at_work(self) -> bool:
        """Somebody has to wait."""
        return self.state in {State.CHECKING, State.RUNNING, State.UNDOING}

    @property
    def has_written(self) -> bool:
        """Something of the file is here, as far as we still remember what it was."""
        return ImportChange.objects.filter(run_id=self.pk).exists()


class ImportChange(models.Model):
    """What one batch of a run did to one table, so that it can be undone."""

    table_class: ClassVar[TableClass] = TableClass.SERVICE_PRIVATE

    # Not a foreign key: a run of a national list belongs to no service, its changes to many.
    run_id = models.BigIntegerField(db_index=True)
    service_id = models.BigIntegerField(null=True, db_index=True)
    batch = models.PositiveIntegerField(default=0, help_text="changes that belong together")
    model = models.CharField(max_length=80, help_text="app.model")
    added = ArrayField(models.BigIntegerField(), default=list, help_text="row numbers of new rows")
    added_sums = ArrayField(
        models.BigIntegerField(), default=list, help_text="checksums of those rows"
    )
    changed = models.JSONField(
        default=list, help_text="[row number, {field: before}, {field: after}]"
    )
    watched = ArrayField(
        models.CharField(max_length=60), default=list, help_text="fields in the checksum"
    )

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.run_id} {self.model}"
