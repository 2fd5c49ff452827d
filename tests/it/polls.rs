//! Polls.

use reqwest::Method;

use crate::app::{Answer, PASSWORD, Person, Stream, TestApp};
use crate::reminders::{in_seconds, wait_for};
use crate::sinks::over_every_sink;

const POLL: &str = "/rooms/general/messages/1/poll";
const ROOM: &str = "/rooms/general";

over_every_sink! {
    a_poll_is_live_for_everybody_and_its_votes_can_be_changed,
    a_secret_poll_reveals_nothing_before_it_closes_at_its_time,
}

async fn post(person: &Person, more: &[(&str, &str)]) -> Answer {
    let poll = [("question", "Where *to*?"), ("options", "The lake\nThe <b>hills\nHome")];
    person.post("/rooms/general/poll", &[&poll[..], more].concat()).await
}

async fn vote(person: &Person, fields: &[(&str, &str)]) -> Answer {
    person.post(POLL, &[&[("act", "vote")], fields].concat()).await
}

/// The texts of the options as they are shown, with their votes.
async fn shown(person: &Person) -> Vec<String> {
    person.get("/rooms/general?newest=yes").await.texts("#message-1 .options li")
}

async fn a_poll_is_live_for_everybody_and_its_votes_can_be_changed() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    assert!(ann.get(ROOM).await.has("#composer a[href='/rooms/general/poll']"));
    let mut stream = bob.events("/rooms/general/events").await;
    assert_eq!(post(&ann, &[("kind", "single")]).await.status, 303);
    let event = wait_for(&mut stream, "#message-1 .poll").await;
    assert!(event.html().contains("The &lt;b&gt;hills"));
    bob.get(ROOM).await;
    assert_eq!(shown(&bob).await, ["The lake: 0 votes ", "The <b>hills: 0 votes ", "Home: 0 votes "]);
    assert_eq!(bob.get(ROOM).await.messages(), ["Where to?"]);

    assert_eq!(vote(&bob, &[("choice", "1")]).await.location(), "/rooms/general/messages/1#message-1");
    let event = wait_for(&mut stream, "#message-1 .poll meter[value='1']").await.html();
    assert_eq!(vote(&ann, &[("choice", "1")]).await.status, 303);
    wait_for(&mut stream, "#message-1 .poll meter[value='2']").await;
    assert!(!event.contains("checked"), "the markup is the same for everybody");
    assert!(bob.get(POLL).await.has("[name=choice][value='1'][checked]"), "the own vote is on the poll's page");
    assert_eq!(vote(&bob, &[("choice", "0")]).await.status, 303);
    assert_eq!(shown(&ann).await, ["The lake: 1 vote ", "The <b>hills: 1 vote ", "Home: 0 votes "]);
    assert_eq!(bob.post(POLL, &[("act", "withdraw")]).await.status, 303);
    assert_eq!(shown(&ann).await, ["The lake: 0 votes ", "The <b>hills: 1 vote ", "Home: 0 votes "]);
    assert!(!bob.get(POLL).await.has("[name=choice][checked]"));

    // With JavaScript, the form is beside its message.
    let request = bob.request(Method::GET, POLL).header("hx-request", "true");
    let beside = Answer::of(request).await;
    assert!(beside.has("form[hx-post]") && !beside.has("main"));
    assert_eq!(bob.htmx_post(POLL, &[("act", "vote"), ("choice", "2")]).await.status, 204);
}

