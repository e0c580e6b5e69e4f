"""Sign-ins of this process: how many, how many in vain, how many locked out."""

from typing import Any, Final

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from prometheus_client import Counter

SIGN_INS: Final = Counter("fundrepo_sign_ins", "Sign-ins to the admin by how they ended", ("outcome",))


@receiver(user_logged_in)
def count_sign_in(**_: Any) -> None:
    """Somebody signed in."""
    SIGN_INS.labels("signed_in").inc()


@receiver(user_login_failed)
def count_failure(**_: Any) -> None:
    """A password or a code was wrong."""
    SIGN_INS.labels("refused").inc()


@receiver(user_locked_out)
def count_lock_out(**_: Any) -> None:
    """A name or an address was locked."""
    SIGN_INS.labels("locked_out").inc()
