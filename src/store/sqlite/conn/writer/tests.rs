//! Tests of group commits.

use std::sync::Arc;

use futures_util::FutureExt as _;
use tokio_rusqlite::rusqlite;

use super::Writer;
use crate::model::AccountId;
use crate::store::error::Error;
use crate::store::handle::{MAX_WAITING_WRITES, Store};
use crate::store::notices::{Committed, Notice};
use crate::store::publisher::Publisher;
use crate::store::sqlite::conn::checkpoint::TOO_LONG_PAGES;
use crate::store::sqlite::conn::connection::Connection;
use crate::store::testing::{TestBackend, open};

async fn writer() -> Writer {
    let connection = Connection::open_in_memory().await;
    connection
        .call(|db| Ok(db.execute_batch("create table kept (size); pragma max_page_count = 20")?))
        .await
        .unwrap();
    let panics = Arc::new(|_: &Notice| panic!("while it is published"));
    Writer::start(connection, MAX_WAITING_WRITES, Arc::new(Publisher::new(Arc::default(), panics)))
}

async fn keep(writer: &Writer, size: i64) -> Result<(), Error> {
    let insert = move |db: &rusqlite::Connection| {
        db.execute("insert into kept values (zeroblob(?1))", [size])?;
        Ok(())
    };
    writer.write(None, insert).await
}

async fn kept(writer: &Writer) -> Vec<i64> {
    let query = |db: &mut rusqlite::Connection| {
        let mut sizes = db.prepare("select length(size) from kept")?;
        Ok(sizes.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?)
    };
    writer.connection.call(query).await.unwrap()
}

#[tokio::test]
async fn a_group_that_sqlite_rolls_back_by_itself_is_refused_whole() {
    let writer = writer().await;
    // On this one thread all three wait before the first is taken: they are one group.
    let answers = tokio::join!(keep(&writer, 1), keep(&writer, 1 << 20), keep(&writer, 2));
    for answer in [answers.0, answers.1, answers.2] {
        assert!(matches!(answer, Err(Error::Disk(_))), "{answer:?}");
    }
    assert!(kept(&writer).await.is_empty(), "what was refused is not there");
    keep(&writer, 3).await.unwrap();
    assert_eq!(kept(&writer).await, [3], "and later writes are as good as ever");
}

#[tokio::test]
async fn a_write_that_fails_takes_no_other_of_its_group_with_it() {
    let writer = writer().await;
    let wrong = writer.write(None, |db| {
        db.execute("insert into kept values (zeroblob(2))", ())?;
        Ok(db.execute_batch("insert into nowhere values (1)")?)
    });
    let answers = tokio::join!(keep(&writer, 1), wrong, keep(&writer, 3));
    assert!(answers.0.is_ok() && answers.1.is_err() && answers.2.is_ok());
    assert_eq!(kept(&writer).await, [1, 3]);
}

#[tokio::test]
async fn a_write_that_panics_is_refused_alone_and_the_writer_goes_on() {
    let writer = writer().await;
    let panics = writer.write(None, |db| -> Result<(), Error> {
        db.execute("insert into kept values (zeroblob(2))", ())?;
        panic!("of this write alone")
    });
    let answers = tokio::join!(keep(&writer, 1), panics, keep(&writer, 3));
    assert!(answers.0.is_ok() && matches!(answers.1, Err(Error::Failed(_))) && answers.2.is_ok());
    assert_eq!(kept(&writer).await, [1, 3]);
    keep(&writer, 4).await.unwrap();
}

#[tokio::test]
async fn one_account_fills_its_share_of_the_queue_and_others_writes_are_taken() {
    let folder = tempfile::TempDir::new().unwrap();
    let most_waiting = 16.try_into().unwrap();
    let store = Store::open_with(&folder.path().join("chat.db"), most_waiting, Arc::new(|_| ())).await.unwrap();
    let stall = store.stall().await;
    let write = |account| {
        let mut write = Box::pin(store.sqlite().writer.write(Some(AccountId(account)), |_| Ok(())));
        (write.as_mut().now_or_never(), write)
    };
    let (ann, bob, cy) = (1, 2, 3);
    let mut waiting = Vec::new();
    for account in [[ann; 8], [bob; 8]].concat() {
        let (answer, write) = write(account);
        assert!(answer.is_none(), "{account} waits");
        waiting.push((account, write));
    }
    assert!(matches!(write(ann).0, Some(Err(Error::Busy))), "the queue is full, and nobody has more waiting");
    let (answer, of_cy) = write(cy);
    assert!(answer.is_none(), "cy's takes the place of another");
    waiting.push((cy, of_cy));
    stall.release();

    let mut refused = Vec::new();
    for (account, write) in waiting {
        match write.await {
            Err(Error::Busy) => refused.push(account),
            answer => answer.unwrap(),
        }
    }
    assert!(refused == [ann] || refused == [bob], "{refused:?}");
    assert_eq!(store.sqlite().writer.queue.len(), (0, 0));

    let stall = store.stall().await;
    let waiting: Vec<_> = (0..8).map(|_| write(ann).1).collect();
    assert!(matches!(write(ann).0, Some(Err(Error::TooManyWrites))));
    stall.release();
    for write in waiting {
        write.await.unwrap();
    }
    store.close().await;
}

#[tokio::test]
async fn what_panics_after_a_commit_takes_no_answer_and_nothing_behind_it() {
    let writer = writer().await;
    let before = writer.version_elsewhere().await.unwrap();
    let panics = writer.write_noticed(None, |db| {
        db.execute("insert into kept values (zeroblob(2))", ())?;
        Ok(Committed::notice(Notice::Missed))
    });
    let answers = tokio::join!(keep(&writer, 1), panics, keep(&writer, 3));
    assert!(answers.0.is_ok() && answers.1.is_ok() && answers.2.is_ok(), "all of it is stored");
    assert_eq!(kept(&writer).await, [1, 2, 3]);
    assert_ne!(writer.version_elsewhere().await.unwrap(), before, "who was not told of it looks again");
}

#[tokio::test]
async fn the_log_of_a_process_that_is_not_maintained_has_a_bound() {
    let (store, _database) = open(TestBackend::Sqlite).await;
    let writer = &store.sqlite().writer;
    let path = writer
        .write(None, |db| {
            db.execute("create table filling (bytes blob not null)", ())?;
            Ok(db.path().unwrap_or_default().to_owned() + "-wal")
        })
        .await
        .unwrap();
    let (mut longest, each) = (0, 8_u32 << 20);
    for _ in 0..40 {
        let fill = move |db: &rusqlite::Connection| {
            db.execute("insert into filling (bytes) values (zeroblob(?1))", [each])?;
            Ok(())
        };
        writer.write(None, fill).await.unwrap();
        longest = longest.max(std::fs::metadata(&path).unwrap().len());
    }
    let (bound, each) = (u64::from(TOO_LONG_PAGES) * 4_096, u64::from(each));
    assert!((bound - 2 * each..bound + 2 * each).contains(&longest), "{longest} bytes");
    store.close().await;
}
