//! Logging in.

use tempfile::TempDir;

use crate::listener::Listener;
use crate::process::Process;

heard!(the_login_page_announces_its_title_fields_and_errors, async || {
    let folder = TempDir::new().unwrap();
    let server = Process::start(folder.path(), 0);
    server.browser().register("ann").await;
    let Some(mut ann) = Listener::sit_down(&server).await else { return };

    ann.press("Insert+KP_Enter");
    ann.hears_of("Log in · Snug").await;
    ann.types("ann").await;
    ann.press("Tab");
    ann.hears("Password password text.").await;
    assert_eq!(ann.times("invalid"), 0, "what is not filled in yet is not wrong");
    ann.types_unseen("wrong horse").await;
    ann.press("Return");
    ann.hears("Wrong username or password. Try again.").await;

    // The error is read again with its field.
    let steps: [(&str, &[&str]); 4] = [
        ("shift+Tab", &["Username entry ann selected required."]),
        ("Tab", &["Password password text.", "Wrong username or password. Try again."]),
        ("Insert+a", &["Browse mode"]),
        ("shift+h", &["Log in heading level 1."]),
    ];
    for (key, heard) in steps {
        ann.press(key);
        for words in heard {
            ann.hears(words).await;
        }
    }
});
