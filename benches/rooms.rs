//! The cost of a room's page with rich messages, and with many rooms in the sidebar.

use anyhow::Result;

use crate::figures::{Table, Unit};
use crate::http::{ask, get, post};
use crate::page::{Turn, turn};
use crate::server::Server;
use crate::stage::Stage;

/// The number of messages on a page.
const PAGE: usize = 50;

/// The number of rooms of one person.
const MANY: usize = 1_000;

/// A message that uses most of Markdown.
const RICH: &str = "**Plan** for the ~~first~~ _second_ week, @person-1 :tada:\n\n> quoted\n\n- one `thing`\n- [another](https://example.org)\n\n```rust\nfn main() {\n    println!(\"{}\", 1 + 1);\n}\n```";

const PLAIN: &str =
    "Shall we meet at nine, or is that too early for everyone on the train? I would be there at ten.";

pub fn run(table: &mut Table) -> Result<()> {
    let plain = page_of(1, PLAIN)?;
    let rich = page_of(1, RICH)?;
    let crowded = page_of(MANY, PLAIN)?;
    table.compare(
        "50 rich messages, against plain ones: CPU per request",
        Unit::Micros,
        rich.cpu,
        plain.cpu,
        "≤ 1.2",
    );
    let what = format!("{MANY} rooms at the side, against one: CPU per request");
    table.compare(what, Unit::Micros, crowded.cpu, plain.cpu, "");
    table.print("Room page, warm");
    Ok(())
}

/// The newest page, with this many rooms in the sidebar, and messages of only this text.
fn page_of(rooms: usize, text: &str) -> Result<Turn> {
    let stage = Stage::set(16, rooms, 0)?;
    let snug = Server::snug(stage.folder())?;
    let (room, cookie) = (&stage.rooms[0], &stage.cookies[0]);
    for number in 0..PAGE {
        let fields = [("body", text), ("nonce", &format!("rooms-{number}"))];
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        ask(snug.address, &post(room, cookie, form.as_bytes()))?;
    }
    // The creator of the rooms, who is a member of all.
    turn(&snug, |_| get(&format!("/rooms/{room}"), cookie))
}
