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
nothing_newer = There are no messages after these.
nothing_older = There are no messages before these.
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

## Registering and logging in

log_in = Log in
not_sent_yet = Not sent yet
do_not_send = Do not send it
logged_out_meanwhile = You were logged out meanwhile. Log in, and what you wrote can be sent.
session_has_ended = Your session has ended. Log in to go on: what you wrote is kept.
change_password = Change password
present_password_label = Present password
new_password_label = New password
wrong_password = This is not your present password. Try again.
password_changed = Password changed. Other devices have been logged out.
password_changed_meanwhile = Your password was changed elsewhere meanwhile. Type the one that is valid now.
other_devices_are_logged_out = Changing it logs your other devices out.
password_is_too_long = Your password is longer than { $count } characters, which is no longer possible. Choose another one.
copy_what_you_wrote = What you wrote was not saved. Copy it from here to send it again.
only_the_beginning = It was too long: this is only its beginning.
back_to_the_form = Back to the form
create_an_account = Create an account
create_account = Create account
new_here = New here? { $link }
have_an_account = Have an account? { $link }
username_label = Name
username_hint = Letters, digits, “_”, “-” and “.”; everybody sees it.
password_label = Password
password_hint = At least { $count } characters.
registration_closed = Registration is closed
registration_closed_advice = New accounts are not open here. Ask the person who runs this server for one.
wrong_login = This name and password don’t belong together. Try again.
username_taken = This name is taken. Choose another, or log in.
username_empty = Type a name.
username_too_long = Names have at most { $count } characters.
username_characters = Names consist of letters, digits, “_”, “-” and “.”.
username_no_letter = A name needs at least one letter or digit.
username_direction = A name that is written from right to left begins with such a letter, has no letters that are written the other way, and ends with a letter or digit.
username_scripts = The letters of a name are of one script: letters of several look alike.
username_looks_alike = This name looks like somebody else’s. Choose another.
password_too_short = Passwords have at least { $count } characters.
password_too_long = Passwords have at most { $count } characters.
password_common = Many people use this password, so it is guessed first. Choose another.
password_of_name = This password is little more than the name, so it is guessed first. Choose another.

## What goes wrong

to_the_rooms = To the rooms
problem_in_brief = { $title }. { $advice }
signed_out = You are logged out
signed_out_advice = Log in to go on.
not_found = Nothing is here
not_found_advice = The address may be mistyped, or what was here is gone or not for you.
wrong_method = This address works another way
wrong_method_advice = Go back and use the page's own buttons.
forgery = This request came from another site
forgery_advice = Nothing was done. Open Snug itself and try there.
other_host = This server has another address
other_host_advice = Open it at the address that it is known by.
unknown_host_advice = It answers here only to addresses of the local network. If it is yours, start it with --public-url and the address that people use.
unclear_host = This request does not say which server it is for
unclear_host_advice = Type the address of the server anew.
not_yours = This is not yours to do
not_yours_advice = Messages are changed by their authors, rooms by who made them, and both by the administrator.
room_is_archived = This room is archived
room_is_archived_advice = It can be read, but nobody writes in it any more.
bad_form = The form could not be read
bad_form_advice = Go back, reload the page and send it again.
too_large = That was too large
too_large_advice = Go back, shorten what you wrote and send it again.
too_slow = The form arrived too slowly
too_slow_advice = Check your connection, go back and send it again.
too_many_attempts = Too many attempts
too_many_attempts_advice = Wait { $count ->
    [one] 1 second
   *[other] { $count } seconds
}, then try again.
too_many_pages_advice = New messages do not appear here. Close some of the other pages.
too_busy = Snug is too busy right now
too_busy_advice = Nothing was done. Wait a few seconds, go back and try again.
our_fault = Something went wrong on our side
our_fault_advice = It has been noted. Go back and try again in a moment.

## A message

message = Message
message_to = Message to { $room }
send = Send
pinned = pinned
edited = edited
message_deleted = This message was deleted.
message_actions = Actions for this message
new_messages = New messages
# How many messages further down are new.
count_new = { $count } new ↓
mark_all_read = Mark all as read
# For those who listen: “In reply to ann: Shall we?”
in_reply_to = In reply to
# How a message begins that is answered.
whom_says = { $author }: { $text }
# What is cancelled is only for those who listen.
cancel_reply = Cancel { $what }
cancel_reply_what = the reply
whole_message = The whole message
table = Table
# What the boxes of a list of tasks say to those who listen.
task_done = Done
task_to_do = To do
# The box that shows what it hides.
show_spoiler = Show spoiler
all_lines = All { $count } lines
draft_empty = Write something first.
draft_too_long = This message has { $count } characters; the most is { $most }. Shorten it or send it in parts.
nonce_reused = This box had already sent another message. Your text is still here: send it once more.
nothing_to_answer = The message that you answer is not here any more. Your text is still here: send it once more, as a message of its own.
too_fast = You are sending faster than this server allows. Your text is still here: try again in { $count ->
    [one] 1 second
   *[other] { $count } seconds
}.
cannot_keep = Snug can’t keep messages right now. Your text is still here: try again in a moment.

