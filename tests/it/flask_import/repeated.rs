//! Imports that are repeated, interrupted, or beside a running server.

use tokio_rusqlite::rusqlite::Connection;

use super::{Move, counted, history, in_general, lines, log_in, register};
use crate::process::{run, text};

#[test]
fn a_second_import_adds_only_new_messages() {
    let Some(the_move) = Move::prepare() else { return };
    the_move.import(&[]);
    let again = the_move.import(&[]);
    assert_eq!(again.last().unwrap(), "0 accounts and 0 messages imported; 1219 messages were here already");
    assert!(again.contains(&"account “john doe”: not a name in Snug, so it is now “john-doe-2”".to_owned()));

    the_move.say_more();
    let more = the_move.import(&[]);
    assert_eq!(more.last().unwrap(), "1 accounts and 3 messages imported; 1219 messages were here already");
    let new = lines(&[("ann", "Said after the first import"), ("dee", "I am new here")]);
    assert_eq!(the_move.said("general"), [with_line_ends(in_general()), new].concat());
    assert_eq!(the_move.said("new-room"), lines(&[("bob", "This room is new")]));
}

#[test]
fn a_second_import_recognises_the_chat_after_its_first_accounts_are_deleted() {
    let Some(the_move) = Move::prepare() else { return };
    the_move.import(&[]);
    Connection::open(the_move.old()).unwrap().execute_batch("delete from users where id <= 4").unwrap();
    let again = the_move.import(&[]);
    assert_eq!(again.last().unwrap(), "0 accounts and 0 messages imported; 1219 messages were here already");
}

/// As in the database, where line ends are characters.
fn with_line_ends(mut said: Vec<(String, String)>) -> Vec<(String, String)> {
    for (_, body) in &mut said {
        *body = body.replace("Twolines", "Two\nlines");
    }
    said
}

#[test]
fn an_interrupted_import_continues_where_it_stopped() {
    let Some(the_move) = Move::prepare() else { return };
    the_move.start().kill();
    let snug = Connection::open(the_move.path().join("chat.db")).unwrap();
    let full = "create trigger full before insert on messages when (select count(*) from messages) >= 700
        begin select raise(abort, 'cut short'); end";
    snug.execute_batch(full).unwrap();
    let output = run(the_move.path(), &["import", "flask-chat", "old.db"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(text(&*output.stderr).lines().count(), 1, "{output:?}");

    snug.execute_batch("drop trigger full").unwrap();
    let summary = the_move.import(&[]).pop().unwrap();
    assert!(summary.starts_with("0 accounts and ") || summary.starts_with("1 accounts and "), "{summary}");
    assert!(!summary.contains(" 0 messages were here already"), "{summary}");
    assert_eq!(the_move.said("general"), with_line_ends(in_general()));
    assert_eq!(the_move.said("odd"), counted(1));
    assert_eq!(the_move.said("even"), counted(2));
}

#[tokio::test]
async fn importing_into_a_running_server_keeps_names_and_shows_messages_live() {
    let Some(the_move) = Move::prepare() else { return };
    let server = the_move.start();
    let ann = register(&server, "ann").await;
    ann.say("general", "I was here first").await;
    let mut stream = ann.events("/rooms/general/events").await;

    let printed = the_move.import(&[]);
    assert!(printed.contains(
        &"account “ann”: the name, or one that looks like it, is taken in Snug, so it is now “ann-2”".to_owned()
    ));
    assert!(!printed.iter().any(|line| line.contains("administrator")), "{printed:?}");
    ann.say("general", "What is all this?").await;

    let mut expected = in_general();
    expected[1].0 = "ann-2".to_owned();
    expected.insert(0, ("ann".to_owned(), "I was here first".to_owned()));
    expected.push(("ann".to_owned(), "What is all this?".to_owned()));
    assert_eq!(history(&ann, "general").await, expected);
    for (_, body) in &expected[1..] {
        assert_eq!(&stream.message().await, body);
    }

    let old_ann = log_in(&server, "ann-2", "correct horse").await;
    old_ann.say("general", "So I am ann-2 now").await;
    assert_eq!(stream.message().await, "So I am ann-2 now");
}
