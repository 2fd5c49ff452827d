//! The bar on a message, the emoji picker, people's cards, and panels.

use tempfile::TempDir;

use crate::app::Person;
use crate::listener::Listener;
use crate::process::Process;

/// Presses keys, after each of which these utterances end like this, in order.
async fn hears_after(listener: &mut Listener, steps: &[(&str, &[&str])]) {
    for (keys, heard) in steps {
        listener.press(keys);
        for words in *heard {
            listener.hears_at_the_end(words).await;
        }
    }
}

/// A server with ann, who isn't logged in yet, and Bob Lee, who is in a meeting and has posted a message.
async fn server_with_people(folder: &TempDir) -> (Process, Person) {
    let server = Process::start(folder.path(), 0);
    server.browser().register("ann").await;
    let bob = server.browser().register("bob").await;
    assert_eq!(bob.post("/settings/profile", &[("name", "Bob Lee")]).await.status, 303);
    bob.post("/settings/status", &[("status", "In a meeting"), ("until", "half-hour")]).await;
    bob.say("general", "hello").await;
    (server, bob)
}

heard!(the_bar_of_a_message_and_the_emoji_picker_name_their_parts, async || {
    let folder = TempDir::new().unwrap();
    let (server, bob) = server_with_people(&folder).await;
    let Some(mut ann) = Listener::enter(&server, "ann").await else { return };
    hears_after(
        &mut ann,
        &[
            ("shift+Tab", &["Actions for this message link."]),
            ("Insert+a", &["Focus mode"]),
            ("Left", &["Actions for this message tool bar", "Reply push button."]),
            ("Left", &["Add a reaction push button."]),
            ("Left", &["React with ❤️ toggle button not pressed."]),
            ("Right", &["Add a reaction push button."]),
            ("Return", &["Find an emoji by name or word entry Name or word."]),
        ],
    )
    .await;
    ann.types("turtle").await;
    // The number is announced when typing pauses, and is the grid's name.
    ann.hears_of("Results: 1").await;
    ann.press("Down");
    ann.hears_of("Results: 1").await;
    ann.hears_at_the_end("turtle.").await;
    hears_after(
        &mut ann,
        &[
            ("shift+Tab", &["Often used page tab."]),
            ("Right", &["Smileys and emotion page tab."]),
            ("Tab", &["Smileys and emotion.", "columns", "grinning face.", "row 1 column 1."]),
            ("Right", &["grinning face with big eyes.", "column 2."]),
            ("Return", &["Add a reaction push button."]),
        ],
    )
    .await;
    assert_eq!(bob.get("/rooms/general").await.attribute(".reactions button", "value").as_deref(), Some("😃"));
    assert_eq!(ann.times("clickable"), 0, "nothing is called clickable but what is a control");
});

heard!(cards_and_panels_say_what_they_are_and_give_the_focus_back, async || {
    let folder = TempDir::new().unwrap();
    let (server, _bob) = server_with_people(&folder).await;
    let Some(mut ann) = Listener::enter(&server, "ann").await else { return };
    hears_after(
        &mut ann,
        &[
            ("shift+Tab", &["Actions for this message link."]),
            ("shift+Tab", &["M link."]),
            ("shift+Tab", &["Bob Lee link."]),
            ("Return", &["General visited link."]),
            ("Tab", &["Message bob push button."]),
            ("Tab", &["Mention link."]),
            ("Escape", &["Bob Lee link."]),
            ("shift+Tab", &["article."]),
            ("shift+Tab", &["Jump to newest link."]),
            ("shift+Tab", &["Messages region."]),
            ("shift+Tab", &["Details link."]),
            ("Return", &["complementary content About General", "About General heading level 2."]),
            ("Tab", &["Open as a page link."]),
            ("Tab", &["Close push button."]),
            ("Escape", &["Details link."]),
        ],
    )
    .await;
    assert_eq!(ann.times("clickable"), 0, "nothing is called clickable but what is a control");
});
