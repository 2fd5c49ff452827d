# The strings of the interface in English. src/views uses each name; a test reports missing and unused ones.

## Every page

skip = Skip to the content
brand_link = { $name }: all rooms
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
# After a room's name, for screen readers: “general, unread”.
unread = unread
# Separates the items of a list.
comma = {","}{" "}
# After a number of mentions, for screen readers: “general, 2 mentions”.
for_you = { $count ->
    [one] mention
   *[other] mentions
}
# The name of a direct conversation with oneself.
yourself = Yourself

## A room, live

people_here = Here:
messages = Messages
messages_in = Messages in { $room }
no_newer_messages = There are no messages after these.
no_older_messages = There are no messages before these.
empty_room = No messages here yet. Write the first one.
older_messages = Older messages
and_more = { $count ->
   *[other] and { $count } more
}
typing = { $name } is typing…
access_lost = You no longer have access to this room.
to_other_rooms = Go to other rooms
logged_out = Logged out
logged_out_note = You are logged out. { $link } to continue.
log_in_again = Log in again
too_many_pages = Too many pages are open
frame_full = Too many pages are open, so new messages do not appear here. Close some of the others, or { $link } to see new messages.
frame_full_reload = reload
reload = Reload
write = Write

## Accounts

log_in = Log in
not_sent_yet = Not sent yet
discard_unsent = Discard
session_ended_before_sending = You have been logged out. Log in to send what you wrote.
session_has_ended = Your session has ended. Log in to continue. What you wrote is saved.
change_password = Change password
present_password_label = Current password
new_password_label = New password
wrong_password = Wrong password. Try again.
password_changed = Password changed. Other devices have been logged out.
password_changed_meanwhile = Your password has been changed elsewhere. Enter the new one.
other_devices_are_logged_out = This logs you out on all other devices.
password_is_too_long = Your password is longer than { $count } characters, which is no longer allowed. Choose another one.
copy_unsaved_text = What you wrote was not saved. Copy it from here to send it again.
text_truncated = It was too long: only its beginning is shown.
back_to_the_form = Back to the form
create_an_account = Create an account
create_account = Create account
new_here = New here? { $link }
have_an_account = Already have an account? { $link }
username_label = Username
username_hint = Letters, digits, “_”, “-” and “.”. Everyone can see it.
password_label = Password
password_hint = At least { $count } characters.
registration_closed = Registration is closed
registration_closed_advice = Ask the administrator of this server for an account.
wrong_login = Wrong username or password. Try again.
username_taken = This username is taken. Choose another one, or log in.
username_empty = Enter a name.
username_too_long = Names can have at most { $count } characters.
username_characters = Names can contain letters, digits, “_”, “-” and “.”.
username_no_letter = A name needs at least one letter or digit.
username_direction = A right-to-left name must begin with a right-to-left letter, contain no left-to-right letters, and end with a letter or digit.
username_scripts = All letters of a name must be of one script, because letters of different scripts can look alike.
username_looks_alike = This name looks like someone else’s. Choose another one.
password_too_short = Passwords must have at least { $count } characters.
password_too_long = Passwords can have at most { $count } characters.
password_common = This password is too common. Choose another one.
password_of_name = This password is too similar to your name. Choose another one.

## Errors

to_the_rooms = Go to rooms
problem_in_brief = { $title }. { $advice }
login_required = You are logged out
login_required_advice = Log in to continue.
not_found = Page not found
not_found_advice = The address may be wrong, or the page was deleted, or you don’t have access to it.
method_not_allowed = This address can’t be used like this
method_not_allowed_advice = Go back and use the buttons of the page.
cross_site_request = This request came from another site
cross_site_request_advice = Nothing was changed. Open this site directly and try again there.
wrong_host = This server has another address
wrong_host_advice = Open it at its public address.
unknown_host_advice = Here it responds only to addresses of the local network. If this is your server, start it with --public-url and the address that people use.
invalid_host = This request does not say which server it is for
invalid_host_advice = Enter the address of the server again.
forbidden = You can’t do this
forbidden_advice = Only its author or an administrator can change a message; only its creator or an administrator can change a room.
room_is_archived = This room is archived
room_is_archived_advice = You can read it, but nobody can write in it.
bad_form = The form could not be read
bad_form_advice = Go back, reload the page and send it again.
too_large = That was too large
too_large_advice = Go back, shorten what you wrote and send it again.
request_timeout = The form arrived too slowly
request_timeout_advice = Check your connection, go back and send it again.
too_many_attempts = Too many attempts
too_many_attempts_advice = Wait { $count ->
    [one] 1 second
   *[other] { $count } seconds
}, then try again.
too_many_pages_advice = New messages do not appear here. Close some of the other pages.
too_busy = The server is too busy right now
too_busy_advice = Nothing was done. Wait a few seconds, go back and try again.
internal_error = Something went wrong
internal_error_advice = The error has been logged. Go back and try again in a moment.

## A message

message = Message
message_to = Message to { $room }
send = Send
pinned = pinned
edited = edited
message_deleted = This message was deleted.
message_actions = Actions for this message
# The number of new messages below the screen.
count_new = { $count } new ↓
mark_all_read = Mark all as read
# For screen readers: “In reply to ann: Shall we?”
in_reply_to = In reply to
# The quote above a reply.
quote_line = { $author }: { $text }
# { $what } is for screen readers only.
cancel_reply = Cancel { $what }
cancel_reply_object = the reply
table = Table
# The accessible names of checkboxes in task lists.
task_done = Done
task_to_do = To do
# The label of a hidden spoiler.
show_spoiler = Show spoiler
draft_empty = Write something first.
draft_too_long = This message has { $count } characters; the maximum is { $most }. Shorten it or send it in parts.
nonce_reused = Another message has already been sent from this form. Your text is still here: send it again.
reply_target_deleted = The message that you reply to has been deleted. Your text is still here: send it again as a new message.
too_fast = You are sending too fast. Your text is still here: try again in { $count ->
    [one] 1 second
   *[other] { $count } seconds
}.
cannot_store = The server can’t save messages right now. Your text is still here: try again in a moment.

## Editing and deleting

message_text = Text
save_message = Save
delete_this_message = Delete this message?
delete_message_note = Its text and all earlier versions are deleted for good. A note that a message was deleted remains.
delete_message = Delete
edit_history = Edit history
history_of = By { $author } ({ $message }).
history_of_message = the message

## A message's menu

back_to_message = Back to the message
message_by = Message by { $author }
reply = Reply
link_to_message = Link to this message
mark_unread_from_here = Mark as unread from here
bookmark_message = Bookmark
remove_bookmark = Remove bookmark
pin_for_everybody = Pin for everyone
unpin = Unpin
who_reacted = Who reacted
edit = Edit
delete_ask = Delete…
react = React
another_emoji = Another emoji, or its name
other_emoji = Other emoji or :name:
no_emoji = A reaction is one emoji, such as 👍, or its name, such as :tada:.
too_many_emoji = This message already has { $count } different reactions. Choose one of these.
too_many_pins = This room has the maximum number of pins. Unpin another message first.

## Pins and bookmarks

