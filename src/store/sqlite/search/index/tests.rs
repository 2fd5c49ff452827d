//! Tests of the search index.

use super::*;
use crate::model::text::candidates;
use crate::model::{AccountId, Draft, RoomId, Timestamp, Username};
use crate::store::commands::accounts::ImportedAccount;
use crate::store::commands::messages::Edit;
use crate::store::commands::messages::{GroupMentions, NewMessage};
use crate::store::handle::Store;
use crate::store::testing::{TestBackend, TestDatabase, open};

async fn store() -> (Store, TestDatabase, AccountId, RoomId) {
    let (store, database) = open(TestBackend::Sqlite).await;
    let username = Username::parse("ann").unwrap();
    let (origin, created_at) = ("test:1".to_owned(), Timestamp::UNIX_EPOCH);
    let new = ImportedAccount { username, password_hash: None, origin, created_at };
    let ann = store.import_account(new).await.unwrap().id;
    (store, database, ann, RoomId(1))
}

async fn post(store: &Store, author: AccountId, room: RoomId, body: &str) {
    let draft = Draft::parse(body).unwrap();
    let names = candidates(body);
    let posted_at = Timestamp::UNIX_EPOCH;
    let new = NewMessage {
        files: Vec::new(),
        room,
        author,
        draft,
        names,
        reply_to: None,
        nonce: None,
        groups: GroupMentions::default(),
        posted_at,
    };
    store.post_message(new).await.unwrap();
}

async fn ids(store: &Store, query: &'static str) -> Vec<i64> {
    let ids = store
        .sqlite()
        .read(move |db| Ok(db.prepare(query)?.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?));
    ids.await.unwrap()
}

async fn found(store: &Store, word: &'static str) -> Vec<i64> {
    let query = "select rowid from search where words match ?1 order by rowid";
    let ids = store
        .sqlite()
        .read(move |db| Ok(db.prepare(query)?.query_map([word], |row| row.get(0))?.collect::<Result<_, _>>()?));
    ids.await.unwrap()
}

fn panics_at_poison(body: &str) -> String {
    assert!(!body.contains("poison"), "it cannot be read");
    words_of(body)
}

#[tokio::test]
async fn a_message_that_cannot_be_read_is_skipped_and_never_met_again() {
    let (store, _database, ann, room) = store().await;
    for body in ["first", "poison", "third"] {
        post(&store, ann, room, body).await;
    }
    assert!(store.sqlite().index_with(panics_at_poison).await.unwrap());
    assert!(!store.sqlite().index_with(|_| panic!("nothing is left to be read")).await.unwrap());
    assert_eq!((found(&store, "first").await, found(&store, "third").await), (vec![1], vec![3]));
    assert_eq!(found(&store, "poison").await, [0; 0]);
    assert_eq!(ids(&store, "select message_id from search_skipped").await, [2]);
}

#[tokio::test]
async fn a_skipped_message_is_indexed_once_its_text_is_another_and_goes_like_any() {
    let (store, _database, ann, room) = store().await;
    for body in ["poison", "poison"] {
        post(&store, ann, room, body).await;
    }
    store.sqlite().index_with(panics_at_poison).await.unwrap();
    let (draft, names, at) = (Draft::parse("remedy").unwrap(), candidates("remedy"), Timestamp::UNIX_EPOCH);
    let edit = Edit { room, by: ann, id: MessageId(1), draft, names, at };
    store.edit_message(edit).await.unwrap();
    assert_eq!(found(&store, "remedy").await, [1]);
    store.delete_message(room, MessageId(1), ann, String::new(), at).await.unwrap();
    store.delete_message(room, MessageId(2), ann, String::new(), at).await.unwrap();
    assert_eq!(found(&store, "remedy").await, [0; 0]);
    assert_eq!(ids(&store, "select message_id from search_skipped").await, [0; 0]);
    let sound = store
        .sqlite()
        .writer
        .write(None, |db| Ok(db.execute("insert into search (search) values ('integrity-check')", ())?));
    sound.await.unwrap();
}

#[tokio::test]
async fn what_changes_while_it_is_read_is_indexed_as_it_is_then() {
    let (store, _database, ann, room) = store().await;
    for body in ["first", "before", "third"] {
        post(&store, ann, room, body).await;
    }
    let (after, sources) = store.sqlite().read(|db| Ok((indexed(db)?, unindexed(db)?))).await.unwrap();
    let (draft, names, at) = (Draft::parse("after").unwrap(), candidates("after"), Timestamp::UNIX_EPOCH);
    let edit = Edit { room, by: ann, id: MessageId(2), draft, names, at };
    store.edit_message(edit).await.unwrap();
    let entries = entries(sources, words_of);
    store.sqlite().writer.write(None, move |db| Ok(index(db, after, &entries)?)).await.unwrap();
    while store.index_some().await.unwrap() {}
    let all = [found(&store, "first").await, found(&store, "after").await, found(&store, "third").await];
    assert_eq!(all, [[1], [2], [3]]);
    assert_eq!(found(&store, "before").await, [0; 0]);
}
