"""What others may listen to, so that this application needs to know none of them."""

from django.dispatch import Signal

recovery_failed = Signal()  # of a row: a `BackupRun` or a `RestoreDrill` that didn't end well