pinned_messages = Pins
pinned_in = Pinned in { $room }, newest pin first.
no_pins = Nothing is pinned yet. Any member can pin a message from its menu (⋯).
bookmarks_note = Messages that you have bookmarked, newest bookmark first. Only you can see them.
no_bookmarks = You have no bookmarks yet. Add one from a message’s menu (⋯).
older_bookmarks = Older bookmarks

## Reactions

reactions = Reactions
everybody_who_reacted = Show all
reacted_with = { $people } reacted with { $emoji }
reacted_with_more = { $people } and { $count } more reacted with { $emoji }
reactions_to = { $message } is by { $author }.
reactions_to_message = The message
nobody_reacted = Nobody has reacted to it.

## Settings

settings = Settings
settings_saved = Saved.
appearance = Appearance
colours_label = Theme
colours_of_system = Same as device
light_colours = Light
dark_colours = Dark
text_size_label = Text size
normal_text = Normal
large_text = Large
larger_text = Larger
appearance_hint = This applies on all your devices. You can also zoom in your browser.
# Short names of pages of the settings.
profile_tab = Profile
sessions_tab = Sessions
sessions = Where you are logged in
sessions_note = Your account is logged in on these browsers. Log out those that you don’t know or no longer use.
this_session = this browser
browser_on_system = { $browser } on { $system }
unknown_browser = Unknown browser
session_network = Network: { $network }
session_started = Logged in: { $time }
session_used = Last used: { $time }
confirm_with_password = To confirm it’s you.
end_chosen_sessions = Log out selected browsers
end_other_sessions = Log out everywhere else
no_session_chosen = Choose at least one browser.
sessions_ended = { $count ->
    [0] None of them was still logged in.
    [one] One browser has been logged out.
   *[other] { $count } browsers have been logged out.
}
profile = Profile
display_name_label = Display name
display_name_hint = If empty, { $name } is shown. You always log in as { $name } and are mentioned as @{ $name }.
display_name_characters = Names must be one line of visible characters.
display_name_taken = This name is someone else’s username, or looks like it. Choose another one.
picture_label = Picture
picture_hint = JPEG, PNG, WebP or GIF, up to { $size } MB. It is cropped to the centre. Place and time of a photo are removed.
picture_unreadable = This file can’t be read as a picture. Choose a JPEG, PNG, WebP or GIF file.
picture_too_large = This file is too large; the maximum is { $size } MB. Choose a smaller one.
picture_too_many_pixels = This picture has too many pixels; the maximum is { $count } million. Scale it down first.
save_profile = Save
remove_picture = Remove picture
language_and_times = Language and times
language_label = Language
language_of_browser = Same as the browser
language_hint = Messages stay in the language they were written in.
zone_label = Time zone
zone_of_browser = Automatic
zone_hint = For times on all your devices. Automatic: the browser’s time zone, or this server’s without JavaScript.
save_settings = Save
no_such_setting = This choice doesn’t exist. Choose one from the list.

## List of rooms, new rooms

new_room = New room
your_rooms = Your rooms
rooms_to_join = Rooms you can join
room_kind_label = Who can join
open_room_choice = Open: everyone with an account can find, read and write in it
closed_room_choice = Closed: only people who are invited can see it
create_room = Create room
room_name_label = Name
room_description_label = Description (optional)
# Beside a room’s name.
closed_tag = closed
archived_tag = archived
no_messages_yet = no messages yet
no_such_kind = This kind of room doesn’t exist.
room_name_taken = A room with this name already exists. Choose another name.
room_name_empty = Give the room a name.
room_name_characters = Room names must be one line of visible characters.
room_name_too_long = Room names can have at most { $most } characters.
room_description_characters = Descriptions must be one line of visible characters.
room_description_too_long = This description has { $count } characters; the maximum is { $most }.

## The page of a room

join = Join
to_pins = Pins
to_room_details = Details
archived_note = This room is archived: you can read it, but nobody can write in it.
messages_live = Messages, live
stalled_note = { $link } if new messages do not appear.
stalled_reload = Reload
not_live = New messages do not appear on this page. { $link }

## A room's details

details_of_room = About { $room }
open_room_note = This room is open: everyone with an account can read and write in it.
closed_room_note = This room is closed: only people who were invited can see it.
direct_room_note = This conversation is between these people. Nobody else can join.
it_is_archived = It is archived: you can read it, but nobody can write in it.
two_sentences = { $first } { $second }
to_pinned_messages = Pinned messages
search_in_room = Search in this room
join_room = Join this room
leave_room = Leave this room
notify_label = Notify me about
# These four continue notify_label.
notify_everything = every message
notify_mentions = messages that mention me
notify_nothing = nothing
notify_nothing_hidden = nothing, and hide the room from my list
save = Save
people = People
find_somebody = Find people
find = Find
# The name is for screen readers only, so the text must make sense without it.
remove_member = Remove { $name }
no_such_member = No member has this name.
add_member = Add people
add_member_hint = Username or display name of one or several people, separated by commas.
no_such_account = No account has this name. Check the spelling.
add = Add
name_and_description = Name and description
archive_or_delete = Archive or delete
archive_room = Archive this room
unarchive_room = Unarchive this room
to_delete_room = Delete this room…
delete_room = Delete this room
delete_room_title = Delete { $room }?
delete_room_note = All messages in { $room } will be deleted for good, for everyone.
type_name_to_delete = Type the room’s name to confirm
wrong_room_name = This is not the room’s name. Type it exactly as shown above.

## Direct conversations

direct_people_label = People
direct_people_hint = Usernames or display names, separated by commas. Each group of people has one conversation.
open_conversation = Open the conversation
type_a_name = Enter at least one name.
too_many_rooms = You have created { $most } rooms, the maximum on this server. Your text is still here: delete a room, then try again.
too_many_conversations = You have started { $most } conversations, the maximum on this server. Use one of them, or create a closed room.
too_many_in_direct = A conversation can have at most { $most } people. Create a closed room for more.

## Quick switcher

go_to_title = Go to
# Beside the names of found rooms.
a_conversation = Conversation
a_room = Room
a_closed_room = Closed room
an_archived_room = Archived
a_room_not_joined = Not joined

## Keyboard shortcuts

key_sends = Send the message
key_breaks_line = Start a new line
key_edits_last = Edit your last message, when the text box is empty
key_closes = Close a list, or stop editing
key_completes = Complete a name, room or emoji
key_switches = Go to a room or a person
key_next_room = Previous or next room
key_next_unread = Previous or next unread room
key_shows_keys = Show this list
key_next_message = In the message list: previous or next message; Enter opens its menu
key_first_message = In the message list: first or last message on the page
# Separates alternative keys.
or = {" "}or{" "}
keys_need_scripts = Shortcuts need JavaScript. Links and buttons do the same.

## Search

search_all_messages = Search all messages
empty_search = Enter at least one word to search for.
how_to_search = How to search
# What each operator finds: “in:general – in this room”.
finds_words = messages with both words, ignoring case and accents
finds_phrase = this exact phrase
finds_beginnings = words that begin like this
finds_in_room = in this room; by name: in:"Off topic"
finds_from_person = from this person
finds_since = on this day or later; also after:2026-11 and after:2026
finds_until = before this day; also before:2026-12 and before:2026
operators_note = You can combine them. Results contain everything that you typed, newest first.
results = Results
more_results = More results
older_results = Older results
search_further_back = Search further back
# Above a search result.
author_in_room = { $author } in { $room }
no_such_room = There is no room “{ $room }” that you can search. Check the spelling.
no_such_author = Nobody is called “{ $name }”. Check the spelling.
no_results_so_far = No results so far
partial_results = There may be more results.
no_older_results = There are no older results.
no_results = No results
still_indexing = Older messages are still being indexed, so searching them is slow.
full_search_is_slower = Searching everything takes longer.

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

