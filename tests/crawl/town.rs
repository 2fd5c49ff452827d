//! A server with data for all features.

use std::io::Cursor;

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use snug::model::administration::one_time_links::LinkSecret;
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, Person, TestApp, css, until};

pub struct Town {
    pub app: TestApp,
    /// The administrator.
    pub ann: Person,
    /// The creator of most rooms.
    pub bob: Person,
    /// An ordinary member, not in every room.
    pub cy: Person,
    /// The slug of a closed room.
    pub garden: String,
    /// The slugs of ann's direct conversations.
    conversations: Vec<String>,
    /// The paths of links, and what stands for them in URLs.
    links: Vec<(&'static str, String)>,
    /// The paths of guest links: one that lets guests in, and one with a waiting room.
    pub guest_links: Vec<String>,
}

/// The messages in the room `general`; [`Town::change_messages`] changes some of them.
fn said() -> Vec<String> {
    let short = [
        "good morning",
        "# A heading\n\n## A smaller one\n\n*lean* **strong** ~~gone~~ `code` and \\*neither\\*\n\n---\n\nthe end",
        "- one\n- two\n  - within\n\n3. three\n4. four\n\n> quoted\n> > twice\n\n- [ ] to do",
        "```rust\n// greets\n#[derive(Debug)]\nfn greet(name: &str) -> String { format!(\"hello {name} {}\", 42) }\n```",
        "```html\n<p class=\"a\" hidden>&amp; <!-- said --></p>\n```\n\n```css\na { color: #fff; margin: 1px }\n```",
        "```sql\nselect count(*) from messages where id > 7 -- all\n```\n\n```json\n{ \"a\": [1, true, null] }\n```",
        "@ann @bob look at #general and #garden, and at https://example.org/a?b=1&c=(d) or <ann@example.org>",
        "[a link](https://example.org/), ![a picture](https://example.org/a.png), [no link](javascript:alert(1))",
        "🎉",
        ":tada: 👍🏽 👩‍🚀 :party:",
        "שלום לכולם, מה שלומכם? @ann",
        "مرحبا *بكم* في `snug`\n\n- واحد\n- اثنان",
        "<b onclick=\"x()\">no markup</b> & no &lt;entity&gt; \"either\" <!-- at all -->",
        "two lines\nof one\n\nand a paragraph more\n\n1986. was a year\n\n- [ ] to do\n- [x] done\n\nit was ||the *cat*||\n\n\
         | What | When | How much | Where it is to be found in these days | By whom |\n|---|:-:|--:|---|---|\n\
         | Tea | now | 7 | https://www.example.org/a/long/address/of/something | @ann |\n|| | 12,000 |",
        "to be deleted",
        "to be answered",
        "to be pinned and bookmarked",
        "to be reacted to",
        "to be edited twice",
    ];
    let long = [
        "pneumonoultramicroscopic".repeat(20),
        "a line that says something\n".repeat(60),
        format!("```py\n{}```", "def f(x): return x + 1 # more\n".repeat(40)),
    ];
    short.into_iter().map(str::to_owned).chain(long).collect()
}

/// The ids of some of them.
pub const DELETED: u32 = 15;
pub const ANSWERED: u32 = 16;
pub const PINNED: u32 = 17;
pub const REACTED: u32 = 18;
pub const EDITED: u32 = 19;

/// The first of three polls in `general`.
pub const FIRST_POLL: u32 = 130;

/// The first message of the room `long`, and its number of messages: two pages and one message of a third.
pub const FIRST_OF_LONG: u32 = 23;
pub const LONG: u32 = 101;

/// Single sign-on at a provider that doesn't answer: its pages are there.
pub const TOWN_SIGN_ON: [&str; 4] = ["--oidc-issuer", "http://127.0.0.1:9", "--oidc-client-id", "snug"];

/// The server and its data.
pub async fn settle() -> Town {
    // No mail server is there: e-mails wait.
    let mail = ["--smtp", "smtp://127.0.0.1:1?tls=none", "--mail-from", "snug@example.org"];
    let arguments = [&mail[..], &TOWN_SIGN_ON[..], &["--messages-per-minute", "0"]].concat();
    let app = TestApp::spawn_with(&arguments).await;
    let (ann, bob, cy) = (app.person("ann").await, app.person("bob").await, app.person("cy").await);
    for name in ["dana.levi", "Émile_Zola-2", "דנה"] {
        app.person(name).await;
    }
    let (garden, conversations, links) = (String::new(), Vec::new(), Vec::new());
    let mut town = Town { app, ann, bob, cy, garden, conversations, links, guest_links: Vec::new() };
    add_emoji(&town.bob, "party").await;
    town.make_rooms().await;
    town.talk().await;
    town.change_messages().await;
    show_as(&town.cy, "Cy 鈴木 & <co>").await;
    town.plan().await;
    town.ask().await;
    town.forward().await;
    town.administer().await;
    town.send_files().await;
    town
}

impl Town {
    /// Replaces the names of a closed room and of conversations in a URL by their slugs.
    pub fn address(&self, path: &str) -> String {
        let mut address = path.replacen("/rooms/garden", &format!("/rooms/{}", self.garden), 1);
        for (name, link) in &self.links {
            address = address.replace(name, link);
        }
        for (number, conversation) in self.conversations.iter().enumerate() {
            // Once: the random part of a slug may begin with a digit, too.
            if address.contains(&format!("/rooms/direct-{number}")) {
                address = address.replacen(&format!("/rooms/direct-{number}"), conversation, 1);
                break;
            }
        }
        address
    }

