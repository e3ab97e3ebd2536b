"""The site: Flask only. Views load, allow, read the form, call one verb of the workflow and answer; no more."""
