"""Measuring and learning, for those who develop the bot or write knowledge: evaluation, tuning, benchmarks."""