## app.js

newer_messages = Newer messages
jump_to_newest = Jump to newest
no_answer = The server is not responding. Try again in a moment.
too_many_open = Too many pages are open, so new messages do not appear here. Close some of the others.
offline = You are offline. New messages will appear when the connection is back.
copy_link = Copy link
copied = Copied
announce_older = Older messages: { $count }
announce_newer = Newer messages: { $count }
replying_to = Replying to { $text }
cancel = Cancel
cancel_replying = Cancel the reply
lose_unsent = Unsent messages: { $count }. Log out and discard them?
unsent_no_answer = Not sent yet: the server is not responding. It will be sent automatically.
unsent_other_account = Not sent: another account is logged in here now.
unsent_too_fast = You are sending too fast. It will be sent automatically.
unsent_busy = Not sent yet: the server is too busy. It will be sent automatically.
unsent_refused = The server rejected this message.
try_now = Try now
retry = Retry
edit_unsent = Edit
delete_unsent = Delete
edit_label = Edit message
edit_keys = Enter saves, Esc cancels.
unsaved = Not saved. Try again in a moment.
unsaved_no_answer = Not saved: the server is not responding. Your text is still here: try again in a moment.
suggestions = Suggestions
announce_suggestions = Suggestions: { $count }. { $text }
rooms_and_people = Rooms and people
room_or_person = Room or person
no_such_destination = No results
announce_results = Results: { $count }
turn_shortcuts_off = Turn shortcuts off
nothing_unread = No unread rooms
use_shortcuts = Enable shortcuts in this browser: Ctrl or ⌘ + K, Alt + arrows, ?

## Administration, invitations and links

administration = Administration
overview = Overview
invitations = Invitations
invite_people = Invite people
audit_log = Audit log
welcome_administrator = Welcome! You are the administrator of this server. Invite the first people below, or go to the rooms.
reach = Address of this server
only_this_machine = Only this computer can open this address. To let others in, start Snug with --listen 0.0.0.0:5001, or behind a proxy with --public-url.
open_to_the_world = Everyone who can open this address can create an account.
registration_open_note = Everyone can create an account.
registration_invite_note = New accounts need an invitation.
registration_closed_note = Nobody can create an account.
change_who_may_register = Change who can register
in_numbers = In numbers
status_ready = The server works: it reads and writes, and its jobs run.
status_not_ready = The server has problems
status_now = Now
status_stored = What is stored
status_waiting = What waits
status_refused = Refused since the start
status_nothing_refused = No limit has refused anything.
status_last_hour = The last hour
status_figures_in_table = All figures of the last hour
minutes_ago = Minutes ago
server_version = Version
running_since = Running since
open_connections = Open connections
live_pages = Pages with live updates
posts_last_hour = Messages in the last hour
all_messages = Messages
database_size = Database
log_size = Write-ahead log
files_size = Files
free_space = Free on the disk
schema_version = Version of the database
waiting_writes = Changes to be stored
waiting_mails = E-mails to be sent
waiting_pushes = Notifications to be sent
waiting_removals = Files to be removed
waiting_index = Messages to be indexed for search
chart_posts = Messages per minute
chart_deliveries = Deliveries per minute
chart_requests = Requests per minute
chart_refused = Refused per minute
chart_latency = Response time of 95 in 100 requests
chart_memory = Memory
check_reads = Reading from the database
check_writes = Writing to the database
check_disk = Space on the disk
check_jobs = Background jobs
check_running = The server stops
status_title = Status
chart_now_most = Now: { $now }; most: { $most }
milliseconds = { $count } ms
invitations_note = Anyone with an invitation link can create an account. You can revoke an invitation at any time.
new_invitation = New invitation
invitation_note_label = Note
invitation_note_hint = For yourself: what this invitation is for. Optional.
invitation_note_invalid = The note is one line of at most { $count } characters.
invitation_valid_label = Can be used for
valid_day = One day
valid_week = One week
valid_month = 30 days
valid_unlimited = Until it is revoked
invitation_uses_label = Can be used by
people_count = { $count ->
    [one] One person
   *[other] { $count } people
}
unlimited_people = Any number of people
invitation_rooms_label = Rooms to join
create_invitation = Create invitation
too_many_invitations = You have the maximum number of invitations. Revoke one first.
invitation_room_gone = One of the rooms is no longer available. Choose again.
older_invitations = Older invitations
invitation_number = Invitation { $number }
invitation_expired = expired
invitation_used_up = used up
invitation_revoked = revoked
invitation_by = By { $person }, { $time }
invitation_by_command = By the command line, { $time }
invitation_used_of = Used { $count } of { $max } times
invitation_used = Used { $count } times
invitation_until = Until { $time }
invitation_link_label = Link
invitation_link_hint = Send this link to the people you invite, or let them scan the code.
invitation_qr = QR code of the link
came_with_invitation = Joined with this invitation
revoke_invitation = Revoke
to_invitations = All invitations
invited_by = { $name } invites you to { $server }
invited = You’re invited to { $server }
invitation_leads_to = You join: { $rooms }
logged_in_as = You are logged in as { $name }.
join_these_rooms = Join these rooms
set_up_snug = Set up this server
set_up_snug_note = Nobody has an account here yet. Create the administrator’s account: it manages this server.
bad_link = This link does not work
bad_link_advice = It has been used, has expired, or was revoked. Ask for a new one.
set_new_password = Set a new password
set_new_password_note = For the account { $name }. You log in with it afterwards.
log_in_with_new_password = Your password is set. Log in with it.
registration_by_invitation = New accounts need an invitation
registration_by_invitation_advice = Ask someone who uses this server for a link.
setup_needed = This server is being set up
setup_needed_advice = The first account is created with a link, which Snug prints when it starts. The command snug setup-link prints another.
account_deactivated = This account is deactivated. Ask an administrator.
find_people = Find people
part_of_name = Name
role_label = Role
all_roles = All roles
role_member = Member
role_moderator = Moderator
role_administrator = Administrator
account_state = State
all_states = Active and deactivated
active = Active
deactivated = Deactivated
no_password = no password yet
nobody_found = No results
last_seen = Last seen: { $time }
never_seen = Never seen
more_people = More people
number_of_accounts = { $count ->
    [one] One account
   *[other] { $count } accounts
}
number_of_rooms = { $count ->
    [one] One room
   *[other] { $count } rooms
}
number_of_sessions = { $count ->
    [one] Logged in on one browser
   *[other] Logged in on { $count } browsers
}
messages_and_size = { $count ->
    [one] One message
   *[other] { $count } messages
} ({ $size } kB)
# On the list of people for administrators.
storage_note = Storage is noted once an hour, last { $time }: the texts of messages with their former versions, and the picture.
kilobytes = { $count } kB
account_created = Account created: { $time }
came_by_invitation = Invited by { $name }: { $note }
command_line = command line
change_account = Change this account
roles_note = Administrators manage the server; moderators handle reports and can mute, ban and delete.
own_password_label = Your password
change_role = Change role
create_password_link = Create password link
end_all_sessions = Log out everywhere
deactivate = Deactivate
reactivate = Reactivate
last_administrator = This is the last administrator. Make someone else an administrator first.
no_such_act = Choose what to change.
password_link_label = Password link
password_link_hint = Send this link to { $name}. It works once, for 4 hours, and is not shown again.
audit_of_person = This person in the audit log
who_may_register = Who can register
registration_open_choice = Everyone who can open this server
registration_invite_choice = Everyone with an invitation
registration_closed_choice = Nobody
who_may_invite = Who can invite people
inviters_administrators = Administrators
inviters_everyone = Everyone with an account
set_by_flag = Set by { $flag } when Snug was started.
find_entries = Find entries
act_label = Action
all_acts = All actions
no_entries = No results
older_entries = Older entries
export_entries = Export
audit_by = { $name }, { $time }
unknown_act = Unknown
act_setting_changed = Setting changed
act_invitation_created = Invitation created
act_invitation_revoked = Invitation revoked
act_account_created = Account created
act_role_changed = Role changed
act_deactivated = Account deactivated
act_reactivated = Account reactivated
act_sessions_ended = Logged out everywhere
act_password_link_created = Password link created
act_password_link_used = Password set by link
act_setup_link_created = Setup link created
act_setup_link_used = Server set up by link

