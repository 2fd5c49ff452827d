//! The names of all messages. A new one must be added to the file of each language.

use fluent_bundle::{FluentArgs, FluentValue};

use crate::model::Language;
use crate::views::i18n::bundle::{Bundle, address, later_script, say, script, strings};

#[cfg(test)]
use crate::views::i18n::bundle::SCRIPTED;

strings! {
    fixed {
        // Every page.
        skip
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
        people_here
        messages
        no_newer_messages
        no_older_messages
        empty_room
        older_messages
        access_lost
        to_other_rooms
        log_in_again
        logged_out
        too_many_pages
        frame_full_reload
        reload
        write

        // Accounts.
        log_in
        not_sent_yet
        discard_unsent
        session_ended_before_sending
        session_has_ended
        change_password
        present_password_label
        new_password_label
        wrong_password
        password_changed
        password_changed_meanwhile
        other_devices_are_logged_out
        copy_unsaved_text
        text_truncated
        back_to_the_form
        create_an_account
        create_account
        username_label
        username_hint
        password_label
        password_common
        password_of_name
        registration_closed
        registration_closed_advice
        wrong_login
        username_taken
        username_empty
        username_characters
        username_no_letter
        username_direction
        username_scripts
        username_looks_alike

        // Errors.
        to_the_rooms
        login_required
        login_required_advice
        not_found
        not_found_advice
        method_not_allowed
        method_not_allowed_advice
        cross_site_request
        cross_site_request_advice
        wrong_host
        wrong_host_advice
        unknown_host_advice
        invalid_host
        invalid_host_advice
        forbidden
        forbidden_advice
        room_is_archived
        room_is_archived_advice
        bad_form
        bad_form_advice
        too_large
        too_large_advice
        request_timeout
        request_timeout_advice
        too_many_attempts
        too_many_pages_advice
        too_busy
        too_busy_advice
        internal_error
        internal_error_advice

        // A message.
        message
        send
        pinned
        edited
        message_deleted
        message_actions
        mark_all_read
        in_reply_to
        cancel_reply_object
        table
        task_done
        task_to_do
        show_spoiler
        draft_empty
        nonce_reused
        reply_target_deleted
        cannot_store

        // Editing and deleting.
        edit_label
        message_text
        save_message
        delete_this_message
        delete_message_note
        delete_message
        edit_history
        history_of_message

        // A message's menu.
        back_to_message
        reply
        link_to_message
        mark_unread_from_here
        bookmark_message
        remove_bookmark
        pin_for_everybody
        unpin
        who_reacted
        edit
        delete_ask
        react
        another_emoji
        other_emoji
        no_emoji
        too_many_pins

        // Pins and bookmarks.
        pinned_messages
        no_pins
        bookmarks_note
        no_bookmarks
        older_bookmarks

        // Reactions.
        reactions
        everybody_who_reacted
        reactions_to_message
        nobody_reacted
        // Settings.
        settings
        settings_saved
        profile_tab
        sessions_tab
        appearance
        colours_label
        colours_of_system
        light_colours
        dark_colours
        text_size_label
        normal_text
        large_text
        larger_text
        appearance_hint
        sessions
        sessions_note
        this_session
        unknown_browser
        confirm_with_password
        end_chosen_sessions
        end_other_sessions
        no_session_chosen
        profile
        display_name_label
        display_name_characters
        display_name_taken
        picture_label
        picture_unreadable
        save_profile
        remove_picture
        language_and_times
        language_label
        language_of_browser
        language_hint
        zone_label
        zone_of_browser
        zone_hint
        save_settings
        no_such_setting

        // List of rooms, new rooms.
        new_room
        your_rooms
        rooms_to_join
        room_kind_label
        open_room_choice
        closed_room_choice
        create_room
        room_name_label
        room_description_label
        closed_tag
        archived_tag
        no_messages_yet
        no_such_kind
        room_name_taken
        room_name_empty
        room_name_characters
        room_description_characters

        // The page of a room.
        join
        to_pins
        to_room_details
        newer_messages
        jump_to_newest
        archived_note
        messages_live
        stalled_reload

        // A room's details.
        open_room_note
        closed_room_note
        direct_room_note
        it_is_archived
        to_pinned_messages
        search_in_room
        join_room
        leave_room
        notify_label
        notify_everything
        notify_mentions
        notify_nothing
        notify_nothing_hidden
        save
        people
        find_somebody
        find
        no_such_member
        add_member
        add_member_hint
        no_such_account
        add
        name_and_description
        archive_or_delete
        archive_room
        unarchive_room
        to_delete_room
        delete_room
        type_name_to_delete
        wrong_room_name
        cancel

        // Direct conversations.
        direct_people_label
        direct_people_hint
        open_conversation
        type_a_name

        // Quick switcher.
        go_to_title
        room_or_person
        no_such_destination
        a_conversation
        a_room
        a_closed_room
        an_archived_room
        a_room_not_joined

        // Keyboard shortcuts.
        key_sends
        key_breaks_line
        key_edits_last
        key_closes
        key_completes
        key_switches
        key_next_room
        key_next_unread
        key_shows_keys
        key_next_message
        key_first_message
        or
        keys_need_scripts

        // Search.
        search_all_messages
        empty_search
        how_to_search
        finds_words
        finds_phrase
        finds_beginnings
        finds_in_room
        finds_from_person
        finds_since
        finds_until
        operators_note
        results
        more_results
        older_results
        search_further_back
        no_results_so_far
        partial_results
        no_older_results
        no_results
        still_indexing
        full_search_is_slower

        // Administration, invitations and links.
        administration
        overview
        invitations
        invite_people
        audit_log
        welcome_administrator
        reach
        only_this_machine
        open_to_the_world
        registration_open_note
        registration_invite_note
        registration_closed_note
        change_who_may_register
        in_numbers
        status_ready
        status_not_ready
        status_now
        status_stored
        status_waiting
        status_refused
        status_nothing_refused
        status_last_hour
        status_figures_in_table
        minutes_ago
        server_version
        running_since
        open_connections
        live_pages
        posts_last_hour
        all_messages
        database_size
        log_size
        files_size
        free_space
        schema_version
        waiting_writes
        waiting_mails
        waiting_pushes
        waiting_removals
        waiting_index
        chart_posts
        chart_deliveries
        chart_requests
        chart_refused
        chart_latency
        chart_memory
        check_reads
        check_writes
        check_disk
        check_jobs
        check_running
        status_title
        invitations_note
        new_invitation
        invitation_note_label
        invitation_note_hint
        invitation_valid_label
        valid_day
        valid_week
        valid_month
        valid_unlimited
        invitation_uses_label
        unlimited_people
        invitation_rooms_label
        create_invitation
        too_many_invitations
        invitation_room_gone
        older_invitations
        invitation_expired
        invitation_used_up
        invitation_revoked
        invitation_link_label
        invitation_link_hint
        invitation_qr
        came_with_invitation
        revoke_invitation
        to_invitations
        join_these_rooms
        set_up_snug
        set_up_snug_note
        bad_link
        bad_link_advice
        set_new_password
        log_in_with_new_password
        registration_by_invitation
        registration_by_invitation_advice
        setup_needed
        setup_needed_advice
        account_deactivated
        find_people
        part_of_name
        role_label
        all_roles
        role_member
        role_moderator
        role_administrator
        account_state
        all_states
        active
        deactivated
        no_password
        nobody_found
        never_seen
        more_people
        command_line
        change_account
        roles_note
        own_password_label
        change_role
        create_password_link
        end_all_sessions
        deactivate
        reactivate
        last_administrator
        no_such_act
        password_link_label
        audit_of_person
        who_may_register
        registration_open_choice
        registration_invite_choice
        registration_closed_choice
        who_may_invite
        inviters_administrators
        inviters_everyone
        find_entries
        act_label
        all_acts
        no_entries
        older_entries
        export_entries
        unknown_act
        act_setting_changed
        act_invitation_created
        act_invitation_revoked
        act_account_created
        act_role_changed
        act_deactivated
        act_reactivated
        act_sessions_ended
        act_password_link_created
        act_password_link_used
        act_setup_link_created
        act_setup_link_used

        // Keeping order.
        reports
        report_message
        report_this_message
        report_note
        report_reason_label
        report_button
        reported
        too_many_reports
        no_reports
        no_resolved_reports
        open_reports
        resolved_reports
        older_reports
        report_in_direct
        mute_author
        mute_no
        mute_hour
        mute_day
        mute_week
        mute_end
        dismiss_report
        mute_label
        mute
        muted
        ban_label
        remove_nothing
        remove_hour
        remove_day
        remove_everything
        block_networks
        ban
        blocked_networks
        blocked_networks_note
        unblock
        network_is_blocked
        act_banned
        act_network_blocked
        act_network_unblocked
        act_muted
        act_message_deleted
        act_report_resolved

        // Deleting one's account.
        deletion_tab
        delete_account
        your_messages
        messages_stay
        messages_go

        // Downloading one's data.
        download_tab
        download_data
        download_data_note
        download_button
        download_running
        data_messages

        // Second factor.
        second_factor_tab
        second_factor
        second_factor_note
        second_factor_is_on
        second_factor_is_off
        set_up_second_factor
        scan_this_code
        factor_qr
        factor_secret_label
        code_label
        first_code_hint
        turn_on
        turn_off
        new_recovery_codes
        recovery_codes
        recovery_codes_note
        enter_code
        code_hint
        wrong_code
        code_took_too_long
        remove_second_factor
        act_second_factor_removed

        // Required second factor.
        second_factor_required
        who_needs_factor
        factor_nobody
        factor_administrators
        factor_moderators
        factor_everyone

        // Rules of a room.
        room_rules
        who_can_post
        everybody_posts
        announcements_only
        slow_mode
        slow_mode_hint
        slow_off
        max_members
        max_members_hint
        announcements_note
        room_is_full
        room_is_full_advice

        // Administration of rooms and sessions.
        act_room_archived
        act_room_reopened
        act_room_deleted
        act_room_joined
        act_retention_changed
        sessions_now
        all_kinds
        room_kind
        open_kind
        closed_kind
        room_not_archived
        find_rooms
        part_of_room_name
        no_room_found
        more_rooms
        rooms_note
        never_posted
        change_room
        retention_label
        retention_hint
        server_retention_hint
        set_retention
        join_as_administrator
        join_as_administrator_note
        joined_as_administrator
        acts_of_administrators
        end_session
        no_sessions
        more_sessions
        session_was_ended
        act_session_ended
        archived_or_not

        // Blocking and warning.
        blocked_people
        blocked_tab
        blocked_note
        block_person
        block_label
        unblock_person
        nobody_blocked
        not_oneself
        too_many_blocked
        blocked_between
        deleted_account
        folded_message
        folded_quote
        act_warned
        warn
        warning_label
        warning_hint
        warning_author_label
        warnings
        you_were_warned
        read_warning
        confirm_warnings
        no_warnings
        warning_not_read

        // Guests.
        guests
        guests_note
        new_guest_link
        guest_stay
        stay_hour
        stay_day
        stay_week
        guests_wait
        create_guest_link
        guest_links
        no_guest_links
        too_many_guest_links
        revoke_guest_link
        qr_of_guest_link
        guests_here
        guests_waiting
        no_guests
        let_in
        turn_away
        remove_guest
        to_guests
        guest_name_label
        guest_enter
        guest_enter_note
        guest_waiting
        guest_waiting_note
        guest_leave
        guest_ended
        guest_ended_note
        guest_room_full
        guest_nothing_yet
        // E-mail.
        email
        email_tab
        email_note
        email_none
        email_label
        email_send_link
        email_cancel_pending
        email_remove
        email_link_sent
        email_is_removed
        email_invalid
        email_not_ascii
        email_is_yours
        verify_email
        verify_email_button
        email_is_verified
        forgot_password
        recover_note
        recover_label
        recover_button
        recover_empty
        recover_sent
        recover_sent_note
        mail_not_used
        mail_recovery
        mail_recovery_ignore
        mail_verification_subject
        mail_verification
        mail_verification_ignore
        mail_taken_subject
        mail_taken
        mail_address_changed_subject
        mail_address_changed
        mail_address_removed_subject
        mail_address_removed
        mail_password_changed_subject
        mail_password_changed
        mail_factor_on_subject
        mail_factor_on
        mail_factor_off_subject
        mail_factor_off
        mail_not_you
        mail_test_subject
        mail_test
        // Single sign-on.
        sign_on
        sign_on_tab
        log_in_by_sign_on
        create_by_sign_on
        sign_on_keeps_text
        have_logged_in
        not_logged_in_yet
        passwords_are_off
        passwords_off_note
        choose_username
        choose_username_note
        provider_fails
        provider_fails_advice
        sign_on_refused
        sign_on_refused_advice
        sign_on_stale
        sign_on_stale_advice
        sign_on_invalid
        sign_on_invalid_advice
        sign_on_not_allowed
        sign_on_unverified
        sign_on_wrong_domain
        sign_on_wrong_group
        other_identity
        other_identity_advice
        identity_taken
        identity_taken_advice
        begin_again
        sign_on_note
        sign_on_linked_now
        sign_on_unlinked_now
        link_sign_on
        link_it
        unlink_sign_on
        only_login
        only_login_without_passwords
        confirm_by_sign_on
        confirm_by_sign_on_note
        confirmed_by_sign_on
        guest_let_in

        // Passkeys.
        passkeys
        passkeys_tab
        passkeys_need_javascript
        passkey_name_label
        passkey_name_hint
        add_passkey
        remove_passkey
        passkey_added
        passkey_removed
        passkey_never_used
        passkey_not_made
        too_many_passkeys
        choose_passkey
        log_in_with_passkey
        bad_passkey

        // The sidebar.
        person_present
        own_menu
        show_sidebar
        hide_sidebar
        starred
        in_the_sidebar
        starred_room
        section_label
        section_hint
        section_too_long
        section_hidden
        your_sections
        room_order_label
        order_by_name
        order_by_activity
        sidebar_width_label
        sidebar_width_hint
        sidebar_hidden
        sidebar_narrow
        sidebar_normal
        sidebar_wide
        sidebar_wider

        // Drafts.
        draft_tag
        save_draft
        other_drafts
        drafts_note
        no_drafts
        use_draft
        discard_draft

        // People.
        or_choose_people
        choose_people
        own_card
        status
        status_tab
        set_status
        status_label
        status_hint
        status_end_label
        status_end_never
        status_end_half_hour
        status_end_four_hours
        status_end_today
        status_end_week
        is_online
        guest_word
        rooms_of_both
        send_message_to
        mention_them

        // Unread and mentions.
        go_to_day
        show_day
        unread_tab
        unread_messages
        mentions
        no_mentions
        older_mentions
        nothing_is_unread
        mark_everything_read
        all_marked_read
        undo
        mark_read
        all_unread_of_room

        // Reminders and messages that are sent later.
        remind_me
        reminders
        remind_me_again
        no_reminders
        reminders_due_now
        reminders_coming
        reminder_done
        delete_reminder
        reminder_unreadable
        due_date
        due_date_hint
        due_time
        due_times_are_of
        due_soon
        due_hours
        due_tomorrow
        due_monday
        due_own
        due_time_invalid
        due_time_past
        send_later
        send_later_note
        send_then
        send_now
        scheduled
        scheduled_message
        scheduled_saved
        no_scheduled
        delete_scheduled
        unreadable_room
        not_sent
        not_sent_no_access
        not_sent_muted
        not_sent_reply
        not_sent_server

        // Polls.
        poll
        new_poll
        post_poll
        poll_question
        poll_question_invalid
        poll_options
        poll_kind
        poll_single
        poll_several
        poll_ranked
        poll_ranked_hint
        poll_secret
        poll_secret_label
        poll_closes
        poll_closed_by_author
        poll_closed
        poll_closed_note
        poll_result
        poll_winner
        vote
        withdraw_vote
        close_poll
        your_vote
        join_to_vote
        vote_invalid
        ranks_invalid
        colon

        // Mentions of many people.
        mention_all
        mention_here
        no_group_mentions

        // Forwarding.
        forward
        forward_ask
        forward_message
        forward_to
        forward_comment
        forward_note
        forward_no_room
        forwarded

        // Notifications.
        mute_room_label
        digest_label
        digest_never
        digest_daily
        digest_weekly
        digest_hint
        digest_text
        digest_unsubscribe
        unsubscribe_title
        unsubscribe_note
        unsubscribe_button
        unsubscribed_title
        unsubscribed_note
        notifications
        notifications_tab
        this_device
        notifications_need_javascript
        notifications_unavailable
        notifications_denied
        notifications_are_on
        notifications_are_on_here
        notifications_are_off
        notifications_failed
        too_many_devices
        turn_on_notifications
        turn_off_notifications
        notified_devices
        no_notified_devices
        device_never_notified
        preview_label
        preview_text
        preview_name
        preview_nothing
        remove_device
        do_not_disturb
        pause_label
        pause_start
        pause_end
        pause_half_hour
        pause_hour
        pause_eight_hours
        pause_tomorrow
        pause_week
        quiet_hours
        from
        until
        quiet_hours_invalid
        default_level_label
        default_level_hint
        sound_label
        not_muted
        leave_muted
        end_muting
        offline_title
        offline_advice
        try_again

        // Room details and panels.
        to_first_unread
        on_this_page
        manage_room
        announcements_only_note
        owner_tag
        members_by_search
        leave_archive_delete
        leave_heading
        leave_closed_note
        remove_closed_note
        remove_open_note
        remove_from_room

        // Writing.
        formatting_and_more
        show_more
        show_less
        preview
        bold
        italic
        strikethrough
        code
        key_links
        send_key_label
        enter_sends
        ctrl_enter_sends
        formatting_label
        formatting_shown
        formatting_hidden

        // The bar on messages, and the emoji picker.
        name_or_word
        insert_emoji
        choose_emoji
        emoji
        find_emoji
        no_emoji_found
        skin_tone
        emoji_categories
        emoji_often
        emoji_smileys
        emoji_people
        emoji_nature
        emoji_food
        emoji_places
        emoji_activities
        emoji_objects
        emoji_symbols
        emoji_flags

        // First run.
        setup_title
        setup_addresses
        setup_people
        setup_rooms
        setup_another_room
        setup_branding
        setup_dismiss
        setup_later
        setup_room_random
        setup_room_random_description
        setup_room_help
        setup_room_help_description
        setup_room_news
        setup_room_news_description
        branding
        server_name_label
        server_name_hint
        server_name_characters
        logo_label
        save_branding
        remove_logo
        welcome_note

        // Time zones.
        region_africa
        region_america
        region_antarctica
        region_arctic
        region_asia
        region_atlantic
        region_australia
        region_europe
        region_indian
        region_pacific

        // Custom emoji.
        custom_emoji
        emoji_custom
        add_emoji
        custom_emoji_note
        emoji_name_label
        emoji_picture_label
        emoji_name_standard
        emoji_name_taken
        emoji_picture_missing
        emoji_adders_note
        emoji_added
        emoji_removed
        no_custom_emoji
        remove_emoji
        remove_emoji_ask
        remove_emoji_note
        who_may_add_emoji
        emoji_adders_everyone
        emoji_adders_moderators
        act_emoji_removed

        // Files.
        remove_this_file
        edit_file
        drafts_without_files
        attach_files
        attached_files
        add_files
        alt_text
        hide_until_asked
        keep_metadata
        storage_full
        file_quota
        file_gone
        previous_file
        next_file
        file_saved
        in_message

        // Finding files.
        finds_with_files
        finds_with_pictures
        finds_with_sounds
        finds_with_films
        room_files
        no_files
        no_files_of_kind
        kinds_of_files
        files_of_all_kinds
        files_pictures
        files_sounds
        files_films
        files_texts
        files_pdf
        files_other
        older_files

        // Voice messages.
        record_voice
    }
    filled {
        month(month)
        month_short(month)
        weekday(weekday)
        day_in_words(weekday, day, month, year)
        day_and_time(day, month, year, time)

        // Every page.
        count_new(count)
        for_you(count)

        // A room, live.
        messages_in(room)
        and_more(count)
        typing(name)
        logged_out_note(link)
        frame_full(link)

        // List of rooms, new rooms.
        room_name_too_long(most)
        room_description_too_long(count, most)

        // The page of a room.
        not_live(link)
        stalled_note(link)

        // A room's details.
        details_of_room(room)
        two_sentences(first, second)
        remove_member(name)
        delete_room_title(room)
        delete_room_note(room)

        // New rooms.
        too_many_rooms(most)

        // Direct conversations.
        too_many_in_direct(most)
        too_many_conversations(most)

        // Search.
        author_in_room(author, room)
        no_such_room(room)
        no_such_author(name)
        // Accounts.
        new_here(link)
        have_an_account(link)
        password_hint(count)
        username_too_long(count)
        display_name_hint(name)
        picture_hint(size)
        picture_too_large(size)
        picture_too_many_pixels(count)
        password_too_short(count)
        password_too_long(count)
        password_is_too_long(count)
        browser_on_system(browser, system)
        session_network(network)
        session_started(time)
        session_used(time)
        sessions_ended(count)

        // Errors.
        problem_in_brief(title, advice)
        too_many_attempts_advice(count)

        // A message.
        message_to(room)
        quote_line(author, text)
        replying_to(text)
        cancel_reply(what)
        draft_too_long(count, most)
        too_fast(count)

        // Editing and deleting.
        history_of(author, message)

        // A message's menu.
        message_by(author)
        too_many_emoji(count)

        // Pins and bookmarks.
        pinned_in(room)

        // Reactions.
        reacted_with(people, emoji)
        reacted_with_more(people, count, emoji)
        reactions_to(message, author)

        // Administration, invitations and links.
        invitation_note_invalid(count)
        people_count(count)
        invitation_number(number)
        invitation_by(person, time)
        invitation_by_command(time)
        invitation_used_of(count, max)
        invitation_used(count)
        invitation_until(time)
        invitation_leads_to(rooms)
        logged_in_as(name)
        set_new_password_note(name)
        last_seen(time)
        chart_now_most(now, most)
        milliseconds(count)
        number_of_accounts(count)
        number_of_rooms(count)
        number_of_sessions(count)
        messages_and_size(count, size)
        account_created(time)
        came_by_invitation(name, note)
        password_link_hint(name)
        set_by_flag(flag)
        audit_by(name, time)

        // Keeping order.
        report_reason_invalid(count)
        report_by(person, time)
        report_resolved_by(person, time)
        report_in_room(room)
        muted_for(minutes)
        blocked_with(name, time)

        // Deleting one's account.
        delete_account_note(days)
        account_will_be_deleted(days)

        // Downloading one's data.
        data_of(name)
        data_as_of(time)

        // Second factor.
        recovery_codes_left(count)

        // Rules of a room.
        count_seconds(count)
        count_minutes(count)
        count_hours(count)
        slow_mode_note(time)
        slow_mode_wait(time)
        max_members_invalid(most)

        // Administration of rooms and sessions.
        room_created_by(name, time)
        room_created_at(time)
        newest_message(time)
        count_members(count)
        count_messages(count)
        messages_are_removed_after(days)
        retention_invalid(most)

        // Blocking and warning.
        block_ask(name)
        warning_invalid(most)

        // Guests.
        guest_named(name)
        guest_title(room)
        guest_until(time)
        guest_link_by(name, time)
        guest_came(time)
        guests_wait_in(count, room)
        storage_note(time)
        kilobytes(count)
        // E-mail.
        email_verified(address)
        email_pending(address)
        verify_email_note(address, name)
        email_is_verified_note(address)
        mail_waiting(count)
        mail_sent_at(time)
        mail_failed_at(time)
        mail_hello(name)
        mail_recovery_subject(name)
        // Single sign-on.
        log_in_with(provider)
        create_with(provider)
        sign_on_linked(identity)
        link_this_account(identity)

        // Passkeys.
        passkeys_note(most)
        passkey_name_invalid(most)
        passkey_created(time)
        passkey_used(time)

        // The sidebar.
        archived_rooms(count)

        // Drafts.
        drafts_in(room)

        // People.
        unknown_names(names)
        ambiguous_name(name, people)
        could_not_add(name, why)
        add_people_to(room)
        status_until(when)
        status_too_long(most)
        local_time(time)

        // Unread and mentions.
        count_unread(count)
        more_unread_rooms(count)

        // Reminders and messages that are sent later.
        reminder_set(time)
        reminders_due(count)
        due_time_too_far(years)
        too_many_reminders(most)
        too_many_scheduled(most)
        send_later_in(room)
        scheduled_unsent(count)
        scheduled_here(count)

        // Polls.
        poll_options_hint(most)
        poll_options_invalid(most, chars)
        poll_closes_at(time)
        count_votes(count)
        count_voters(count)

        many_mentioned(count)

        // Notifications.
        digest_subject(count)
        digest_room(name, count)
        digest_direct(name, count)
        device_notified(time)
        remove_device_named(name)
        save_for_device(name)
        do_not_disturb_until(time)
        quiet_hours_hint(zone)
        quiet_from(day)
        quiet_until(day)
        notification_title(name, room)
        new_messages_count(count)
        room_is_muted(time)

        // Room details and panels.
        more_members(count)
        remove_member_title(name, room)
        new_since(count, time)

        // First run.
        brand_link(name)
        invited_by(name, server)
        invited(server)
        mail_footer(server)
        server_name_too_long(most)
        logo_hint(size)
        welcome_title(server)

        // Time zones.
        zone_of_this_browser(place)

        // Sounds.
        played_sound(name)
        play_sound(name)
        unknown_sound(names)

        // Custom emoji.
        emoji_name_hint(least, most)
        emoji_picture_hint(size)
        emoji_name_invalid(least, most)
        too_many_custom_emoji(each, all)
        emoji_added_by(name, time)
        remove_emoji_title(name)

        // Files.
        alt_text_of(name)
        remove_file(name)
        file_too_large(name, limit)
        picture_too_large_to_clean(name, limit)
        too_many_files(max)
        upload_interrupted(name)
        picture_named(name)
        show_hidden(name)
        download_file(name)
        bytes(count)
        megabytes(size)
        gigabytes(size)

        // Finding files.
        files_in(room)

        // Voice messages.
        voice_message(length)
    }
    scripted {
        older_messages
        for_you
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
        announce_older
        announce_newer
        count_new
        replying_to
        quote_line
        cancel
        cancel_replying
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
        announce_suggestions
        rooms_and_people
        room_or_person
        no_such_destination
        announce_results
        turn_shortcuts_off
        nothing_unread
        use_shortcuts

        // The sidebar.
        resize_sidebar
        unread_below
        unread_above

        // Unread and mentions.
        today
        yesterday

        // Room details and panels.
        to_first_unread
        open_as_page

        // Writing.
        bold
        italic
        strikethrough
        code
        format_link
        format_quote
        format_list
        format_spoiler
        formatting
        preview
        edit_keys_ctrl
        chars_left
        chars_over
        copy_code
        table

        // The bar on messages, and the emoji picker.
        react_with
        bar_react
        bar_reply
        reply_cancelled

        // Files.
        files_not_kept
        files_again
        files_log_in
        files_download
        files_alt_short
        files_page
        files_picture
        files_before
        files_after
        files_not_later
        files_alt
        files_hide
        files_remove
        files_retry
        files_uploading
        files_ready
        files_failed
        files_waiting
        files_too_many
        files_drop
        files_metadata
        picture_pause
        picture_play
    }
    later {
        // Voice messages.
        voice_recording
        voice_started
        voice_stopped
        voice_cancelled
        voice_limit
        voice_stop
        voice_cancel
        voice_refused
        voice_missing
        voice_busy
        voice_file
    }
}
