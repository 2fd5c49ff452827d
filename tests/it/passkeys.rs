//! Passkeys, with an authenticator in software.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use reqwest::Method;
use reqwest::multipart::Form;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio_rusqlite::rusqlite::Connection;

use crate::app::{Answer, PASSWORD, Person, TestApp};

const PAGE: &str = "/settings/passkeys";

/// An authenticator with one passkey.
struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    handle: Vec<u8>,
    counter: u32,
    origin: String,
    /// User present, user verified.
    flags: u8,
}

fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

impl Authenticator {
    fn new(app: &TestApp, number: u8) -> Self {
        let origin = app.url.replace("127.0.0.1", "localhost");
        let (key, id) = (SigningKey::from_slice(&[number; 32]).unwrap(), vec![number; 20]);
        Self { key, id, handle: Vec::new(), counter: 0, origin, flags: 0x05 }
    }

    fn client_data(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        let data = json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false });
        data.to_string().into_bytes()
    }

    fn data(&self, attested: &[u8]) -> Vec<u8> {
        let flags = self.flags | if attested.is_empty() { 0 } else { 0x40 };
        let rp = Sha256::digest("localhost");
        [&rp[..], &[flags], &self.counter.to_be_bytes(), attested].concat()
    }

    /// The answer to a request for a new passkey (WebAuthn Level 3, 6.5.1 and 8.7).
    fn create(&mut self, options: &Value) -> String {
        self.handle = BASE64_URL_SAFE_NO_PAD.decode(options["user"]["id"].as_str().unwrap()).unwrap();
        let point = self.key.verifying_key().to_sec1_point(false);
        let point = point.as_bytes();
        // The public key as CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
        let key =
            [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32], &point[1..33], &[0x22, 0x58, 32], &point[33..]]
                .concat();
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let data = self.data(&[&[0; 16], &length[..], &self.id, &key].concat());
        // {"fmt": "none", "attStmt": {}, "authData": data}.
        let start =
            [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58"[..], &[u8::try_from(data.len()).unwrap()]];
        let object = [start.concat(), data].concat();
        let response = json!({
            "clientDataJSON": encode(&self.client_data("webauthn.create", &options["challenge"])),
            "attestationObject": encode(&object),
        });
        self.answer(response)
    }

    /// The answer to a request of a login (WebAuthn Level 3, 6.3.3).
    fn get(&mut self, options: &Value) -> String {
        let (data, client) = (self.data(&[]), self.client_data("webauthn.get", &options["challenge"]));
        let signature: Signature = self.key.sign(&[&data[..], &Sha256::digest(&client)].concat());
        let response = json!({
            "clientDataJSON": encode(&client),
            "authenticatorData": encode(&data),
            "signature": encode(&der(&signature.to_bytes())),
            "userHandle": encode(&self.handle),
        });
        self.answer(response)
    }

    fn answer(&self, response: Value) -> String {
        json!({ "id": encode(&self.id), "rawId": encode(&self.id), "type": "public-key", "response": response })
            .to_string()
    }
}

/// A signature in the form of ASN.1.
fn der(signature: &[u8]) -> Vec<u8> {
    let number = |bytes: &[u8]| {
        let significant: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
        let pad = usize::from(significant.first().is_none_or(|byte| *byte > 0x7f));
        let bytes = [&[0][..pad], &significant].concat();
        [&[2, u8::try_from(bytes.len()).unwrap()], &bytes[..]].concat()
    };
    let numbers = [number(&signature[..32]), number(&signature[32..])].concat();
    [&[0x30, u8::try_from(numbers.len()).unwrap()], &numbers[..]].concat()
}

/// The server's challenge: the token, and the options.
async fn ask(person: &Person, path: &str, form: &[(&str, &str)]) -> (String, Value) {
    let answer = person.post(path, form).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let mut asked: Value = serde_json::from_str(&answer.body).unwrap();
    (asked["challenge"].as_str().unwrap().to_owned(), asked["options"].take())
}

