//! Rendering messages: the time for hostile texts, and for rich texts relative to plain ones.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use jiff::Timestamp;
use snug::model::{
    AccountId, ChangeNumber, Draft, Locale, Mentions, Message, MessageId, MessageState, RoomId, Slug, Username,
};
use snug::views;

use crate::figures::{Table, Unit, millis, percentile};

#[path = "../tests/it/hostile/bombs.rs"]
mod bombs;

const ROUNDS: usize = 9;

/// The number of slowest texts reported.
const SLOWEST: usize = 6;

const RICH: [&str; 5] = [
    "Shall we meet at **nine**, or is that too *early* for everyone on the train, @person-1?",
    "See https://example.org/plans/7_a for the plan :tada:\n\n- first this\n- then [that](https://example.org/b)",
    "> Is it open?\n\nYes, `snug --listen 0.0.0.0:5001` ~~does not~~ works.",
    "```rust\nfn main() {\n    println!(\"{}\", 6 * 7); // forty-two\n}\n```",
    "Yes. 👍",
];

pub fn run(table: &mut Table) -> Result<()> {
    let mut attempts: Vec<(String, String)> =
        bombs::bombs().into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    let scripts = include_str!("../tests/it/hostile/xss.txt").lines().filter(|line| !line.starts_with("//"));
    attempts.extend(scripts.map(|line| (line.to_owned(), line.replace('⏎', "\n"))));
    let mut slowest = Vec::new();
    for (name, text) in &attempts {
        if Draft::parse(text).is_ok() {
            slowest.push((time(&[message(text)?]), name));
        }
    }
    slowest.sort();
    for (time, name) in slowest.iter().rev().take(SLOWEST) {
        let name: String = name.escape_debug().take(24).collect();
        table.state(format!("8,000 characters of {name}"), Unit::Millis, millis(*time), "≤ 50 ms");
    }
    table.print(&format!("Hostile texts: the slowest of {}", slowest.len()));

    let fifty = |texts: &[&str]| (0..50).map(|n| message(texts[n % texts.len()])).collect::<Result<Vec<_>>>();
    let rich = fifty(&RICH)?;
    let plain = fifty(&["Shall we meet at nine, or is that too early for everyone on the train?", "Yes."])?;
    let (rich, plain) = (time(&rich), time(&plain));
    table.compare("50 rich messages, against plain ones", Unit::Millis, millis(rich), millis(plain), "");
    table.print("A page's messages, rendered for the first time");
    Ok(())
}

fn message(text: &str) -> Result<Message> {
    Ok(Message {
        id: MessageId(1),
        room: RoomId(1),
        author_id: AccountId(1),
        author: Username::parse("ann")?.into(),
        body: text.replace("\\\n", "\n"),
        posted_at: Timestamp::from_second(1_800_000_000).context("a time")?,
        created: ChangeNumber::default(),
        state: MessageState::AsPosted,
        continues: false,
        mentions: Mentions::default(),
        reply_to: None,
        reactions: Vec::new(),
        pinned: false,
        poll: None,
        forwarded: false,
        attachments: Vec::new(),
    })
}

/// The median time of rendering some messages.
fn time(messages: &[Message]) -> Duration {
    let (slug, locale) = (Slug::parse("general"), Locale::default());
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for message in messages {
                std::hint::black_box(views::parts::messages::message(message, &slug, &locale));
            }
            start.elapsed()
        })
        .collect();
    percentile(&mut times, 0.5)
}
