"""The pure core: text in, decision out. Knows nothing of Discord, files, clocks or dice."""
