"""What an approval says; `approved` listens, so that the tables needn't know what follows from them."""

from django.dispatch import Signal

partner_approved = Signal()
"""`partner`, `at`: a version of a partner became effective."""

partner_withdrawn = Signal()
"""`partner`, `by`: a partner's approval ran out."""

key_approved = Signal()
"""`partner`, `at`: another key was approved."""
