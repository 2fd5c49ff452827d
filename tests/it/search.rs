//! Search: results, their order, and access.

mod history;
mod scripts;
mod secrets;

use std::path::Path;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, Person, TestApp, until};

async fn search(person: &Person, typed: &str) -> Answer {
    let typed = utf8_percent_encode(typed, NON_ALPHANUMERIC);
    let answer = person.get(&format!("/search?q={typed}")).await;
    assert_eq!(answer.status, 200, "{typed}");
    answer
}

/// The snippets of all results, following pages where a busy machine needs several.
async fn found(person: &Person, typed: &str) -> Vec<String> {
    let mut page = search(person, typed).await;
    let mut found = page.texts(".snippet");
    while page.texts("#results [rel=next]").iter().any(|text| text.contains("further")) {
        page = person.get(&page.attribute("#results [rel=next]", "href").unwrap()).await;
        found.extend(page.texts(".snippet"));
    }
    found
}

/// The last indexed message, and the last message.
fn progress(database: &Path) -> (i64, i64) {
    let db = Connection::open(database).unwrap();
    let query = "select indexed, (select coalesce(max(id), 0) from messages) from search_progress";
    db.query_row(query, (), |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

/// Waits until all messages are indexed.
async fn until_indexed(database: &Path) {
    let is_so = async || {
        let (indexed, last) = progress(database);
        indexed == last
    };
    until("all messages are indexed", is_so).await;
}

/// Adds more messages than a search reads without the index, and waits until all are indexed.
async fn bury(database: &Path) {
    let db = Connection::open(database).unwrap();
    db.execute_batch(
        "begin immediate;
        insert into accounts (username, username_key, role, created_at) values ('digger', 'digger', 'member', 0);
        with recursive n (n) as (select 1 union all select n + 1 from n where n < 2000)
        insert into messages (room_id, author_id, body, posted_at, continues, created_change, latest_change)
        select 1, a.id, 'earth ' || n, 0, 0, r.change + n, r.change + n from n, rooms r, accounts a
            where r.id = 1 and a.username = 'digger';
        update rooms set change = change + 2000, posted_change = change + 2000 where id = 1;
        commit",
    )
    .unwrap();
    until_indexed(database).await;
}

/// A server with these messages by ann in the room `general`, found with or without the index.
async fn said(messages: &[&str], indexed: bool) -> (TestApp, Person) {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for message in messages {
        ann.say("general", message).await;
    }
    if indexed {
        bury(&app.database()).await;
    }
    (app, ann)
}

#[tokio::test]
async fn words_phrases_and_prefixes_are_found_newest_first() {
    let messages = ["We meet at nine", "At nine we MEET again", "meeting *notes* :tada:", "Nothing of that"];
    for indexed in [false, true] {
        let (_app, ann) = said(&messages, indexed).await;
        assert_eq!(found(&ann, "meet nine").await, ["At nine we MEET again", "We meet at nine"]);
        assert_eq!(found(&ann, "\"meet at\"").await, ["We meet at nine"]);
        assert_eq!(found(&ann, "mee*").await.len(), 3);
        assert_eq!(found(&ann, "mee").await, [""; 0]);
        assert_eq!(found(&ann, ":tada: notes").await, ["meeting notes 🎉"]);
        let page = search(&ann, "meet again").await;
        assert_eq!(page.texts(".snippet mark"), ["MEET", "again"]);
        assert_eq!(page.texts("title"), ["meet again · Search · Snug"]);
        assert_eq!(page.attribute("#q", "value").as_deref(), Some("meet again"));
        let link = page.attribute(".hits a", "href").unwrap();
        let (address, place) = link.split_once('#').unwrap();
        assert!(ann.get(address).await.has(&format!(".marked #{place}")), "{link}");
    }
}

#[tokio::test]
async fn operators_filter_by_room_person_and_day() {
    for indexed in [false, true] {
        let (app, ann) = said(&["tea by ann"], false).await;
        let bob = app.person("bob").await;
        ann.post("/rooms", &[("name", "Off topic"), ("kind", "open")]).await;
        bob.say("off-topic", "tea by bob").await;
        bob.say("general", "more tea by bob").await;
        if indexed {
            bury(&app.database()).await;
        }
        assert_eq!(found(&ann, "tea").await, ["more tea by bob", "tea by bob", "tea by ann"]);
        for room in ["in:off-topic", "in:\"off TOPIC\"", "in:#off-topic"] {
            assert_eq!(found(&ann, &format!("tea {room}")).await, ["tea by bob"], "{room}");
        }
        assert_eq!(found(&ann, "in:general in:off-topic from:BOB").await, ["more tea by bob", "tea by bob"]);
        assert_eq!(found(&ann, "from:@ann tea").await, ["tea by ann"]);
        assert_eq!(found(&ann, "from:ann from:bob in:general").await.len(), 2);
        let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let tomorrow = today.tomorrow().unwrap();
        assert_eq!(found(&ann, &format!("tea after:{today} before:{tomorrow}")).await.len(), 3);
        assert_eq!(found(&ann, &format!("tea before:{today}")).await, [""; 0]);
        assert_eq!(found(&ann, &format!("tea after:{tomorrow}")).await, [""; 0]);
        assert_eq!(found(&ann, &format!("after:{}", today.year())).await.len(), 3);
        assert!(search(&ann, "from:nobody tea").await.body.contains("Nobody is called “nobody”"));
    }
}

#[tokio::test]
async fn former_addresses_and_names_of_members_work_in_the_room_operator() {
    let (app, ann) = said(&[], false).await;
    app.person("bob").await;
    ann.post("/rooms", &[("name", "Tea"), ("kind", "open")]).await;
    ann.say("tea", "hot").await;
    ann.post("/rooms/tea/about", &[("name", "Coffee")]).await;
    assert_eq!(found(&ann, "in:tea").await, ["hot"]);
    let conversation = ann.post("/direct", &[("people", "bob")]).await.location().to_owned();
    ann.say(conversation.strip_prefix("/rooms/").unwrap(), "between us").await;
    let page = search(&ann, "in:bob").await;
    assert_eq!(page.texts(".snippet"), ["between us"]);
    assert_eq!(page.texts(".hits a"), ["ann in bob"]);
}

#[tokio::test]
async fn edits_and_deletions_take_effect_at_once_and_leave_nothing_in_the_index() {
    for indexed in [false, true] {
        let (app, ann) = said(&["an apple", "a banana", "a quincunx"], indexed).await;
        let ids: Vec<i64> = (1..=3).collect();
        let path = |id: i64, what: &str| format!("/rooms/general/messages/{id}/{what}");
        ann.post(&path(ids[0], "edit"), &[("body", "a cherry")]).await;
        ann.post(&path(ids[2], "delete"), &[("delete", "yes")]).await;
        assert_eq!(found(&ann, "apple").await, [""; 0], "earlier texts are not searched");
        assert_eq!(found(&ann, "cherry").await, ["a cherry"]);
        assert_eq!(found(&ann, "quincunx").await, [""; 0]);
        assert_eq!(found(&ann, "from:ann").await, ["a banana", "a cherry"]);
        until_indexed(&app.database()).await;
        assert_eq!(found(&ann, "cherry").await, ["a cherry"]);
        let db = Connection::open(app.database()).unwrap();
        db.execute("insert into search (search) values ('integrity-check')", ()).unwrap();
        let holds = |word: &str| -> bool {
            let query = "select exists (select 1 from search_data where instr(block, cast(?1 as blob)))";
            db.query_row(query, [word], |row| row.get(0)).unwrap()
        };
        // The index stores a word without the prefix it shares with the word before.
        assert!(!holds("incunx"), "what is deleted is no more in the index either");
        assert!(holds("nana"));
    }
}

#[tokio::test]
async fn result_pages_have_no_gaps_or_duplicates_while_others_write() {
    for indexed in [false, true] {
        let (app, ann) = said(&[], false).await;
        for number in 0..60 {
            ann.say("general", &format!("tea {number}")).await;
        }
        if indexed {
            bury(&app.database()).await;
        }
        let mut all = Vec::new();
        let mut page = search(&ann, "tea").await;
        loop {
            all.extend(page.texts(".snippet"));
            ann.say("general", "more tea").await;
            let Some(next) = page.attribute("#results [rel=next]", "href") else { break };
            page = ann.get(&next).await;
        }
        let expected: Vec<String> = (0..60).rev().map(|number| format!("tea {number}")).collect();
        assert_eq!(all, expected);
    }
}

#[tokio::test]
async fn no_query_makes_the_search_fail() {
    let (app, ann) = said(&["a NEAR miss and not a hit", "c++"], true).await;
    let long =
        ["x ".repeat(5_000), "\"".repeat(10_000), "(".repeat(10_000), "a".repeat(10_000), "é*".repeat(3_000)];
    let attempts = [
        "",
        " ",
        "\"",
        "\"\"",
        "*",
        "**",
        "\"a",
        "a\"",
        "NEAR(",
        "NEAR(a b, 2)",
        "a AND",
        "AND",
        "OR OR",
        "NOT",
        "a NOT b",
        "^a",
        "a:b",
        "words:a",
        "{words}:a",
        "-a",
        "+a",
        "a+b",
        "(",
        ")",
        "()",
        "a OR (b",
        "\0",
        "a\0b",
        "'; drop table messages; --",
        "/1",
        "@1",
        "~0",
        "\"/1\"",
        "in:",
        "in:\"",
        "in:\"\"",
        "from:",
        "before:",
        "before:9999-99-99",
        "before:0000",
        "before:-1",
        "after:99999999999",
        "after:9999-12-31",
        "before:-9999-01-01",
        "\u{202e}",
        "\u{fffd}",
        "🏳️‍🌈",
        "%",
        "_",
        "a%",
        "\\",
        "\\\"",
        "[[",
        "``",
        "in:a in:b in:c",
        ":::",
        "in:general\0",
        "from:\0",
    ];
    for typed in attempts.into_iter().chain(long.iter().map(String::as_str)) {
        search(&ann, typed).await;
    }
    for path in
        ["/search?q=%ff%fe", "/search?q=a&before=x", "/search?q=a&before=-5", "/search", "/search?before=1"]
    {
        assert_eq!(ann.get(path).await.status, 200, "{path}");
    }
    assert_eq!(found(&ann, "NEAR(").await, ["a NEAR miss and not a hit"]);
    assert_eq!(found(&ann, "~0").await, [""; 0], "what the index has beside the words is no word");
    assert_eq!(app.browser().get("/search?q=a").await.location(), "/login?next=%2Fsearch%3Fq%3Da");
}

#[tokio::test]
async fn snippets_are_escaped() {
    let (_app, ann) = said(&["<script>alert(1)</script> <mark>x</mark> word"], true).await;
    let page = search(&ann, "word").await;
    assert_eq!(page.texts(".snippet"), ["<script>alert(1)</script> <mark>x</mark> word"]);
    assert_eq!(page.texts(".snippet mark"), ["word"]);
    let typed = search(&ann, "\"><script>alert(1)</script>").await;
    assert_eq!(typed.attribute("#q", "value").as_deref(), Some("\"><script>alert(1)</script>"));
    assert!(!typed.body.contains("<script>alert"));
}