## Changing a message

message_text = Text
save_message = Save
delete_this_message = Delete this message?
delete_message_note = Its text goes for good, with its earlier texts. That it was there stays visible.
delete_message = Delete
earlier_texts = Earlier texts
history_of = By { $author } ({ $message }).
history_of_message = the message

## A message's menu

back_to_message = Back to the message
message_by = Message by { $author }
reply = Reply
link_to_message = Link to this message
mark_unread_from_here = Mark unread from here
bookmark_message = Bookmark
remove_bookmark = Remove bookmark
pin_for_everybody = Pin for everybody here
unpin = Unpin
who_reacted = Who reacted
edit = Edit
delete_ask = Delete…
react = React
another_emoji = Another emoji, or its name
other_emoji = Other emoji or :name:
no_emoji = A reaction is one emoji, such as 👍, or its name, such as :tada:.
most_emoji = This message has { $count } different emoji already. Choose one of these.
most_pins = This room has as many pins as it may. Unpin another message first.

## Pins and bookmarks

pinned_messages = Pins
pinned_in = Pinned in { $room }, the newest pin first.
nothing_pinned = Nothing is pinned yet. Any member can pin a message from its menu (⋯).
bookmarks_note = Messages that you have bookmarked, the newest bookmark first. Nobody else sees them.
no_bookmarks = You have no bookmarks yet. Make one from a message’s menu (⋯).
older_bookmarks = Older bookmarks

## Reactions

reactions = Reactions
everybody_who_reacted = Everybody
reacted_with = { $people } reacted with { $emoji }
reacted_with_more = { $people } and { $count } more reacted with { $emoji }
reactions_to = { $message } is by { $author }.
reactions_to_message = The message
nobody_reacted = Nobody has reacted to it.

## Settings

settings = Settings
settings_saved = Saved.
how_you_are_shown = How others see you
display_name_label = Shown name
display_name_hint = Without one, { $name } is shown. You log in with { $name } in any case, and are mentioned as @{ $name }.
display_name_characters = Names are one line of visible characters.
display_name_taken = Somebody else logs in with this name, or one that looks like it. Choose another one.
picture_label = Picture
picture_hint = JPEG, PNG, WebP or GIF, up to { $size } MB. The middle of it is shown. The place and time it was taken at are not kept.
picture_unreadable = This file can’t be read as a picture. Choose a JPEG, PNG, WebP or GIF file.
picture_too_large = This file is too large; the most is { $size } MB. Choose a smaller one.
picture_too_many_pixels = This picture has too many pixels; the most is { $count } million. Make it smaller first.
save_profile = Save
remove_picture = Remove picture
language_and_times = Language and times
language_label = Language
language_of_browser = As the browser asks
language_hint = What people write stays in theirs.
zone_label = Time zone
zone_of_browser = Automatic
zone_hint = For the times of messages, on all your devices. Automatic is the browser’s zone, or this server’s without JavaScript.
save_settings = Save
no_such_setting = This choice does not exist here. Choose one of those in the lists.

## Rooms, listed and made

new_room = New room
your_rooms = Your rooms
rooms_to_join = Rooms you can join
who_can_be_in = Who can be in it
open_room_choice = Open: everybody with an account here finds it and can read and write in it
closed_room_choice = Closed: only whoever is invited knows of it
create_room = Create room
room_name_label = Name
room_description_label = What it is for (optional)
# Beside a room’s name.
closed_tag = closed
archived_tag = archived
nobody_has_spoken = nobody has spoken yet
no_such_kind = This kind of room does not exist here.
room_name_taken = There is a room of this name already. Choose another name.
room_name_empty = Give the room a name.
room_name_characters = Room names are one line of visible characters.
room_name_too_long = Room names have at most { $most } characters.
room_description_characters = Descriptions are one line of visible characters.
room_description_too_long = This description has { $count } characters; the most is { $most }.

## The page of a room

join = Join
to_pins = Pins
to_about = About
archived_note = This room is archived: it can be read, but nobody writes in it any more.
messages_live = Messages, live
stuck_note = { $link } if new messages do not appear.
stuck_reload = Reload
not_live = New messages do not appear on this page. { $link }

## About a room

