"""The crisis floor: sees that somebody may be in danger and answers, whatever else has failed.

Standard library only, no input or output after import, nothing of ours is imported.
"""

from crisis.asked import numbers_for
from crisis.detector import HAS_VOTE, Recent, detect, warm
from crisis.guard import fit_anywhere, guard, language_of, unsaid
from crisis.resources import helpline
from crisis.rows.evidence import Level
from crisis.state import CrisisState, Response
from crisis.texts.prompt import PROMPT, note
from crisis.texts.reply import STAYING, block, help_text
from crisis.weighing import Verdict

__all__ = [
    "HAS_VOTE",
    "PROMPT",
    "STAYING",
    "CrisisState",
    "Level",
    "Recent",
    "Response",
    "Verdict",
    "block",
    "detect",
    "fit_anywhere",
    "guard",
    "help_text",
    "helpline",
    "language_of",
    "note",
    "numbers_for",
    "unsaid",
    "warm",
]
