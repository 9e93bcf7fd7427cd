"""What the host has set, for the commands that need it."""

import os
from pathlib import Path

from dotenv import load_dotenv
from pydantic import ValidationError

from bridge.errors import SetUpError
from bridge.settings import Settings

REPO = Path(__file__).parents[2]


def settings() -> Settings:
    """Return the settings of the environment and of the file `.env`.

    Raises:
        SetUpError: one of them is wrong; the sentence names it.
    """
    load_dotenv(REPO / ".env")
    try:
        return Settings.from_env(os.environ)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise SetUpError(f"{str(first['loc'][0]).upper()}: {first['msg']}.") from None
