"""The lab: questions whose right reply is known go in; how good and how quick the replies are, and weights, come out.

It asks the core, and Discord for the cost of a message, as anybody does. Nothing of the bot needs the lab.
"""