## Keeping order

reports = Reports
report_message = Report…
report_this_message = Report this message
report_note = The moderators see this message, the ones beside it, and who reports it.
report_reason_label = What is wrong with it? (optional)
report_reason_invalid = Enter one line of at most { $count } characters.
report_button = Report
reported = Thank you. The moderators will look at it.
too_many_reports = You have too many open reports. Wait until some are resolved.
no_reports = No open reports
no_resolved_reports = No resolved reports
open_reports = Open reports
resolved_reports = Resolved reports
older_reports = Older reports
report_by = Reported by { $person }, { $time }
report_resolved_by = Resolved by { $person }, { $time }
report_in_room = In { $room }
report_in_direct = In a direct conversation
mute_author = Mute the author
mute_no = Don’t mute
mute_hour = For an hour
mute_day = For a day
mute_week = For a week
mute_end = Unmute
dismiss_report = Dismiss report
mute_label = Mute
mute = Apply
muted = muted
muted_for = You can’t write for another { $minutes ->
    [one] minute
   *[other] { $minutes } minutes
}. Your text is still here.
ban_label = Messages to remove when banning
remove_nothing = None
remove_hour = Of the last hour
remove_day = Of the last day
remove_everything = All
block_networks = Block the networks of their sessions, too
ban = Ban
blocked_networks = Blocked networks
blocked_networks_note = Nobody can log in or create an account from these networks.
blocked_with = With { $name }, { $time }
unblock = Unblock
network_is_blocked = Logging in and registering is blocked from your network. Ask an administrator.
act_banned = Account banned
act_network_blocked = Network blocked
act_network_unblocked = Network unblocked
act_muted = Account muted
act_message_deleted = Message deleted
act_report_resolved = Report resolved

## Deleting one's account

deletion_tab = Delete
delete_account = Delete your account
delete_account_note = Your account is closed at once and deleted after { $days } days. Logging in until then undoes it. Afterwards your name, picture, settings and memberships are gone, and others can take your name.
your_messages = Your messages
messages_stay = Stay, by “Deleted account”
messages_go = Are deleted, too
account_will_be_deleted = Your account will be deleted. Log in within { $days } days to keep it.

## Downloading one's data

download_tab = Download
download_data = Download your data
download_data_note = A zip file with your profile, logins, rooms, bookmarks, reminders, scheduled messages and all messages that you wrote: as a page to read, and as JSON Lines for programs.
download_button = Download
download_running = A download of your data is running. Wait until it ends.
data_of = Data of { $name }
data_as_of = As of { $time }
data_messages = Messages

## Second factor

second_factor_tab = Two-factor
second_factor = Two-factor authentication
second_factor_note = With two-factor authentication, logging in needs a code from an app on your phone as well as your password.
second_factor_is_on = Two-factor authentication is on.
second_factor_is_off = Two-factor authentication is now off.
set_up_second_factor = Set up
scan_this_code = Scan this code with an authenticator app, or type the secret into it.
factor_qr = QR code for the app
factor_secret_label = Secret
code_label = Code
first_code_hint = The six digits that the app shows now.
turn_on = Turn on
turn_off = Turn off
new_recovery_codes = New recovery codes
recovery_codes = Recovery codes
recovery_codes_note = Keep these where you find them without your phone. Each works once instead of a code. They are not shown again.
recovery_codes_left = { $count ->
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}
enter_code = Enter the code
code_hint = From your app, or a recovery code.
wrong_code = Wrong code. Try the one that the app shows now.
code_took_too_long = That took too long. Log in again.
remove_second_factor = Turn off two-factor authentication
act_second_factor_removed = Two-factor authentication turned off

## Required second factor

second_factor_required = Your role requires two-factor authentication. Set it up to continue.
who_needs_factor = Who needs two-factor authentication
factor_nobody = Nobody
factor_administrators = Administrators
factor_moderators = Administrators and moderators
factor_everyone = Everyone

## Rules of a room

room_rules = Rules
who_can_post = Who can post
everybody_posts = All members
announcements_only = Only the room’s creator, moderators and administrators (announcements)
slow_mode = Slow mode
slow_mode_hint = Members wait this long between two messages. The room’s creator, moderators and administrators don’t.
slow_off = Off
max_members = Member limit
max_members_hint = Leave empty for no limit. Members beyond a lower limit stay.
announcements_note = Only this room’s creator, moderators and administrators can post here. You can read and react.
room_is_full = The room is full
room_is_full_advice = It has reached its member limit. Ask someone who manages it to raise the limit.
count_seconds = { $count ->
    [one] 1 second
   *[other] { $count } seconds
}
count_minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
count_hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
slow_mode_note = Slow mode: one message every { $time }.
slow_mode_wait = This room is in slow mode. You can post again in { $time }. Your text is still here.
max_members_invalid = Enter a number from 1 to { $most }, or leave the field empty.

## Administration of rooms and sessions

act_room_archived = Room archived
act_room_reopened = Room reopened
act_room_deleted = Room deleted
act_room_joined = Closed room joined
act_retention_changed = Message retention changed
sessions_now = Sessions
all_kinds = All kinds
room_kind = Kind
open_kind = Open
closed_kind = Closed
room_not_archived = Not archived
find_rooms = Find rooms
part_of_room_name = Part of the name
no_room_found = No results
more_rooms = More rooms
rooms_note = Direct conversations are not listed. Administrators can read a closed room only as members, and its members see when one joins.
never_posted = No messages yet
change_room = Change this room
retention_label = Remove messages after this many days
retention_hint = 0 keeps them. Leave empty to use the server’s setting. Removed messages can’t be restored.
server_retention_hint = 0 keeps them. Rooms can have a setting of their own. Removed messages can’t be restored.
set_retention = Save retention
join_as_administrator = Join as an administrator
join_as_administrator_note = Joining is noted in the audit log, and a message in the room tells its members.
joined_as_administrator = I joined this room as an administrator.
acts_of_administrators = Administrator actions
end_session = End session
no_sessions = No sessions.
more_sessions = More sessions
session_was_ended = The session has been ended.
room_created_by = Created by { $name }, { $time }
room_created_at = Created { $time }
newest_message = Newest message: { $time }
count_members = { $count ->
    [one] 1 member
   *[other] { $count } members
}
count_messages = { $count ->
    [one] 1 message
   *[other] { $count } messages
}
messages_are_removed_after = Messages here are removed after { $days ->
    [one] 1 day
   *[other] { $days } days
}.
retention_invalid = Enter a number of days from 0 to { $most }, or leave the field empty.
act_session_ended = Session ended
archived_or_not = Archived or not

