//! Races of e-mail addresses and of the links that are sent to them.

use jiff::{SignedDuration, Timestamp};

use crate::chat::races::stage::Stage;
use crate::model::administration::one_time_links::LinkSecret;
use crate::model::mail::outgoing::MailKind;
use crate::model::{EmailAddress, Language, Viewer};
use crate::store;
use crate::store::Proof;
use crate::store::testing::{TestBackend, on_every_backend};
use crate::store::{NewAddress, NewRecovery, NextMail, Store};

on_every_backend!(
    an_address_is_asked_for_and_removed_only_in_a_session_and_with_the_password_that_was_compared,
    whoever_loses_the_account_or_the_address_before_an_email_is_sent_gets_none,
    an_address_that_became_anothers_before_the_link_was_used_is_not_verified,
    an_email_is_taken_once_until_its_lease_ends,
);

fn address(of: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{of}@example.org")).unwrap()
}

fn asked(by: &Viewer, hash: &str, address: EmailAddress) -> NewAddress {
    let (account, session, password_hash) = (by.account.id, by.session.id, hash.to_owned());
    NewAddress {
        account,
        session,
        proof: Proof::Hash(password_hash),
        address,
        language: Language::English,
        now: Timestamp::now(),
    }
}

fn later(hours: i64) -> Timestamp {
    Timestamp::now().saturating_add(SignedDuration::from_hours(hours)).unwrap()
}

/// Takes the next e-mail, whose link has this secret.
async fn next(store: &Store, secret: u8, now: Timestamp) -> NextMail {
    let lease_until = now.saturating_add(SignedDuration::from_mins(5)).unwrap();
    store.next_mail(LinkSecret::new([secret; 32]).id(), lease_until, now).await.unwrap()
}

/// Gives somebody a verified address.
async fn verify(store: &Store, who: &Viewer, to: EmailAddress) {
    store.ask_for_address(asked(who, "", to)).await.unwrap();
    let secret = LinkSecret::new([99; 32]);
    let NextMail::Mail(mail) = next(store, 99, Timestamp::now()).await else { panic!("no e-mail") };
    store.mail_sent(mail.id).await.unwrap();
    store.verify_address(secret.id(), Timestamp::now()).await.unwrap();
}

async fn recovery(store: &Store, typed: &str) {
    let (typed, network) = (typed.to_owned(), String::new());
    let new = NewRecovery { typed, language: Language::English, network, now: Timestamp::now() };
    store.queue_recovery(new).await.unwrap();
}

async fn an_address_is_asked_for_and_removed_only_in_a_session_and_with_the_password_that_was_compared(
    backend: TestBackend,
) {
    let stage = Stage::new(backend).await;
    let Stage { chat, store, bob, .. } = &stage;
    verify(store, bob, address("bob")).await;
    let changed = store.ask_for_address(asked(bob, "another", address("eve"))).await;
    assert!(matches!(changed, Err(store::Error::Changed)));
    let removed =
        store.remove_addresses(bob.account.id, bob.session.id, Proof::Hash("another".to_owned()), false).await;
    assert!(matches!(removed, Err(store::Error::Changed)));
    chat.end_session(bob).await.unwrap();
    let ended = store.ask_for_address(asked(bob, "", address("eve"))).await;
    assert!(matches!(ended, Err(store::Error::SessionEnded)));
    let removed = store.remove_addresses(bob.account.id, bob.session.id, Proof::Hash(String::new()), false).await;
    assert!(matches!(removed, Err(store::Error::SessionEnded)));
    let own = store.own_addresses(bob.account.id).await.unwrap();
    assert_eq!((own.verified.map(|(address, _)| address), own.pending), (Some(address("bob")), None));
}

async fn whoever_loses_the_account_or_the_address_before_an_email_is_sent_gets_none(backend: TestBackend) {
    let Stage { store, bob, .. } = &Stage::new(backend).await;
    verify(store, bob, address("bob")).await;
    for (loss, undone) in [
        (
            "update accounts set deactivated_at = 1 where username = 'bob'",
            "update accounts set deactivated_at = null where username = 'bob'",
        ),
        ("update email_addresses set is_pending = 1", "update email_addresses set is_pending = 0"),
    ] {
        recovery(store, "bob").await;
        store.execute(loss).await.unwrap();
        assert!(matches!(next(store, 1, Timestamp::now()).await, NextMail::Dropped), "{loss}");
        assert_eq!(store.waiting_mails().await.unwrap(), 0);
        let link = store.link_purpose(LinkSecret::new([1; 32]).id(), Timestamp::now()).await;
        assert!(matches!(link, Err(store::Error::BadLink)), "{loss}");
        store.execute(undone).await.unwrap();
    }
}

async fn an_address_that_became_anothers_before_the_link_was_used_is_not_verified(backend: TestBackend) {
    let Stage { store, ann, bob, .. } = &Stage::new(backend).await;
    store.ask_for_address(asked(ann, "", address("shared"))).await.unwrap();
    let NextMail::Mail(mail) = next(store, 1, Timestamp::now()).await else { panic!("no e-mail") };
    assert_eq!(mail.kind, MailKind::Verification);
    store.mail_sent(mail.id).await.unwrap();
    verify(store, bob, EmailAddress::parse("SHARED@example.org").unwrap()).await;
    let late = store.verify_address(LinkSecret::new([1; 32]).id(), Timestamp::now()).await;
    assert!(matches!(late, Err(store::Error::BadLink)));
    assert!(store.own_addresses(ann.account.id).await.unwrap().verified.is_none());
    store.ask_for_address(asked(ann, "", address("shared"))).await.unwrap();
    let NextMail::Mail(mail) = next(store, 2, Timestamp::now()).await else { panic!("no e-mail") };
    assert_eq!(mail.kind, MailKind::AddressTaken);
    let none = store.address_of_link(LinkSecret::new([2; 32]).id(), Timestamp::now()).await;
    assert!(matches!(none, Err(store::Error::BadLink)), "there is no link in it");
}

async fn an_email_is_taken_once_until_its_lease_ends(backend: TestBackend) {
    let Stage { store, bob, .. } = &Stage::new(backend).await;
    verify(store, bob, address("bob")).await;
    recovery(store, "bob").await;
    let works = async |secret| {
        let id = LinkSecret::new([secret; 32]).id();
        store.link_purpose(id, Timestamp::now()).await.is_ok()
    };
    let NextMail::Mail(mail) = next(store, 1, Timestamp::now()).await else { panic!("no e-mail") };
    assert!(matches!(next(store, 2, Timestamp::now()).await, NextMail::None), "somebody sends it");
    let NextMail::Mail(again) = next(store, 3, later(1)).await else { panic!("no e-mail") };
    assert_eq!((again.id, again.attempts), (mail.id, 2));
    assert_eq!((works(1).await, works(3).await), (false, true), "only the link of the last attempt works");
    assert!(matches!(next(store, 4, later(5)).await, NextMail::None), "its link has expired by then");
    assert_eq!(store.give_up_expired_mails(later(5)).await.unwrap(), 1);
}
