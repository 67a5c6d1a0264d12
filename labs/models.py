"""Labs as loaded, and what people hand in."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# Django looks for an app's models here.
from labs.comparisons import Comparison, PairReview, SimilarPair  # noqa: F401

GRADE_SUBMISSION = "labs.grade_submission"
"""The name of the Celery task that grades a submission; stored messages refer to it."""
MEASURE_SPEED = "labs.measure_speed"
"""That of the task that measures a speed that was held."""
RUN_SCRATCH = "labs.run_scratch"
"""That of the task that runs a scratch cell."""
RUN_PUBLIC = "labs.run_public"
"""That of the task that runs what a visitor tries."""
ANALYZE = "labs.analyze"
"""That of the task that computes the analysis of a large class."""
DRAW_CASES = "labs.draw_cases"
"""That of the task that draws the cases of a seed."""
COMPARE = "labs.compare_submissions"
"""That of the task that looks for similar submissions."""


class LabRevision(models.Model):
    """A lab's folder as it was when it was loaded.

    Submissions stay with the revision they were made on, so every revision is kept whole: a
    worker grades from ``files``, not from the author's folder. What pages show of it stands in
    fields of its own, because reading a lab runs the author's Python and pages must not.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="lab_revisions")
    digest = models.CharField(max_length=64)
    current = models.BooleanField(default=True)
    files = models.JSONField(help_text="Relative path: text.")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    minutes = models.PositiveIntegerField(default=0)
    difficulty = models.CharField(max_length=10, blank=True)
    tags = models.JSONField(default=list)
    needs = models.JSONField(default=list, help_text="Slugs of labs that are best done before.")
    statement = models.TextField()
    starter = models.TextField()
    hints = models.JSONField(default=list)
    functions = models.JSONField(default=list)
    visible_cases = models.JSONField(
        default=list, help_text="With answers, for programs: `grader.lab.visible_cases`."
    )
    form = models.JSONField(default=list, help_text="Fields that are asked for in place of code.")
    record = models.CharField(
        max_length=100, blank=True, help_text="What the class may compare; the least is the best."
    )
    solutions_after_full_marks = models.BooleanField(default=False)
    weights = models.JSONField(default=dict)
    thresholds = models.JSONField(default=dict)
    style = models.JSONField(
        default=dict, blank=True, help_text="Points and criteria of what a person grades."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "digest"], name="one_lab_revision_a_digest"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(current=True), name="one_current_lab_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title} ({self.digest[:8]})"


class Purpose(models.TextChoices):
    """What a submission is for: a trial run counts for nothing."""

    GRADED = "graded", _("For grading")
    TRIAL = "trial", _("Visible cases only")


class State(models.TextChoices):
    """How far the grading of a submission is."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Could not be graded")


WAITING = (State.QUEUED, State.RUNNING)


class Submission(models.Model):
    """A person's code for a lab, and its result.

    ``claim`` names the worker that is grading it now, which is believed until ``lease_until``.
    ``seed`` determines the hidden inputs and is never shown.
    ``score`` is out of 100; ``correctness`` and ``speed`` are fractions. ``speed_held``: all cases
    pass, and a host that counts (`courseware.grading_hosts`) is still to measure the speed.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="submissions")
    revision = models.ForeignKey(LabRevision, on_delete=models.PROTECT, related_name="submissions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="submissions"
    )
    code = models.TextField()
    file_name = models.CharField(
        max_length=100, blank=True, help_text="The uploaded file that the code came from."
    )
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.GRADED)
    key = models.CharField(max_length=64, help_text="The form's: the same form counts once.")
    late_by = models.DurationField(default=timedelta, help_text="By the dates of today.")
    late_as_received = models.DurationField(
        default=timedelta, help_text="The same by the dates of the moment when it came."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    claim = models.CharField(max_length=200, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    automatic = models.BooleanField(default=False, help_text="Started by the page, not by a click.")
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    grader_error = models.TextField(blank=True, help_text="What kept the grader from grading.")
    seed = models.CharField(max_length=40)

    verdict = models.CharField(max_length=30, blank=True)
    score = models.FloatField(null=True, blank=True)
    correctness = models.FloatField(null=True, blank=True)
    speed = models.FloatField(null=True, blank=True)
    speed_held = models.BooleanField(default=False, db_default=False)
    report = models.JSONField(default=dict, blank=True)
    flag = models.TextField(blank=True, help_text="What an instructor should look at.")
    graded_at = models.DateTimeField(null=True, blank=True)
    versions = models.CharField(
        max_length=100, blank=True, help_text="Of Python, NumPy and the grader, from the report."
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_submission_a_form"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
                name="lab_score_between_0_and_100",
            ),
        ]
        indexes = [
            models.Index(fields=["item", "user", "-created_at"], name="labs_of_a_person"),
            models.Index(fields=["state"], condition=~Q(state="done"), name="labs_not_yet_graded"),
            models.Index(fields=["item"], condition=~Q(flag=""), name="labs_flagged"),
            models.Index(fields=["item"], condition=Q(speed_held=True), name="labs_speed_held"),
            # Holds all that is asked of whole classes, so that no code and report is read for it.
            models.Index(
                fields=["item", "purpose", "user", "correctness"], name="labs_passed_by_a_person"
            ),
            # By it alone it is found whether an upgrade concerns anybody: reports are large.
            models.Index(fields=["item", "purpose", "state", "versions"], name="labs_by_versions"),
        ]

    def __str__(self) -> str:
        return f"Submission {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether a verdict is still to come."""
        return self.state in WAITING

    @property
    def is_trial(self) -> bool:
        """Whether only the visible cases are run, and nothing counts."""
        return self.purpose == Purpose.TRIAL

    @property
    def place(self) -> str:
        """Its reference in questions to the staff (`labs.places`)."""
        return f"submission/{self.pk}"

    def get_absolute_url(self) -> str:
        """The page with the code and the report."""
        course = self.item.course.slug
        return reverse("labs:submission", args=[course, self.item.slug, self.pk])


class StyleGrade(models.Model):
    """What a person gave for how a student's code reads; ``share`` of 100 points of the score."""

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="style_grades")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="style_grades"
    )
    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, related_name="style_grade"
    )
    fraction = models.FloatField()
    share = models.FloatField()
    grade = models.JSONField(help_text="With the lines of the rubric and the comments.")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "user"], name="one_style_grade_a_person"),
            models.CheckConstraint(
                condition=Q(fraction__gte=0, fraction__lte=1, share__gte=0, share__lte=100),
                name="style_grade_within_its_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"Style grade of submission {self.submission_id}"


class Listing(models.Model):
    """A person's wish to be in the table of a lab. Who has none is not in it."""

    class Display(models.TextChoices):
        """How the person is listed."""

        NAME = "name", _("With my name")
        ANONYMOUS = "anonymous", _("With my pen name")

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="listings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="listings"
    )
    display = models.CharField(max_length=10, choices=Display.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "user"], name="one_listing_a_person")
        ]

    def __str__(self) -> str:
        return f"Listing of {self.user_id} for {self.item_id}"


