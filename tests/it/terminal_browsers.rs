//! Links and ELinks, used by keyboard.

use tempfile::TempDir;

use crate::app::PASSWORD;
use crate::terminal::Terminal;
use crate::text_browsers::{has, server_with_two_rooms};

/// Links caches all pages, whatever the headers say.
#[tokio::test]
async fn everything_works_in_links() {
    if has("links2") && has("tmux") {
        everything_works("links2", (".links2/links.cfg", "")).await;
    }
}

#[tokio::test]
async fn everything_works_in_elinks() {
    if has("elinks") && has("tmux") {
        let settings = "set document.browse.forms.insert_mode = 0\nset document.browse.forms.confirm_submit = 0\n";
        everything_works("elinks", (".elinks/elinks.conf", settings)).await;
    }
}

async fn everything_works(browser: &str, settings: (&str, &str)) {
    let folder = TempDir::new().unwrap();
    let (server, bob) = server_with_two_rooms(&folder).await;

    let terminal = Terminal::start(&format!("{browser} {}", server.url), settings);
    terminal.sees(&["Log in", "Username", "Password"]).await;
    terminal.goes_to("/register").await;
    terminal.press("Enter");
    terminal.sees(&["Create an account", "Username", "Everyone can see it", "Password", "At least 8"]).await;
    let enter = async |address: &str| {
        terminal.goes_to("username").await;
        terminal.types("ann");
        terminal.goes_to("name password").await;
        terminal.types(PASSWORD);
        terminal.goes_to(&format!("Post form to {}{address}", server.url)).await;
        terminal.press("Enter");
    };
    enter("/register").await;
    terminal.sees(&["General", "bob", "welcome, ann", "Message to General"]).await;

    terminal.goes_to("name body").await;
    terminal.types("hello from the keyboard");
    terminal.goes_to(&format!("Post form to {}/rooms/general/messages", server.url)).await;
    terminal.press("Enter");
    terminal.sees(&["welcome, ann", "ann\n", "hello from the keyboard", "Message to General ____"]).await;
    assert_eq!(bob.get("/rooms/general").await.messages(), ["welcome, ann", "hello from the keyboard"]);

    terminal.goes_to("name q").await;
    terminal.types("welcome");
    terminal.goes_to(&format!("Submit form to {}/search", server.url)).await;
    terminal.press("Enter");
    terminal.sees(&["Search all messages", "bob in General", "welcome, ann"]).await;

    terminal.goes_to(&format!("{}/rooms", server.url)).await;
    terminal.press("Enter");
    terminal.sees(&["Your rooms", "Rooms you can join", "Garden"]).await;
    terminal.goes_to("/rooms/garden").await;
    terminal.press("Enter");
    terminal.sees(&["Garden", "bob", "the roses bloom"]).await;

    terminal.goes_to("/logout").await;
    terminal.press("Enter");
    terminal.sees(&["Log in", "Username", "Password"]).await;
    enter("/login").await;
    terminal.sees(&["Garden", "the roses bloom"]).await;
}

#[tokio::test]
async fn a_guest_talks_with_links() {
    if !has("links2") || !has("tmux") {
        return;
    }
    let folder = TempDir::new().unwrap();
    let (_server, bob) = server_with_two_rooms(&folder).await;
    assert_eq!(bob.post("/rooms/garden/guests", &[("act", "create"), ("stay", "day")]).await.status, 303);
    let link = bob.get("/rooms/garden/guests").await.attribute("input.address", "value").unwrap();
    let terminal = Terminal::start(&format!("links2 {link}"), (".links2/links.cfg", ""));
    terminal.sees(&["Guest in Garden", "Your name"]).await;
    terminal.goes_to("name name").await;
    terminal.types("Zoe");
    terminal.goes_to("Post form to").await;
    terminal.press("Enter");
    terminal.sees(&["Guest in Garden", "Zoe (guest)", "No messages since you joined", "Reload"]).await;
    terminal.goes_to("name body").await;
    terminal.types("hello from the keyboard");
    terminal.goes_to("/guest/messages").await;
    terminal.press("Enter");
    terminal.sees(&["Zoe (guest)", "hello from the keyboard"]).await;
    assert_eq!(bob.get("/rooms/garden").await.messages().last().unwrap(), "hello from the keyboard");
}