    /// A guest in the garden, who may have to wait.
    pub async fn guest(&self, waits: bool) -> Person {
        let guest = self.app.browser();
        let name = if waits { "Ida <b>" } else { "Zoe" };
        done(&guest, &self.guest_links[usize::from(waits)], &[("name", name)]).await;
        guest
    }

    /// Invitations, one used and one revoked, a deactivated account, a link for a password, and so the audit log.
    async fn administer(&mut self) {
        let (app, ann, bob, garden) = (&self.app, &self.ann, &self.bob, &self.garden);
        let note = [("valid", "week"), ("uses", "5"), ("note", "For <b> the choir"), ("room", garden)];
        done(ann, "/invitations", &note).await;
        done(ann, "/invitations", &[("valid", "unlimited"), ("uses", "")]).await;
        let link = async |page: &Answer, at: &str| {
            let link = page.attribute("#link", "value").unwrap();
            link[link.find(at).unwrap()..].to_owned()
        };
        let invitation = link(&ann.get("/invitations/1").await, "/invite/").await;
        let gil = [("username", "gil"), ("password", PASSWORD)];
        assert_eq!(app.browser().post(&invitation, &gil).await.status, 303);
        done(ann, "/invitations/2/revoke", &[("revoke", "yes")]).await;
        let act = |act| [("act", act), ("role", "moderator"), ("password", PASSWORD)];
        done(ann, "/admin/people/%C3%89mile_Zola-2", &act("deactivate")).await;
        done(ann, "/admin/people/gil", &act("role")).await;
        for account in ["gil", "ann"] {
            let warning = [("act", "warn"), ("warning", "Be <b>kind</b>.\nPlease."), ("password", PASSWORD)];
            done(ann, &format!("/admin/people/{account}"), &warning).await;
        }
        done(ann, "/settings/blocked", &[("name", "gil"), ("act", "block")]).await;
        done(ann, "/rooms/general/placement", &[("starred", "yes"), ("section", "")]).await;
        done(ann, &format!("/rooms/{garden}/placement"), &[("section", "Out <b>doors</b>")]).await;
        let rules = [("post", "everybody"), ("slow", "5"), ("max_members", "100")];
        done(bob, "/rooms/quiet/rules", &rules).await;
        let retention = [("act", "retention"), ("retention", "365"), ("password", PASSWORD)];
        done(ann, "/admin/rooms/1", &retention).await;
        let reason = [("reason", "Not <b>kind</b>")];
        for message in [3, 18, DELETED + 1] {
            done(ann, &format!("/rooms/general/messages/{message}/report"), &reason).await;
        }
        done(ann, "/admin/reports/2", &[("act", "dismiss")]).await;
        // Set up, but not turned on: logging in needs the password alone.
        for person in [ann, bob] {
            done(person, "/settings/second-factor", &[("act", "begin"), ("password", PASSWORD)]).await;
        }
        let mut guest_links = Vec::new();
        for waits in ["", "yes"] {
            let new = [("act", "create"), ("stay", "day"), ("waits", waits)];
            done(bob, &format!("/rooms/{garden}/guests"), &new).await;
            let address = bob.get(&format!("/rooms/{garden}/guests")).await.attribute("input.address", "value");
            let address = address.unwrap();
            guest_links.push(address[address.find("/guest/").unwrap()..].to_owned());
        }
        let address = [("act", "verify"), ("address", "ann@example.org"), ("password", PASSWORD)];
        done(ann, "/settings/email", &address).await;
        let verification = verification_link(app);
        let recovery = link(&ann.post("/admin/people/gil", &act("link")).await, "/recover/").await;
        self.guest_links = guest_links;
        self.links = vec![("/invite/link", invitation), ("/recover/link", recovery)];
        self.links.push(("/email/link", verification));
        self.links.push(("/unsubscribe/link", unsubscription_link(app)));
        self.links.push(("/guest/link", self.guest_links[0].clone()));
    }

