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

        // Settings.
        settings
        settings_saved
        language_label
        language_of_browser
        language_hint
        zone_label
        zone_of_browser
        zone_hint
        save_settings
        no_such_setting
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
        older_messages
        close
        go_to
        keyboard_shortcuts
        newer_messages
        jump_to_newest
        no_answer
        too_many_open
        offline
        copy_link
        copied
        told_older
        told_newer
        replying_to
        cancel
        lose_unsent
        unsent_no_answer
        unsent_other_account
        unsent_too_fast
        unsent_busy
        unsent_refused
        try_now
        retry
        edit_unsent
        delete_unsent
        edit_label
        edit_keys
        unsaved
        unsaved_no_answer
        suggestions
        told_suggestions
        rooms_and_people
        room_or_person
        nothing_so_called
        told_found
        switch_shortcuts_off
        nothing_unread
        use_shortcuts
    }
}
