//! The names of all messages: who adds one writes it into every language.

use fluent_bundle::{FluentArgs, FluentValue};

use super::{Bundle, address, say, script};
use crate::model::Language;

texts! {
    fixed {
        // Around every page.
        skip
        brand_link
        rooms
        close
        search_messages
        search
        go_to
        all_rooms
        bookmarks
        new_conversation
        keyboard_shortcuts
        log_out
        conversations
        unread
        comma
        yourself

        // A room, live.
        here
        messages
        nothing_yet
        older_messages
        shut_out
        to_other_rooms
        log_in_again
        logged_out
        too_many_pages
        frame_full_reload
        reload
        write
    }
    filled {
        month(month)
        month_short(month)
        weekday(weekday)
        day_in_words(weekday, day, month, year)
        day_and_time(day, month, year, time)

        // Around every page.
        for_you(count)

        // A room, live.
        messages_in(room)
        and_more(count)
        typing(name)
        logged_out_note(link)
        frame_full(link)
    }
    scripted {
        offline
    }
}