## Blocking and warning

blocked_people = Blocked people
blocked_tab = Blocked
blocked_note = Messages of people you block are folded, and they can’t write to you directly, add you to rooms or mention you. They aren’t told.
block_person = Block
block_label = Username of the person to block
unblock_person = Unblock
nobody_blocked = You haven’t blocked anybody.
not_oneself = You can’t block yourself.
too_many_blocked = You have blocked the maximum number of people. Unblock someone first.
blocked_between = You and this person can’t write to each other: one of you has blocked the other.
# The name of somebody who has deleted the account.
deleted_account = Deleted account
folded_message = Message of a person you have blocked. The time leads to it.
folded_quote = Message of a person you have blocked
act_warned = Warned
warn = Warn
warning_label = Warning
warning_hint = The person reads it on the next page and confirms it.
warning_author_label = Warning to the author (may be empty)
warnings = Warnings
you_were_warned = A moderator has warned you.
read_warning = Read it
confirm_warnings = I have read this
no_warnings = There are no warnings.
warning_not_read = not read yet
block_ask = Block { $name }…
warning_invalid = Enter up to { $most } characters.

## Guests

guests = Guests
guests_note = A guest link lets people without an account into this room for a limited time. They see messages posted after they join, can write, and see nothing else of this server.
new_guest_link = New guest link
guest_stay = Link and guest access expire
stay_hour = In 1 hour
stay_day = In 1 day
stay_week = In 1 week
guests_wait = Guests must be admitted by someone who manages this room
create_guest_link = Create guest link
guest_links = Guest links
no_guest_links = There are no guest links.
too_many_guest_links = This room has the maximum number of guest links. Revoke one first.
revoke_guest_link = Revoke link
qr_of_guest_link = QR code of the guest link
guests_here = Current guests
guests_waiting = Waiting guests
no_guests = There are no guests.
let_in = Admit
turn_away = Decline
remove_guest = Remove
to_guests = Guests of this room
guest_name_label = Your name
guest_enter = Join
guest_enter_note = You don’t need an account. Others see your name followed by “guest”, and you see messages posted after you join.
guest_waiting = Waiting to be admitted
guest_waiting_note = Someone who manages this room has to admit you. Then a button to join appears below.
guest_leave = Leave
guest_ended = Your guest access has ended
guest_ended_note = To come back, ask someone in the room for a new link.
guest_room_full = This room has no space for more guests right now.
guest_nothing_yet = No messages since you joined.
guest_named = { $name } (guest)
guest_title = Guest in { $room }
guest_until = Until { $time }
guest_link_by = By { $name }, until { $time }
guest_came = Joined { $time }
# On all pages of somebody who manages the room.
guests_wait_in = { $count ->
    [one] A guest is waiting to join { $room }
   *[other] { $count } guests are waiting to join { $room }
}
guest_let_in = You have been admitted.

## E-mail

email = E-mail
email_tab = E-mail
email_note = With an e-mail address, you can set a new password if you forget yours, and are told when your password or two-factor authentication changes. Nobody else sees the address.
email_verified = Verified address: { $address }
email_pending = Not verified yet: { $address }. Open the link that was sent there; it works once, for 24 hours.
email_none = You have no verified address.
email_label = New e-mail address
email_send_link = Send a link to verify it
email_cancel_pending = Remove unverified address
email_remove = Remove e-mail address
email_link_sent = A link is on its way. Open it to verify the address.
email_is_removed = E-mail address removed.
email_invalid = Enter an e-mail address like ann@example.org.
email_not_ascii = Before the “@”, only letters from a to z, digits and punctuation can be delivered everywhere.
email_is_yours = This is your verified address already.
verify_email = Verify your e-mail address
verify_email_note = Does { $address } belong to the account { $name }? Confirm only what you have asked for yourself.
verify_email_button = Yes, verify it
email_is_verified = The address is verified
email_is_verified_note = From now on, { $address } belongs to your account.
forgot_password = Forgot your password?
recover_note = If your account has a verified e-mail address, a link for a new password is sent there.
recover_label = Username or e-mail address
recover_button = Send a link
recover_empty = Enter your username or your e-mail address.
recover_sent = Check your inbox
recover_sent_note = If there is such an account and it has a verified e-mail address, a link is on its way there. It works once, for 4 hours. If nothing arrives within a few minutes, check your spam folder or ask an administrator for a link.
mail_waiting = { $count ->
    [0] No e-mail waits to be sent.
    [one] One e-mail waits to be sent.
   *[other] { $count } e-mails wait to be sent.
}
mail_sent_at = Last sent: { $time }
mail_failed_at = Last failure: { $time }. The log has the reason.
mail_not_used = Nothing was sent since the server started.
mail_hello = Hello { $name },
mail_footer = This message was sent automatically by { $server }. Please don’t reply. This server:
mail_recovery_subject = A new password for { $name }
mail_recovery = Someone, probably you, asked for a new password. Set it on this page, which works once, for 4 hours:
mail_recovery_ignore = If it was not you, ignore this message: your password stays as it is.
mail_verification_subject = Verify your e-mail address
mail_verification = To use this address for your account, confirm it on this page, which works once, for 24 hours:
mail_verification_ignore = If you have no account there, ignore this message.
mail_taken_subject = This address is already in use
mail_taken = You asked to use this address for your account. It belongs to another account, which you may have forgotten. Remove it there first.
mail_address_changed_subject = Your e-mail address was changed
mail_address_changed = Your account now has another e-mail address. This one is no longer used.
mail_address_removed_subject = Your e-mail address was removed
mail_address_removed = The e-mail address of your account was removed. If you forget your password, no link can be sent to you.
mail_password_changed_subject = Your password was changed
mail_password_changed = The password of your account was changed, and other devices were logged out.
mail_factor_on_subject = Two-factor authentication turned on
mail_factor_on = From now on, logging in to your account needs a code from an app.
mail_factor_off_subject = Two-factor authentication turned off
mail_factor_off = Logging in to your account no longer needs a code.
mail_not_you = If it was not you, set a new password at once, and tell an administrator.
mail_test_subject = E-mail works
mail_test = E-mail works: this server can send it.
## Single sign-on

