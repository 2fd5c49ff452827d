//! Probing for closed rooms.

use crate::app::Person;
use crate::crowd::Target;

async fn make(person: &Person, name: &str, kind: &str) -> (u16, String) {
    let answer = person.post("/rooms", &[("name", name), ("kind", kind)]).await;
    (answer.status.as_u16(), answer.location().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn creating_rooms_reveals_no_closed_room() {
    let target = Target::start(&[]);
    let (ann, bob) = (target.person("ann", 1).await, target.person("bob", 2).await);
    let (status, closed) = make(&ann, "Layoffs 2027", "closed").await;
    assert_eq!(status, 303);
    assert_eq!(make(&bob, "Layoffs 2027", "open").await, (303, "/rooms/layoffs-2027".to_owned()));
    let (status, other) = make(&bob, "Layoffs 2027", "closed").await;
    assert_eq!(status, 303);
    assert_ne!(other, closed);
    for guess in ["/rooms/layoffs-2027-2", "/rooms/layoffs-2027-3", "/rooms/layoffs-2027-1"] {
        assert_eq!(bob.get(guess).await.status, 404, "{guess}");
    }
    assert_eq!(bob.get(&closed).await.status, 404);
    assert_eq!(ann.get(&closed).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn renaming_reveals_no_closed_room() {
    let target = Target::start(&[]);
    let (ann, bob) = (target.person("ann", 1).await, target.person("bob", 2).await);
    make(&ann, "Layoffs", "closed").await;
    let (_, own) = make(&bob, "Tea", "open").await;
    let form = [("name", "Layoffs"), ("description", "")];
    let renamed = bob.post(&format!("{own}/about"), &form).await;
    assert_eq!(renamed.status, 303, "{}", renamed.body);
    assert!(renamed.location().starts_with("/rooms/layoffs"), "{}", renamed.location());
    assert!(!renamed.location().contains("layoffs-2"), "{}", renamed.location());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_rooms_address_is_not_reused_at_once() {
    let target = Target::start(&[]);
    let (ann, bob) = (target.person("ann", 1).await, target.person("bob", 2).await);
    let (_, room) = make(&ann, "Budget", "open").await;
    let deleted = ann.post(&format!("{room}/delete"), &[("name", "Budget")]).await;
    assert_eq!(deleted.status, 303, "{}", deleted.body);
    let (status, again) = make(&bob, "Budget", "open").await;
    assert_eq!(status, 303);
    assert_ne!(again, room, "links to what was ann's don't lead to bob's");
}