async fn add(person: &Person, challenge: &str, answer: &str) -> Answer {
    person.post(PAGE, &[("add", "yes"), ("challenge", challenge), ("answer", answer)]).await
}

async fn begin(person: &Person) -> (String, Value) {
    ask(person, "/settings/passkeys/begin", &[("name", "My phone"), ("password", PASSWORD)]).await
}

/// Makes a passkey.
async fn enrol(app: &TestApp, person: &Person, number: u8) -> Authenticator {
    let mut authenticator = Authenticator::new(app, number);
    let (challenge, options) = begin(person).await;
    let done = add(person, &challenge, &authenticator.create(&options)).await;
    assert_eq!(done.location(), "/settings/passkeys?added=yes", "{:?}", done.texts(".error"));
    authenticator
}

async fn ask_login(browser: &Person) -> (String, Value) {
    ask(browser, "/login/passkey/begin", &[]).await
}

async fn send(browser: &Person, challenge: &str, answer: &str) -> Answer {
    let form = [("challenge", challenge), ("answer", answer), ("next", "/bookmarks")];
    browser.post("/login/passkey", &form).await
}

async fn log_in(browser: &Person, authenticator: &mut Authenticator) -> Answer {
    let (challenge, options) = ask_login(browser).await;
    send(browser, &challenge, &authenticator.get(&options)).await
}

#[tokio::test]
async fn a_passkey_logs_its_owner_in_without_a_name_a_password_and_a_code() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let (challenge, options) = begin(&ann).await;
    assert_eq!(options["rp"]["id"], "localhost");
    let selection = &options["authenticatorSelection"];
    assert_eq!(
        (&selection["residentKey"], &selection["userVerification"]),
        (&"required".into(), &"required".into())
    );
    let mut phone = Authenticator::new(&app, 1);
    assert_eq!(add(&ann, &challenge, &phone.create(&options)).await.status, 303);
    assert!(ann.get(PAGE).await.body.contains("My phone"));
    bob.post("/settings/second-factor", &[("act", "begin"), ("password", PASSWORD)]).await;
    let mut key = enrol(&app, &bob, 2).await;
    let secret = bob.get("/settings/second-factor").await.texts("main code").remove(0);
    let code = crate::second_factor::code(&secret, 0);
    assert_eq!(bob.post("/settings/second-factor", &[("act", "confirm"), ("code", &code)]).await.status, 200);
    for (authenticator, name) in [(&mut phone, "ann"), (&mut key, "bob")] {
        let browser = app.browser();
        let done = log_in(&browser, authenticator).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/bookmarks"), "{:?}", done.texts(".error"));
        assert!(browser.get("/rooms").await.body.contains(name));
    }
    assert!(ann.get(PAGE).await.body.contains("Last login"));
    assert!(ann.get("/login").await.status.is_redirection());
    let page = app.browser().get("/login").await;
    assert!(page.has("form.passkey[hidden]") && page.has("script[src*='/passkeys.']"));
    assert!(!ann.get("/rooms/general").await.has("script[src*='/passkeys.']"), "where it is needed alone");
}

#[tokio::test]
async fn authenticators_show_the_servers_name() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let (challenge, options) = begin(&ann).await;
    assert_eq!(options["rp"], json!({ "id": "localhost", "name": "Snug" }));
    let mut phone = Authenticator::new(&app, 1);
    assert_eq!(add(&ann, &challenge, &phone.create(&options)).await.status, 303);
    let form = Form::new().text("name", "Tea club");
    assert_eq!(Answer::of(ann.request(Method::POST, "/admin/branding").multipart(form)).await.status, 303);
    // Passkeys from before the change are valid.
    let done = log_in(&app.browser(), &mut phone).await;
    assert_eq!(done.status, 303, "{:?}", done.texts(".error"));
    let (challenge, options) = begin(&ann).await;
    assert_eq!(options["rp"], json!({ "id": "localhost", "name": "Tea club" }));
    let mut key = Authenticator::new(&app, 2);
    assert_eq!(add(&ann, &challenge, &key.create(&options)).await.status, 303);
    assert_eq!(log_in(&app.browser(), &mut key).await.status, 303);
}

