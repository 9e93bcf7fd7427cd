"""Make the database ready, before Portal and Server start: tables, administrator, first objects.

Evennia would do this in its first run, ask questions at the terminal and restart the Server in the
middle, which throws out whoever has come in by then.
"""

import os
import sys
import time

import django
from django.core.management import call_command


def main() -> int:
    """Bring the database to this version; make what the first run needs."""
    django.setup()
    import evennia

    evennia._init()  # noqa: SLF001 - Evennia's own programs start like this
    call_command("migrate", interactive=False, verbosity=0)
    from evennia.accounts.models import AccountDB
    from evennia.server.models import ServerConfig

    if not AccountDB.objects.filter(id=1).exists():
        AccountDB.objects.create_superuser(
            os.environ["MUD_ADMIN_USER"], "", os.environ["MUD_ADMIN_PASSWORD"]
        )
    if ServerConfig.objects.conf("last_initial_setup_step") != "done":
        from evennia.server.initial_setup import create_objects

        create_objects()
        _send_home(AccountDB.objects.get(id=1))
        ServerConfig.objects.conf("server_epoch", time.time())
        ServerConfig.objects.conf("last_initial_setup_step", "done")
    return 0


def _send_home(administrator):
    """Take the administrator's character out of the world until somebody plays it."""
    for character in administrator.characters:
        character.db.prelogout_location, character.location = character.location, None


if __name__ == "__main__":
    sys.exit(main())
