"""Tests of how statements of status are judged."""