async fn a_secret_poll_reveals_nothing_before_it_closes_at_its_time() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut stream = Stream::open(ann.request(Method::GET, "/rooms/general/events")).await;
    let time = in_seconds(4);
    let when: Vec<_> = time.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(post(&ann, &[&[("kind", "several"), ("secret", "yes")], &when[..]].concat()).await.status, 303);
    assert_eq!(vote(&bob, &[("choice", "0"), ("choice", "2")]).await.status, 303);
    assert_eq!(vote(&bob, &[("choice", "0")]).await.status, 303);
    let mut events = String::new();
    loop {
        let event = stream.next().await.unwrap().data;
        let is_closed = event.contains("Closed");
        events += if is_closed { "" } else { &event };
        if is_closed {
            assert!(event.contains("1 vote<") && event.contains("<meter"), "{event}");
            break;
        }
        let secrets = [
            ann.get(ROOM).await.body,
            ann.get(POLL).await.body,
            ann.get("/search?q=lake").await.body,
            ann.get("/rooms/general/messages/1/history").await.body,
            ann.get("/rooms/general/messages/1/menu").await.body,
        ];
        // The poll may have been closed meanwhile.
        if !secrets.iter().any(|page| page.contains("This poll is closed")) {
            let in_pages = secrets.iter().filter(|page| !page.contains("Closed") && page.contains("<meter"));
            assert_eq!(in_pages.count(), 0);
        }
    }
    assert!(!events.contains("<meter") && !events.contains("0 votes") && !events.contains("1 vote<"), "{events}");
    assert!(events.contains("1 person has voted"));
    assert_eq!(events.matches("1 person has voted").count(), 1, "a changed vote is no event");
    assert_eq!(shown(&bob).await, ["The lake: 1 vote ", "The <b>hills: 0 votes ", "Home: 0 votes "]);
    let refused = vote(&bob, &[("choice", "1")]).await;
    assert_eq!((refused.status.as_u16(), refused.texts("#problem").len()), (422, 1));
    assert_eq!(shown(&bob).await[1], "The <b>hills: 0 votes ");
    let page = bob.get(POLL).await;
    assert!(!page.has("[name=choice]") && page.texts("form.ballot li") == ["The lake"], "one's own vote is there");
}

#[tokio::test]
async fn ranked_choices_elect_by_instant_runoff() {
    let app = TestApp::spawn().await;
    let mut people = Vec::new();
    for name in ["ann", "bob", "cy", "dee", "eve"] {
        people.push(app.person(name).await);
    }
    assert_eq!(post(&people[0], &[("kind", "ranked")]).await.status, 303);
    for (person, ranks) in
        people.iter().zip([["1", "", ""], ["1", "2", ""], ["", "1", "2"], ["", "1", ""], ["", "2", "1"]])
    {
        let fields: Vec<_> = ["rank-0", "rank-1", "rank-2"].into_iter().zip(ranks).collect();
        assert_eq!(vote(person, &fields).await.status, 303);
    }
    let won = "The <b>hills: 2 votes · Winner ";
    assert_eq!(shown(&people[1]).await, ["The lake: 2 votes ", won, "Home: 1 vote "]);
    assert!(people[4].get(POLL).await.has("#rank-1 option[value='2'][selected]"));
    for wrong in [
        [("rank-0", "1"), ("rank-1", "1")],
        [("rank-0", "x"), ("rank-1", "2")],
        [("rank-9", "1"), ("rank-1", "2")],
        [("rank-0", ""), ("rank-1", "")],
    ] {
        assert_eq!(vote(&people[0], &wrong).await.status, 422, "{wrong:?}");
    }
    assert_eq!(shown(&people[1]).await[1], won);
}

#[tokio::test]
async fn only_members_who_are_not_muted_vote_and_only_for_options_that_there_are() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    assert_eq!(post(&ann, &[]).await.status, 303);
    for wrong in
        [&[("choice", "3")][..], &[("choice", "-1")], &[("choice", "x")], &[], &[("choice", "0"), ("choice", "1")]]
    {
        assert_eq!(vote(&bob, wrong).await.status, 422, "{wrong:?}");
    }
    assert_eq!(bob.post(POLL, &[("act", "dance")]).await.status, 400);
    bob.post("/rooms/general/leave", &[]).await;
    assert_eq!(vote(&bob, &[("choice", "0")]).await.status, 403);
    assert!(bob.get(POLL).await.body.contains("Only members of the room can vote."));
    bob.post("/rooms/general/join", &[]).await;
    ann.post("/admin/people/bob", &[("act", "mute"), ("mute", "hour"), ("password", PASSWORD)]).await;
    assert_eq!(vote(&bob, &[("choice", "0")]).await.status, 403);
    ann.say("general", "no poll").await;
    let other = "/rooms/general/messages/2/poll";
    assert_eq!(ann.get(other).await.status, 404);
    assert_eq!(ann.post(other, &[("act", "vote"), ("choice", "0")]).await.status, 404);
    let den = ann.make_room("Den", "closed").await;
    let elsewhere = format!("/rooms/{den}/messages/1/poll");
    assert_eq!(ann.post(&elsewhere, &[("act", "vote"), ("choice", "0")]).await.status, 404, "of another room");
    assert_eq!(bob.get(&format!("/rooms/{den}/poll")).await.status, 404);
    ann.post("/rooms/general/archive", &[]).await;
    assert_eq!(vote(&ann, &[("choice", "0")]).await.status, 403);
    assert_eq!(shown(&ann).await, ["The lake: 0 votes ", "The <b>hills: 0 votes ", "Home: 0 votes "]);
}