    async fn make_rooms(&mut self) {
        let Self { ann, bob, cy, .. } = &*self;
        let garden = [("name", "Garden"), ("kind", "closed"), ("description", "What grows, and *when* to sow it")];
        let garden = done(bob, "/rooms", &garden).await.location().to_owned();
        for (person, name, kind, description) in [
            (bob, "Quiet", "open", ""),
            (bob, "Long", "open", "A history of several pages"),
            (ann, "Attic", "open", "What nobody needs any more"),
            (ann, "מטבח", "open", "מה מבשלים היום"),
        ] {
            done(person, "/rooms", &[("name", name), ("kind", kind), ("description", description)]).await;
        }
        done(bob, &format!("{garden}/invite"), &[("username", "ann")]).await;
        done(ann, &format!("{garden}/involvement"), &[("involvement", "mentions")]).await;
        done(ann, "/rooms/long/join", &[]).await;
        done(cy, "/rooms/long/join", &[]).await;
        done(cy, "/rooms/long/involvement", &[("involvement", "hidden")]).await;
        let mut conversations = Vec::new();
        for people in ["ann", "bob", "bob cy"] {
            conversations.push(done(ann, "/direct", &[("people", people)]).await.location().to_owned());
        }
        self.conversations = conversations;
        self.garden = garden.trim_start_matches("/rooms/").to_owned();
    }

    async fn talk(&self) {
        let Self { ann, bob, cy, .. } = self;
        for (number, body) in said().iter().enumerate() {
            [ann, ann, bob, cy][number % 4].say("general", body).await;
        }
        for number in 1..=LONG {
            [bob, ann, cy][number as usize / 4 % 3].say("long", &format!("message {number}")).await;
        }
        ann.say("attic", "nobody will answer this").await;
        let later = [("when", "hours"), ("body", "this will not be <b>sent</b>")];
        done(ann, "/rooms/attic/later", &later).await;
        done(ann, "/rooms/attic/archive", &[]).await;
        bob.say(&self.garden, "@ann the beans are up").await;
        let conversation = ann.post("/direct", &[("people", "bob")]).await;
        let slug = conversation.location().trim_start_matches("/rooms/");
        ann.say(slug, "between the two of us").await;
        bob.say(slug, "and nobody else").await;
    }

