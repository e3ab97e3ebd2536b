"""The command line: names, exit codes and JSON keys are a contract with scripts."""
