"""How knowledge becomes what the bot answers from.

Files of the knowledge folder come in; the edition that is served goes out, and is replaced while the bot runs. Keeps
every version in the store. Knows nothing of Discord.

The way of a change: `folder` reads files, `maker` has them proved by a `worker`, a process of its own that can be ended
(`worker_process` runs there; `compiled` remembers in the `cache` what it came to), and builds an `edition`;
`publisher` keeps, serves and tells of it, and `mirror` brings the folder to it. `start` decides what is served first,
`follower` takes up what other processes publish, `watching` notices both that and edits of the folder.
"""
