"""What the bot does on Discord. Cogs hold no rule: they read a message, ask the core, and act.

What comes in is an event or a command; what goes out is worded by render. No cog knows the app, which adds them all.

ask          questions in the channel                       commands, listings   /ask, /stat and the others
buttons      what stands below a reply                      figures              the menu that checks a message
knowledge    /knowledge: a command -> a deed                server, privacy      settings of servers and people
drafts, gaps what moderators are shown, with its buttons    deeds                who may, and what they are told
reports      what moderators' channels are told             corrections, upkeep  what was said before
items, forms buttons, menus and forms that survive restarts; telling and pictures, what all of them send
"""