#[tokio::test]
async fn an_answer_counts_once_for_its_own_challenge_origin_and_account() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut phone = enrol(&app, &ann, 1).await;
    let bobs = enrol(&app, &bob, 2).await;
    let browser = app.browser();
    let (challenge, options) = ask_login(&browser).await;
    let answer = phone.get(&options);
    let (other, _) = ask_login(&browser).await;
    assert_eq!(send(&browser, "x", &answer).await.status, 422, "no challenge");
    assert_eq!(send(&browser, &other, &answer).await.status, 422, "another challenge");
    assert_eq!(send(&browser, &challenge, &answer).await.status, 303);
    let thief = app.browser();
    assert_eq!(send(&thief, &challenge, &answer).await.status, 422, "replay");
    for (what, forge) in [
        (
            "another origin",
            (|it: &mut Authenticator| it.origin = "http://evil.example".into()) as fn(&mut Authenticator),
        ),
        ("another key", |it| it.key = SigningKey::from_slice(&[9; 32]).unwrap()),
        ("an unknown passkey", |it| it.id = vec![9; 20]),
        ("no user verification", |it| it.flags = 0x01),
        ("no user handle", |it| it.handle = Vec::new()),
    ] {
        let mut forged = Authenticator::new(&app, 1);
        forged.handle.clone_from(&phone.handle);
        forge(&mut forged);
        let refused = log_in(&thief, &mut forged).await;
        assert_eq!((refused.status.as_u16(), refused.has("#problem")), (422, true), "{what}");
    }
    let mut forged = Authenticator::new(&app, 1);
    forged.handle.clone_from(&bobs.handle);
    assert_eq!(log_in(&thief, &mut forged).await.status, 422, "another account's handle");
    for garbage in ["", "{}", "[]", "null", "\"x\""] {
        let (challenge, _) = ask_login(&thief).await;
        assert_eq!(send(&thief, &challenge, garbage).await.status, 422, "{garbage}");
    }
    assert_eq!(thief.get("/rooms").await.status, 303);
    let foreign = app.browser().request(Method::POST, "/login/passkey/begin");
    assert_eq!(Answer::of(foreign.header("sec-fetch-site", "cross-site")).await.status, 403);
}

#[tokio::test]
async fn a_counter_that_does_not_grow_is_refused() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let mut phone = enrol(&app, &ann, 1).await;
    for (counter, status) in [(5, 303), (5, 422), (4, 422), (0, 422), (6, 303)] {
        phone.counter = counter;
        assert_eq!(log_in(&app.browser(), &mut phone).await.status, status, "{counter}");
    }
}

#[tokio::test]
async fn a_passkey_is_made_with_the_password_in_the_session_that_began_it_and_ten_at_most() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    for (name, password) in [("x", "wrong horse"), ("", PASSWORD)] {
        let form = [("name", name), ("password", password)];
        assert_eq!(ann.post("/settings/passkeys/begin", &form).await.status, 422);
        let form = [("add", "yes"), ("name", name), ("password", password)];
        let page = ann.post(PAGE, &form).await;
        assert_eq!((page.status.as_u16(), page.has("[aria-invalid]")), (422, true), "says what is wrong");
    }
    let form = [("add", "yes"), ("name", "x"), ("password", PASSWORD)];
    assert!(ann.post(PAGE, &form).await.body.contains("No passkey was added"));
    let mut phone = Authenticator::new(&app, 1);
    let (challenge, options) = begin(&ann).await;
    let answer = phone.create(&options);
    assert_eq!(add(&bob, &challenge, &answer).await.status, 422, "another account");
    assert_eq!(add(&ann, &challenge, &answer).await.status, 422, "which used the challenge up");
    let (challenge, options) = begin(&ann).await;
    let answer = phone.create(&options);
    let changed = [("present", PASSWORD), ("password", "battery staple")];
    assert_eq!(ann.post("/settings/password", &changed).await.status, 303);
    assert_eq!(add(&ann, &challenge, &answer).await.status, 422, "the password was changed meanwhile");
    let back = [("present", "battery staple"), ("password", PASSWORD)];
    assert_eq!(ann.post("/settings/password", &back).await.status, 303);
    let login = ask_login(&ann).await.0;
    assert_eq!(add(&ann, &login, &answer).await.status, 422, "the challenge of a login");

    enrol(&app, &ann, 1).await;
    let (challenge, options) = begin(&bob).await;
    assert_eq!(add(&bob, &challenge, &phone.create(&options)).await.status, 422, "it is ann's");
    for number in 2..=10 {
        enrol(&app, &ann, number).await;
    }
    assert_eq!(options["excludeCredentials"].as_array().map_or(0, Vec::len), 0);
    let form = [("name", "x"), ("password", PASSWORD)];
    assert_eq!(ann.post("/settings/passkeys/begin", &form).await.status, 422, "ten");
}