sign_on = Single sign-on
sign_on_tab = Single sign-on
log_in_by_sign_on = Log in with single sign-on
log_in_with = Log in with { $provider }
create_by_sign_on = Create an account with single sign-on
create_with = Create an account with { $provider }
sign_on_keeps_text = It opens in another tab, and the text stays here. Come back when you have logged in there.
have_logged_in = I have logged in: continue
not_logged_in_yet = You are not logged in in this browser yet.
passwords_are_off = Logging in and registering by password is switched off on this server. Use single sign-on.
passwords_off_note = Nobody logs in by password on this server. A password only confirms changes here.
choose_username = Choose your username
choose_username_note = You have logged in with single sign-on, and have no account here yet. If you do, log in to it first, and link it in the settings.
provider_fails = Single sign-on does not work at the moment
provider_fails_advice = The provider can’t be reached, or answers with an error. Try again in a few minutes.
sign_on_refused = You are not logged in
sign_on_refused_advice = The provider has not let you in, or you have cancelled.
sign_on_stale = This login has expired
sign_on_stale_advice = It was started too long ago or in another browser, or is already finished. Start again.
sign_on_invalid = This login can’t be verified
sign_on_invalid_advice = The provider’s answer is not valid. Start again; if that doesn’t help, ask an administrator.
sign_on_not_allowed = This account may not log in here
sign_on_unverified = The provider has not verified your e-mail address, which this server asks for.
sign_on_wrong_domain = Your e-mail address is of another domain than this server admits.
sign_on_wrong_group = You are in none of the groups that this server admits.
other_identity = This is a different account
other_identity_advice = Log in at the provider with the account that is linked with yours here.
identity_taken = Already linked with another account
identity_taken_advice = Another account here is already linked with this account at the provider.
begin_again = Start again
sign_on_note = With single sign-on, you log in with an account that you have elsewhere.
sign_on_linked = Your account is linked with { $identity }.
sign_on_linked_now = Your account is linked now.
sign_on_unlinked_now = Your account is no longer linked. Your other devices are logged out.
link_sign_on = Link an account
link_this_account = Link { $identity } with your account here? It can then be used to log in.
link_it = Link
unlink_sign_on = Unlink
only_login = It is the only way to log in to your account. Set a password first.
only_login_without_passwords = It is the only way to log in to your account.
confirm_by_sign_on = Log in at the provider again
confirm_by_sign_on_note = To confirm that it is you, log in at the provider again. That holds for ten minutes.
confirmed_by_sign_on = You have just logged in at the provider, which confirms that it is you.

## Passkeys

passkeys = Passkeys
passkeys_tab = Passkeys
passkeys_note = A passkey logs you in with your device’s screen lock or a security key, without a password and a code. You can have up to { $most }.
passkeys_need_javascript = Adding a passkey needs JavaScript, a browser that supports passkeys, and an address with a name instead of numbers.
passkey_name_label = Name of a new passkey
passkey_name_hint = For example, the name of the device.
passkey_name_invalid = Enter a name of up to { $most } characters on one line.
add_passkey = Add passkey
remove_passkey = Remove selected passkey
passkey_added = Passkey added.
passkey_removed = Passkey removed. Delete it on your device, too.
passkey_created = Added { $time }
passkey_used = Last login { $time }
passkey_never_used = Not used yet
passkey_not_made = No passkey was added. Try again; this device may already have one for your account.
too_many_passkeys = You have the maximum number of passkeys. Remove one first.
choose_passkey = Choose the passkey to remove.
log_in_with_passkey = Log in with a passkey
bad_passkey = This passkey could not be verified. Try again, or log in in another way.

## The sidebar

own_menu = You: settings and status
show_sidebar = Show the sidebar
hide_sidebar = Hide the sidebar
starred = Starred
archived_rooms = { $count ->
   *[other] Archived ({ $count })
}
in_the_sidebar = In your sidebar
starred_room = Starred: above all other rooms
section_label = Section (optional)
section_hint = A name of your own, such as “Projects”. Only you see it.
section_too_long = The name of a section can have at most 32 characters.
section_hidden = Use visible characters on one line.
your_sections = Your sections:
room_order_label = Order of rooms in the sidebar
order_by_name = By name
order_by_activity = By activity: the newest message first
sidebar_width_label = Width of the sidebar
sidebar_width_hint = For wide screens, in this browser.
sidebar_hidden = Hidden, behind a button
sidebar_narrow = Narrow
sidebar_normal = Normal
sidebar_wide = Wide
sidebar_wider = Wider
resize_sidebar = Width of the sidebar
unread_below = { $count } unread below
unread_above = { $count } unread above
person_present = Online:

## Drafts

draft_tag = draft
save_draft = Save draft
other_drafts = Other drafts of yours are saved for this room.
drafts_in = Drafts in { $room }
drafts_note = What you typed on several devices at the same time is kept, up to five texts for each room.
no_drafts = No drafts here.
use_draft = Use this draft
discard_draft = Discard

## People

own_card = Your profile
status = Status
status_tab = Status
set_status = Set a status
status_label = What are you up to? (optional)
status_hint = Everyone with an account here can see it on your profile, such as “On holiday” or “In a meeting 📅”.
status_end_label = Clear after
status_end_never = Don’t clear
status_end_half_hour = 30 minutes
status_end_four_hours = 4 hours
status_end_today = Today
status_end_week = 7 days
status_until = Until { $when }
status_too_long = A status can have at most { $most } characters.
is_online = online
guest_word = guest
local_time = Local time: { $time }
rooms_of_both = Rooms that you can both see
send_message_to = Message
mention_them = Mention
unknown_names = Nobody here is called { $names }. Check the spelling.
ambiguous_name = Several people are called { $name }: { $people }. Use a username.
could_not_add = { $name } could not be added: { $why }
or_choose_people = Or choose from the list
choose_people = Choose from a list of people
add_people_to = Add people to { $room }

## Unread and mentions

unread_tab = Unread
unread_messages = Unread messages
mentions = Mentions
no_mentions = Nobody has mentioned you yet.
older_mentions = Older mentions
nothing_is_unread = Nothing is unread.
mark_everything_read = Mark everything as read
all_marked_read = Everything is marked as read.
undo = Undo
mark_read = Mark as read
all_unread_of_room = Show all
count_unread = { $count } unread
more_unread_rooms = { $count ->
   *[other] { $count } more rooms have unread messages.
}
today = Today
yesterday = Yesterday
go_to_day = Go to a day
show_day = Show

## Reminders and messages that are sent later
remind_me = Remind me
reminders = Reminders
remind_me_again = Remind me again
no_reminders = You have no reminders. Set one from a message’s menu (⋯).
reminders_due_now = Due
reminders_coming = Upcoming
reminder_done = Done
delete_reminder = Delete
reminder_unreadable = This message was deleted, or you can no longer read it.
reminder_set = You will be reminded: { $time }.
reminders_due = { $count ->
    [one] { $count } reminder is due
   *[other] { $count } reminders are due
}
too_many_reminders = You have { $most } reminders, the maximum. Delete one first.
due_date = Date
due_date_hint = For example 2026-12-31
due_time = Time
due_times_are_of = Time zone:
due_soon = In 20 minutes
due_hours = In 2 hours
due_tomorrow = Tomorrow, 9:00
due_monday = Next Monday, 9:00
due_own = At this date and time
due_time_invalid = Enter a date and a time.
due_time_past = This time has passed. Enter a later one.
due_time_too_far = Enter a time within { $years } years.
send_later = Send later
send_later_in = To { $room }
send_later_note = You must still be in the room then. A message that can’t be sent is kept, and you are told why.
send_then = Send at this date and time
send_now = Send now
scheduled = Scheduled
scheduled_message = Scheduled message
scheduled_saved = Your message is scheduled.
no_scheduled = No messages are scheduled. To schedule one, choose “Send later” beside “Send”.
delete_scheduled = Delete
scheduled_unsent = { $count ->
    [one] { $count } message was not sent
   *[other] { $count } messages were not sent
}
scheduled_here = { $count ->
    [one] { $count } scheduled message
   *[other] { $count } scheduled messages
}
too_many_scheduled = You have { $most } scheduled messages, the maximum. Delete one first.
unreadable_room = A room that you can no longer read
not_sent = Not sent.
not_sent_no_access = You are no longer in this room.
not_sent_muted = A moderator had muted you.
not_sent_reply = The message you replied to was deleted.
not_sent_server = The server could not store it.

