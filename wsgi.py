"""The site for a WSGI server: `granian --interface wsgi wsgi:application`."""

import logging

from selfcheck.commands.site import create_site

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

application = create_site()
