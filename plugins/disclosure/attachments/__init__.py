"""What is in an attachment: its texts, its flaws, and the copy of it that is published.

Pure functions of a name and bytes. They raise nothing, whatever the bytes are.
"""

from .copies import copy_of as copy_of
from .facts import Flaw as Flaw
from .facts import Inspection as Inspection
from .facts import Leak as Leak
from .facts import Passage as Passage
from .facts import packed as packed
from .facts import unpacked as unpacked
from .inspection import inspect as inspect
from .inspection import passages as passages