## Polls
poll = Poll
new_poll = New poll
post_poll = Post poll
poll_question = Question
poll_question_invalid = Enter a question of at most 1,000 characters.
poll_options = Options, one per line
poll_options_hint = From 2 to { $most }. They can’t be edited later.
poll_options_invalid = Enter 2 to { $most } different options, each of at most { $chars } characters.
poll_kind = Voting
poll_single = One choice
poll_several = Several choices
poll_ranked = Ranked choices
poll_ranked_hint = 1 is your first choice. Leave out what you don’t want.
poll_secret = Secret until closed
poll_secret_label = Keep the result secret until the poll is closed
poll_closes = Closes
poll_closed_by_author = When you close it
poll_closes_at = Closes { $time }
poll_closed = Closed
poll_closed_note = This poll is closed.
poll_result = Result
poll_winner = Winner
vote = Vote
withdraw_vote = Withdraw vote
close_poll = Close poll
your_vote = Your vote
join_to_vote = Only members of the room can vote.
vote_invalid = Choose one of the options.
ranks_invalid = Give at least one option a rank, and no two options the same one.
colon = {": "}
count_votes = { $count ->
    [one] { $count } vote
   *[other] { $count } votes
}
count_voters = { $count ->
    [one] { $count } person has voted
   *[other] { $count } people have voted
}

## Mentions of many people
mention_all = all members
mention_here = members who are here now
no_group_mentions = @all and @here notify nobody
many_mentioned = This notifies { $count } people. Send it again to confirm.

## Forwarding
forward = Forward
forward_ask = Forward…
forward_message = Forward message
forward_to = To
forward_comment = Comment (optional)
forward_note = The message is quoted with its author’s username. The link to it works only for people who may read it.
forward_no_room = You are not in this room. Choose another one.
forwarded = Forwarded: to the original message

## Notifications

notifications = Notifications
notifications_tab = Notifications
this_device = This device
notifications_need_javascript = Notifications need JavaScript, and an address with HTTPS.
notifications_unavailable = This browser has no notifications, or this page was loaded without HTTPS.
notifications_denied = This browser blocks notifications from this site. Allow them in its settings for the site first.
notifications_are_on = This device shows notifications, also when no page is open.
notifications_are_on_here = This browser shows notifications while a page is open in the background. It has no push service for others.
notifications_are_off = This device shows no notifications.
notifications_failed = That didn’t work. Try again later.
too_many_devices = The maximum number of devices get notifications. Remove one first.
turn_on_notifications = Turn on notifications on this device
turn_off_notifications = Turn off notifications on this device
notified_devices = Devices that get notifications
no_notified_devices = No device gets notifications.
device_notified = Last notification { $time }
device_never_notified = No notification yet
preview_label = Notifications show
preview_text = the name and the text
preview_name = the name
preview_nothing = that there is something new
remove_device = Remove
remove_device_named = Remove { $name }
save_for_device = Save for { $name }
do_not_disturb = Do not disturb
do_not_disturb_until = No notifications until { $time }.
pause_label = No notifications for
pause_start = Pause notifications
pause_end = Resume notifications
pause_half_hour = 30 minutes
pause_hour = 1 hour
pause_eight_hours = 8 hours
pause_tomorrow = until tomorrow at 8:00
pause_week = 1 week
quiet_hours = Quiet hours
quiet_hours_hint = No notifications in these hours of your time zone ({ $zone }). A time that ends before it begins ends on the next day. Leave a day empty for none.
quiet_from = { $day }, from
quiet_until = { $day }, until
from = from
until = until
quiet_hours_invalid = Enter two times like 22:00 and 07:00 for each day, or none.
default_level_label = In rooms that I join from now on, notify me about
default_level_hint = Each room’s details have its own setting. Direct conversations always notify you of every message at first.
sound_label = Play a sound when a message comes while a page is in the background
notification_title = { $name } in { $room }
new_messages_count = { $count ->
    [one] 1 new message
   *[other] { $count } new messages
}
not_muted = not muted
leave_muted = leave it muted
end_muting = unmute
room_is_muted = No notifications from this room until { $time }.
offline_title = You are offline
offline_advice = This page needs a connection to the server. Messages that you have written are kept in this browser, and sent once it is back.
try_again = Try again
digest_label = E-mail me what is unread
digest_never = never
digest_daily = every day at 8:00
digest_weekly = every Monday at 8:00
digest_hint = Only names and numbers of unread messages that are for you. It needs a verified address.
digest_subject = { $count ->
    [one] 1 unread message for you
   *[other] { $count } unread messages for you
}
digest_text = Unread messages that mention you, or were sent to you:
digest_room = { $name }: { $count }
digest_direct = Conversation with { $name }: { $count }
digest_unsubscribe = To stop these e-mails, open this page:
unsubscribe_title = Stop e-mails about unread messages?
unsubscribe_note = This server will no longer e-mail you about unread messages. You can turn this on again in the settings.
unsubscribe_button = Unsubscribe
unsubscribed_title = You have unsubscribed
unsubscribed_note = This server no longer e-mails you about unread messages.
mute_room_label = Mute notifications

## Room details and panels
on_this_page = On this page
manage_room = Manage
announcements_only_note = Only whoever created this room, moderators and administrators can post here.
owner_tag = Owner
members_by_search = Find the other members by their names.
more_members =
    { $count ->
        [one] Show 1 more member
       *[other] Show { $count } more members
    }
leave_archive_delete = Leave, archive or delete
leave_heading = Leave
leave_closed_note = You can only come back if somebody adds you.
remove_member_title = Remove { $name } from { $room }?
remove_closed_note = They no longer see this room or its messages until somebody adds them again. What they wrote stays.
remove_open_note = This room is open: they can join it again. What they wrote stays.
remove_from_room = Remove
new_since = { $count } new since { $time }
to_first_unread = Jump to the first unread message
open_as_page = Open as a page

## Writing
show_more = Show more
show_less = Show less
preview = Preview
formatting = Formatting
bold = Bold
italic = Italic
strikethrough = Strikethrough
code = Code
key_links = Make the selected text a link
send_key_label = Sending
enter_sends = Enter sends, Shift + Enter begins a new line
ctrl_enter_sends = Enter begins a new line, Ctrl or ⌘ + Enter sends
formatting_label = Formatting buttons
formatting_shown = Shown below the text box
formatting_hidden = Hidden
format_link = Link
format_quote = Quote
format_list = List
format_spoiler = Spoiler
edit_keys_ctrl = Ctrl or ⌘ + Enter saves, Esc cancels.
chars_left = Characters left: { $count }
chars_over = Too long by { $count } characters
copy_code = Copy
formatting_and_more = Formatting and more

