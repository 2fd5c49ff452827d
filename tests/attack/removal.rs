//! A member being removed from a closed room, who sends requests that would restore the membership as fast as possible.

use tokio::task::JoinSet;

use crate::app::{Answer, Person};
use crate::crowd::{Enough, Target};

const ROUNDS: usize = 25;
const CONNECTIONS: usize = 8;

async fn closed_room(ann: &Person) -> String {
    let answer = ann.post("/rooms", &[("name", "Board"), ("kind", "closed")]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().to_owned()
}

/// Runs rounds in which bob is invited, attacks on all connections, and is removed; returns in how many he is a member
/// afterwards.
async fn rounds_won(form: &'static [(&'static str, &'static str)], path: &'static str) -> usize {
    let target = Target::start(&["--messages-per-minute", "0"]);
    let (ann, bob) = (target.person("ann", 1).await, target.person("bob", 2).await);
    let room = closed_room(&ann).await;
    let mut won = 0;
    for _ in 0..ROUNDS {
        let invited = ann.post(&format!("{room}/invite"), &[("username", "bob")]).await;
        assert_eq!(invited.status, 303, "{}", invited.body);
        let enough = Enough::default();
        let mut attackers = JoinSet::new();
        for _ in 0..CONNECTIONS {
            let (bob, enough, path) = (bob.clone(), enough.clone(), format!("{room}{path}"));
            attackers.spawn(async move {
                let mut answered = 0;
                while !enough.said() {
                    if bob.post(&path, form).await.status != 404 {
                        answered += 1;
                    }
                }
                answered
            });
        }
        // During the attack.
        assert_eq!(bob.get(&room).await.status, 200);
        let removed = ann.post(&format!("{room}/remove"), &[("username", "bob")]).await;
        assert_eq!(removed.status, 303, "{}", removed.body);
        enough.say();
        let answered: usize = attackers.join_all().await.iter().sum();
        assert!(answered > 0, "the attack reached the room");
        won += usize::from(bob.get(&room).await.status != 404);
    }
    won
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_member_does_not_get_back_in_by_inviting_himself() {
    assert_eq!(rounds_won(&[("username", "bob")], "/invite").await, 0, "of {ROUNDS}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_member_does_not_get_back_in_by_posting() {
    assert_eq!(rounds_won(&[("body", "still here")], "/messages").await, 0, "of {ROUNDS}");
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_racing_a_removal_are_refused_or_precede_it() {
    let target = Target::start(&["--messages-per-minute", "0"]);
    let (ann, bob) = (target.person("ann", 1).await, target.person("bob", 2).await);
    let room = closed_room(&ann).await;
    assert_eq!(ann.post(&format!("{room}/invite"), &[("username", "bob")]).await.status, 303);
    let enough = Enough::default();
    let mut attackers = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (bob, enough, path) = (bob.clone(), enough.clone(), format!("{room}/messages"));
        attackers.spawn(async move {
            while !enough.said() {
                bob.post(&path, &[("body", "before")]).await;
            }
        });
    }
    assert_eq!(bob.get(&room).await.status, 200);
    assert_eq!(ann.post(&format!("{room}/remove"), &[("username", "bob")]).await.status, 303);
    let said = |page: Answer| page.attribute("article:last-of-type", "id");
    let last = said(ann.get(&room).await);
    enough.say();
    attackers.join_all().await;
    assert_eq!(said(ann.get(&room).await), last, "nothing came after the removal was answered");
}