#[tokio::test]
async fn a_removed_passkey_opens_nothing_and_only_its_owner_removes_it() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut phone = enrol(&app, &bob, 1).await;
    let id = bob.get(PAGE).await.attribute("[name=passkey]", "value").unwrap();
    let remove = |password| [("act", "remove"), ("passkey", &*id), ("password", password)];
    assert_eq!(bob.post(PAGE, &remove("wrong horse")).await.status, 422);
    assert_eq!(bob.post(PAGE, &[("act", "remove"), ("password", PASSWORD)]).await.status, 422, "none is chosen");
    assert_eq!(ann.post(PAGE, &remove(PASSWORD)).await.location(), PAGE, "it isn't ann's");
    assert_eq!(log_in(&app.browser(), &mut phone).await.status, 303);
    assert_eq!(bob.post(PAGE, &remove(PASSWORD)).await.location(), "/settings/passkeys?removed=yes");
    assert_eq!(log_in(&app.browser(), &mut phone).await.status, 422);

    let mut phone = enrol(&app, &bob, 2).await;
    let act = |act| [("act", act), ("role", "member"), ("password", PASSWORD)];
    assert_eq!(ann.post("/admin/people/bob", &act("deactivate")).await.status, 303);
    assert_eq!(log_in(&app.browser(), &mut phone).await.status, 403);
    assert_eq!(ann.post("/admin/people/bob", &act("reactivate")).await.status, 303);
    assert_eq!(ann.post("/admin/people/bob", &act("factor")).await.status, 303, "the phone is lost");
    assert_eq!(log_in(&app.browser(), &mut phone).await.status, 422);
    let database = Connection::open(app.database()).unwrap();
    let left: u32 = database.query_row("select count(*) from passkeys", (), |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn attempts_of_a_network_are_limited() {
    let app = TestApp::spawn().await;
    let browser = app.browser();
    let mut statuses = Vec::new();
    for _ in 0..130 {
        statuses.push(browser.post("/login/passkey/begin", &[]).await.status.as_u16());
    }
    assert_eq!(statuses[..64], [200; 64], "open challenges");
    assert_eq!(statuses[64], 429);
    let mut refused = Vec::new();
    for _ in 0..3 {
        refused.push(browser.post("/login/passkey", &[("challenge", "x")]).await.status.as_u16());
    }
    assert!(refused.contains(&429), "{refused:?}");
}

#[tokio::test]
async fn where_browsers_have_no_passkeys_there_are_no_pages_of_them() {
    let app = TestApp::spawn_with(&["--public-url", "http://192.0.2.7"]).await;
    let at = async |person: &Person, method, path: &str| {
        Answer::of(person.request(method, path).header("host", "192.0.2.7")).await
    };
    let nobody = app.browser();
    assert!(!at(&nobody, Method::GET, "/login").await.has("form.passkey"));
    assert_eq!(at(&nobody, Method::POST, "/login/passkey/begin").await.status, 404);
}
