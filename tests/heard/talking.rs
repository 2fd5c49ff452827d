//! New messages, replies and reactions.

use tempfile::TempDir;

use crate::app::Person;
use crate::listener::Listener;
use crate::process::Process;

/// A server with ann, who isn't logged in yet, and bob, who has posted a message.
async fn server_with_people(folder: &TempDir) -> (Process, Person) {
    let server = Process::start(folder.path(), 0);
    server.browser().register("ann").await;
    let bob = server.browser().register("bob").await;
    bob.say("general", "before ann came").await;
    (server, bob)
}

/// Asserts that a message is announced with author, text and time.
fn is_heard_as(said: &str, author_and_text: &str) {
    let time = said.strip_prefix(author_and_text).and_then(|rest| rest.strip_prefix(", "));
    let time = time.unwrap_or_else(|| panic!("{said:?} is not {author_and_text:?}"));
    assert!(time.ends_with("M") && time.contains(':'), "{said:?} ends with the time");
}

heard!(new_messages_are_announced_once_and_changes_are_not, async || {
    let folder = TempDir::new().unwrap();
    let (server, bob) = server_with_people(&folder).await;
    let Some(mut ann) = Listener::enter(&server, "ann").await else { return };

    bob.say("general", "hello ann").await;
    is_heard_as(&ann.hears_of("bob").await, "bob: hello ann");
    assert_eq!((ann.times(":"), ann.times("day, ")), (1, 0), "no other time, and no day, was said on arrival");
    bob.say("general", "are you there?").await;
    is_heard_as(&ann.hears_next().await, "bob: are you there?");

    let change = async |path: &str, form: &[(&str, &str)]| {
        assert_eq!(bob.post(&format!("/rooms/general/messages/{path}"), form).await.status, 303);
    };
    change("2/edit", &[("body", "hello dear ann")]).await;
    change("2/reactions", &[("emoji", "👍")]).await;
    change("1/delete", &[("sure", "yes")]).await;
    bob.post("/rooms/general/messages", &[("body", "no hurry"), ("reply_to", "3"), ("nonce", "answer")]).await;
    is_heard_as(&ann.hears_next().await, "bob: In reply to bob: no hurry");
    assert_eq!((ann.times("before ann came"), ann.times("dear"), ann.times("hello")), (0, 0, 1));
});

heard!(landmarks_headings_and_fields_of_a_room_are_reached_by_keys, async || {
    let folder = TempDir::new().unwrap();
    let (server, bob) = server_with_people(&folder).await;
    let Some(mut ann) = Listener::enter(&server, "ann").await else { return };
    bob.say("general", "hello ann").await;
    ann.hears_of("bob: hello ann").await;

    ann.press("Insert+KP_Enter");
    ann.hears_of("General · Snug").await;
    ann.press("Insert+a");
    ann.hears("Browse mode").await;
    let steps: [(&str, &[&str]); 11] = [
        ("h", &["New room link heading level 2."]),
        ("h", &["New conversation link heading level 2."]),
        ("h", &["General heading level 1."]),
        ("m", &["Messages", "1 new since"]),
        ("h", &["heading level 2."]),
        ("Down", &["bob link."]),
        ("Down", &["before ann came."]),
        ("Down", &["M link."]),
        ("m", &["Wrapping to top.", "Rooms", "Snug: all rooms link."]),
        ("e", &["Search messages entry."]),
        ("e", &["Message to General entry."]),
    ];
    for (key, heard) in steps {
        ann.press(key);
        for words in heard {
            ann.hears_at_the_end(words).await;
        }
    }
});

heard!(a_message_is_answered_and_reacted_to_by_the_keyboard, async || {
    let folder = TempDir::new().unwrap();
    let (server, bob) = server_with_people(&folder).await;
    let Some(mut ann) = Listener::enter(&server, "ann").await else { return };
    bob.say("general", "cake?").await;
    is_heard_as(&ann.hears_of("bob").await, "bob: cake?");

    ann.types("yes please").await;
    ann.press("Return");
    is_heard_as(&ann.hears_of("ann: ").await, "ann: yes please");
    assert_eq!(bob.get("/rooms/general").await.messages(), ["before ann came", "cake?", "yes please"]);

    // From the text box back to the last message, which is the tab stop.
    ann.press("shift+Tab");
    ann.hears_at_the_end("Actions for this message link.").await;
    ann.press("Return");
    ann.hears("form React").await;
    ann.hears("👍 push button.").await;
    for emoji in ["❤️", "😂", "🎉"] {
        ann.press("Tab");
        ann.hears(&format!("{emoji} push button.")).await;
    }
    ann.press("Return");
    // The focus returns to the link, which the stream may be replacing. Later messages are announced after the
    // reaction.
    ann.hears_at_the_end("link.").await;
    bob.say("general", "great").await;
    ann.hears_of("bob: great, ").await;
    ann.press("shift+Tab");
    ann.hears_at_the_end("M link.").await;
    ann.press("shift+Tab");
    ann.hears("1 ann reacted with 🎉 toggle button pressed.").await;
    assert_eq!(bob.get("/rooms/general").await.attribute(".reactions button", "value").as_deref(), Some("🎉"));
});

heard!(without_javascript_only_new_messages_are_announced_once, async || {
    let folder = TempDir::new().unwrap();
    let (server, bob) = server_with_people(&folder).await;
    let Some(mut ann) = Listener::enter_without_javascript(&server, "ann").await else { return };
    let first = says_until_heard(&bob, &mut ann, "hello").await;
    is_heard_in_the_frame(&first, "bob hello");
    bob.say("general", "are you there?").await;
    is_heard_in_the_frame(&ann.hears_of("Messages in General bob are").await, "bob are you there?");

    // The frame reloads after an edit, and isn't read again.
    bob.post("/rooms/general/messages/2/edit", &[("body", "my dear ann")]).await;
    is_heard_in_the_frame(&says_until_heard(&bob, &mut ann, "no hurry").await, "bob no hurry");
    let again = ["before ann came", "are you there?", "dear"].map(|words| ann.times(words));
    assert_eq!(again, [0, 1, 0]);
    assert_eq!(ann.times(first.trim_start_matches("Messages in General ")), 1);
});

/// Posts the text with a number until it is announced: messages from before the page listens aren't announced.
async fn says_until_heard(bob: &Person, listener: &mut Listener, text: &str) -> String {
    for number in 1..=20 {
        bob.say("general", &format!("{text} {number}")).await;
        if let Some(said) = listener.hears_soon(&format!("Messages in General bob {text}")).await {
            return said;
        }
    }
    panic!("{text:?} is never heard")
}

/// In the frame, the list itself announces a message: author, text, time.
fn is_heard_in_the_frame(said: &str, author_and_text: &str) {
    let rest = said.strip_prefix("Messages in General ").and_then(|said| said.strip_prefix(author_and_text));
    let rest = rest.unwrap_or_else(|| panic!("{said:?} is not {author_and_text:?}"));
    let time = rest.rsplit(' ').next().unwrap_or_default();
    assert!(time.len() == 5 && time.contains(':'), "{said:?} ends with the time");
}