    /// Reminders, due and to come, and scheduled messages, one of them for a room that is archived by now.
    async fn plan(&self) {
        let Self { app, ann, .. } = self;
        let remind = async |id: u32| {
            done(ann, &format!("/rooms/general/messages/{id}/remind"), &[("when", "monday")]).await;
        };
        remind(ANSWERED).await;
        let database = Connection::open(app.database()).unwrap();
        assert_eq!(database.execute("update due_work set due_at = 1", ()).unwrap(), 2);
        // Stored after them: the server looks for what is due.
        remind(PINNED).await;
        let later = [("when", "tomorrow"), ("body", "@bob, **remember**:\n\n- the maps")];
        done(ann, "/rooms/general/later", &later).await;
        let is_due = async || {
            let page = ann.get("/scheduled").await;
            page.has("#due-reminders .badge") && page.has("#unsent .badge")
        };
        until("both are due", is_due).await;
    }

    /// Polls of all kinds: open, secret and closed. The last messages of the town, so that others keep their ids.
    async fn ask(&self) {
        let Self { ann, bob, cy, .. } = self;
        let question = ("question", "Where *to*, @ann?\n\nAnd <b>when</b>?");
        let options = ("options", "The lake\nThe <b>hills</b> & \"valleys\"\nHome");
        for (number, more) in [
            [("kind", "single"), ("when", "tomorrow")],
            [("kind", "several"), ("secret", "yes")],
            [("kind", "ranked"), ("secret", "")],
        ]
        .iter()
        .enumerate()
        {
            done(ann, "/rooms/general/poll", &[&[question, options], &more[..]].concat()).await;
            let poll = format!("/rooms/general/messages/{}/poll", FIRST_POLL + u32::try_from(number).unwrap());
            for (person, choice) in [(ann, "0"), (bob, "1"), (cy, "1")] {
                let rank = ["rank-0", "rank-1"][choice.parse::<usize>().unwrap()];
                done(person, &poll, &[("act", "vote"), ("choice", choice), (rank, "1")]).await;
            }
            if number == 2 {
                done(ann, &poll, &[("act", "close")]).await;
            }
        }
    }

    /// Forwards a message, after all others.
    async fn forward(&self) {
        let form = [("to", "general"), ("comment", "said <b>there</b>, @bob")];
        done(&self.ann, &format!("/rooms/long/messages/{FIRST_OF_LONG}/forward"), &form).await;
    }

    /// A room with files of all kinds, after all others; one of the pictures is hidden.
    async fn send_files(&mut self) {
        let ann = &self.ann;
        done(ann, "/rooms", &[("name", "Studio"), ("kind", "open")]).await;
        let mut picture = Vec::new();
        image::RgbImage::new(90, 60).write_to(&mut Cursor::new(&mut picture), image::ImageFormat::Png).unwrap();
        let mut sound =
            b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data".to_vec();
        sound.extend([0; 4]);
        let files: [(&str, Vec<u8>); 4] = [
            ("kitten & <co>.png", picture.clone()),
            ("song.wav", sound),
            ("hello.rs", b"fn main() {\n    println!(\"hello\");\n}\n".to_vec()),
            ("archive.zip", b"PK\x03\x04archive".to_vec()),
        ];
        send_files(ann, "with some files", &files).await;
        send_files(ann, "", &[("hidden.png", picture.clone()), ("second.png", picture)]).await;
        let room = ann.get("/rooms/studio").await;
        let pages: Vec<String> = (room.html().select(&css("a.picture")))
            .filter_map(|link| link.attr("href").map(str::to_owned))
            .collect();
        let [first, hidden, ..] = &pages[..] else { panic!("{pages:?}") };
        done(ann, hidden, &[("alt", "A black cat, at night"), ("hide", "yes")]).await;
        self.links.push(("/rooms/studio/messages/0/files/first", first.clone()));
        self.links.push(("/rooms/studio/messages/0/files/hidden", hidden.clone()));
    }

