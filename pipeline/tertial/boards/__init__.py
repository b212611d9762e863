"""Codes and names as reports print them → the canonical names of boards."""

from __future__ import annotations

from tertial.boards.places import Mention, Opening
from tertial.boards.register import Register
from tertial.boards.resolver import Board
from tertial.boards.responsible import Responsible

__all__ = ["Board", "Mention", "Opening", "Register", "Responsible"]
