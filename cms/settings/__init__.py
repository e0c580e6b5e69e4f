"""Django settings in small files, each about one thing; values come from `environment.py` only."""

from .apps import *
from .backup import *
from .database import *
from .feed import *
from .http import *
from .logs import *
from .mail import *
from .partners import *
from .people import *
from .rest import *
from .storage import *
from .support import *
from .wagtail import *