    async fn change_messages(&self) {
        let Self { ann, bob, cy, .. } = self;
        let at = |id: u32, what: &str| format!("/rooms/general/messages/{id}/{what}");
        done(ann, &at(ANSWERED, "bookmark"), &[]).await;
        for (id, answer) in [(ANSWERED, "an answer"), (DELETED, "an answer to nothing")] {
            let answer = [("body", answer), ("nonce", answer), ("reply_to", &id.to_string())];
            done(bob, "/rooms/general/messages", &answer).await;
        }
        done(ann, &at(DELETED, "delete"), &[("delete", "yes")]).await;
        for body in ["edited *once*", "edited **twice**, for @ann"] {
            done(ann, &at(EDITED, "edit"), &[("body", body)]).await;
        }
        done(bob, &at(PINNED, "pin"), &[]).await;
        done(ann, &at(PINNED, "bookmark"), &[]).await;
        for (person, emoji) in [(ann, "👍"), (bob, "👍"), (cy, "👍"), (bob, "🎉"), (cy, "❤️"), (cy, ":party:")]
        {
            done(person, &at(REACTED, "reactions"), &[("emoji", emoji)]).await;
        }
    }
}

/// The link that an e-mail to ann would have. The server stores only the hash of its secret.
fn verification_link(app: &TestApp) -> String {
    let secret = LinkSecret::new([7; 32]);
    let insert = "insert into one_time_links (id, purpose, account_id, created_at, expires_at)
        select ?1, 'email', account_id, 0, 9000000000000000 from email_addresses";
    let database = Connection::open(app.database()).unwrap();
    assert_eq!(database.execute(insert, [secret.id().0]).unwrap(), 1);
    format!("/email/{}", secret.encode())
}

/// The link that a digest to ann would have.
fn unsubscription_link(app: &TestApp) -> String {
    let secret = LinkSecret::new([8; 32]);
    let insert =
        "insert into digest_links (id, account_id, created_at) select ?1, account_id, 0 from email_addresses";
    let database = Connection::open(app.database()).unwrap();
    assert_eq!(database.execute(insert, [secret.id().0]).unwrap(), 1);
    format!("/unsubscribe/{}", secret.encode())
}

/// Sets a display name and a picture.
async fn show_as(person: &Person, name: &str) {
    send_picture(person, "/settings/profile", name).await;
}

/// Adds a custom emoji.
async fn add_emoji(person: &Person, name: &str) {
    send_picture(person, "/emoji/custom", name).await;
}

async fn send_picture(person: &Person, path: &str, name: &str) {
    let mut picture = Vec::new();
    image::RgbImage::new(9, 9).write_to(&mut Cursor::new(&mut picture), image::ImageFormat::Png).unwrap();
    let form = Form::new().text("name", name.to_owned()).part("picture", Part::bytes(picture).file_name("me.png"));
    let answer = Answer::of(person.request(Method::POST, path).multipart(form)).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn send_files(person: &Person, body: &str, files: &[(&str, Vec<u8>)]) {
    let mut form = Form::new().text("body", body.to_owned());
    for (name, bytes) in files {
        form = form.part("files", Part::bytes(bytes.clone()).file_name((*name).to_owned()));
    }
    let answer = Answer::of(person.request(Method::POST, "/rooms/studio/messages").multipart(form)).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

/// Submits a form, which must redirect.
pub async fn done(person: &Person, path: &str, form: &[(&str, &str)]) -> Answer {
    let answer = person.post(path, form).await;
    assert_eq!(answer.status, 303, "{path} {form:?}: {}", answer.body);
    answer
}

/// An existing person in a new browser.
pub async fn log_in(app: &TestApp, name: &str) -> Person {
    let person = app.browser();
    done(&person, "/login", &[("username", name), ("password", PASSWORD)]).await;
    person
}
