"""What the bot does on Discord. Cogs hold no rule: they read a message, ask the core, and act."""
