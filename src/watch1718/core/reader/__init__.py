"""What one text says of dealings with the DPRK.

document -> sentences -> mentions -> events -> drafts -> claims, in one pure call: ``read(document, lexicon)``.
"""

from watch1718.core.reader.lexicon import Lexicon
from watch1718.core.reader.read import read

__all__ = ["Lexicon", "read"]