about_room = About { $room }
open_room_note = This room is open: everybody with an account here can read and write in it.
closed_room_note = This room is closed: only whoever was invited knows of it.
direct_room_note = This conversation is between these people, and nobody can join them.
it_is_archived = It is archived: it can be read, but nobody writes in it any more.
two_sentences = { $first } { $second }
to_pinned_messages = Pinned messages
search_in_room = Search what was said here
join_room = Join this room
leave_room = Leave this room
tell_me_about = Tell me about
# These four go on after tell_me_about.
tell_everything = every message
tell_mentions = messages that mention me
tell_nothing = nothing
tell_nothing_hidden = nothing, and keep the room out of my list
save = Save
people = People
find_somebody = Find somebody
find = Find
# The name is only heard, so the word before it must stand by itself.
remove_member = Remove { $name }
no_member_so_named = Nobody here has such a name.
bring_in = Bring somebody in
bring_in_hint = The name of somebody with an account here.
bring_in_nobody = Nobody here has this name. Check how it is written.
add = Add
name_and_description = Name and description
archive_or_delete = Archive or delete
archive_room = Archive this room
unarchive_room = Take this room out of the archive
to_delete_room = Delete this room…
delete_room = Delete this room
delete_what = Delete { $room }?
all_said_goes = Everything that was said in { $room } goes for good, for everybody.
type_name_to_delete = Type the room’s name to delete it
not_its_name = This is not the room’s name. Type it as it stands above.

## Beginning a conversation

with_whom = With whom
with_whom_hint = One name or several, with spaces or commas between them. There is one conversation for each set of people.
open_conversation = Open the conversation
type_a_name = Type at least one name.
too_many_rooms = You have made { $most } rooms, as many as this server allows. Your text is still here: delete a room that nobody needs, then try again.
too_many_conversations = You have begun { $most } conversations, as many as this server allows. Write in one of them, or make a closed room.
too_many_in_direct = A conversation has at most { $most } people. Make a closed room for more.
some_not_here = Somebody of these is not here. Check how the names are written.

## Going somewhere

go_to_title = Go to
# Beside the names of rooms that were found.
a_conversation = Conversation
a_room = Room
a_closed_room = Closed room
an_archived_room = Archived
a_room_not_joined = Not joined

## Keys that do something

key_sends = Send the message
key_breaks_line = Begin a new line
key_edits_last = Edit your last message, when the box is empty
key_closes = Close a list, or stop editing
key_completes = Complete a person, a room, an emoji
key_switches = Go to a room or a person
key_next_room = Previous or next room
key_next_unread = Previous or next room with something unread
key_shows_keys = Show these keys
key_next_message = In the messages: the one before or after; Enter opens its menu
key_first_message = In the messages: the first or last one on the page
# Stands between two keys that do the same.
or = {" "}or{" "}
keys_need_scripts = They need JavaScript; everything they do is also reached by links and buttons.

## Searching messages

search_what_was_said = Search what was said
no_word_in_this = There is no word in this. Type one that the message has.
how_to_search = How to search
# What each of the operators finds: “in:general – in this room”.
finds_words = messages with both words, whatever their case and accents
finds_phrase = these words one after the other
finds_beginnings = words that begin so
finds_in_room = in this room; in:"Off topic" by its name
finds_from_person = by this person
finds_since = on this day or later; also after:2026-11 and after:2026
finds_until = earlier than this day; also before:2026-12 and before:2026
operators_note = All of them can be combined. Messages have everything that is typed; the newest come first.
results = Results
more_results = More results
older_results = Older results
search_further_back = Search further back
# Above what somebody said somewhere.
said_in = { $author } in { $room }
in_no_room = You are in no room “{ $room }”, and there is no open one. Check how it is written.
nobody_named = Nobody here is called “{ $name }”. Check how the name is written.
nothing_so_far = Nothing was found so far.
not_all_yet = That is not all yet.
no_older_results = There are no older results.
no_message_has_all = No message that you can see has all of this.
still_indexing = Older messages are still being indexed, which makes searching them slow.
looking_takes_longer = Looking through everything takes longer.

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

newer_messages = Newer messages
jump_to_newest = Jump to newest
no_answer = The server does not answer. Try again in a moment.
too_many_open = More pages are open than this server allows: new messages do not appear here. Close some of the others.
offline = You are offline. New messages will appear when the connection is back.
copy_link = Copy link
copied = Copied
told_older = Older messages: { $count }
told_newer = Newer messages: { $count }
replying_to = Replying to { $text }
cancel = Cancel
cancel_replying = Cancel the reply
lose_unsent = Messages not sent yet: { $count }. Log out, and lose them?
unsent_no_answer = Not sent yet: the server does not answer. It will be sent by itself.
unsent_other_account = Not sent: somebody else is logged in here now.
unsent_too_fast = You are sending faster than this server allows. It will be sent by itself.
unsent_busy = Not sent yet: the server is too busy. It will be sent by itself.
unsent_refused = The server did not take this.
try_now = Try now
retry = Retry
edit_unsent = Edit
delete_unsent = Delete
edit_label = Edit message
edit_keys = Enter saves, Esc cancels.
unsaved = Not saved. Try again in a moment.
unsaved_no_answer = Not saved: the server does not answer. Your text is kept; try again in a moment.
suggestions = Suggestions
told_suggestions = Suggestions: { $count }. { $text }
rooms_and_people = Rooms and people
room_or_person = Room or person
nothing_so_called = Nothing and nobody has such a name.
told_found = Found: { $count }
switch_shortcuts_off = Switch them off
nothing_unread = Nothing is unread
use_shortcuts = Use Ctrl or ⌘ + K, Alt + arrows and ? in this browser