class CaseRecord(models.Model):
    """A case's result, stored as soon as it is known, so that a page can show it at once."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="cases")
    position = models.PositiveIntegerField()
    result = models.JSONField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "position"], name="one_record_a_case")
        ]

    def __str__(self) -> str:
        return f"Case {self.position} of submission {self.submission_id}"


class Draft(models.Model):
    """What a person has in the editor of a lab and has not submitted, for all their devices.

    ``version`` counts the texts that were stored: whoever writes names the one they have seen, so
    that two open pages do not overwrite each other unseen.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    code = models.TextField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="one_draft_a_person")]

    def __str__(self) -> str:
        return f"Draft of {self.user_id} for {self.item_id}"


class ScratchRun(models.Model):
    """A few lines that a person runs on their own code, to see what it does. Nothing is graded.

    ``result`` is empty until it has been run; ``failed`` says that the sandbox could not run it.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="scratch_runs")
    revision = models.ForeignKey(LabRevision, on_delete=models.CASCADE, related_name="scratch_runs")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scratch_runs"
    )
    code = models.TextField()
    lines = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)
    failed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="scratch_of_a_person")]

    def __str__(self) -> str:
        return f"Scratch run {self.pk}"


class PublicRun(models.Model):
    """A visitor's code, run on the visible cases; deleted within the hour.

    Whoever knows ``secret`` sees it. ``result`` is empty until it has been run; ``failed`` says
    that the sandbox could not run it.
    """

    revision = models.ForeignKey(LabRevision, on_delete=models.CASCADE, related_name="public_runs")
    secret = models.CharField(max_length=64, unique=True)
    code = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)
    failed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"Public run {self.pk}"


class LabAnalysis(models.Model):
    """The analysis of a lab in a large class, as a worker has computed it.

    ``scope`` says whose submissions it is about (`courseware.analysis.scope`); ``fingerprint`` is
    of the submissions that it was made from.
    """

    item = models.ForeignKey("items.Item", on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=300, blank=True)
    fingerprint = models.CharField(max_length=300)
    facts = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "scope"], name="one_lab_analysis_a_scope")
        ]

    def __str__(self) -> str:
        return f"Analysis of {self.item}, {self.made_at:%Y-%m-%d %H:%M}"


class CaseDraw(models.Model):
    """The cases of a revision with the inputs of one seed, as a worker has drawn them.

    A page must not run the author's Python. ``cases`` is empty until they are drawn; ``error`` says
    why they could not be.
    """

    revision = models.ForeignKey(LabRevision, on_delete=models.CASCADE, related_name="draws")
    seed = models.CharField(max_length=40)
    cases = models.JSONField(default=list)
    error = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "seed"], name="one_draw_a_seed")]

    def __str__(self) -> str:
        return f"Cases of {self.revision_id} for {self.seed}"
