# Everything that Snug says, in English. Each name is used by src/views; `just ci` tells what a language lacks.

## Around every page

skip = Skip to the content
brand_link = Snug: all rooms
rooms = Rooms
close = Close
search_messages = Search messages
search = Search
go_to = Go to…
all_rooms = All rooms
bookmarks = Bookmarks
new_conversation = New conversation
keyboard_shortcuts = Keyboard shortcuts
log_out = Log out
conversations = Conversations
# After a room's name, for those who listen: “general, unread”.
unread = unread
# Stands between two of several.
comma = {","}{" "}
# After their number, for those who listen: “general, 2 for you”.
for_you = { $count ->
   *[other] for you
}
# A direct conversation with nobody else in it.
yourself = Yourself

## A room, live

here = Here:
messages = Messages
messages_in = Messages in { $room }
nothing_yet = Nobody has said anything here yet. Write the first message.
older_messages = Older messages
and_more = { $count ->
   *[other] and { $count } more
}
typing = { $name } is typing…
shut_out = This room is not open to you any more.
to_other_rooms = To the other rooms
logged_out = Logged out
logged_out_note = You are logged out. { $link } to go on.
log_in_again = Log in again
too_many_pages = Too many pages are open
frame_full = More pages are open than this server allows: new messages do not appear here. Close some of the others, or { $link } to see what is new.
frame_full_reload = reload
reload = Reload
write = Write

## Times

month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
month_short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
day_in_words = { weekday }, { $day } { month } { $year }
day_and_time = { $day } { month_short } { $year }, { $time }

## Scripts

offline = You are offline. New messages will appear when the connection is back.
