"""The bot for many servers, tried on this machine: `python -m tests.scale`, see `__main__`."""
