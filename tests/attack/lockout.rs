//! Guessing passwords of another account must not lock its owner out.

use crate::app::PASSWORD;
use crate::crowd::{Target, many};

const WRONG: &str = "wrong horse, wrong battery";

#[tokio::test(flavor = "multi_thread")]
async fn guesses_never_lock_the_owner_out_of_a_known_browser() {
    let target = Target::start(&[]);
    let ann = target.person("ann", 1).await;
    assert_eq!(ann.post("/logout", &[]).await.status, 303);
    let right = [("username", "ann"), ("password", PASSWORD)];
    for round in 0..18_u8 {
        // Twelve guesses first, then one between any two attempts of the owner.
        let guesses = if round == 0 { 12 } else { 1 };
        let attacker = |number: usize| {
            let browser = target.browser(20 + round, u8::try_from(number + 1).unwrap());
            async move { browser.post("/login", &[("username", "ann"), ("password", WRONG)]).await.status }
        };
        let answers = many(guesses, 12, attacker).await;
        assert!(answers.iter().all(|status| *status != 303));
        assert_eq!(ann.post("/login", &right).await.status, 303, "round {round}");
        assert_eq!(ann.post("/logout", &[]).await.status, 303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_from_elsewhere_do_not_lock_out_a_new_browser() {
    let target = Target::start(&[]);
    target.person("ann", 1).await;
    for host in 1..=12 {
        let browser = target.browser(20, host);
        assert_ne!(browser.post("/login", &[("username", "ann"), ("password", WRONG)]).await.status, 303);
    }
    let elsewhere = target.browser(90, 1);
    let right = [("username", "ann"), ("password", PASSWORD)];
    assert_eq!(elsewhere.post("/login", &right).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_are_throttled() {
    let target = Target::start(&[]);
    target.person("ann", 1).await;
    let from_one = many(80, 8, |_| {
        let browser = target.browser(30, 1);
        async move { browser.post("/login", &[("username", "ann"), ("password", WRONG)]).await.status.as_u16() }
    });
    let tried = from_one.await.iter().filter(|status| **status != 429).count();
    assert!(tried <= 20, "{tried} guesses of one network for one name");
    let from_many = many(200, 8, |number| {
        let browser = target.browser(u8::try_from(40 + number).unwrap(), 1);
        async move { browser.post("/login", &[("username", "ann"), ("password", WRONG)]).await.status.as_u16() }
    });
    let tried = from_many.await.iter().filter(|status| **status != 429).count();
    assert!(tried <= 150, "{tried} guesses of two hundred networks for one name");
}

#[tokio::test(flavor = "multi_thread")]
async fn racing_logins_with_the_former_password_leave_no_session() {
    let target = Target::start(&[]);
    let ann = target.person("ann", 1).await;
    let attacker = |number: usize| {
        let browser = target.browser(20, u8::try_from(number + 1).unwrap());
        async move {
            browser.post("/login", &[("username", "ann"), ("password", PASSWORD)]).await;
            browser
        }
    };
    let change = [("present", PASSWORD), ("password", WRONG)];
    let (browsers, changed) = tokio::join!(many(40, 8, attacker), ann.post("/settings/password", &change));
    assert_eq!((changed.status.as_u16(), changed.location()), (303, "/settings?password=changed"));
    for browser in browsers {
        assert_eq!(browser.get("/rooms").await.status, 303);
    }
    assert_eq!(ann.get("/rooms").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_session_allows_no_more_password_guesses_than_a_login() {
    let target = Target::start(&[]);
    let ann = target.person("ann", 1).await;
    let guess = |number: usize| {
        let ann = ann.clone();
        async move {
            // All forms that ask for the password share the allowance.
            if number.is_multiple_of(2) {
                ann.post("/settings/password", &[("present", WRONG), ("password", "another one")]).await.status
            } else {
                ann.post("/settings/sessions", &[("which", "others"), ("password", WRONG)]).await.status
            }
        }
    };
    let answers = many(60, 10, guess).await;
    let tried = answers.iter().filter(|status| **status == 422).count();
    // Ten as the known browser, ten from its network, and one per half minute.
    assert!(
        (1..=22).contains(&tried) && answers.iter().all(|status| *status == 422 || *status == 429),
        "{answers:?}"
    );
}
