"""How knowledge becomes what the bot answers from.

Files of the knowledge folder come in; the edition that is served goes out, and is replaced while the bot runs. Keeps
every version in the store. Knows nothing of Discord.

The way of a change: `folder` reads files, `maker` has them proved by a `worker`, a process of its own that can be ended
(`worker_process` runs there; `compiled` remembers in the `cache` what it came to), and builds an `edition`;
`publisher` takes wishes and makes drafts of them, `publication` keeps, serves and tells of a version, and `mirror`
brings the folder to it, by `merging` where that was edited. `start` decides what is served first, `follower` takes up
what other processes publish, `watching` notices both that and edits of the folder. With four eyes, `eyes` says what a
change lacks, and `approval` which published versions lack nothing: each of these ways asks one of the two.
"""