## The bar on messages, and the emoji picker
react_with = React with {$text}
bar_react = Add a reaction
bar_reply = Reply
reply_cancelled = Reply cancelled.
insert_emoji = Insert an emoji
choose_emoji = Choose an emoji
emoji = Emoji
find_emoji = Find an emoji by name or word
no_emoji_found = No emoji found.
skin_tone = Skin tone
emoji_categories = Categories
emoji_often = Often used
emoji_smileys = Smileys and emotion
emoji_people = People and body
emoji_nature = Animals and nature
emoji_food = Food and drink
emoji_places = Travel and places
emoji_activities = Activities
emoji_objects = Objects
emoji_symbols = Symbols
emoji_flags = Flags
name_or_word = Name or word

## First run
setup_title = Set up your server
setup_addresses = Address for others
setup_people = People
setup_rooms = Rooms to create
setup_another_room = Another room…
setup_branding = Set the name and logo
setup_dismiss = Dismiss
setup_later = You can find this again under “Administration”.
setup_room_random = Random
setup_room_random_description = Anything that fits nowhere else
setup_room_help = Help
setup_room_help_description = Questions are welcome
setup_room_news = Announcements
setup_room_news_description = News for everyone
branding = Name and logo
server_name_label = Server name
server_name_hint = Shown on all pages and in e-mails. If left empty, it is “Snug”.
server_name_too_long = Server names can have at most { $most } characters.
server_name_characters = Server names must be one line of visible characters.
logo_label = Logo
logo_hint = JPEG, PNG, WebP or GIF, up to { $size } MB. A square picture works best.
save_branding = Save name and logo
remove_logo = Remove logo
welcome_title = Welcome to { $server }
welcome_note = These rooms are open to everyone: join those that interest you.

## Time zones
zone_of_this_browser = { $place } (this browser)
region_africa = Africa
region_america = America
region_antarctica = Antarctica
region_arctic = Arctic
region_asia = Asia
region_atlantic = Atlantic Ocean
region_australia = Australia
region_europe = Europe
region_indian = Indian Ocean
region_pacific = Pacific Ocean

## Sounds
played_sound = played { $name }
play_sound = Play { $name }
unknown_sound = Unknown sound. /play can be followed by: { $names }. To send this as text, put \ before it.

## Custom emoji
custom_emoji = Custom emoji
emoji_custom = Custom
add_emoji = Add emoji
custom_emoji_note = Pictures with a name. Write :name: in a message, or react with them.
emoji_name_label = Name
emoji_name_hint = { $least } to { $most } characters: a to z, digits, _, + and -. It is written between colons.
emoji_picture_label = Picture
emoji_picture_hint = JPEG, PNG, WebP or GIF, up to { $size } MB. A square picture works best. Animations don’t move.
emoji_name_invalid = A name has { $least } to { $most } characters: a to z, digits, _, + and -.
emoji_name_standard = A standard emoji has this name.
emoji_name_taken = There is already a custom emoji with this name.
emoji_picture_missing = Choose a picture.
too_many_custom_emoji = A person can add { $each } emoji, and a server has { $all } at most. Remove some first.
emoji_adders_note = Administrators and moderators add custom emoji here.
emoji_added = The emoji was added.
emoji_removed = The emoji was removed.
no_custom_emoji = There are no custom emoji yet.
emoji_added_by = Added by { $name }, { $time }
remove_emoji = Remove
remove_emoji_ask = Remove…
remove_emoji_title = Remove { $name }?
remove_emoji_note = Messages and reactions that use it show its name instead.
who_may_add_emoji = Who can add custom emoji
emoji_adders_everyone = Everyone with an account
emoji_adders_moderators = Administrators and moderators
act_emoji_removed = Custom emoji removed

## Files
attach_files = Attach files
attached_files = Attached files
add_files = Add files
alt_text_of = Description of {$name}, for people who can’t see it
alt_text = Description, for people who can’t see it
hide_until_asked = Hide until asked for
remove_file = Remove {$name}
keep_metadata = Keep place and other metadata
file_too_large = {$name} is too large: a file can have {$limit} at most.
picture_too_large_to_clean = {$name} is larger than {$limit}, so its metadata can’t be removed. Send it with its metadata, or make it smaller.
storage_full = This server has no room for files at present. Messages can be sent.
file_quota = Your files take as much room as they may. Delete some messages with files.
file_gone = A file is not there any more. Attach it again.
too_many_files = A message can have {$max} files at most.
upload_interrupted = {$name} was not received whole. Attach it again.
picture_named = Picture {$name}
show_hidden = Show {$name}
download_file = Download {$name}
previous_file = Previous
next_file = Next
file_saved = The description is saved.
in_message = In the message
bytes =
  { $count ->
      [one] {$count} byte
     *[other] {$count} bytes
  }
megabytes = {$size} MB
gigabytes = {$size} GB
files_alt = Description of {$name}, for people who can’t see it
files_hide = Hide until asked for
files_remove = Remove {$name}
files_retry = Try {$name} again
files_uploading = {$name} is being uploaded
files_ready = {$name} is attached
files_failed = {$name} could not be uploaded
files_waiting = Files are still being uploaded. The message is sent when they are there.
files_too_many = A message can have {$count} files at most.
files_drop = Drop files here to attach them
files_metadata = Keep place and other metadata
picture_pause = Pause {$name}
picture_play = Play {$name}
files_alt_short = Description, for people who can’t see it
files_page = Page of the picture
files_picture = Picture
files_before = Previous
files_after = Next
files_not_later = Wait until all files are uploaded; then the message can be sent later.
drafts_without_files = Drafts don’t keep files: send the message now or later, or remove the files and save the draft again.
remove_this_file = Remove this file
edit_file = Description, removal
files_not_kept = This browser has no room for {$name}. Stay on this page until it is uploaded.
files_again = {$name} can’t be read any more. Remove it here, and choose it again.
files_log_in = Log in again to upload {$name}.
files_download = Download

## Finding files
finds_with_files = messages with files; their names and descriptions are searched, too
finds_with_pictures = messages with pictures
finds_with_sounds = messages with sounds
finds_with_films = messages with videos
room_files = Files
files_in = Files in {$room}, newest first.
no_files = No files have been sent here yet.
no_files_of_kind = There are no files of this kind.
kinds_of_files = Kinds of files
files_of_all_kinds = All
files_pictures = Pictures
files_sounds = Sounds
files_films = Videos
files_texts = Texts
files_pdf = PDF
files_other = Others
older_files = Older files

## Voice messages
record_voice = Record a voice message
voice_message = Voice message, { $length }
voice_recording = Voice message being recorded
voice_started = The recording has started.
voice_stopped = The recording has stopped.
voice_cancelled = The recording was discarded.
voice_limit = The recording stopped by itself: a voice message can be as long as {$text}. You can send it now.
voice_stop = Stop
voice_cancel = Cancel
voice_refused = The browser doesn’t let this page use the microphone. Allow it in the browser’s settings for this site, then press the button again.
voice_missing = There is no microphone. Connect one, then press the button again.
voice_busy = The microphone can’t be used now. Close other programs that may use it, then press the button again.
voice_file = Voice message {$text}
