"""How knowledge becomes what the bot answers from.

Files of the knowledge folder come in; the edition that is served goes out, and is replaced while the bot runs. Keeps
every version in the store. Knows nothing of Discord.
"""
