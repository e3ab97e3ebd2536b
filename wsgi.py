"""The site for a WSGI server: `granian --interface wsgi wsgi:application`."""

from selfcheck.commands.site import create_site

application = create_site()
