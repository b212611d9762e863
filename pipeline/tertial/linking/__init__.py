"""The same matter from one report to the next: links between items, and the threads that they make."""

from __future__ import annotations

from tertial.linking.options import LinkOptions
from tertial.linking.pairs import link
from tertial.linking.threads import Threads, thread

__all__ = ["LinkOptions", "Threads", "link", "thread"]
