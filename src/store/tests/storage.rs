//! The storage that accounts use, as administrators see it.

use jiff::Timestamp;

use super::cast::account;
use crate::model::AccountId;
use crate::store::testing::{TestBackend, on_every_backend, open};

on_every_backend!(what_accounts_store_is_summed_up_over_many_messages);

async fn what_accounts_store_is_summed_up_over_many_messages(backend: TestBackend) {
    let (store, _database) = open(backend).await;
    let (ann, bob) = (account(&store, "ann").await, account(&store, "bob").await);
    assert_eq!((ann.id, bob.id), (AccountId(1), AccountId(2)));
    // More than are read at once; every third is bob's, of two bytes each, and one of ann's is deleted.
    store
        .execute(
            "insert into messages (room_id, author_id, body, posted_at, continues, created_change, latest_change)
            with recursive n (i) as (values (1) union all select i + 1 from n where i < 24000)
            select 1, iif(i % 3 = 0, 2, 1), iif(i % 3 = 0, 'é', 'x'), 0, 0, i, i from n",
        )
        .await
        .unwrap();
    store.execute("update messages set body = '', deleted_at = 1 where id = 1").await.unwrap();
    store
        .execute(
            "insert into message_versions (message_id, body, replaced_at) values (3, 'before', 1), (6, 'x', 1)",
        )
        .await
        .unwrap();
    store.execute("insert into pictures values (1, 'image/png', x'00112233')").await.unwrap();
    let noted = async || {
        let all =
            store.sqlite().account_entries(crate::model::administration::accounts::AccountFilter::default(), 9);
        all.await.unwrap().into_iter().map(|entry| entry.storage.map(|one| (one.messages, one.bytes))).collect()
    };
    let all: Vec<_> = noted().await;
    assert_eq!(all, [None, None], "nothing is noted yet");
    let now = Timestamp::from_second(7).unwrap();
    store.note_storage(now).await.unwrap();
    let all: Vec<_> = noted().await;
    assert_eq!(all, [Some((15_999, 15_999 + 4)), Some((8_000, 16_000 + 7))]);
    assert_eq!(store.storage_noted_at().await.unwrap(), Some(now));
    store.execute("delete from messages where author_id = 2").await.unwrap();
    store.note_storage(Timestamp::from_second(8).unwrap()).await.unwrap();
    let all: Vec<_> = noted().await;
    assert_eq!(all, [Some((15_999, 15_999 + 4)), Some((0, 0))], "nothing is left of bob's");
}