#[tokio::test]
async fn a_poll_is_closed_by_its_author_alone_and_is_not_edited() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    assert_eq!(post(&bob, &[("secret", "yes")]).await.status, 303);
    vote(&ann, &[("choice", "2")]).await;
    assert_eq!(ann.post(POLL, &[("act", "close")]).await.status, 403, "not by an administrator either");
    for person in [&ann, &bob] {
        let edit = person.post("/rooms/general/messages/1/edit", &[("body", "another")]).await;
        assert_eq!(edit.status, 403, "people have voted for its text");
    }
    assert!(!bob.get("/rooms/general/messages/1/menu").await.has("a[href$='/edit']"));
    assert_eq!(bob.post(POLL, &[("act", "close")]).await.status, 303);
    assert_eq!(shown(&ann).await[2], "Home: 1 vote ");
    assert_eq!(vote(&ann, &[("choice", "0")]).await.status, 422);
    assert_eq!(bob.post("/rooms/general/messages/1/delete", &[("delete", "yes")]).await.status, 303);
    let database = tokio_rusqlite::rusqlite::Connection::open(app.database()).unwrap();
    for table in ["polls", "poll_votes"] {
        let count = database.query_row(&format!("select count(*) from {table}"), (), |row| row.get::<_, i64>(0));
        assert_eq!(count.unwrap(), 0, "nothing of a deleted poll is left in {table}");
    }
    assert_eq!(ann.get(POLL).await.status, 404);
}

#[tokio::test]
async fn a_vote_that_is_sent_many_times_at_once_counts_once() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    post(&ann, &[]).await;
    let votes = (0..20).map(|number| {
        let bob = bob.clone();
        tokio::spawn(async move { vote(&bob, &[("choice", ["0", "1", "2"][number % 3])]).await.status })
    });
    for voted in votes.collect::<Vec<_>>() {
        assert_eq!(voted.await.unwrap(), 303);
    }
    let sum = shown(&ann).await.iter().filter(|option| option.ends_with(": 1 vote ")).count();
    assert_eq!((sum, ann.get(ROOM).await.texts(".poll meter[value='0']").len()), (1, 2));
    assert!(ann.get(ROOM).await.texts(".poll .hint")[0].contains("1 person has voted"));
}

#[tokio::test]
async fn a_poll_that_cannot_be_posted_is_returned_as_typed_and_one_that_is_sent_twice_is_posted_once() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for (question, options, field) in
        [("", "a\nb", "#question"), ("?", "a", "#options"), ("?", "a\na", "#options")]
    {
        let form = [("question", question), ("options", options), ("kind", "ranked"), ("secret", "yes")];
        let refused = ann.post("/rooms/general/poll", &form).await;
        assert_eq!(refused.status, 422);
        assert!(refused.has(&format!("{field}[aria-invalid]")), "{field}");
        assert_eq!(refused.texts("#options"), [options]);
        assert!(refused.has("[value=ranked][checked]") && refused.has("[name=secret][checked]"));
    }
    let past = [("when", "own"), ("date", "2020-01-01"), ("time", "9:00")];
    assert!(post(&ann, &past).await.has("#date[aria-invalid]"));
    for _ in 0..2 {
        assert_eq!(post(&ann, &[("nonce", "n1")]).await.status, 303);
    }
    assert_eq!(bob.get(ROOM).await.messages(), ["Where to?"]);
    // Search, text browsers and notifications have the whole text.
    assert!(bob.get("/search?q=lake").await.body.contains("lake"));
    ann.post("/rooms/general/rules", &[("post", "announcements"), ("slow", "0"), ("max_members", "")]).await;
    let refused = post(&bob, &[]).await;
    assert_eq!((refused.status.as_u16(), refused.texts("#question")), (403, vec!["Where *to*?".to_owned()]));
}
