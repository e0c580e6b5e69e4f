"""What other rooms may hear of previews."""

from django.dispatch import Signal

preview_issued = Signal()
"""Somebody began to look at a draft: `user` and `obj`; typing on while looking doesn't send it again."""
